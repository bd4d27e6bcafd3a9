# SPDX-License-Identifier: Apache-2.0
"""Background reads: order, politeness, retries, survival."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from functools import partial

import pytest

from desktop_agent.domain.errors import EnvironmentProblem, ProblemCode, ServerRefusal
from desktop_agent.domain.events import EngineEvent
from desktop_agent.domain.ids import TicketId
from desktop_agent.sync.background import AHEAD_PAUSE_S, MAX_TRIES, BackgroundReads, Urgency
from desktop_agent.sync.trouble import TroubleDesk
from tests.conftest import AllowedLog
from tests.fakes.virtual_time import VirtualClock, VirtualLoop, run_virtually


class Bench:
    """A queue at work and what it did."""

    def __init__(self, loop: VirtualLoop) -> None:
        clock = VirtualClock(loop)
        self.is_online = True
        self.done: list[tuple[float, int]] = []
        self.refused: list[ServerRefusal] = []
        self.told: list[EngineEvent] = []
        self._loop = loop
        trouble = TroubleDesk(clock, self.told.append)
        self.queue = BackgroundReads(clock, lambda: self.is_online, self.refused.append, trouble)

    async def read(self, number: int) -> None:
        """A read that works."""
        self.done.append((self._loop.time(), number))

    def add(self, urgency: Urgency, number: int) -> None:
        """Queue such a read."""
        self.queue.add(urgency, TicketId(number), partial(self.read, number))

    def order(self) -> list[int]:
        """Which reads were done, in order."""
        return [number for _, number in self.done]


def at_work(script: Callable[[Bench], Awaitable[None]]) -> Bench:
    """Run a script beside a running queue."""
    benches: list[Bench] = []

    async def main(loop: VirtualLoop) -> None:
        bench = Bench(loop)
        benches.append(bench)
        running = asyncio.create_task(bench.queue.run())
        await script(bench)
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)

    run_virtually(main)
    return benches[0]


def test_most_useful_first_then_in_order_and_never_twice() -> None:
    async def script(bench: Bench) -> None:
        bench.add(Urgency.OTHERS, 1)
        bench.add(Urgency.CHANGED, 2)
        bench.add(Urgency.CHANGED, 3)
        bench.add(Urgency.CHANGED, 2)
        bench.add(Urgency.VERIFY, 4)
        await asyncio.sleep(5)

    assert at_work(script).order() == [4, 2, 3, 1]


def test_prefetch_is_polite_and_gives_way() -> None:
    async def script(bench: Bench) -> None:
        for number in range(3):
            bench.add(Urgency.MINE, number)
        await asyncio.sleep(AHEAD_PAUSE_S / 2)
        bench.add(Urgency.CHANGED, 9)
        await asyncio.sleep(5)

    bench = at_work(script)
    assert bench.order() == [0, 9, 1, 2]
    assert bench.done[3][0] - bench.done[2][0] >= AHEAD_PAUSE_S


def test_offline_queue_waits_and_goes_on() -> None:
    async def script(bench: Bench) -> None:
        bench.is_online = False
        bench.add(Urgency.CHANGED, 1)
        await asyncio.sleep(60)
        assert bench.done == []
        bench.is_online = True
        bench.queue.wake()
        await bench.queue.done(Urgency.CHANGED, [TicketId(1), TicketId(2)])

    assert at_work(script).order() == [1]


def test_read_that_keeps_failing_is_given_up_and_holds_nobody_up(allowed_log: AllowedLog) -> None:
    allowed_log("desktop_agent.sync.background", "given up: timed_out")
    tries = 0

    async def fail() -> None:
        nonlocal tries
        tries += 1
        raise EnvironmentProblem(ProblemCode.TIMED_OUT)

    async def script(bench: Bench) -> None:
        bench.queue.add(Urgency.VERIFY, TicketId(1), fail)
        bench.add(Urgency.CHANGED, 2)
        await bench.queue.done(Urgency.VERIFY, [TicketId(1)])
        await bench.queue.done(Urgency.CHANGED, [TicketId(2)])

    assert at_work(script).order() == [2]
    assert tries == MAX_TRIES


@pytest.mark.parametrize("error", [ServerRefusal(ProblemCode.TOKEN_REJECTED), ValueError("x")])
def test_refusals_and_bugs_are_handed_on_and_the_queue_survives(
    allowed_log: AllowedLog, error: Exception
) -> None:
    allowed_log("desktop_agent.sync.trouble")

    async def fail() -> None:
        raise error

    async def script(bench: Bench) -> None:
        bench.queue.add(Urgency.VERIFY, TicketId(1), fail)
        bench.add(Urgency.CHANGED, 2)
        await bench.queue.done(Urgency.CHANGED, [TicketId(2)])

    bench = at_work(script)
    assert bench.order() == [2]
    assert len(bench.refused) + len(bench.told) == 1
