# SPDX-License-Identifier: Apache-2.0
"""The parts of the composer and how they show a state. Decides nothing and sends nothing."""

from __future__ import annotations

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from desktop_agent.domain.queries import TicketDetail
from desktop_agent.domain.rules import ServiceRules
from desktop_agent.ui.channel_marks import channel_kind_name
from desktop_agent.ui.composer.composer_state import ComposerState, NextStep, ReplyMode
from desktop_agent.ui.composer.composer_style import composer_style
from desktop_agent.ui.composer.composer_top import ComposerTop
from desktop_agent.ui.composer.emoji_popover import EmojiPopover
from desktop_agent.ui.composer.growing_edit import GrowingEdit
from desktop_agent.ui.composer.lock_card import LockCard
from desktop_agent.ui.composer.quote_strip import QuoteStrip
from desktop_agent.ui.composer.template_picker import TemplatePicker
from desktop_agent.ui.composer.tool_row import ToolRow
from desktop_agent.ui.conversation.ticket_names import customer_name
from desktop_agent.ui.send_reasons import guard_text
from desktop_agent.ui.strings import tr
from desktop_agent.ui.theme.restyle import restyle
from desktop_agent.ui.theme.theme import Theme


class ComposerFace(QFrame):
    """Top line, quote, lock, template picker, text field and tools, from top to bottom."""

    def __init__(self, theme: Theme, rules: ServiceRules, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._painted: tuple[str, bool] | None = None
        self.top = ComposerTop(theme, self)
        self.quoted = QuoteStrip(theme, self)
        self.lock = LockCard(theme, self)
        self.picker = TemplatePicker(theme, rules, self)
        self.edit = GrowingEdit(self)
        self.tools = ToolRow(theme, self)
        self._build()

    @property
    def is_note(self) -> bool:
        """True while a note is written."""
        return self.top.is_note

    @property
    def text(self) -> str:
        """What stands in the field."""
        return self.edit.toPlainText()

    def admit(self, is_on: bool) -> None:
        """Whether anything can be written; the field keeps the focus and can be read either way."""
        self.edit.setReadOnly(not is_on)
        for part in (self.top, self.lock, self.picker, self.tools):
            part.setEnabled(is_on)

    def put_text(self, text: str) -> None:
        """Replace what stands in the field; the cursor goes to its end."""
        self.edit.setPlainText(text)
        self.edit.moveCursor(self.edit.textCursor().MoveOperation.End)

    def show_recipient(self, detail: TicketDetail) -> None:
        """Who will read what is written."""
        channel = channel_kind_name(detail.channel.kind)
        self.top.show_recipient(
            tr("only for colleagues, never for the customer")
            if self.is_note
            else tr("to {name} by {channel}").format(name=customer_name(detail), channel=channel)
        )

    def show_state(
        self, state: ComposerState, *, is_picking: bool, has_templates: bool, has_snippets: bool
    ) -> None:
        """Show what the state allows: field, lock or picker."""
        is_note = self.is_note
        is_free = is_note or state.mode is ReplyMode.TEXT
        is_picking = is_picking and not is_note and state.mode is not ReplyMode.LOCKED
        self.picker.setVisible(is_picking)
        self.lock.setVisible(not is_free and not is_picking)
        if not is_free and state.reason is not None:
            steps = self._fitting(state.steps)
            self.lock.show_reason(state.reason, steps, has_draft=bool(self.text.strip()))
        self.edit.setReadOnly(not is_free)
        self.edit.setVisible(not is_picking and (is_free or bool(self.text)))
        self.tools.setVisible(is_free and not is_picking)
        self.tools.offer_templates(has_templates and not is_note)
        self.tools.offer_snippets(has_snippets)
        words = self._send_word(state)
        self.tools.show_send(words, is_note=is_note)
        self.picker.show_send_word(words)
        self.edit.setPlaceholderText(
            tr("Note for colleagues") if is_note else tr("Write a reply …")
        )
        self.edit.setAccessibleName(self._field_name(state))
        self._paint()

    def show_length(self, limit: int) -> None:
        """Count the characters; `limit` is the channel's, 0 for none."""
        length = len(self.text.strip())
        self.tools.show_count(length, limit)
        self.tools.enable_send(bool(length) and (not limit or length <= limit))

    def _build(self) -> None:
        self.setObjectName("composer")
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 10, 16, 11)
        column.setSpacing(8)
        parts = (self.top, self.quoted, self.lock, self.picker, self.edit, self.tools)
        for part in parts:
            column.addWidget(part)
        self.lock.hide()
        self.picker.hide()
        self.admit(False)
        self._paint()
        self.tools.emoji_wanted.connect(self._on_emoji_wanted)
        self._theme.changed.connect(self._paint)

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

    @Slot()
    def _paint(self) -> None:
        """A note looks like nothing else."""
        palette = self._theme.palette
        if (palette.name, self.is_note) != self._painted:
            self._painted = (palette.name, self.is_note)
            restyle(self, composer_style(palette, is_note=self.is_note))

    @Slot()
    def _on_emoji_wanted(self) -> None:
        popover = EmojiPopover(self)
        popover.chosen.connect(self._on_emoji_chosen)
        popover.show_above(self.tools)

    @Slot(str)
    def _on_emoji_chosen(self, emoji: str) -> None:
        self.edit.insertPlainText(emoji)
        self.edit.setFocus()
