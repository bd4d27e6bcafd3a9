# SPDX-License-Identifier: Apache-2.0
"""Finds who is mentioned in a note and lets them know (chatwoot §3.2, §4.4)."""

from __future__ import annotations

import re
from typing import Final

from desktop_agent.sandbox.operations.announcer import Announcer
from desktop_agent.sandbox.world.model import Message
from desktop_agent.sandbox.world.ticket import Ticket
from desktop_agent.sandbox.world.world import World

_MENTION: Final = re.compile(r"mention://(user|team)/(\d+)/")


def announce_mentions(world: World, announcer: Announcer, ticket: Ticket, note: Message) -> None:
    """Notify the mentioned inbox members and administrators; they become participants."""
    wanted: set[int] = set()
    for kind, number in _MENTION.findall(note.content or ""):
        if kind == "user":
            wanted.add(int(number))
        elif int(number) in world.directory.teams:
            wanted.update(world.directory.teams[int(number)].member_ids)
    members = world.inbox_of(ticket).member_ids
    for agent_id in sorted(wanted):
        agent = world.directory.member(agent_id)
        if agent is None or (agent.id not in members and agent.role != "administrator"):
            continue
        ticket.participant_ids.add(agent.id)
        announcer.notify([agent.id], ticket, "conversation_mention", note.id)
        announcer.mentioned(ticket, agent)
