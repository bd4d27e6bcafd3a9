# SPDX-License-Identifier: Apache-2.0
"""The list of tickets on screen: keeps what is open marked and nothing jumping under the pointer.

Holds focus and scroll only; rows and their order are the model's.
"""

from __future__ import annotations

from PySide6.QtCore import (
    QEvent,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
    QTimer,
    Signal,
    Slot,
)
from PySide6.QtGui import QCursor, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QTableView, QWidget

from desktop_agent.domain.ids import TicketId
from desktop_agent.ui.inbox.row_delegate import RowDelegate
from desktop_agent.ui.inbox.ticket_list_model import ID_ROLE, TicketListModel
from desktop_agent.ui.strings import tr
from desktop_agent.ui.theme import tokens
from desktop_agent.ui.theme.theme import Theme

_MINUTE_MS = 60_000
_OPEN = QItemSelectionModel.SelectionFlag.ClearAndSelect
_KEEP = QItemSelectionModel.SelectionFlag.NoUpdate


class TicketListView(QTableView):
    """One column of rows. The selected row is the open ticket, the current one has the keyboard.

    Signals:
        ticket_opened: the agent chose a ticket (its id).
    """

    ticket_opened = Signal(int)

    def __init__(self, model: TicketListModel, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.tickets = model
        self._opened: TicketId | None = None
        self._focused: TicketId | None = None
        self._anchor: tuple[TicketId, int] | None = None
        self._next_anchor: TicketId | None = None
        self.setModel(model)
        self.setItemDelegate(RowDelegate(theme, self))
        self._set_up_table()
        self.setAccessibleName(tr("Tickets"))
        model.about_to_change.connect(self._on_about_to_change)
        model.changed.connect(self._on_changed)
        theme.changed.connect(self._on_theme_changed)
        self._minute = QTimer(self)
        self._minute.setInterval(_MINUTE_MS)
        self._minute.timeout.connect(self._on_theme_changed)
        self._minute.start()

    def _set_up_table(self) -> None:
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setMouseTracking(True)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.horizontalHeader().hide()
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        rows = self.verticalHeader()
        rows.hide()
        rows.setMinimumSectionSize(tokens.ROW_HEIGHT)
        rows.setDefaultSectionSize(tokens.ROW_HEIGHT)
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)

    def mark_open(self, ticket_id: TicketId | None) -> None:
        """Mark a ticket as open without opening it."""
        if ticket_id is not None and ticket_id == self._opened == self._focused:
            return
        self._opened = self._focused = ticket_id
        self._select_opened()

    def step(self, by: int) -> None:
        """Move the keyboard's row up or down."""
        last = self.tickets.rowCount() - 1
        if last < 0:
            return
        now = self.currentIndex().row()
        row = 0 if now < 0 else min(max(now + by, 0), last)
        self._make_current(row)
        self.scrollTo(self.tickets.index(row, 0))

    def open_current(self) -> None:
        """Open the keyboard's row."""
        self._open(self.currentIndex())

    # --- Qt's events

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens; arrows and page keys move the keyboard's row only."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.open_current()
            return
        super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click opens."""
        super().mouseReleaseEvent(event)
        if event.button() == Qt.MouseButton.LeftButton:
            self._open(self.indexAt(event.position().toPoint()))

    def selectionCommand(
        self,
        index: QModelIndex | QPersistentModelIndex,
        event: QEvent | None = None,
    ) -> QItemSelectionModel.SelectionFlag:
        """Only opening selects; walking with keys and pressing do not."""
        del index, event
        return _KEEP

    def keyboardSearch(self, search: str) -> None:
        """Letters are shortcuts here; Qt's own search would read every row."""

    # --- rows move

    @Slot()
    def _on_about_to_change(self) -> None:
        self._focused = self._id_of(self.currentIndex()) or self._focused
        self._anchor = self._next_anchor = None
        pointer = self.viewport().mapFromGlobal(QCursor.pos())
        is_over = self.isVisible() and self.viewport().rect().contains(pointer)
        if not is_over and self.verticalScrollBar().value() == 0:
            return
        row = self.rowAt(pointer.y() if is_over else tokens.ROW_HEIGHT // 2)
        ticket_id = self.tickets.id_at(row)
        if ticket_id is not None:
            self._anchor = (ticket_id, self.rowViewportPosition(row))
            self._next_anchor = self.tickets.id_at(row + 1)

    @Slot()
    def _on_changed(self) -> None:
        self._select_opened()
        if self._anchor is None:
            return
        ticket_id, y = self._anchor
        row = self.tickets.row_of(ticket_id)
        moved_away = row is None or abs(row * tokens.ROW_HEIGHT - self._scrolled(y)) > self.height()
        if moved_away and self._next_anchor is not None:
            row, y = self.tickets.row_of(self._next_anchor), y + tokens.ROW_HEIGHT
        if row is not None:
            self.verticalScrollBar().setValue(row * tokens.ROW_HEIGHT - y)

    def _scrolled(self, y: int) -> int:
        return self.verticalScrollBar().value() + y

    @Slot()
    def _on_theme_changed(self) -> None:
        self.viewport().update()

    def _select_opened(self) -> None:
        row = None if self._opened is None else self.tickets.row_of(self._opened)
        selection = self.selectionModel()
        if row is None:
            selection.clearSelection()
        else:
            selection.select(self.tickets.index(row, 0), _OPEN)
        if self._focused is None or self.currentIndex().isValid():
            return
        focused = row if self._focused == self._opened else self.tickets.row_of(self._focused)
        if focused is not None:
            self._make_current(focused)

    def _make_current(self, row: int) -> None:
        self.selectionModel().setCurrentIndex(self.tickets.index(row, 0), _KEEP)

    def _open(self, index: QModelIndex) -> None:
        ticket_id = self._id_of(index)
        if ticket_id is None:
            return
        self.mark_open(ticket_id)
        self._make_current(index.row())
        self.ticket_opened.emit(ticket_id)

    def _id_of(self, index: QModelIndex) -> TicketId | None:
        return TicketId(index.data(ID_ROLE)) if index.isValid() else None
