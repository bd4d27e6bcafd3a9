# SPDX-License-Identifier: Apache-2.0
"""The port that every backend fulfils and its value types. Must not know any backend.

The engine is written for a weak server: no versions to compare and set, no idempotency, last
writer wins, silent changes (architecture §5). All methods run on the engine thread and raise only
`domain.errors` types.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from enum import StrEnum
from typing import Protocol

from desktop_agent.domain.commands import Command
from desktop_agent.domain.directory import Availability, Directory
from desktop_agent.domain.errors import Problem
from desktop_agent.domain.ids import AgentId, CommandId, Cursor, CustomerId, MessageId, TicketId
from desktop_agent.domain.light_dataclass import dataclass
from desktop_agent.domain.messages import Attachment, Message
from desktop_agent.domain.session import Capabilities, Credentials, ServerInfo, Session
from desktop_agent.domain.tickets import Owner, Ticket


@dataclass(frozen=True, slots=True)
class SecondFactorNeeded:
    """The password was right; sign in again with the same credentials and a code."""


@dataclass(frozen=True, slots=True)
class Reject:
    """A record that was not understood and was left out of its page.

    `what` is the kind of record, `where` a field path; neither holds content.
    """

    what: str
    where: str
    record_id: int | None = None


class Stage(StrEnum):
    """Which part of a first run a page belongs to; `delta` for every later sweep."""

    OPEN = "open"
    PENDING = "pending"
    SNOOZED = "snoozed"
    CLOSED = "closed"
    DELTA = "delta"


@dataclass(frozen=True, slots=True)
class ChangePage:
    """Tickets that changed since a cursor.

    `next_cursor` is set on the last page of a sweep and must be stored together with it: the
    cursor may never be ahead of the data. `expected` counts tickets of this stage, None = unknown.
    """

    tickets: tuple[Ticket, ...]
    stage: Stage
    next_cursor: Cursor | None = None
    expected: int | None = None
    rejects: tuple[Reject, ...] = ()


@dataclass(frozen=True, slots=True)
class MessageRange:
    """Which messages of a ticket: neither bound = the newest ones; bounds are exclusive.

    Both bounds = everything between them, up to the backend's limit.
    """

    before_id: MessageId | None = None
    after_id: MessageId | None = None


@dataclass(frozen=True, slots=True)
class MessagePage:
    """Messages oldest first.

    `covers_from_id`: every message with an id at or above it (and below the range's upper bound)
    is in the page; None when the page is empty. `is_first` tells that nothing older exists.
    """

    messages: tuple[Message, ...]
    covers_from_id: MessageId | None
    is_first: bool
    rejects: tuple[Reject, ...] = ()


@dataclass(frozen=True, slots=True)
class OwnershipDigest:
    """Open tickets that are mine, and that are free, as the server lists them now."""

    mine: frozenset[TicketId]
    free: frozenset[TicketId]
    tickets: tuple[Ticket, ...] = ()
    """Records that came along; apply them like a page of changes."""


@dataclass(frozen=True, slots=True)
class Confirmed:
    """The server did it; `message` is what a send created, `ticket` the record it answered with."""

    message: Message | None = None
    ticket: Ticket | None = None
    owner: Owner | None = None
    """For ownership commands: whom the server named. It proves nothing later (chatwoot §2.7)."""


@dataclass(frozen=True, slots=True)
class SurelyNotSent:
    """No byte of the request reached the server."""

    problem: Problem
    retry_after_s: float | None = None


@dataclass(frozen=True, slots=True)
class MaybeDone:
    """The request left and its effect is unknown: look for evidence."""

    problem: Problem


@dataclass(frozen=True, slots=True)
class Refused:
    """The server said no for good; `is_gone` when the ticket no longer exists for this agent."""

    problem: Problem
    is_gone: bool = False


Outcome = Confirmed | SurelyNotSent | MaybeDone | Refused


@dataclass(frozen=True, slots=True)
class Evidence:
    """Proof that an ambiguous command took effect."""

    message: Message | None = None
    ticket: Ticket | None = None
    copies: int = 1
    """More than one: the server holds the command twice (chatwoot §3.7 step 4)."""


@dataclass(frozen=True, slots=True)
class FeedOpened:
    """Live events flow from here on; what happened before must be swept for."""


@dataclass(frozen=True, slots=True)
class TicketSeen:
    """A live record of a ticket; its version decides whether it is newer."""

    ticket: Ticket


@dataclass(frozen=True, slots=True)
class MessageSeen:
    """A live record of a message; `ref` names the command that it confirms, if ours."""

    message: Message


@dataclass(frozen=True, slots=True)
class TypingSeen:
    """Somebody types; expires by itself after 30 s."""

    ticket_id: TicketId
    name: str
    is_customer: bool
    is_on: bool


@dataclass(frozen=True, slots=True)
class CustomerGone:
    """A customer was deleted or merged; their tickets must be verified one by one."""

    customer_id: CustomerId


@dataclass(frozen=True, slots=True)
class DirectoryStale:
    """Labels, channels, teams or memberships changed; fetch the directory again."""


@dataclass(frozen=True, slots=True)
class PresenceSeen:
    """Who is online, by the server's last answer to our own ping."""

    availability: dict[AgentId, Availability]


@dataclass(frozen=True, slots=True)
class EventRejected:
    """A frame that was not understood; counted, never shown."""

    reject: Reject


LiveEvent = (
    FeedOpened
    | TicketSeen
    | MessageSeen
    | TypingSeen
    | CustomerGone
    | DirectoryStale
    | PresenceSeen
    | EventRejected
)


class TicketGone(Exception):
    """A ticket is deleted (404) or out of this agent's scope (401 that is not a sign-out)."""

    def __init__(self, ticket_id: TicketId, *, is_deleted: bool) -> None:
        super().__init__(ticket_id)
        self.ticket_id = ticket_id
        self.is_deleted = is_deleted


class Provider(Protocol):
    """One backend, spoken to as one agent. Engine thread only.

    Every method but `execute` and `find` raises `NotSent`/`EnvironmentProblem` for trouble that
    passes, `ServerRefusal` for a no, and never a library's exception.
    """

    @property
    def capabilities(self) -> Capabilities:
        """What the backend can promise."""
        ...

    async def probe(self) -> ServerInfo:
        """Learn version and clock without credentials."""
        ...

    async def sign_in(self, credentials: Credentials) -> Session | SecondFactorNeeded:
        """Exchange credentials for a session; the session is then used by all other calls."""
        ...

    async def resume(self, session: Session) -> Session:
        """Use a stored session; returns it refreshed from the profile call.

        Raises `ServerRefusal(TOKEN_REJECTED)` only when the profile call itself says so
        (architecture §6).
        """
        ...

    async def directory(self) -> tuple[Directory, tuple[Reject, ...]]:
        """Everything beside tickets, as one value."""
        ...

    def changes(self, cursor: Cursor | None) -> AsyncIterator[ChangePage]:
        """Sweep the change feed; None = first run: open, pending, snoozed, then closed tickets."""
        ...

    async def ticket(self, ticket_id: TicketId) -> Ticket:
        """One ticket. Raises `TicketGone`."""
        ...

    async def messages(self, ticket_id: TicketId, wanted: MessageRange) -> MessagePage:
        """A range of a ticket's messages. Raises `TicketGone`."""
        ...

    async def ownership(self) -> OwnershipDigest:
        """What I own and what is free, to find changes that the feed cannot see (chatwoot §5.2)."""
        ...

    def events(self) -> AsyncIterator[LiveEvent]:
        """Live events until the connection ends: lossy, unordered, may repeat.

        Yields `FeedOpened` first; ends or raises `EnvironmentProblem` when the line drops.
        """
        ...

    async def execute(self, command: Command, content: bytes | None = None) -> Outcome:
        """Run a command once; `content` is the file of a `SendFile`. Never raises for trouble."""
        ...

    async def find(self, command: Command, anchor_id: MessageId | None) -> Evidence | None:
        """Look for proof that `command` took effect; None = the server shows none now.

        Raises `EnvironmentProblem` when the server could not be asked, `TicketGone` likewise.
        """
        ...

    def attachment(self, attachment: Attachment) -> AsyncIterator[bytes]:
        """Stream a file; only from the configured origin and hosts that policy names."""
        ...

    async def set_availability(self, availability: Availability) -> None:
        """Say whether routing may give this agent tickets."""
        ...

    async def aclose(self) -> None:
        """Close all connections; further calls raise `NotSent`."""
        ...


def reference_of(command_id: CommandId) -> str:
    """The text that travels as a command's reference."""
    return str(command_id)
