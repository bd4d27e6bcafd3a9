# SPDX-License-Identifier: Apache-2.0
"""Builds what the list paints: the server's record with outbox and draft laid over it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from desktop_agent.domain.directory import ChannelKind
from desktop_agent.domain.ids import AgentId, ChannelId, TicketId
from desktop_agent.domain.outbox import OutboxRow
from desktop_agent.domain.projection import Overlay, overlay
from desktop_agent.domain.queries import CustomerTicketsQuery, TicketRow, TicketRowsQuery
from desktop_agent.domain.tickets import ConsentState, Owner, OwnerKind, Priority, TicketStatus
from desktop_agent.store.database import Connection
from desktop_agent.store.outbox_rows import OUTBOX_COLUMNS, outbox_row_of
from desktop_agent.store.sources import Sources
from desktop_agent.store.ticket_rows import owner_of, preview_of
from desktop_agent.store.timestamps import from_micros, from_micros_or_none

_SELECT = """
SELECT t.id, t.channel_id, ch.name, ch.kind, t.status, t.priority, c.name, c.mask,
    t.owner_kind, t.owner_id, t.owner_name, a.name, tm.name, t.labels, t.unread,
    t.last_activity_at, t.waiting_since_at, t.snoozed_until_at, t.window_closes_at,
    t.consent_state, t.is_sensitive,
    t.preview_message_id, t.preview_kind, t.preview_author, t.preview_author_name,
    t.preview_text, t.preview_attachment_kind, t.preview_at,
    d.ticket_id IS NOT NULL
FROM tickets t
JOIN customers c ON c.id = t.customer_id
LEFT JOIN channels ch ON ch.id = t.channel_id
LEFT JOIN teams tm ON tm.id = t.team_id
LEFT JOIN agents a ON a.id = t.owner_id AND t.owner_kind = 'agent'
LEFT JOIN work.drafts d ON d.ticket_id = t.id
WHERE t.id IN (SELECT value FROM json_each(?))
"""
_OPEN_ROWS = (
    f"SELECT {', '.join(OUTBOX_COLUMNS)} FROM work.outbox "  # noqa: S608 - constants only
    "WHERE state NOT IN ('confirmed', 'cancelled') "
)


def wanted_rows(sources: Sources, query: TicketRowsQuery) -> dict[TicketId, TicketRow]:
    """Rows to paint; tickets that are gone are missing."""
    return rows_of(sources, query.ids)


def tickets_of_customer(sources: Sources, query: CustomerTicketsQuery) -> tuple[TicketRow, ...]:
    """The customer's tickets, newest first."""
    ids = [
        TicketId(row[0])
        for row in sources.db.execute(
            "SELECT id FROM tickets WHERE customer_id = ? ORDER BY last_activity_at DESC LIMIT ?",
            (query.customer_id, query.limit),
        )
    ]
    found = rows_of(sources, ids)
    return tuple(found[one] for one in ids)


def rows_of(sources: Sources, ids: Sequence[TicketId]) -> dict[TicketId, TicketRow]:
    """Rows by id, the outbox of each ticket laid over it."""
    if not ids:
        return {}
    wishes: dict[TicketId, list[OutboxRow]] = {}
    for row in open_rows_of(sources.db, ids):
        wishes.setdefault(row.command.ticket_id, []).append(row)
    me = sources.me()
    found = {
        TicketId(row[0]): _row_of(row) for row in sources.db.execute(_SELECT, (json.dumps(ids),))
    }
    for ticket_id, rows in wishes.items():
        if ticket_id in found:
            laid = _named(sources.db, overlay(rows, me))
            found[ticket_id] = _laid_over(found[ticket_id], laid)
    return found


def open_rows_of(db: Connection, ids: Iterable[TicketId]) -> list[OutboxRow]:
    """The tickets' outbox rows that are not final, oldest first."""
    rows = db.execute(
        _OPEN_ROWS  # noqa: S608 - constants only
        + "AND ticket_id IN (SELECT value FROM json_each(?)) ORDER BY seq",
        (json.dumps(list(ids)),),
    )
    return [outbox_row_of(row) for row in rows]


def all_open_rows(db: Connection) -> list[OutboxRow]:
    """Every outbox row that is not final, oldest first."""
    return [outbox_row_of(row) for row in db.execute(_OPEN_ROWS + "ORDER BY seq")]


def _row_of(row: Sequence[Any]) -> TicketRow:
    return TicketRow(
        id=TicketId(row[0]),
        channel_id=ChannelId(row[1]),
        channel_name=row[2] or "",
        channel_kind=ChannelKind(row[3]) if row[3] else ChannelKind.OTHER,
        status=TicketStatus(row[4]),
        priority=Priority(row[5]),
        customer_name=row[6],
        customer_mask=row[7],
        owner=owner_of(row[8], row[9], row[10] or row[11] or ""),
        team_name=row[12] or "",
        labels=tuple(json.loads(row[13])),
        unread=row[14],
        last_activity_at=from_micros(row[15]),
        waiting_since_at=from_micros_or_none(row[16]),
        snoozed_until_at=from_micros_or_none(row[17]),
        window_closes_at=from_micros_or_none(row[18]),
        consent=ConsentState(row[19]),
        is_sensitive=bool(row[20]),
        preview=preview_of(row[21:28]),
        has_draft=bool(row[28]),
    )


def _laid_over(row: TicketRow, laid: Overlay) -> TicketRow:
    return replace(
        row,
        is_owner_pending=laid.is_owner_pending,
        pending_owner=laid.pending_owner,
        pending_status=laid.pending_status,
        held_count=laid.held_count,
        waiting_count=laid.waiting_count,
    )


def _named(db: Connection, laid: Overlay) -> Overlay:
    """A wish knows only the agent's id; the directory knows the name."""
    owner = laid.pending_owner
    if owner is None or owner.name or owner.kind is not OwnerKind.AGENT:
        return laid
    name = _agent_name(db, owner.id)
    return replace(laid, pending_owner=Owner(owner.kind, owner.id, name))


def _agent_name(db: Connection, agent_id: AgentId) -> str:
    row = db.execute("SELECT name FROM agents WHERE id = ?", (agent_id,)).fetchone()
    return row[0] if row is not None else ""
