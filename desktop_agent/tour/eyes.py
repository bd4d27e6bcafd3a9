# SPDX-License-Identifier: Apache-2.0
"""What the tour sees on the window: buttons by their words, fields by their names, rows by content.

Must not change anything. Words are looked up in the language in force, as a person reads them.
"""

from __future__ import annotations

from PySide6.QtCore import QModelIndex
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QLineEdit, QWidget

from desktop_agent.domain.ids import TicketId
from desktop_agent.domain.messages import Message
from desktop_agent.domain.outbox import OutboxRow
from desktop_agent.domain.queries import TicketDetail, TicketRow
from desktop_agent.tour.waiting import TourFailure, wait_for
from desktop_agent.ui.conversation.pane import ConversationPane
from desktop_agent.ui.conversation.rows import MessageRow, WishRow
from desktop_agent.ui.inbox.search_model import SearchModel
from desktop_agent.ui.inbox.search_results import SearchResults
from desktop_agent.ui.inbox.ticket_list_model import ROW_ROLE, TicketListModel
from desktop_agent.ui.inbox.ticket_list_view import TicketListView
from desktop_agent.ui.main_window import MainWindow


class Eyes:
    """Reads one main window. Main thread."""

    def __init__(self, window: MainWindow) -> None:
        self.window = window

    # --- anywhere

    def button(self, words: str, within: QWidget | None = None) -> QAbstractButton:
        """A button in sight that says, or is named, exactly `words`; waits for it."""
        return wait_for(lambda: self.find_button(words, within), f"a button “{words}”")

    def find_button(self, words: str, within: QWidget | None = None) -> QAbstractButton | None:
        """Such a button, None when it is not in sight now."""
        for button in (within or self.window).findChildren(QAbstractButton):
            said = button.text().replace("&", "")
            if button.isVisible() and words in (said, button.accessibleName()):
                return button
        return None

    def field(self, name: str) -> QLineEdit:
        """An entry field in sight by its accessible name."""

        def look() -> QLineEdit | None:
            for field in self.window.findChildren(QLineEdit):
                if field.isVisible() and field.accessibleName() == name:
                    return field
            return None

        return wait_for(look, f"a field “{name}”")

    def reads(self, words: str) -> bool:
        """True when a label in sight contains `words`."""
        return any(
            label.isVisible() and words in label.text()
            for label in self.window.findChildren(QLabel)
        )

    def markup_labels(self) -> list[str]:
        """Labels in sight that would render markup of what they were given."""
        return [
            label.objectName() or type(label).__name__
            for widget in QApplication.topLevelWidgets()
            for label in widget.findChildren(QLabel)
            if label.isVisible() and label.textFormat().name not in ("PlainText",)
            if "<" in label.text()
        ]

    # --- the list

    @property
    def ticket_list(self) -> TicketListView:
        """The ticket list."""
        view = self.window.findChild(TicketListView)
        if not isinstance(view, TicketListView):
            raise TourFailure("there is no ticket list")
        return view

    def _list_model(self) -> TicketListModel:
        model = self.ticket_list.model()
        if not isinstance(model, TicketListModel):
            raise TourFailure("the list has no tickets")
        return model

    def rows(self) -> dict[int, TicketRow]:
        """The rows that are painted, by their place."""
        model = self._list_model()
        found = {}
        for place in range(min(model.rowCount(), 60)):
            row = model.data(model.index(place, 0), ROW_ROLE)
            if isinstance(row, TicketRow):
                found[place] = row
        return found

    def ticket_of(self, customer: str) -> TicketId:
        """The number of the ticket in the list whose customer has this name."""

        def look() -> TicketId | None:
            names = {row.customer_name: row.id for row in self.rows().values()}
            return names.get(customer)

        return wait_for(look, f"a ticket of {customer} in the list")

    def place_of(self, ticket_id: TicketId) -> QModelIndex:
        """Where a ticket stands in the list."""

        def look() -> QModelIndex | None:
            model = self._list_model()
            place = model.row_of(ticket_id)
            return None if place is None else model.index(place, 0)

        return wait_for(look, f"ticket {ticket_id} in the list")

    # --- the conversation

    @property
    def conversation(self) -> ConversationPane:
        """The conversation column; it comes a moment after the first paint."""

        def look() -> ConversationPane | None:
            workspace = self.window.workspace
            return None if workspace is None else workspace.columns.conversation

        return wait_for(look, "the conversation column")

    @property
    def detail(self) -> TicketDetail:
        """What is known of the open ticket."""

        def look() -> TicketDetail | None:
            workspace = self.window.workspace
            return None if workspace is None else workspace.columns.detail

        return wait_for(look, "the open ticket")

    def messages(self) -> list[Message]:
        """The messages in the transcript, oldest first."""
        model = self.conversation.transcript.model
        rows = [model.row_at(place) for place in range(model.rowCount())]
        return [row.message for row in rows if isinstance(row, MessageRow)]

    def message(self, text: str) -> Message | None:
        """The newest message in the transcript with exactly this text."""
        return next((one for one in reversed(self.messages()) if one.text == text), None)

    def wishes(self) -> list[OutboxRow]:
        """Own commands in the transcript that are not confirmed."""
        model = self.conversation.transcript.model
        rows = [model.row_at(place) for place in range(model.rowCount())]
        return [row.row for row in rows if isinstance(row, WishRow)]

    # --- the search

    @property
    def results(self) -> SearchModel:
        """What the search found."""
        results = self.window.findChild(SearchResults)
        model = results.findChild(SearchModel) if isinstance(results, SearchResults) else None
        if not isinstance(model, SearchModel):
            raise TourFailure("there are no search results")
        return model
