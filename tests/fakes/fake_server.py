# SPDX-License-Identifier: Apache-2.0
"""A small weak server in memory: last writer wins, no idempotency, events that may be lost.

Shared by several `FakeProvider`s, each one agent's client. Holds no faults of the wire.
"""

from __future__ import annotations

import asyncio
import itertools
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta

from desktop_agent.domain import commands as c
from desktop_agent.domain.clock import Clock
from desktop_agent.domain.directory import Agent, Channel, ChannelKind, Directory
from desktop_agent.domain.ids import (
    AgentId,
    ChannelId,
    CommandId,
    CustomerId,
    MessageId,
    TeamId,
    TicketId,
)
from desktop_agent.domain.messages import (
    Attachment,
    Author,
    AuthorKind,
    Delivery,
    Message,
    MessageKind,
)
from desktop_agent.domain.tickets import (
    Consent,
    ConsentState,
    Customer,
    Owner,
    OwnerKind,
    Preview,
    Ticket,
    TicketFacts,
    TicketStatus,
)
from desktop_agent.provider.port import LiveEvent, MessageSeen, TicketSeen

CHANNEL = ChannelId(1)
MARIE, TOMASZ, SABINE = AgentId(11), AgentId(12), AgentId(13)
NAMES = {MARIE: "Marie", TOMASZ: "Tomasz", SABINE: "Sabine"}
CONFIRMED = TicketFacts(consent=Consent(state=ConsentState.CONFIRMED))


