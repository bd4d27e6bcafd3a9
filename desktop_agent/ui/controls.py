# SPDX-License-Identifier: Apache-2.0
"""A switch and a choice box that look like the rest in both themes. Decide nothing.

Style sheets take their ticks and arrows from image files of one colour; these paint their own.
"""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Slot
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QComboBox, QWidget

from desktop_agent.ui.theme import tokens as t
from desktop_agent.ui.theme.icons import Icon, icon_pixmap
from desktop_agent.ui.theme.theme import Theme

_TRACK = QSize(34, 20)
_ARROW = 16


class ChoiceBox(QComboBox):
    """A combo box with its arrow drawn in the theme's colour."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme

    def paintEvent(self, event: QPaintEvent) -> None:
        """The styled box, then the arrow."""
        super().paintEvent(event)
        p = self._theme.palette
        ink = p.text_soft if self.isEnabled() else p.text_faint
        arrow = icon_pixmap(Icon.CHEVRON_DOWN, ink, _ARROW, self.devicePixelRatioF())
        QPainter(self).drawPixmap(self.width() - _ARROW - 10, (self.height() - _ARROW) // 2, arrow)


class Switch(QAbstractButton):
    """On or off, with its words beside it; place and colour both say which."""

    def __init__(self, words: str, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setText(words)
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        theme.changed.connect(self._on_theme_changed)

    def sizeHint(self) -> QSize:
        """Track and words."""
        words = self._theme.metrics(t.TYPE_BODY).horizontalAdvance(self.text())
        return QSize(_TRACK.width() + 14 + words, 28)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Track, knob, words, focus."""
        p, colour = self._theme.palette, self._theme.colour
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setOpacity(1.0 if self.isEnabled() else 0.55)
        top = (self.height() - _TRACK.height()) / 2
        track = QRectF(1, top, _TRACK.width(), _TRACK.height())
        is_on = self.isChecked()
        painter.setPen(Qt.PenStyle.NoPen if is_on else QPen(colour(p.border_strong), 1))
        painter.setBrush(colour(p.accent if is_on else p.field))
        painter.drawRoundedRect(track, track.height() / 2, track.height() / 2)
        knob = track.height() - 6
        x = track.right() - knob - 3 if is_on else track.left() + 3
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour(p.on_accent if is_on else p.text_faint))
        painter.drawEllipse(QRectF(x, track.top() + 3, knob, knob))
        if self.hasFocus():
            painter.setPen(QPen(colour(p.accent), 1.5))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(track.adjusted(-0.5, -2.5, 2.5, 2.5), 12, 12)
        painter.setFont(self._theme.font(t.TYPE_BODY))
        painter.setPen(colour(p.text))
        words = self.rect().adjusted(_TRACK.width() + 12, 0, 0, 0)
        middle = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        painter.drawText(words, middle, self.text())

    @Slot()
    def _on_theme_changed(self) -> None:
        self.update()
