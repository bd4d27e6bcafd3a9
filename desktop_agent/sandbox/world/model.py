# SPDX-License-Identifier: Apache-2.0
"""The people and things of the simulated account as plain records; holds no behaviour."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final, Literal, TypeAlias

JsonObject: TypeAlias = dict[str, object]

ACCOUNT_ID: Final = 1
ACCOUNT_NAME: Final = "Stadt Lindenau"

INCOMING: Final = 0
OUTGOING: Final = 1
ACTIVITY: Final = 2
TEMPLATE: Final = 3
MESSAGE_TYPES: Final = ("incoming", "outgoing", "activity", "template")

OPEN: Final = 0
RESOLVED: Final = 1
PENDING: Final = 2
SNOOZED: Final = 3
STATUSES: Final = ("open", "resolved", "pending", "snoozed")

PRIORITIES: Final = (None, "low", "medium", "high", "urgent")

Role = Literal["agent", "administrator"]
SenderKind = Literal["contact", "user", "agent_bot"]


@dataclass(slots=True)
class Agent:
    """A user of the account; `is_member` is False once removed from it."""

    id: int
    name: str
    email: str
    password: str
    role: Role
    access_token: str
    pubsub_token: str
    otp_secret: str | None = None
    availability: str = "online"
    auto_offline: bool = True
    is_member: bool = True
    last_presence_at: float | None = None
    message_signature: str | None = None
    ui_settings: JsonObject = field(default_factory=dict)


@dataclass(slots=True)
class Bot:
    """An agent bot: answers until it hands over."""

    id: int
    name: str
    description: str
    access_token: str


@dataclass(slots=True)
class Team:
    """A team; names are lower case on the server (chatwoot §6.3)."""

    id: int
    name: str
    description: str
    allow_auto_assign: bool
    member_ids: list[int]


@dataclass(slots=True)
class Inbox:
    """A channel. `window_h` None = replies are always possible (chatwoot §2.12)."""

    id: int
    name: str
    channel_type: str
    member_ids: list[int]
    window_h: int | None
    provider: str | None = None
    phone_number: str | None = None
    enable_auto_assignment: bool = False
    lock_to_single_conversation: bool = False
    bot_id: int | None = None
    identifier: str | None = None
    message_templates: list[JsonObject] = field(default_factory=list)

    @property
    def sets_source_id(self) -> bool:
        """Whether the send job stores a provider id (never on API inboxes, chatwoot §3.5)."""
        return self.channel_type != "Channel::Api"


@dataclass(slots=True)
class Label:
    """A label record of the account."""

    id: int
    title: str
    description: str
    color: str


@dataclass(slots=True)
class CannedResponse:
    """A snippet."""

    id: int
    short_code: str
    content: str


@dataclass(slots=True)
class Contact:
    """A customer, with the identifying data that a client must drop."""

    id: int
    name: str
    inbox_id: int
    source_id: str
    phone_number: str | None
    email: str | None
    identifier: str | None
    language: str
    additional_attributes: JsonObject
    custom_attributes: JsonObject
    created_at: float
    is_blocked: bool = False


@dataclass(slots=True)
class Attachment:
    """A file of a message; `data` None = generated on demand from (`kind`, `seed`, `size`)."""

    id: int
    message_id: int
    file_type: str
    file_name: str
    content_type: str
    size: int
    seed: int = 0
    extension: str | None = None
    width: int | None = None
    height: int | None = None
    duration_s: int = 0
    data: bytes | None = None
    coordinates: tuple[float, float] | None = None


@dataclass(slots=True)
class Message:
    """One message of any type. Times are unix seconds."""

    id: int
    ticket_no: int
    message_type: int
    content: str | None
    created_at: float
    updated_at: float
    is_private: bool = False
    status: str = "sent"
    source_id: str | None = None
    content_type: str = "text"
    content_attributes: JsonObject = field(default_factory=dict)
    additional_attributes: JsonObject = field(default_factory=dict)
    sender_kind: SenderKind | None = None
    sender_id: int | None = None
    attachments: list[Attachment] = field(default_factory=list)
