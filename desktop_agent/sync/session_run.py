# SPDX-License-Identifier: Apache-2.0
"""Everything that runs while one agent is signed in, composed and started together.

Only wires parts; each rule lives in its part.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Coroutine
from dataclasses import replace

from desktop_agent.domain.clock import Clock
from desktop_agent.domain.commands import Command
from desktop_agent.domain.directory import Availability
from desktop_agent.domain.engine_state import EngineState
from desktop_agent.domain.errors import Problem, ServerRefusal
from desktop_agent.domain.ids import AttachmentId, CustomerId, TicketId
from desktop_agent.domain.light_dataclass import dataclass
from desktop_agent.domain.rules import ServiceRules
from desktop_agent.domain.session import Session
from desktop_agent.provider.port import PresenceSeen
from desktop_agent.sync.apply import Applier
from desktop_agent.sync.assignment import OwnershipCommands
from desktop_agent.sync.attachments import AttachmentFetcher
from desktop_agent.sync.background import BackgroundReads
from desktop_agent.sync.backoff import Jitter
from desktop_agent.sync.coalesce import Emitter
from desktop_agent.sync.connection import Connection
from desktop_agent.sync.directory import DirectoryKeeper
from desktop_agent.sync.dispatcher import Dispatcher
from desktop_agent.sync.feed import FeedSweeper
from desktop_agent.sync.gaps import watch_for_gaps
from desktop_agent.sync.housekeeping import Housekeeping
from desktop_agent.sync.live import LiveEvents
from desktop_agent.sync.messages import MessageFetcher
from desktop_agent.sync.outbox import OutboxRunner
from desktop_agent.sync.outbox_book import OutboxBook
from desktop_agent.sync.outcomes import SESSION_ENDS
from desktop_agent.sync.ownership import OwnershipCheck
from desktop_agent.sync.ports import Stores
from desktop_agent.sync.repair import TicketReader
from desktop_agent.sync.resolve import Resolver
from desktop_agent.sync.side_lane import SideLane
from desktop_agent.sync.signing import Access, SigningDesk
from desktop_agent.sync.state import StateKeeper
from desktop_agent.sync.trouble import TroubleDesk

log = logging.getLogger(__name__)

MERGE_WAIT_S = 5.0
"""A deleted customer may have been merged; the tickets' own events come within seconds."""

LAST_MOMENT_S = 2.0
"""How long a stop waits for requests that are under way."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """What the engine's parts share across sessions."""

    stores: Stores
    clock: Clock
    rules: ServiceRules
    emitter: Emitter
    state: StateKeeper
    book: OutboxBook
    trouble: TroubleDesk
    jitter: Jitter


