# SPDX-License-Identifier: Apache-2.0
"""Sweeps the change feed into the cache and moves the cursor. Must not read live events.

The cursor is never ahead of the data: it commits in one transaction with the last batch of its
sweep, and only after the messages of the changed tickets that hold messages have been fetched. A
crash before that sweeps the same span again. Tickets that hold no messages need no mark: their
range is empty, so opening or prefetching them fetches.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Coroutine

from desktop_agent.domain.engine_state import Signal
from desktop_agent.domain.events import TicketsChanged
from desktop_agent.domain.ids import Cursor, TicketId
from desktop_agent.domain.tickets import Ticket
from desktop_agent.provider.port import ChangePage, Provider, Stage
from desktop_agent.sync.apply import BATCH, Applier
from desktop_agent.sync.coalesce import Emitter
from desktop_agent.sync.messages import MessageFetcher
from desktop_agent.sync.ports import Stores
from desktop_agent.sync.repair import TicketReader
from desktop_agent.sync.state import StateKeeper

log = logging.getLogger(__name__)

Spawn = Callable[[Coroutine[object, object, None]], asyncio.Task[None]]


class FeedSweeper:
    """First runs and deltas. Engine thread only. Raises what provider and stores raise."""

    def __init__(
        self,
        *,
        provider: Provider,
        stores: Stores,
        applier: Applier,
        reader: TicketReader,
        fetcher: MessageFetcher,
        state: StateKeeper,
        emitter: Emitter,
        spawn: Spawn,
    ) -> None:
        self._provider = provider
        self._stores = stores
        self._applier = applier
        self._reader = reader
        self._fetcher = fetcher
        self._state = state
        self._emitter = emitter
        self._spawn = spawn
        self._position: Cursor | None = None
        self._commit: asyncio.Task[None] | None = None
        self._sweeping = asyncio.Lock()

    async def position(self) -> Cursor | None:
        """Where the next sweep starts: ahead of the stored cursor while messages are fetched."""
        if self._position is None:
            self._position = await self._stores.cache(lambda repos: repos.cursor())
        return self._position

    async def rebuild(self) -> None:
        """Empty a cache that is damaged; `work.db` is untouched and a first run follows."""
        await self._stores.drop_cache()
        self._forget()
        self._state.signal(Signal.CACHE_LOST)
        self._emitter.now(TicketsChanged(None))

    def _forget(self) -> None:
        self._position = None
        if self._commit is not None:
            self._commit.cancel()
            self._commit = None

    async def first_run(self) -> None:
        """Fetch everything; every page is stored and shown as it comes."""
        self._forget()
        fetched, expected = 0, 0
        stage: Stage | None = None
        async for page in self._provider.changes(None):
            if page.stage is not stage:
                stage = page.stage
                expected += page.expected or 0
            fetched += len(page.tickets)
            self._state.progress(fetched, max(expected, fetched) if expected else 0)
            await self._take(page)
            if page.next_cursor is not None:
                await self._finish(page.next_cursor, page.tickets, set())
        log.info("first run fetched %d tickets", fetched)

    async def sweep(self, strict: frozenset[TicketId] | None) -> int:
        """Fetch what changed since the last sweep; returns how many tickets came.

        `strict` as in `MessageFetcher.needing`: None after a gap, when live events were missed.
        """
        async with self._sweeping:
            return await self._sweep(strict)

    async def _sweep(self, strict: frozenset[TicketId] | None) -> int:
        cursor = await self.position()
        behind: set[TicketId] = set()
        fetched = 0
        async for page in self._provider.changes(cursor):
            fetched += len(page.tickets)
            await self._take(page)
            behind |= await self._fetcher.needing([t.id for t in page.tickets], strict)
            if page.next_cursor is not None:
                self._fetcher.changed(behind)
                await self._finish(page.next_cursor, page.tickets, behind)
        if fetched:
            log.info("sweep: %d tickets, messages of %d behind", fetched, len(behind))
        return fetched

    async def _take(self, page: ChangePage) -> None:
        applied = await self._applier.tickets(page.tickets, rejects=page.rejects)
        self._reader.verify(applied.unheld)

    async def _finish(
        self, cursor: Cursor, tickets: tuple[Ticket, ...], behind: set[TicketId]
    ) -> None:
        """Commit the cursor, after the messages that are behind and after earlier cursors."""
        self._position = cursor
        earlier = self._commit if self._commit is not None and not self._commit.done() else None
        last = tickets[-BATCH:]
        if earlier is None and not behind:
            await self._applier.tickets(last, cursor=cursor)
            return
        self._commit = self._spawn(self._commit_later(cursor, last, frozenset(behind), earlier))

    async def _commit_later(
        self,
        cursor: Cursor,
        last: tuple[Ticket, ...],
        behind: frozenset[TicketId],
        earlier: asyncio.Task[None] | None,
    ) -> None:
        await self._fetcher.settled(behind)
        if earlier is not None:
            await asyncio.wait([earlier])
        # The batch was stored when it came; once more is free: newer records stay.
        await self._applier.tickets(last, cursor=cursor)
