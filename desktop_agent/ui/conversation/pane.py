# SPDX-License-Identifier: Apache-2.0
"""The conversation column: brings header, banner, transcript and composer together for a ticket.

Turns what the agent does into requests; holds no messages and decides nothing the domain decides.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

from PySide6.QtCore import QEvent, QTimer, Signal, Slot
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QFrame, QStackedLayout, QVBoxLayout, QWidget

from desktop_agent.bridge import Bridge
from desktop_agent.domain import commands as c
from desktop_agent.domain.directory import Directory
from desktop_agent.domain.engine_state import EngineState
from desktop_agent.domain.events import (
    DirectoryChanged,
    EngineStateChanged,
    MessagesChanged,
    OutboxChanged,
    TicketsChanged,
    TypingChanged,
)
from desktop_agent.domain.ids import AgentId, CommandId, MessageId, TicketId
from desktop_agent.domain.messages import Attachment
from desktop_agent.domain.queries import (
    DirectoryQuery,
    NextWindow,
    NextWindowQuery,
    TicketDetail,
    TicketDetailQuery,
)
from desktop_agent.domain.requests import OpenTicket
from desktop_agent.domain.rules import ServiceRules
from desktop_agent.ui.composer.composer import Composer
from desktop_agent.ui.composer.wishes import Wishes
from desktop_agent.ui.conversation.attachment_saver import AttachmentSaver
from desktop_agent.ui.conversation.banner import Banner
from desktop_agent.ui.conversation.banner_choice import choose_banner
from desktop_agent.ui.conversation.empty_state import EmptyState
from desktop_agent.ui.conversation.header import Header
from desktop_agent.ui.conversation.notice_bar import NoticeBar
from desktop_agent.ui.conversation.phrases import Action
from desktop_agent.ui.conversation.rows import WishRow
from desktop_agent.ui.conversation.ticket_actions import TicketActions
from desktop_agent.ui.conversation.transcript_pane import TranscriptPane
from desktop_agent.ui.questions import Questions
from desktop_agent.ui.strings import tr
from desktop_agent.ui.theme.theme import Theme

NEXT_WINDOW_S = 3600.0
"""How soon another ticket's window must close for this one to mention it."""
_TICK_MS = 20_000


def utc_now() -> datetime:
    """The wall clock."""
    return datetime.now(UTC)


