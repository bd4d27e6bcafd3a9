# SPDX-License-Identifier: Apache-2.0
"""Saves what stands in the composer, per ticket, soon after it changed. Never mixes tickets."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QObject, QTimer, Slot

from desktop_agent.bridge import Bridge
from desktop_agent.domain.ids import TicketId
from desktop_agent.domain.queries import DraftText
from desktop_agent.domain.requests import SaveDraft

DELAY_MS: Final = 600


class DraftKeeper(QObject):
    """One ticket at a time; changing the ticket saves the former one first. Main thread."""

    def __init__(self, bridge: Bridge, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._ticket_id: TicketId | None = None
        self._saved = DraftText()
        self._held = DraftText()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(DELAY_MS)
        self._timer.timeout.connect(self.flush)

    def begin(self, ticket_id: TicketId | None, draft: DraftText) -> None:
        """Another ticket, with what is stored for it."""
        self.flush()
        self._ticket_id = ticket_id
        self._saved = self._held = draft

    def note(self, draft: DraftText) -> None:
        """The composer's content changed."""
        self._held = draft
        self._timer.start()

    @Slot()
    def flush(self) -> None:
        """Save now what is not saved yet."""
        self._timer.stop()
        if self._ticket_id is None or self._held == self._saved:
            return
        if self._held.text or self._saved.text:
            self._bridge.submit(SaveDraft(self._ticket_id, self._held.text, self._held.is_note))
        self._saved = self._held
