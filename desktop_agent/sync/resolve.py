# SPDX-License-Identifier: Apache-2.0
"""Finds out whether an `unknown` row took effect (architecture §7, chatwoot §3.7).

Must not resend before the settling time, and never more than once without asking the author.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from desktop_agent.domain.clock import Clock
from desktop_agent.domain.ids import CommandId, MessageId
from desktop_agent.domain.messages import Message
from desktop_agent.domain.outbox import HeldReason, OutboxRow, OutboxState
from desktop_agent.domain.rules import ServiceRules
from desktop_agent.provider.port import Evidence, Provider, TicketGone
from desktop_agent.sync.apply import Applier
from desktop_agent.sync.outbox_book import OutboxBook
from desktop_agent.sync.ports import Stores

log = logging.getLogger(__name__)

MAX_ATTEMPTS = 2
"""Requests that may leave without proof before the author must decide."""

LOOKS_S = (1.0, 3.0, 8.0, 20.0)
"""Seconds after the request left at which evidence is looked for, besides the settling time."""


class Resolver:
    """Looks for evidence of ambiguous commands. Engine thread only."""

    def __init__(
        self,
        *,
        provider: Provider,
        stores: Stores,
        book: OutboxBook,
        applier: Applier,
        clock: Clock,
        rules: ServiceRules,
    ) -> None:
        self._provider = provider
        self._stores = stores
        self._book = book
        self._applier = applier
        self._clock = clock
        self._rules = rules
        self._watched_since_s: dict[tuple[CommandId, int], float] = {}

    async def look(self, row: OutboxRow) -> datetime | None:
        """Look once; returns when to look again, None when the row moved on.

        Raises `EnvironmentProblem` when the server could not be asked: the row stays `unknown`.
        """
        asked_at = self._clock.now()
        known = await self._stores.cache(lambda repos: repos.message_with_ref(row.command.id))
        if known is not None:
            await self._confirm(row, known.id)
            return None
        try:
            evidence = await self._provider.find(row.command, row.anchor_id)
        except TicketGone as gone:
            await self._applier.gone([row.command.ticket_id], is_deleted=gone.is_deleted)
            await self._hold(row, HeldReason.TICKET_GONE)
            return None
        if evidence is not None:
            await self._accept(row, evidence)
            return None
        return await self._absent(row, asked_at)

    async def take_evidence(self, messages: Sequence[Message]) -> None:
        """Messages that carry references have come: confirm what they prove, flag copies."""
        for message in messages:
            rows = {row.command.id: row for row in self._book.rows(message.ticket_id)}
            row = None if message.ref is None else rows.get(message.ref)
            if row is not None and _is_open_to_evidence(row):
                await self._confirm(row, message.id)
        results = await self._book.results([m.ref for m in messages if m.ref is not None])
        for message in messages:
            result_id = None if message.ref is None else results.get(message.ref)
            if message.ref is not None and result_id not in (None, message.id):
                await self._book.flag_copies(message.ref, message.ticket_id, 2)

    async def _absent(self, row: OutboxRow, asked_at: datetime) -> datetime | None:
        settles_in_s = self._settles_in_s(row, asked_at)
        if settles_in_s > 0 and not self._provider.capabilities.has_idempotent_commands:
            age_s = self._rules.settle_s - settles_in_s
            next_look_s = min((at for at in LOOKS_S if at > age_s), default=age_s + settles_in_s)
            return asked_at + timedelta(seconds=min(next_look_s - age_s, settles_in_s))
        if row.attempts < MAX_ATTEMPTS:
            log.info("row %s shows no effect, sent again", row.command.id)
            await self._book.move(
                replace(row, state=OutboxState.QUEUED, next_attempt_at=None, facts={}),
                was=(OutboxState.UNKNOWN,),
                detail="resend",
            )
        else:
            await self._hold(row, HeldReason.MAY_HAVE_BEEN_SENT)
        return None

    def _settles_in_s(self, row: OutboxRow, asked_at: datetime) -> float:
        """Seconds until a request can no longer take effect, by both clocks.

        What was asked before that proves nothing about the time after. The wall clock alone may
        have been set; time before a restart is therefore not counted.
        """
        now_s = self._clock.monotonic()
        since_s = self._watched_since_s.setdefault((row.command.id, row.attempts), now_s)
        by_wall_s = (asked_at - (row.last_sent_at or asked_at)).total_seconds()
        return self._rules.settle_s - min(now_s - since_s, by_wall_s)

    async def _accept(self, row: OutboxRow, evidence: Evidence) -> None:
        tickets = [] if evidence.ticket is None else [evidence.ticket]
        messages = [] if evidence.message is None else [evidence.message]
        if tickets or messages:
            await self._applier.live(tickets, messages)
        await self._confirm(row, None if evidence.message is None else evidence.message.id)
        if evidence.copies > 1:
            command = row.command
            await self._book.flag_copies(command.id, command.ticket_id, evidence.copies)

    async def _confirm(self, row: OutboxRow, result_id: MessageId | None) -> None:
        confirmed = replace(
            row, state=OutboxState.CONFIRMED, result_id=result_id, held=None, facts={}
        )
        await self._book.move(
            confirmed,
            was=(OutboxState.UNKNOWN, OutboxState.HELD, OutboxState.QUEUED),
            detail="evidence",
        )

    async def _hold(self, row: OutboxRow, reason: HeldReason) -> None:
        facts = {
            "attempts": str(row.attempts),
            "looked_at": self._clock.now().isoformat(),
            **({} if row.last_sent_at is None else {"sent_at": row.last_sent_at.isoformat()}),
        }
        held = replace(row, state=OutboxState.HELD, held=reason, facts=facts)
        await self._book.move(held, was=(OutboxState.UNKNOWN,))


def _is_open_to_evidence(row: OutboxRow) -> bool:
    # A row under way is settled by its own answer, or becomes unknown and is asked about then.
    if row.state is OutboxState.QUEUED:
        return row.attempts > 0
    return row.state in (OutboxState.UNKNOWN, OutboxState.HELD)
