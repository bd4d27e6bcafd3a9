# SPDX-License-Identifier: Apache-2.0
"""A message's text laid over its bubble so that parts of it can be selected. Changes nothing."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from desktop_agent.ui.strings import tr
from desktop_agent.ui.theme import tokens
from desktop_agent.ui.theme.theme import Theme


class MessageReader(QPlainTextEdit):
    """The whole text of a message, also where the bubble cuts it.

    Signals:
        closed: the agent pressed Esc or went elsewhere.
    """

    closed = Signal()

    def __init__(self, text: str, rect: QRect, theme: Theme, parent: QWidget) -> None:
        super().__init__(text, parent)
        self.setReadOnly(True)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.setFont(theme.font(tokens.TYPE_BODY))
        self.setAccessibleName(tr("Message text"))
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        lines = min(14, text.count("\n") + 1 + rect.height() // 19)
        box = rect.adjusted(-11, -8, 24, max(0, lines * 19 - rect.height()) + 10)
        self.setGeometry(box.intersected(parent.rect().adjusted(4, 4, -4, -4)))
        self.show()
        self.setFocus()
        self.selectAll()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keys of this widget; everything else as Qt does."""
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
            return
        super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Close when the focus goes elsewhere."""
        super().focusOutEvent(event)
        if event.reason() is not Qt.FocusReason.PopupFocusReason:
            self.closed.emit()
