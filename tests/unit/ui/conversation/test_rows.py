# SPDX-License-Identifier: Apache-2.0
"""A page of messages becomes separators, divider, messages and wishes in reading order."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from desktop_agent.domain.commands import Basis, Claim, Command, Payload, Reply
from desktop_agent.domain.ids import AgentId, CommandId, MessageId, TicketId
from desktop_agent.domain.messages import Author, AuthorKind, Message, MessageKind
from desktop_agent.domain.outbox import OutboxRow, OutboxState
from desktop_agent.domain.queries import TranscriptItem
from desktop_agent.ui.conversation.rows import (
    DayRow,
    MessageRow,
    NewRow,
    Side,
    SystemRow,
    WishRow,
    build_rows,
)

ME = AgentId(1)
NOW = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)


def _message(number: int, kind: MessageKind = MessageKind.INBOUND, days_ago: int = 0) -> Message:
    author = Author(AuthorKind.CUSTOMER, 9, "Ayşe")
    if kind is not MessageKind.INBOUND:
        author = Author(AuthorKind.AGENT, 1, "Marie")
    return Message(
        id=MessageId(number),
        ticket_id=TicketId(1),
        kind=kind,
        author=author,
        text=f"Text {number}",
        created_at=NOW - timedelta(days=days_ago),
    )


def _items(*messages: Message) -> list[TranscriptItem]:
    return [TranscriptItem(message=message) for message in messages]


def _wish(payload: Payload, state: OutboxState) -> TranscriptItem:
    command = Command(CommandId("c" * 32), TicketId(1), payload, Basis(), NOW)
    return TranscriptItem(row=OutboxRow(command=command, state=state))


def test_each_day_begins_with_its_separator() -> None:
    rows = build_rows(_items(_message(1, days_ago=1), _message(2), _message(3)), ME)
    assert [type(row) for row in rows] == [DayRow, MessageRow, DayRow, MessageRow, MessageRow]


def test_the_divider_stands_before_the_first_unseen_customer_message() -> None:
    own = _message(2, MessageKind.OUTBOUND)
    rows = build_rows(_items(_message(1), own, _message(3), _message(4)), ME, MessageId(1))
    assert [type(row) for row in rows] == [
        DayRow,
        MessageRow,
        MessageRow,
        NewRow,
        *[MessageRow] * 2,
    ]


def test_without_unseen_messages_there_is_no_divider() -> None:
    rows = build_rows(_items(_message(1)), ME, MessageId(1))
    assert not any(isinstance(row, NewRow) for row in rows)


def test_sides_follow_the_kind() -> None:
    kinds = (MessageKind.INBOUND, MessageKind.OUTBOUND, MessageKind.NOTE, MessageKind.TEMPLATE)
    rows = build_rows(_items(*(_message(n, kind) for n, kind in enumerate(kinds, 1))), ME)
    sides = [row.side for row in rows if isinstance(row, MessageRow)]
    assert sides == [Side.IN, Side.OUT, Side.NOTE, Side.OUT]


def test_an_activity_is_a_system_line() -> None:
    rows = build_rows(_items(_message(1, MessageKind.ACTIVITY)), ME)
    assert isinstance(rows[-1], SystemRow)


def test_a_quote_is_found_among_what_is_held() -> None:
    held, gone = (
        replace(_message(n), quoted_id=MessageId(quoted)) for n, quoted in ((2, 1), (3, 77))
    )
    rows = [r for r in build_rows(_items(_message(1), held, gone), ME) if isinstance(r, MessageRow)]
    assert [row.quoted.id if row.quoted else None for row in rows] == [None, 1, None]


def test_wishes_without_text_appear_only_when_they_need_a_person() -> None:
    quiet = build_rows([_wish(Claim(), OutboxState.QUEUED)], ME)
    loud = build_rows([_wish(Claim(), OutboxState.HELD)], ME)
    written = build_rows([_wish(Reply("Hallo"), OutboxState.QUEUED)], ME)
    assert quiet == []
    assert [type(row) for row in (*loud, *written)] == [WishRow, WishRow]
