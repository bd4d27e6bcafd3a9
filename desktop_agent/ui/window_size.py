# SPDX-License-Identifier: Apache-2.0
"""How large the window is when nobody has sized it yet. Must not move or show a window."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QSize
from PySide6.QtGui import QGuiApplication

SMALLEST: Final = QSize(960, 640)
USUAL: Final = QSize(1360, 840)


def first_size() -> QSize:
    """The usual size, or less where the screen is smaller; never below the smallest."""
    return fitting(QGuiApplication.primaryScreen().availableSize())


def fitting(room: QSize) -> QSize:
    """The usual size within `room`, both in logical pixels."""
    return USUAL.boundedTo(room).expandedTo(SMALLEST)
