# SPDX-License-Identifier: Apache-2.0
"""One line of a check: a mark, what was checked, and what came out. Checks nothing itself."""

from __future__ import annotations

from enum import Enum, auto

from PySide6.QtCore import QRectF, QSize, Qt, Slot
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QLabel, QSizePolicy, QWidget

from desktop_agent.ui.strings import tr
from desktop_agent.ui.theme.icons import Icon, icon_pixmap
from desktop_agent.ui.theme.looks import Look, set_look
from desktop_agent.ui.theme.theme import Theme

_MARK = 16


class CheckState(Enum):
    """What came out."""

    GOOD = auto()
    WARN = auto()
    BAD = auto()
    WAITING = auto()


class CheckRow(QWidget):
    """Mark, title and detail."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._mark = _Mark(theme, self)
        self._title = _label(self, None)
        self._detail = _label(self, Look.SMALL)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(2)
        grid.addWidget(self._mark, 0, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(self._title, 0, 1)
        grid.addWidget(self._detail, 1, 1)
        grid.setColumnStretch(1, 1)

    def tell(self, state: CheckState, title: str, detail: str) -> None:
        """Show a result."""
        self._mark.show_state(state)
        self._title.setText(title)
        self._detail.setText(detail)
        self._detail.setVisible(bool(detail))
        self.setAccessibleName(f"{_state_name(state)}: {title}. {detail}".strip())


def _state_name(state: CheckState) -> str:
    return {
        CheckState.GOOD: tr("in order"),
        CheckState.WARN: tr("attention"),
        CheckState.BAD: tr("not in order"),
        CheckState.WAITING: tr("being checked"),
    }[state]


def _label(parent: QWidget, look: Look | None) -> QLabel:
    label = QLabel(parent)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    if look is not None:
        set_look(label, look)
    return label


class _Mark(QWidget):
    """A round mark: tick, exclamation, cross or clock."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._state = CheckState.WAITING
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self._on_theme_changed)

    def show_state(self, state: CheckState) -> None:
        """Show another mark."""
        self._state = state
        self.update()

    def sizeHint(self) -> QSize:
        """A small square."""
        return QSize(_MARK, _MARK)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Ground and sign."""
        p = self._theme.palette
        ground, ink, icon = {
            CheckState.GOOD: (p.success_soft, p.success, Icon.CHECK),
            CheckState.WARN: (p.warning_soft, p.warning, Icon.ALERT),
            CheckState.BAD: (p.danger_soft, p.danger, Icon.CLOSE),
            CheckState.WAITING: (p.field, p.text_faint, Icon.CLOCK),
        }[self._state]
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.colour(ground))
        painter.drawEllipse(QRectF(0, 0, _MARK, _MARK))
        painter.drawPixmap(3, 3, icon_pixmap(icon, ink, 10, self.devicePixelRatioF()))

    @Slot()
    def _on_theme_changed(self) -> None:
        self.update()
