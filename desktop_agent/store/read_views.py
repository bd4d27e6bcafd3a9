# SPDX-License-Identifier: Apache-2.0
"""The order of a list view as two arrays, and single places in it. Reads indexes only, no rows.

Keys are microseconds; newest-first sorts negate them. Each view and sort is one walk along an index
of `migrations/cache`, which also carries every column that the chips filter by.
"""

from __future__ import annotations

import json
from array import array
from datetime import timedelta
from typing import Any

from desktop_agent.domain.ids import TicketId
from desktop_agent.domain.light_dataclass import dataclass
from desktop_agent.domain.messaging_window import SOON
from desktop_agent.domain.queries import (
    SortKind,
    TicketFilter,
    TicketIndex,
    TicketIndexQuery,
    TicketPlacesQuery,
    TicketView,
    ViewKind,
)
from desktop_agent.store.read_rows import rows_of
from desktop_agent.store.sources import Sources
from desktop_agent.store.timestamps import to_micros

_CLOSED_KEY = 1 << 61
"""Above every time: tickets whose window has closed stand behind those where it is open."""
_NO_WINDOW_KEY = 1 << 62

_VIEWS = {
    ViewKind.MINE: ("owner_id = :me AND shelf = 0 AND status = 'open' AND owner_kind = 'agent'"),
    ViewKind.FREE: "shelf = 0 AND status = 'open' AND owner_kind IS NULL",
    ViewKind.ALL: "shelf = 0",
    ViewKind.SNOOZED: "shelf = 1",
    ViewKind.CLOSED: "shelf = 2",
}
_INDEXES = {
    SortKind.NEWEST: "tickets_newest",
    SortKind.WAITING_LONGEST: "tickets_waiting",
    SortKind.WINDOW_FIRST: "tickets_window",
}


@dataclass(frozen=True, slots=True)
class _Segment:
    """A part of a sort: its rows, their key and the order that gives ascending keys."""

    key: str
    order: str
    condition: str = "TRUE"


_SEGMENTS = {
    SortKind.NEWEST: (_Segment("-last_activity_at", "last_activity_at DESC, id"),),
    SortKind.WAITING_LONGEST: (_Segment("waiting_key", "waiting_key, id"),),
    SortKind.WINDOW_FIRST: (
        _Segment("window_closes_at", "window_closes_at, id", "window_closes_at > :now"),
        _Segment(
            f"{_CLOSED_KEY} - window_closes_at",
            "window_closes_at DESC, id",
            "window_closes_at <= :now",
        ),
        _Segment(
            f"{_NO_WINDOW_KEY} - last_activity_at",
            "last_activity_at DESC, id",
            "window_closes_at IS NULL",
        ),
    ),
}


def index(sources: Sources, query: TicketIndexQuery) -> TicketIndex:
    """Ids and keys of a view in display order, with the rows of its first page."""
    view = query.view
    source = _source(view)
    condition, parameters = _condition(view)
    ids, keys = array("q"), array("q")
    for segment in _SEGMENTS[view.sort]:
        limit = -1 if query.limit is None else query.limit - len(ids)
        if limit == 0:
            break
        # Two JSON texts are built without Python and read in a third of the time of rows. The
        # LIMIT keeps the inner order.
        told = sources.db.execute(
            "SELECT json_group_array(id), json_group_array(place) FROM ("  # noqa: S608 - constants
            f"SELECT id, {segment.key} AS place FROM {source} "
            f"WHERE {condition} AND {segment.condition} ORDER BY {segment.order} LIMIT :limit)",
            {**parameters, "limit": limit},
        ).fetchone()
        ids.extend(json.loads(told[0]))
        keys.extend(json.loads(told[1]))
    first = [TicketId(one) for one in ids[: query.page]]
    found = rows_of(sources, first)
    return TicketIndex(ids, keys, tuple(found[one] for one in first))


def places(sources: Sources, query: TicketPlacesQuery) -> dict[TicketId, int | None]:
    """Key of each ticket in the view, None where it is not in it."""
    condition, parameters = _condition(query.view)
    parameters["ids"] = json.dumps(query.ids)
    found: dict[TicketId, int | None] = dict.fromkeys(query.ids)
    for segment in _SEGMENTS[query.view.sort]:
        found.update(
            sources.db.execute(
                f"SELECT id, {segment.key} FROM tickets NOT INDEXED "  # noqa: S608 - constants only
                "WHERE id IN (SELECT value FROM json_each(:ids)) "
                f"AND {condition} AND {segment.condition}",
                parameters,
            ).fetchall()
        )
    return found


def _source(view: TicketView) -> str:
    name = "tickets_owner" if view.kind is ViewKind.MINE else _INDEXES[view.sort]
    return f"tickets INDEXED BY {name}"


def _condition(view: TicketView) -> tuple[str, dict[str, Any]]:
    now = 0 if view.now_at is None else to_micros(view.now_at)
    parameters: dict[str, Any] = {"me": view.me, "now": now}
    parts = [_VIEWS[view.kind], *_chips(view.filter, parameters)]
    return " AND ".join(parts), parameters


def _chips(chips: TicketFilter, parameters: dict[str, Any]) -> list[str]:
    parts = []
    if chips.channel_id is not None:
        parts.append("channel_id = :channel")
        parameters["channel"] = chips.channel_id
    if chips.team_id is not None:
        parts.append("team_id = :team")
        parameters["team"] = chips.team_id
    if chips.label is not None:
        parts.append("id IN (SELECT ticket_id FROM ticket_labels WHERE label = :label)")
        parameters["label"] = chips.label
    if chips.is_window_soon:
        parts.append("window_closes_at > :now AND window_closes_at <= :soon")
        parameters["soon"] = parameters["now"] + SOON // timedelta(microseconds=1)
    if chips.is_consent_open:
        parts.append("consent_state IN ('unknown', 'asked', 'declared')")
    return parts
