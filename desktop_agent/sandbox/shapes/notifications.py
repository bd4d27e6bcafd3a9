# SPDX-License-Identifier: Apache-2.0
"""JSON shape of notifications (chatwoot §6.12)."""

from __future__ import annotations

from typing import Final

from desktop_agent.sandbox.shapes import people
from desktop_agent.sandbox.shapes.conversations import (
    MissingContactError,
    conversation_event_json,
)
from desktop_agent.sandbox.shapes.messages import message_event_json
from desktop_agent.sandbox.world.clock import iso_ms_or_none
from desktop_agent.sandbox.world.model import JsonObject
from desktop_agent.sandbox.world.notifications import Notification
from desktop_agent.sandbox.world.world import World

# The database id differs from the display id on purpose: the server leaks it here (trap 33).
DATABASE_ID_OFFSET: Final = 500_000


def notification_json(world: World, item: Notification) -> JsonObject | None:
    """Return the notification, None if its ticket is gone."""
    ticket = world.ticket(item.ticket_no)
    agent = world.directory.agents.get(item.agent_id)
    if ticket is None or agent is None:
        return None
    try:
        actor = conversation_event_json(world, ticket)
    except MissingContactError:
        return None
    message = None if item.message_id is None else ticket.find(item.message_id)
    return {
        "id": item.id,
        "notification_type": item.notification_type,
        "push_message_title": f"#{ticket.no}",
        "push_message_body": "" if message is None else (message.content or ""),
        "primary_actor_type": "Conversation",
        "primary_actor_id": DATABASE_ID_OFFSET + ticket.no,
        "primary_actor": actor,
        "secondary_actor": None if message is None else message_event_json(world, ticket, message),
        "user": people.user_json(agent, world.availability(agent)),
        "read_at": iso_ms_or_none(item.read_at),
        "created_at": int(item.created_at),
        "last_activity_at": int(item.created_at),
        "snoozed_until": iso_ms_or_none(item.snoozed_until),
        "meta": {},
    }
