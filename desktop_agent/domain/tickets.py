# SPDX-License-Identifier: Apache-2.0
"""Tickets, their customers and consent as the server states them. No wishes of the agent."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from desktop_agent.domain.ids import AgentId, ChannelId, CustomerId, MessageId, TeamId, TicketId
from desktop_agent.domain.light_dataclass import dataclass


class TicketStatus(StrEnum):
    """Life of a ticket; `pending` means a bot holds it (chatwoot §2.9)."""

    OPEN = "open"
    PENDING = "pending"
    SNOOZED = "snoozed"
    CLOSED = "closed"


class Priority(StrEnum):
    """How much a ticket presses."""

    NONE = "none"
    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"
    URGENT = "urgent"


class OwnerKind(StrEnum):
    """Who can hold a ticket."""

    AGENT = "agent"
    BOT = "bot"


@dataclass(frozen=True, slots=True)
class Owner:
    """Who holds a ticket. Equality is by kind and id; the name is for display."""

    kind: OwnerKind
    id: AgentId
    name: str = ""

    def is_agent(self, agent_id: AgentId | None) -> bool:
        """True when this owner is the given human agent."""
        return self.kind is OwnerKind.AGENT and self.id == agent_id


@dataclass(frozen=True, slots=True)
class Customer:
    """Display data only: a name and the last characters of an opaque id (architecture §4).

    `name` is empty when the messenger gave none. No phone number, e-mail or picture exists here.
    """

    id: CustomerId
    name: str
    mask: str
    is_blocked: bool | None = None


class ConsentState(StrEnum):
    """Where the customer's double opt-in stands (domain-rules §5.2)."""

    UNKNOWN = "unknown"
    ASKED = "asked"
    DECLARED = "declared"
    CONFIRMED = "confirmed"
    REFUSED = "refused"
    REVOKED = "revoked"
    EXPIRED = "expired"


@dataclass(frozen=True, slots=True)
class Consent:
    """The stored proof of consent: step 1 the notice, step 2 the customer's own message.

    `source` and `link` are the server's words (domain-rules §5.1), `notice` its version.
    """

    state: ConsentState = ConsentState.UNKNOWN
    source: str = ""
    notice: str = ""
    declared_at: datetime | None = None
    confirmed_at: datetime | None = None
    first_message_id: MessageId | None = None
    link: str = "none"


@dataclass(frozen=True, slots=True)
class TicketFacts:
    """What the operator's systems noted on the ticket beside its messages."""

    consent: Consent = Consent()
    legal_basis: str = ""
    is_sensitive: bool = False
    """Flagged under Art. 9 GDPR (domain-rules R31, C8)."""
    routing_rule: str = ""
    routed_at: datetime | None = None
    customer_since_at: datetime | None = None
    earlier_tickets: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """One line of the newest message, for the list."""

    message_id: MessageId
    kind: str
    author: str
    author_name: str
    text: str
    attachment_kind: str = ""
    at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Ticket:
    """A conversation as one server record states it.

    `version` is the server's change time in seconds with fraction: a record with a lower one is
    older. Fields documented "None = not told" were absent from the record's shape (chatwoot §4.5)
    and must not overwrite what is known.
    """

    id: TicketId
    channel_id: ChannelId
    status: TicketStatus
    customer: Customer
    version: float
    created_at: datetime
    last_activity_at: datetime
    priority: Priority = Priority.NONE
    owner: Owner | None = None
    team_id: TeamId | None = None
    labels: tuple[str, ...] = ()
    waiting_since_at: datetime | None = None
    snoozed_until_at: datetime | None = None
    unread: int = 0
    """Capped at 10 by the server and shared by all agents (chatwoot trap 23)."""
    can_reply: bool = True
    """The server's word at render time; goes stale without notice (chatwoot §2.12)."""
    is_muted: bool | None = None
    """None = not told."""
    last_inbound_at: datetime | None = None
    """Newest customer message this record proves; None = not told."""
    preview: Preview | None = None
    """None = not told."""
    facts: TicketFacts = TicketFacts()
