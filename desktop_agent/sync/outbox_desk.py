# SPDX-License-Identifier: Apache-2.0
"""Takes the agent's wishes about the outbox: put, cancel, approve, draft. Sends nothing.

Works with and without a connection or a session: what was written is kept either way.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from desktop_agent.domain.clock import Clock
from desktop_agent.domain.commands import TO_CUSTOMER, Command
from desktop_agent.domain.dispatch import rebased
from desktop_agent.domain.ids import CommandId
from desktop_agent.domain.outbox import OutboxRow, OutboxState
from desktop_agent.domain.requests import SaveDraft
from desktop_agent.domain.rules import ServiceRules
from desktop_agent.sync.coalesce import Emitter
from desktop_agent.sync.outbox_book import OutboxBook
from desktop_agent.sync.ports import Stores


class OutboxDesk:
    """Wishes that end in `work.db`. Engine thread only. Raises what the store raises."""

    def __init__(
        self,
        book: OutboxBook,
        stores: Stores,
        clock: Clock,
        rules: ServiceRules,
        emitter: Emitter,
    ) -> None:
        self._book = book
        self._stores = stores
        self._clock = clock
        self._rules = rules
        self._emitter = emitter

    async def put(self, command: Command) -> None:
        """Queue a command; what goes to a customer waits for the undo time first."""
        not_before_at = None
        if isinstance(command.payload, TO_CUSTOMER) and self._rules.undo_s > 0:
            not_before_at = self._clock.now() + timedelta(seconds=self._rules.undo_s)
        row = OutboxRow(
            command=command,
            state=OutboxState.QUEUED,
            not_before_at=not_before_at,
            changed_at=self._clock.now(),
        )
        await self._book.add(row)

    async def cancel(self, command_id: CommandId) -> None:
        """Take a queued, held or failed command back; too late changes nothing."""
        row = await self._book.row(command_id)
        if row is not None:
            await self._book.move(replace(row, state=OutboxState.CANCELLED))

    async def approve(self, command_id: CommandId) -> None:
        """Let a held or failed command go although it was stopped, having seen why.

        What the author was shown becomes the command's basis: a change after that stops it again.
        """
        row = await self._book.row(command_id)
        if row is None or row.state not in (OutboxState.HELD, OutboxState.FAILED):
            return
        approved = replace(
            row,
            command=replace(row.command, basis=rebased(row)),
            state=OutboxState.QUEUED,
            held=None,
            facts={},
            not_before_at=None,
            next_attempt_at=None,
            is_approved=True,
        )
        await self._book.move(approved, was=(OutboxState.HELD, OutboxState.FAILED))

    async def save_draft(self, request: SaveDraft) -> None:
        """Keep what stands in a composer."""
        at = self._clock.now()
        await self._stores.work(
            lambda repos: repos.save_draft(
                request.ticket_id, request.text, is_note=request.is_note, at=at
            )
        )
        self._emitter.outbox([request.ticket_id])
