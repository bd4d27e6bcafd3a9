# SPDX-License-Identifier: Apache-2.0
"""Keyboard and mouse of the tour: only events, as a person's devices send them.

Must not call a slot, set a text or move a selection by itself.
"""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEvent, QModelIndex, QPoint, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractItemView, QApplication, QMenu, QWidget

from desktop_agent.tour.waiting import TourFailure, wait_for

_NO_MODIFIER = Qt.KeyboardModifier.NoModifier


class Hands:
    """What a person does with mouse and keyboard. Main thread."""

    def click(self, widget: QWidget, at: QPoint | None = None) -> None:
        """Left click on the middle of a widget, or on a point of it."""
        wait_for(
            lambda: widget.isVisible() and widget.isEnabled(),
            f"{widget.objectName() or type(widget).__name__} can be clicked",
        )
        QTest.mouseClick(
            widget, Qt.MouseButton.LeftButton, _NO_MODIFIER, at or widget.rect().center()
        )

    def click_row(self, view: QAbstractItemView, index: QModelIndex) -> None:
        """Left click on a row that is in sight."""
        place = view.visualRect(index)
        if not view.viewport().rect().intersects(place):
            raise TourFailure("the row to click is out of sight")
        self.click(view.viewport(), place.center())

    def press(
        self, key: Qt.Key, modifiers: Qt.KeyboardModifier = _NO_MODIFIER, on: QWidget | None = None
    ) -> None:
        """Press and release a key where the focus is."""
        QTest.keyClick(on or self._focus(), key, modifiers)

    def type(self, text: str) -> None:
        """Type a text where the focus is, letters of any script included."""
        for letter in text:
            target = self._focus()
            for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                event = QKeyEvent(kind, _key_of(letter), _NO_MODIFIER, letter)
                QCoreApplication.sendEvent(target, event)

    def choose(self, text: str) -> None:
        """Click the entry of the open menu that contains a text."""
        menu = wait_for(_open_menu, "an open menu")
        for action in menu.actions():
            if text in action.text().replace("&", ""):
                self.click(menu, menu.actionGeometry(action).center())
                return
        raise TourFailure("the open menu lacks the wanted entry")

    def _focus(self) -> QWidget:
        widget = QApplication.focusWidget() or QApplication.activeWindow()
        if widget is None:
            raise TourFailure("nothing has the keyboard focus")
        return widget


def _open_menu() -> QMenu | None:
    popup = QApplication.activePopupWidget()
    return popup if isinstance(popup, QMenu) else None


def _key_of(letter: str) -> int:
    """Qt's key code: capital letters for letters, the character itself otherwise."""
    code = ord(letter.upper()) if len(letter.upper()) == 1 else ord(letter)
    return code if code < 0x100 else int(Qt.Key.Key_unknown)
