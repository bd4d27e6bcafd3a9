# SPDX-License-Identifier: Apache-2.0
"""The agent at the foot of the rail: availability to choose, connection to read.

Sends the wish and waits for the server's word before it shows another availability as done.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial

from PySide6.QtCore import QPoint, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QActionGroup, QColor, QFont, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QMenu, QWidget

from desktop_agent.bridge import Bridge
from desktop_agent.domain.directory import Availability, Directory
from desktop_agent.domain.engine_state import EngineState
from desktop_agent.domain.events import DirectoryChanged, EngineEvent, EngineStateChanged
from desktop_agent.domain.queries import DirectoryQuery
from desktop_agent.domain.session import Session
from desktop_agent.ui.connection_words import Freshness, connection_words
from desktop_agent.ui.conversation.safe_text import one_line
from desktop_agent.ui.people import initials
from desktop_agent.ui.strings import tr
from desktop_agent.ui.theme import tokens as t
from desktop_agent.ui.theme.theme import Theme

_SIZE = 40
_FACE = 34
_DOT = 9


def availability_name(availability: Availability) -> str:
    """What an availability is called."""
    return {
        Availability.ONLINE: tr("Available"),
        Availability.BUSY: tr("Busy"),
        Availability.OFFLINE: tr("Away"),
    }[availability]


class MeButton(QAbstractButton):
    """Initials, and a dot: full = live, half = catching up, ring = offline.

    Signals:
        sign_out_wanted: from the menu.
    """

    sign_out_wanted = Signal()

    def __init__(
        self,
        bridge: Bridge,
        theme: Theme,
        session: Session,
        now: Callable[[], datetime],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._theme = theme
        self._session = session
        self._now = now
        self._availability = session.availability
        self._wished: Availability | None = None
        self._state = EngineState()
        self.setFixedSize(QSize(_SIZE, _SIZE))
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.clicked.connect(self._on_clicked)
        bridge.happened.connect(self._on_happened)
        theme.changed.connect(self._on_theme_changed)
        self._say()

    def show_state(self, state: EngineState) -> None:
        """Show how fresh the screen is."""
        self._state = state
        self._say()

    @Slot(object)
    def _on_happened(self, event: EngineEvent) -> None:
        if isinstance(event, EngineStateChanged):
            self.show_state(event.state)
        elif isinstance(event, DirectoryChanged):
            self._bridge.query(DirectoryQuery(), self._on_directory)

    def _on_directory(self, directory: Directory) -> None:
        for agent in directory.agents:
            if agent.id == self._session.agent_id:
                self._availability = agent.availability
                if agent.availability is self._wished:
                    self._wished = None
        self._say()

    def _say(self) -> None:
        words = connection_words(self._state, self._now())
        name = one_line(self._session.agent_name, 60)
        parts = [name, self._availability_words(), f"{words.short}. {words.long}"]
        self.setToolTip("\n".join(parts))
        self.setAccessibleName(", ".join(parts[:2]))
        self.setAccessibleDescription(parts[2])
        self.update()

    def _availability_words(self) -> str:
        if self._wished is not None:
            wished = availability_name(self._wished)
            return tr("{availability} (not confirmed yet)").format(availability=wished)
        return availability_name(self._availability)

    @Slot()
    def _on_clicked(self) -> None:
        menu = self.make_menu()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(
            self.mapToGlobal(QPoint(self.width() + 4, self.height() - menu.sizeHint().height()))
        )

    def make_menu(self) -> QMenu:
        """Name, connection, availability, sign-out."""
        menu = QMenu(self)
        words = connection_words(self._state, self._now())
        for text in (one_line(self._session.agent_name, 60), words.short):
            menu.addAction(text.replace("&", "&&")).setEnabled(False)
        menu.addSeparator()
        group = QActionGroup(menu)
        for availability in Availability:
            action = menu.addAction(availability_name(availability))
            action.setCheckable(True)
            action.setChecked(availability is (self._wished or self._availability))
            action.triggered.connect(partial(self._choose, availability))
            group.addAction(action)
        menu.addSeparator()
        menu.addAction(tr("Sign out …")).triggered.connect(self._on_sign_out)
        return menu

    def _choose(self, availability: Availability, _checked: bool = False) -> None:
        from desktop_agent.domain.requests import SetAvailability

        self._wished = None if availability is self._availability else availability
        self._bridge.submit(SetAvailability(availability))
        self._say()

    @Slot()
    def _on_sign_out(self) -> None:
        self.sign_out_wanted.emit()

    @Slot()
    def _on_theme_changed(self) -> None:
        self.update()

    # --- painting

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Initials on the availability's ground, and the connection's dot."""
        p, colour = self._theme.palette, self._theme.colour
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        face = QRectF((_SIZE - _FACE) / 2, (_SIZE - _FACE) / 2, _FACE, _FACE)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour(self._ground()))
        if self._wished is not None:
            painter.setPen(QPen(colour(p.on_rail), 1.2, Qt.PenStyle.DashLine))
        elif self.hasFocus():
            painter.setPen(QPen(colour(p.on_rail), 2))
        painter.drawEllipse(face)
        painter.setFont(self._theme.font(t.TYPE_LABEL, QFont.Weight.Bold))
        painter.setPen(colour(p.on_me))
        words = initials(self._session.agent_name)
        painter.drawText(face, Qt.AlignmentFlag.AlignCenter, words)
        self._paint_dot(
            painter, QRectF(face.right() - _DOT + 1, face.bottom() - _DOT + 1, _DOT, _DOT)
        )

    def _ground(self) -> str:
        p = self._theme.palette
        return {
            Availability.ONLINE: p.me_online,
            Availability.BUSY: p.me_busy,
            Availability.OFFLINE: p.me_away,
        }[self._availability]

    def _paint_dot(self, painter: QPainter, dot: QRectF) -> None:
        p, colour = self._theme.palette, self._theme.colour
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour(p.rail))
        painter.drawEllipse(dot.adjusted(-2, -2, 2, 2))
        freshness = connection_words(self._state, self._now()).freshness
        tint = {
            Freshness.LIVE: QColor(p.dot_live),
            Freshness.COMING: QColor(p.badge),
            Freshness.AWAY: QColor(p.dot_away),
        }[freshness]
        if freshness is Freshness.LIVE:
            painter.setBrush(tint)
            painter.drawEllipse(dot)
            return
        painter.setPen(QPen(tint, 2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawEllipse(dot.adjusted(1, 1, -1, -1))
        if freshness is Freshness.COMING:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(tint)
            painter.drawPie(dot, 90 * 16, 180 * 16)
