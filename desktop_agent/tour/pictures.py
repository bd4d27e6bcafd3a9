# SPDX-License-Identifier: Apache-2.0
"""Takes pictures of the window in both looks. Must not change anything but the look."""

from __future__ import annotations

import contextlib
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtGui import QPainter, QPixmap
from PySide6.QtWidgets import QApplication, QWidget

from desktop_agent.bridge import Bridge
from desktop_agent.tour.waiting import TourFailure, wait_for
from desktop_agent.ui.theme.theme import Theme, ThemeChoice

QUIET_TURNS = 4
SETTLE_LIMIT_S = 1.0


class Album:
    """Numbered PNG files in one folder. Main thread."""

    def __init__(self, folder: Path, theme: Theme, bridge: Bridge) -> None:
        """Pictures of an earlier tour in `folder` are removed."""
        self._folder = folder
        self._theme = theme
        self._bridge = bridge
        for old in folder.glob("[0-9][0-9]-*.png"):
            old.unlink()
        self._number = 0
        self.names: list[str] = []

    def take(self, window: QWidget, name: str) -> list[str]:
        """Save the window light and dark; returns the file names."""
        self._number += 1
        before = self._theme.choice
        saved = []
        for choice in (ThemeChoice.LIGHT, ThemeChoice.DARK):
            self._theme.choose(choice)
            self._settle()
            file = f"{self._number:02d}-{name}-{choice.value}.png"
            _picture_of(window).save(str(self._folder / file))
            saved.append(file)
        self._theme.choose(before)
        self.names += saved
        return saved

    def _settle(self) -> None:
        """Let answers arrive and layouts finish, so that no half-built column is taken."""
        quiet_turns = 0

        def is_quiet() -> bool:
            nonlocal quiet_turns
            QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
            quiet_turns = 0 if self._bridge.open_questions else quiet_turns + 1
            return quiet_turns >= QUIET_TURNS

        with contextlib.suppress(TourFailure):
            wait_for(is_quiet, "a quiet window", SETTLE_LIMIT_S)


def _picture_of(window: QWidget) -> QPixmap:
    """The window with a menu or popover that stands open above it."""
    picture = window.grab()
    popup = QApplication.activePopupWidget()
    if popup is not None:
        painter = QPainter(picture)
        painter.drawPixmap(popup.pos() - window.pos(), popup.grab())
        painter.end()
    return picture
