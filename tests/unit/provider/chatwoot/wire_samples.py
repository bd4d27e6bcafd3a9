# SPDX-License-Identifier: Apache-2.0
"""Records as the server sends them (chatwoot §2.2, §3.3, §4.5, §4.6), with planted markers.

Fictional people; the markers must never come out of the mapper.
"""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

Json = dict[str, object]

ACCOUNT = 1
CREATED = 1_780_000_000
PHONE = "+49 1555 0109999"
MAIL = "planted.marker@kundin.example"
AVATAR = "https://chat.example/planted-avatar.png"
MARKERS = ("1555", "0109999", "planted", "kundin.example")

REF = "0123456789abcdef0123456789abcdef"


def contact(**overrides: object) -> Json:
    """A contact with everything that must be dropped."""
    return {
        "additional_attributes": {"city": "planted", "social": {"x": MAIL}},
        "custom_attributes": {"number": PHONE},
        "email": MAIL,
        "id": 77,
        "identifier": PHONE,
        "name": "Ayşe Demir",
        "phone_number": PHONE,
        "thumbnail": AVATAR,
        "blocked": False,
        "type": "contact",
        **overrides,
    }


def message(**overrides: object) -> Json:
    """A REST message from the customer."""
    return {
        "id": 501,
        "content": "Guten Tag",
        "inbox_id": 3,
        "conversation_id": 9,
        "message_type": 0,
        "content_type": "text",
        "status": "sent",
        "content_attributes": {},
        "created_at": CREATED,
        "private": False,
        "source_id": "wamid.1",
        "sender": contact(),
        **overrides,
    }


def outgoing(**overrides: object) -> Json:
    """A REST message from an agent."""
    sender = {"id": 5, "name": "Marie Krüger", "available_name": "Marie", "type": "user"}
    return message(message_type=1, sender=sender, source_id=None, **overrides)


def event_message(**overrides: object) -> Json:
    """The event shape, which has a change time."""
    return message(
        updated_at="2026-05-28T20:26:41.250Z",
        sender_type="Contact",
        sender_id=77,
        account_id=ACCOUNT,
        **overrides,
    )


def conversation(**overrides: object) -> Json:
    """A REST conversation."""
    return {
        "id": 9,
        "uuid": "9c1a",
        "account_id": ACCOUNT,
        "inbox_id": 3,
        "status": "open",
        "priority": None,
        "labels": ["wohngeld"],
        "muted": False,
        "can_reply": True,
        "unread_count": 2,
        "created_at": CREATED,
        "last_activity_at": CREATED + 60,
        "timestamp": CREATED + 60,
        "updated_at": CREATED + 60.25,
        "agent_last_seen_at": 0,
        "waiting_since": CREATED + 30,
        "snoozed_until": None,
        "additional_attributes": {"referer": MAIL},
        "custom_attributes": {},
        "messages": [event_message()],
        "last_non_activity_message": event_message(),
        "meta": {
            "sender": contact(),
            "channel": "Channel::Whatsapp",
            "assignee": {"id": 5, "name": "Marie Krüger", "available_name": "Marie"},
            "assignee_type": "User",
            "team": {"id": 2, "name": "bürgerbüro"},
            "hmac_verified": False,
        },
        **overrides,
    }


def raw(value: Mapping[str, object] | list[object] | object) -> msgspec.Raw:
    """The JSON bytes of a record."""
    return msgspec.Raw(msgspec.json.encode(value))
