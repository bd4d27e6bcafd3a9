# SPDX-License-Identifier: Apache-2.0
"""The sign-in screen: what the program is on the left, the form on the right.

Chooses nothing: the form asks the engine, the window reacts to its events.
"""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from desktop_agent.bridge import Bridge
from desktop_agent.ui.sign_in.form import SignInForm
from desktop_agent.ui.sign_in.preset import SignInPreset
from desktop_agent.ui.strings import tr
from desktop_agent.ui.theme.looks import Look, set_look
from desktop_agent.ui.theme.theme import Theme

_FORM_WIDTH = 520
_LEAST_FOR_LEAD = 860


class SignInScreen(QWidget):
    """Two halves; on a narrow window the form alone."""

    def __init__(
        self, bridge: Bridge, theme: Theme, preset: SignInPreset, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._lead = _lead(self, preset)
        self.form = SignInForm(bridge, theme, preset, self)
        right = QWidget(self)
        set_look(right, Look.SURFACE)
        right.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        column = QVBoxLayout(right)
        column.setContentsMargins(64, 32, 64, 32)
        column.addStretch(1)
        column.addWidget(self.form)
        column.addStretch(1)
        scroll = QScrollArea(self)
        scroll.setWidget(right)
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setMinimumWidth(_FORM_WIDTH)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self._lead, 1)
        row.addWidget(scroll)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave the words out where they do not fit."""
        super().resizeEvent(event)
        self._lead.setVisible(self.width() >= _LEAST_FOR_LEAD)


def _lead(parent: QWidget, preset: SignInPreset) -> QWidget:
    lead = QWidget(parent)
    set_look(lead, Look.RAIL_GROUND)
    lead.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
    # Its words wrap; they must not keep the window from being narrow.
    lead.setMinimumWidth(1)
    foot = tr("Version {version}").format(version=preset.version)
    if preset.is_managed:
        foot = tr("{version} · managed by your IT").format(version=foot)
    column = QVBoxLayout(lead)
    column.setContentsMargins(60, 64, 40, 64)
    column.setSpacing(16)
    column.addWidget(_words(lead, "Desktop Agent", Look.LEAD_NAME))
    column.addStretch(1)
    column.addWidget(_words(lead, tr("Answer chats.\nNo phone, no address book."), Look.LEAD))
    column.addWidget(
        _words(
            lead,
            tr("Messages come through your provider only\nand are kept encrypted on this device."),
            Look.LEAD_TEXT,
        )
    )
    column.addStretch(1)
    column.addWidget(_words(lead, foot, Look.LEAD_FOOT))
    return lead


def _words(parent: QWidget, text: str, look: Look) -> QLabel:
    label = QLabel(text, parent)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    set_look(label, look)
    return label
