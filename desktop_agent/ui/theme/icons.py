# SPDX-License-Identifier: Apache-2.0
"""Loads the line icons and recolours them by token. Must not know where they are shown.

An icon is an SVG of 24 by 24 units whose strokes and fills are `currentColor`.
"""

from __future__ import annotations

from enum import StrEnum
from functools import lru_cache

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from desktop_agent.ui.resource_files import ICONS


class Icon(StrEnum):
    """Every icon by the name of its file."""

    ALERT = "alert"
    ARROW_DOWN = "arrow_down"
    CHECK = "check"
    CHECKS = "checks"
    CHEVRON_DOWN = "chevron_down"
    CLOCK = "clock"
    CLOSE = "close"
    EDIT = "edit"
    EMOJI = "emoji"
    FILE = "file"
    FLAG = "flag"
    GEAR = "gear"
    IMAGE = "image"
    INBOX = "inbox"
    INFO = "info"
    KEY = "key"
    LOCK = "lock"
    MICROPHONE = "microphone"
    OFFLINE = "offline"
    PANEL = "panel"
    PIN = "pin"
    SEARCH = "search"
    SEND = "send"
    SHIELD = "shield"
    SLASH = "slash"
    SNOOZE = "snooze"
    SORT = "sort"
    TEMPLATE = "template"
    USER = "user"
    VIDEO = "video"
    WINDOW_CLOSED = "window_closed"
    WINDOW_SOON = "window_soon"
    WINDOW_URGENT = "window_urgent"


@lru_cache(maxsize=512)
def icon_pixmap(icon: Icon, colour: str, size: int, ratio: float = 1.0) -> QPixmap:
    """The icon in `#rrggbb`, `size` logical pixels square, for a screen's pixel ratio."""
    pixels = max(1, round(size * ratio))
    pixmap = QPixmap(pixels, pixels)
    pixmap.fill(Qt.GlobalColor.transparent)
    renderer = QSvgRenderer(QByteArray(_svg(icon).replace("currentColor", colour).encode()))
    painter = QPainter(pixmap)
    renderer.render(painter, QRectF(0, 0, pixels, pixels))
    painter.end()
    pixmap.setDevicePixelRatio(ratio)
    return pixmap


@lru_cache(maxsize=128)
def icon_of(icon: Icon, colour: str, size: int = 20) -> QIcon:
    """The icon for buttons and menus, sharp at 100 and 200 %."""
    result = QIcon()
    for ratio in (1.0, 2.0):
        pixmap = icon_pixmap(icon, colour, size, ratio)
        for mode in (QIcon.Mode.Normal, QIcon.Mode.Active, QIcon.Mode.Selected):
            result.addPixmap(pixmap, mode)
    return result


def icon_size(size: int = 20) -> QSize:
    """A square of logical pixels."""
    return QSize(size, size)


@lru_cache(maxsize=len(Icon))
def _svg(icon: Icon) -> str:
    return (ICONS / f"{icon.value}.svg").read_text(encoding="utf-8")
