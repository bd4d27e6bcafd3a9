# SPDX-License-Identifier: Apache-2.0
"""Troubles that belong to no ticket, at the top; they go when the agent closes them."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QWidget

from desktop_agent.domain.errors import Problem
from desktop_agent.ui.problems import problem_text
from desktop_agent.ui.strings import tr
from desktop_agent.ui.theme.looks import Look, set_look


class NoticeStrip(QFrame):
    """One line a trouble, never a box in the way.

    Signals:
        closed: the agent has read it.
    """

    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_look(self, Look.BANNER)
        self._words = QLabel(self)
        self._words.setTextFormat(Qt.TextFormat.PlainText)
        self._words.setWordWrap(True)
        close = QPushButton(tr("Close"), self)
        set_look(close, Look.LINK)
        close.clicked.connect(self._on_close)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 8, 16, 8)
        row.addWidget(self._words, 1)
        row.addWidget(close, 0, Qt.AlignmentFlag.AlignTop)
        self.hide()

    def tell(self, problems: Sequence[Problem]) -> None:
        """Say what happened, what was kept and what to do, the newest last."""
        words = "\n".join(problem_text(problem).sentence for problem in problems)
        self._words.setText(words)
        self.setAccessibleName(words)
        self.show()

    @Slot()
    def _on_close(self) -> None:
        self.hide()
        self.closed.emit()
