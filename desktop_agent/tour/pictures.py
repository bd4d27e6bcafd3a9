# SPDX-License-Identifier: Apache-2.0
"""Takes pictures of the window in both looks. Must not change anything but the look."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEventLoop
from PySide6.QtGui import QPainter, QPixmap
from PySide6.QtWidgets import QApplication, QWidget

from desktop_agent.ui.theme.theme import Theme, ThemeChoice


class Album:
    """Numbered PNG files in one folder. Main thread."""

    def __init__(self, folder: Path, theme: Theme) -> None:
        self._folder = folder
        self._theme = theme
        self._number = 0
        self.names: list[str] = []

    def take(self, window: QWidget, name: str) -> list[str]:
        """Save the window light and dark; returns the file names."""
        self._number += 1
        before = self._theme.choice
        saved = []
        for choice in (ThemeChoice.LIGHT, ThemeChoice.DARK):
            self._theme.choose(choice)
            QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.ExcludeUserInputEvents)
            file = f"{self._number:02d}-{name}-{choice.value}.png"
            _picture_of(window).save(str(self._folder / file))
            saved.append(file)
        self._theme.choose(before)
        self.names += saved
        return saved


def _picture_of(window: QWidget) -> QPixmap:
    """The window with a menu or popover that stands open above it."""
    picture = window.grab()
    popup = QApplication.activePopupWidget()
    if popup is not None:
        painter = QPainter(picture)
        painter.drawPixmap(popup.pos() - window.pos(), popup.grab())
        painter.end()
    return picture
