# SPDX-License-Identifier: Apache-2.0
"""Ranges of messages, kinds, delivery, deletion (chatwoot §3.1, §3.3-3.6)."""

from __future__ import annotations

import pytest

from desktop_agent.domain import commands as c
from desktop_agent.domain.ids import MessageId, TicketId
from desktop_agent.domain.messages import AttachmentKind, AuthorKind, Delivery, MessageKind
from desktop_agent.provider.port import MessageRange, TicketGone
from tests.contract.desk import Desk, command
from tests.contract.stage import FOREIGN_INBOX, TOMASZ, Opened, Stage


def filled(stage: Stage, count: int) -> tuple[Opened, list[MessageId]]:
    opened = stage.open_ticket("Zeile 0")
    ids = [stage.customer_writes(opened.ticket_id, f"Zeile {n}") for n in range(1, count)]
    return opened, [opened.message_id, *ids]


def texts(desk: Desk, ticket_id: TicketId, wanted: MessageRange) -> list[str]:
    return [m.text for m in desk.messages(ticket_id, wanted) if m.kind is MessageKind.INBOUND]


def test_s3_1_newest_page_of_a_short_ticket_is_everything(stage: Stage, desk: Desk) -> None:
    opened, ids = filled(stage, 3)
    page = desk.run(desk.provider.messages(opened.ticket_id, MessageRange()))
    assert page.is_first
    assert page.covers_from_id == min(message.id for message in page.messages)
    assert set(ids) <= {message.id for message in page.messages}
    assert not page.rejects
    assert list(page.messages) == sorted(page.messages, key=lambda m: (m.created_at, m.id))


def test_s3_1_paging_back_reaches_the_first_message_without_a_gap(stage: Stage, desk: Desk) -> None:
    opened, ids = filled(stage, 55)
    found: set[MessageId] = set()
    before_id: MessageId | None = None
    for _ in range(30):
        page = desk.run(desk.provider.messages(opened.ticket_id, MessageRange(before_id=before_id)))
        assert before_id is None or all(message.id < before_id for message in page.messages)
        found |= {
            m.id for m in page.messages if page.covers_from_id and m.id >= page.covers_from_id
        }
        if page.is_first:
            break
        assert page.covers_from_id is not None
        assert before_id is None or page.covers_from_id < before_id
        before_id = page.covers_from_id
    assert set(ids) <= found


def test_s3_1_after_is_exclusive_and_complete(stage: Stage, desk: Desk) -> None:
    opened, ids = filled(stage, 30)
    page = desk.run(desk.provider.messages(opened.ticket_id, MessageRange(after_id=ids[4])))
    assert page.covers_from_id == ids[4] + 1
    assert not page.is_first
    got = [message.id for message in page.messages]
    assert set(ids[5:]) <= set(got)
    assert min(got) > ids[4]


def test_s3_1_between_two_ids_both_exclusive(stage: Stage, desk: Desk) -> None:
    opened, ids = filled(stage, 10)
    wanted = MessageRange(after_id=ids[2], before_id=ids[6])
    assert texts(desk, opened.ticket_id, wanted) == ["Zeile 3", "Zeile 4", "Zeile 5"]


def test_s3_1_nothing_new_is_an_empty_page(stage: Stage, desk: Desk) -> None:
    opened, _ = filled(stage, 2)
    newest = max(message.id for message in desk.messages(opened.ticket_id))
    after = MessageId(newest + 1_000)
    page = desk.run(desk.provider.messages(opened.ticket_id, MessageRange(after_id=after)))
    assert page.messages == ()
    assert page.covers_from_id is None


def test_s3_1_messages_of_a_ticket_that_is_gone(stage: Stage, desk: Desk) -> None:
    with pytest.raises(TicketGone) as gone:
        desk.messages(TicketId(99_999_999))
    assert gone.value.is_deleted
    foreign = stage.open_ticket(inbox=FOREIGN_INBOX).ticket_id
    with pytest.raises(TicketGone) as out_of_scope:
        desk.messages(foreign)
    assert not out_of_scope.value.is_deleted


def test_s3_3_kinds_and_authors(stage: Stage, desk: Desk) -> None:
    opened = stage.open_ticket()
    stage.control.answer(opened.ticket_id, "Antwort", agent=TOMASZ)
    stage.control.note(opened.ticket_id, "Notiz", agent=TOMASZ)
    by_text = {message.text: message for message in desk.messages(opened.ticket_id)}
    assert by_text["Guten Tag"].kind is MessageKind.INBOUND
    assert by_text["Guten Tag"].author.kind is AuthorKind.CUSTOMER
    assert by_text["Guten Tag"].author.name == "Erna Beispiel"
    assert by_text["Antwort"].kind is MessageKind.OUTBOUND
    assert (by_text["Antwort"].author.kind, by_text["Antwort"].author.id) == (
        AuthorKind.AGENT,
        TOMASZ,
    )
    assert by_text["Notiz"].kind is MessageKind.NOTE


def test_trap_34_activity_is_text_without_meaning(stage: Stage, desk: Desk) -> None:
    opened = stage.open_ticket()

    async def scene() -> None:
        async with desk.watching() as watch:
            stage.control.assign(opened.ticket_id, agent=TOMASZ)
            activity = await watch.message(lambda m: m.kind is MessageKind.ACTIVITY)
            assert activity.author.kind is AuthorKind.SYSTEM

    desk.run(scene())


@pytest.mark.parametrize("reported", ["delivered", "read", "failed"])
def test_s3_5_delivery_as_the_provider_reports_it(stage: Stage, desk: Desk, reported: str) -> None:
    opened = stage.open_ticket()
    sent = desk.done(opened.ticket_id, c.Reply("Antwort")).message
    assert sent is not None
    assert sent.delivery is Delivery.TAKEN, "the birth value proves nothing (trap 4)"
    stage.control.message_status(
        opened.ticket_id, sent.id, reported, external_error="131026: nicht zustellbar"
    )
    message = next(m for m in desk.messages(opened.ticket_id) if m.id == sent.id)
    assert message.delivery is Delivery(reported)
    if reported == "failed":
        assert message.failure == "131026: nicht zustellbar"


def test_s3_5_only_the_providers_id_proves_acceptance(stage: Stage, desk: Desk) -> None:
    opened = stage.open_ticket()
    stage.agent(TOMASZ)

    async def scene() -> None:
        async with desk.watching() as watch:
            await desk.provider.execute(_reply(opened.ticket_id))
            await watch.message(lambda m: m.delivery is Delivery.ACCEPTED)

    desk.run(scene())


def test_s3_4_attachments_of_the_customer(stage: Stage, desk: Desk) -> None:
    opened = stage.open_ticket()
    stage.control.customer_writes(
        opened.ticket_id,
        "Foto",
        file_name="zähler stand.png",
        content_type="image/png",
        file=b"\x89PNG\r\n\x1a\n" + bytes(200),
    )
    (file,) = next(m.attachments for m in desk.messages(opened.ticket_id) if m.attachments)
    assert file.kind is AttachmentKind.IMAGE
    assert file.name
    assert file.url
    assert stage.url not in repr(file)


def _reply(ticket_id: TicketId) -> c.Command:
    return command(ticket_id, c.Reply("Antwort"))
