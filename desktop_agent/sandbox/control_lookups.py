# SPDX-License-Identifier: Apache-2.0
"""Finds what a control request names and describes a ticket for assertions; changes nothing."""

from __future__ import annotations

from desktop_agent.sandbox.rest.params import Params
from desktop_agent.sandbox.state import Sandbox
from desktop_agent.sandbox.world.model import MESSAGE_TYPES, Agent, Contact, Inbox, JsonObject
from desktop_agent.sandbox.world.ticket import Ticket

_DUMPED_MESSAGES = 200


class ControlError(Exception):
    """A control request names something that does not exist or makes no sense."""


def ticket_named(sandbox: Sandbox, params: Params) -> Ticket:
    """Return the ticket of the key `ticket` (display id)."""
    ticket = sandbox.world.ticket(params.number("ticket") or 0)
    if ticket is None:
        raise ControlError("no such ticket")
    return ticket


def agent_named(sandbox: Sandbox, params: Params, key: str) -> Agent:
    """Return the agent of a key: id, full name or first name."""
    wanted = params.text(key) or ""
    for agent in sandbox.world.directory.agents.values():
        if wanted in (str(agent.id), agent.name, agent.name.split(" ")[0], agent.email):
            return agent
    raise ControlError(f"no such agent in {key}")


def inbox_named(sandbox: Sandbox, params: Params) -> Inbox:
    """Return the channel of the key `inbox`, by default the first."""
    inbox = sandbox.world.directory.inboxes.get(params.number("inbox") or 1)
    if inbox is None:
        raise ControlError("no such inbox")
    return inbox


def contact_named(sandbox: Sandbox, params: Params, key: str) -> Contact:
    """Return the contact of a key."""
    contact = sandbox.world.customers.get(params.number(key) or 0)
    if contact is None:
        raise ControlError(f"no such contact in {key}")
    return contact


def required_text(params: Params, key: str) -> str:
    """Return a text that must be there."""
    value = params.text(key)
    if value is None:
        raise ControlError(f"{key} is missing")
    return value


def ticket_state(sandbox: Sandbox, ticket: Ticket) -> JsonObject:
    """Return what the server holds about a ticket: owner, status, newest messages, oldest first."""
    start = max(0, len(ticket) - _DUMPED_MESSAGES)
    messages = [ticket.message_at(position) for position in range(start, len(ticket))]
    return {
        "id": ticket.no,
        "status": ticket.status,
        "assignee_id": ticket.assignee_id,
        "bot_assignee_id": ticket.bot_assignee_id,
        "team_id": ticket.team_id,
        "inbox_id": ticket.inbox_id,
        "contact_id": ticket.contact_id,
        "labels": ticket.labels,
        "custom_attributes": ticket.custom_attributes,
        "can_reply": sandbox.world.can_reply(ticket),
        "unread_count": ticket.unread_count(),
        "snoozed_until": ticket.snoozed_until,
        "last_incoming_at": ticket.last_incoming_at,
        "updated_at": ticket.updated_at,
        "message_count": len(ticket),
        "messages": [
            {
                "id": message.id,
                "type": MESSAGE_TYPES[message.message_type],
                "content": message.content,
                "is_private": message.is_private,
                "status": message.status,
                "source_id": message.source_id,
                "sender_kind": message.sender_kind,
                "sender_id": message.sender_id,
                "content_attributes": message.content_attributes,
                "template_params": message.additional_attributes.get("template_params"),
                "attachments": [a.file_name for a in message.attachments],
                "created_at": message.created_at,
            }
            for message in messages
        ],
    }
