# SPDX-License-Identifier: Apache-2.0
"""Shows which message the reply will quote, and lets go of it."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QToolButton, QWidget

from desktop_agent.domain.ids import MessageId
from desktop_agent.domain.messages import Message
from desktop_agent.ui.conversation.elided_label import ElidedLabel
from desktop_agent.ui.conversation.phrases import quote_author
from desktop_agent.ui.conversation.safe_text import one_line
from desktop_agent.ui.strings import tr
from desktop_agent.ui.theme import tokens as t
from desktop_agent.ui.theme.icons import Icon, icon_of, icon_size
from desktop_agent.ui.theme.looks import Look, set_look
from desktop_agent.ui.theme.restyle import restyle
from desktop_agent.ui.theme.theme import Theme


class QuoteStrip(QFrame):
    """Hidden while nothing is quoted.

    Signals:
        dropped: the agent no longer wants the quote.
    """

    dropped = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._message: Message | None = None
        self._text = ElidedLabel(self)
        self._close = QToolButton(self)
        self._close.setIconSize(icon_size(14))
        set_look(self._close, Look.QUIET)
        set_look(self._text, Look.SOFT)
        self.setObjectName("quote-strip")
        row = QHBoxLayout(self)
        row.setContentsMargins(10, 0, 2, 0)
        row.addWidget(self._text, 1)
        row.addWidget(self._close)
        self._close.clicked.connect(self._on_close)
        theme.changed.connect(self._on_theme_changed)
        self._on_theme_changed()
        self.hide()

    @property
    def message_id(self) -> MessageId | None:
        """The quoted message."""
        return None if self._message is None else self._message.id

    def quote(self, message: Message | None) -> None:
        """Show a message, or nothing."""
        self._message = message
        self.setVisible(message is not None)
        if message is not None:
            self._text.set_text(
                tr("Answer to {name}: {text}").format(
                    name=quote_author(message), text=one_line(message.text, 120)
                )
            )
            self._close.setToolTip(tr("Do not quote"))
            self._close.setAccessibleName(tr("Do not quote"))

    @Slot()
    def _on_close(self) -> None:
        self.quote(None)
        self.dropped.emit()

    @Slot()
    def _on_theme_changed(self) -> None:
        p = self._theme.palette
        self._close.setIcon(icon_of(Icon.CLOSE, p.text_soft, 14))
        restyle(
            self,
            f"#quote-strip {{ background: {p.field}; border: none;"
            f" border-left: 3px solid {p.accent}; border-radius: {t.GRID}px; }}",
        )
