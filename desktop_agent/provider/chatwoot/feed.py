# SPDX-License-Identifier: Apache-2.0
"""The change feed: deltas, and first scans where a delta will not do (chatwoot §5.1, §5.2).

A delta reaches `OVERLAP_S` further back than the last sweep's start, by the server's own clock,
because changes become visible after the time that they carry. The cursor comes with the last page
only. Must not keep tickets.
"""

from __future__ import annotations

import logging
import math
from collections.abc import AsyncGenerator, Awaitable, Callable, Sequence
from datetime import UTC, datetime, timedelta

from desktop_agent.domain.clock import Clock
from desktop_agent.domain.errors import EnvironmentProblem, ProblemCode
from desktop_agent.domain.ids import ChannelId, Cursor
from desktop_agent.domain.tickets import Ticket
from desktop_agent.provider.chatwoot.conversations import Conversations, TicketList
from desktop_agent.provider.chatwoot.cursor import decode_cursor, encode_cursor
from desktop_agent.provider.chatwoot.first_scan import STATUS_WORDS, FirstScan
from desktop_agent.provider.chatwoot.line import Params
from desktop_agent.provider.chatwoot.server_clock import ServerClock
from desktop_agent.provider.port import ChangePage, Reject, Stage

log = logging.getLogger(__name__)

OVERLAP_S = 60
LONG_GAP_S = 2 * 3600
"""Beyond this a delta may not fit into the server's 15 s any more (chatwoot §5.1)."""
_CHUNK = 100
_ATTEMPTS = 3

_TOO_BIG = frozenset(
    {ProblemCode.SERVER_ERROR, ProblemCode.TIMED_OUT, ProblemCode.ANSWER_TOO_LARGE}
)
"""What a query that is too much for the server, or for us, ends in."""


class Feed:
    """Sweeps of the change feed. Engine thread.

    `probe` makes the server tell its time; `channel_ids` lists what a sweep may be sliced by.
    """

    def __init__(
        self,
        conversations: Conversations,
        clock: Clock,
        server_clock: ServerClock,
        *,
        probe: Callable[[], Awaitable[object]],
        channel_ids: Callable[[], Awaitable[Sequence[ChannelId]]],
        closed_horizon: timedelta,
    ) -> None:
        self._conversations = conversations
        self._clock = clock
        self._server_clock = server_clock
        self._probe = probe
        self._channel_ids = channel_ids
        self._closed_horizon = closed_horizon

    async def changes(self, cursor: Cursor | None) -> AsyncGenerator[ChangePage, None]:
        """Tickets changed since `cursor`, or all of them. Raises as the port says."""
        started_s = await self._server_now_s()
        since_s = None if cursor is None else decode_cursor(cursor)
        if since_s is not None and -OVERLAP_S <= started_s - since_s <= LONG_GAP_S:
            try:
                found = await self._delta(since_s)
            except EnvironmentProblem as error:
                if error.problem.code not in _TOO_BIG:
                    raise
                log.warning("delta failed even in slices: scanning everything")
            else:
                for page in _pages(found, encode_cursor(started_s)):
                    yield page
                return
        async for page in self._scan(since_s, started_s):
            yield page

    async def _scan(
        self, since_s: float | None, started_s: float
    ) -> AsyncGenerator[ChangePage, None]:
        scan = FirstScan(self._conversations, self._closed_since(since_s, started_s))
        async for page in scan.pages():
            yield page
        for attempt in range(_ATTEMPTS):
            delta_start_s = await self._server_now_s()
            found = await self._delta(started_s)
            started_s = delta_start_s
            for part in found:
                scan.note(part.tickets)
            for page in _pages(found, None):
                yield page
            drifted = await scan.drifted()
            if not drifted:
                break
            # Something may simply have happened between the two answers: look again first.
            log.info("counts differ after a scan, attempt %s: %s", attempt + 1, drifted)
            if attempt == 1:
                for status in drifted:
                    async for page in scan.again(status):
                        yield page
        else:
            log.warning("counts still differ; sweeps and ownership will repair what is left")
        yield ChangePage((), Stage.DELTA, next_cursor=encode_cursor(started_s), expected=0)

    def _closed_since(self, since_s: float | None, started_s: float) -> datetime:
        horizon = datetime.fromtimestamp(started_s, UTC) - self._closed_horizon
        if since_s is None or since_s > started_s:
            return horizon
        # Older closed tickets were fetched before; reaching back to the last sweep is enough.
        return max(horizon, datetime.fromtimestamp(since_s - OVERLAP_S, UTC))

    async def _delta(self, since_s: float) -> list[TicketList]:
        """All changes in one answer, or slice by slice where that is too much."""
        try:
            return [await self._within(since_s, [("status", "all")])]
        except EnvironmentProblem as error:
            if error.problem.code not in _TOO_BIG:
                raise
        log.info("delta in slices by status")
        found: list[TicketList] = []
        for word in STATUS_WORDS.values():
            found += await self._delta_of_status(since_s, word)
        return found

    async def _delta_of_status(self, since_s: float, word: str) -> list[TicketList]:
        try:
            return [await self._within(since_s, [("status", word)])]
        except EnvironmentProblem as error:
            if error.problem.code not in _TOO_BIG:
                raise
        log.info("delta in slices by channel")
        return [
            await self._within(since_s, [("status", word), ("inbox_id", int(channel_id))])
            for channel_id in await self._channel_ids()
        ]

    async def _within(self, since_s: float, params: Params) -> TicketList:
        # The server measures back from its own now: the reach grows while slices are read.
        reach_s = max(0.0, await self._server_now_s() - since_s) + OVERLAP_S
        return await self._conversations.list([*params, ("updated_within", math.ceil(reach_s))])

    async def _server_now_s(self) -> float:
        now_s = self._server_clock.now_s()
        if now_s is None:
            await self._probe()
            now_s = self._server_clock.now_s()
        return self._clock.now().timestamp() if now_s is None else now_s


def _pages(found: list[TicketList], cursor: Cursor | None) -> list[ChangePage]:
    """Pages small enough for one transaction; the last one carries the cursor."""
    tickets: list[Ticket] = [ticket for part in found for ticket in part.tickets]
    rejects: tuple[Reject, ...] = tuple(reject for part in found for reject in part.rejects)
    chunks = [tuple(tickets[at : at + _CHUNK]) for at in range(0, len(tickets), _CHUNK)] or [()]
    last = len(chunks) - 1
    return [
        ChangePage(
            chunk,
            Stage.DELTA,
            next_cursor=cursor if number == last else None,
            expected=len(tickets),
            rejects=rejects if number == last else (),
        )
        for number, chunk in enumerate(chunks)
    ]
