# SPDX-License-Identifier: Apache-2.0
"""JSON shapes of tickets: REST (chatwoot §2.2), event (§4.5) and the slim search shapes (§2.5)."""

from __future__ import annotations

from desktop_agent.sandbox.shapes import people
from desktop_agent.sandbox.shapes.messages import message_event_json
from desktop_agent.sandbox.world.clock import iso_ms, iso_ms_or_none, seconds_or_zero
from desktop_agent.sandbox.world.model import (
    ACCOUNT_ID,
    ACTIVITY,
    PRIORITIES,
    Agent,
    Contact,
    JsonObject,
)
from desktop_agent.sandbox.world.ticket import Ticket
from desktop_agent.sandbox.world.world import World


class MissingContactError(Exception):
    """The ticket's contact was deleted and its own deletion is still to come (chatwoot §5.4)."""


def contact_of(world: World, ticket: Ticket) -> Contact:
    """Return the ticket's customer; raises MissingContactError like the server's partial fails."""
    contact = world.customers.get(ticket.contact_id)
    if contact is None:
        raise MissingContactError(ticket.no)
    return contact


def conversation_json(world: World, ticket: Ticket, viewer: Agent | None) -> JsonObject:
    """The REST conversation. Raises MissingContactError."""
    newest = next(ticket.newest(), None)
    spoken = next((m for m in ticket.newest() if m.message_type != ACTIVITY), None)
    contact = contact_of(world, ticket)
    return {
        "meta": _rest_meta(world, ticket, contact, viewer),
        "id": ticket.no,
        "messages": [] if newest is None else [message_event_json(world, ticket, newest)],
        "account_id": ACCOUNT_ID,
        "uuid": ticket.uuid,
        "additional_attributes": ticket.additional_attributes,
        "agent_last_seen_at": seconds_or_zero(ticket.agent_last_seen_at),
        "assignee_last_seen_at": seconds_or_zero(ticket.assignee_last_seen_at),
        "can_reply": world.can_reply(ticket),
        "contact_last_seen_at": seconds_or_zero(ticket.contact_last_seen_at),
        "custom_attributes": ticket.custom_attributes,
        "inbox_id": ticket.inbox_id,
        "labels": ticket.labels,
        "muted": contact.is_blocked,
        "snoozed_until": iso_ms_or_none(ticket.snoozed_until),
        "status": ticket.status,
        "created_at": int(ticket.created_at),
        "updated_at": round(ticket.updated_at, 6),
        "timestamp": int(ticket.last_activity_at),
        "first_reply_created_at": seconds_or_zero(ticket.first_reply_at),
        "unread_count": ticket.unread_count(),
        "last_non_activity_message": (
            None if spoken is None else message_event_json(world, ticket, spoken)
        ),
        "last_activity_at": int(ticket.last_activity_at),
        "priority": PRIORITIES[ticket.priority],
        "waiting_since": seconds_or_zero(ticket.waiting_since),
        "sla_policy_id": None,
    }


def _rest_meta(world: World, ticket: Ticket, contact: Contact, viewer: Agent | None) -> JsonObject:
    """Absent keys stand for no assignee and no team (§2.2)."""
    meta: JsonObject = {
        "sender": people.contact_json(contact),
        "channel": world.inbox_of(ticket).channel_type,
    }
    assignee = world.assignee_of(ticket)
    bot = world.directory.bots.get(ticket.bot_assignee_id or 0)
    if assignee is not None:
        meta["assignee"] = people.agent_json(world, assignee)
        meta["assignee_type"] = "User"
    elif bot is not None:
        meta["assignee"] = people.bot_json(bot)
        meta["assignee_type"] = "AgentBot"
    team = world.directory.teams.get(ticket.team_id or 0)
    if team is not None:
        meta["team"] = people.team_json(team, viewer)
    meta["hmac_verified"] = False
    return meta


def conversation_event_json(world: World, ticket: Ticket) -> JsonObject:
    """The conversation in events: null instead of absent, ISO first reply (§4.5)."""
    contact = contact_of(world, ticket)
    inbox = world.inbox_of(ticket)
    spoken = next(
        (m for m in ticket.newest() if m.message_type != ACTIVITY and not m.is_private), None
    )
    created_iso = iso_ms(ticket.created_at)
    return {
        "additional_attributes": ticket.additional_attributes,
        "can_reply": world.can_reply(ticket),
        "channel": inbox.channel_type,
        "contact_inbox": {
            "id": contact.id,
            "contact_id": contact.id,
            "inbox_id": inbox.id,
            "source_id": contact.source_id,
            "created_at": created_iso,
            "updated_at": created_iso,
            "hmac_verified": False,
            "pubsub_token": f"contact-{contact.id}-{inbox.id}",
        },
        "id": ticket.no,
        "inbox_id": ticket.inbox_id,
        "messages": [] if spoken is None else [message_event_json(world, ticket, spoken)],
        "labels": ticket.labels,
        "meta": _event_meta(world, ticket, contact),
        "status": ticket.status,
        "custom_attributes": ticket.custom_attributes,
        "snoozed_until": iso_ms_or_none(ticket.snoozed_until),
        "unread_count": ticket.unread_count(),
        "first_reply_created_at": iso_ms_or_none(ticket.first_reply_at),
        "priority": PRIORITIES[ticket.priority],
        "waiting_since": seconds_or_zero(ticket.waiting_since),
        "agent_last_seen_at": seconds_or_zero(ticket.agent_last_seen_at),
        "contact_last_seen_at": seconds_or_zero(ticket.contact_last_seen_at),
        "last_activity_at": int(ticket.last_activity_at),
        "timestamp": int(ticket.last_activity_at),
        "created_at": int(ticket.created_at),
        "updated_at": round(ticket.updated_at, 6),
        "account_id": ACCOUNT_ID,
    }


def _event_meta(world: World, ticket: Ticket, contact: Contact) -> JsonObject:
    assignee = world.assignee_of(ticket)
    bot = world.directory.bots.get(ticket.bot_assignee_id or 0)
    owner: JsonObject | None = None
    owner_type: str | None = None
    if assignee is not None:
        owner, owner_type = people.user_json(assignee), "User"
    elif bot is not None:
        owner, owner_type = people.bot_sender_json(bot), "AgentBot"
    team = world.directory.teams.get(ticket.team_id or 0)
    return {
        "sender": people.contact_event_json(contact),
        "assignee": owner,
        "assignee_type": owner_type,
        "team": None if team is None else {"id": team.id, "name": team.name},
        "hmac_verified": False,
    }


def slim_conversation_json(world: World, ticket: Ticket) -> JsonObject:
    """The hit shape of `conversations/search` (§2.5). Raises MissingContactError."""
    contact = contact_of(world, ticket)
    inbox = world.inbox_of(ticket)
    newest = next(ticket.newest(), None)
    messages: list[JsonObject] = []
    if newest is not None:
        messages.append(
            {
                "id": newest.id,
                "content": newest.content,
                "sender_name": contact.name if newest.sender_kind == "contact" else None,
                "message_type": newest.message_type,
                "created_at": int(newest.created_at),
            }
        )
    return {
        "id": ticket.no,
        "uuid": ticket.uuid,
        "created_at": int(ticket.created_at),
        "account_id": ACCOUNT_ID,
        "contact": {"id": contact.id, "name": contact.name},
        "inbox": {"id": inbox.id, "name": inbox.name, "channel_type": inbox.channel_type},
        "messages": messages,
    }
