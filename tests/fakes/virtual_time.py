# SPDX-License-Identifier: Apache-2.0
"""An event loop whose time jumps to the next timer when nothing runs. Real threads are waited for.

Must not let time pass while a store job is on its thread: a test then repeats on any machine.
"""

from __future__ import annotations

import asyncio
import selectors
from collections.abc import Callable, Coroutine
from datetime import UTC, datetime, timedelta
from typing import Any, TypeVar

from desktop_agent.sync.ports import CacheRepos, Stores, WorkRepos

T = TypeVar("T")

START = datetime(2026, 11, 20, 8, 0, tzinfo=UTC)
STUCK_S = 20.0


class Stuck(RuntimeError):
    """Nothing can ever happen any more: the test waits for what will not come."""


class _JumpingSelector(selectors.DefaultSelector):
    def __init__(self) -> None:
        super().__init__()
        self.jump: Callable[[float], None] = lambda seconds: None
        self.is_busy: Callable[[], bool] = lambda: False

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        events = super().select(0)
        if events or (timeout is not None and timeout <= 0):
            return events
        if self.is_busy():
            return super().select(STUCK_S)
        if timeout is None:
            raise Stuck("no timer, no job and nothing to read")
        self.jump(timeout)
        return []


class VirtualLoop(asyncio.SelectorEventLoop):
    """`time()` starts at 0 and moves only when everything rests."""

    def __init__(self) -> None:
        self._now_s = 0.0
        self.jobs = 0
        selector = _JumpingSelector()
        super().__init__(selector)
        selector.jump = self._jump
        selector.is_busy = lambda: self.jobs > 0

    def time(self) -> float:
        return self._now_s

    def _jump(self, seconds: float) -> None:
        self._now_s += seconds


class VirtualClock:
    """`Clock` of a `VirtualLoop`; `wall_jump` makes the machine sleep or its clock be set."""

    def __init__(self, loop: VirtualLoop) -> None:
        self._loop = loop
        self._offset = timedelta(0)

    def now(self) -> datetime:
        return START + self._offset + timedelta(seconds=self._loop.time())

    def monotonic(self) -> float:
        return self._loop.time()

    async def sleep(self, seconds: float) -> None:
        await asyncio.sleep(max(seconds, 0.0))

    def wall_jump(self, seconds: float) -> None:
        """Let wall time run ahead of the monotonic clock, as during a sleep."""
        self._offset += timedelta(seconds=seconds)


class CountedStores:
    """Stores that tell the loop while a job is on the db thread."""

    def __init__(self, stores: Stores, loop: VirtualLoop) -> None:
        self._stores = stores
        self._loop = loop
        self.failure: Exception | None = None
        self.cache_failures: list[Exception] = []

    async def cache(self, job: Callable[[CacheRepos], T]) -> T:
        if self.cache_failures:
            raise self.cache_failures.pop(0)
        return await self._counted(lambda: self._stores.cache(job))

    async def work(self, job: Callable[[WorkRepos], T]) -> T:
        return await self._counted(lambda: self._stores.work(job))

    async def drop_cache(self) -> None:
        await self._counted(self._stores.drop_cache)

    async def _counted(self, start: Callable[[], Coroutine[Any, Any, T]]) -> T:
        if self.failure is not None:
            raise self.failure
        self._loop.jobs += 1
        try:
            return await start()
        finally:
            self._loop.jobs -= 1


def run_virtually(main: Callable[[VirtualLoop], Coroutine[Any, Any, T]]) -> T:
    """Run a coroutine on a fresh virtual loop to its end."""
    loop = VirtualLoop()
    with asyncio.Runner(loop_factory=lambda: loop) as runner:
        return runner.run(main(loop))
