# SPDX-License-Identifier: Apache-2.0
"""Fetches messages: of the open ticket first, then of changed ones, then ahead of need.

Must not write tickets. Whether a ticket needs a fetch follows from what is stored (its preview
against its newest held message) and, within a run, from the version that was last fetched.
"""

from __future__ import annotations

import asyncio
from collections.abc import Collection, Iterable
from functools import partial

from desktop_agent.domain.ids import AgentId, MessageId, TicketId
from desktop_agent.domain.light_dataclass import dataclass
from desktop_agent.domain.tickets import Ticket
from desktop_agent.provider.port import MessageRange, Provider, TicketGone
from desktop_agent.sync.apply import Applier
from desktop_agent.sync.background import BackgroundReads, Urgency
from desktop_agent.sync.ports import CacheRepos, HeldRange, Stores
from desktop_agent.sync.repair import TicketReader

OLDER_PAGES = 3
"""Pages fetched at once when the window scrolls into what is not held (20 messages a page)."""

PREFETCH_ROUND = 1000
"""Tickets looked at in one round; what is left has its turn with the next heartbeat."""

PREFETCH_OTHERS = 300
"""How many tickets of others get their newest messages fetched ahead of need in one session."""


@dataclass(frozen=True, slots=True)
class _Held:
    version: float
    range: HeldRange


