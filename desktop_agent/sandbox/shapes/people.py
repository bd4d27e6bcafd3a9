# SPDX-License-Identifier: Apache-2.0
"""JSON shapes of agents, bots, teams and customers (chatwoot §3.3, §4.6, §6.2, §6.3, §6.7)."""

from __future__ import annotations

from desktop_agent.sandbox.world.clock import seconds_or_zero
from desktop_agent.sandbox.world.model import ACCOUNT_ID, Agent, Bot, Contact, JsonObject, Team
from desktop_agent.sandbox.world.world import World


def agent_json(world: World, agent: Agent) -> JsonObject:
    """The agent object of REST answers (§6.2)."""
    return {
        "id": agent.id,
        "account_id": ACCOUNT_ID,
        "availability_status": world.availability(agent),
        "auto_offline": agent.auto_offline,
        "confirmed": True,
        "email": agent.email,
        "provider": "email",
        "available_name": agent.name,
        "name": agent.name,
        "role": agent.role,
        "thumbnail": "",
    }


def user_json(agent: Agent, availability: str | None = None) -> JsonObject:
    """The sender and event shape of a user; availability is often null in events (§4.5)."""
    return {
        "id": agent.id,
        "name": agent.name,
        "available_name": agent.name,
        "avatar_url": "",
        "type": "user",
        "availability_status": availability,
        "thumbnail": "",
    }


def bot_json(bot: Bot) -> JsonObject:
    """The slim bot object of assignments (§2.2)."""
    return {
        "id": bot.id,
        "name": bot.name,
        "description": bot.description,
        "thumbnail": "",
        "outgoing_url": "",
        "bot_type": "webhook",
    }


def bot_sender_json(bot: Bot) -> JsonObject:
    """The sender and event shape of a bot."""
    return {"id": bot.id, "name": bot.name, "avatar_url": "", "type": "agent_bot"}


def team_json(team: Team, viewer: Agent | None) -> JsonObject:
    """The team object of REST answers (§6.3)."""
    return {
        "id": team.id,
        "name": team.name,
        "description": team.description,
        "allow_auto_assign": team.allow_auto_assign,
        "account_id": ACCOUNT_ID,
        "is_member": viewer is not None and viewer.id in team.member_ids,
    }


def contact_event_json(contact: Contact) -> JsonObject:
    """The event and sender shape of a customer (§4.6)."""
    return {
        "additional_attributes": contact.additional_attributes,
        "custom_attributes": contact.custom_attributes,
        "email": contact.email,
        "id": contact.id,
        "identifier": contact.identifier,
        "name": contact.name,
        "phone_number": contact.phone_number,
        "thumbnail": "",
        "blocked": contact.is_blocked,
        "type": "contact",
    }


def contact_json(contact: Contact) -> JsonObject:
    """The contact object of REST answers, without contact_inboxes (§6.7)."""
    return {
        "additional_attributes": contact.additional_attributes,
        "availability_status": "offline",
        "email": contact.email,
        "id": contact.id,
        "name": contact.name,
        "phone_number": contact.phone_number,
        "blocked": contact.is_blocked,
        "identifier": contact.identifier,
        "thumbnail": "",
        "custom_attributes": contact.custom_attributes,
        "last_activity_at": seconds_or_zero(contact.created_at),
        "created_at": seconds_or_zero(contact.created_at),
    }
