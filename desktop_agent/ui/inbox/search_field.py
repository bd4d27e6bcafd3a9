# SPDX-License-Identifier: Apache-2.0
"""The one search field, with its key on the right. Searches nothing itself."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QWidget

from desktop_agent.ui.strings import tr
from desktop_agent.ui.theme.looks import Look, set_look

_MAX_LENGTH = 200


class SearchField(QLineEdit):
    """Signals:
    stepped: up (-1) or down (1) was pressed.
    left: Esc was pressed.
    """

    stepped = Signal(int)
    left = Signal()

    def __init__(self, key: QKeySequence, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_look(self, Look.SEARCH)
        self.setMaxLength(_MAX_LENGTH)
        self.setPlaceholderText(tr("Search all tickets"))
        self.setAccessibleName(tr("Search all tickets"))
        self._hint = QLabel(key.toString(QKeySequence.SequenceFormat.NativeText), self)
        self._hint.setText(self._hint.text().replace("+", " "))
        set_look(self._hint, Look.KEY)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 8, 0)
        row.addStretch(1)
        row.addWidget(self._hint, 0, Qt.AlignmentFlag.AlignVCenter)
        self.textChanged.connect(self._on_text_changed)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows walk through the results, Esc leaves."""
        if event.key() == Qt.Key.Key_Down:
            self.stepped.emit(1)
        elif event.key() == Qt.Key.Key_Up:
            self.stepped.emit(-1)
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    @Slot(str)
    def _on_text_changed(self, text: str) -> None:
        self._hint.setVisible(not text)