class SessionRun:
    """The parts of one session. Engine thread only.

    `run` ends when the server ends the session, or by cancellation.
    """

    def __init__(self, access: Access, signing: SigningDesk, around: Surroundings) -> None:
        self._access = access
        self._signing = signing
        self._around = around
        self._tasks: set[asyncio.Task[None]] = set()
        self._ended: asyncio.Future[Problem] = asyncio.get_running_loop().create_future()
        provider, me = access.provider, access.session.agent_id
        stores, clock, trouble = around.stores, around.clock, around.trouble
        self._background = BackgroundReads(clock, self._may_read, self._refused, trouble)
        self._applier = Applier(stores, clock, around.emitter)
        self._reader = TicketReader(provider, self._applier, self._background)
        self._fetcher = MessageFetcher(
            provider, stores, self._applier, self._reader, self._background
        )
        self._attachments = AttachmentFetcher(provider, stores, around.emitter, clock)
        self._directory = DirectoryKeeper(provider, stores, around.emitter, clock)
        self._housekeeping = Housekeeping(stores, clock, trouble)
        self._applier.watch_rows(self._housekeeping.rows_came)
        self._side_lane = SideLane(
            provider=provider,
            applier=self._applier,
            clock=clock,
            may_flush=self._may_flush,
            trouble=trouble,
        )
        self._runner = self._make_runner()
        self._connection = self._make_connection(
            OwnershipCheck(provider, stores, self._applier, self._reader, me)
        )

    async def run(self) -> Problem:
        """Run all parts; returns why the server ended the session."""
        around = self._around
        unwatch = around.state.watch(self._on_state)
        parts = [
            asyncio.create_task(part)
            for part in (
                self._connection.run(),
                self._runner.run(),
                self._background.run(),
                self._side_lane.run(),
                self._housekeeping.fill_index(),
                self._housekeeping.keep_retention(),
                watch_for_gaps(around.clock, self._connection.gap),
                self._until_over(),
            )
        ]
        try:
            done, _ = await asyncio.wait(parts, return_when=asyncio.FIRST_COMPLETED)
            for part in done:
                part.result()
            return await self._ended
        finally:
            unwatch()
            await self._runner.drained(LAST_MOMENT_S)
            await _end([*parts, *self._tasks])

    def open_ticket(self, ticket_id: TicketId) -> None:
        """The window shows a ticket: its messages come first."""
        if self._may_read():
            self._do(self._fetcher.refresh(ticket_id))

    def fetch_older(self, ticket_id: TicketId) -> None:
        """The window reached the oldest held message."""
        if self._may_read():
            self._do(self._fetcher.older(ticket_id))

    def fetch_attachment(self, attachment_id: AttachmentId) -> None:
        """The window wants an attachment."""
        self._do(self._attachments.fetch(attachment_id))

    def set_availability(self, availability: Availability) -> None:
        """The agent says whether routing may give tickets."""
        self._do(self._set_availability(availability))

    def put_aside(self, command: Command) -> None:
        """Take a read mark or typing sign."""
        self._side_lane.put(command)

    def reconnect_now(self) -> None:
        """Stop waiting in back-off."""
        self._connection.reconnect_now()

    def _make_runner(self) -> OutboxRunner:
        around, provider = self._around, self._access.provider
        me = self._access.session.agent_id
        dispatcher = Dispatcher(
            provider=provider,
            stores=around.stores,
            book=around.book,
            applier=self._applier,
            reader=self._reader,
            fetcher=self._fetcher,
            clock=around.clock,
            rules=around.rules,
            me=me,
            jitter=around.jitter,
            may_flush=self._may_flush,
            on_refusal=self._refused,
            trouble=around.trouble,
        )
        return OutboxRunner(
            book=around.book,
            stores=around.stores,
            applier=self._applier,
            dispatcher=dispatcher,
            ownership=OwnershipCommands(
                provider=provider,
                stores=around.stores,
                book=around.book,
                reader=self._reader,
                dispatcher=dispatcher,
                applier=self._applier,
                rules=around.rules,
                me=me,
            ),
            resolver=Resolver(
                provider=provider,
                stores=around.stores,
                book=around.book,
                applier=self._applier,
                clock=around.clock,
                rules=around.rules,
            ),
            clock=around.clock,
            me=me,
            may_flush=self._may_flush,
            on_refusal=self._refused,
            trouble=around.trouble,
        )

    def _make_connection(self, ownership: OwnershipCheck) -> Connection:
        around, provider = self._around, self._access.provider
        return Connection(
            provider=provider,
            resume=self._resume,
            feed=FeedSweeper(
                provider=provider,
                stores=around.stores,
                applier=self._applier,
                reader=self._reader,
                fetcher=self._fetcher,
                state=around.state,
                emitter=around.emitter,
                spawn=self._spawn,
            ),
            events=LiveEvents(
                applier=self._applier,
                reader=self._reader,
                emitter=around.emitter,
                on_directory_stale=self._directory.mark_stale,
                on_customer_gone=self._on_customer_gone,
                on_presence=self._on_presence,
            ),
            directory=self._directory,
            ownership=ownership,
            state=around.state,
            clock=around.clock,
            rules=around.rules,
            jitter=around.jitter,
            trouble=around.trouble,
            watched=self._watched,
            on_live=self._on_live,
            prefetch=self._prefetch,
            on_refusal=self._refused,
        )

    async def _resume(self) -> None:
        session = await self._signing.resume(self._access)
        self._access = replace(self._access, session=session)

    async def _watched(self) -> frozenset[TicketId]:
        """Tickets whose messages are checked at every heartbeat."""
        me = self._access.session.agent_id
        mine, _ = await self._around.stores.cache(lambda repos: repos.open_ids(me))
        open_ticket = self._around.emitter.open_ticket
        shown = frozenset() if open_ticket is None else frozenset({open_ticket})
        return mine | shown | self._around.book.tickets()

    def _on_live(self) -> None:
        shown = self._around.emitter.open_ticket
        if shown is not None:
            self._do(self._fetcher.refresh(shown))

    async def _prefetch(self) -> None:
        await self._fetcher.prefetch(self._access.session.agent_id)

    async def _set_availability(self, availability: Availability) -> None:
        await self._access.provider.set_availability(availability)
        session: Session = replace(self._access.session, availability=availability)
        self._access = replace(self._access, session=session)
        await self._signing.keep(session)

    def _on_customer_gone(self, customer_id: CustomerId) -> None:
        self._do(self._verify_customer(customer_id))

    async def _verify_customer(self, customer_id: CustomerId) -> None:
        await self._around.clock.sleep(MERGE_WAIT_S)
        ids = await self._around.stores.cache(lambda repos: repos.ids_of_customer(customer_id))
        self._reader.verify(ids)

    def _on_presence(self, seen: PresenceSeen) -> None:
        self._do(self._directory.take_presence(seen))

    def _on_state(self, state: EngineState) -> None:
        del state
        self._runner.wake()
        self._background.wake()
        self._side_lane.wake()

    def _may_read(self) -> bool:
        return self._around.state.state.is_online

    def _may_flush(self) -> bool:
        return self._around.state.state.may_flush

    def _refused(self, refusal: ServerRefusal) -> None:
        """A part met a refusal: the session is over, or one thing was refused."""
        if refusal.problem.code not in SESSION_ENDS:
            self._around.trouble.problem(refusal.problem)
        elif not self._ended.done():
            self._ended.set_result(refusal.problem)

    async def _until_over(self) -> None:
        await asyncio.wait([self._ended])

    def _do(self, work: Coroutine[object, object, None]) -> None:
        """Start work that nobody waits for."""
        self._spawn(work)  # type: ignore[unused-awaitable]  # kept alive in _tasks until it ends

    def _spawn(self, work: Coroutine[object, object, None]) -> asyncio.Task[None]:
        task = asyncio.create_task(self._guarded(work))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return task

    async def _guarded(self, work: Coroutine[object, object, None]) -> None:
        try:
            await work
        except ServerRefusal as refusal:
            self._refused(refusal)
        except Exception as error:
            # Nobody waits for this work, so its failure is told here or nowhere.
            self._around.trouble.any("request", error)


async def _end(tasks: list[asyncio.Task[None]]) -> None:
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
