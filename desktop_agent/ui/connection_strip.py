# SPDX-License-Identifier: Apache-2.0
"""A calm strip that appears only while the screen is not live. Decides nothing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import Qt, QTimer, Slot
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from desktop_agent.bridge import Bridge
from desktop_agent.domain.engine_state import EngineState
from desktop_agent.domain.events import EngineEvent, EngineStateChanged
from desktop_agent.domain.requests import ReconnectNow
from desktop_agent.ui.connection_words import Freshness, connection_words
from desktop_agent.ui.strings import tr
from desktop_agent.ui.theme.looks import Look, set_look

_PATIENCE_MS = 800
"""A reconnect that takes no longer than this is not worth moving anything on screen."""


class ConnectionStrip(QFrame):
    """Words, a progress when there is one, and "try now" while offline."""

    def __init__(
        self, bridge: Bridge, now: Callable[[], datetime], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._now = now
        set_look(self, Look.STRIP)
        self._words = QLabel(self)
        self._words.setTextFormat(Qt.TextFormat.PlainText)
        self._words.setWordWrap(True)
        set_look(self._words, Look.LABEL)
        self._retry = QPushButton(tr("Try now"), self)
        set_look(self._retry, Look.LINK)
        self._retry.clicked.connect(self._on_retry)
        self._progress = QProgressBar(self)
        self._progress.setTextVisible(False)
        self._progress.setRange(0, 1000)
        line = QHBoxLayout()
        line.addWidget(self._words, 1)
        line.addWidget(self._retry)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 12, 8)
        column.setSpacing(6)
        column.addLayout(line)
        column.addWidget(self._progress)
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.setInterval(_PATIENCE_MS)
        self._patience.timeout.connect(self.show)
        bridge.happened.connect(self._on_happened)
        self.hide()

    @Slot(object)
    def _on_happened(self, event: EngineEvent) -> None:
        if isinstance(event, EngineStateChanged):
            self.show_state(event.state)

    def show_state(self, state: EngineState) -> None:
        """Say how fresh the screen is; nothing while it is live."""
        words = connection_words(state, self._now())
        self._words.setText(words.short)
        self.setToolTip(words.long)
        self.setAccessibleName(f"{words.short}. {words.long}")
        self._retry.setVisible(words.can_retry)
        self._progress.setVisible(words.share is not None)
        self._progress.setValue(round(1000 * (words.share or 0)))
        if words.freshness is Freshness.LIVE:
            self._patience.stop()
            self.hide()
        elif not self.isVisible() and not self._patience.isActive():
            self._patience.start()

    @Slot()
    def _on_retry(self) -> None:
        self._bridge.submit(ReconnectNow())
