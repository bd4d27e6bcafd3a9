# SPDX-License-Identifier: Apache-2.0
"""What stands where nothing is to be shown: why, and the next step (ui §4). Decides nothing."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from desktop_agent.ui.strings import tr
from desktop_agent.ui.theme.icons import Icon, icon_pixmap
from desktop_agent.ui.theme.looks import Look, set_look
from desktop_agent.ui.theme.theme import Theme

_ICON = 36


class EmptyState(QWidget):
    """An icon, a line, a sentence and at most one action.

    Signals:
        action_wanted: the agent pressed the button.
    """

    action_wanted = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._shown = Icon.INBOX
        self._icon = QLabel(self)
        self._title = _label(self, Look.TITLE)
        self._detail = _label(self, Look.SOFT)
        self._action = QPushButton(self)
        set_look(self._action, Look.SECONDARY)
        self._action.clicked.connect(self.action_wanted)
        column = QVBoxLayout(self)
        column.setContentsMargins(32, 24, 32, 24)
        column.setSpacing(8)
        column.addStretch(2)
        column.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(self._title)
        column.addWidget(self._detail)
        column.addSpacing(8)
        column.addWidget(self._action, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(3)
        theme.changed.connect(self._paint_icon)

    def tell(self, icon: Icon, title: str, detail: str, action: str = "") -> None:
        """Say something; without `action` there is no button."""
        self._shown = icon
        self._title.setText(title)
        self._detail.setText(detail)
        self._action.setText(action)
        self._action.setVisible(bool(action))
        self.setAccessibleName(tr("{title} {detail}").format(title=title, detail=detail))
        self._paint_icon()

    def minimumSizeHint(self) -> QSize:
        """Never widens its column."""
        return QSize(0, 0)

    def _paint_icon(self) -> None:
        faint = self._theme.palette.text_faint
        ratio = self.devicePixelRatioF()
        self._icon.setPixmap(icon_pixmap(self._shown, faint, _ICON, ratio))


def _label(parent: QWidget, look: Look) -> QLabel:
    label = QLabel(parent)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
    set_look(label, look)
    return label
