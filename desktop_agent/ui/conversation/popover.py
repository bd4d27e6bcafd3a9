# SPDX-License-Identifier: Apache-2.0
"""A small sheet that floats over the window until it is answered or left. Decides nothing.

Used in place of modal boxes: Esc or a click elsewhere closes it without consequence.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from desktop_agent.ui.theme.looks import Look, set_look

_WIDTH = 320


class Popover(QFrame):
    """Title, texts, any widgets, and a row of actions. Deletes itself when it closes."""

    def __init__(self, title: str, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup | Qt.WindowType.FramelessWindowHint)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAttribute(Qt.WidgetAttribute.WA_TranslucentBackground)
        self.setAccessibleName(title)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        card = QFrame(self)
        set_look(card, Look.CARD)
        outer.addWidget(card)
        self._column = QVBoxLayout(card)
        self._column.setContentsMargins(14, 12, 14, 12)
        self._column.setSpacing(6)
        self._actions: QHBoxLayout | None = None
        self._first: QWidget | None = None
        self.setFixedWidth(_WIDTH)
        self._add_label(title, Look.STRONG)

    def add_text(self, text: str) -> None:
        """A plain, soft paragraph."""
        self._add_label(text, Look.SOFT)

    def add_strong(self, text: str) -> None:
        """A plain, strong line."""
        self._add_label(text, Look.TITLE)

    def add_warning(self, text: str) -> None:
        """A plain warning."""
        self._add_label(text, Look.WARNING)

    def add_widget(self, widget: QWidget) -> None:
        """Anything else; the first one gets the focus."""
        self._column.addWidget(widget)
        self._first = self._first or widget

    def add_choice(self, text: str, chosen: Callable[[], object]) -> QPushButton:
        """A line to choose, over the whole width."""
        button = QPushButton(text.replace("&", "&&"), self)
        set_look(button, Look.QUIET)
        button.setStyleSheet("text-align: left;")
        button.clicked.connect(chosen)
        self.add_widget(button)
        return button

    def add_action(
        self, text: str, chosen: Callable[[], object], look: Look = Look.SECONDARY
    ) -> QPushButton:
        """A button in the last row."""
        if self._actions is None:
            self._actions = QHBoxLayout()
            self._actions.setSpacing(8)
            self._column.addSpacing(4)
            self._column.addLayout(self._actions)
            self._actions.addStretch(1)
        button = QPushButton(text.replace("&", "&&"), self)
        set_look(button, look)
        button.clicked.connect(chosen)
        self._actions.addWidget(button)
        self._first = self._first or button
        return button

    def texts(self) -> list[str]:
        """What it says, line by line."""
        return [label.text() for label in self.findChildren(QLabel)]

    def show_under(self, widget: QWidget) -> None:
        """Open below a button, inside the screen."""
        self.adjustSize()
        at = widget.mapToGlobal(QPoint(widget.width() - self.width(), widget.height() + 4))
        self._show_at(at, widget)

    def show_above(self, widget: QWidget) -> None:
        """Open above a button."""
        self.adjustSize()
        self._show_at(widget.mapToGlobal(QPoint(0, -self.height() - 4)), widget)

    def show_over(self, widget: QWidget) -> None:
        """Open in the middle of a widget."""
        self.adjustSize()
        middle = widget.mapToGlobal(widget.rect().center())
        self._show_at(middle - QPoint(self.width() // 2, self.height() // 2), widget)

    def _show_at(self, at: QPoint, widget: QWidget) -> None:
        screen = widget.screen().availableGeometry()
        x = max(screen.left() + 4, min(at.x(), screen.right() - self.width() - 4))
        y = max(screen.top() + 4, min(at.y(), screen.bottom() - self.height() - 4))
        self.move(x, y)
        self.show()
        if self._first is not None:
            self._first.setFocus(Qt.FocusReason.PopupFocusReason)

    def _add_label(self, text: str, look: Look) -> None:
        label = QLabel(text, self)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setWordWrap(True)
        set_look(label, look)
        self._column.addWidget(label)
