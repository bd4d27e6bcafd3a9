# SPDX-License-Identifier: Apache-2.0
"""Whole values for tests of pure rules; every field can be overridden. Holds no test."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from desktop_agent.domain.commands import Basis, Command, Payload
from desktop_agent.domain.directory import Channel, ChannelKind
from desktop_agent.domain.guard import GuardFacts
from desktop_agent.domain.ids import (
    AgentId,
    ChannelId,
    CommandId,
    CustomerId,
    MessageId,
    TicketId,
)
from desktop_agent.domain.messages import Author, AuthorKind, Message, MessageKind
from desktop_agent.domain.outbox import OutboxRow, OutboxState
from desktop_agent.domain.tickets import (
    Consent,
    ConsentState,
    Customer,
    Owner,
    OwnerKind,
    Ticket,
    TicketStatus,
)

NOW = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
ME, ANNA, BOB = AgentId(1), AgentId(2), AgentId(3)
TICKET = TicketId(7)
WHATSAPP = Channel(ChannelId(1), "WhatsApp", ChannelKind.WHATSAPP, timedelta(hours=24), 4096)


def agent(agent_id: AgentId, name: str = "") -> Owner:
    """A person who holds a ticket."""
    return Owner(OwnerKind.AGENT, agent_id, name)


BOT = Owner(OwnerKind.BOT, AgentId(9), "Bot")


def make_ticket(**fields: object) -> Ticket:
    """An open ticket of mine."""
    ticket = Ticket(
        id=TICKET,
        channel_id=ChannelId(1),
        status=TicketStatus.OPEN,
        customer=Customer(CustomerId(5), "Nora", "abc123"),
        version=1_000.0,
        created_at=NOW - timedelta(days=1),
        last_activity_at=NOW - timedelta(hours=1),
        owner=agent(ME),
    )
    return replace(ticket, **fields)  # type: ignore[arg-type]  # fields by name


def make_command(payload: Payload, **fields: object) -> Command:
    """A command that was just written on what is true."""
    command = Command(CommandId("a" * 32), TICKET, payload, Basis(owner=agent(ME)), NOW)
    return replace(command, **fields)  # type: ignore[arg-type]  # fields by name


def make_row(
    payload: Payload,
    state: OutboxState = OutboxState.QUEUED,
    *,
    basis: Basis | None = None,
    **fields: object,
) -> OutboxRow:
    """A row of a command."""
    command = make_command(payload) if basis is None else make_command(payload, basis=basis)
    row = OutboxRow(command=command, state=state)
    return replace(row, **fields)  # type: ignore[arg-type]  # fields by name


def make_facts(**fields: object) -> GuardFacts:
    """Everything speaks for sending."""
    facts = GuardFacts(
        channel=WHATSAPP,
        owner=agent(ME),
        consent=Consent(state=ConsentState.CONFIRMED),
        first_inbound_id=MessageId(1),
        last_inbound_at=NOW - timedelta(hours=1),
    )
    return replace(facts, **fields)  # type: ignore[arg-type]  # fields by name


def make_message(message_id: int = 50, **fields: object) -> Message:
    """A customer's message."""
    message = Message(
        id=MessageId(message_id),
        ticket_id=TICKET,
        kind=MessageKind.INBOUND,
        author=Author(AuthorKind.CUSTOMER, 5, "Nora"),
        text="Guten Tag",
        created_at=NOW,
    )
    return replace(message, **fields)  # type: ignore[arg-type]  # fields by name
