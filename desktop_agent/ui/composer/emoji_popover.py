# SPDX-License-Identifier: Apache-2.0
"""A small choice of emoji, found by typing a word. Inserts nothing itself."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QLocale, Signal, Slot
from PySide6.QtWidgets import QGridLayout, QLabel, QLineEdit, QToolButton, QWidget

from desktop_agent.ui.composer.emoji_words import EMOJI
from desktop_agent.ui.conversation.popover import Popover
from desktop_agent.ui.strings import tr
from desktop_agent.ui.theme.looks import Look, set_look

_COLUMNS: Final = 8
_SHOWN: Final = 40


class EmojiPopover(Popover):
    """Signals:
    chosen: the emoji.
    """

    chosen = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(tr("Insert emoji"), parent)
        self.find_field = QLineEdit(self)
        self.find_field.setPlaceholderText(tr("Search, e.g. thanks"))
        self.find_field.setAccessibleName(tr("Search emoji"))
        self.add_widget(self.find_field)
        self._board = QWidget(self)
        self._board.setFixedHeight(190)
        self._grid = QGridLayout(self._board)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(2)
        self._buttons: list[QToolButton] = []
        for place in range(_SHOWN):
            button = QToolButton(self._board)
            set_look(button, Look.QUIET)
            button.setStyleSheet("font-size: 17px; padding: 3px;")
            button.clicked.connect(self._on_clicked)
            self._grid.addWidget(button, place // _COLUMNS, place % _COLUMNS)
            self._buttons.append(button)
        self._empty = QLabel(tr("No emoji for this word."), self)
        set_look(self._empty, Look.SOFT)
        self.add_widget(self._board)
        self.add_widget(self._empty)
        self.find_field.textChanged.connect(self._on_find)
        self.find_field.returnPressed.connect(self._on_entered)
        self._on_find("")

    @Slot(str)
    def _on_find(self, text: str) -> None:
        word = text.strip().casefold()
        found = [entry for entry in EMOJI if word in entry[1] or word in entry[2]]
        is_german = QLocale().language() is QLocale.Language.German
        for place, button in enumerate(self._buttons):
            button.setVisible(place < len(found))
            if place < len(found):
                emoji, english, german = found[place]
                button.setText(emoji)
                name = german if is_german else english
                button.setAccessibleName(name)
                button.setToolTip(name)
        self._empty.setVisible(not found)

    @Slot()
    def _on_entered(self) -> None:
        first = self._buttons[0]
        if first.isVisibleTo(self._board):
            self._choose(first.text())

    @Slot()
    def _on_clicked(self) -> None:
        button = self.sender()
        if isinstance(button, QToolButton):
            self._choose(button.text())

    def _choose(self, emoji: str) -> None:
        self.chosen.emit(emoji)
        self.close()
