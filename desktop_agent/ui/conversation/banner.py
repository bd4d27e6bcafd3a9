# SPDX-License-Identifier: Apache-2.0
"""The strip under the header that shows one `BannerState`. Chooses nothing."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QWidget

from desktop_agent.ui.conversation.banner_choice import BannerState
from desktop_agent.ui.theme.icons import icon_pixmap
from desktop_agent.ui.theme.looks import Look, set_look
from desktop_agent.ui.theme.restyle import restyle
from desktop_agent.ui.theme.theme import Theme


class Banner(QFrame):
    """Hidden while there is nothing to say.

    Signals:
        action_wanted: the `BannerState` whose action was chosen.
    """

    action_wanted = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._state: BannerState | None = None
        self._icon = QLabel(self)
        self._text = QLabel(self)
        self._text.setTextFormat(Qt.TextFormat.PlainText)
        self._text.setWordWrap(True)
        self.action = QPushButton(self)
        set_look(self.action, Look.LINK)
        row = QHBoxLayout(self)
        row.setContentsMargins(18, 7, 18, 7)
        row.setSpacing(7)
        row.addWidget(self._icon)
        row.addWidget(self._text, 1)
        row.addWidget(self.action)
        self.action.clicked.connect(self._on_clicked)
        theme.changed.connect(self._on_theme_changed)
        self.hide()

    @property
    def state(self) -> BannerState | None:
        """What is shown."""
        return self._state

    def show_state(self, state: BannerState | None) -> None:
        """Show another state, or nothing."""
        if state == self._state:
            return
        self._state = state
        self.setVisible(state is not None)
        if state is None:
            return
        set_look(self, Look.BANNER_FAULT if state.is_fault else Look.BANNER)
        self._text.setText(state.text)
        self.setToolTip(state.hint)
        self.setAccessibleName(f"{state.text} {state.hint}".strip())
        self.action.setText(state.action_text)
        self.action.setVisible(state.action is not None)
        self._paint()

    def _paint(self) -> None:
        if self._state is None:
            return
        p = self._theme.palette
        colour = p.danger if self._state.is_fault else p.warning
        self._icon.setPixmap(icon_pixmap(self._state.icon, colour, 16, self.devicePixelRatioF()))
        self._text.style().polish(self._text)
        restyle(self.action, f"color: {colour};")

    @Slot()
    def _on_theme_changed(self) -> None:
        self._paint()

    @Slot()
    def _on_clicked(self) -> None:
        if self._state is not None:
            self.action_wanted.emit(self._state)
