# SPDX-License-Identifier: Apache-2.0
"""Switches between the inbox views and shows how many tickets each holds. Asks nobody."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QLocale, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QFont, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QVBoxLayout, QWidget

from desktop_agent.domain.queries import ViewKind
from desktop_agent.ui.scroll_strip import ScrollStrip
from desktop_agent.ui.strings import tr
from desktop_agent.ui.theme import tokens as t
from desktop_agent.ui.theme.theme import Theme

_PADDING = 7
_GAP = 4
_HEIGHT = 29


def view_name(kind: ViewKind) -> str:
    """What a view is called."""
    return {
        ViewKind.MINE: tr("Mine"),
        ViewKind.FREE: tr("Free"),
        ViewKind.ALL: tr("All"),
        ViewKind.SNOOZED: tr("Snoozed"),
        ViewKind.CLOSED: tr("Done"),
    }[kind]


class ViewTabs(QWidget):
    """One tab a view.

    Signals:
        chosen: the agent chose a view (`ViewKind` value).
    """

    chosen = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        self._strip = ScrollStrip(theme, 2, self)
        column.addWidget(self._strip)
        self._group = QButtonGroup(self)
        self._tabs: dict[ViewKind, _CountTab] = {}
        for number, kind in enumerate(ViewKind):
            tab = _CountTab(theme, view_name(kind), self)
            self._tabs[kind] = tab
            self._group.addButton(tab, number)
            self._strip.add(tab)
        self._group.idClicked.connect(self._on_clicked)

    def show_kind(self, kind: ViewKind) -> None:
        """Mark a view as the chosen one."""
        tab = self._tabs[kind]
        tab.setChecked(True)
        self._strip.ensureWidgetVisible(tab, 24, 0)

    def show_counts(self, counts: Mapping[ViewKind, int]) -> None:
        """Write the numbers beside the names."""
        for kind, tab in self._tabs.items():
            tab.show_count(counts.get(kind))

    @Slot(int)
    def _on_clicked(self, number: int) -> None:
        self.chosen.emit(list(ViewKind)[number].value)


class _CountTab(QAbstractButton):
    """A name and, fainter, a number."""

    def __init__(self, theme: Theme, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._name = name
        self._count = ""
        self.setCheckable(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(name)
        theme.changed.connect(self._on_theme_changed)

    def show_count(self, count: int | None) -> None:
        """Write a number; None while it is not known."""
        words = "" if count is None else QLocale().toString(count)
        if words == self._count:
            return
        self._count = words
        if count is not None:
            self.setAccessibleName(f"{self._name}, {tr('%n ticket(s)', count)}")
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Room for both in the heavier font, so that choosing moves nothing."""
        metrics = self._theme.metrics(t.TYPE_BODY, QFont.Weight.Medium)
        width = metrics.horizontalAdvance(self._name) + 2 * _PADDING
        if self._count:
            width += _GAP + metrics.horizontalAdvance(self._count)
        return QSize(width, _HEIGHT)

    def minimumSizeHint(self) -> QSize:
        """Never cut: the strip scrolls instead."""
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw ground, name, number and focus."""
        p, colour = self._theme.palette, self._theme.colour
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.setPen(Qt.PenStyle.NoPen)
        if self.isChecked():
            painter.setBrush(colour(p.accent_soft))
            painter.drawRoundedRect(box, t.RADIUS_SMALL, t.RADIUS_SMALL)
        elif self.underMouse():
            painter.setBrush(colour(p.field))
            painter.drawRoundedRect(box, t.RADIUS_SMALL, t.RADIUS_SMALL)
        if self.hasFocus():
            painter.setPen(QPen(colour(p.accent), 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(box, t.RADIUS_SMALL, t.RADIUS_SMALL)
        weight = QFont.Weight.Medium
        painter.setFont(self._theme.font(t.TYPE_BODY, weight))
        painter.setPen(colour(p.accent_text if self.isChecked() else p.text_soft))
        words = self.rect().adjusted(_PADDING, 0, 0, 0)
        middle = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        painter.drawText(words, middle, self._name)
        advance = self._theme.metrics(t.TYPE_BODY, weight).horizontalAdvance(self._name)
        if not self.isChecked():
            painter.setFont(self._theme.font(t.TYPE_BODY))
            painter.setPen(colour(p.text_faint))
        painter.drawText(words.adjusted(advance + _GAP, 0, 0, 0), middle, self._count)

    @Slot()
    def _on_theme_changed(self) -> None:
        self.update()
