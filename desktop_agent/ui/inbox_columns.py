# SPDX-License-Identifier: Apache-2.0
"""List, conversation and context side by side: sizes, collapsing, and which ticket is open.

The conversation and the context are built after the first paint; until then a calm ground stands
in their place.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QSplitter, QVBoxLayout, QWidget

from desktop_agent.bridge import Bridge
from desktop_agent.domain.ids import MessageId, TicketId
from desktop_agent.domain.queries import TicketDetail
from desktop_agent.domain.rules import ServiceRules
from desktop_agent.domain.session import Session
from desktop_agent.domain.tickets import TicketStatus
from desktop_agent.ui.inbox.pane import InboxPane
from desktop_agent.ui.theme import tokens
from desktop_agent.ui.theme.looks import Look, set_look
from desktop_agent.ui.theme.theme import Theme

if TYPE_CHECKING:
    from desktop_agent.ui.connection_strip import ConnectionStrip
    from desktop_agent.ui.context.panel import ContextPanel
    from desktop_agent.ui.conversation.pane import ConversationPane

NARROW = 1160
"""Below this width the context column is hidden until it is asked for."""
_MIN_CONTEXT = 240
_MAX_CONTEXT = 460
_MAX_LIST = 520


class InboxColumns(QSplitter):
    """Columns two to four of the window.

    Signals:
        ticket_shown: the open ticket's id, 0 for none.
        completed: conversation and context stand.
        detail_changed: the `TicketDetail` on screen, or None.
    """

    ticket_shown = Signal(int)
    detail_changed = Signal(object)
    completed = Signal()

    def __init__(
        self,
        bridge: Bridge,
        theme: Theme,
        session: Session,
        rules: ServiceRules,
        now: Callable[[], datetime],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._bridge = bridge
        self._theme = theme
        self._session = session
        self._rules = rules
        self._now = now
        self._wants_context = True
        self._asked_in_narrow = False
        self._enter_sends = False
        self._pending: tuple[TicketId, MessageId | None] | None = None
        self.detail: TicketDetail | None = None
        self.strip: ConnectionStrip | None = None
        self.conversation: ConversationPane | None = None
        self.context: ContextPanel | None = None
        self.inbox = InboxPane(bridge, theme, session, now, self)
        self.inbox.setMaximumWidth(_MAX_LIST)
        self._middle = _ground(self)
        self._right = _ground(self)
        self._right.setMinimumWidth(_MIN_CONTEXT)
        self._right.setMaximumWidth(_MAX_CONTEXT)
        for column in (self.inbox, self._middle, self._right):
            self.addWidget(column)
        self.setHandleWidth(1)
        self.setChildrenCollapsible(False)
        for number, stretch in enumerate((0, 1, 0)):
            self.setStretchFactor(number, stretch)
        self.setSizes([tokens.LIST_WIDTH, 700, tokens.CONTEXT_WIDTH])
        self.inbox.ticket_opened.connect(self._on_ticket_opened)
        self.inbox.message_opened.connect(self._on_message_opened)

    @Slot()
    def complete(self) -> None:
        """Build what the first paint did not need."""
        if self.conversation is not None:
            return
        from desktop_agent.ui.connection_strip import ConnectionStrip
        from desktop_agent.ui.context.panel import ContextPanel
        from desktop_agent.ui.conversation.pane import ConversationPane

        self.strip = ConnectionStrip(self._bridge, self._now, self.inbox)
        self.inbox.add_strip(self.strip)
        me = self._session.agent_id
        conversation = ConversationPane(
            self._bridge, self._theme, me, self._rules, self._middle, now=self._now
        )
        context = ContextPanel(self._bridge, self._theme, self._right, now=self._now)
        _fill(self._middle, conversation)
        _fill(self._right, context)
        conversation.ticket_opened.connect(self._on_ticket_opened)
        conversation.context_toggled.connect(self.toggle_context)
        conversation.detail_changed.connect(self._on_detail_changed)
        conversation.transcript.opened.connect(self._after_transcript)
        context.ticket_opened.connect(self._on_ticket_opened)
        context.message_wanted.connect(self._on_message_opened)
        conversation.set_enter_sends(self._enter_sends)
        self.conversation, self.context = conversation, context
        self.completed.emit()
        if self._pending is not None:
            ticket_id, message_id = self._pending
            self._pending = None
            self.show_ticket(ticket_id, message_id)

    def show_ticket(self, ticket_id: TicketId | None, message_id: MessageId | None = None) -> None:
        """Open a ticket, at one of its messages if given; None closes it."""
        if self.conversation is None or self.context is None:
            self._pending = None if ticket_id is None else (ticket_id, message_id)
            return
        self.inbox.mark_open(ticket_id)
        self.conversation.show_ticket(ticket_id, message_id)
        if ticket_id is None:
            self.context.show_ticket(None)
        self.ticket_shown.emit(ticket_id or 0)

    @Slot()
    def _after_transcript(self) -> None:
        """The messages are painted first; a timer runs after the paint that waits now."""
        QTimer.singleShot(0, self._show_context)

    @Slot()
    def _show_context(self) -> None:
        if self.context is not None and self.conversation is not None:
            self.context.show_ticket(self.conversation.ticket_id)

    def set_enter_sends(self, is_on: bool) -> None:
        """Pass the setting on."""
        self._enter_sends = is_on
        if self.conversation is not None:
            self.conversation.set_enter_sends(is_on)

    # --- keys

    @Slot()
    def take(self) -> None:
        """Take the open ticket; a colleague's one asks for a reason first."""
        if self.conversation is None or self.detail is None:
            return
        owner = self.detail.ticket.owner
        if owner is None:
            self.conversation.deeds.take()
        elif not owner.is_agent(self._session.agent_id):
            self.conversation.deeds.ask_take_over(self.conversation.header)

    @Slot()
    def hand_over(self) -> None:
        """Choose who gets the open ticket."""
        if self.conversation is not None and self.detail is not None:
            self.conversation.deeds.ask_hand_over(self.conversation.header)

    @Slot()
    def snooze(self) -> None:
        """Choose until when the open ticket sleeps."""
        if self.conversation is not None and self.detail is not None:
            self.conversation.deeds.ask_snooze(self.conversation.header)

    @Slot()
    def finish(self) -> None:
        """The open ticket is done, or open again when it was done."""
        if self.conversation is None or self.detail is None:
            return
        if self.detail.ticket.status is TicketStatus.CLOSED:
            self.conversation.deeds.reopen()
        else:
            self.conversation.deeds.close_ticket()

    @Slot()
    def write_reply(self) -> None:
        """Go to the composer."""
        if self.conversation is not None and self.detail is not None:
            self.conversation.focus_composer()

    @Slot()
    def write_note(self) -> None:
        """Go to the composer's note side."""
        if self.conversation is not None and self.detail is not None:
            self.conversation.composer.write_note()
            self.conversation.focus_composer()

    # --- columns

    @Slot()
    def toggle_context(self) -> None:
        """Show or hide the right column."""
        shows = self._right.isHidden()
        if self.width() < NARROW:
            self._asked_in_narrow = shows
        else:
            self._wants_context = shows
        self._right.setVisible(shows)

    @Slot()
    def toggle_list(self) -> None:
        """Show or hide the ticket list."""
        self.inbox.setVisible(self.inbox.isHidden())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the conversation room on narrow windows."""
        super().resizeEvent(event)
        is_narrow = self.width() < NARROW
        if not is_narrow:
            self._asked_in_narrow = False
        self._right.setVisible(self._asked_in_narrow if is_narrow else self._wants_context)

    def layout_to_keep(self) -> dict[str, str]:
        """Sizes as text."""
        return {
            "columns": ",".join(str(size) for size in self.sizes()),
            "context": "1" if self._wants_context else "0",
            "list": "0" if self.inbox.isHidden() else "1",
        }

    def restore(self, layout: Mapping[str, str]) -> None:
        """Take up kept sizes; what cannot be read is left out."""
        parts = layout.get("columns", "").split(",")
        if len(parts) == 3 and all(part.isdigit() for part in parts):
            sizes = [int(part) for part in parts]
            if sizes[2] == 0:
                sizes[2] = tokens.CONTEXT_WIDTH
            self.setSizes(sizes)
        self._wants_context = layout.get("context", "1") != "0"
        self.inbox.setVisible(layout.get("list", "1") != "0")

    # --- which ticket

    @Slot(object)
    def _on_detail_changed(self, detail: TicketDetail | None) -> None:
        self.detail = detail
        self.detail_changed.emit(detail)

    @Slot(int)
    def _on_ticket_opened(self, number: int) -> None:
        self.show_ticket(TicketId(number))

    @Slot(int, int)
    def _on_message_opened(self, number: int, message: int) -> None:
        self.show_ticket(TicketId(number), MessageId(message) if message else None)


def _ground(parent: QWidget) -> QFrame:
    ground = QFrame(parent)
    set_look(ground, Look.CANVAS)
    column = QVBoxLayout(ground)
    column.setContentsMargins(0, 0, 0, 0)
    return ground


def _fill(ground: QFrame, widget: QWidget) -> None:
    layout = ground.layout()
    if layout is not None:
        layout.addWidget(widget)
