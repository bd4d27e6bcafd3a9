# SPDX-License-Identifier: Apache-2.0
"""Sends one row: last check, commit, request, result. Must not choose which row goes next.

`sending` is committed before the request leaves, so that a crash never loses the doubt.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import replace

from desktop_agent.domain.clock import Clock
from desktop_agent.domain.commands import TO_CUSTOMER, Command, MarkRead, Note, SendFile, Typing
from desktop_agent.domain.dispatch import DispatchFacts, Hold, reason_to_hold
from desktop_agent.domain.errors import Problem, ProblemCode, ServerRefusal
from desktop_agent.domain.ids import AgentId, MessageId
from desktop_agent.domain.outbox import OutboxRow, OutboxState
from desktop_agent.domain.rules import ServiceRules
from desktop_agent.provider.port import Confirmed, MaybeDone, Outcome, Provider, Refused
from desktop_agent.sync.apply import Applier
from desktop_agent.sync.backoff import Jitter
from desktop_agent.sync.messages import MessageFetcher
from desktop_agent.sync.outbox_book import OutboxBook
from desktop_agent.sync.outcomes import SESSION_ENDS, row_after
from desktop_agent.sync.ports import CacheRepos, Stores
from desktop_agent.sync.repair import TicketReader
from desktop_agent.sync.trouble import TroubleDesk

log = logging.getLogger(__name__)

_BRINGS_MESSAGE = (*TO_CUSTOMER, Note)


class Dispatcher:
    """One attempt at one row. Engine thread only. Raises what stores and provider raise."""

    def __init__(
        self,
        *,
        provider: Provider,
        stores: Stores,
        book: OutboxBook,
        applier: Applier,
        reader: TicketReader,
        fetcher: MessageFetcher,
        clock: Clock,
        rules: ServiceRules,
        me: AgentId,
        jitter: Jitter,
        may_flush: Callable[[], bool],
        on_refusal: Callable[[ServerRefusal], None],
        trouble: TroubleDesk,
    ) -> None:
        self._provider = provider
        self._stores = stores
        self._book = book
        self._applier = applier
        self._reader = reader
        self._fetcher = fetcher
        self._clock = clock
        self._rules = rules
        self._me = me
        self._jitter = jitter
        self._may_flush = may_flush
        self._on_refusal = on_refusal
        self._trouble = trouble

    async def send(self, row: OutboxRow) -> None:
        """Check a queued row once more and send it, or hold it with the reason."""
        if isinstance(row.command.payload, TO_CUSTOMER):
            await self._fetcher.before_sending(row.command.ticket_id)
        hold = await self.check(row)
        if hold is not None:
            await self.hold(row, hold)
            return
        sending = await self.begin(row)
        if sending is None:
            return
        outcome = await self.attempt(sending.command)
        await self.finish(sending, outcome)

    async def check(self, row: OutboxRow) -> Hold | None:
        """Judge a row by what the cache shows now; an unheld ticket is read first."""
        facts = await self._facts(row)
        if facts.ticket is None and await self._reader.read(row.command.ticket_id) is not None:
            facts = await self._facts(row)
        return reason_to_hold(row, facts, self._me, self._rules, self._clock.now())

    async def hold(self, row: OutboxRow, hold: Hold) -> None:
        """Stop a queued row for its author."""
        held = replace(row, state=OutboxState.HELD, held=hold.reason, facts=hold.facts)
        await self._book.move(held, was=(OutboxState.QUEUED,))

    async def begin(self, row: OutboxRow) -> OutboxRow | None:
        """Commit that the request leaves now; None when it must not any more."""
        if not self._may_flush():
            return None
        now = self._clock.now()
        anchor_id = row.anchor_id
        if anchor_id is None:
            anchor_id = await self._stores.cache(lambda repos: _newest_id(repos, row.command))
        sending = replace(
            row,
            state=OutboxState.SENDING,
            attempts=row.attempts + 1,
            first_sent_at=row.first_sent_at or now,
            last_sent_at=now,
            anchor_id=anchor_id,
            next_attempt_at=None,
        )
        return await self._book.move(sending, was=(OutboxState.QUEUED,))

    async def attempt(self, command: Command) -> Outcome:
        """Run a command once; our own mistakes count as "may have been done"."""
        content = None
        if isinstance(command.payload, SendFile):
            blob_id = command.payload.blob_id
            content = await self._stores.work(lambda repos: repos.blob(blob_id))
            if content is None:
                return Refused(Problem(ProblemCode.ATTACHMENT_UNAVAILABLE))
        try:
            return await self._provider.execute(command, content)
        except Exception as error:
            # The port promises not to raise; whatever was sent by then may count at the server.
            return MaybeDone(self._trouble.any("execute", error))

    async def finish(self, row: OutboxRow, outcome: Outcome) -> None:
        """Store what came of an attempt: first what the server said, then the row."""
        if isinstance(outcome, Confirmed):
            await self._keep_answer(row.command, outcome)
        after = row_after(row, outcome, self._clock.now(), self._jitter)
        code = after.facts.get("code", "")
        await self._book.move(after, was=(OutboxState.SENDING,), detail=code)
        if isinstance(outcome, Refused) and outcome.problem.code in SESSION_ENDS:
            self._on_refusal(_refusal(outcome.problem))
        if isinstance(outcome, Refused) and outcome.is_gone:
            await self._reader.read(row.command.ticket_id)

    async def _keep_answer(self, command: Command, confirmed: Confirmed) -> None:
        tickets = [] if confirmed.ticket is None else [confirmed.ticket]
        messages = [] if confirmed.message is None else [confirmed.message]
        if tickets or messages:
            await self._applier.live(tickets, messages)
        is_state = not isinstance(command.payload, (*_BRINGS_MESSAGE, MarkRead, Typing))
        if is_state and confirmed.ticket is None:
            # The dotted wish must not fall back to the old state until the event arrives.
            try:
                await self._reader.read(command.ticket_id)
            except Exception as error:
                # The command is done; that its ticket could not be read is repaired by the sweep.
                self._trouble.any("read after command", error)

    async def _facts(self, row: OutboxRow) -> DispatchFacts:
        command = row.command
        is_answer = isinstance(command.payload, TO_CUSTOMER)

        def job(repos: CacheRepos) -> DispatchFacts:
            answer = None
            if is_answer:
                answer = repos.colleague_answer_after(
                    command.ticket_id, command.basis.last_message_id, self._me
                )
            return DispatchFacts(
                ticket=repos.ticket(command.ticket_id),
                guard=repos.guard_facts(command.ticket_id),
                colleague_answer=answer,
                newest=repos.newest_message(command.ticket_id),
            )

        return await self._stores.cache(job)


def _newest_id(repos: CacheRepos, command: Command) -> MessageId | None:
    newest = repos.newest_message(command.ticket_id)
    return None if newest is None else newest.id


def _refusal(problem: Problem) -> ServerRefusal:
    return ServerRefusal(problem.code, **problem.facts)
