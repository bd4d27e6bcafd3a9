# SPDX-License-Identifier: Apache-2.0
"""Reads live events, buffers them until the sweep is done, then applies them at once.

A fast path, never the truth: whatever is lost here, a sweep repairs.
"""

from __future__ import annotations

import asyncio
import logging
from collections import deque
from collections.abc import Callable, Sequence

from desktop_agent.domain.errors import EnvironmentProblem, ProblemCode
from desktop_agent.domain.events import TypingChanged
from desktop_agent.domain.ids import CustomerId, TicketId
from desktop_agent.domain.messages import Message
from desktop_agent.provider.port import (
    CustomerGone,
    DirectoryStale,
    EventRejected,
    FeedOpened,
    LiveEvent,
    MessageSeen,
    PresenceSeen,
    Provider,
    TicketSeen,
    TypingSeen,
)
from desktop_agent.sync.apply import Applier
from desktop_agent.sync.coalesce import Emitter
from desktop_agent.sync.repair import TicketReader

log = logging.getLogger(__name__)

OPEN_TIMEOUT_S = 20.0
BUFFER = 20_000
"""Events kept while a sweep runs; more are dropped and the sweep is repeated (trap 42)."""

TYPING_S = 30.0
"""A typing sign ends by itself (chatwoot §2.6)."""


class LiveLine:
    """One live connection: a reading task and its buffer. Engine thread only."""

    def __init__(self, provider: Provider) -> None:
        self._provider = provider
        self._buffer: deque[LiveEvent] = deque()
        self._opened = asyncio.Event()
        self._arrived = asyncio.Event()
        self._task: asyncio.Task[None] | None = None
        self.has_overflowed = False

    async def open(self) -> None:
        """Start reading and wait until events flow. Raises `EnvironmentProblem`."""
        self._task = asyncio.create_task(self._read())
        opened = asyncio.create_task(self._opened.wait())
        try:
            await asyncio.wait(
                {self._task, opened},
                timeout=OPEN_TIMEOUT_S,
                return_when=asyncio.FIRST_COMPLETED,
            )
        finally:
            opened.cancel()
        if self._opened.is_set():
            return
        if self._task.done():
            self._task.result()
            raise EnvironmentProblem(ProblemCode.CONNECTION_LOST)
        raise EnvironmentProblem(ProblemCode.TIMED_OUT)

    async def close(self) -> None:
        """End the connection."""
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)

    async def ended(self) -> None:
        """Wait for the end of the connection. Raises what ended it."""
        if self._task is not None:
            await asyncio.wait([self._task])
            self._task.result()

    def take(self) -> list[LiveEvent]:
        """Everything that has come, oldest first."""
        events = list(self._buffer)
        self._buffer.clear()
        self._arrived.clear()
        return events

    async def arrived(self) -> None:
        """Wait for the next event."""
        await self._arrived.wait()

    async def _read(self) -> None:
        async for event in self._provider.events():
            if isinstance(event, FeedOpened):
                self._opened.set()
                continue
            if len(self._buffer) >= BUFFER:
                self._buffer.clear()
                self.has_overflowed = True
            self._buffer.append(event)
            self._arrived.set()


class LiveEvents:
    """Applies live events in batches of what has come. Engine thread only."""

    def __init__(
        self,
        *,
        applier: Applier,
        reader: TicketReader,
        emitter: Emitter,
        on_directory_stale: Callable[[], None],
        on_customer_gone: Callable[[CustomerId], None],
        on_presence: Callable[[PresenceSeen], None],
    ) -> None:
        self._applier = applier
        self._reader = reader
        self._emitter = emitter
        self._on_directory_stale = on_directory_stale
        self._on_customer_gone = on_customer_gone
        self._on_presence = on_presence
        self._typing: dict[tuple[TicketId, str], asyncio.TimerHandle] = {}

    async def apply(self, events: Sequence[LiveEvent]) -> None:
        """Apply events in any order; versions decide what is newer."""
        tickets = [event.ticket for event in events if isinstance(event, TicketSeen)]
        messages = [event.message for event in events if isinstance(event, MessageSeen)]
        if tickets or messages:
            applied = await self._applier.live(tickets, messages)
            if applied.unheld:
                await self._introduce(applied.unheld, messages)
        for event in events:
            self._signal(event)

    async def _introduce(self, unheld: frozenset[TicketId], messages: Sequence[Message]) -> None:
        """Tickets that are not held: ask the server, then apply the messages again."""
        for ticket_id in unheld:
            if await self._reader.read(ticket_id) is None:
                continue
            own = [message for message in messages if message.ticket_id == ticket_id]
            if own:
                await self._applier.live([], own)

    def _signal(self, event: LiveEvent) -> None:
        match event:
            case TypingSeen():
                self._typing_seen(event)
            case CustomerGone(customer_id):
                self._on_customer_gone(customer_id)
            case DirectoryStale():
                self._on_directory_stale()
            case PresenceSeen():
                self._on_presence(event)
            case EventRejected(reject):
                log.warning("event rejected: %s at %s", reject.what, reject.where)
            case TicketSeen() | MessageSeen() | FeedOpened():
                pass

    def _typing_seen(self, event: TypingSeen) -> None:
        key = (event.ticket_id, event.name)
        timer = self._typing.pop(key, None)
        if timer is not None:
            timer.cancel()
        if event.is_on:
            loop = asyncio.get_running_loop()
            self._typing[key] = loop.call_later(TYPING_S, self._typing_over, event)
        self._emitter.now(
            TypingChanged(event.ticket_id, event.name, event.is_customer, event.is_on)
        )

    def _typing_over(self, event: TypingSeen) -> None:
        self._typing.pop((event.ticket_id, event.name), None)
        self._emitter.now(
            TypingChanged(event.ticket_id, event.name, event.is_customer, is_on=False)
        )
