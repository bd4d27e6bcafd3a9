# SPDX-License-Identifier: Apache-2.0
"""Simulated colleagues: claim, answer, note, hand over, close; never act as the first agent."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from desktop_agent.sandbox.corpus.grammar import expand
from desktop_agent.sandbox.operations.changes import TicketChanges
from desktop_agent.sandbox.operations.intake import Intake
from desktop_agent.sandbox.operations.posting import Outgoing, Posting
from desktop_agent.sandbox.world.dice import Dice
from desktop_agent.sandbox.world.directory import MARIE
from desktop_agent.sandbox.world.model import OPEN, PENDING, Agent
from desktop_agent.sandbox.world.plan import make_slots
from desktop_agent.sandbox.world.ticket import Ticket
from desktop_agent.sandbox.world.world import World

_CANDIDATES: Final = 80
# Free tickets are left alone while fewer than this many wait, so that a learner finds some.
_LEAVE_FREE: Final = 6


class Colleagues:
    """Everybody in the account but the first agent, who is the person at the screen."""

    def __init__(
        self,
        world: World,
        changes: TicketChanges,
        posting: Posting,
        intake: Intake,
        dice: Dice,
    ) -> None:
        self._world = world
        self._changes = changes
        self._posting = posting
        self._intake = intake
        self._dice = dice

    def come_in(self) -> None:
        """Most colleagues are at work, one is busy."""
        for agent in self._staff():
            agent.availability = "busy" if agent.id % 7 == 0 else "online"
        self.stay_present()

    def stay_present(self) -> None:
        """Refresh the presence of those at work (chatwoot §4.3)."""
        now = self._world.clock.now()
        for agent in self._staff():
            if agent.id % 5:
                agent.last_presence_at = now

    def _staff(self) -> list[Agent]:
        return [agent for agent in self._world.directory.members() if agent.id != MARIE]

    def act(self) -> None:
        """One colleague does one thing."""
        acts: tuple[Callable[[], None], ...] = (
            self._claim, self._answer, self._answer, self._note, self._hand_over, self._close,
            self._release_bot,
        )  # fmt: skip
        self._dice.pick(acts)()

    def _open_tickets(self, *, is_free: bool) -> list[Ticket]:
        index = self._world.index
        return self._tickets(OPEN, lambda row: (index.assignee[row] == 0) == is_free)

    def _tickets(self, status: int, is_wanted: Callable[[int], bool]) -> list[Ticket]:
        index = self._world.index
        rows = [
            row for row in index.by_activity() if index.status[row] == status and is_wanted(row)
        ]
        return [self._world.ticket_at(row) for row in rows[:_CANDIDATES]]

    def _suitable(self, ticket: Ticket) -> list[Agent]:
        """Return who may work on a ticket: its channel's members, of its team where it has one."""
        members = set(self._world.inbox_of(ticket).member_ids)
        team = self._world.directory.teams.get(ticket.team_id or 0)
        if team is not None:
            members &= set(team.member_ids)
        return [agent for agent in self._staff() if agent.id in members]

    def _owned_by_staff(self) -> tuple[Ticket, Agent] | None:
        owned = [t for t in self._open_tickets(is_free=False) if t.assignee_id != MARIE]
        if not owned:
            return None
        ticket = self._dice.pick(owned)
        agent = self._world.assignee_of(ticket)
        return None if agent is None else (ticket, agent)

    def _claim(self) -> None:
        free = self._open_tickets(is_free=True)
        if len(free) <= _LEAVE_FREE:
            return
        ticket = self._dice.pick(free)
        candidates = self._suitable(ticket)
        if candidates:
            agent = self._dice.pick(candidates)
            self._changes.assign(ticket, agent, agent)

    def _answer(self) -> None:
        found = self._owned_by_staff()
        if found is not None and self._world.can_reply(found[0]):
            ticket, agent = found
            exchange = self._dice.pick(ticket.topic.exchanges)
            self._write(ticket, agent, exchange.agent)

    def _note(self) -> None:
        found = self._owned_by_staff()
        if found is not None:
            self._write(*found, found[0].topic.notes, is_private=True)

    def _hand_over(self) -> None:
        found = self._owned_by_staff()
        if found is None:
            return
        ticket, agent = found
        others = [other for other in self._suitable(ticket) if other.id != agent.id]
        if others:
            self._changes.assign(ticket, self._dice.pick(others), agent)

    def _close(self) -> None:
        found = self._owned_by_staff()
        if found is not None:
            ticket, agent = found
            if self._world.can_reply(ticket):
                self._write(ticket, agent, ticket.topic.closings)
            self._changes.set_status(ticket, "resolved", agent)

    def _release_bot(self) -> None:
        pending = self._tickets(PENDING, lambda _row: True)
        if pending:
            ticket = self._dice.pick(pending)
            self._intake.hand_over(ticket, rule=ticket.topic.rule)

    def _write(
        self, ticket: Ticket, agent: Agent, variants: tuple[str, ...], *, is_private: bool = False
    ) -> None:
        slots = make_slots(
            self._world.config.seed, ticket.row, len(ticket), self._world.clock.now(), ticket.topic
        )
        plain = [text for text in variants if not text.startswith("<")] or list(variants)
        text = expand(self._dice.pick(plain), self._dice, slots)
        self._posting.outgoing(ticket, agent, Outgoing(content=text, is_private=is_private))
