# SPDX-License-Identifier: Apache-2.0
"""Messages, their attachments and the held ranges in `cache.db`. Db thread only.

Must not write anything that the server did not say.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from desktop_agent.domain.held import HeldRange
from desktop_agent.domain.ids import AgentId, CommandId, MessageId, TicketId
from desktop_agent.domain.messages import Attachment, Message, MessageKind
from desktop_agent.store import search_index
from desktop_agent.store.database import Connection, Row
from desktop_agent.store.held_window import Span, grow
from desktop_agent.store.message_rows import (
    SELECT_ATTACHMENTS,
    SELECT_MESSAGES,
    UPSERT_ATTACHMENT,
    UPSERT_MESSAGE,
    attachment_of,
    attachment_rows,
    erased,
    merge,
    message_of,
    message_row,
)
from desktop_agent.store.ticket_rows import lacks_messages, waiting_key
from desktop_agent.store.timestamps import to_micros


@dataclass(frozen=True, slots=True)
class Completeness:
    """What a page proves: nothing is missing from `from_id` up to below `upper_id`."""

    from_id: MessageId | None
    upper_id: MessageId | None
    is_first: bool


def read_messages(db: Connection, sql: str, parameters: Sequence[object]) -> list[Message]:
    """Messages with their attachments; `sql` continues `SELECT_MESSAGES`."""
    rows = db.execute(SELECT_MESSAGES + sql, tuple(parameters)).fetchall()
    attachments = _attachments_of(db, [row[0] for row in rows])
    return [message_of(row, tuple(attachments.get(row[0], ()))) for row in rows]


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
        self._drop_preview_of(ticket_id, missing)
        newest_id = max(told, default=None)
        self._grow_range(ticket_id, newest_id, page)
        self._touch_ticket(ticket_id, changed)
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

    def _touch_ticket(self, ticket_id: TicketId, changed: Sequence[Message]) -> None:
        """Let the ticket's row tell what its messages prove: preview, activity, window."""
        row = self._db.execute(
            "SELECT t.last_inbound_at, t.last_activity_at, t.preview_message_id, t.preview_text,"
            " t.waiting_since_at, c.window_us, r.newest_id, r.ticket_id IS NOT NULL,"
            " t.lacks_messages FROM tickets t"
            " LEFT JOIN channels c ON c.id = t.channel_id"
            " LEFT JOIN held_ranges r ON r.ticket_id = t.id WHERE t.id = ?",
            (ticket_id,),
        ).fetchone()
        if row is None:
            return
        inbound, activity, preview_id, preview_text, waiting, window, *held, lacks = row
        shown = [one for one in changed if one.kind is not MessageKind.ACTIVITY]
        newest = max(shown, key=lambda one: one.id, default=None)
        if newest is not None and newest.id >= (preview_id or 0):
            if newest.id != preview_id or newest.text != preview_text:
                self._put_preview(newest)
            preview_id = newest.id
        seen = max((to_micros(one.created_at) for one in changed), default=0)
        wrote = [to_micros(one.created_at) for one in shown if one.kind is MessageKind.INBOUND]
        self._put_times(
            ticket_id,
            was=(inbound, activity),
            now=(max([*wrote, inbound or 0]) or None, max(activity, seen)),
            waiting=waiting,
            window=window,
        )
        lacking = lacks_messages(preview_id, *held)
        if lacking != lacks:
            self._db.execute(
                "UPDATE tickets SET lacks_messages = ? WHERE id = ?", (lacking, ticket_id)
            )

    def _put_times(
        self,
        ticket_id: TicketId,
        *,
        was: tuple[int | None, int],
        now: tuple[int | None, int],
        waiting: int | None,
        window: int | None,
    ) -> None:
        """Times are in every index of the table: write them only when they moved."""
        if now == was:
            return
        inbound, activity = now
        closes_at = None if inbound is None or window is None else inbound + window
        self._db.execute(
            "UPDATE tickets SET last_inbound_at = ?, last_activity_at = ?, waiting_key = ?,"
            " window_closes_at = ? WHERE id = ?",
            (inbound, activity, waiting_key(waiting, activity), closes_at, ticket_id),
        )

    def _drop_preview_of(self, ticket_id: TicketId, missing: Sequence[Message]) -> None:
        """A removed message must not live on as the ticket's preview, nor keep an older one out."""
        ids = json.dumps([one.id for one in missing])
        is_hit = missing and self._db.execute(
            "UPDATE tickets SET preview_message_id = NULL, preview_text = NULL WHERE id = ? "
            "AND preview_message_id IN (SELECT value FROM json_each(?))",
            (ticket_id, ids),
        )
        if is_hit and is_hit.rowcount:
            newest = self._one(
                "WHERE ticket_id = ? AND kind != 'activity' ORDER BY id DESC LIMIT 1", (ticket_id,)
            )
            if newest is not None:
                self._put_preview(newest)

    def _put_preview(self, message: Message) -> None:
        attachment = message.attachments[0].kind.value if message.attachments else ""
        self._db.execute(
            "UPDATE tickets SET preview_message_id = ?, preview_kind = ?, preview_author = ?,"
            " preview_author_name = ?, preview_text = ?, preview_attachment_kind = ?,"
            " preview_at = ? WHERE id = ?",
            (
                message.id,
                message.kind.value,
                message.author.kind.value,
                message.author.name,
                message.text,
                attachment,
                to_micros(message.created_at),
                message.ticket_id,
            ),
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


def _attachments_of(db: Connection, ids: Sequence[int]) -> dict[int, list[Attachment]]:
    found: dict[int, list[Attachment]] = {}
    if not ids:
        return found
    rows: Iterable[Row] = db.execute(
        SELECT_ATTACHMENTS  # noqa: S608 - constants only
        + "WHERE message_id IN (SELECT value FROM json_each(?)) ORDER BY message_id, place",
        (json.dumps(ids),),
    )
    for row in rows:
        found.setdefault(row[1], []).append(attachment_of(row))
    return found


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
