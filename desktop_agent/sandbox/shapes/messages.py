# SPDX-License-Identifier: Apache-2.0
"""JSON shapes of messages: REST (chatwoot §3.3) and event (§4.6)."""

from __future__ import annotations

from desktop_agent.sandbox.shapes import blobs, people
from desktop_agent.sandbox.world.clock import iso_ms
from desktop_agent.sandbox.world.model import ACCOUNT_ID, Attachment, JsonObject, Message
from desktop_agent.sandbox.world.ticket import Ticket
from desktop_agent.sandbox.world.world import World

_SENDER_TYPES = {"contact": "Contact", "user": "User", "agent_bot": "AgentBot"}


def message_json(
    world: World, ticket: Ticket, message: Message, echo_id: str | None = None
) -> JsonObject:
    """The REST message; `echo_id` appears only in the answer to its create."""
    shape: JsonObject = {
        "id": message.id,
        "content": message.content,
        "inbox_id": ticket.inbox_id,
    }
    if echo_id is not None:
        shape["echo_id"] = echo_id
    shape |= {
        "conversation_id": ticket.no,
        "message_type": message.message_type,
        "content_type": message.content_type,
        "status": message.status,
        "content_attributes": message.content_attributes,
        "created_at": int(message.created_at),
        "private": message.is_private,
        "source_id": message.source_id,
    }
    return shape | _sender_and_files(world, ticket, message, is_event=False)


def message_event_json(
    world: World, ticket: Ticket, message: Message, echo_id: str | None = None
) -> JsonObject:
    """All columns of the message as events and `messages[0]` carry them."""
    contact = world.customers.get(ticket.contact_id)
    shape: JsonObject = {
        "id": message.id,
        "content": message.content,
        "account_id": ACCOUNT_ID,
        "inbox_id": ticket.inbox_id,
        "conversation_id": ticket.no,
        "message_type": message.message_type,
        "created_at": int(message.created_at),
        "updated_at": iso_ms(message.updated_at),
        "private": message.is_private,
        "status": message.status,
        "source_id": message.source_id,
        "content_type": message.content_type,
        "content_attributes": message.content_attributes,
        "sender_type": _SENDER_TYPES.get(message.sender_kind or ""),
        "sender_id": message.sender_id,
        "external_source_ids": {},
        "additional_attributes": message.additional_attributes,
        "processed_message_content": message.content,
        "sentiment": {},
        "conversation": {
            "assignee_id": ticket.assignee_id,
            "unread_count": ticket.unread_count(),
            "last_activity_at": int(ticket.last_activity_at),
            "contact_inbox": {"source_id": contact.source_id if contact else None},
        },
    }
    if echo_id is not None:
        shape["echo_id"] = echo_id
    return shape | _sender_and_files(world, ticket, message, is_event=True)


def _sender_and_files(
    world: World, ticket: Ticket, message: Message, *, is_event: bool
) -> JsonObject:
    shape: JsonObject = {}
    sender = sender_json(world, message, is_event=is_event)
    if sender is not None:
        shape["sender"] = sender
    if message.attachments:
        shape["attachments"] = [attachment_json(world, ticket, a) for a in message.attachments]
    return shape


def sender_json(world: World, message: Message, *, is_event: bool) -> JsonObject | None:
    """Who wrote the message; None for activity messages and people who are gone."""
    sender_id = message.sender_id or 0
    if message.sender_kind == "contact":
        contact = world.customers.get(sender_id)
        return None if contact is None else people.contact_event_json(contact)
    if message.sender_kind == "user":
        agent = world.directory.agents.get(sender_id)
        if agent is None:
            return None
        return people.user_json(agent, None if is_event else world.availability(agent))
    if message.sender_kind == "agent_bot":
        bot = world.directory.bots.get(sender_id)
        return None if bot is None else people.bot_sender_json(bot)
    return None


def attachment_json(world: World, ticket: Ticket, attachment: Attachment) -> JsonObject:
    """One attachment (§3.3)."""
    shape: JsonObject = {
        "id": attachment.id,
        "message_id": attachment.message_id,
        "file_type": attachment.file_type,
        "account_id": ACCOUNT_ID,
    }
    if attachment.coordinates is not None:
        latitude, longitude = attachment.coordinates
        return shape | {
            "coordinates_lat": latitude,
            "coordinates_long": longitude,
            "fallback_title": attachment.file_name,
            "data_url": None,
        }
    url = blobs.data_url(world, ticket.no, attachment)
    shape |= {
        "extension": attachment.extension,
        "data_url": url,
        "thumb_url": url if attachment.file_type == "image" else "",
        "file_size": attachment.size,
        "width": attachment.width,
        "height": attachment.height,
    }
    if attachment.file_type == "audio":
        shape["transcribed_text"] = ""
    return shape
