# SPDX-License-Identifier: Apache-2.0
"""The state of the simulated server: who and what exists now; changes go through `operations`."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass, field
from typing import Final

from desktop_agent.sandbox.world.clock import Clock, Timers
from desktop_agent.sandbox.world.customers import Customers
from desktop_agent.sandbox.world.dice import Dice
from desktop_agent.sandbox.world.directory import Directory, make_directory
from desktop_agent.sandbox.world.model import Agent, Inbox, JsonObject
from desktop_agent.sandbox.world.notifications import NotificationBoard
from desktop_agent.sandbox.world.population import Size, populate
from desktop_agent.sandbox.world.ticket import Ticket

_RECENT_TICKETS: Final = 512


@dataclass(frozen=True, slots=True)
class Pace:
    """Delays of asynchronous server work in seconds of server time."""

    activity_s: float = 0.02
    accepted_s: float = 0.03
    delivered_s: float = 0.06
    read_s: float = 0.12
    job_s: float = 0.02
    snooze_check_s: float = 300.0
    presence_s: float = 20.0


TRAINING_PACE: Final = Pace(activity_s=0.25, accepted_s=0.7, delivered_s=1.6, read_s=6.0, job_s=0.3)


@dataclass(frozen=True, slots=True)
class WorldConfig:
    """What a world is made from; the same config gives the same texts and the same spacing."""

    seed: int = 1
    size: Size = field(default_factory=Size)
    started_at_s: float | None = None
    pace: Pace = field(default_factory=Pace)
    page_size: int = 25
    version: str = "4.10.0"


class World:
    """Everything the server knows. Lives on one event loop; not thread-safe."""

    def __init__(self, config: WorldConfig) -> None:
        self.config = config
        self.clock = Clock(config.started_at_s)
        self.timers = Timers(self.clock)
        self.directory: Directory = make_directory(config.seed)
        started_at = self.clock.started_at_s
        self.directory.cache_keys = dict.fromkeys(("label", "inbox", "team"), int(started_at))
        self.index = populate(config.seed, config.size, started_at, self.directory)
        self.customers = Customers(config.seed, self.index, self.directory)
        self.notifications = NotificationBoard()
        self.changed: dict[int, Ticket] = {}
        self._recent: OrderedDict[int, Ticket] = OrderedDict()
        self.dice = Dice(config.seed, 81)
        self.version = config.version
        self.base_url = "http://127.0.0.1"
        self.blob_secret = self.dice.token(32).encode()
        self.orphaned_contact_ids: set[int] = set()
        self._last_message_id = sum(self.index.base_count)
        self._last_attachment_id = self._last_message_id

    # -- ids -------------------------------------------------------------------------------

    def next_message_id(self) -> int:
        """Return the next id of the installation-wide message sequence."""
        self._last_message_id += 1
        return self._last_message_id

    def next_attachment_id(self) -> int:
        """Return the next attachment id."""
        self._last_attachment_id += 1
        return self._last_attachment_id

    # -- look-ups --------------------------------------------------------------------------

    def ticket(self, no: int) -> Ticket | None:
        """Return a ticket by display id, None if unknown or deleted."""
        row = no - self.index.first_no
        if not 0 <= row < len(self.index) or not self.index.is_alive[row]:
            return None
        return self.ticket_at(row)

    def ticket_at(self, row: int) -> Ticket:
        """Return the ticket of a row."""
        ticket = self.changed.get(row) or self._recent.get(row)
        if ticket is None:
            ticket = Ticket(self.config.seed, row, self.index, self.directory)
            self._recent[row] = ticket
            if len(self._recent) > _RECENT_TICKETS:
                self._recent.popitem(last=False)
        return ticket

    def keep(self, ticket: Ticket) -> None:
        """Keep a ticket that is about to differ from its base (before columns change)."""
        self.changed[ticket.row] = ticket

    def inbox_of(self, ticket: Ticket) -> Inbox:
        """Return the channel of a ticket."""
        return self.directory.inboxes[ticket.inbox_id]

    def assignee_of(self, ticket: Ticket) -> Agent | None:
        """Return the assignee if still in the account (chatwoot §2.2)."""
        return self.directory.member(ticket.assignee_id or 0)

    def can_open(self, agent: Agent, ticket: Ticket) -> bool:
        """Single record scope: admin, inbox member or team member (chatwoot §1.7)."""
        if agent.role == "administrator" or agent.id in self.inbox_of(ticket).member_ids:
            return True
        team = self.directory.teams.get(ticket.team_id or 0)
        return team is not None and agent.id in team.member_ids

    def can_reply(self, ticket: Ticket) -> bool:
        """Whether the messaging window is open by the server clock (chatwoot §2.12)."""
        hours = self.inbox_of(ticket).window_h
        if hours is None:
            return True
        if ticket.last_incoming_at is None:
            return False
        return self.clock.now() < ticket.last_incoming_at + hours * 3600

    def availability(self, agent: Agent) -> str:
        """Return the effective availability: presence counts for auto_offline (chatwoot §1.5)."""
        if agent.auto_offline and not self.is_present(agent):
            return "offline"
        return agent.availability

    def is_present(self, agent: Agent) -> bool:
        """Whether a presence ping arrived within PRESENCE_DURATION."""
        last_at = agent.last_presence_at
        return last_at is not None and self.clock.now() - last_at < self.config.pace.presence_s

    def new_ticket_row(self, ticket_facts: JsonObject, row: int) -> Ticket:
        """Return the kept Ticket of a row appended to the index, with its facts."""
        ticket = Ticket(self.config.seed, row, self.index, self.directory)
        ticket.custom_attributes = dict(ticket_facts)
        self.keep(ticket)
        return ticket
