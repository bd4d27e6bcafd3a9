# SPDX-License-Identifier: Apache-2.0
"""Read marks and typing signs: the newest of each ticket goes out, nothing blocks, nothing stays.

Held in memory only: they say nothing that a customer or colleague would miss after a restart.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable

from desktop_agent.domain.clock import Clock
from desktop_agent.domain.commands import Command, MarkRead, Typing
from desktop_agent.domain.ids import TicketId
from desktop_agent.provider.port import Confirmed, Outcome, Provider
from desktop_agent.sync.apply import Applier
from desktop_agent.sync.trouble import TroubleDesk

log = logging.getLogger(__name__)

PAUSE_S = 0.5
"""Seconds between two requests of this lane."""

MAX_TRIES = 3


class SideLane:
    """Coalesced commands beside the ticket lanes. Engine thread only."""

    def __init__(
        self,
        *,
        provider: Provider,
        applier: Applier,
        clock: Clock,
        may_flush: Callable[[], bool],
        trouble: TroubleDesk,
    ) -> None:
        self._provider = provider
        self._applier = applier
        self._clock = clock
        self._may_flush = may_flush
        self._trouble = trouble
        self._reads: dict[TicketId, tuple[Command, int]] = {}
        self._typing: dict[TicketId, Command] = {}
        self._wake = asyncio.Event()

    def put(self, command: Command) -> None:
        """Take a command; it replaces an older one of its kind and ticket."""
        if isinstance(command.payload, Typing):
            if self._may_flush() and self._provider.capabilities.has_typing:
                self._typing[command.ticket_id] = command
        elif isinstance(command.payload, MarkRead):
            self._reads[command.ticket_id] = (command, 0)
        self._wake.set()

    def wake(self) -> None:
        """Look again whether sending is possible."""
        self._wake.set()

    async def run(self) -> None:
        """Send what is there until cancelled."""
        while True:
            self._wake.clear()
            if not self._may_flush():
                self._typing.clear()
            if not self._may_flush() or not (self._typing or self._reads):
                await self._wake.wait()
                continue
            try:
                await self._send_next()
            except Exception as error:
                # One of the loops that must survive (style §6): a read mark is not worth a stop.
                self._trouble.any("side lane", error)
            await self._clock.sleep(PAUSE_S)

    async def _send_next(self) -> None:
        if self._typing:
            command = self._typing.pop(next(iter(self._typing)))
            await self._provider.execute(command)
            return
        ticket_id = next(iter(self._reads))
        command, tries = self._reads.pop(ticket_id)
        outcome: Outcome = await self._provider.execute(command)
        if isinstance(outcome, Confirmed):
            if outcome.ticket is not None:
                await self._applier.live([outcome.ticket], [])
        elif tries + 1 < MAX_TRIES and ticket_id not in self._reads:
            self._reads[ticket_id] = (command, tries + 1)
