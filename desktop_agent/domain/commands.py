# SPDX-License-Identifier: Apache-2.0
"""Commands: what an agent wishes to happen at the server. Values only; the outbox runs them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from datetime import datetime

from desktop_agent.domain.ids import AgentId, BatchId, CommandId, MessageId, TeamId, TicketId
from desktop_agent.domain.light_dataclass import dataclass
from desktop_agent.domain.tickets import ConsentState, Owner, Priority


@dataclass(frozen=True, slots=True)
class Reply:
    """Free text to the customer, optionally quoting a message."""

    text: str
    quoted_id: MessageId | None = None


@dataclass(frozen=True, slots=True)
class SendFile:
    """One file to the customer: one message a file on WhatsApp (chatwoot §3.8).

    `blob_id` names the encrypted copy in `work.db`; `size` is in bytes.
    """

    blob_id: str
    name: str
    mime: str
    size: int
    caption: str = ""


@dataclass(frozen=True, slots=True)
class SendTemplate:
    """An approved template with its fields filled; `text` is what the customer will read."""

    name: str
    language: str
    category: str
    text: str
    fields: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Note:
    """Text for colleagues only; can never leave for the customer (domain-rules R7)."""

    text: str


@dataclass(frozen=True, slots=True)
class Claim:
    """The agent takes the ticket; `reason` is set when it is taken over from somebody."""

    reason: str = ""


@dataclass(frozen=True, slots=True)
class Release:
    """The agent gives the ticket back to the free ones."""


@dataclass(frozen=True, slots=True)
class Assign:
    """The ticket goes to another agent."""

    agent_id: AgentId
    reason: str = ""


@dataclass(frozen=True, slots=True)
class AssignTeam:
    """The ticket goes to a team, None takes it out of its team."""

    team_id: TeamId | None


@dataclass(frozen=True, slots=True)
class Close:
    """The ticket is done."""


@dataclass(frozen=True, slots=True)
class Reopen:
    """The ticket is open again."""


@dataclass(frozen=True, slots=True)
class Snooze:
    """The ticket sleeps until a time, None = until the customer writes."""

    until_at: datetime | None


@dataclass(frozen=True, slots=True)
class ChangeLabels:
    """Labels to add and to take away; the rest stays."""

    add: tuple[str, ...] = ()
    remove: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SetPriority:
    """How much the ticket presses."""

    priority: Priority


@dataclass(frozen=True, slots=True)
class MarkRead:
    """The agent has seen the ticket up to a message; side lane, never blocks."""

    up_to_id: MessageId


@dataclass(frozen=True, slots=True)
class Typing:
    """The agent types or stopped; side lane, never stored."""

    is_on: bool


@dataclass(frozen=True, slots=True)
class Mute:
    """The customer is blocked or no longer; closes the ticket (chatwoot §2.6)."""

    is_on: bool


@dataclass(frozen=True, slots=True)
class RecordConsent:
    """What the agent recorded about consent, usually a revocation (domain-rules C7)."""

    state: ConsentState
    source: str


Payload = (
    Reply
    | SendFile
    | SendTemplate
    | Note
    | Claim
    | Release
    | Assign
    | AssignTeam
    | Close
    | Reopen
    | Snooze
    | ChangeLabels
    | SetPriority
    | MarkRead
    | Typing
    | Mute
    | RecordConsent
)

TO_CUSTOMER = (Reply, SendFile, SendTemplate)
"""Commands that put something before the customer: guard, undo and staleness apply."""

OWNERSHIP = (Claim, Release, Assign, AssignTeam)
"""Commands that move the ticket: the three-way rule applies (architecture §8)."""

SIDE_LANE = (MarkRead, Typing)
"""Commands that are coalesced and never block a ticket's lane (architecture §7)."""


@dataclass(frozen=True, slots=True)
class Basis:
    """What the agent saw when the wish was made: the base of every later comparison."""

    owner: Owner | None = None
    last_message_id: MessageId | None = None
    is_closed: bool = False


@dataclass(frozen=True, slots=True)
class Command:
    """One wish about one ticket. Its id is the reference that proves it at the server."""

    id: CommandId
    ticket_id: TicketId
    payload: Payload
    basis: Basis
    created_at: datetime
    batch_id: BatchId | None = None
