# SPDX-License-Identifier: Apache-2.0
"""A row of buttons that scrolls sideways when it does not fit. Knows nothing of the buttons."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Slot
from PySide6.QtGui import QLinearGradient, QPainter, QPaintEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QSizePolicy, QWidget

from desktop_agent.ui.theme.looks import Look, set_look
from desktop_agent.ui.theme.theme import Theme

_FADE = 24


class ScrollStrip(QScrollArea):
    """Shows its widgets on one line, without bars: wheel, keys and focus move it."""

    def __init__(self, theme: Theme, spacing: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._inner = QWidget(self)
        set_look(self._inner, Look.SURFACE)
        self._row = QHBoxLayout(self._inner)
        self._row.setContentsMargins(0, 1, 0, 1)
        self._row.setSpacing(spacing)
        self._row.addStretch(1)
        self.setWidget(self._inner)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._fades = (_Fade(theme, False, self), _Fade(theme, True, self))
        bar = self.horizontalScrollBar()
        bar.valueChanged.connect(self._on_scrolled)
        bar.rangeChanged.connect(self._on_scrolled)

    def add(self, widget: QWidget) -> None:
        """Append a widget; the strip follows the focus into it."""
        self._row.insertWidget(self._row.count() - 1, widget)
        widget.installEventFilter(self)

    def sizeHint(self) -> QSize:
        """As high as its widgets."""
        return QSize(super().sizeHint().width(), self._inner.sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        """May be as narrow as its column."""
        return QSize(0, self._inner.sizeHint().height())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Bring a focused or checked widget into sight."""
        if event.type() == QEvent.Type.FocusIn and isinstance(watched, QWidget):
            self.ensureWidgetVisible(watched, _FADE, 0)
        return False

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Both wheel directions scroll sideways."""
        delta = event.angleDelta()
        bar = self.horizontalScrollBar()
        bar.setValue(bar.value() - (delta.x() or delta.y()) // 2)
        event.accept()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the fades at the edges."""
        super().resizeEvent(event)
        self._fades[0].setGeometry(0, 0, _FADE, self.height())
        self._fades[1].setGeometry(self.width() - _FADE, 0, _FADE, self.height())
        self._on_scrolled()

    @Slot()
    def _on_scrolled(self) -> None:
        bar = self.horizontalScrollBar()
        self._fades[0].setVisible(bar.value() > 0)
        self._fades[1].setVisible(bar.value() < bar.maximum())


class _Fade(QWidget):
    """Says that the strip goes on beyond its edge."""

    def __init__(self, theme: Theme, is_right: bool, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._is_right = is_right
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """From nothing to the ground's colour."""
        ground = self._theme.colour(self._theme.palette.surface)
        clear = ground.toRgb()
        clear.setAlpha(0)
        gradient = QLinearGradient(0, 0, self.width(), 0)
        gradient.setColorAt(0, clear if self._is_right else ground)
        gradient.setColorAt(1, ground if self._is_right else clear)
        QPainter(self).fillRect(self.rect(), gradient)
