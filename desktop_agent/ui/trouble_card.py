# SPDX-License-Identifier: Apache-2.0
"""A trouble in its place: what happened, what was kept, what to do. Never a modal box."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout, QWidget

from desktop_agent.ui.problems import TroubleText
from desktop_agent.ui.theme.looks import Look, set_look


class TroubleCard(QFrame):
    """Hidden until there is something to say."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_look(self, Look.TROUBLE)
        self._headline = QLabel(self)
        self._detail = QLabel(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 10, 12, 10)
        column.setSpacing(4)
        for label in (self._headline, self._detail):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
            column.addWidget(label)
        set_look(self._headline, Look.STRONG)
        self.hide()

    def tell(self, text: TroubleText | None) -> None:
        """Say a trouble; None hides the card."""
        if text is not None:
            self._headline.setText(text.headline)
            self._detail.setText(text.detail)
            self.setAccessibleName(text.sentence)
        self.setVisible(text is not None)
