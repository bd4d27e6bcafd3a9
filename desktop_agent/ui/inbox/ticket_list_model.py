# SPDX-License-Identifier: Apache-2.0
"""The tickets of one view as a table model with one column. Must not know words or colours.

Holds an order of ids and a cache of the rows that were painted; everything comes through the
bridge. No step costs Python time per row of the list (measured.md §4).
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from functools import partial
from itertools import islice
from typing import Any, Final

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    QTimer,
    Signal,
    Slot,
)

from desktop_agent.bridge import Bridge
from desktop_agent.domain.events import (
    DirectoryChanged,
    EngineEvent,
    OutboxChanged,
    ProblemArose,
    TicketsChanged,
)
from desktop_agent.domain.ids import TicketId
from desktop_agent.domain.queries import (
    TicketIndex,
    TicketIndexQuery,
    TicketPlacesQuery,
    TicketRow,
    TicketRowsQuery,
    TicketView,
)
from desktop_agent.ui.inbox.row_face import FaceMaker
from desktop_agent.ui.inbox.ticket_order import Move, TicketOrder

ROW_ROLE: Final = Qt.ItemDataRole.UserRole + 1
FACE_ROLE: Final = Qt.ItemDataRole.UserRole + 2
ID_ROLE: Final = Qt.ItemDataRole.UserRole + 3

PAGE: Final = 40
MAX_STEPS: Final = 3
"""Steps told one by one; more at once are told as a reset, which costs less (measured.md §4)."""
MAX_PLACES: Final = 200
"""More changed tickets than this are asked for as a whole view."""
MAX_CACHED: Final = 4000
RELOAD_MS: Final = 150
"""Shortest time between two questions for the whole view, so a first run does not flood."""
AGAIN_MS: Final = 1500
"""How long after a failed question the view is asked for again."""

_NO_PARENT: Final = QModelIndex()
AnyIndex = QModelIndex | QPersistentModelIndex


class TicketListModel(QAbstractTableModel):
    """Rows of a view. Main thread.

    Signals:
        loaded: a view's order has arrived (also an empty one).
        about_to_change: rows are about to move; views note what must not jump.
        changed: rows have moved.
    """

    loaded = Signal()
    about_to_change = Signal()
    changed = Signal()

    def __init__(self, bridge: Bridge, faces: FaceMaker, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._faces = faces
        self._view: TicketView | None = None
        self._order = TicketOrder()
        self._rows: dict[TicketId, TicketRow] = {}
        self._asked: set[TicketId] = set()
        self._wanted: set[int] = set()
        self._generation = 0
        self._is_loading = False
        self._is_asking = False
        self._is_stale = False
        self._fetch = _single_shot(self, 0)
        self._fetch.timeout.connect(self._on_fetch)
        self._reload = _single_shot(self, RELOAD_MS)
        self._reload.timeout.connect(self._load)
        self._again = _single_shot(self, AGAIN_MS)
        self._again.timeout.connect(self._load)
        bridge.happened.connect(self._on_happened)

    @property
    def view(self) -> TicketView | None:
        """What is shown."""
        return self._view

    @property
    def is_loading(self) -> bool:
        """True until the view's order has arrived."""
        return self._is_loading

    def show_view(self, view: TicketView) -> None:
        """Show another view; the old rows stay until its first page is here."""
        self._view = view
        self._is_loading = True
        # The first page alone is here sooner; the whole order follows at once.
        self._ask(view, PAGE)
        self._ask(view, None)

    def id_at(self, row: int) -> TicketId | None:
        """The ticket in a row."""
        return self._order.id_at(row) if 0 <= row < len(self._order) else None

    def row_of(self, ticket_id: TicketId) -> int | None:
        """The row of a ticket, None when it is not in this view."""
        return self._order.row_of(ticket_id)

    # --- Qt's questions

    def rowCount(self, parent: AnyIndex = _NO_PARENT) -> int:
        """Tickets in the view."""
        return 0 if parent.isValid() else len(self._order)

    def columnCount(self, parent: AnyIndex = _NO_PARENT) -> int:
        """Always one."""
        return 0 if parent.isValid() else 1

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """`ROW_ROLE` a `TicketRow`, `FACE_ROLE` its `RowFace`, None while it is being fetched."""
        if not index.isValid():
            return None
        ticket_id = self._order.id_at(index.row())
        if role == ID_ROLE:
            return ticket_id
        row = self._rows.get(ticket_id)
        if row is None:
            if role == FACE_ROLE:
                self._want(index.row())
            return None
        if role == FACE_ROLE:
            return self._faces.face(row)
        if role == ROW_ROLE:
            return row
        if role == Qt.ItemDataRole.DisplayRole:
            return self._faces.face(row).name
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._faces.sentence(row)
        return None

    # --- fetching

    @Slot()
    def _load(self) -> None:
        if self._view is not None:
            self._ask(self._view, None)

    def _ask(self, view: TicketView, limit: int | None) -> None:
        self._generation += 1
        self._is_stale = False
        self._is_asking = True
        answer = partial(self._on_index, view, self._generation)
        self._bridge.query(TicketIndexQuery(view, PAGE, limit), answer)

    def _on_index(self, view: TicketView, generation: int, index: TicketIndex) -> None:
        is_newest = generation == self._generation
        is_first_page = view is self._view and self._is_loading
        if not is_newest and not is_first_page:
            return
        self._is_asking = not is_newest
        self._is_loading = False
        self.about_to_change.emit()
        self.beginResetModel()
        self._order = TicketOrder(index.ids, index.keys)
        self._rows = {row.id: row for row in index.first_rows}
        self._asked.clear()
        self._wanted.clear()
        self.endResetModel()
        self.changed.emit()
        self.loaded.emit()
        if self._is_stale and is_newest:
            self._reload.start()

    def _want(self, row: int) -> None:
        self._wanted.add(row)
        if not self._fetch.isActive():
            self._fetch.start()

    @Slot()
    def _on_fetch(self) -> None:
        if not self._wanted:
            return
        first, last = min(self._wanted), max(self._wanted)
        self._wanted.clear()
        around = self._order.ids(first - PAGE // 4, min(last, first + 4 * PAGE) + PAGE // 4)
        missing = tuple(i for i in around if i not in self._rows and i not in self._asked)
        if missing:
            self._asked.update(missing)
            self._bridge.query(TicketRowsQuery(missing), self._on_rows)

    def _on_rows(self, rows: dict[TicketId, TicketRow]) -> None:
        self._asked.difference_update(rows)
        if len(self._rows) > MAX_CACHED:
            for ticket_id in list(islice(self._rows, MAX_CACHED // 2)):
                del self._rows[ticket_id]
        self._rows.update(rows)
        self._tell_changed(self._order.rows_of(rows).values())

    # --- what happened

    @Slot(object)
    def _on_happened(self, event: EngineEvent) -> None:
        if self._view is None:
            return
        if isinstance(event, (TicketsChanged, OutboxChanged)):
            self._on_tickets_changed(self._view, event.ids)
        elif isinstance(event, DirectoryChanged):
            # Channels and teams name rows, and windows order them.
            self._on_tickets_changed(self._view, None)
        elif isinstance(event, ProblemArose) and self._is_asking:
            # A question that failed is never answered (`ReaderPort`): ask again in a while.
            self._is_asking = False
            self._again.start()

    def _on_tickets_changed(self, view: TicketView, ids: frozenset[TicketId] | None) -> None:
        if self._is_asking:
            # The order on its way may be older than this event: ask again when it is here.
            self._is_stale = True
        elif ids is None or len(ids) > MAX_PLACES:
            if not self._reload.isActive():
                self._reload.start()
        else:
            change = _Change(tuple(ids), self._generation, self._take)
            self._bridge.query(TicketRowsQuery(change.ids), change.on_rows)
            self._bridge.query(TicketPlacesQuery(view, change.ids), change.on_places)

    def _take(self, change: _Change, generation: int, places: dict[TicketId, int | None]) -> None:
        """Lay changed rows and their places over the list."""
        if generation != self._generation:
            return
        for ticket_id in change.ids:
            row = change.row(ticket_id)
            if row is None:
                self._rows.pop(ticket_id, None)
            else:
                self._rows[ticket_id] = row
        rows = self._order.rows_of(places)
        moves = [self._order.plan(i, rows.get(i), key) for i, key in places.items()]
        steps = [move for move in moves if move is not None and not move.is_in_place]
        if not steps:
            self._tell_changed(rows.values())
            return
        self.about_to_change.emit()
        if len(steps) > MAX_STEPS:
            self.beginResetModel()
            self._order = self._order.with_places(rows, places)
            self.endResetModel()
        else:
            for ticket_id, key in places.items():
                move = self._order.plan(ticket_id, self._order.row_of(ticket_id), key)
                if move is not None:
                    self._step(move)
            self._tell_changed(self._order.rows_of(places).values())
        self.changed.emit()

    def _step(self, move: Move) -> None:
        if move.is_in_place:
            self._order.apply(move)
        elif move.old is None and move.new is not None:
            self.beginInsertRows(QModelIndex(), move.new, move.new)
            self._order.apply(move)
            self.endInsertRows()
        elif move.old is not None and move.new is None:
            self.beginRemoveRows(QModelIndex(), move.old, move.old)
            self._order.apply(move)
            self.endRemoveRows()
        elif move.old is not None and move.new is not None:
            # Qt counts the target in the order that still has the old row.
            target = move.new if move.new < move.old else move.new + 1
            self.beginMoveRows(QModelIndex(), move.old, move.old, QModelIndex(), target)
            self._order.apply(move)
            self.endMoveRows()

    def _tell_changed(self, rows: Collection[int]) -> None:
        if rows:
            self.dataChanged.emit(self.index(min(rows), 0), self.index(max(rows), 0))


def _single_shot(parent: QObject, interval_ms: int) -> QTimer:
    timer = QTimer(parent)
    timer.setSingleShot(True)
    timer.setInterval(interval_ms)
    return timer


class _Change:
    """Changed tickets on their way: the reader answers in order, rows first, then places."""

    __slots__ = ("_apply", "_generation", "_rows", "ids")

    def __init__(
        self,
        ids: tuple[TicketId, ...],
        generation: int,
        apply: Callable[[_Change, int, dict[TicketId, int | None]], None],
    ) -> None:
        self.ids = ids
        self._generation = generation
        self._apply = apply
        self._rows: dict[TicketId, TicketRow] = {}

    def row(self, ticket_id: TicketId) -> TicketRow | None:
        """The new row, None when the ticket is gone."""
        return self._rows.get(ticket_id)

    def on_rows(self, rows: dict[TicketId, TicketRow]) -> None:
        """Keep the rows until the places are here."""
        self._rows = rows

    def on_places(self, places: dict[TicketId, int | None]) -> None:
        """Both are here."""
        self._apply(self, self._generation, places)
