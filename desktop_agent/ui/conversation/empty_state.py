# SPDX-License-Identifier: Apache-2.0
"""What stands in the conversation column while no ticket is open: what to do next."""

from __future__ import annotations

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout, QWidget

from desktop_agent.ui.strings import tr
from desktop_agent.ui.theme.icons import Icon, icon_pixmap
from desktop_agent.ui.theme.looks import Look, set_look
from desktop_agent.ui.theme.theme import Theme


class EmptyState(QFrame):
    """An icon and two sentences."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._icon = QLabel(self)
        self._headline = QLabel(self)
        self._detail = QLabel(self)
        set_look(self, Look.CANVAS)
        set_look(self._headline, Look.TITLE)
        set_look(self._detail, Look.SOFT)
        self._detail.setWordWrap(True)
        # Centred, a wrapping label gets no more height than its hint: the width must be known.
        self._detail.setFixedWidth(340)
        column = QVBoxLayout(self)
        column.setSpacing(8)
        column.addStretch(1)
        for label in (self._icon, self._headline, self._detail):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            column.addWidget(label, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(1)
        theme.changed.connect(self._on_theme_changed)
        self._on_theme_changed()
        self.retranslate()

    @Slot()
    def retranslate(self) -> None:
        """Say everything in the language in force."""
        self._headline.setText(tr("No ticket open"))
        self._detail.setText(tr("Choose a ticket from the list. Free tickets wait under “Free”."))

    @Slot()
    def _on_theme_changed(self) -> None:
        colour = self._theme.palette.text_faint
        self._icon.setPixmap(icon_pixmap(Icon.INBOX, colour, 40, self.devicePixelRatioF()))
