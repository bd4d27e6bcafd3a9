# SPDX-License-Identifier: Apache-2.0
"""A page of a ticket's messages with the agent's own wishes behind them.

Pages never step over a gap unseen: walking back ends at the oldest message of the held range.
"""

from __future__ import annotations

import json

from desktop_agent.domain.commands import SIDE_LANE
from desktop_agent.domain.ids import MessageId, TicketId
from desktop_agent.domain.light_dataclass import dataclass
from desktop_agent.domain.messages import Message
from desktop_agent.domain.outbox import OutboxRow
from desktop_agent.domain.queries import TranscriptItem, TranscriptPage, TranscriptQuery
from desktop_agent.store.database import Connection
from desktop_agent.store.message_lookup import read_messages
from desktop_agent.store.read_rows import open_rows_of
from desktop_agent.store.sources import Sources


@dataclass(frozen=True, slots=True)
class _Part:
    """Messages oldest first, and whether more are held on either side."""

    messages: list[Message]
    has_older_held: bool
    has_newer: bool


def transcript(sources: Sources, query: TranscriptQuery) -> TranscriptPage:
    """The newest messages, or those before, after or around one."""
    db, ticket_id = sources.db, query.ticket_id
    held = db.execute(
        "SELECT oldest_id, is_first FROM held_ranges WHERE ticket_id = ?", (ticket_id,)
    ).fetchone()
    floor, is_first = (held[0] or 0, bool(held[1])) if held is not None else (0, False)
    pivot = query.before_id or query.after_id or query.around_id
    if pivot is not None and pivot < floor:
        floor, is_first = 0, False  # older messages that a gap divides from the held range
    part = _part(db, query, floor)
    items = [TranscriptItem(message=one) for one in part.messages]
    if not part.has_newer:
        items += [TranscriptItem(row=one) for one in _own_rows(db, ticket_id)]
    return TranscriptPage(
        ticket_id=ticket_id,
        items=tuple(items),
        has_older=part.has_older_held or not is_first,
        has_newer=part.has_newer,
        is_gap=not part.has_older_held and not is_first,
        last_read_id=_last_read_id(db, ticket_id),
    )


def _part(db: Connection, query: TranscriptQuery, floor: int) -> _Part:
    ticket_id, limit = query.ticket_id, query.limit
    if query.before_id is not None:
        older = _before(db, ticket_id, floor, query.before_id, limit + 1)
        return _Part(older[-limit:], len(older) > limit, has_newer=True)
    if query.after_id is not None:
        newer = _after(db, ticket_id, query.after_id, limit + 1)
        has_older_held = bool(_before(db, ticket_id, floor, MessageId(query.after_id + 1), 1))
        return _Part(newer[:limit], has_older_held, len(newer) > limit)
    if query.around_id is not None:
        half = limit // 2
        older = _before(db, ticket_id, floor, MessageId(query.around_id + 1), limit - half + 1)
        newer = _after(db, ticket_id, query.around_id, half + 1)
        kept = older[-(limit - half) :]
        return _Part(kept + newer[:half], len(older) > len(kept), len(newer) > half)
    newest = _before(db, ticket_id, floor, MessageId(1 << 62), limit + 1)
    return _Part(newest[-limit:], len(newest) > limit, has_newer=False)


def _before(
    db: Connection, ticket_id: TicketId, floor: int, before_id: MessageId, limit: int
) -> list[Message]:
    found = read_messages(
        db,
        "WHERE ticket_id = ? AND id >= ? AND id < ? ORDER BY id DESC LIMIT ?",
        (ticket_id, floor, before_id, limit),
    )
    return found[::-1]


def _after(db: Connection, ticket_id: TicketId, after_id: MessageId, limit: int) -> list[Message]:
    return read_messages(
        db,
        "WHERE ticket_id = ? AND id > ? ORDER BY id LIMIT ?",
        (ticket_id, after_id, limit),
    )


def _own_rows(db: Connection, ticket_id: TicketId) -> list[OutboxRow]:
    """Open rows, without those whose message has already come back and without read marks."""
    rows = [
        row
        for row in open_rows_of(db, (ticket_id,))
        if not isinstance(row.command.payload, SIDE_LANE)
    ]
    arrived = {
        found[0]
        for found in db.execute(
            "SELECT ref FROM messages WHERE ref IN (SELECT value FROM json_each(?))",
            (json.dumps([row.command.id for row in rows]),),
        )
    }
    return [row for row in rows if row.command.id not in arrived]


def _last_read_id(db: Connection, ticket_id: TicketId) -> MessageId | None:
    """The message before the oldest unread one; None when nothing is unread.

    The server tells a number only, capped at 10 and shared by all agents (chatwoot trap 23), so
    that many customer messages are counted back from the newest.
    """
    row = db.execute("SELECT unread FROM tickets WHERE id = ?", (ticket_id,)).fetchone()
    if row is None or row[0] <= 0:
        return None
    found = db.execute(
        "SELECT max(id) FROM messages WHERE ticket_id = :ticket AND id < (SELECT min(id) FROM "
        "(SELECT id FROM messages WHERE ticket_id = :ticket AND kind = 'inbound' "
        "ORDER BY id DESC LIMIT :unread))",
        {"ticket": ticket_id, "unread": row[0]},
    ).fetchone()
    return None if found[0] is None else MessageId(found[0])
