# SPDX-License-Identifier: Apache-2.0
"""Records with full defaults for the store's tests. Asserts nothing."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from desktop_agent.domain.commands import Basis, Command, Payload, Reply
from desktop_agent.domain.directory import (
    Agent,
    Availability,
    Channel,
    ChannelKind,
    Directory,
    Label,
    Role,
    Snippet,
    Team,
    Template,
    TemplateCategory,
)
from desktop_agent.domain.ids import (
    AgentId,
    ChannelId,
    CommandId,
    CustomerId,
    MessageId,
    TeamId,
    TicketId,
)
from desktop_agent.domain.messages import Author, AuthorKind, Message, MessageKind
from desktop_agent.domain.outbox import OutboxRow, OutboxState
from desktop_agent.domain.secret import SecretText
from desktop_agent.domain.session import Session
from desktop_agent.domain.tickets import Customer, Owner, OwnerKind, Ticket, TicketStatus

NOW = datetime(2026, 11, 21, 9, 0, 0, 123456, tzinfo=UTC)
ME = AgentId(1)
COLLEAGUE = AgentId(2)
WHATSAPP = ChannelId(1)
TELEGRAM = ChannelId(2)
KEY = SecretText("0123456789abcdef" * 6)
OTHER_KEY = SecretText("fedcba9876543210" * 6)


def make_ticket(number: int = 1, **fields: Any) -> Ticket:
    """A ticket with the id `number`; its customer has the id `number + 1000`."""
    ticket = Ticket(
        id=TicketId(number),
        channel_id=WHATSAPP,
        status=TicketStatus.OPEN,
        customer=Customer(CustomerId(number + 1000), f"Kundin {number}", "7f3a91"),
        version=1.0,
        created_at=NOW - timedelta(days=1),
        last_activity_at=NOW,
    )
    return replace(ticket, **fields)


def make_message(number: int = 1, ticket: int = 1, **fields: Any) -> Message:
    """A customer's message; `number` seconds after `NOW`."""
    message = Message(
        id=MessageId(number),
        ticket_id=TicketId(ticket),
        kind=MessageKind.INBOUND,
        author=Author(AuthorKind.CUSTOMER, 1001, "Kundin 1"),
        text=f"Nachricht {number}",
        created_at=NOW + timedelta(seconds=number),
    )
    return replace(message, **fields)


def make_messages(*numbers: int, ticket: int = 1) -> list[Message]:
    """Messages with these ids."""
    return [make_message(number, ticket) for number in numbers]


def by_agent(agent: AgentId = COLLEAGUE) -> dict[str, Any]:
    """Fields of an answer to the customer."""
    return {"kind": MessageKind.OUTBOUND, "author": Author(AuthorKind.AGENT, agent, "Tomasz")}


def mine() -> Owner:
    """The signed-in agent as an owner."""
    return Owner(OwnerKind.AGENT, ME, "Marie Krüger")


def make_row(number: int = 1, payload: Payload | None = None, **fields: Any) -> OutboxRow:
    """A queued reply to ticket 1."""
    command = Command(
        id=command_id(number),
        ticket_id=TicketId(fields.pop("ticket", 1)),
        payload=payload or Reply(f"Antwort {number}"),
        basis=Basis(owner=mine(), last_message_id=MessageId(7)),
        created_at=NOW + timedelta(seconds=number),
    )
    return replace(OutboxRow(command=command, state=OutboxState.QUEUED), **fields)


def command_id(number: int) -> CommandId:
    """A command's id."""
    return CommandId(f"{number:032x}")


def make_session(**fields: Any) -> Session:
    """Marie, signed in."""
    session = Session(
        server="https://chat.example",
        account_id=3,
        account_name="Musterstadt",
        agent_id=ME,
        agent_name="Marie Krüger",
        role=Role.AGENT,
        availability=Availability.ONLINE,
        token=SecretText("token-of-marie"),
        feed_token=SecretText("feed-of-marie"),
        server_version="4.10.0",
    )
    return replace(session, **fields)


def make_directory() -> Directory:
    """Two of everything."""
    return Directory(
        agents=(
            Agent(ME, "Marie Krüger", Role.LEAD, Availability.ONLINE, (TeamId(1),)),
            Agent(COLLEAGUE, "Tomasz Lind", team_ids=(TeamId(1), TeamId(2))),
        ),
        teams=(Team(TeamId(2), "Störung"), Team(TeamId(1), "Bürgerbüro")),
        channels=(
            Channel(WHATSAPP, "Rathaus", ChannelKind.WHATSAPP, timedelta(hours=24), 4096, "cloud"),
            Channel(TELEGRAM, "Termine", ChannelKind.TELEGRAM, needs_reconnect=True),
        ),
        labels=(Label("Wohngeld", "#00ff00"), Label("Abfall")),
        templates=(
            Template(
                WHATSAPP,
                "termin",
                "de",
                TemplateCategory.UTILITY,
                "Ihr Termin ist am {{1}}.",
                is_usable=True,
                fields=("1",),
                header="Termin",
                footer="Rathaus",
            ),
        ),
        snippets=(Snippet("gruss", "Freundliche Grüße"),),
    )
