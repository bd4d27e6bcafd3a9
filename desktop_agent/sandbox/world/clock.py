# SPDX-License-Identifier: Apache-2.0
"""The sandbox's server clock and its timers; must never go backwards."""

from __future__ import annotations

import asyncio
import contextlib
import heapq
import itertools
import time
from collections.abc import Callable
from datetime import UTC, datetime


class Clock:
    """Server time in unix seconds: runs with the monotonic clock, can be moved forward."""

    def __init__(self, started_at_s: float | None = None) -> None:
        """Start at `started_at_s`, or at the machine's time."""
        self.started_at_s = time.time() if started_at_s is None else started_at_s
        self._zero_s = time.monotonic()
        self._advanced_s = 0.0

    def now(self) -> float:
        """Return the server time in unix seconds."""
        return self.started_at_s + (time.monotonic() - self._zero_s) + self._advanced_s

    def advance(self, seconds: float) -> None:
        """Move the clock forward; raises ValueError for a step backwards."""
        if seconds < 0:
            raise ValueError("the server clock only moves forward")
        self._advanced_s += seconds


class Timers:
    """Actions that run at a server time, on the event loop that runs `run`."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._heap: list[tuple[float, int, Callable[[], None]]] = []
        self._numbers = itertools.count()
        self._wake: asyncio.Event | None = None
        self._successor: Timers | None = None

    def __len__(self) -> int:
        return len(self._heap)

    def after(self, delay_s: float, action: Callable[[], None]) -> None:
        """Run `action` once, `delay_s` seconds of server time from now."""
        heapq.heappush(self._heap, (self._clock.now() + delay_s, next(self._numbers), action))
        self.poke()

    def poke(self) -> None:
        """Look at the clock again (after it was moved)."""
        if self._wake is not None:
            self._wake.set()

    def clear(self) -> None:
        """Forget everything planned."""
        self._heap.clear()

    def hand_over_to(self, successor: Timers) -> None:
        """Let the running task serve another set of timers from now on."""
        self.clear()
        self._successor = successor
        self.poke()

    def run_due(self) -> None:
        """Run what is due now, in order of due time."""
        while self._heap and self._heap[0][0] <= self._clock.now():
            _due, _number, action = heapq.heappop(self._heap)
            action()

    async def run(self) -> None:
        """Run due actions until cancelled."""
        timers = self
        while True:
            while timers._successor is not None:
                timers = timers._successor
            await timers._run_once()

    async def _run_once(self) -> None:
        if self._wake is None:
            self._wake = asyncio.Event()
        self.run_due()
        self._wake.clear()
        if self._successor is not None:
            return
        delay_s = max(0.0, self._heap[0][0] - self._clock.now()) if self._heap else None
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(delay_s):
                await self._wake.wait()


def iso_ms(at_s: float) -> str:
    """Return Rails' JSON time: ISO-8601 UTC with milliseconds and Z."""
    moment = datetime.fromtimestamp(at_s, UTC)
    return moment.strftime("%Y-%m-%dT%H:%M:%S.") + f"{moment.microsecond // 1000:03d}Z"


def iso_ms_or_none(at_s: float | None) -> str | None:
    """Return `iso_ms`, or None for a time that is not set."""
    return None if at_s is None else iso_ms(at_s)


def seconds_or_zero(at_s: float | None) -> int:
    """Return whole unix seconds; 0 stands for null in Chatwoot's REST times (chatwoot §2.2)."""
    return 0 if at_s is None else int(at_s)
