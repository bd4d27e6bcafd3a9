# SPDX-License-Identifier: Apache-2.0
"""The open outbox rows in memory and on disk, always the same. Must not decide what is sent.

Every change is committed first and mirrored after; nothing else writes outbox rows.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from dataclasses import replace

from desktop_agent.domain.clock import Clock
from desktop_agent.domain.ids import CommandId, MessageId, TicketId
from desktop_agent.domain.outbox import OPEN_STATES, OutboxRow, OutboxState, states_before
from desktop_agent.sync.coalesce import Emitter
from desktop_agent.sync.ports import Journalled, Stores, WorkRepos

log = logging.getLogger(__name__)


class OutboxBook:
    """The one writer of outbox rows. Engine thread only. Raises what the store raises."""

    def __init__(self, stores: Stores, clock: Clock, emitter: Emitter) -> None:
        self._stores = stores
        self._clock = clock
        self._emitter = emitter
        self._lanes: dict[TicketId, dict[CommandId, OutboxRow]] = {}
        self._flagged: set[CommandId] = set()
        self._watchers: list[Callable[[], None]] = []

    def watch(self, watcher: Callable[[], None]) -> Callable[[], None]:
        """Call `watcher` after every change; returns how to stop."""
        self._watchers.append(watcher)
        return lambda: self._watchers.remove(watcher)

    async def load(self) -> None:
        """Read the open rows; what a crash left in `sending` may have been sent: `unknown`."""
        now = self._clock.now()

        def job(repos: WorkRepos) -> list[OutboxRow]:
            for row in repos.open_rows():
                if row.state is OutboxState.SENDING:
                    left = replace(row, state=OutboxState.UNKNOWN, changed_at=now)
                    repos.move_row(left, was=[OutboxState.SENDING])
                    repos.journal(_line(left, "leftover", self._clock))
            return repos.open_rows()

        self._lanes.clear()
        for row in await self._stores.work(job):
            self._mirror(row)

    def lanes(self) -> list[tuple[TicketId, list[OutboxRow]]]:
        """Every ticket with open rows, each in the order of writing."""
        return [(ticket_id, list(rows.values())) for ticket_id, rows in self._lanes.items()]

    def rows(self, ticket_id: TicketId) -> list[OutboxRow]:
        """One ticket's open rows in the order of writing."""
        return list(self._lanes.get(ticket_id, {}).values())

    def tickets(self) -> frozenset[TicketId]:
        """Tickets with open rows."""
        return frozenset(self._lanes)

    async def row(self, command_id: CommandId) -> OutboxRow | None:
        """One row in any state, as stored."""
        return await self._stores.work(lambda repos: repos.row(command_id))

    async def add(self, row: OutboxRow) -> bool:
        """Store a new row; False when a row of this id exists already."""

        def job(repos: WorkRepos) -> bool:
            if repos.row(row.command.id) is not None:
                return False
            repos.add_row(row)
            repos.journal(_line(row, "queued", self._clock))
            return True

        is_new = await self._stores.work(job)
        if is_new:
            self._mirror(row)
            self._tell(row)
        return is_new

    async def move(
        self, row: OutboxRow, *, was: Sequence[OutboxState] | None = None, detail: str = ""
    ) -> OutboxRow | None:
        """Store a row in its new state; None when somebody moved it meanwhile.

        `was` defaults to every state from which the table of moves allows the new one.
        """
        moved = replace(row, changed_at=self._clock.now())
        allowed = tuple(was) if was is not None else states_before(moved.state)

        def job(repos: WorkRepos) -> bool:
            if not repos.move_row(moved, was=allowed):
                return False
            repos.journal(_line(moved, moved.state.value, self._clock, detail))
            return True

        if not await self._stores.work(job):
            log.info("row %s was moved by somebody else", row.command.id)
            return None
        log.info("row %s of ticket %d is %s", row.command.id, row.command.ticket_id, moved.state)
        self._mirror(moved)
        self._tell(moved)
        return moved

    async def flag_copies(self, command_id: CommandId, ticket_id: TicketId, copies: int) -> None:
        """Note that the server holds a command more than once (chatwoot §3.7 step 4)."""
        if command_id in self._flagged:
            return
        self._flagged.add(command_id)
        line = Journalled(self._clock.now(), "duplicate", ticket_id, command_id, f"copies={copies}")
        log.warning("command %s is at the server %d times", command_id, copies)
        await self._stores.work(lambda repos: repos.journal(line))

    async def results(self, ids: Sequence[CommandId]) -> dict[CommandId, MessageId]:
        """The messages that confirmed these commands, as far as they are ours and kept."""

        def job(repos: WorkRepos) -> dict[CommandId, MessageId]:
            rows = (repos.row(command_id) for command_id in ids)
            return {
                row.command.id: row.result_id
                for row in rows
                if row is not None and row.result_id is not None
            }

        return await self._stores.work(job) if ids else {}

    def _mirror(self, row: OutboxRow) -> None:
        command = row.command
        lane = self._lanes.setdefault(command.ticket_id, {})
        if row.state in OPEN_STATES:
            lane[command.id] = row
        else:
            lane.pop(command.id, None)
        if not lane:
            del self._lanes[command.ticket_id]

    def _tell(self, row: OutboxRow) -> None:
        self._emitter.outbox([row.command.ticket_id])
        for watcher in list(self._watchers):
            watcher()


def _line(row: OutboxRow, what: str, clock: Clock, detail: str = "") -> Journalled:
    told = detail or (row.held.value if row.held is not None else "")
    return Journalled(clock.now(), what, row.command.ticket_id, row.command.id, told)
