# SPDX-License-Identifier: Apache-2.0
"""Runs ownership commands by the three-way rule with read-back (architecture §8).

Must not overwrite another person's ticket unless its author saw that person and insisted.
"""

from __future__ import annotations

import asyncio
from dataclasses import replace

from desktop_agent.domain.assignment import AssignmentVerdict, judge, same_owner, wished_owner
from desktop_agent.domain.commands import AssignTeam, Command, Release
from desktop_agent.domain.dispatch import Hold, owner_facts
from desktop_agent.domain.errors import AgentError
from desktop_agent.domain.ids import AgentId, TicketId
from desktop_agent.domain.outbox import HeldReason, OutboxRow, OutboxState
from desktop_agent.domain.rules import ServiceRules
from desktop_agent.domain.tickets import Ticket
from desktop_agent.provider.port import Confirmed, MaybeDone, Provider
from desktop_agent.sync.apply import Applier
from desktop_agent.sync.dispatcher import Dispatcher
from desktop_agent.sync.outbox_book import OutboxBook
from desktop_agent.sync.ports import Stores
from desktop_agent.sync.repair import TicketReader


class OwnershipCommands:
    """Claims, releases and assignments. Engine thread only. Raises what the provider raises."""

    def __init__(
        self,
        *,
        provider: Provider,
        stores: Stores,
        book: OutboxBook,
        reader: TicketReader,
        dispatcher: Dispatcher,
        applier: Applier,
        rules: ServiceRules,
        me: AgentId,
    ) -> None:
        self._provider = provider
        self._stores = stores
        self._book = book
        self._reader = reader
        self._dispatcher = dispatcher
        self._rules = rules
        self._me = me
        self._waiting: dict[TicketId, asyncio.Event] = {}
        applier.watch_tickets(self._on_tickets)

    async def send(self, row: OutboxRow) -> None:
        """Read the ticket, compare base, mine and theirs, write if nobody is overwritten."""
        ticket = await self._reader.read(row.command.ticket_id)
        if ticket is None:
            await self._dispatcher.hold(row, Hold(HeldReason.TICKET_GONE))
            return
        match judge(row.command, ticket.owner, self._me):
            case AssignmentVerdict.ALREADY_SO:
                confirmed = replace(row, state=OutboxState.CONFIRMED, facts={})
                await self._book.move(confirmed, was=(OutboxState.QUEUED,), detail="already_so")
            case AssignmentVerdict.CONFLICT:
                await self._dispatcher.hold(
                    row, Hold(HeldReason.CONFLICT, owner_facts(ticket.owner, ticket))
                )
            case AssignmentVerdict.WRITE:
                await self._write(row, ticket)

    async def _write(self, row: OutboxRow, before: Ticket) -> None:
        sending = await self._dispatcher.begin(row)
        if sending is None:
            return
        seen = self._waiting.setdefault(row.command.ticket_id, asyncio.Event())
        seen.clear()
        outcome = await self._dispatcher.attempt(sending.command)
        if not isinstance(outcome, Confirmed) or self._is_conditional:
            await self._dispatcher.finish(sending, outcome)
            return
        try:
            after = await self._read_back(sending.command, before, seen)
        except AgentError as trouble:
            await self._dispatcher.finish(sending, MaybeDone(trouble.problem))
            return
        finally:
            self._waiting.pop(row.command.ticket_id, None)
        await self._judge_result(sending, after)

    @property
    def _is_conditional(self) -> bool:
        return self._provider.capabilities.has_conditional_assignment

    async def _read_back(
        self, command: Command, before: Ticket, seen: asyncio.Event
    ) -> Ticket | None:
        # Both of two racing writers are told "you have it" (chatwoot §2.7): only a newer record
        # counts. An event may still show the time before the write, so it can only say yes.
        try:
            async with asyncio.timeout(self._rules.read_back_s):
                while True:
                    await seen.wait()
                    seen.clear()
                    held = await self._stores.cache(lambda repos: repos.ticket(before.id))
                    is_newer = held is not None and held.version > before.version
                    if held is not None and is_newer and is_fulfilled(command, held, self._me):
                        return held
        except TimeoutError:
            return await self._reader.read(before.id)

    async def _judge_result(self, row: OutboxRow, after: Ticket | None) -> None:
        if after is None:
            gone = replace(row, state=OutboxState.HELD, held=HeldReason.TICKET_GONE)
            await self._book.move(gone, was=(OutboxState.SENDING,))
        elif is_fulfilled(row.command, after, self._me):
            done = replace(row, state=OutboxState.CONFIRMED, facts={})
            await self._book.move(done, was=(OutboxState.SENDING,))
        else:
            lost = replace(
                row,
                state=OutboxState.HELD,
                held=HeldReason.CONFLICT,
                facts=owner_facts(after.owner, after),
            )
            await self._book.move(lost, was=(OutboxState.SENDING,))

    def _on_tickets(self, changed: frozenset[TicketId]) -> None:
        for ticket_id in changed & self._waiting.keys():
            self._waiting[ticket_id].set()


def is_fulfilled(command: Command, ticket: Ticket, me: AgentId) -> bool:
    """True when the server's record shows what an ownership command asked for."""
    payload = command.payload
    if isinstance(payload, AssignTeam):
        return ticket.team_id == payload.team_id
    if isinstance(payload, Release):
        return ticket.owner is None or not ticket.owner.is_agent(me)
    return same_owner(ticket.owner, wished_owner(command, me))