class ConversationPane(QFrame):
    """One ticket at a time. Main thread.

    Signals:
        ticket_opened: number of a ticket that the agent wants to see instead (from the banner).
        context_toggled: the agent wants the context column shown or hidden.
        detail_changed: the `TicketDetail` on screen, for the context column.
    """

    ticket_opened = Signal(int)
    context_toggled = Signal()
    detail_changed = Signal(object)

    def __init__(
        self,
        bridge: Bridge,
        theme: Theme,
        me: AgentId,
        rules: ServiceRules,
        parent: QWidget | None = None,
        *,
        now: Callable[[], datetime] = utc_now,
    ) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._me = me
        self._rules = rules
        self._now = now
        self._wishes = Wishes(bridge, now)
        self._ticket_id: TicketId | None = None
        self._detail: TicketDetail | None = None
        self._engine: EngineState | None = None
        self._next_window: NextWindow | None = None
        self._questions = Questions(bridge, self)
        self._last_sent: CommandId | None = None
        self._marked_id: MessageId | None = None
        self.header = Header(theme, me, self)
        self.banner = Banner(theme, self)
        self.transcript = TranscriptPane(bridge, theme, me, now, self)
        self.notice = NoticeBar(theme, self)
        self.composer = Composer(bridge, theme, me, rules, now, self)
        self.deeds = TicketActions(self._wishes, me, now, self.notice, rules, self)
        self._saver = AttachmentSaver(bridge, self.transcript.pictures, self)
        self.empty = EmptyState(theme, self)
        self._pages = QStackedLayout()
        self._tick = QTimer(self)
        self._tick.setInterval(_TICK_MS)
        self._build()
        self._connect()
        self._ask_directory()

    @property
    def ticket_id(self) -> TicketId | None:
        """The ticket that is shown or being opened."""
        return self._ticket_id

    def show_ticket(self, ticket_id: TicketId | None, message_id: MessageId | None = None) -> None:
        """Show a ticket, optionally around one of its messages; None shows the empty state."""
        if ticket_id == self._ticket_id and message_id is None:
            return
        self._questions.forget_all()
        is_other = ticket_id != self._ticket_id
        self._ticket_id = ticket_id
        self._marked_id = None
        if is_other:
            self.composer.leave()
            self.notice.reset()
            self._detail = None
            self.deeds.set_detail(None)
        self.transcript.open_ticket(ticket_id, message_id)
        self._bridge.submit(OpenTicket(ticket_id))
        if ticket_id is None:
            self._pages.setCurrentIndex(0)
            self.detail_changed.emit(None)

    def set_enter_sends(self, is_on: bool) -> None:
        """Whether Enter sends, or Ctrl+Enter only."""
        self.composer.set_enter_sends(is_on)

    def focus_composer(self) -> None:
        """Put the cursor where the agent writes, or on the lock that says why not."""
        self.composer.take_focus()

    def refresh(self) -> None:
        """Read the open ticket again."""
        self._ask_detail()

    def save_draft(self) -> None:
        """Save what is being written now; called before the program ends or locks."""
        self.composer.save_draft()

    @Slot()
    def retranslate(self) -> None:
        """Say everything in the language in force."""
        self.setAccessibleName(tr("Conversation"))
        for part in (self.header, self.transcript, self.composer, self.empty):
            part.retranslate()
        self._choose_banner()

    def changeEvent(self, event: QEvent) -> None:
        """Back in front of the agent: what is in sight counts as read."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.ActivationChange:
            self._on_arrived(())

    def hideEvent(self, event: QHideEvent) -> None:
        """Nothing written is lost when the window goes."""
        self.composer.save_draft()
        super().hideEvent(event)

    def _build(self) -> None:
        page = QWidget(self)
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.header)
        column.addWidget(self.banner)
        column.addWidget(self.transcript, 1)
        column.addWidget(self.notice)
        column.addWidget(self.composer)
        self._pages.addWidget(self.empty)
        self._pages.addWidget(page)
        self._pages.setContentsMargins(0, 0, 0, 0)
        self.setLayout(self._pages)
        self.setMinimumWidth(360)
        self.setTabOrder(self.transcript.view, self.composer.edit)
        self.retranslate()

    def _connect(self) -> None:
        self._bridge.happened.connect(self._on_happened)
        header, deeds = self.header, self.deeds
        header.take_wanted.connect(deeds.take)
        header.release_wanted.connect(deeds.release)
        header.hand_over_wanted.connect(deeds.ask_hand_over)
        header.take_over_wanted.connect(deeds.ask_take_over)
        header.snooze_wanted.connect(deeds.ask_snooze)
        header.done_wanted.connect(deeds.close_ticket)
        header.reopen_wanted.connect(deeds.reopen)
        header.context_toggled.connect(self.context_toggled)
        self.banner.action_wanted.connect(self._on_banner_action)
        self.transcript.action_wanted.connect(self._on_wish_action)
        self.transcript.quote_wanted.connect(self.composer.quote)
        self.transcript.attachment_wanted.connect(self._on_attachment_wanted)
        self.transcript.opened.connect(self._on_opened)
        self.transcript.arrived.connect(self._on_arrived)
        self.transcript.view.bottom_changed.connect(self._on_arrived)
        self.composer.send_wanted.connect(self._on_send_wanted)
        self.composer.step_wanted.connect(self._on_step_wanted)
        self.composer.typing_changed.connect(self._on_typing_changed)
        self.composer.undo_wanted.connect(self._on_undo_wanted)
        self._saver.failed.connect(self.notice.say)
        self._tick.timeout.connect(self.tick)
        self._tick.start()

    def _ask_directory(self) -> None:
        self._questions.ask_anew("directory", DirectoryQuery(), self._take_directory)

    def _take_directory(self, directory: Directory) -> None:
        self.composer.set_directory(directory)
        self.deeds.set_directory(directory)

    @Slot()
    def _on_opened(self) -> None:
        """The messages are painted; what stands around them is read only now (measured.md §4)."""
        self._ask_directory()
        self._ask_detail()
        self._mark_read()

    def _ask_detail(self) -> None:
        ticket_id = self._ticket_id
        if ticket_id is None:
            return

        def take(detail: TicketDetail | None) -> None:
            if ticket_id == self._ticket_id:
                self._take_detail(detail)

        self._questions.ask_anew("detail", TicketDetailQuery(ticket_id), take)

    def _take_detail(self, detail: TicketDetail | None) -> None:
        if detail is None:
            self.composer.leave()
            self.notice.say(tr("This ticket is gone: deleted, or moved out of your teams."))
            return
        is_first = self._detail is None
        self._detail = detail
        self.deeds.set_detail(detail)
        self.header.show_detail(detail)
        if is_first:
            self.composer.begin(detail)
            self.transcript.allow_unasked(not detail.row.is_sensitive)
            self._next_window = None
            self._pages.setCurrentIndex(1)
            self._mark_read()
            self._ask_next_window()
        else:
            self.composer.refresh(detail)
        self._choose_banner()
        self.detail_changed.emit(detail)

    def _ask_next_window(self) -> None:
        if self._ticket_id is None:
            return

        def take(found: NextWindow | None) -> None:
            self._next_window = found
            self._choose_banner()

        query = NextWindowQuery(self._me, self._now(), NEXT_WINDOW_S, self._ticket_id)
        self._questions.ask_anew("next", query, take)

    def _choose_banner(self) -> None:
        detail = self._detail
        self.banner.show_state(
            None
            if detail is None
            else choose_banner(
                detail, self._me, self._rules, self._now(), self._engine, self._next_window
            )
        )

    @Slot()
    def _mark_read(self) -> None:
        """Tell the server what was seen, once a message and only where something was unread."""
        newest_id = self.transcript.model.newest_id
        detail = self._detail
        if detail is None or newest_id is None or newest_id == self._marked_id:
            return
        if self.transcript.feed.ticket_id != detail.ticket.id or not self.isVisible():
            return
        if detail.row.unread or self._marked_id is not None:
            self._wishes.put(detail, c.MarkRead(newest_id))
        self._marked_id = newest_id

    @Slot(object)
    def _on_arrived(self, _what: object) -> None:
        """New messages count as read once they are in sight of somebody who is here."""
        if self.window().isActiveWindow() and self.transcript.view.is_at_bottom:
            self._mark_read()

    @Slot(object)
    def _on_send_wanted(self, payloads: tuple[c.Payload, ...]) -> None:
        if self._detail is None:
            return
        seen_id = self.transcript.model.newest_id
        for payload in payloads:
            command_id = self._wishes.put(self._detail, payload, seen_id)
            if isinstance(payload, (*c.TO_CUSTOMER, c.Note)):
                self._last_sent = command_id
        self.transcript.model.forget_divider()
        self.transcript.view.to_bottom()

    @Slot(object)
    def _on_step_wanted(self, step: object) -> None:
        self.deeds.do_step(step, self.composer)

    @Slot(bool)
    def _on_typing_changed(self, is_on: bool) -> None:
        if self._detail is not None:
            self._wishes.put(self._detail, c.Typing(is_on))

    @Slot()
    def _on_undo_wanted(self) -> None:
        """Ctrl+Z in the empty field takes the last reply back while it still waits."""
        model = self.transcript.model
        position = model.position_of_key(("wish", self._last_sent))
        row = None if position is None else model.row_at(position)
        if isinstance(row, WishRow) and Action.UNDO in self.transcript.phrases.wish_actions(row):
            self._on_wish_action(row, Action.UNDO)

    @Slot(object, object)
    def _on_wish_action(self, row: WishRow, action: Action) -> None:
        command = row.row.command
        match action:
            case Action.SEND_ANYWAY:
                self._wishes.approve(command.id)
            case Action.DISCARD:
                self._wishes.cancel(command.id)
            case Action.UNDO | Action.EDIT:
                self._wishes.cancel(command.id)
                if isinstance(command.payload, (c.Reply, c.Note)):
                    self.composer.insert_text(command.payload.text, is_note=row.is_note)
            case Action.AS_NOTE:
                if self._detail is not None:
                    self._wishes.cancel(command.id)
                    self._wishes.put(self._detail, c.Note(row.text))

    @Slot(object)
    def _on_banner_action(self, state: object) -> None:
        number = self.deeds.do_banner(state, self.composer, self.banner)
        if number is not None:
            self.ticket_opened.emit(number)

    @Slot(object)
    def _on_attachment_wanted(self, attachment: Attachment) -> None:
        self._saver.open(attachment, self.transcript)

    @Slot()
    def tick(self) -> None:
        """Time went on: windows close without an event."""
        self.composer.tick()
        self._ask_next_window()
        self._choose_banner()

    @Slot(object)
    def _on_happened(self, event: object) -> None:
        match event:
            case EngineStateChanged(state):
                self._engine = state
                self._choose_banner()
            case DirectoryChanged():
                self._ask_directory()
                # The channel decides what may be sent; on a first run it comes after the ticket.
                self._ask_detail()
            case TicketsChanged(ids):
                self.tickets_changed(ids)
            case OutboxChanged(ids) if self._ticket_id in ids:
                self._ask_detail()
            case MessagesChanged(ticket_id) if ticket_id == self._ticket_id:
                self._ask_detail()
            case TypingChanged(ticket_id, name, is_customer, is_on):
                if ticket_id == self._ticket_id:
                    self.notice.show_typing(name, is_customer=is_customer, is_on=is_on)
            case _:
                pass

    def tickets_changed(self, ids: frozenset[TicketId] | None) -> None:
        if ids is None or self._ticket_id in ids:
            self._ask_detail()
        if ids is None or ids != {self._ticket_id}:
            self._ask_next_window()
