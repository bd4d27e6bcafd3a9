# SPDX-License-Identifier: Apache-2.0
"""Files: from the origin through its own redirect, without the token (chatwoot §3.3)."""

from __future__ import annotations

from dataclasses import replace

import pytest

from desktop_agent.domain.errors import EnvironmentProblem, ProblemCode, ServerRefusal
from desktop_agent.domain.messages import Attachment
from desktop_agent.domain.secret import SecretText
from tests.contract.desk import Desk
from tests.contract.stage import Stage

PICTURE = b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 40


def sent_file(stage: Stage, desk: Desk) -> Attachment:
    opened = stage.open_ticket()
    stage.control.customer_writes(
        opened.ticket_id, "", file_name="foto.png", content_type="image/png", file=PICTURE
    )
    return next(m.attachments[0] for m in desk.messages(opened.ticket_id) if m.attachments)


def fetched(desk: Desk, attachment: Attachment) -> bytes:
    async def collect() -> bytes:
        return b"".join([chunk async for chunk in desk.provider.attachment(attachment)])

    return desk.run(collect())


def test_s3_3_file_is_fetched_through_the_servers_redirect(stage: Stage, desk: Desk) -> None:
    file = sent_file(stage, desk)
    assert fetched(desk, file) == PICTURE
    assert next(seen.status for seen in stage.requests("/rails/active_storage")) == 302


@pytest.mark.parametrize(
    "url",
    [
        "http://localhost:1/rails/file.png",
        "https://files.foreign.example/x.png",
        "file:///etc/passwd",
        "http://user@127.0.0.1/x",
    ],
)
def test_trap_37_other_places_are_never_asked(stage: Stage, desk: Desk, url: str) -> None:
    file = replace(sent_file(stage, desk), url=SecretText(url))
    with pytest.raises(ServerRefusal) as refused:
        fetched(desk, file)
    assert refused.value.problem.code is ProblemCode.FOREIGN_REDIRECT


def test_missing_file_is_unavailable(stage: Stage, desk: Desk) -> None:
    file = sent_file(stage, desk)
    gone = replace(file, url=SecretText(f"{stage.url}/rails/active_storage/blobs/redirect/x/y.png"))
    with pytest.raises(ServerRefusal) as refused:
        fetched(desk, gone)
    assert refused.value.problem.code is ProblemCode.ATTACHMENT_UNAVAILABLE
    with pytest.raises(ServerRefusal):
        fetched(desk, replace(file, url=SecretText("")))


def test_cut_off_download_is_trouble_that_passes(stage: Stage, desk: Desk) -> None:
    file = sent_file(stage, desk)
    stage.control.add_fault("offline")
    with pytest.raises(EnvironmentProblem):
        fetched(desk, file)
