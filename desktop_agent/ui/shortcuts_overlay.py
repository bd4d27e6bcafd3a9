# SPDX-License-Identifier: Apache-2.0
"""Lists every key of the window over it; any key or click closes it. Binds nothing."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from desktop_agent.ui.page import Card, plain_label
from desktop_agent.ui.shortcuts import Shortcut, shortcut_name
from desktop_agent.ui.strings import tr
from desktop_agent.ui.theme.looks import Look, set_look
from desktop_agent.ui.theme.theme import Theme

_COLUMNS = 2
_CARD_WIDTH = 700


class ShortcutsOverlay(QWidget):
    """Covers its parent until it is dismissed, then deletes itself."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._before = parent.window().focusWidget()
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        card = Card(tr("Keys"), tr("Esc closes"), self)
        card.setFixedWidth(_CARD_WIDTH)
        grid = QGridLayout()
        grid.setHorizontalSpacing(24)
        grid.setVerticalSpacing(8)
        entries = [*Shortcut]
        rows = (len(entries) + _COLUMNS - 1) // _COLUMNS
        for number, shortcut in enumerate(entries):
            column = number // rows
            name = plain_label(shortcut_name(shortcut), None, card)
            name.setWordWrap(False)
            grid.addWidget(name, number % rows, 2 * column)
            grid.addLayout(_keys(shortcut, card), number % rows, 2 * column + 1)
        for column in range(_COLUMNS):
            grid.setColumnStretch(2 * column, 1)
        card.column.addLayout(grid)
        hint = tr("Single letters work while no text field has the keyboard.")
        card.column.addWidget(plain_label(hint, Look.SMALL, card))
        middle = QVBoxLayout(self)
        middle.addStretch(1)
        middle.addWidget(card, 0, Qt.AlignmentFlag.AlignHCenter)
        middle.addStretch(1)
        spoken = [f"{shortcut_name(s)}: {s.words}" for s in entries]
        self.setAccessibleName(f"{tr('Keys')}. {'; '.join(spoken)}")
        parent.installEventFilter(self)
        self.setGeometry(QRect(QPoint(0, 0), parent.size()))
        self.show()
        self.raise_()
        self.setFocus(Qt.FocusReason.PopupFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Any key ends it."""
        if event.key() not in (Qt.Key.Key_Shift, Qt.Key.Key_Control, Qt.Key.Key_Alt):
            self._leave()

    def mousePressEvent(self, _event: QMouseEvent) -> None:
        """A click anywhere ends it."""
        self._leave()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow the window's size."""
        if event.type() == QEvent.Type.Resize and isinstance(watched, QWidget):
            self.resize(watched.size())
        return False

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Dim what lies below."""
        veil = self._theme.colour(self._theme.palette.rail).toRgb()
        veil.setAlpha(110)
        QPainter(self).fillRect(self.rect(), veil)

    def _leave(self) -> None:
        if self._before is not None:
            self._before.setFocus(Qt.FocusReason.PopupFocusReason)
        self.close()


def _keys(shortcut: Shortcut, parent: QWidget) -> QHBoxLayout:
    line = QHBoxLayout()
    line.setSpacing(4)
    for sequence in shortcut.sequences:
        key = QLabel(sequence.toString(QKeySequence.SequenceFormat.NativeText), parent)
        set_look(key, Look.KEY)
        line.addWidget(key)
    line.addStretch(1)
    return line
