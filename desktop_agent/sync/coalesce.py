# SPDX-License-Identifier: Apache-2.0
"""Gathers changes into at most one round of events every 50 ms. Must not delay the open ticket.

A round holds at most one `TicketsChanged`, one `OutboxChanged`, one `DirectoryChanged` and one
`MessagesChanged` a ticket. The first change after a quiet time leaves in the same loop pass.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterable

from desktop_agent.domain.clock import Clock
from desktop_agent.domain.events import (
    DirectoryChanged,
    EngineEvent,
    MessagesChanged,
    OutboxChanged,
    TicketsChanged,
)
from desktop_agent.domain.ids import MessageId, TicketId
from desktop_agent.sync.ports import Listener

ROUND_S = 0.05


class Emitter:
    """Where the engine's parts say what changed. Engine thread only.

    `open_ticket` is the ticket that the window shows: its changes leave at once.
    """

    def __init__(self, listener: Listener, clock: Clock) -> None:
        self._listener = listener
        self._clock = clock
        self._tickets: set[TicketId] = set()
        self._outbox: set[TicketId] = set()
        self._messages: dict[TicketId, MessageId | None] = {}
        self._is_directory_due = False
        self._last_round_s = float("-inf")
        self._timer: asyncio.Handle | None = None
        self.open_ticket: TicketId | None = None

    def now(self, event: EngineEvent) -> None:
        """Emit an event that must not wait."""
        self._listener(event)

    def tickets(self, ids: Iterable[TicketId]) -> None:
        """Rows of these tickets changed."""
        self._tickets.update(ids)
        self._arm(is_urgent=False)

    def messages(self, ticket_id: TicketId, newest_inbound_id: MessageId | None = None) -> None:
        """Messages of a ticket changed; `newest_inbound_id` for new customer text."""
        known = self._messages.get(ticket_id)
        newest = max((i for i in (known, newest_inbound_id) if i is not None), default=None)
        self._messages[ticket_id] = newest
        self._arm(is_urgent=ticket_id == self.open_ticket)

    def outbox(self, ids: Iterable[TicketId]) -> None:
        """Outbox rows or drafts of these tickets changed."""
        changed = set(ids)
        self._outbox |= changed
        self._arm(is_urgent=self.open_ticket in changed)

    def directory(self) -> None:
        """The directory changed."""
        self._is_directory_due = True
        self._arm(is_urgent=False)

    def flush(self) -> None:
        """Emit everything gathered."""
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        events = self._take()
        if events:
            self._last_round_s = self._clock.monotonic()
        for event in events:
            self._listener(event)

    def _take(self) -> list[EngineEvent]:
        events: list[EngineEvent] = [
            MessagesChanged(ticket_id, newest) for ticket_id, newest in self._messages.items()
        ]
        if self._outbox:
            events.append(OutboxChanged(frozenset(self._outbox)))
        if self._tickets:
            events.append(TicketsChanged(frozenset(self._tickets)))
        if self._is_directory_due:
            events.insert(0, DirectoryChanged())
        self._messages, self._outbox, self._tickets = {}, set(), set()
        self._is_directory_due = False
        return events

    def _arm(self, *, is_urgent: bool) -> None:
        if is_urgent:
            self.flush()
        elif self._timer is None:
            loop = asyncio.get_running_loop()
            wait_s = self._last_round_s + ROUND_S - self._clock.monotonic()
            if wait_s <= 0:
                self._timer = loop.call_soon(self.flush)
            else:
                self._timer = loop.call_later(wait_s, self.flush)
