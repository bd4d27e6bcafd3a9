# SPDX-License-Identifier: Apache-2.0
"""Runs the lanes: starts what may leave while the engine is live. Must not send anything itself.

At most one task a ticket and a few in all; a lane that fails is tried again after a pause and
never stops the others.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime

from desktop_agent.domain.assignment import same_owner
from desktop_agent.domain.clock import Clock
from desktop_agent.domain.commands import OWNERSHIP, TO_CUSTOMER, Claim
from desktop_agent.domain.dispatch import Hold, reassigned
from desktop_agent.domain.errors import EnvironmentProblem, ServerRefusal
from desktop_agent.domain.ids import AgentId, CommandId, TicketId
from desktop_agent.domain.messages import Message
from desktop_agent.domain.outbox import HeldReason, OutboxRow, OutboxState
from desktop_agent.sync.apply import Applier
from desktop_agent.sync.assignment import OwnershipCommands
from desktop_agent.sync.dispatcher import Dispatcher
from desktop_agent.sync.lanes import lane_state
from desktop_agent.sync.outbox_book import OutboxBook
from desktop_agent.sync.ports import Stores
from desktop_agent.sync.resolve import Resolver
from desktop_agent.sync.trouble import TroubleDesk

log = logging.getLogger(__name__)

MAX_TASKS = 4
FAILED_PAUSE_S = 5.0
SHORTEST_WAIT_S = 0.005


class OutboxRunner:
    """Schedules lanes, evidence and losses. Engine thread only."""

    def __init__(
        self,
        *,
        book: OutboxBook,
        stores: Stores,
        applier: Applier,
        dispatcher: Dispatcher,
        ownership: OwnershipCommands,
        resolver: Resolver,
        clock: Clock,
        me: AgentId,
        may_flush: Callable[[], bool],
        on_refusal: Callable[[ServerRefusal], None],
        trouble: TroubleDesk,
    ) -> None:
        self._book = book
        self._stores = stores
        self._dispatcher = dispatcher
        self._ownership = ownership
        self._resolver = resolver
        self._clock = clock
        self._me = me
        self._may_flush = may_flush
        self._on_refusal = on_refusal
        self._trouble = trouble
        self._busy: dict[TicketId, asyncio.Task[None]] = {}
        self._look_at: dict[CommandId, datetime] = {}
        self._paused_until_s: dict[TicketId, float] = {}
        self._lost: set[TicketId] = set()
        self._gone: set[TicketId] = set()
        self._evidence: list[Message] = []
        self._wake = asyncio.Event()
        self._is_draining = False
        applier.watch_tickets(self._on_tickets)
        applier.watch_gone(self._on_gone)
        applier.watch_refs(self._on_refs)

    def wake(self) -> None:
        """Something changed that may let a row leave."""
        self._wake.set()

    async def run(self) -> None:
        """Run the lanes until cancelled; what is under way then is cancelled too."""
        unwatch = self._book.watch(self.wake)
        try:
            while True:
                self._wake.clear()
                wait_s = await self._step()
                try:
                    await asyncio.wait_for(self._wake.wait(), wait_s)
                except TimeoutError:
                    continue
        finally:
            unwatch()
            await self._end_tasks()

    async def drained(self, timeout_s: float) -> None:
        """Start nothing more and give requests that are under way a last moment to be answered."""
        self._is_draining = True
        if self._busy:
            await asyncio.wait(list(self._busy.values()), timeout=timeout_s)

    async def _step(self) -> float | None:
        try:
            await self._take_evidence()
            await self._hold_lost()
        except Exception as error:
            # One of the loops that must survive (style §6): the lanes below do not depend on it.
            self._trouble.any("outbox", error)
        return self._start_due() if self._may_flush() and not self._is_draining else None

    def _start_due(self) -> float | None:
        """Start every lane that may go; returns seconds until the next one may."""
        now, now_s = self._clock.now(), self._clock.monotonic()
        waits: list[float] = []
        for ticket_id, rows in self._book.lanes():
            paused_s = self._paused_until_s.get(ticket_id, now_s) - now_s
            if ticket_id in self._busy or len(self._busy) >= MAX_TASKS:
                continue
            if paused_s > 0:
                waits.append(paused_s)
                continue
            lane = lane_state(ticket_id, rows, now)
            if lane.head is not None:
                self._start(ticket_id, lane.head)
                continue
            due = [self._look_at.get(r.command.id, now) for r in rows if _is_doubtful(r)]
            if due and min(due) <= now:
                self._start(ticket_id, next(r for r in rows if self._is_look_due(r, now)))
                continue
            if lane.wake_at is not None:
                due.append(lane.wake_at)
            waits.extend((at - now).total_seconds() for at in due)
        # Rounding between the clocks may leave next to nothing to wait for, again and again.
        return max(min(waits), SHORTEST_WAIT_S) if waits else None

    def _is_look_due(self, row: OutboxRow, now: datetime) -> bool:
        return _is_doubtful(row) and self._look_at.get(row.command.id, now) <= now

    def _start(self, ticket_id: TicketId, row: OutboxRow) -> None:
        self._busy[ticket_id] = asyncio.create_task(self._run_row(ticket_id, row))

    async def _run_row(self, ticket_id: TicketId, row: OutboxRow) -> None:
        try:
            await self._handle(row)
        except ServerRefusal as refusal:
            self._pause(ticket_id)
            self._on_refusal(refusal)
        except EnvironmentProblem as trouble:
            self._pause(ticket_id)
            log.warning("lane of ticket %d waits: %s", ticket_id, trouble.problem.code)
        except Exception as error:
            # One of the loops that must survive (style §6): one lane must not stop the others.
            self._pause(ticket_id)
            self._trouble.bug("lane", error)
        finally:
            self._busy.pop(ticket_id, None)
            self._wake.set()

    async def _handle(self, row: OutboxRow) -> None:
        if row.state is OutboxState.SENDING:
            # Its task ended without a verdict (for example the disk was full): now it is doubtful.
            await self._book.move(
                replace(row, state=OutboxState.UNKNOWN), was=(OutboxState.SENDING,)
            )
        elif row.state is OutboxState.UNKNOWN:
            again_at = await self._resolver.look(row)
            if again_at is None:
                self._look_at.pop(row.command.id, None)
            else:
                self._look_at[row.command.id] = again_at
        elif isinstance(row.command.payload, OWNERSHIP):
            await self._ownership.send(row)
        else:
            await self._dispatcher.send(row)

    def _pause(self, ticket_id: TicketId) -> None:
        self._paused_until_s[ticket_id] = self._clock.monotonic() + FAILED_PAUSE_S

    async def _take_evidence(self) -> None:
        messages, self._evidence = self._evidence, []
        if messages:
            await self._resolver.take_evidence(messages)

    async def _hold_lost(self) -> None:
        """Show the author at once that queued answers will not go (architecture §8)."""
        gone, self._gone = self._gone, set()
        lost, self._lost = self._lost - gone, set()
        for ticket_id in gone:
            for row in self._book.rows(ticket_id):
                if row.state is OutboxState.QUEUED:
                    await self._dispatcher.hold(row, Hold(HeldReason.TICKET_GONE))
        for ticket_id in lost:
            await self._hold_reassigned(ticket_id, self._book.rows(ticket_id))

    async def _hold_reassigned(self, ticket_id: TicketId, rows: Sequence[OutboxRow]) -> None:
        ticket = await self._stores.cache(lambda repos: repos.ticket(ticket_id))
        is_claimed = any(
            isinstance(row.command.payload, Claim) and row.state is not OutboxState.HELD
            for row in rows
        )
        if ticket is None or is_claimed:
            return
        for row in rows:
            is_queued_answer = row.state is OutboxState.QUEUED and isinstance(
                row.command.payload, TO_CUSTOMER
            )
            if not is_queued_answer or same_owner(ticket.owner, row.command.basis.owner):
                continue
            hold = reassigned(row, ticket, self._me)
            if hold is not None:
                await self._dispatcher.hold(row, hold)

    async def _end_tasks(self) -> None:
        tasks = list(self._busy.values())
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    def _on_tickets(self, changed: frozenset[TicketId]) -> None:
        self._lost |= changed & self._book.tickets()
        if self._lost:
            self._wake.set()

    def _on_gone(self, gone: frozenset[TicketId]) -> None:
        self._gone |= gone & self._book.tickets()
        if self._gone:
            self._wake.set()

    def _on_refs(self, messages: Sequence[Message]) -> None:
        self._evidence.extend(messages)
        self._wake.set()


def _is_doubtful(row: OutboxRow) -> bool:
    """Rows without a running task that need evidence: `unknown`, or left behind in `sending`."""
    return row.state in (OutboxState.UNKNOWN, OutboxState.SENDING)
