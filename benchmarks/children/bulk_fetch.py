# SPDX-License-Identifier: Apache-2.0
"""Makes the engine fetch the messages of many tickets as fast as it can. Main thread."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable, Iterable

from PySide6.QtCore import QObject, QTimer, Slot

from desktop_agent.bridge import Bridge
from desktop_agent.domain.events import MessagesChanged
from desktop_agent.domain.ids import TicketId
from desktop_agent.domain.requests import OpenTicket

IN_FLIGHT = 64
"""More than the line has connections, so that it never waits for this thread."""
SILENCE_MS = 3000
"""A ticket whose messages are here already says nothing; after so long a wait it counts as done."""


class BulkFetch(QObject):
    """Asks by the window's own request, `OpenTicket`: a ticket's messages come first then."""

    def __init__(
        self, bridge: Bridge, ids: Iterable[TicketId], done: Callable[[float], None]
    ) -> None:
        """`done` gets the seconds from the first request to the last event."""
        super().__init__()
        self._bridge = bridge
        self._left = deque(ids)
        self._waiting: set[TicketId] = set()
        self._done = done
        self._silence = QTimer(self)
        self._silence.setSingleShot(True)
        self._silence.setInterval(SILENCE_MS)
        self._silence.timeout.connect(self._finish)
        self._began_s = self._last_s = 0.0
        bridge.happened.connect(self._on_happened)

    def start(self) -> None:
        """Begin."""
        self._began_s = self._last_s = time.perf_counter()
        self._ask_more()

    def _ask_more(self) -> None:
        while self._left and len(self._waiting) < IN_FLIGHT:
            ticket_id = self._left.popleft()
            self._waiting.add(ticket_id)
            self._bridge.submit(OpenTicket(ticket_id))
        self._silence.start()

    @Slot(object)
    def _on_happened(self, event: object) -> None:
        if not isinstance(event, MessagesChanged) or event.ticket_id not in self._waiting:
            return
        self._waiting.discard(event.ticket_id)
        self._last_s = time.perf_counter()
        if self._waiting or self._left:
            self._ask_more()
        else:
            # What the events changed has been painted by the next turn.
            self._silence.stop()
            QTimer.singleShot(0, self._finish)

    @Slot()
    def _finish(self) -> None:
        self._bridge.happened.disconnect(self._on_happened)
        if not self._waiting:
            self._last_s = time.perf_counter()
        self._bridge.submit(OpenTicket(None))
        self._done(self._last_s - self._began_s)
