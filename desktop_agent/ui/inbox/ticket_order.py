# SPDX-License-Identifier: Apache-2.0
"""The order of a list of tickets as two parallel arrays. Pure: knows no Qt and asks nobody.

Rows are ordered by (key, id) ascending. Nothing here costs Python time a row: 100,000 tickets are
searched by bisection and by a byte search.
"""

from __future__ import annotations

import sys
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Mapping, Sequence
from typing import Final

from desktop_agent.domain.ids import TicketId
from desktop_agent.domain.light_dataclass import dataclass

_WIDTH: Final = array("q").itemsize

MANY: Final = 2
"""From here on one pass over all ids costs less than a byte search for each."""


@dataclass(frozen=True, slots=True)
class Move:
    """One step from an order to the next: `old` is None for an insertion, `new` for a removal.

    `new` counts in the order without the old row.
    """

    ticket_id: TicketId
    old: int | None
    new: int | None
    key: int = 0

    @property
    def is_in_place(self) -> bool:
        """The row stays where it is."""
        return self.old == self.new


class TicketOrder:
    """Ids and sort keys of one view, in display order."""

    def __init__(self, ids: array[int] | None = None, keys: array[int] | None = None) -> None:
        self._ids = ids if ids is not None else array("q")
        self._keys = keys if keys is not None else array("q")

    def __len__(self) -> int:
        return len(self._ids)

    def id_at(self, row: int) -> TicketId:
        """The ticket in a row."""
        return TicketId(self._ids[row])

    def ids(self, first: int, last: int) -> list[TicketId]:
        """Tickets of the rows `first` to `last`, both included and clipped to what exists."""
        return [TicketId(i) for i in self._ids[max(0, first) : last + 1]]

    def row_of(self, ticket_id: TicketId) -> int | None:
        """Where a ticket stands, None when it is not here."""
        wanted = int(ticket_id).to_bytes(_WIDTH, sys.byteorder, signed=True)
        haystack = self._ids.tobytes()
        at = haystack.find(wanted)
        while at != -1:
            if at % _WIDTH == 0:
                return at // _WIDTH
            at = haystack.find(wanted, at + 1)
        return None

    def rows_of(self, ticket_ids: Collection[TicketId]) -> dict[TicketId, int]:
        """Where those of many tickets stand that are here."""
        if len(ticket_ids) <= MANY:
            found = ((i, self.row_of(i)) for i in ticket_ids)
            return {i: row for i, row in found if row is not None}
        wanted = set(ticket_ids)
        marks = self._marked(wanted)
        rows: dict[TicketId, int] = {}
        at = marks.find(1)
        while at != -1:
            ticket_id = self.id_at(at)
            if ticket_id in wanted:
                rows[ticket_id] = at
            at = marks.find(1, at + 1)
        return rows

    def _marked(self, wanted: Collection[TicketId]) -> bytes:
        """A byte a row: 1 where the id's two lowest bytes may be those of a wanted ticket.

        These passes in C cost an eighth of asking a set for every row.
        """
        raw = self._ids.tobytes()
        marks = -1
        for place in (0, 1):
            table = bytearray(256)
            for ticket_id in wanted:
                table[ticket_id >> 8 * place & 0xFF] = 1
            offset = place if sys.byteorder == "little" else _WIDTH - 1 - place
            marks &= int.from_bytes(raw[offset::_WIDTH].translate(table), "little")
        return marks.to_bytes(len(self._ids), "little")

    def plan(self, ticket_id: TicketId, old: int | None, key: int | None) -> Move | None:
        """The step that brings a ticket from row `old` to its key (None = out).

        None when it was not here and stays away.
        """
        if key is None:
            return None if old is None else Move(ticket_id, old, None)
        if old is not None and self._keys[old] == key:
            return Move(ticket_id, old, old, key)
        low = bisect_left(self._keys, key)
        high = bisect_right(self._keys, key)
        new = bisect_left(self._ids, ticket_id, low, high)
        if old is not None and old < new:
            new -= 1
        return Move(ticket_id, old, new, key)

    def apply(self, move: Move) -> None:
        """Carry out a planned step."""
        if move.old is not None:
            self._ids.pop(move.old)
            self._keys.pop(move.old)
        if move.new is not None:
            self._ids.insert(move.new, move.ticket_id)
            self._keys.insert(move.new, move.key)

    def with_places(
        self, rows: Mapping[TicketId, int], places: Mapping[TicketId, int | None]
    ) -> TicketOrder:
        """A new order with many tickets moved at once; `rows` says where they stand now."""
        order = self._without(sorted(rows.values()))
        for ticket_id, key in places.items():
            if key is not None:
                move = order.plan(ticket_id, None, key)
                if move is not None:
                    order.apply(move)
        return order

    def _without(self, rows: Sequence[int]) -> TicketOrder:
        """A new order that lacks some rows, given in ascending order."""
        ids, keys = array("q"), array("q")
        start = 0
        for row in (*rows, len(self._ids)):
            ids += self._ids[start:row]
            keys += self._keys[start:row]
            start = row + 1
        return TicketOrder(ids, keys)
