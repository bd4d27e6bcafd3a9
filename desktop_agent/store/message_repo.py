# SPDX-License-Identifier: Apache-2.0
"""Messages, their attachments and the held ranges in `cache.db`. Db thread only.

Must not write anything that the server did not say.
"""

from __future__ import annotations

import json
from collections.abc import Sequence

from desktop_agent.domain.held import HeldRange
from desktop_agent.domain.ids import AgentId, CommandId, MessageId, TicketId
from desktop_agent.domain.light_dataclass import dataclass
from desktop_agent.domain.messages import Message
from desktop_agent.store import message_effects, search_index
from desktop_agent.store.database import Connection
from desktop_agent.store.held_window import Span, grow
from desktop_agent.store.message_lookup import read_messages
from desktop_agent.store.message_rows import (
    UPSERT_ATTACHMENT,
    UPSERT_MESSAGE,
    attachment_rows,
    erased,
    merge,
    message_row,
)


@dataclass(frozen=True, slots=True)
class Completeness:
    """What a page proves: nothing is missing from `from_id` up to below `upper_id`."""

    from_id: MessageId | None
    upper_id: MessageId | None
    is_first: bool


def remove_all_of(db: Connection, ticket_id: TicketId) -> None:
    """Erase every message of a ticket and its held range."""
    _remove(db, read_messages(db, "WHERE ticket_id = ?", (ticket_id,)))
    db.execute("DELETE FROM held_ranges WHERE ticket_id = ?", (ticket_id,))


