# SPDX-License-Identifier: Apache-2.0
"""What the engine tells the rest of the program: what changed, never the content itself."""

from __future__ import annotations

from desktop_agent.domain.engine_state import EngineState
from desktop_agent.domain.errors import Problem
from desktop_agent.domain.ids import AttachmentId, MessageId, TicketId
from desktop_agent.domain.light_dataclass import dataclass
from desktop_agent.domain.session import ServerInfo, Session


@dataclass(frozen=True, slots=True)
class EngineStateChanged:
    """The phase or its facts changed."""

    state: EngineState


@dataclass(frozen=True, slots=True)
class SignedIn:
    """A session exists; screens may show who it is."""

    session: Session


@dataclass(frozen=True, slots=True)
class SignInRefused:
    """Sign-in did not succeed; `needs_code` asks for the second factor."""

    problem: Problem | None
    needs_code: bool = False


@dataclass(frozen=True, slots=True)
class ServerProbed:
    """What a look at a server found: either `info` or `problem` is set."""

    server: str
    info: ServerInfo | None = None
    problem: Problem | None = None


@dataclass(frozen=True, slots=True)
class TicketsChanged:
    """Rows of these tickets changed, appeared or went; None = any may have."""

    ids: frozenset[TicketId] | None


@dataclass(frozen=True, slots=True)
class MessagesChanged:
    """Messages of a ticket changed; `newest_inbound_id` is set for new customer text."""

    ticket_id: TicketId
    newest_inbound_id: MessageId | None = None


@dataclass(frozen=True, slots=True)
class OutboxChanged:
    """Outbox rows or drafts of these tickets changed."""

    ids: frozenset[TicketId]


@dataclass(frozen=True, slots=True)
class DirectoryChanged:
    """Agents, teams, channels, labels, templates or snippets changed."""


@dataclass(frozen=True, slots=True)
class TypingChanged:
    """The customer or a colleague types in a ticket, or stopped."""

    ticket_id: TicketId
    name: str
    is_customer: bool
    is_on: bool


@dataclass(frozen=True, slots=True)
class AttachmentReady:
    """An attachment's bytes are in the encrypted store, or `problem` says why not."""

    attachment_id: AttachmentId
    problem: Problem | None = None


@dataclass(frozen=True, slots=True)
class ProblemArose:
    """Something a person should know that belongs to no ticket."""

    problem: Problem


EngineEvent = (
    EngineStateChanged
    | SignedIn
    | SignInRefused
    | ServerProbed
    | TicketsChanged
    | MessagesChanged
    | OutboxChanged
    | DirectoryChanged
    | TypingChanged
    | AttachmentReady
    | ProblemArose
)
