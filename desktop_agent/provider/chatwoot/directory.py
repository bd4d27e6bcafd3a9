# SPDX-License-Identifier: Apache-2.0
"""Fetches everything beside tickets as one value (chatwoot §6.1-6.5)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Awaitable, Callable
from typing import TypeVar

import msgspec

from desktop_agent.domain.directory import Agent, Channel, Directory, Template
from desktop_agent.domain.errors import ProblemCode, ServerRefusal
from desktop_agent.domain.ids import AgentId, ChannelId, TeamId
from desktop_agent.provider.chatwoot.api import Api
from desktop_agent.provider.chatwoot.decode import decode_records
from desktop_agent.provider.chatwoot.map_directory import (
    map_agent,
    map_channel,
    map_label,
    map_snippet,
    map_team,
)
from desktop_agent.provider.chatwoot.templates import read_templates
from desktop_agent.provider.chatwoot.wire_account import (
    WireAgent,
    WireInbox,
    WireInboxes,
    WireLabel,
    WireLabels,
    WireSnippet,
    WireTeam,
)
from desktop_agent.provider.port import Reject

W = TypeVar("W")
D = TypeVar("D")

_LIST = msgspec.json.Decoder(list[msgspec.Raw])
_INBOXES = msgspec.json.Decoder(WireInboxes)
_LABELS = msgspec.json.Decoder(WireLabels)
_INBOX = msgspec.json.Decoder(WireInbox)
_AGENT = msgspec.json.Decoder(WireAgent)
_TEAM = msgspec.json.Decoder(WireTeam)
_LABEL = msgspec.json.Decoder(WireLabel)
_SNIPPET = msgspec.json.Decoder(WireSnippet)

_MAX_TEAMS = 200


async def fetch_directory(api: Api) -> tuple[Directory, tuple[Reject, ...]]:
    """One request a kind and one a team, one after the other: the server has few threads."""
    rejects: list[Reject] = []

    def mapped(
        raws: list[msgspec.Raw], decoder: msgspec.json.Decoder[W], to: Callable[[W], D], what: str
    ) -> tuple[D, ...]:
        wires, bad = decode_records(raws, decoder, what)
        rejects.extend(bad)
        return tuple(to(wire) for wire in wires)

    inboxes = (await api.get("inboxes", _INBOXES)).payload
    channels, templates, bad = _channels(inboxes)
    rejects.extend(bad)
    teams = mapped(await api.get("teams", _LIST), _TEAM, map_team, "team")
    members = await _members(api, tuple(team.id for team in teams))

    def with_teams(wire: WireAgent) -> Agent:
        return map_agent(wire, tuple(members.get(AgentId(wire.id), ())))

    agents = mapped(await api.get("agents", _LIST), _AGENT, with_teams, "agent")
    label_records = await _optional(_label_records(api))
    snippet_records = await _optional(api.get("canned_responses", _LIST))
    labels = mapped(label_records, _LABEL, map_label, "label")
    snippets = mapped(snippet_records, _SNIPPET, map_snippet, "snippet")
    directory = Directory(
        agents=agents,
        teams=teams,
        channels=channels,
        labels=tuple(label for label in labels if label.name),
        templates=templates,
        snippets=tuple(snippet for snippet in snippets if snippet.code and snippet.text),
    )
    return directory, tuple(rejects)


def _channels(
    raws: list[msgspec.Raw],
) -> tuple[tuple[Channel, ...], tuple[Template, ...], list[Reject]]:
    wires, rejects = decode_records(raws, _INBOX, "channel")
    templates: list[Template] = []
    for wire in wires:
        known, bad = read_templates(wire.message_templates, ChannelId(wire.id))
        templates += known
        rejects += bad
    return tuple(map_channel(wire) for wire in wires), tuple(templates), rejects


async def _members(api: Api, team_ids: tuple[TeamId, ...]) -> dict[AgentId, list[TeamId]]:
    """Teams by agent; a team whose members may not be read stays empty."""
    members: dict[AgentId, list[TeamId]] = defaultdict(list)
    for team_id in team_ids[:_MAX_TEAMS]:
        records = await _optional(api.get(f"teams/{team_id}/team_members", _LIST))
        for wire in decode_records(records, _AGENT, "member")[0]:
            members[AgentId(wire.id)].append(team_id)
    return members


async def _label_records(api: Api) -> list[msgspec.Raw]:
    return (await api.get("labels", _LABELS)).payload


async def _optional(reading: Awaitable[list[msgspec.Raw]]) -> list[msgspec.Raw]:
    """A list that an agent may do without: some roles may not read it (chatwoot §1.7)."""
    try:
        return await reading
    except ServerRefusal as error:
        if error.problem.code in (ProblemCode.PERMISSION_LOST, ProblemCode.NOT_FOUND):
            return []
        raise
