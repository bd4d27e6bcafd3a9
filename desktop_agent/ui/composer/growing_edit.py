# SPDX-License-Identifier: Apache-2.0
"""The text field of the composer: grows with its text, sends by key, takes plain text only."""

from __future__ import annotations

import re
from typing import Final

from PySide6.QtCore import QMimeData, QRect, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QTextCursor
from PySide6.QtWidgets import QPlainTextEdit, QWidget

MIN_LINES: Final = 2
MAX_LINES: Final = 8
_CHROME: Final = 28
_SLASH: Final = re.compile(r"(?:^|\s)/([\w-]{0,40})$")


class GrowingEdit(QPlainTextEdit):
    """Signals:
    send_requested: the sending key was pressed.
    code_changed: what follows a "/" before the cursor, or None when there is no such word.
    key_for_popup: a navigation key while a popup is open.
    undo_send_requested: Ctrl+Z in an empty field.
    """

    send_requested = Signal()
    code_changed = Signal(object)
    key_for_popup = Signal(int)
    undo_send_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.sends_by_enter = False
        self.is_popup_open = False
        self.setTabChangesFocus(True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.document().setDocumentMargin(2)
        self.document().documentLayout().documentSizeChanged.connect(self._on_size_changed)
        self.cursorPositionChanged.connect(self._on_cursor_moved)
        self._fit()

    def cursor_rect(self) -> QRect:
        """Where the cursor stands, in this widget's coordinates."""
        return self.cursorRect().translated(self.viewport().pos())

    def code(self) -> str | None:
        """The word after "/" that ends at the cursor."""
        cursor = self.textCursor()
        if cursor.hasSelection():
            return None
        before = cursor.block().text()[: cursor.positionInBlock()]
        found = _SLASH.search(before)
        return None if found is None else found.group(1)

    def replace_code(self, text: str) -> None:
        """Put a text in place of "/" and the word after it."""
        code = self.code()
        cursor = self.textCursor()
        if code is not None:
            cursor.movePosition(
                QTextCursor.MoveOperation.Left,
                QTextCursor.MoveMode.KeepAnchor,
                len(code.encode("utf-16-le")) // 2 + 1,
            )
        cursor.insertText(text)
        self.setTextCursor(cursor)

    def focusNextPrevChild(self, is_next: bool) -> bool:
        """Tab chooses in an open popup instead of leaving the field."""
        return False if self.is_popup_open else super().focusNextPrevChild(is_next)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Send or break the line by setting; keys of an open popup go there."""
        key, modifiers = Qt.Key(event.key()), event.modifiers()
        if self.is_popup_open and key in _POPUP_KEYS:
            self.key_for_popup.emit(key.value)
            return
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            is_control = bool(modifiers & Qt.KeyboardModifier.ControlModifier)
            is_shift = bool(modifiers & Qt.KeyboardModifier.ShiftModifier)
            if is_control or (self.sends_by_enter and not is_shift):
                self.send_requested.emit()
                return
        is_undo = key is Qt.Key.Key_Z and modifiers == Qt.KeyboardModifier.ControlModifier
        if is_undo and not self.toPlainText():
            self.undo_send_requested.emit()
            return
        super().keyPressEvent(event)

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Paste as plain text, whatever was copied."""
        if source.hasText():
            self.textCursor().insertText(source.text())

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        """Text only: no files, no pictures."""
        return source.hasText() and not source.hasUrls()

    def _fit(self) -> None:
        lines = int(self.document().documentLayout().documentSize().height())
        lines = max(MIN_LINES, min(MAX_LINES, lines))
        self.setFixedHeight(lines * self.fontMetrics().lineSpacing() + _CHROME)

    @Slot()
    def _on_size_changed(self) -> None:
        self._fit()

    @Slot()
    def _on_cursor_moved(self) -> None:
        self.code_changed.emit(self.code())


_POPUP_KEYS: Final = frozenset(
    {
        Qt.Key.Key_Up,
        Qt.Key.Key_Down,
        Qt.Key.Key_Return,
        Qt.Key.Key_Enter,
        Qt.Key.Key_Tab,
        Qt.Key.Key_Escape,
    }
)
