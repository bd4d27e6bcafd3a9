# SPDX-License-Identifier: Apache-2.0
"""Wire types of sign-in, profile and directory (chatwoot §1, §6). Must not know the domain."""

from __future__ import annotations

import msgspec

from desktop_agent.provider.chatwoot.wire import Id


class WireServer(msgspec.Struct, frozen=True):
    """Answer of `GET /api`; `timestamp` is UTC text without zone."""

    version: str
    timestamp: str | None = None


class WireSecondFactor(msgspec.Struct, frozen=True):
    """The 206 answer to a right password."""

    mfa_token: str
    mfa_required: bool = True


class WireAccount(msgspec.Struct, frozen=True):
    """An account of the signed-in user."""

    id: Id
    name: str | None = None
    status: str | None = None
    active_at: str | None = None
    role: str | None = None
    availability: str | None = None


class WireProfile(msgspec.Struct, frozen=True):
    """The signed-in user; mail and picture are deliberately not declared."""

    id: Id
    access_token: str
    pubsub_token: str | None = None
    name: str | None = None
    available_name: str | None = None
    accounts: list[WireAccount] = []


class WireSignIn(msgspec.Struct, frozen=True):
    """The 200 answer to a sign-in."""

    data: WireProfile


class WireInbox(msgspec.Struct, frozen=True):
    """A channel (chatwoot §6.1); addresses and secrets of the channel are not declared."""

    id: Id
    name: str | None = None
    channel_type: str | None = None
    provider: str | None = None
    medium: str | None = None
    reauthorization_required: bool | None = None
    message_templates: msgspec.Raw = msgspec.Raw(b"null")
    additional_attributes: msgspec.Raw = msgspec.Raw(b"null")


class WireInboxes(msgspec.Struct, frozen=True):
    """Answer of `GET inboxes`."""

    payload: list[msgspec.Raw]


class WireApiAttributes(msgspec.Struct, frozen=True):
    """The window of an API channel, in hours (chatwoot §2.12)."""

    agent_reply_time_window: int | float | str | None = None


class WireTemplateComponent(msgspec.Struct, frozen=True):
    """A part of a template as the provider states it."""

    type: str | None = None
    format: str | None = None
    text: str | None = None
    buttons: msgspec.Raw = msgspec.Raw(b"null")


class WireTemplateButton(msgspec.Struct, frozen=True):
    """A button; one with a variable needs a value that agents cannot give here."""

    type: str | None = None
    url: str | None = None
    text: str | None = None


class WireTemplate(msgspec.Struct, frozen=True):
    """A message template, verbatim from the provider (chatwoot §6.1)."""

    name: str
    language: str
    status: str | None = None
    category: str | None = None
    parameter_format: str | None = None
    components: list[WireTemplateComponent] = []


class WireAgent(msgspec.Struct, frozen=True):
    """A colleague; mail and picture are deliberately not declared."""

    id: Id
    name: str | None = None
    available_name: str | None = None
    role: str | None = None
    availability_status: str | None = None


class WireTeam(msgspec.Struct, frozen=True):
    """A team."""

    id: Id
    name: str | None = None


class WireLabel(msgspec.Struct, frozen=True):
    """A label of the account."""

    title: str
    color: str | None = None


class WireLabels(msgspec.Struct, frozen=True):
    """Answer of `GET labels`."""

    payload: list[msgspec.Raw]


class WireSnippet(msgspec.Struct, frozen=True):
    """A canned response."""

    short_code: str
    content: str
