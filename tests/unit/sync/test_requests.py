# SPDX-License-Identifier: Apache-2.0
"""What the window asks for beside commands to customers: files, drafts, marks, sessions."""

from __future__ import annotations

from pathlib import Path

from desktop_agent.domain.commands import MarkRead, Typing
from desktop_agent.domain.directory import Availability
from desktop_agent.domain.engine_state import Phase
from desktop_agent.domain.errors import ProblemCode
from desktop_agent.domain.events import (
    AttachmentReady,
    OutboxChanged,
    SignInRefused,
    TypingChanged,
)
from desktop_agent.domain.ids import AttachmentId, MessageId
from desktop_agent.domain.messages import Attachment, AttachmentKind
from desktop_agent.domain.requests import (
    FetchAttachment,
    FetchOlder,
    OpenTicket,
    SaveDraft,
    SetAvailability,
    SignIn,
    SignOut,
)
from desktop_agent.domain.secret import SecretText
from desktop_agent.provider.port import (
    TypingSeen,
)
from tests.conftest import AllowedLog
from tests.fakes.engine_rig import EngineRig, make_rig
from tests.fakes.fake_provider import SERVER
from tests.fakes.fake_server import MARIE, SABINE
from tests.fakes.virtual_time import VirtualLoop, run_virtually


def test_typing_sign_ends_by_itself(tmp_path: Path) -> None:
    async def main(loop: VirtualLoop) -> None:
        rig = make_rig(tmp_path, loop)
        ticket_id = rig.server.add_ticket()
        async with rig.running():
            await rig.sign_in()
            rig.server.publish(TypingSeen(ticket_id, "Kunde", is_customer=True, is_on=True))
            await rig.rest(29)
            assert [event.is_on for event in rig.of(TypingChanged)] == [True]
            await rig.rest(2)
            assert [event.is_on for event in rig.of(TypingChanged)] == [True, False]

    run_virtually(main)


def test_side_lane_sends_only_the_newest_and_stores_nothing(tmp_path: Path) -> None:
    async def main(loop: VirtualLoop) -> None:
        rig = make_rig(tmp_path, loop)
        ticket_id = rig.server.add_ticket(owner=MARIE)
        async with rig.running():
            await rig.sign_in()
            await rig.rest(1)
            for is_on in (True, False, True):
                rig.aside(ticket_id, Typing(is_on))
            rig.aside(ticket_id, MarkRead(MessageId(1)))
            rig.aside(ticket_id, MarkRead(MessageId(2)))
            await rig.rest(5)
            sent = [command.payload for command in rig.provider.executed]
            assert sent == [Typing(is_on=True), MarkRead(MessageId(2))]
            assert await rig.stores.work(lambda repos: repos.open_rows()) == []
            ticket = await rig.ticket(ticket_id)
            assert ticket is not None
            assert ticket.unread == 0

    run_virtually(main)


def test_older_messages_are_fetched_until_the_first(tmp_path: Path) -> None:
    async def main(loop: VirtualLoop) -> None:
        rig = make_rig(tmp_path, loop)
        ticket_id = rig.server.add_ticket(owner=MARIE, texts=[f"Text {i}" for i in range(130)])
        async with rig.running():
            await rig.sign_in()
            rig.engine.submit(OpenTicket(ticket_id))
            await rig.rest(2)
            for _ in range(2):
                rig.engine.submit(FetchOlder(ticket_id))
                await rig.rest(2)
            held = await rig.stores.cache(lambda repos: repos.held_range(ticket_id))
            assert held.is_first
            assert held.oldest_id is not None
            assert held.oldest_id <= rig.server.messages[ticket_id][0].id

    run_virtually(main)


def test_attachment_is_stored_or_its_problem_told(tmp_path: Path, allowed_log: AllowedLog) -> None:
    allowed_log("desktop_agent.sync.attachments", "attachment_unavailable")

    async def main(loop: VirtualLoop) -> None:
        rig = make_rig(tmp_path, loop)
        ticket_id = rig.server.add_ticket(owner=MARIE)
        known = Attachment(
            id=AttachmentId(7),
            kind=AttachmentKind.FILE,
            name="Bescheid.pdf",
            url=SecretText("https://chat.example/blob/7"),
        )
        async with rig.running():
            await rig.sign_in()
            await rig.rest(1)
            rig.server.attach(ticket_id, known)
            await rig.rest(1)
            rig.engine.submit(FetchAttachment(ticket_id, known.id))
            rig.engine.submit(FetchAttachment(ticket_id, AttachmentId(8)))
            await rig.until(lambda: len(rig.of(AttachmentReady)) == 2)
            problems = {e.attachment_id: e.problem for e in rig.of(AttachmentReady)}
            assert problems[known.id] is None
            missing = problems[AttachmentId(8)]
            assert missing is not None
            assert missing.code is ProblemCode.ATTACHMENT_UNAVAILABLE

    run_virtually(main)


def test_draft_and_availability_are_kept(tmp_path: Path) -> None:
    async def main(loop: VirtualLoop) -> None:
        rig = make_rig(tmp_path, loop)
        ticket_id = rig.server.add_ticket(owner=MARIE)
        async with rig.running():
            await rig.sign_in()
            rig.engine.submit(SaveDraft(ticket_id, "halb fertig", is_note=False))
            rig.engine.submit(SetAvailability(Availability.BUSY))
            await rig.until(lambda: rig.provider.calls["availability"] == 1)
            await rig.rest(1)
            assert OutboxChanged(frozenset({ticket_id})) in rig.events
            session = await rig.stores.work(lambda repos: repos.session())
            assert session is not None
            assert session.availability is Availability.BUSY

    run_virtually(main)


def test_sign_out_forgets_the_secrets_and_knows_the_agent(
    tmp_path: Path, allowed_log: AllowedLog
) -> None:
    allowed_log("desktop_agent.sync.signing", "other_agent")

    async def main(loop: VirtualLoop) -> None:
        rig = make_rig(tmp_path, loop)
        async with rig.running():
            await rig.sign_in()
            rig.engine.submit(SignOut())
            await rig.phase(Phase.SIGNED_OUT)
            session = await rig.stores.work(lambda repos: repos.session())
            assert session is not None
            assert not session.token
            assert not session.feed_token
            assert rig.provider.is_closed
        other = make_rig(tmp_path, loop, server=rig.server, clock=rig.clock, agent_id=SABINE)
        async with other.running():
            other.engine.submit(SignIn(SERVER, EngineRig.credentials()))
            await other.until(lambda: bool(other.of(SignInRefused)))
            refused = other.of(SignInRefused)[0]
            assert refused.problem is not None
            assert refused.problem.code is ProblemCode.OTHER_AGENT
            assert other.last_phase() is Phase.SIGNED_OUT

    run_virtually(main)