class FakeServer:
    """Tickets, messages and who listens. Loop thread only."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._ticket_ids = itertools.count(1)
        self._message_ids = itertools.count(1001)
        self._tick = itertools.count(1)
        self.tickets: dict[TicketId, Ticket] = {}
        self.messages: dict[TicketId, list[Message]] = {}
        self.lines: list[asyncio.Queue[LiveEvent | None]] = []
        self.loses_events = False
        self.directory = Directory(
            agents=tuple(Agent(agent_id, name) for agent_id, name in NAMES.items()),
            channels=(
                Channel(CHANNEL, "WhatsApp", ChannelKind.WHATSAPP, timedelta(hours=24), 4096),
            ),
        )

    def version(self) -> float:
        """A change time that is unique and grows."""
        return self._clock.now().timestamp() + next(self._tick) * 1e-5

    def add_ticket(
        self,
        *,
        owner: AgentId | None = None,
        status: TicketStatus = TicketStatus.OPEN,
        texts: Iterable[str] = ("Guten Tag",),
    ) -> TicketId:
        """A new ticket by a customer; nobody is told unless somebody listens."""
        ticket_id = TicketId(next(self._ticket_ids))
        now = self._clock.now()
        self.tickets[ticket_id] = Ticket(
            id=ticket_id,
            channel_id=CHANNEL,
            status=status,
            customer=Customer(CustomerId(500 + ticket_id), f"Kunde {ticket_id}", "abc123"),
            version=self.version(),
            created_at=now,
            last_activity_at=now,
            owner=owner_of(owner),
            is_muted=False,
            facts=CONFIRMED,
        )
        self.messages[ticket_id] = []
        self.publish(TicketSeen(self.tickets[ticket_id]))
        for text in texts:
            self.customer_writes(ticket_id, text)
        return ticket_id

    def customer_writes(self, ticket_id: TicketId, text: str) -> MessageId:
        """An inbound message."""
        customer = self.tickets[ticket_id].customer
        author = Author(AuthorKind.CUSTOMER, customer.id, customer.name)
        message = self._append(ticket_id, MessageKind.INBOUND, author, text)
        ticket = self.tickets[ticket_id]
        self.change(
            ticket_id,
            unread=min(ticket.unread + 1, 10),
            last_inbound_at=message.created_at,
            waiting_since_at=ticket.waiting_since_at or message.created_at,
        )
        return message.id

    def agent_writes(
        self,
        ticket_id: TicketId,
        agent_id: AgentId,
        text: str,
        *,
        ref: CommandId | None = None,
        is_note: bool = False,
    ) -> Message:
        """An answer or note of an agent."""
        kind = MessageKind.NOTE if is_note else MessageKind.OUTBOUND
        author = Author(AuthorKind.AGENT, agent_id, NAMES[agent_id])
        message = self._append(ticket_id, kind, author, text, ref)
        if not is_note:
            self.change(ticket_id, waiting_since_at=None)
        return message

    def deliver(self, ticket_id: TicketId, message_id: MessageId, delivery: Delivery) -> None:
        """Progress of an outgoing message."""
        messages = self.messages[ticket_id]
        place = next(i for i, message in enumerate(messages) if message.id == message_id)
        messages[place] = replace(messages[place], delivery=delivery, version=self.version())
        self._touch(ticket_id)
        self.publish(MessageSeen(messages[place]))

    def attach(self, ticket_id: TicketId, attachment: Attachment) -> None:
        """The newest message gets a file."""
        message = replace(
            self.messages[ticket_id][-1], attachments=(attachment,), version=self.version()
        )
        self.messages[ticket_id][-1] = message
        self._touch(ticket_id)
        self.publish(MessageSeen(message))

    def assign(self, ticket_id: TicketId, agent_id: AgentId | None) -> None:
        """Last writer wins; a value that is stored already makes no event (chatwoot §2.7)."""
        if self.tickets[ticket_id].owner != owner_of(agent_id):
            self.change(ticket_id, owner=owner_of(agent_id))

    def unassign_silently(self, ticket_id: TicketId) -> None:
        """As when an agent is removed: no version, no event (chatwoot §2.8)."""
        self.tickets[ticket_id] = replace(self.tickets[ticket_id], owner=None)

    def delete(self, ticket_id: TicketId) -> None:
        """Deletion sends nothing (chatwoot trap 35)."""
        del self.tickets[ticket_id]
        del self.messages[ticket_id]

    def change(self, ticket_id: TicketId, **fields: object) -> None:
        """Change a ticket, with a new version and an event."""
        changed = replace(self.tickets[ticket_id], **fields)  # type: ignore[arg-type]  # by name
        self.tickets[ticket_id] = replace(changed, version=self.version())
        self.publish(TicketSeen(self.tickets[ticket_id]))

    def obey(self, command: c.Command, agent_id: AgentId) -> Message | None:
        """Do what a command asks; sends create one message each time."""
        ticket_id, payload = command.ticket_id, command.payload
        match payload:
            case c.Reply(text):
                return self.agent_writes(ticket_id, agent_id, text, ref=command.id)
            case c.Note(text):
                return self.agent_writes(ticket_id, agent_id, text, ref=command.id, is_note=True)
            case c.SendFile(name=name) | c.SendTemplate(name=name):
                return self.agent_writes(ticket_id, agent_id, name, ref=command.id)
            case c.MarkRead():
                self.tickets[ticket_id] = replace(self.tickets[ticket_id], unread=0)
            case _:
                self._obey_state(ticket_id, payload, agent_id)
        return None

    def _obey_state(self, ticket_id: TicketId, payload: c.Payload, agent_id: AgentId) -> None:
        match payload:
            case c.Claim():
                self.assign(ticket_id, agent_id)
            case c.Assign(other_id):
                self.assign(ticket_id, other_id)
            case c.Release():
                self.assign(ticket_id, None)
            case c.AssignTeam(team_id):
                self.change(ticket_id, team_id=None if team_id is None else TeamId(team_id))
            case c.Close():
                self.change(ticket_id, status=TicketStatus.CLOSED)
            case c.Reopen():
                self.change(ticket_id, status=TicketStatus.OPEN)
            case c.SetPriority(priority):
                self.change(ticket_id, priority=priority)
            case c.ChangeLabels(add, remove):
                kept = [name for name in self.tickets[ticket_id].labels if name not in remove]
                self.change(ticket_id, labels=(*kept, *add))
            case _:
                pass

    def is_so(self, command: c.Command, agent_id: AgentId) -> bool:
        """True when a ticket shows what a state command asked for."""
        ticket = self.tickets[command.ticket_id]
        match command.payload:
            case c.Claim():
                return ticket.owner == owner_of(agent_id)
            case c.Assign(other_id):
                return ticket.owner == owner_of(other_id)
            case c.Release():
                return ticket.owner is None
            case c.Close():
                return ticket.status is TicketStatus.CLOSED
            case c.Reopen():
                return ticket.status is TicketStatus.OPEN
            case _:
                return False

    def publish(self, event: LiveEvent) -> None:
        """Tell every line that listens."""
        if not self.loses_events:
            for line in self.lines:
                line.put_nowait(event)

    def texts(self, ticket_id: TicketId) -> list[str]:
        """What a ticket holds, oldest first."""
        return [message.text for message in self.messages[ticket_id]]

    def _append(
        self,
        ticket_id: TicketId,
        kind: MessageKind,
        author: Author,
        text: str,
        ref: CommandId | None = None,
    ) -> Message:
        message = Message(
            id=MessageId(next(self._message_ids)),
            ticket_id=ticket_id,
            kind=kind,
            author=author,
            text=text,
            created_at=self._clock.now(),
            version=self.version(),
            ref=ref,
        )
        self.messages[ticket_id].append(message)
        self.tickets[ticket_id] = replace(
            self.tickets[ticket_id],
            preview=_preview(message),
            last_activity_at=message.created_at,
            version=self.version(),
        )
        self.publish(MessageSeen(message))
        return message

    def _touch(self, ticket_id: TicketId) -> None:
        self.tickets[ticket_id] = replace(self.tickets[ticket_id], version=self.version())


def owner_of(agent_id: AgentId | None) -> Owner | None:
    """An agent as the owner of a ticket."""
    return None if agent_id is None else Owner(OwnerKind.AGENT, agent_id, NAMES[agent_id])


def _preview(message: Message) -> Preview:
    at: datetime = message.created_at
    return Preview(
        message_id=message.id,
        kind=message.kind.value,
        author=message.author.kind.value,
        author_name=message.author.name,
        text=message.text,
        at=at,
    )
