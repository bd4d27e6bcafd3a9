# SPDX-License-Identifier: Apache-2.0
"""What the window may ask of the engine. Values; nothing here waits for an answer."""

from __future__ import annotations

from desktop_agent.domain.commands import Command
from desktop_agent.domain.directory import Availability
from desktop_agent.domain.ids import AttachmentId, CommandId, TicketId
from desktop_agent.domain.light_dataclass import dataclass
from desktop_agent.domain.session import Credentials


@dataclass(frozen=True, slots=True)
class SignIn:
    """Sign in at a server; answered by `SignedIn` or `SignInRefused`."""

    server: str
    credentials: Credentials


@dataclass(frozen=True, slots=True)
class Probe:
    """Look at a server without credentials; answered by `ServerProbed`."""

    server: str


@dataclass(frozen=True, slots=True)
class SignOut:
    """Forget the session; drafts and outbox stay."""


@dataclass(frozen=True, slots=True)
class OpenTicket:
    """The window shows this ticket now (None = none): its messages come first and uncoalesced."""

    ticket_id: TicketId | None


@dataclass(frozen=True, slots=True)
class FetchOlder:
    """The window reached the oldest held message of a ticket."""

    ticket_id: TicketId


@dataclass(frozen=True, slots=True)
class FetchAttachment:
    """Bring an attachment into the encrypted store; answered by `AttachmentReady`."""

    ticket_id: TicketId
    attachment_id: AttachmentId


@dataclass(frozen=True, slots=True)
class PutCommand:
    """Put a wish into the outbox."""

    command: Command


@dataclass(frozen=True, slots=True)
class CancelCommand:
    """Take back a queued, held or failed command (undo send, discard)."""

    command_id: CommandId


@dataclass(frozen=True, slots=True)
class ApproveCommand:
    """Send a held or failed command all the same, having seen why it waits."""

    command_id: CommandId


@dataclass(frozen=True, slots=True)
class SaveDraft:
    """Keep what stands in a ticket's composer; empty text removes it."""

    ticket_id: TicketId
    text: str
    is_note: bool


@dataclass(frozen=True, slots=True)
class SetAvailability:
    """The agent says whether routing may give tickets."""

    availability: Availability


@dataclass(frozen=True, slots=True)
class ReconnectNow:
    """Stop waiting in back-off."""


Request = (
    SignIn
    | Probe
    | SignOut
    | OpenTicket
    | FetchOlder
    | FetchAttachment
    | PutCommand
    | CancelCommand
    | ApproveCommand
    | SaveDraft
    | SetAvailability
    | ReconnectNow
)
