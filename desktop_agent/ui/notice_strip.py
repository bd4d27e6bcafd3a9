# SPDX-License-Identifier: Apache-2.0
"""One line at the top for trouble that belongs to no ticket; goes when the agent closes it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QWidget

from desktop_agent.bridge import Bridge
from desktop_agent.domain.events import EngineEvent, ProblemArose
from desktop_agent.ui.problems import TroubleText, problem_text
from desktop_agent.ui.strings import tr
from desktop_agent.ui.theme.looks import Look, set_look


class NoticeStrip(QFrame):
    """Shows the newest trouble, never a box in the way."""

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_look(self, Look.BANNER)
        self._words = QLabel(self)
        self._words.setTextFormat(Qt.TextFormat.PlainText)
        self._words.setWordWrap(True)
        close = QPushButton(tr("Close"), self)
        set_look(close, Look.LINK)
        close.clicked.connect(self.hide)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 8, 16, 8)
        row.addWidget(self._words, 1)
        row.addWidget(close, 0, Qt.AlignmentFlag.AlignTop)
        bridge.happened.connect(self._on_happened)
        self.hide()

    def tell(self, text: TroubleText) -> None:
        """Say something."""
        self._words.setText(text.sentence)
        self.setAccessibleName(text.sentence)
        self.show()

    @Slot(object)
    def _on_happened(self, event: EngineEvent) -> None:
        if isinstance(event, ProblemArose):
            self.tell(problem_text(event.problem))
