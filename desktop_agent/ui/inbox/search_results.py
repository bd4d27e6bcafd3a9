# SPDX-License-Identifier: Apache-2.0
"""Shows what a search found, in place of the list. Asks the stores, opens nothing itself."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QModelIndex, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QLabel,
    QListView,
    QStackedLayout,
    QVBoxLayout,
    QWidget,
)

from desktop_agent.bridge import Bridge
from desktop_agent.domain.queries import SearchAnswer, SearchQuery
from desktop_agent.ui.conversation.safe_text import one_line
from desktop_agent.ui.empty_state import EmptyState
from desktop_agent.ui.inbox.search_delegate import SearchDelegate
from desktop_agent.ui.inbox.search_model import SearchModel
from desktop_agent.ui.strings import tr
from desktop_agent.ui.theme.icons import Icon
from desktop_agent.ui.theme.looks import Look, set_look
from desktop_agent.ui.theme.theme import Theme

_PAUSE_MS = 120
"""Typing faster than this asks once."""


class SearchResults(QWidget):
    """Asks while the agent types and lists the answer.

    Signals:
        chosen: ticket id and message id (0 = the ticket as a whole).
    """

    chosen = Signal(int, int)

    def __init__(
        self,
        bridge: Bridge,
        theme: Theme,
        now: Callable[[], datetime],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._text = ""
        self._token = 0
        self._model = SearchModel(now, self)
        self._list = _ResultList(self)
        self._list.setModel(self._model)
        self._list.setItemDelegate(SearchDelegate(theme, self._list))
        self._list.setAccessibleName(tr("Search results"))
        self._list.chosen.connect(self._on_chosen)
        self._empty = EmptyState(theme, self)
        self._hint = QLabel(self)
        self._hint.setTextFormat(Qt.TextFormat.PlainText)
        self._hint.setWordWrap(True)
        self._hint.setContentsMargins(12, 8, 12, 8)
        set_look(self._hint, Look.SMALL)
        self._stack = QStackedLayout()
        self._stack.addWidget(self._list)
        self._stack.addWidget(self._empty)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._stack, 1)
        column.addWidget(self._hint)
        self._hint.hide()
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self._ask)

    def search(self, text: str) -> None:
        """Look for words; the newest text wins."""
        self._text = text
        self._bridge.forget(self._token)
        self._pause.start()

    def step(self, by: int) -> None:
        """Move the marked entry."""
        now = self._list.currentIndex().row()
        row = self._model.next_row(now, by)
        if self._model.entry(row) is not None:
            self._list.setCurrentIndex(self._model.index(row, 0))

    def open_current(self) -> None:
        """Open the marked entry."""
        self._on_chosen(self._list.currentIndex())

    @Slot()
    def _ask(self) -> None:
        self._token = self._bridge.query(SearchQuery(self._text), self._on_answer)

    def _on_answer(self, answer: SearchAnswer) -> None:
        self._model.show_answer(answer)
        is_empty = not answer.tickets and not answer.hits
        if is_empty:
            self._empty.tell(
                Icon.SEARCH,
                tr("Nothing found for “{text}”").format(text=one_line(self._text, 40)),
                tr(
                    "The search covers what is stored on this device: names, ticket numbers and "
                    "messages. Try a shorter word."
                ),
            )
        self._stack.setCurrentIndex(int(is_empty))
        self._hint.setVisible(not answer.is_index_complete)
        self._hint.setText(tr("Older messages are still being prepared for the search."))
        self.step(1)

    @Slot(QModelIndex)
    def _on_chosen(self, index: QModelIndex) -> None:
        entry = self._model.entry(index.row())
        if entry is not None and entry.ticket_id is not None:
            self.chosen.emit(entry.ticket_id, entry.message_id or 0)


class _ResultList(QListView):
    """Signals: chosen, an entry was clicked or confirmed."""

    chosen = Signal(QModelIndex)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMouseTracking(True)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.clicked.connect(self.chosen)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter chooses."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.chosen.emit(self.currentIndex())
            return
        super().keyPressEvent(event)

    def keyboardSearch(self, search: str) -> None:
        """Letters belong to the search field."""
