# SPDX-License-Identifier: Apache-2.0
"""The writing side of a ticket. Asks the guard what may be written; puts no command itself."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from desktop_agent.bridge import Bridge
from desktop_agent.domain.commands import Note, Payload, Reply, SendTemplate
from desktop_agent.domain.directory import Directory
from desktop_agent.domain.guard import check
from desktop_agent.domain.ids import AgentId
from desktop_agent.domain.messages import Message
from desktop_agent.domain.queries import DraftText, TicketDetail
from desktop_agent.domain.rules import ServiceRules
from desktop_agent.ui.composer.composer_face import ComposerFace
from desktop_agent.ui.composer.composer_state import ComposerState, NextStep, composer_state
from desktop_agent.ui.composer.draft_keeper import DraftKeeper
from desktop_agent.ui.composer.snippet_entry import SnippetEntry
from desktop_agent.ui.composer.snippet_fields import field_names, known_values
from desktop_agent.ui.composer.typing_signal import TypingSignal
from desktop_agent.ui.send_reasons import guard_text
from desktop_agent.ui.strings import tr
from desktop_agent.ui.theme.theme import Theme


class Composer(ComposerFace):
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
        super().__init__(theme, rules, parent)
        self._me = me
        self._rules = rules
        self._now = now
        self._directory = Directory()
        self._detail: TicketDetail | None = None
        self._state: ComposerState | None = None
        self._is_picking = False
        self._drafts = DraftKeeper(bridge, self)
        self._snippets = SnippetEntry(self.edit, theme, self)
        self._typing = TypingSignal(self)
        self._connect()

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
        self._typing.stop()
        self._drafts.flush()
        self._drafts.begin(None, DraftText())
        self._detail = None
        self.admit(False)

    def begin(self, detail: TicketDetail) -> None:
        """Another ticket, with its own draft."""
        self._drafts.begin(detail.ticket.id, detail.draft)
        self._detail = None
        self._is_picking = False
        self.quoted.quote(None)
        self.put_text(detail.draft.text)
        self.top.choose(is_note=detail.draft.is_note)
        self.admit(True)
        self.refresh(detail)

    def refresh(self, detail: TicketDetail) -> None:
        """The same ticket in a new state; text and cursor stay."""
        self._detail = detail
        self._state = None
        self._snippets.set_known(self._known())
        self.show_recipient(detail)
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

    def take_focus(self) -> None:
        """Put the keyboard where the agent can go on: the text, the template, or the lock."""
        if self.picker.isVisible():
            self.picker.setFocus()
        elif self.edit.isVisible():
            self.edit.setFocus()
        else:
            self.lock.take_focus()

    def save_draft(self) -> None:
        """Save what is written, now."""
        self._drafts.flush()

    def insert_text(self, text: str, *, is_note: bool = False) -> None:
        """Bring a text back, before whatever stands there."""
        held = self.text
        self.top.choose(is_note=is_note)
        self.put_text(f"{text}\n{held}" if held.strip() else text)
        self._on_mode_chosen(is_note)
        self.edit.setFocus()

    def quote(self, message: Message) -> None:
        """Answer with a quote."""
        self.top.choose(is_note=False)
        self.quoted.quote(message)
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

    def _connect(self) -> None:
        self.top.mode_chosen.connect(self._on_mode_chosen)
        self.edit.textChanged.connect(self._on_text_changed)
        self.edit.send_requested.connect(self._on_send)
        self.edit.undo_send_requested.connect(self.undo_wanted)
        self.tools.send_wanted.connect(self._on_send)
        self.tools.snippet_wanted.connect(self._snippets.begin)
        self.tools.template_wanted.connect(self.pick_template)
        self.picker.chosen.connect(self._on_template_chosen)
        self.picker.closed.connect(self._on_picker_closed)
        self.lock.step_wanted.connect(self._on_step)
        self._typing.changed.connect(self.typing_changed)

    def _arrange(self) -> None:
        """Show what the state allows: field, lock or picker."""
        state, detail = self._state, self._detail
        if state is None or detail is None:
            return
        has_templates = any(d.channel_id == detail.channel.id for d in self._directory.templates)
        self.show_state(
            state,
            is_picking=self._is_picking,
            has_templates=has_templates,
            has_snippets=bool(self._directory.snippets),
        )
        self._count()

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
        return Note(text) if self.is_note else Reply(text, self.quoted.message_id)

    def _count(self) -> None:
        limit = 0 if self._detail is None or self.is_note else self._detail.channel.text_limit
        self.show_length(limit)

    @Slot(bool)
    def _on_mode_chosen(self, is_note: bool) -> None:
        if is_note:
            self._is_picking = False
            self._typing.stop()
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
            self._typing.keep_on()

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
        self._typing.stop()
        self.send_wanted.emit((payload,) if self.is_note else (*state.before_send, payload))
        self._clear()

    def _clear(self) -> None:
        self.quoted.quote(None)
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
            case NextStep.NOTE | NextStep.AS_NOTE:
                self.write_note()
            case NextStep.TEMPLATE:
                self.pick_template()
            case NextStep.ASK_CONSENT:
                before = () if self._state is None else self._state.before_send
                self.send_wanted.emit((*before, Reply(self._rules.consent_question)))
            case _:
                self.step_wanted.emit(step)
