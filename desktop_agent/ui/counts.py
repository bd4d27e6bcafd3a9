# SPDX-License-Identifier: Apache-2.0
"""Keeps the numbers of view switcher, rail and window title fresh. Shows nothing itself."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from desktop_agent.bridge import Bridge
from desktop_agent.domain.events import EngineEvent, OutboxChanged, TicketsChanged
from desktop_agent.domain.ids import AgentId
from desktop_agent.domain.queries import Counts, CountsQuery

_PAUSE_MS = 200


class CountsFeed(QObject):
    """Asks again after changes, at most five times a second.

    Signals:
        changed: `counts` are new.
    """

    changed = Signal()

    def __init__(self, bridge: Bridge, me: AgentId, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._me = me
        self.counts = Counts()
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self.ask)
        bridge.happened.connect(self._on_happened)

    @Slot()
    def ask(self) -> None:
        """Ask now."""
        self._bridge.query(CountsQuery(self._me), self._on_counts)

    def _on_counts(self, counts: Counts) -> None:
        self.counts = counts
        self.changed.emit()

    @Slot(object)
    def _on_happened(self, event: EngineEvent) -> None:
        is_change = isinstance(event, (TicketsChanged, OutboxChanged))
        if is_change and not self._pause.isActive():
            self._pause.start()
