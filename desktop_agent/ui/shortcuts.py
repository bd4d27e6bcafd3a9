# SPDX-License-Identifier: Apache-2.0
"""Every key of the window in one enum, with its words. Binds nothing by itself.

Single letters reach a shortcut only when no text field has the focus: Qt offers a key to the
focused editor first (ShortcutOverride).
"""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from desktop_agent.ui.strings import tr


class Shortcut(Enum):
    """Keys by what they do; the first one is shown."""

    SEARCH = ("Ctrl+K",)
    NEXT = ("J",)
    PREVIOUS = ("K",)
    TAKE = ("T", "Ü")
    HAND_OVER = ("H",)
    REPLY = ("R", "A")
    NOTE = ("N",)
    SNOOZE = ("Z",)
    DONE = ("E",)
    VIEW_MINE = ("Ctrl+1",)
    VIEW_FREE = ("Ctrl+2",)
    VIEW_ALL = ("Ctrl+3",)
    VIEW_SNOOZED = ("Ctrl+4",)
    VIEW_CLOSED = ("Ctrl+5",)
    CONTEXT = ("Ctrl+I",)
    LIST = ("Ctrl+B",)
    OUTBOX = ("Ctrl+Shift+O",)
    SETTINGS = ("Ctrl+,",)
    HELP = ("?", "F1")

    @property
    def sequences(self) -> list[QKeySequence]:
        """The keys."""
        return [QKeySequence(text) for text in self.value]

    @property
    def words(self) -> str:
        """The first key as this system writes it."""
        return self.sequences[0].toString(QKeySequence.SequenceFormat.NativeText)


def shortcut_name(shortcut: Shortcut) -> str:
    """What a key does."""
    return {
        Shortcut.SEARCH: tr("Search"),
        Shortcut.NEXT: tr("Next ticket"),
        Shortcut.PREVIOUS: tr("Previous ticket"),
        Shortcut.TAKE: tr("Take the ticket"),
        Shortcut.HAND_OVER: tr("Hand over to …"),
        Shortcut.REPLY: tr("Write an answer"),
        Shortcut.NOTE: tr("Write a note"),
        Shortcut.SNOOZE: tr("Snooze"),
        Shortcut.DONE: tr("Mark as done"),
        Shortcut.VIEW_MINE: tr("My tickets"),
        Shortcut.VIEW_FREE: tr("Free tickets"),
        Shortcut.VIEW_ALL: tr("All tickets"),
        Shortcut.VIEW_SNOOZED: tr("Snoozed tickets"),
        Shortcut.VIEW_CLOSED: tr("Done tickets"),
        Shortcut.CONTEXT: tr("Show or hide the right column"),
        Shortcut.LIST: tr("Show or hide the list"),
        Shortcut.OUTBOX: tr("Outbox"),
        Shortcut.SETTINGS: tr("Settings"),
        Shortcut.HELP: tr("These keys"),
    }[shortcut]


def bind(shortcut: Shortcut, window: QWidget, call: Callable[[], object]) -> QShortcut:
    """Let a key call something while `window` is active; the window owns it."""
    keys = QShortcut(window)
    keys.setKeys(shortcut.sequences)
    keys.setContext(Qt.ShortcutContext.WindowShortcut)
    keys.activated.connect(call)
    return keys
