# SPDX-License-Identifier: Apache-2.0
"""Reads that can wait: one at a time, the most useful first, at a polite rate. Never in back-off.

Must not know what a job reads.
"""

from __future__ import annotations

import asyncio
import heapq
import itertools
import logging
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass, field
from enum import IntEnum

from desktop_agent.domain.clock import Clock
from desktop_agent.domain.errors import EnvironmentProblem, ProblemCode, ServerRefusal
from desktop_agent.domain.ids import TicketId
from desktop_agent.sync.trouble import TroubleDesk

log = logging.getLogger(__name__)


class Urgency(IntEnum):
    """What goes first: repairs, tickets that changed, then reads ahead of need."""

    VERIFY = 0
    CHANGED = 1
    MINE = 2
    FREE = 3
    OTHERS = 4


AHEAD = frozenset({Urgency.MINE, Urgency.FREE, Urgency.OTHERS})
AHEAD_PAUSE_S = 0.4
PAUSE_S = {Urgency.VERIFY: 0.1, Urgency.CHANGED: 0.05, **dict.fromkeys(AHEAD, AHEAD_PAUSE_S)}
"""Pause after a read of each urgency, in seconds: a whole office shares one limit (trap 43)."""

MAX_TRIES = 4
RETRY_S = 5.0

_ABOUT_THE_READ = frozenset(
    {
        ProblemCode.SERVER_ERROR,
        ProblemCode.BAD_ANSWER,
        ProblemCode.ANSWER_TOO_LARGE,
        ProblemCode.TIMED_OUT,
    }
)
"""Problems that one ticket alone can cause, such as a missing customer (chatwoot trap 35)."""

Key = tuple[Urgency, TicketId]


@dataclass(order=True, slots=True)
class _Item:
    urgency: Urgency
    number: int
    key: Key = field(compare=False)
    job: Callable[[], Awaitable[None]] = field(compare=False)
    tries: int = field(default=0, compare=False)


class BackgroundReads:
    """A queue of single reads; a key that waits already is not added twice. Engine thread only."""

    def __init__(
        self,
        clock: Clock,
        may_read: Callable[[], bool],
        on_refusal: Callable[[ServerRefusal], None],
        trouble: TroubleDesk,
    ) -> None:
        self._clock = clock
        self._may_read = may_read
        self._on_refusal = on_refusal
        self._trouble = trouble
        self._heap: list[_Item] = []
        self._waiting: dict[Key, asyncio.Event] = {}
        self._numbers = itertools.count()
        self._wake = asyncio.Event()

    def add(
        self, urgency: Urgency, ticket_id: TicketId, job: Callable[[], Awaitable[None]]
    ) -> None:
        """Queue a read."""
        key = (urgency, ticket_id)
        if key in self._waiting:
            return
        self._waiting[key] = asyncio.Event()
        heapq.heappush(self._heap, _Item(urgency, next(self._numbers), key, job))
        self._wake.set()

    async def done(self, urgency: Urgency, ids: Iterable[TicketId]) -> None:
        """Wait until reads that wait now have been done or given up."""
        for ticket_id in ids:
            waiting = self._waiting.get((urgency, ticket_id))
            if waiting is not None:
                await waiting.wait()

    def wake(self) -> None:
        """Look again whether reading is possible."""
        self._wake.set()

    async def run(self) -> None:
        """Work through the queue until cancelled."""
        while True:
            self._wake.clear()
            if not self._heap or not self._may_read():
                await self._wake.wait()
                continue
            item = heapq.heappop(self._heap)
            pause_s = await self._try(item)
            await self._pause(pause_s, item.urgency)

    async def _try(self, item: _Item) -> float:
        try:
            await item.job()
        except EnvironmentProblem as trouble:
            return self._again(item, trouble)
        except ServerRefusal as refusal:
            self._on_refusal(refusal)
            self._finish(item)
        except Exception as error:
            # One of the loops that must survive (style §6): the queue goes on with the next read.
            self._trouble.bug("background read", error)
            self._finish(item)
        else:
            self._finish(item)
        return PAUSE_S[item.urgency]

    def _again(self, item: _Item, trouble: EnvironmentProblem) -> float:
        # A line that is down says nothing about this ticket and is no reason to give it up.
        item.tries += trouble.problem.code in _ABOUT_THE_READ
        if item.tries >= MAX_TRIES:
            log.warning("read of ticket %d given up: %s", item.key[1], trouble.problem.code)
            self._finish(item)
            return PAUSE_S[item.urgency]
        heapq.heappush(self._heap, item)
        return RETRY_S

    def _finish(self, item: _Item) -> None:
        self._waiting.pop(item.key).set()

    async def _pause(self, seconds: float, urgency: Urgency) -> None:
        if urgency not in AHEAD:
            await self._clock.sleep(seconds)
            return
        # Something more useful than a read ahead does not wait for its pause.
        self._wake.clear()
        try:
            await asyncio.wait_for(self._wake.wait(), seconds)
        except TimeoutError:
            return
