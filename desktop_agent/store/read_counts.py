# SPDX-License-Identifier: Apache-2.0
"""Numbers for view switcher and rail, and the next window to close. Counts nothing per agent."""

from __future__ import annotations

from datetime import timedelta

from desktop_agent.domain.ids import TicketId
from desktop_agent.domain.queries import (
    Counts,
    CountsQuery,
    NextWindow,
    NextWindowQuery,
    ViewKind,
)
from desktop_agent.store.sources import Sources
from desktop_agent.store.timestamps import from_micros, to_micros

_MINE = "owner_id = :me AND shelf = 0 AND status = 'open' AND owner_kind = 'agent'"


def counts(sources: Sources, query: CountsQuery) -> Counts:
    """Views from counters that triggers keep; one's own from a few index entries."""
    held = dict(sources.db.execute("SELECT bucket, n FROM ticket_counts").fetchall())
    mine, unread = sources.db.execute(
        "SELECT count(*), count(*) FILTER (WHERE unread > 0) "  # noqa: S608 - constants only
        f"FROM tickets INDEXED BY tickets_owner WHERE {_MINE}",
        {"me": query.me},
    ).fetchone()
    outbox_open, outbox_held = sources.db.execute(
        "SELECT count(*), count(*) FILTER (WHERE state IN ('held', 'failed')) FROM work.outbox "
        "WHERE state NOT IN ('confirmed', 'cancelled') AND kind NOT IN ('mark_read', 'typing')"
    ).fetchone()
    return Counts(
        views={
            ViewKind.MINE: mine,
            ViewKind.FREE: held["free"],
            ViewKind.ALL: held["open"] + held["pending"],
            ViewKind.SNOOZED: held["snoozed"],
            ViewKind.CLOSED: held["closed"],
        },
        outbox_open=outbox_open,
        outbox_held=outbox_held,
        unread_mine=unread,
    )


def next_window(sources: Sources, query: NextWindowQuery) -> NextWindow | None:
    """The ticket of mine that waits for an answer and whose window closes first."""
    now = to_micros(query.now_at)
    until = now + timedelta(seconds=query.within_s) // timedelta(microseconds=1)
    row = sources.db.execute(
        "SELECT t.id, c.name, t.window_closes_at "  # noqa: S608 - constants only
        "FROM tickets t INDEXED BY tickets_owner JOIN customers c ON c.id = t.customer_id "
        f"WHERE {_MINE} AND waiting_since_at IS NOT NULL "
        "AND window_closes_at > :now AND window_closes_at <= :until AND t.id IS NOT :besides "
        "ORDER BY t.window_closes_at, t.id LIMIT 1",
        {"me": query.me, "now": now, "until": until, "besides": query.besides},
    ).fetchone()
    return None if row is None else NextWindow(TicketId(row[0]), row[1], from_micros(row[2]))
