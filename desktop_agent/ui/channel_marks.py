# SPDX-License-Identifier: Apache-2.0
"""The small coloured square that says which messenger a ticket came by. Draws, decides nothing."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QRectF, QSize, Qt, Slot
from PySide6.QtGui import QFont, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop_agent.domain.directory import ChannelKind
from desktop_agent.ui.strings import tr
from desktop_agent.ui.theme import tokens
from desktop_agent.ui.theme.theme import Theme
from desktop_agent.ui.theme.tokens import Palette

_LETTERS: Final = {
    ChannelKind.WHATSAPP: "WA",
    ChannelKind.TELEGRAM: "TG",
    ChannelKind.FACEBOOK: "FM",
    ChannelKind.INSTAGRAM: "IG",
    ChannelKind.SMS: "SMS",
    ChannelKind.WEB: "WEB",
    ChannelKind.EMAIL: "@",
    ChannelKind.API: "API",
    ChannelKind.OTHER: "···",
}

_NAMES: Final = {
    ChannelKind.WHATSAPP: "WhatsApp",
    ChannelKind.TELEGRAM: "Telegram",
    ChannelKind.FACEBOOK: "Facebook Messenger",
    ChannelKind.INSTAGRAM: "Instagram",
    ChannelKind.SMS: "SMS",
}


def channel_letters(kind: ChannelKind) -> str:
    """The mark's few letters."""
    return _LETTERS[kind]


def channel_kind_name(kind: ChannelKind) -> str:
    """The messenger's name; brand names are the same in every language."""
    if kind in _NAMES:
        return _NAMES[kind]
    if kind is ChannelKind.WEB:
        return tr("Website chat")
    if kind is ChannelKind.EMAIL:
        return tr("E-mail")
    if kind is ChannelKind.API:
        return tr("Interface")
    return tr("Other channel")


def channel_colours(palette: Palette, kind: ChannelKind) -> tuple[str, str]:
    """Ground and letters of the mark."""
    return {
        ChannelKind.WHATSAPP: palette.mark_whatsapp,
        ChannelKind.TELEGRAM: palette.mark_telegram,
        ChannelKind.FACEBOOK: palette.mark_facebook,
        ChannelKind.INSTAGRAM: palette.mark_instagram,
    }.get(kind, palette.mark_other)


def paint_mark(painter: QPainter, rect: QRectF, kind: ChannelKind, theme: Theme) -> None:
    """Draw the mark into a square; needs antialiasing switched on."""
    ground, letters = channel_colours(theme.palette, kind)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.colour(ground))
    painter.drawRoundedRect(rect, tokens.RADIUS, tokens.RADIUS)
    painter.setPen(theme.colour(letters))
    painter.setFont(theme.font(tokens.TYPE_SMALL, QFont.Weight.Bold))
    painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, _LETTERS[kind])


class ChannelMark(QWidget):
    """The mark as a widget, for headers and cards."""

    def __init__(
        self, theme: Theme, size: int = tokens.AVATAR, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._size = size
        self._kind = ChannelKind.OTHER
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self._on_theme_changed)

    def set_kind(self, kind: ChannelKind) -> None:
        """Show another messenger."""
        self._kind = kind
        self.setToolTip(channel_kind_name(kind))
        self.setAccessibleName(channel_kind_name(kind))
        self.update()

    def sizeHint(self) -> QSize:
        """The square's size."""
        return QSize(self._size, self._size)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the mark."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_mark(painter, QRectF(0, 0, self._size, self._size), self._kind, self._theme)

    @Slot()
    def _on_theme_changed(self) -> None:
        self.update()
