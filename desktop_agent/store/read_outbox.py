# SPDX-License-Identifier: Apache-2.0
"""Everything the agent wished that the server has not confirmed, with the tickets it concerns."""

from __future__ import annotations

from desktop_agent.domain.commands import SIDE_LANE
from desktop_agent.domain.outbox import OutboxRow
from desktop_agent.domain.queries import OutboxQuery, TicketRow
from desktop_agent.store.read_rows import all_open_rows, rows_of
from desktop_agent.store.sources import Sources


def open_outbox(
    sources: Sources, _query: OutboxQuery
) -> tuple[tuple[OutboxRow, TicketRow | None], ...]:
    """Open rows, oldest first; read marks are left out: they repair themselves."""
    rows = [
        row for row in all_open_rows(sources.db) if not isinstance(row.command.payload, SIDE_LANE)
    ]
    tickets = rows_of(sources, list({row.command.ticket_id for row in rows}))
    return tuple((row, tickets.get(row.command.ticket_id)) for row in rows)
