# SPDX-License-Identifier: Apache-2.0
"""Channels with their windows and limits (chatwoot §2.12, §7.2), agents, labels, snippets."""

from __future__ import annotations

from datetime import timedelta

import msgspec
import pytest

from desktop_agent.domain.directory import Availability, ChannelKind, Role
from desktop_agent.domain.ids import TeamId
from desktop_agent.provider.chatwoot.map_directory import (
    map_agent,
    map_channel,
    map_label,
    map_snippet,
    map_team,
)
from desktop_agent.provider.chatwoot.wire_account import (
    WireAgent,
    WireInbox,
    WireLabel,
    WireSnippet,
    WireTeam,
)
from tests.unit.provider.chatwoot.wire_samples import raw

DAY = timedelta(hours=24)


@pytest.mark.parametrize(
    ("fields", "kind", "window", "limit"),
    [
        ({"channel_type": "Channel::Whatsapp"}, ChannelKind.WHATSAPP, DAY, 4096),
        (
            {"channel_type": "Channel::TwilioSms", "medium": "whatsapp"},
            ChannelKind.WHATSAPP,
            DAY,
            1600,
        ),
        ({"channel_type": "Channel::TwilioSms", "medium": "sms"}, ChannelKind.SMS, None, 320),
        ({"channel_type": "Channel::FacebookPage"}, ChannelKind.FACEBOOK, DAY, 2000),
        ({"channel_type": "Channel::Instagram"}, ChannelKind.INSTAGRAM, DAY, 1000),
        ({"channel_type": "Channel::Tiktok"}, ChannelKind.OTHER, timedelta(hours=48), 6000),
        ({"channel_type": "Channel::Telegram"}, ChannelKind.TELEGRAM, None, 4096),
        ({"channel_type": "Channel::WebWidget"}, ChannelKind.WEB, None, 10_000),
        ({"channel_type": "Channel::Email"}, ChannelKind.EMAIL, None, 25_000),
        ({"channel_type": "Channel::Api"}, ChannelKind.API, None, 10_000),
        ({"channel_type": "Channel::Hologram"}, ChannelKind.OTHER, None, 10_000),
        ({"channel_type": None}, ChannelKind.OTHER, None, 10_000),
    ],
)
def test_channel_kinds(
    fields: dict[str, object], kind: ChannelKind, window: timedelta | None, limit: int
) -> None:
    wire = msgspec.convert({"id": 3, "name": "Bürgerservice", **fields}, WireInbox)
    channel = map_channel(wire)
    assert (channel.kind, channel.window, channel.text_limit) == (kind, window, limit)


@pytest.mark.parametrize(
    ("hours", "window"),
    [(24, DAY), ("48", timedelta(hours=48)), (0, None), (-3, None), ("x", None), (1e12, None)],
)
def test_api_channel_states_its_own_window(hours: object, window: timedelta | None) -> None:
    attributes = raw({"agent_reply_time_window": hours})
    wire = WireInbox(id=1, channel_type="Channel::Api", additional_attributes=attributes)
    assert map_channel(wire).window == window


def test_channel_that_lost_its_permission_says_so() -> None:
    wire = WireInbox(id=1, channel_type="Channel::Whatsapp", reauthorization_required=True)
    assert map_channel(wire).needs_reconnect


def test_agent_and_team() -> None:
    wire = WireAgent(
        id=5, name="Marie Krüger", role="administrator", availability_status="away-ish"
    )
    agent = map_agent(wire, (TeamId(2),))
    assert (agent.name, agent.role) == ("Marie Krüger", Role.LEAD)
    assert agent.availability is Availability.OFFLINE
    assert agent.team_ids == (2,)
    assert map_team(WireTeam(id=2, name="bürger\u202ebüro")).name == "Bürgerbüro"


@pytest.mark.parametrize(
    ("colour", "shown"),
    [("#1F93FF", "#1f93ff"), ("red", "#888888"), (None, "#888888"), ("#12345", "#888888")],
)
def test_label_colour(colour: str | None, shown: str) -> None:
    assert map_label(WireLabel(title="eilig", color=colour)).colour == shown


def test_snippet_keeps_its_lines() -> None:
    snippet = map_snippet(WireSnippet(short_code="gruss", content="Guten Tag\n{{contact.name}}"))
    assert (snippet.code, snippet.text) == ("gruss", "Guten Tag\n{{contact.name}}")
