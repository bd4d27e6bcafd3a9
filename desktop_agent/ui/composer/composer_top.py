# SPDX-License-Identifier: Apache-2.0
"""The line over the text field: reply or note, to whom, and how long the window stays open."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QWidget,
)

from desktop_agent.domain.messaging_window import MessagingWindow, WindowState
from desktop_agent.ui import when
from desktop_agent.ui.conversation.elided_label import ElidedLabel
from desktop_agent.ui.strings import tr
from desktop_agent.ui.theme import tokens as t
from desktop_agent.ui.theme.icons import Icon, icon_pixmap
from desktop_agent.ui.theme.looks import Look, set_look
from desktop_agent.ui.theme.restyle import restyle
from desktop_agent.ui.theme.theme import Theme


class ComposerTop(QWidget):
    """Signals:
    mode_chosen: True for a note.
    """

    mode_chosen = Signal(bool)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._window: MessagingWindow | None = None
        self._now: datetime | None = None
        self.reply = QPushButton(self)
        self.note = QPushButton(self)
        self._group = QButtonGroup(self)
        self._to = ElidedLabel(self)
        self._pill = _WindowPill(theme, self)
        self._build()

    @property
    def is_note(self) -> bool:
        """The chosen mode."""
        return self.note.isChecked()

    @property
    def accessible_recipient(self) -> str:
        """What a screen reader says about whom the text goes to."""
        return self._to.accessibleName()

    def choose(self, *, is_note: bool) -> None:
        """Switch without telling anybody."""
        (self.note if is_note else self.reply).setChecked(True)
        self._paint()

    def show_recipient(self, text: str) -> None:
        """Whom the text goes to."""
        self._to.set_text(text)

    def show_window(self, window: MessagingWindow | None, now: datetime) -> None:
        """What is left of the messaging window; nothing where there is none."""
        self._pill.show_window(window, now)

    @Slot()
    def retranslate(self) -> None:
        """Say everything in the language in force."""
        self.reply.setText(tr("Reply"))
        self.note.setText(tr("Note"))
        self.reply.setAccessibleName(tr("Reply to the customer"))
        self.note.setAccessibleName(tr("Note for colleagues"))

    def _build(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        for button in (self.reply, self.note):
            button.setCheckable(True)
            self._group.addButton(button)
            row.addWidget(button)
        self.reply.setChecked(True)
        set_look(self._to, Look.SOFT)
        row.addSpacing(12)
        row.addWidget(self._to, 1)
        row.addSpacing(8)
        row.addWidget(self._pill)
        self.reply.clicked.connect(self._on_clicked)
        self.note.clicked.connect(self._on_clicked)
        self._theme.changed.connect(self._on_theme_changed)
        self.retranslate()
        self._paint()

    def _paint(self) -> None:
        """Two buttons that look like one switch."""
        p = self._theme.palette
        ground, words = (p.note, p.on_note) if self.is_note else (p.accent_soft, p.accent_text)
        edge = p.note_border if self.is_note else p.border
        common = (
            f"QPushButton {{ background: {p.surface}; color: {p.text_soft}; font-weight: 500;"
            f" border: 1px solid {edge}; padding: 5px 12px; min-height: 16px; }}"
            f"QPushButton:checked {{ background: {ground}; color: {words}; font-weight: 600; }}"
            f"QPushButton:focus {{ border: 1px solid {p.accent}; }}"
        )
        r = t.RADIUS
        left = f"QPushButton {{ border-top-left-radius: {r}px; border-bottom-left-radius: {r}px;"
        right = f"QPushButton {{ border-top-right-radius: {r}px; border-bottom-right-radius: {r}px;"
        restyle(self.reply, common + left + " border-right: none; }")
        restyle(self.note, common + right + " border-left: none; }")

    @Slot()
    def _on_clicked(self) -> None:
        self._paint()
        self.mode_chosen.emit(self.is_note)

    @Slot()
    def _on_theme_changed(self) -> None:
        self._paint()


class _WindowPill(QLabel):
    """Icon, colour and words; hidden without a limit."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._window: MessagingWindow | None = None
        self._icon = QLabel(self)
        self._icon.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self._on_theme_changed)
        self.hide()

    def show_window(self, window: MessagingWindow | None, now: datetime) -> None:
        """Show what is left at `now`."""
        self._window = window
        has_limit = window is not None and window.state is not WindowState.UNLIMITED
        self.setVisible(has_limit)
        if window is None or not has_limit:
            return
        if window.closes_at is None:
            text = tr("Window not open yet")
        elif window.is_open:
            left = when.left_until(window.closes_at, now)
            text = tr("Window: {left}").format(left=left)
        else:
            text = tr("Window closed")
        self.setText(text)
        self.setAccessibleName(text)
        if window.closes_at is not None:
            self.setToolTip(
                tr("Free text may be sent until {time}.").format(
                    time=when.moment(window.closes_at, now)
                )
                if window.is_open
                else tr("It closed {time}. Only a template may be sent.").format(
                    time=when.moment(window.closes_at, now)
                )
            )
        self._on_theme_changed()

    @Slot()
    def _on_theme_changed(self) -> None:
        if self._window is None:
            return
        p = self._theme.palette
        looks = {
            WindowState.OPEN: (p.field, p.text_soft, Icon.WINDOW_SOON),
            WindowState.SOON: (p.warning_soft, p.warning, Icon.WINDOW_SOON),
            WindowState.URGENT: (p.danger_soft, p.danger, Icon.WINDOW_URGENT),
        }
        closed = (p.danger_soft, p.danger, Icon.WINDOW_CLOSED)
        ground, words, icon = looks.get(self._window.state, closed)
        restyle(
            self,
            f"background: {ground}; color: {words}; font-size: {t.TYPE_SMALL}px; font-weight: 500;"
            " border-radius: 9px; padding: 2px 9px 2px 21px;",
        )
        restyle(self._icon, "background: transparent; padding: 0;")
        self._icon.setPixmap(icon_pixmap(icon, words, 12, self.devicePixelRatioF()))
        self._icon.adjustSize()
        self._place_icon()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the icon in the middle of the line."""
        super().resizeEvent(event)
        self._place_icon()

    def _place_icon(self) -> None:
        self._icon.move(7, (self.height() - self._icon.height()) // 2)
