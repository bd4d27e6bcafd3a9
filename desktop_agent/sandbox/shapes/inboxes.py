# SPDX-License-Identifier: Apache-2.0
"""JSON shapes of channels (chatwoot §6.1)."""

from __future__ import annotations

from desktop_agent.sandbox.world.model import Agent, Inbox, JsonObject
from desktop_agent.sandbox.world.world import World

_WORKING_HOURS: list[JsonObject] = [
    {
        "day_of_week": day,
        "closed_all_day": day in (0, 6),
        "open_hour": None if day in (0, 6) else 8,
        "open_minutes": None if day in (0, 6) else 0,
        "close_hour": None if day in (0, 6) else 16,
        "close_minutes": None if day in (0, 6) else 0,
        "open_all_day": False,
    }
    for day in range(7)
]


def inbox_json(world: World, inbox: Inbox, viewer: Agent) -> JsonObject:
    """The full inbox object; secrets of the channel go to administrators only."""
    is_admin = viewer.role == "administrator"
    shape: JsonObject = {
        "id": inbox.id,
        "avatar_url": "",
        "channel_id": inbox.id,
        "name": inbox.name,
        "channel_type": inbox.channel_type,
        "greeting_enabled": False,
        "greeting_message": None,
        "working_hours_enabled": False,
        "enable_email_collect": False,
        "csat_survey_enabled": False,
        "csat_config": {},
        "enable_auto_assignment": inbox.enable_auto_assignment,
        "auto_assignment_config": {},
        "out_of_office_message": None,
        "working_hours": _WORKING_HOURS,
        "timezone": "Berlin",
        "callback_webhook_url": f"{world.base_url}/webhooks/{inbox.id}",
        "allow_messages_after_resolved": True,
        "lock_to_single_conversation": inbox.lock_to_single_conversation,
        "sender_name_type": "friendly",
        "business_name": None,
        "phone_number": inbox.phone_number,
        "provider": inbox.provider,
    }
    if inbox.channel_type == "Channel::Whatsapp":
        shape["message_templates"] = inbox.message_templates
        shape["reauthorization_required"] = False
        if is_admin:
            shape["provider_config"] = {"phone_number_id": f"9{inbox.id:014d}"}
    if inbox.channel_type == "Channel::Api":
        shape["inbox_identifier"] = inbox.identifier
        shape["webhook_url"] = ""
        shape["additional_attributes"] = (
            {} if inbox.window_h is None else {"agent_reply_time_window": str(inbox.window_h)}
        )
        shape["hmac_mandatory"] = False
    return shape


def slim_inbox_json(inbox: Inbox) -> JsonObject:
    """The inbox inside contacts."""
    return {
        "id": inbox.id,
        "avatar_url": "",
        "channel_id": inbox.id,
        "name": inbox.name,
        "channel_type": inbox.channel_type,
        "provider": inbox.provider,
    }
