# SPDX-License-Identifier: Apache-2.0
"""What messages prove about their ticket: preview, activity, window, missing ones. Db thread only.

Must not change anything that a message does not prove.
"""

from __future__ import annotations

import json
from collections.abc import Sequence

from desktop_agent.domain.ids import TicketId
from desktop_agent.domain.messages import Message, MessageKind
from desktop_agent.store.database import Connection
from desktop_agent.store.message_lookup import read_messages
from desktop_agent.store.ticket_rows import lacks_messages, waiting_key
from desktop_agent.store.timestamps import to_micros


def touch_ticket(db: Connection, ticket_id: TicketId, changed: Sequence[Message]) -> None:
    """Let the ticket's row tell what its messages prove: preview, activity, window."""
    row = db.execute(
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
            _put_preview(db, newest)
        preview_id = newest.id
    seen = max((to_micros(one.created_at) for one in changed), default=0)
    wrote = [to_micros(one.created_at) for one in shown if one.kind is MessageKind.INBOUND]
    _put_times(
        db,
        ticket_id,
        was=(inbound, activity),
        now=(max([*wrote, inbound or 0]) or None, max(activity, seen)),
        waiting=waiting,
        window=window,
    )
    lacking = lacks_messages(preview_id, *held)
    if lacking != lacks:
        db.execute("UPDATE tickets SET lacks_messages = ? WHERE id = ?", (lacking, ticket_id))


def _put_times(
    db: Connection,
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
    db.execute(
        "UPDATE tickets SET last_inbound_at = ?, last_activity_at = ?, waiting_key = ?,"
        " window_closes_at = ? WHERE id = ?",
        (inbound, activity, waiting_key(waiting, activity), closes_at, ticket_id),
    )


def drop_preview_of(db: Connection, ticket_id: TicketId, missing: Sequence[Message]) -> None:
    """A removed message must not live on as the ticket's preview, nor keep an older one out."""
    ids = json.dumps([one.id for one in missing])
    is_hit = missing and db.execute(
        "UPDATE tickets SET preview_message_id = NULL, preview_text = NULL WHERE id = ? "
        "AND preview_message_id IN (SELECT value FROM json_each(?))",
        (ticket_id, ids),
    )
    if is_hit and is_hit.rowcount:
        sql = "WHERE ticket_id = ? AND kind != 'activity' ORDER BY id DESC LIMIT 1"
        for newest in read_messages(db, sql, (ticket_id,)):
            _put_preview(db, newest)


def _put_preview(db: Connection, message: Message) -> None:
    attachment = message.attachments[0].kind.value if message.attachments else ""
    db.execute(
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
