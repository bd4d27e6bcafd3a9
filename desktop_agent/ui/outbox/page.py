# SPDX-License-Identifier: Apache-2.0
"""Lists everything that is not confirmed and passes on what the agent decides about it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop_agent.bridge import Bridge
from desktop_agent.domain.commands import SIDE_LANE, Note
from desktop_agent.domain.events import EngineEvent, OutboxChanged, TicketsChanged
from desktop_agent.domain.outbox import OutboxRow, OutboxState
from desktop_agent.domain.queries import OutboxQuery, TicketRow
from desktop_agent.domain.requests import ApproveCommand, CancelCommand
from desktop_agent.ui.empty_state import EmptyState
from desktop_agent.ui.outbox.row_card import OutboxCard, command_text
from desktop_agent.ui.page import Page, plain_label
from desktop_agent.ui.strings import tr
from desktop_agent.ui.theme.icons import Icon
from desktop_agent.ui.theme.looks import Look
from desktop_agent.ui.theme.theme import Theme

_MAX_CARDS = 100
_PAUSE_MS = 150
_CARD_WIDTH = 760
OutboxRows = tuple[tuple[OutboxRow, TicketRow | None], ...]


class OutboxPage(Page):
    """Decisions first, then what is unclear, then what waits.

    Signals:
        ticket_wanted: a ticket id to open.
        edit_wanted: ticket id, text, is it a note: the text goes back into the composer.
    """

    ticket_wanted = Signal(int)
    edit_wanted = Signal(int, str, bool)

    def __init__(
        self,
        bridge: Bridge,
        theme: Theme,
        now: Callable[[], datetime],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(
            tr("Outbox"),
            tr("What you wrote or wished and the server has not confirmed yet. Nothing is lost."),
            parent,
        )
        self._bridge = bridge
        self._theme = theme
        self._now = now
        self._content = QWidget(self)
        self.column.addWidget(self._content, 1)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self._ask)
        bridge.happened.connect(self._on_happened)

    def showEvent(self, event: QShowEvent) -> None:
        """Ask when the page comes up."""
        super().showEvent(event)
        self._ask()

    @Slot(object)
    def _on_happened(self, event: EngineEvent) -> None:
        if isinstance(event, (OutboxChanged, TicketsChanged)) and self.isVisible():
            self._pause.start()

    @Slot()
    def _ask(self) -> None:
        self._bridge.query(OutboxQuery(), self._show_rows)

    def _show_rows(self, rows: OutboxRows) -> None:
        shown = [pair for pair in rows if not isinstance(pair[0].command.payload, SIDE_LANE)]
        content = QWidget(self)
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        for title, states in _groups():
            members = [pair for pair in shown if pair[0].state in states]
            if members:
                column.addWidget(plain_label(title, Look.TITLE, content))
                for row, ticket in members[:_MAX_CARDS]:
                    column.addWidget(self._card(row, ticket, content))
                if len(members) > _MAX_CARDS:
                    more = tr("and %n more", len(members) - _MAX_CARDS)
                    column.addWidget(plain_label(more, Look.SOFT, content))
        if not shown:
            empty = EmptyState(self._theme, content)
            empty.tell(
                Icon.CHECK,
                tr("Everything is confirmed"),
                tr("The server has taken everything you wrote."),
            )
            column.addWidget(empty, 1)
        else:
            column.addStretch(1)
        self.column.replaceWidget(self._content, content)
        self._content.deleteLater()
        self._content = content

    def _card(self, row: OutboxRow, ticket: TicketRow | None, parent: QWidget) -> OutboxCard:
        card = OutboxCard(row, ticket, self._theme, self._now(), parent)
        card.setMaximumWidth(_CARD_WIDTH)
        queued = Qt.ConnectionType.QueuedConnection  # the card is replaced by what it causes
        card.opened.connect(self._on_opened, queued)
        card.approved.connect(self._on_approved, queued)
        card.edited.connect(self._on_edited, queued)
        card.discarded.connect(self._on_discarded, queued)
        return card

    @Slot(object)
    def _on_opened(self, row: OutboxRow) -> None:
        self.ticket_wanted.emit(row.command.ticket_id)

    @Slot(object)
    def _on_approved(self, row: OutboxRow) -> None:
        self._bridge.submit(ApproveCommand(row.command.id))

    @Slot(object)
    def _on_edited(self, row: OutboxRow) -> None:
        self._bridge.submit(CancelCommand(row.command.id))
        is_note = isinstance(row.command.payload, Note)
        self.edit_wanted.emit(row.command.ticket_id, command_text(row), is_note)

    @Slot(object)
    def _on_discarded(self, row: OutboxRow) -> None:
        self._bridge.submit(CancelCommand(row.command.id))


def _groups() -> tuple[tuple[str, tuple[OutboxState, ...]], ...]:
    return (
        (tr("Needs your decision"), (OutboxState.HELD, OutboxState.FAILED)),
        (tr("Being cleared up"), (OutboxState.UNKNOWN,)),
        (tr("On its way"), (OutboxState.QUEUED, OutboxState.SENDING)),
    )
