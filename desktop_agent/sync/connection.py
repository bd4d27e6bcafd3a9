# SPDX-License-Identifier: Apache-2.0
"""Connects, catches up, stays live, backs off: the order that architecture §6 demands.

The line opens first and buffers, then the sweep runs, then the buffer is applied, then the engine
is live. Must not send commands.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from datetime import timedelta

from desktop_agent.domain.clock import Clock
from desktop_agent.domain.engine_state import Phase, Signal
from desktop_agent.domain.errors import (
    AgentError,
    EnvironmentProblem,
    Problem,
    ProblemCode,
    ServerRefusal,
)
from desktop_agent.domain.ids import TicketId
from desktop_agent.domain.rules import ServiceRules
from desktop_agent.provider.port import Provider
from desktop_agent.sync.backoff import Jitter, delay_s, retry_after_of
from desktop_agent.sync.directory import DirectoryKeeper
from desktop_agent.sync.feed import FeedSweeper
from desktop_agent.sync.live import LiveEvents, LiveLine
from desktop_agent.sync.outcomes import SESSION_ENDS
from desktop_agent.sync.ownership import OwnershipCheck
from desktop_agent.sync.state import StateKeeper
from desktop_agent.sync.trouble import TroubleDesk

log = logging.getLogger(__name__)

STEADY_S = 20.0
"""A connection that was live for so long counts as good: the next loss reconnects at once."""


class Connection:
    """The loop that keeps the cache fresh. Engine thread only; ends when the session is over."""

    def __init__(
        self,
        *,
        provider: Provider,
        resume: Callable[[], Awaitable[None]],
        feed: FeedSweeper,
        events: LiveEvents,
        directory: DirectoryKeeper,
        ownership: OwnershipCheck,
        state: StateKeeper,
        clock: Clock,
        rules: ServiceRules,
        jitter: Jitter,
        trouble: TroubleDesk,
        watched: Callable[[], Awaitable[frozenset[TicketId]]],
        on_live: Callable[[], None],
        prefetch: Callable[[], Awaitable[None]],
        on_refusal: Callable[[ServerRefusal], None],
    ) -> None:
        self._provider = provider
        self._resume = resume
        self._feed = feed
        self._events = events
        self._directory = directory
        self._ownership = ownership
        self._state = state
        self._clock = clock
        self._rules = rules
        self._jitter = jitter
        self._trouble = trouble
        self._watched = watched
        self._on_live = on_live
        self._prefetch = prefetch
        self._on_refusal = on_refusal
        self._gap = asyncio.Event()
        self._hurry = asyncio.Event()
        self._failures = 0
        self._is_over = False
        self._live_since_s: float | None = None

    def gap(self) -> None:
        """The machine slept or the network changed: sweep again before anything is sent."""
        self._gap.set()
        self._hurry.set()

    def reconnect_now(self) -> None:
        """Stop waiting in back-off."""
        self._hurry.set()

    async def run(self) -> None:
        """Connect again and again until cancelled or until the server ends the session."""
        while True:
            problem = await self._once()
            if self._is_over:
                return
            if problem is None:
                self._state.signal(Signal.GAP)
                continue
            await self._back_off(problem)

    async def _once(self) -> Problem | None:
        """One connection from start to end; returns why it ended, None for a mere gap."""
        self._gap.clear()
        self._live_since_s = None
        line = LiveLine(self._provider)
        try:
            await self._resume()
            await line.open()
            await self._catch_up(line)
            self._state.signal(Signal.CAUGHT_UP)
            self._live_since_s = self._clock.monotonic()
            self._on_live()
            await self._prefetch()
            await self._stay_live(line)
        except ServerRefusal as refusal:
            if refusal.problem.code in SESSION_ENDS:
                self._is_over = True
                self._on_refusal(refusal)
            return refusal.problem
        except EnvironmentProblem as trouble:
            if _is_cache_damaged(trouble.problem):
                return await self._rebuild(trouble.problem)
            return self._after_loss(trouble.problem)
        except Exception as error:
            # One of the loops that must survive (style §6): back off and connect again.
            return self._trouble.bug("connection", error)
        finally:
            await line.close()
        return self._after_loss(Problem(ProblemCode.CONNECTION_LOST))

    async def _rebuild(self, damage: Problem) -> Problem:
        """Replace a damaged cache; what the server has is fetched again."""
        self._trouble.problem(damage)
        try:
            await self._feed.rebuild()
        except AgentError as trouble:
            return trouble.problem
        return damage

    def _after_loss(self, problem: Problem) -> Problem | None:
        """A steady connection that ends is a gap; anything else is trouble."""
        if problem.code is ProblemCode.RATE_LIMITED:
            return problem
        since_s = self._live_since_s
        was_steady = since_s is not None and self._clock.monotonic() - since_s >= STEADY_S
        if was_steady or self._gap.is_set():
            self._failures = 0
            return None if self._state.phase is Phase.LIVE else problem
        return problem

    async def _catch_up(self, line: LiveLine) -> None:
        directory = asyncio.create_task(self._directory.refresh_if_due())
        try:
            if await self._feed.position() is None:
                if self._state.phase is Phase.CATCHING_UP:
                    self._state.signal(Signal.CACHE_LOST)
                await self._feed.first_run()
                self._state.signal(Signal.BOOTSTRAPPED)
            await self._sweep_buffered(line)
            await directory
        finally:
            directory.cancel()
            await asyncio.gather(directory, return_exceptions=True)

    async def _sweep_buffered(self, line: LiveLine) -> None:
        while True:
            line.has_overflowed = False
            await self._feed.sweep(strict=None)
            if not line.has_overflowed:
                break
        await self._events.apply(line.take())

    async def _stay_live(self, line: LiveLine) -> None:
        parts = [
            asyncio.create_task(self._apply_events(line)),
            asyncio.create_task(self._heartbeat()),
            asyncio.create_task(self._audit()),
            asyncio.create_task(self._directory.keep()),
            asyncio.create_task(line.ended()),
            asyncio.create_task(self._wait_for_gap()),
        ]
        try:
            done, _ = await asyncio.wait(parts, return_when=asyncio.FIRST_COMPLETED)
            for part in done:
                part.result()
        finally:
            for part in parts:
                part.cancel()
            await asyncio.gather(*parts, return_exceptions=True)

    async def _apply_events(self, line: LiveLine) -> None:
        while True:
            await line.arrived()
            await self._events.apply(line.take())
            if line.has_overflowed:
                line.has_overflowed = False
                await self._feed.sweep(strict=None)

    async def _heartbeat(self) -> None:
        while True:
            await self._clock.sleep(self._rules.sweep_s)
            await self._feed.sweep(strict=await self._watched())
            await self._prefetch()

    async def _audit(self) -> None:
        while True:
            await self._ownership.run_once()
            await self._clock.sleep(self._rules.ownership_s)

    async def _wait_for_gap(self) -> None:
        await self._gap.wait()

    async def _back_off(self, problem: Problem) -> None:
        self._failures += 1
        wait_s = delay_s(self._failures, self._jitter, retry_after_of(problem))
        retry_at = self._clock.now() + timedelta(seconds=wait_s)
        self._state.signal(Signal.TROUBLE, problem=problem, retry_at=retry_at)
        self._hurry.clear()
        try:
            await asyncio.wait_for(self._hurry.wait(), wait_s)
        except TimeoutError:
            pass
        else:
            self._failures = 0
        self._state.signal(Signal.RETRY)


def _is_cache_damaged(problem: Problem) -> bool:
    return problem.code is ProblemCode.DATABASE_DAMAGED and problem.facts.get("file") == "cache"
