# SPDX-License-Identifier: Apache-2.0
"""Messages and attachments as the server states them. Texts are plain text, never markup."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from desktop_agent.domain.ids import AttachmentId, CommandId, MessageId, TicketId
from desktop_agent.domain.light_dataclass import dataclass
from desktop_agent.domain.secret import SecretText


class MessageKind(StrEnum):
    """Direction and nature of a message."""

    INBOUND = "inbound"
    OUTBOUND = "outbound"
    TEMPLATE = "template"
    NOTE = "note"
    ACTIVITY = "activity"


class AuthorKind(StrEnum):
    """Who wrote; bot turns are labelled (domain-rules R43)."""

    CUSTOMER = "customer"
    AGENT = "agent"
    BOT = "bot"
    SYSTEM = "system"


class Delivery(StrEnum):
    """How far an outgoing message got; `taken` is the birth state and proves nothing.

    Only `accepted` (the provider gave an id) and later prove that it left (chatwoot §3.5).
    """

    TAKEN = "taken"
    ACCEPTED = "accepted"
    DELIVERED = "delivered"
    READ = "read"
    FAILED = "failed"


DELIVERY_RANK = {
    Delivery.TAKEN: 0,
    Delivery.ACCEPTED: 1,
    Delivery.DELIVERED: 2,
    Delivery.READ: 3,
    Delivery.FAILED: 4,
}
"""Merge by the higher rank; `failed` always counts (chatwoot trap 5)."""


class AttachmentKind(StrEnum):
    """What an attachment is; `unknown` is shown as a visible placeholder (domain-rules R29)."""

    IMAGE = "image"
    AUDIO = "audio"
    VIDEO = "video"
    FILE = "file"
    STICKER = "sticker"
    LOCATION = "location"
    CONTACT = "contact"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Attachment:
    """A file or pin that came with a message; bytes are fetched on demand.

    `url` is a permanent unauthenticated link and therefore a secret (chatwoot trap 37).
    `size` is in bytes, `latitude`/`longitude` in degrees.
    """

    id: AttachmentId
    kind: AttachmentKind
    name: str = ""
    size: int | None = None
    width: int | None = None
    height: int | None = None
    url: SecretText = SecretText("")
    title: str = ""
    latitude: float | None = None
    longitude: float | None = None


@dataclass(frozen=True, slots=True)
class Author:
    """Who wrote a message; `id` is 0 where the server named nobody."""

    kind: AuthorKind
    id: int = 0
    name: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """One message of a ticket.

    `version` is the server's change time when the record carried one (events do, REST does not);
    a record with a version never yields to an older one. `ref` is our command's reference.
    """

    id: MessageId
    ticket_id: TicketId
    kind: MessageKind
    author: Author
    text: str
    created_at: datetime
    delivery: Delivery = Delivery.TAKEN
    version: float | None = None
    ref: CommandId | None = None
    quoted_id: MessageId | None = None
    attachments: tuple[Attachment, ...] = ()
    is_deleted: bool = False
    content_kind: str = "text"
    failure: str = ""
    """The provider's error, shortened; empty when nothing failed."""