class MessageRepo:
    """Reads and writes messages within the caller's transaction."""

    def __init__(self, db: Connection) -> None:
        self._db = db

    def put_messages(
        self,
        ticket_id: TicketId,
        messages: Sequence[Message],
        *,
        covers_from_id: MessageId | None = None,
        is_first: bool = False,
        upper_id: MessageId | None = None,
    ) -> set[MessageId]:
        """See `sync.ports.CacheRepos`.

        Without `upper_id` a message newer than the page is kept although the page lacks it: a live
        event may have overtaken the answer. An empty first page is held as "has no messages".
        """
        if self._is_buried(ticket_id):
            return set()
        page = Completeness(covers_from_id, upper_id, is_first)
        held = self._held_beside(ticket_id, messages, page)
        told: dict[MessageId, Message] = {}
        for one in messages:
            known = told.get(one.id) or held.get(one.id)
            told[one.id] = _first_seen(one) if known is None else merge(known, one)
        changed = [one for one in told.values() if held.get(one.id) != one]
        self._write_messages(changed, held)
        missing = [one for one in held.values() if one.id not in told]
        _remove(self._db, missing)
        message_effects.drop_preview_of(self._db, ticket_id, missing)
        newest_id = max(told, default=None)
        self._grow_range(ticket_id, newest_id, page)
        message_effects.touch_ticket(self._db, ticket_id, changed)
        return {*(one.id for one in changed), *(one.id for one in missing)}

    def _is_buried(self, ticket_id: TicketId) -> bool:
        row = self._db.execute("SELECT 1 FROM tombstones WHERE ticket_id = ?", (ticket_id,))
        return row.fetchone() is not None

    def _held_beside(
        self, ticket_id: TicketId, messages: Sequence[Message], page: Completeness
    ) -> dict[MessageId, Message]:
        """Held messages that the page tells again or, being complete, should have told."""
        wanted = {one.id for one in messages}
        lowest = min(wanted, default=page.from_id)
        highest = max(wanted, default=page.from_id)
        if lowest is None or highest is None:
            return {}
        if page.from_id is None:
            held = self._range(ticket_id, lowest, highest)
            return {one.id: one for one in held if one.id in wanted}
        if page.upper_id is not None:
            highest = max(highest, MessageId(page.upper_id - 1))
        held = self._range(ticket_id, min(lowest, page.from_id), highest)
        return {one.id: one for one in held if one.id >= page.from_id or one.id in wanted}

    def _range(self, ticket_id: TicketId, low: MessageId, high: MessageId) -> list[Message]:
        return read_messages(
            self._db, "WHERE ticket_id = ? AND id BETWEEN ? AND ?", (ticket_id, low, high)
        )

    def _write_messages(self, changed: Sequence[Message], held: dict[MessageId, Message]) -> None:
        reworded = [
            held[one.id] for one in changed if one.id in held and _is_reworded(held[one.id], one)
        ]
        search_index.withdraw(self._db, reworded)
        self._db.executemany(UPSERT_MESSAGE, [message_row(one) for one in changed])
        _remove_attachments(
            self._db,
            [one.id for one in changed if one.id in held and held[one.id].attachments],
            keep={attachment.id for one in changed for attachment in one.attachments},
        )
        rows = [row for one in changed if one.attachments for row in attachment_rows(one)]
        self._db.executemany(UPSERT_ATTACHMENT, rows)
        gone = {one.id for one in reworded}
        search_index.enqueue(
            self._db,
            [
                one.id
                for one in changed
                if (one.id not in held or one.id in gone) and search_index.is_searchable(one)
            ],
        )

    def _grow_range(
        self, ticket_id: TicketId, newest_id: MessageId | None, page: Completeness
    ) -> None:
        if page.from_id is None:
            if newest_id is None and page.is_first and page.upper_id is None:
                self._hold(ticket_id, None, is_first=True)
            return
        if page.upper_id is not None:
            newest_id = max(newest_id or page.from_id, MessageId(page.upper_id - 1))
        if newest_id is None:
            return
        held = self.held_range(ticket_id)
        span = None
        if held.oldest_id is not None and held.newest_id is not None:
            span = Span(held.oldest_id, held.newest_id, held.is_first)
        told = Span(page.from_id, newest_id, page.is_first)
        self._hold(ticket_id, grow(span, told))

    def _hold(self, ticket_id: TicketId, span: Span | None, *, is_first: bool = False) -> None:
        oldest, newest = (span.oldest_id, span.newest_id) if span else (None, None)
        self._db.execute(
            "INSERT INTO held_ranges (ticket_id, oldest_id, newest_id, is_first) "
            "VALUES (?, ?, ?, ?) ON CONFLICT (ticket_id) DO UPDATE SET "
            "oldest_id = excluded.oldest_id, newest_id = excluded.newest_id, "
            "is_first = excluded.is_first",
            (ticket_id, oldest, newest, span.is_first if span else is_first),
        )

    def held_range(self, ticket_id: TicketId) -> HeldRange:
        """What is held of a ticket's messages."""
        row = self._db.execute(
            "SELECT oldest_id, newest_id, is_first FROM held_ranges WHERE ticket_id = ?",
            (ticket_id,),
        ).fetchone()
        return (
            HeldRange(None, None, False) if row is None else HeldRange(row[0], row[1], bool(row[2]))
        )

    def newest_message(self, ticket_id: TicketId) -> Message | None:
        """Newest held message of any kind."""
        return self._one("WHERE ticket_id = ? ORDER BY id DESC LIMIT 1", (ticket_id,))

    def colleague_answer_after(
        self, ticket_id: TicketId, after_id: MessageId | None, me: AgentId
    ) -> Message | None:
        """First message by another person that can have reached the customer, after `after_id`.

        Bots and the system do not count: they answer on their own and settle nothing.
        """
        return self._one(
            "WHERE ticket_id = ? AND id > ? AND kind IN ('outbound', 'template') "
            "AND author_kind = 'agent' AND author_id != ? AND is_deleted = 0 "
            "AND delivery != 'failed' ORDER BY id LIMIT 1",
            (ticket_id, after_id or 0, me),
        )

    def message_with_ref(self, ref: CommandId) -> Message | None:
        """The message that carries a command's reference."""
        return self._one("WHERE ref = ? ORDER BY id LIMIT 1", (ref,))

    def _one(self, sql: str, parameters: Sequence[object]) -> Message | None:
        found = read_messages(self._db, sql, parameters)
        return found[0] if found else None


def _first_seen(message: Message) -> Message:
    return erased(message) if message.is_deleted else message


def _is_reworded(held: Message, told: Message) -> bool:
    return held.text != told.text or search_index.is_searchable(held) != search_index.is_searchable(
        told
    )


def _remove(db: Connection, messages: Sequence[Message]) -> None:
    """Erase messages with their attachments, files and indexed words."""
    if not messages:
        return
    search_index.withdraw(db, messages)
    _remove_attachments(db, [one.id for one in messages if one.attachments], keep=set())
    db.executemany("DELETE FROM messages WHERE id = ?", [(one.id,) for one in messages])


def _remove_attachments(db: Connection, message_ids: Sequence[int], keep: set[int]) -> None:
    if not message_ids:
        return
    gone = [
        (row[0],)
        for row in db.execute(
            "SELECT id FROM attachments WHERE message_id IN (SELECT value FROM json_each(?))",
            (json.dumps(message_ids),),
        )
        if row[0] not in keep
    ]
    db.executemany("DELETE FROM attachment_bytes WHERE attachment_id = ?", gone)
    db.executemany("DELETE FROM attachments WHERE id = ?", gone)