class MessageFetcher:
    """All reads of messages. Engine thread only; at most one read a ticket at a time."""

    def __init__(
        self,
        provider: Provider,
        stores: Stores,
        applier: Applier,
        reader: TicketReader,
        background: BackgroundReads,
    ) -> None:
        self._provider = provider
        self._stores = stores
        self._applier = applier
        self._reader = reader
        self._background = background
        self._locks: dict[TicketId, asyncio.Lock] = {}
        self._fetched: dict[TicketId, float] = {}
        self._behind: set[TicketId] = set()
        self._ahead_for_others: set[TicketId] = set()

    async def newest(self, ticket_id: TicketId) -> None:
        """Fetch the newest messages and whatever lies between them and what is held.

        Raises what the provider raises for trouble; a ticket that is gone is removed.
        """
        async with self._lock(ticket_id):
            held = await self._held(ticket_id)
            if held is None:
                return
            try:
                await self._fetch_newest(ticket_id, held.range)
            except TicketGone as gone:
                await self._applier.gone([ticket_id], is_deleted=gone.is_deleted)
                return
            self._fetched[ticket_id] = max(held.version, self._fetched.get(ticket_id, 0.0))
            self._behind.discard(ticket_id)

    async def older(self, ticket_id: TicketId) -> None:
        """Fetch messages before the oldest held one. Raises like `newest`."""
        async with self._lock(ticket_id):
            for _ in range(OLDER_PAGES):
                held = await self._held(ticket_id)
                if held is None or held.range.is_first or held.range.oldest_id is None:
                    return
                oldest_id = held.range.oldest_id
                try:
                    page = await self._provider.messages(
                        ticket_id, MessageRange(before_id=oldest_id)
                    )
                except TicketGone as gone:
                    await self._applier.gone([ticket_id], is_deleted=gone.is_deleted)
                    return
                covers = page.covers_from_id
                if covers is None and page.is_first:
                    covers = MessageId(oldest_id - 1)
                await self._applier.messages(
                    ticket_id, page, covers_from_id=covers, upper_id=oldest_id
                )

    async def refresh(self, ticket_id: TicketId) -> None:
        """Fetch unless this run has fetched the ticket's record as it is. Raises like `newest`."""
        if await self._stores.cache(partial(self._needs, ticket_id, is_strict=True)):
            await self.newest(ticket_id)

    async def before_sending(self, ticket_id: TicketId) -> None:
        """Make sure that no fetch is outstanding: nobody answers without what others wrote.

        Messages that only came live prove nothing about those in between.
        """
        held = await self._stores.cache(lambda repos: repos.held_range(ticket_id))
        if held.newest_id is None or ticket_id in self._behind:
            await self.newest(ticket_id)

    async def needing(
        self, ids: Iterable[TicketId], strict: frozenset[TicketId] | None
    ) -> set[TicketId]:
        """Which of these tickets hold messages that may have fallen behind their record.

        `strict` tickets (None = all) are compared by version, which also finds changed delivery
        states; the others only by their newest message, because live events carry the rest.
        """
        asked = list(ids)

        def job(repos: CacheRepos) -> set[TicketId]:
            return {
                ticket_id
                for ticket_id in asked
                if repos.newest_message(ticket_id) is not None
                and self._needs(ticket_id, repos, is_strict=strict is None or ticket_id in strict)
            }

        return await self._stores.cache(job)

    def changed(self, ids: Collection[TicketId]) -> None:
        """Fetch messages of tickets that changed, in the background."""
        self._behind.update(ids)
        for ticket_id in ids:
            self._background.add(Urgency.CHANGED, ticket_id, partial(self.refresh, ticket_id))

    async def settled(self, ids: Iterable[TicketId]) -> None:
        """Wait until the background has fetched these tickets."""
        await self._background.done(Urgency.CHANGED, ids)

    async def prefetch(self, me: AgentId) -> None:
        """Fetch the newest messages of tickets that hold none: mine, free, then some of others."""

        def job(repos: CacheRepos) -> list[tuple[Urgency, TicketId]]:
            mine, free = repos.open_ids(me)
            lacking = [i for i in repos.ids_without_messages(PREFETCH_ROUND) if i not in mine]
            ranked = [
                *((Urgency.MINE, ticket_id) for ticket_id in sorted(mine)),
                *((Urgency.FREE, ticket_id) for ticket_id in lacking if ticket_id in free),
                *((Urgency.OTHERS, ticket_id) for ticket_id in lacking if ticket_id not in free),
            ]
            return [one for one in ranked if repos.held_range(one[1]).newest_id is None]

        for urgency, ticket_id in await self._stores.cache(job):
            if urgency is Urgency.OTHERS:
                if len(self._ahead_for_others) >= PREFETCH_OTHERS:
                    continue
                self._ahead_for_others.add(ticket_id)
            self._background.add(urgency, ticket_id, partial(self.refresh, ticket_id))

    async def _fetch_newest(self, ticket_id: TicketId, held: HeldRange) -> None:
        page = await self._provider.messages(ticket_id, MessageRange())
        covers = page.covers_from_id
        if covers is not None and held.newest_id is not None and covers > held.newest_id + 1:
            page = await self._provider.messages(ticket_id, MessageRange(after_id=held.newest_id))
            covers = MessageId(held.newest_id + 1)
        await self._applier.messages(ticket_id, page, covers_from_id=covers)

    async def _held(self, ticket_id: TicketId) -> _Held | None:
        held = await self._stores.cache(partial(_held, ticket_id))
        if held is None and await self._reader.read(ticket_id) is not None:
            held = await self._stores.cache(partial(_held, ticket_id))
        return held

    def _needs(self, ticket_id: TicketId, repos: CacheRepos, *, is_strict: bool) -> bool:
        ticket = repos.ticket(ticket_id)
        if ticket is None:
            return True
        if is_strict:
            return self._fetched.get(ticket_id, 0.0) < ticket.version
        return _is_behind(ticket, repos)

    def _lock(self, ticket_id: TicketId) -> asyncio.Lock:
        return self._locks.setdefault(ticket_id, asyncio.Lock())


def _held(ticket_id: TicketId, repos: CacheRepos) -> _Held | None:
    ticket = repos.ticket(ticket_id)
    return None if ticket is None else _Held(ticket.version, repos.held_range(ticket_id))


def _is_behind(ticket: Ticket, repos: CacheRepos) -> bool:
    if ticket.preview is None:
        return False
    newest = repos.newest_message(ticket.id)
    return newest is None or newest.id < ticket.preview.message_id
