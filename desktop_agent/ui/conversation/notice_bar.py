# SPDX-License-Identifier: Apache-2.0
"""The quiet line between transcript and composer: who types, what just happened, undo."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import Qt, QTimer, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QWidget

from desktop_agent.ui.conversation.safe_text import one_line
from desktop_agent.ui.strings import tr
from desktop_agent.ui.theme.looks import Look, set_look
from desktop_agent.ui.theme.theme import Theme

_TYPING_MS: Final = 25_000
"""A typing mark that nobody took back ends by itself (domain-rules §2.1)."""


class NoticeBar(QFrame):
    """Shows at most one sentence; hidden while there is none. Never takes the focus."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._undo: Callable[[], None] | None = None
        self._typing = ""
        self._said = ""
        self._text = QLabel(self)
        self._text.setTextFormat(Qt.TextFormat.PlainText)
        self._text.setWordWrap(True)
        set_look(self._text, Look.SMALL)
        self.button = QPushButton(self)
        set_look(self.button, Look.LINK)
        row = QHBoxLayout(self)
        row.setContentsMargins(22, 3, 22, 5)
        row.addWidget(self._text)
        row.addSpacing(8)
        row.addWidget(self.button)
        row.addStretch(1)
        set_look(self, Look.CANVAS)
        self._ends = QTimer(self)
        self._ends.setSingleShot(True)
        self._ends.timeout.connect(self.clear)
        self._typing_ends = QTimer(self)
        self._typing_ends.setSingleShot(True)
        self._typing_ends.setInterval(_TYPING_MS)
        self._typing_ends.timeout.connect(self._on_typing_ends)
        self.button.clicked.connect(self._on_undo)
        self._show()

    def say(self, text: str, *, seconds: float = 0, undo: Callable[[], None] | None = None) -> None:
        """Say something for a while (0 = until something else), with a way back if there is one."""
        self._said, self._undo = text, undo
        self._ends.stop()
        if seconds:
            self._ends.start(round(seconds * 1000))
        self._show()

    def show_typing(self, name: str, *, is_customer: bool, is_on: bool) -> None:
        """Somebody writes in this ticket, or stopped."""
        who = one_line(name, 60) or (tr("The customer") if is_customer else tr("A colleague"))
        self._typing = tr("{name} is writing …").format(name=who) if is_on else ""
        if is_on:
            self._typing_ends.start()
        self._show()

    @Slot()
    def clear(self) -> None:
        """Say nothing more about what happened."""
        self._said, self._undo = "", None
        self._show()

    def reset(self) -> None:
        """Another ticket: nothing of the former one stays."""
        self._typing = ""
        self.clear()

    def _show(self) -> None:
        text = self._said or self._typing
        self._text.setText(text)
        self.setAccessibleName(text)
        self.button.setText(tr("Undo"))
        self.button.setVisible(bool(self._said and self._undo))
        self.setVisible(bool(text))

    @Slot()
    def _on_undo(self) -> None:
        undo = self._undo
        self.clear()
        if undo is not None:
            undo()

    @Slot()
    def _on_typing_ends(self) -> None:
        self._typing = ""
        self._show()
