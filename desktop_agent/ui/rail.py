# SPDX-License-Identifier: Apache-2.0
"""The narrow column of places on the left, with the agent and the connection at its foot.

Opens nothing itself: it says where the agent wants to go.
"""

from __future__ import annotations

from enum import StrEnum

from PySide6.QtCore import QLocale, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QFont, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QVBoxLayout, QWidget

from desktop_agent.domain.queries import Counts
from desktop_agent.ui.me_button import MeButton
from desktop_agent.ui.strings import tr
from desktop_agent.ui.theme import tokens as t
from desktop_agent.ui.theme.icons import Icon, icon_pixmap
from desktop_agent.ui.theme.theme import Theme

_BUTTON = 40
_ICON = 20


class Place(StrEnum):
    """Where the rail leads. Search is a field of the inbox, not a page."""

    INBOX = "inbox"
    SEARCH = "search"
    OUTBOX = "outbox"
    PRIVACY = "privacy"
    SETTINGS = "settings"


_ICONS = {
    Place.INBOX: Icon.INBOX,
    Place.SEARCH: Icon.SEARCH,
    Place.OUTBOX: Icon.SEND,
    Place.PRIVACY: Icon.SHIELD,
    Place.SETTINGS: Icon.GEAR,
}


def place_name(place: Place) -> str:
    """What a place is called."""
    return {
        Place.INBOX: tr("Inbox"),
        Place.SEARCH: tr("Search"),
        Place.OUTBOX: tr("Outbox"),
        Place.PRIVACY: tr("Data protection"),
        Place.SETTINGS: tr("Settings"),
    }[place]


class Rail(QWidget):
    """Column one of the window.

    Signals:
        place_wanted: a `Place` value.
    """

    place_wanted = Signal(str)

    def __init__(self, theme: Theme, me: MeButton, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._buttons: dict[Place, _PlaceButton] = {}
        self.setFixedWidth(t.RAIL_WIDTH)
        self.setAccessibleName(tr("Places"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 12, 0, 12)
        column.setSpacing(8)
        for place in Place:
            button = _PlaceButton(theme, place, self)
            button.wanted.connect(self.place_wanted)
            self._buttons[place] = button
            column.addWidget(button, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(1)
        me.setParent(self)
        column.addWidget(me, 0, Qt.AlignmentFlag.AlignHCenter)
        theme.changed.connect(self._on_theme_changed)

    def show_place(self, place: Place) -> None:
        """Mark where the agent is."""
        for other, button in self._buttons.items():
            button.setChecked(other is place)

    def show_counts(self, counts: Counts) -> None:
        """Write the outbox badge: what waits and what is held."""
        button = self._buttons[Place.OUTBOX]
        button.show_badge(counts.outbox_open)
        name = place_name(Place.OUTBOX)
        if counts.outbox_open:
            words = [tr("%n not confirmed", counts.outbox_open)]
            if counts.outbox_held:
                words.append(tr("%n need a decision", counts.outbox_held))
            name = f"{name}: {', '.join(words)}"
        button.setAccessibleName(name)
        button.setToolTip(name)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The dark ground."""
        QPainter(self).fillRect(self.rect(), self._theme.colour(self._theme.palette.rail))

    @Slot()
    def _on_theme_changed(self) -> None:
        self.update()


class _PlaceButton(QAbstractButton):
    """Signals: wanted, its place."""

    wanted = Signal(str)

    def __init__(self, theme: Theme, place: Place, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._place = place
        self._badge = ""
        self.setCheckable(place is not Place.SEARCH)
        self.setFixedSize(QSize(_BUTTON, _BUTTON))
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAccessibleName(place_name(place))
        self.setToolTip(place_name(place))
        self.clicked.connect(self._on_clicked)

    def show_badge(self, count: int) -> None:
        """A small number on the icon, nothing for zero."""
        words = "" if not count else QLocale().toString(count) if count < 100 else "99+"
        if words != self._badge:
            self._badge = words
            self.update()

    def nextCheckState(self) -> None:
        """Being somewhere is the window's to say, not the click's."""

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Ground, icon, badge, focus."""
        p, colour = self._theme.palette, self._theme.colour
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.setPen(Qt.PenStyle.NoPen)
        if self.isChecked() or self.underMouse() or self.isDown():
            ground = colour(p.rail_selected).toRgb()
            ground.setAlphaF(1.0 if self.isChecked() else 0.5)
            painter.setBrush(ground)
            painter.drawRoundedRect(box, t.RADIUS, t.RADIUS)
        if self.hasFocus():
            painter.setPen(QPen(colour(p.on_rail), 1.5))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), t.RADIUS, t.RADIUS)
        at = (_BUTTON - _ICON) // 2
        icon = icon_pixmap(_ICONS[self._place], p.on_rail, _ICON, self.devicePixelRatioF())
        painter.drawPixmap(at, at, icon)
        if self._badge:
            self._paint_badge(painter)

    def _paint_badge(self, painter: QPainter) -> None:
        p, colour = self._theme.palette, self._theme.colour
        metrics = self._theme.metrics(10, QFont.Weight.Bold)
        width = max(15, metrics.horizontalAdvance(self._badge) + 8)
        box = QRectF(_BUTTON - 2 - width, 0, width, 15)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour(p.badge))
        painter.drawRoundedRect(box, 7.5, 7.5)
        painter.setPen(colour(p.on_badge))
        painter.setFont(self._theme.font(10, QFont.Weight.Bold))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, self._badge)

    @Slot()
    def _on_clicked(self) -> None:
        self.wanted.emit(self._place.value)
