# SPDX-License-Identifier: Apache-2.0
"""The line under the text field: emoji, snippet, template, counter and the send button."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QToolButton, QWidget

from desktop_agent.ui.strings import tr
from desktop_agent.ui.theme.icons import Icon, icon_of, icon_size
from desktop_agent.ui.theme.looks import Look, set_look
from desktop_agent.ui.theme.restyle import restyle
from desktop_agent.ui.theme.theme import Theme

NEAR_LIMIT: Final = 0.9
"""Share of a channel's limit from which the counter shows."""


class ToolRow(QWidget):
    """Signals:
    emoji_wanted, snippet_wanted, template_wanted, send_wanted: a button was pressed.
    """

    emoji_wanted = Signal()
    snippet_wanted = Signal()
    template_wanted = Signal()
    send_wanted = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._enter_sends = False
        self.emoji = QToolButton(self)
        self._snippet = QPushButton(self)
        self._template = QPushButton(self)
        self.hint = QLabel(self)
        self.count = QLabel(self)
        self._key = QLabel(self)
        self.send = QPushButton(self)
        self._build()

    def offer_templates(self, has_templates: bool) -> None:
        """Whether this channel has any."""
        self._template.setVisible(has_templates)

    def offer_snippets(self, has_snippets: bool) -> None:
        """Whether there are any."""
        self._snippet.setVisible(has_snippets)

    def show_send(self, text: str, *, is_note: bool) -> None:
        """What the button does now."""
        self.send.setText(text)
        p = self._theme.palette
        note = (
            f"QPushButton {{ background: {p.note_border}; border-color: {p.note_border};"
            f" color: {p.on_badge}; }}"
        )
        style = note if is_note else ""
        restyle(self.send, style)

    def show_key(self, *, enter_sends: bool) -> None:
        """The key that sends."""
        self._enter_sends = enter_sends
        self._key.setText("⏎" if enter_sends else tr("Ctrl ⏎"))
        self._key.setToolTip(
            tr("Enter sends, Shift+Enter begins a new line")
            if enter_sends
            else tr("Ctrl+Enter sends, Enter begins a new line")
        )

    def show_count(self, length: int, limit: int) -> None:
        """Characters left, once the limit is near."""
        is_near = bool(limit) and length >= limit * NEAR_LIMIT
        self.count.setVisible(is_near)
        if is_near:
            left = limit - length
            self.count.setText(
                tr("%n character(s) left", n=left)
                if left >= 0
                else tr("%n character(s) too many", n=-left)
            )
            set_look(self.count, Look.FAULT if left < 0 else Look.WARNING)

    def show_hint(self, text: str) -> None:
        """Why sending did not work, empty for nothing."""
        self.hint.setText(text)
        self.hint.setVisible(bool(text))

    def enable_send(self, is_on: bool) -> None:
        """Whether there is something to send."""
        self.send.setEnabled(is_on)

    @Slot()
    def retranslate(self) -> None:
        """Say everything in the language in force."""
        self.emoji.setToolTip(tr("Insert emoji"))
        self.emoji.setAccessibleName(tr("Insert emoji"))
        self._snippet.setText(tr("Snippet"))
        self._snippet.setToolTip(tr("Or type / and the beginning of its name"))
        self._template.setText(tr("Template"))
        self.show_key(enter_sends=self._enter_sends)

    def _build(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        for button in (self.emoji, self._snippet, self._template):
            set_look(button, Look.QUIET)
            button.setIconSize(icon_size(16))
            row.addWidget(button)
        restyle(self._snippet, "font-weight: 400; padding-left: 7px; padding-right: 7px;")
        restyle(self._template, "font-weight: 400; padding-left: 7px; padding-right: 7px;")
        for label, look in (
            (self.hint, Look.WARNING),
            (self.count, Look.WARNING),
            (self._key, Look.LABEL),
        ):
            label.setTextFormat(Qt.TextFormat.PlainText)
            set_look(label, look)
        row.addStretch(1)
        row.addWidget(self.hint)
        row.addWidget(self.count)
        row.addSpacing(4)
        row.addWidget(self._key)
        row.addSpacing(8)
        row.addWidget(self.send)
        set_look(self.send, Look.PRIMARY)
        self.hint.hide()
        self.count.hide()
        self.emoji.clicked.connect(self.emoji_wanted)
        self._snippet.clicked.connect(self.snippet_wanted)
        self._template.clicked.connect(self.template_wanted)
        self.send.clicked.connect(self.send_wanted)
        self._theme.changed.connect(self._on_theme_changed)
        self.retranslate()
        self._on_theme_changed()

    @Slot()
    def _on_theme_changed(self) -> None:
        p = self._theme.palette
        self.emoji.setIcon(icon_of(Icon.EMOJI, p.text_soft, 16))
        self._snippet.setIcon(icon_of(Icon.SLASH, p.text_soft, 16))
        self._template.setIcon(icon_of(Icon.TEMPLATE, p.text_soft, 16))
