# SPDX-License-Identifier: Apache-2.0
"""The writing side of a ticket. Asks the guard what may be written; puts no command itself."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Final

from PySide6.QtCore import QTimer, Signal, Slot
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from desktop_agent.bridge import Bridge
from desktop_agent.domain.commands import Note, Payload, Reply, SendTemplate
from desktop_agent.domain.directory import Directory
from desktop_agent.domain.guard import check
from desktop_agent.domain.ids import AgentId
from desktop_agent.domain.messages import Message
from desktop_agent.domain.queries import DraftText, TicketDetail
from desktop_agent.domain.rules import ServiceRules
from desktop_agent.ui.channel_marks import channel_kind_name
from desktop_agent.ui.composer.composer_state import (
    ComposerState,
    NextStep,
    ReplyMode,
    composer_state,
)
from desktop_agent.ui.composer.composer_style import composer_style
from desktop_agent.ui.composer.composer_top import ComposerTop
from desktop_agent.ui.composer.draft_keeper import DraftKeeper
from desktop_agent.ui.composer.emoji_popover import EmojiPopover
from desktop_agent.ui.composer.growing_edit import GrowingEdit
from desktop_agent.ui.composer.lock_card import LockCard
from desktop_agent.ui.composer.quote_strip import QuoteStrip
from desktop_agent.ui.composer.snippet_entry import SnippetEntry
from desktop_agent.ui.composer.snippet_fields import field_names, known_values
from desktop_agent.ui.composer.template_picker import TemplatePicker
from desktop_agent.ui.composer.tool_row import ToolRow
from desktop_agent.ui.conversation.ticket_names import customer_name
from desktop_agent.ui.send_reasons import guard_text
from desktop_agent.ui.strings import tr
from desktop_agent.ui.theme.restyle import restyle
from desktop_agent.ui.theme.theme import Theme

_TYPING_ENDS_MS: Final = 5_000


class Composer(QFrame):
    """One ticket at a time; what was typed stays with its ticket.

    Signals:
        send_wanted: payloads in the order in which they must leave.
        step_wanted: a `NextStep` that concerns the ticket rather than the text.
        typing_changed: whether the agent writes to the customer.
        undo_wanted: take the last reply back.
    """

    send_wanted = Signal(object)
    step_wanted = Signal(object)
    typing_changed = Signal(bool)
    undo_wanted = Signal()

    def __init__(
        self,
        bridge: Bridge,
        theme: Theme,
        me: AgentId,
        rules: ServiceRules,
        now: Callable[[], datetime],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._me = me
        self._rules = rules
        self._now = now
        self._directory = Directory()
        self._detail: TicketDetail | None = None
        self._state: ComposerState | None = None
        self._is_picking = False
        self._is_typing = False
        self._painted: tuple[str, bool] | None = None
        self._drafts = DraftKeeper(bridge, self)
        self.top = ComposerTop(theme, self)
        self._quote = QuoteStrip(theme, self)
        self.lock = LockCard(theme, self)
        self.picker = TemplatePicker(theme, rules, self)
        self.edit = GrowingEdit(self)
        self.tools = ToolRow(theme, self)
        self._snippets = SnippetEntry(self.edit, theme, self)
        self._typing_ends = QTimer(self)
        self._typing_ends.setSingleShot(True)
        self._typing_ends.setInterval(_TYPING_ENDS_MS)
        self._build()
        self._connect()

    @property
    def is_note(self) -> bool:
        """True while a note is written."""
        return self.top.is_note

    @property
    def text(self) -> str:
        """What stands in the field."""
        return self.edit.toPlainText()

    def set_directory(self, directory: Directory) -> None:
        """Snippets and templates to choose from."""
        self._directory = directory
        self._snippets.set_snippets(directory.snippets)
        if self._is_picking:
            self._offer_templates()

    def set_enter_sends(self, is_on: bool) -> None:
        """Whether Enter sends, or Ctrl+Enter only."""
        self.edit.sends_by_enter = is_on
        self.tools.show_key(enter_sends=is_on)

    def leave(self) -> None:
        """The ticket is being left: save what is written and write nothing more into it."""
        self._stop_typing()
        self._drafts.flush()
        self._drafts.begin(None, DraftText())
        self._detail = None
        self._admit(False)

    def begin(self, detail: TicketDetail) -> None:
        """Another ticket, with its own draft."""
        self._drafts.begin(detail.ticket.id, detail.draft)
        self._detail = None
        self._is_picking = False
        self._quote.quote(None)
        self.edit.setPlainText(detail.draft.text)
        self.edit.moveCursor(self.edit.textCursor().MoveOperation.End)
        self.top.choose(is_note=detail.draft.is_note)
        self._admit(True)
        self.refresh(detail)

    def refresh(self, detail: TicketDetail) -> None:
        """The same ticket in a new state; text and cursor stay."""
        self._detail = detail
        self._state = None
        self._snippets.set_known(self._known())
        channel = channel_kind_name(detail.channel.kind)
        self.top.show_recipient(
            tr("only for colleagues, never for the customer")
            if self.is_note
            else tr("to {name} by {channel}").format(name=customer_name(detail), channel=channel)
        )
        self.tick()

    @Slot()
    def tick(self) -> None:
        """Time went on: the window may have closed."""
        if self._detail is None:
            return
        now = self._now()
        state = composer_state(self._detail, self._me, self._rules, now)
        self.top.show_window(None if self.is_note else state.window, now)
        if state != self._state:
            self._state = state
            self._arrange()

    def save_draft(self) -> None:
        """Save what is written, now."""
        self._drafts.flush()

    def insert_text(self, text: str, *, is_note: bool = False) -> None:
        """Bring a text back, before whatever stands there."""
        held = self.text
        self.top.choose(is_note=is_note)
        self.edit.setPlainText(f"{text}\n{held}" if held.strip() else text)
        self.edit.moveCursor(self.edit.textCursor().MoveOperation.End)
        self._on_mode_chosen(is_note)
        self.edit.setFocus()

    def quote(self, message: Message) -> None:
        """Answer with a quote."""
        self.top.choose(is_note=False)
        self._quote.quote(message)
        self._on_mode_chosen(False)
        self.edit.setFocus()

    def pick_template(self) -> None:
        """Open the template picker."""
        self.top.choose(is_note=False)
        self._is_picking = True
        self._offer_templates()
        self._arrange()
        self.picker.setFocus()

    def write_note(self) -> None:
        """Switch to a note."""
        self.top.choose(is_note=True)
        self._on_mode_chosen(True)

    @Slot()
    def retranslate(self) -> None:
        """Say everything in the language in force."""
        self.top.retranslate()
        self.picker.retranslate()
        self.tools.retranslate()
        if self._detail is not None:
            self.refresh(self._detail)

    def _build(self) -> None:
        self.setObjectName("composer")
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 10, 16, 11)
        column.setSpacing(8)
        parts = (self.top, self._quote, self.lock, self.picker, self.edit, self.tools)
        for part in parts:
            column.addWidget(part)
        self.lock.hide()
        self.picker.hide()
        self._admit(False)
        self._paint()

    def _admit(self, is_on: bool) -> None:
        """Whether anything can be written; the field keeps the focus and can be read either way."""
        self.edit.setReadOnly(not is_on)
        for part in (self.top, self.lock, self.picker, self.tools):
            part.setEnabled(is_on)

    def _connect(self) -> None:
        self.top.mode_chosen.connect(self._on_mode_chosen)
        self.edit.textChanged.connect(self._on_text_changed)
        self.edit.send_requested.connect(self._on_send)
        self.edit.undo_send_requested.connect(self.undo_wanted)
        self.tools.send_wanted.connect(self._on_send)
        self.tools.emoji_wanted.connect(self._on_emoji_wanted)
        self.tools.snippet_wanted.connect(self._snippets.begin)
        self.tools.template_wanted.connect(self.pick_template)
        self.picker.chosen.connect(self._on_template_chosen)
        self.picker.closed.connect(self._on_picker_closed)
        self.lock.step_wanted.connect(self._on_step)
        self._typing_ends.timeout.connect(self._stop_typing)
        self._theme.changed.connect(self._paint)

    def _arrange(self) -> None:
        """Show what the state allows: field, lock or picker."""
        state, detail = self._state, self._detail
        if state is None or detail is None:
            return
        is_note = self.is_note
        is_free = is_note or state.mode is ReplyMode.TEXT
        is_picking = self._is_picking and not is_note and state.mode is not ReplyMode.LOCKED
        self.picker.setVisible(is_picking)
        self.lock.setVisible(not is_free and not is_picking)
        if not is_free and state.reason is not None:
            steps = self._fitting(state.steps)
            self.lock.show_reason(state.reason, steps, has_draft=bool(self.text.strip()))
        self.edit.setReadOnly(not is_free)
        self.edit.setVisible(not is_picking and (is_free or bool(self.text)))
        self.tools.setVisible(is_free and not is_picking)
        has_templates = any(d.channel_id == detail.channel.id for d in self._directory.templates)
        self.tools.offer_templates(has_templates and not is_note)
        self.tools.offer_snippets(bool(self._directory.snippets))
        words = self._send_word(state)
        self.tools.show_send(words, is_note=is_note)
        self.picker.show_send_word(words)
        self.edit.setPlaceholderText(
            tr("Note for colleagues") if is_note else tr("Write a reply …")
        )
        self.edit.setAccessibleName(self._field_name(state))
        self._count()
        self._paint()

    def _fitting(self, steps: tuple[NextStep, ...]) -> tuple[NextStep, ...]:
        """A draft can be handed over as a note only when there is one."""
        if self.text.strip():
            return steps
        return tuple(NextStep.NOTE if s is NextStep.AS_NOTE else s for s in steps)

    def _send_word(self, state: ComposerState) -> str:
        if self.is_note:
            return tr("Save note")
        if state.reopens_first:
            return tr("Reopen and send")
        return tr("Take and send") if state.takes_first else tr("Send")

    def _field_name(self, state: ComposerState) -> str:
        """What a screen reader says before the field, the reason of a lock included."""
        if self.is_note:
            return tr("Note for colleagues")
        if state.reason is not None:
            return guard_text(state.reason).sentence
        return tr("Reply to the customer")

    def _paint(self) -> None:
        """A note looks like nothing else."""
        palette = self._theme.palette
        if (palette.name, self.is_note) != self._painted:
            self._painted = (palette.name, self.is_note)
            restyle(self, composer_style(palette, is_note=self.is_note))

    def _offer_templates(self) -> None:
        if self._detail is None:
            return
        channel_id = self._detail.channel.id
        fitting = [x for x in self._directory.templates if x.channel_id == channel_id]
        self.picker.offer(fitting, self._known())

    def _known(self) -> dict[str, str]:
        if self._detail is None:
            return {}
        name = next((a.name for a in self._directory.agents if a.id == self._me), "")
        return known_values(self._detail, name)

    def _payload(self) -> Payload:
        text = self.text.strip()
        return Note(text) if self.is_note else Reply(text, self._quote.message_id)

    def _count(self) -> None:
        limit = 0 if self._detail is None or self.is_note else self._detail.channel.text_limit
        length = len(self.text.strip())
        self.tools.show_count(length, limit)
        self.tools.enable_send(bool(length) and (not limit or length <= limit))

    def _stop_typing(self) -> None:
        self._typing_ends.stop()
        if self._is_typing:
            self._is_typing = False
            self.typing_changed.emit(False)

    @Slot(bool)
    def _on_mode_chosen(self, is_note: bool) -> None:
        if is_note:
            self._is_picking = False
            self._stop_typing()
        self._drafts.note(DraftText(self.text, is_note))
        if self._detail is not None:
            self.refresh(self._detail)
        self.edit.setFocus()

    @Slot()
    def _on_text_changed(self) -> None:
        if self._detail is None:
            return
        self._drafts.note(DraftText(self.text, self.is_note))
        self.tools.show_hint("")
        self._count()
        owner = self._detail.ticket.owner
        is_mine = owner is not None and owner.is_agent(self._me)
        if is_mine and not self.is_note and self.text.strip():
            self._typing_ends.start()
            if not self._is_typing:
                self._is_typing = True
                self.typing_changed.emit(True)

    @Slot()
    def _on_send(self) -> None:
        detail, state = self._detail, self._state
        if detail is None or state is None or not self.text.strip():
            return
        payload = self._payload()
        open_fields = field_names(self.text)
        if open_fields and not self.is_note:
            names = ", ".join(open_fields[:3])
            self.tools.show_hint(tr("Still to be filled in: {names}").format(names=names))
            return
        now = self._now()
        reasons = check(payload, detail.guard, self._me, self._rules, now).reasons
        if reasons:
            self.tools.show_hint(guard_text(reasons[0]).headline)
            self.tick()
            return
        self._stop_typing()
        self.send_wanted.emit((payload,) if self.is_note else (*state.before_send, payload))
        self._clear()

    def _clear(self) -> None:
        self._quote.quote(None)
        self.edit.clear()
        self._drafts.note(DraftText("", self.is_note))
        self._drafts.flush()

    @Slot(object)
    def _on_template_chosen(self, payload: SendTemplate) -> None:
        detail, state = self._detail, self._state
        if detail is None or state is None:
            return
        reasons = check(payload, detail.guard, self._me, self._rules, self._now()).reasons
        if not reasons:
            self.send_wanted.emit((*state.before_send, payload))
            self._on_picker_closed()

    @Slot()
    def _on_picker_closed(self) -> None:
        self._is_picking = False
        self._arrange()
        self.edit.setFocus()

    @Slot(object)
    def _on_step(self, step: NextStep) -> None:
        match step:
            case NextStep.NOTE:
                self.write_note()
            case NextStep.AS_NOTE:
                self.write_note()
            case NextStep.TEMPLATE:
                self.pick_template()
            case NextStep.ASK_CONSENT:
                before = () if self._state is None else self._state.before_send
                self.send_wanted.emit((*before, Reply(self._rules.consent_question)))
            case _:
                self.step_wanted.emit(step)

    @Slot()
    def _on_emoji_wanted(self) -> None:
        popover = EmojiPopover(self)
        popover.chosen.connect(self._on_emoji_chosen)
        popover.show_above(self.tools)

    @Slot(str)
    def _on_emoji_chosen(self, emoji: str) -> None:
        self.edit.insertPlainText(emoji)
        self.edit.setFocus()
