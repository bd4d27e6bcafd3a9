# SPDX-License-Identifier: Apache-2.0
"""The ticket list column: views, search, chips, list and what stands in their place.

Opens nothing itself: it says which ticket was chosen.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QStackedLayout, QVBoxLayout, QWidget

from desktop_agent.bridge import Bridge
from desktop_agent.domain.directory import Directory
from desktop_agent.domain.events import DirectoryChanged, EngineEvent
from desktop_agent.domain.ids import TicketId
from desktop_agent.domain.queries import Counts, DirectoryQuery, TicketView, ViewKind
from desktop_agent.domain.session import Session
from desktop_agent.ui.inbox.filter_bar import FilterBar
from desktop_agent.ui.inbox.row_face import FaceMaker
from desktop_agent.ui.inbox.search_field import SearchField
from desktop_agent.ui.inbox.ticket_list_model import TicketListModel
from desktop_agent.ui.inbox.ticket_list_view import TicketListView
from desktop_agent.ui.inbox.view_tabs import ViewTabs
from desktop_agent.ui.shortcuts import Shortcut
from desktop_agent.ui.theme import tokens
from desktop_agent.ui.theme.looks import Look, set_look
from desktop_agent.ui.theme.theme import Theme

if TYPE_CHECKING:
    from desktop_agent.ui.empty_state import EmptyState
    from desktop_agent.ui.inbox.search_results import SearchResults

_MINUTE_MS = 60_000
_MIN_WIDTH = 240


class InboxPane(QWidget):
    """Column two of the window.

    Signals:
        ticket_opened: a ticket was chosen in the list.
        message_opened: ticket and message chosen in a search (message 0 = the ticket).
    """

    ticket_opened = Signal(int)
    message_opened = Signal(int, int)

    def __init__(
        self,
        bridge: Bridge,
        theme: Theme,
        session: Session,
        now: Callable[[], datetime],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._theme = theme
        self._me = session.agent_id
        self._now = now
        self._kind = ViewKind.MINE
        self._is_first_run = False
        set_look(self, Look.SURFACE)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._tabs = ViewTabs(theme, self)
        self._search = SearchField(Shortcut.SEARCH.sequences[0], self)
        self._filters = FilterBar(theme, self)
        self.tickets = TicketListModel(bridge, FaceMaker(session, now), self)
        self._list = TicketListView(self.tickets, theme, self)
        self._empty: EmptyState | None = None
        self._results: SearchResults | None = None
        self._build()
        self._connect()
        self._tabs.show_kind(self._kind)
        self.ask()
        self._bridge.query(DirectoryQuery(), self._on_directory)

    def _build(self) -> None:
        top = QVBoxLayout()
        top.setContentsMargins(12, 11, 12, 10)
        top.setSpacing(8)
        top.addWidget(self._tabs)
        top.addWidget(self._search)
        top.addWidget(self._filters)
        line = QFrame(self)
        set_look(line, Look.LINE)
        line.setFixedHeight(1)
        self._stack = QStackedLayout()
        self._stack.addWidget(self._list)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addLayout(top)
        self._column.addWidget(line)
        self._column.addLayout(self._stack, 1)
        self.setMinimumWidth(_MIN_WIDTH)

    def _connect(self) -> None:
        self._tabs.chosen.connect(self._on_view_chosen)
        self._filters.changed.connect(self.ask)
        self._search.textChanged.connect(self._on_search_text)
        self._search.stepped.connect(self._on_search_stepped)
        self._search.returnPressed.connect(self._on_search_confirmed)
        self._search.left.connect(self.leave_search)
        self._list.ticket_opened.connect(self.ticket_opened)
        self.tickets.loaded.connect(self._show_list)
        self.tickets.changed.connect(self._show_list)
        self._bridge.happened.connect(self._on_happened)
        self._minute = QTimer(self)
        self._minute.setInterval(_MINUTE_MS)
        self._minute.timeout.connect(self._on_minute)
        self._minute.start()

    def sizeHint(self) -> QSize:
        """The mock's width."""
        return QSize(tokens.LIST_WIDTH, 600)

    # --- for the window

    def add_strip(self, strip: QWidget) -> None:
        """Put a strip at the foot of the column."""
        self._column.addWidget(strip)

    def show_counts(self, counts: Counts) -> None:
        """Write the numbers of the views."""
        self._tabs.show_counts(counts.views)

    def show_view(self, kind: ViewKind) -> None:
        """Switch to a view."""
        self._kind = kind
        self._tabs.show_kind(kind)
        self.leave_search()
        self.ask()

    def mark_open(self, ticket_id: TicketId | None) -> None:
        """Mark the ticket that the conversation shows."""
        self._list.mark_open(ticket_id)

    def step(self, by: int) -> None:
        """Walk through the list by keyboard."""
        self._list.step(by)
        self._list.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def focus_search(self) -> None:
        """Go to the search field."""
        self._search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._search.selectAll()

    def focus_list(self) -> None:
        """Go to the list."""
        self._list.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def set_first_run(self, is_first_run: bool) -> None:
        """Tickets are being fetched for the first time: an empty list says so."""
        if self._is_first_run != is_first_run:
            self._is_first_run = is_first_run
            self._show_list()

    @Slot()
    def ask(self) -> None:
        """Ask for the chosen view with the chosen chips and order."""
        self.tickets.show_view(
            TicketView(
                me=self._me,
                kind=self._kind,
                sort=self._filters.sort,
                filter=self._filters.filter,
                now_at=self._now(),
            )
        )

    @Slot()
    def leave_search(self) -> None:
        """Back from the results to the list."""
        if self._search.text():
            self._search.clear()
        elif self._search.hasFocus():
            self.focus_list()

    # --- what happens

    @Slot(str)
    def _on_view_chosen(self, kind: str) -> None:
        self.show_view(ViewKind(kind))

    @Slot(str)
    def _on_search_text(self, text: str) -> None:
        if not text.strip():
            self._show_list()
            return
        if self._results is None:
            # Not before the first search: the first paint does not need it.
            from desktop_agent.ui.inbox.search_results import SearchResults

            self._results = SearchResults(self._bridge, self._theme, self._now, self)
            self._results.chosen.connect(self._on_result_chosen)
            self._stack.addWidget(self._results)
        self._results.search(text)
        self._stack.setCurrentWidget(self._results)

    @Slot(int)
    def _on_search_stepped(self, by: int) -> None:
        if self._results is not None:
            self._results.step(by)

    @Slot()
    def _on_search_confirmed(self) -> None:
        if self._results is not None:
            self._results.open_current()

    @Slot(int, int)
    def _on_result_chosen(self, ticket_id: int, message_id: int) -> None:
        self._list.mark_open(TicketId(ticket_id))
        self.message_opened.emit(ticket_id, message_id)

    @Slot()
    def _show_list(self) -> None:
        if self._search.text().strip():
            return
        if self.tickets.rowCount():
            self._stack.setCurrentWidget(self._list)
        else:
            self._show_empty()

    def _show_empty(self) -> None:
        from desktop_agent.ui.empty_state import EmptyState
        from desktop_agent.ui.inbox.empty_words import tell_why_empty

        if self._empty is None:
            self._empty = EmptyState(self._theme, self)
            self._empty.action_wanted.connect(self._on_empty_action)
            self._stack.addWidget(self._empty)
        is_waiting = self.tickets.is_loading or self._is_first_run
        tell_why_empty(self._empty, self._kind, self._filters.is_filtering, is_waiting)
        self._stack.setCurrentWidget(self._empty)

    @Slot()
    def _on_empty_action(self) -> None:
        if self._filters.is_filtering:
            self._filters.clear()
        else:
            self.show_view(ViewKind.FREE)

    @Slot()
    def _on_minute(self) -> None:
        if self._filters.filter.is_window_soon:
            self.ask()

    @Slot(object)
    def _on_happened(self, event: EngineEvent) -> None:
        if isinstance(event, DirectoryChanged):
            self._bridge.query(DirectoryQuery(), self._on_directory)

    def _on_directory(self, directory: Directory) -> None:
        self._filters.show_directory(directory)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc leaves the search from anywhere in this column."""
        if event.key() == Qt.Key.Key_Escape and self._search.text():
            self.leave_search()
            self.focus_list()
            return
        super().keyPressEvent(event)
