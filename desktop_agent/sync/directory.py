# SPDX-License-Identifier: Apache-2.0
"""Keeps agents, teams, channels, labels, templates and snippets fresh. Holds no customer data."""

from __future__ import annotations

import asyncio
import logging
from dataclasses import replace

from desktop_agent.domain.clock import Clock
from desktop_agent.domain.directory import Directory
from desktop_agent.provider.port import PresenceSeen, Provider
from desktop_agent.sync.coalesce import Emitter
from desktop_agent.sync.ports import CacheRepos, Stores

log = logging.getLogger(__name__)

MAX_AGE_S = 3600.0
"""Agents and snippets change without any sign (chatwoot §5.5)."""

SHORTEST_WAIT_S = 0.01

STALE_WAIT_S = 3.0
"""The sign of a change may come before the change itself (chatwoot trap 41)."""


class DirectoryKeeper:
    """Fetches the directory when it is old or was said to be. Engine thread only."""

    def __init__(self, provider: Provider, stores: Stores, emitter: Emitter, clock: Clock) -> None:
        self._provider = provider
        self._stores = stores
        self._emitter = emitter
        self._clock = clock
        self._directory: Directory | None = None
        self._due_s = float("-inf")
        self._sooner = asyncio.Event()

    def mark_stale(self) -> None:
        """Something in it changed at the server."""
        self._due_s = min(self._due_s, self._clock.monotonic() + STALE_WAIT_S)
        self._sooner.set()

    async def keep(self) -> None:
        """Fetch whenever due, until cancelled. Raises like `refresh_if_due`."""
        while True:
            self._sooner.clear()
            await self.refresh_if_due()
            try:
                # Rounding of clocks must not leave next to nothing to wait for, again and again.
                wait_s = max(self._due_in_s(), SHORTEST_WAIT_S)
                await asyncio.wait_for(self._sooner.wait(), wait_s)
            except TimeoutError:
                continue

    async def refresh_if_due(self) -> None:
        """Fetch when due. Raises what provider and stores raise."""
        if self._due_in_s() > 0:
            return
        directory, rejects = await self._provider.directory()
        now = self._clock.now()

        def job(repos: CacheRepos) -> bool:
            for reject in rejects:
                repos.note_reject(reject.what, reject.where, reject.record_id, now)
            return repos.put_directory(directory)

        is_changed = await self._stores.cache(job)
        self._directory = directory
        self._due_s = self._clock.monotonic() + MAX_AGE_S
        if is_changed:
            self._emitter.directory()

    async def take_presence(self, seen: PresenceSeen) -> None:
        """Note who is online; the server tells only what it knows (chatwoot §4.3)."""
        known = self._directory
        if known is None:
            return
        agents = tuple(
            replace(agent, availability=seen.availability.get(agent.id, agent.availability))
            for agent in known.agents
        )
        if agents == known.agents:
            return
        self._directory = directory = replace(known, agents=agents)
        if await self._stores.cache(lambda repos: repos.put_directory(directory)):
            self._emitter.directory()

    def _due_in_s(self) -> float:
        return max(self._due_s - self._clock.monotonic(), 0.0)
