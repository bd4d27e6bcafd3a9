# SPDX-License-Identifier: Apache-2.0
"""Wire types of conversations and messages (chatwoot §2.2, §3.3, §4.5, §4.6).

Declares only the fields that the adapter reads; unknown ones are skipped by the decoder. Must not
know the domain.
"""

from __future__ import annotations

from typing import Annotated

import msgspec

Id = Annotated[int, msgspec.Meta(ge=0, le=2**63 - 1)]
Count = Annotated[int, msgspec.Meta(ge=0, le=2**53)]
Coordinate = Annotated[float, msgspec.Meta(ge=-180, le=180)]
Moment = int | float | str | None
"""Unix seconds, ISO text, 0 or null: time formats are mixed (chatwoot trap 31)."""


class WireSender(msgspec.Struct, frozen=True):
    """Whoever wrote or holds something. Mail, phone and picture are deliberately not declared."""

    id: Id | None = None
    name: str | None = None
    available_name: str | None = None
    type: str | None = None


class WireContact(msgspec.Struct, frozen=True):
    """A customer; only what may be shown is declared (architecture §4)."""

    id: Id
    name: str | None = None
    blocked: bool | None = None


class WireTeamRef(msgspec.Struct, frozen=True):
    """The team of a conversation."""

    id: Id


class WireMeta(msgspec.Struct, frozen=True):
    """People around a conversation; absent (REST) and null (events) mean the same here."""

    sender: WireContact | None = None
    assignee: WireSender | None = None
    assignee_type: str | None = None
    team: WireTeamRef | None = None
    channel: str | None = None


class WireConversation(msgspec.Struct, frozen=True):
    """A conversation in REST or event shape; `id` is the display id."""

    id: Id
    inbox_id: Id
    status: str
    updated_at: float
    meta: WireMeta
    account_id: Id | None = None
    priority: str | None = None
    labels: list[str] = []
    muted: bool | None = None
    can_reply: bool | None = None
    unread_count: Count | None = None
    created_at: Moment = None
    last_activity_at: Moment = None
    timestamp: Moment = None
    waiting_since: Moment = None
    snoozed_until: Moment = None
    channel: str | None = None
    custom_attributes: msgspec.Raw = msgspec.Raw(b"{}")
    messages: list[msgspec.Raw] = []
    last_non_activity_message: msgspec.Raw = msgspec.Raw(b"null")


class WireMessage(msgspec.Struct, frozen=True):
    """A message in REST or event shape; only events carry `updated_at`."""

    id: Id
    created_at: int | float | str
    message_type: int | str
    conversation_id: Id | None = None
    account_id: Id | None = None
    content: str | None = None
    content_type: str | None = None
    content_attributes: msgspec.Raw = msgspec.Raw(b"{}")
    status: str | None = None
    private: bool | None = None
    source_id: str | None = None
    echo_id: str | int | None = None
    updated_at: Moment = None
    sender: WireSender | None = None
    sender_type: str | None = None
    attachments: list[msgspec.Raw] | None = None


class WireContentAttributes(msgspec.Struct, frozen=True):
    """The keys of content_attributes that matter (chatwoot §3.4); ours come last."""

    in_reply_to: int | str | None = None
    deleted: bool | None = None
    external_error: str | None = None
    is_unsupported: bool | None = None
    desktop_agent_ref: str | None = None
    desktop_agent_escaped: bool | None = None


class WireContactMeta(msgspec.Struct, frozen=True):
    """The name on a shared contact card; its number is deliberately not declared."""

    first_name: str | None = msgspec.field(name="firstName", default=None)
    last_name: str | None = msgspec.field(name="lastName", default=None)


class WireAttachment(msgspec.Struct, frozen=True):
    """A file, pin or card (chatwoot §3.3). `fallback_title` is a phone number for cards."""

    id: Id
    file_type: str | None = None
    extension: str | None = None
    data_url: str | None = None
    file_size: Count | None = None
    width: int | float | None = None
    height: int | float | None = None
    fallback_title: str | None = None
    coordinates_lat: Coordinate | None = None
    coordinates_long: Coordinate | None = None
    meta: msgspec.Raw = msgspec.Raw(b"null")


class WireCounts(msgspec.Struct, frozen=True):
    """Counts beside a list; they ignore assignee_type and updated_within (chatwoot §2.1)."""

    all_count: Count | None = None
    mine_count: Count | None = None
    unassigned_count: Count | None = None


class WireListData(msgspec.Struct, frozen=True):
    """The inside of a conversation list."""

    payload: list[msgspec.Raw]
    meta: WireCounts = WireCounts()


class WireList(msgspec.Struct, frozen=True):
    """Answer of `GET conversations`."""

    data: WireListData


class WireListMeta(msgspec.Struct, frozen=True):
    """Answer of `GET conversations/meta`."""

    meta: WireCounts


class WireMessages(msgspec.Struct, frozen=True):
    """Answer of `GET messages`; its `meta` holds contact data and is not read."""

    payload: list[msgspec.Raw]


class WireStatusChange(msgspec.Struct, frozen=True):
    """What toggle_status reports."""

    current_status: str | None = None


class WireStatusAnswer(msgspec.Struct, frozen=True):
    """Answer of `POST toggle_status`."""

    payload: WireStatusChange


class WireAttributes(msgspec.Struct, frozen=True):
    """All custom attributes with their exact bytes, for read-modify-write (chatwoot trap 20)."""

    custom_attributes: dict[str, msgspec.Raw] | None = None


class WireId(msgspec.Struct, frozen=True):
    """The id of a record that could not be read otherwise."""

    id: Id | None = None
