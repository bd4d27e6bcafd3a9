# SPDX-License-Identifier: Apache-2.0
"""Maps inboxes, agents, teams, labels and snippets to the domain (chatwoot §2.12, §6, §7.2)."""

from __future__ import annotations

import re
from datetime import timedelta

import msgspec

from desktop_agent.domain.directory import (
    Agent,
    Availability,
    Channel,
    ChannelKind,
    Label,
    Role,
    Snippet,
    Team,
)
from desktop_agent.domain.ids import AgentId, ChannelId, TeamId
from desktop_agent.provider.chatwoot.cleaning import LABEL_LIMIT, clean_name, clean_text
from desktop_agent.provider.chatwoot.decode import decode_or
from desktop_agent.provider.chatwoot.wire_account import (
    WireAgent,
    WireApiAttributes,
    WireInbox,
    WireLabel,
    WireSnippet,
    WireTeam,
)

_API_ATTRIBUTES = msgspec.json.Decoder(WireApiAttributes | None)

_KINDS = {
    "Channel::Whatsapp": ChannelKind.WHATSAPP,
    "Channel::Telegram": ChannelKind.TELEGRAM,
    "Channel::FacebookPage": ChannelKind.FACEBOOK,
    "Channel::Instagram": ChannelKind.INSTAGRAM,
    "Channel::Sms": ChannelKind.SMS,
    "Channel::TwilioSms": ChannelKind.SMS,
    "Channel::WebWidget": ChannelKind.WEB,
    "Channel::Email": ChannelKind.EMAIL,
    "Channel::Api": ChannelKind.API,
}
_DAY = timedelta(hours=24)
_WINDOWS = {
    "Channel::Whatsapp": _DAY,
    # A week with the human-agent permission, which no answer tells (§2.12): the shorter is safe.
    "Channel::FacebookPage": _DAY,
    "Channel::Instagram": _DAY,
    "Channel::Tiktok": timedelta(hours=48),
}
_TEXT_LIMITS = {
    "Channel::Whatsapp": 4096,
    "Channel::TwilioSms": 320,
    "Channel::FacebookPage": 2000,
    "Channel::Instagram": 1000,
    "Channel::Tiktok": 6000,
    "Channel::Telegram": 4096,
    "Channel::Line": 2000,
    "Channel::Email": 25_000,
}
_GENERAL_LIMIT = 10_000
_TWILIO_WHATSAPP_LIMIT = 1600
_LONGEST_WINDOW_H = 24 * 366
_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")
_SNIPPET_LIMIT = 20_000


def map_channel(wire: WireInbox) -> Channel:
    """One business account with its window and limits."""
    word = wire.channel_type or ""
    kind = _KINDS.get(word, ChannelKind.OTHER)
    window = _WINDOWS.get(word)
    text_limit = _TEXT_LIMITS.get(word, _GENERAL_LIMIT)
    if word == "Channel::TwilioSms" and wire.medium == "whatsapp":
        kind, window, text_limit = ChannelKind.WHATSAPP, _DAY, _TWILIO_WHATSAPP_LIMIT
    if kind is ChannelKind.API:
        window = _api_window(wire)
    return Channel(
        id=ChannelId(wire.id),
        name=clean_name(wire.name),
        kind=kind,
        window=window,
        text_limit=text_limit,
        provider=clean_name(wire.provider, 60),
        needs_reconnect=bool(wire.reauthorization_required),
    )


def map_agent(wire: WireAgent, team_ids: tuple[TeamId, ...]) -> Agent:
    """A colleague."""
    return Agent(
        id=AgentId(wire.id),
        name=clean_name(wire.available_name or wire.name),
        role=Role.LEAD if wire.role == "administrator" else Role.AGENT,
        availability=availability_of(wire.availability_status),
        team_ids=team_ids,
    )


def map_team(wire: WireTeam) -> Team:
    """A team."""
    name = clean_name(wire.name)
    # The server lower-cases team names (chatwoot §6.3); in German a name begins large.
    return Team(TeamId(wire.id), name[:1].upper() + name[1:])


def map_label(wire: WireLabel) -> Label:
    """A label; a colour that is none becomes grey."""
    colour = wire.color or ""
    name = clean_name(wire.title, LABEL_LIMIT)
    return Label(name, colour.lower()) if _COLOUR.fullmatch(colour) else Label(name)


def map_snippet(wire: WireSnippet) -> Snippet:
    """A canned response; its Liquid variables are text like everything else (trap 8)."""
    return Snippet(clean_name(wire.short_code, 100), clean_text(wire.content, _SNIPPET_LIMIT))


def availability_of(word: str | None) -> Availability:
    """The configured availability; unknown words count as away."""
    try:
        return Availability(word or "offline")
    except ValueError:
        return Availability.OFFLINE


def _api_window(wire: WireInbox) -> timedelta | None:
    attributes = decode_or(wire.additional_attributes, _API_ATTRIBUTES, None)
    try:
        hours = float((attributes and attributes.agent_reply_time_window) or 0)
    except ValueError:
        return None
    return timedelta(hours=hours) if 0 < hours <= _LONGEST_WINDOW_H else None
