# SPDX-License-Identifier: Apache-2.0
"""Messages of a ticket: list, create, retry, delete, provider status (chatwoot §3)."""

from __future__ import annotations

import json
from typing import Final

from starlette.responses import Response
from starlette.routing import Route

from desktop_agent.sandbox.operations.posting import Outgoing, PostingError, Upload
from desktop_agent.sandbox.rest.call import (
    Call,
    Denial,
    in_account,
    json_reply,
    not_found,
    server_error,
    unprocessable,
)
from desktop_agent.sandbox.rest.files import signed_upload
from desktop_agent.sandbox.shapes import people
from desktop_agent.sandbox.shapes.conversations import contact_of
from desktop_agent.sandbox.shapes.messages import message_json
from desktop_agent.sandbox.world.clock import iso_ms_or_none
from desktop_agent.sandbox.world.model import (
    INCOMING,
    MESSAGE_TYPES,
    Agent,
    Bot,
    JsonObject,
    Message,
)
from desktop_agent.sandbox.world.ticket import Ticket

_LAST: Final = 20
_AFTER_LIMIT: Final = 100
_RANGE_LIMIT: Final = 1000
_STATUSES: Final = ("sent", "delivered", "read", "failed")


def _list(call: Call) -> Response:
    ticket = call.ticket()
    messages = _page(call, ticket)
    return json_reply(
        {
            "meta": _list_meta(call, ticket),
            "payload": [message_json(call.world, ticket, message) for message in messages],
        }
    )


def _page(call: Call, ticket: Ticket) -> list[Message]:
    """The four modes of §3.1; after is inclusive only together with before (trap 32)."""
    before, after = call.params.number("before"), call.params.number("after")
    is_public_only = call.params.has("filter_internal_messages")
    low, high, limit, is_from_end = 0, len(ticket), _LAST, True
    if after is not None and before is not None:
        low = ticket.position_after(after - 1)
        high = ticket.position_after(before - 1)
        limit, is_from_end = _RANGE_LIMIT, False
    elif after is not None:
        low, limit, is_from_end = ticket.position_after(after), _AFTER_LIMIT, False
    elif before is not None:
        high = ticket.position_after(before - 1)
    order = range(high - 1, low - 1, -1) if is_from_end else range(low, high)
    found: list[Message] = []
    for position in order:
        message = ticket.message_at(position)
        if is_public_only and (message.is_private or message.message_type == 2):
            continue
        found.append(message)
        if len(found) >= limit:
            break
    return sorted(found, key=lambda message: (message.created_at, message.id))


def _list_meta(call: Call, ticket: Ticket) -> JsonObject:
    meta: JsonObject = {
        "labels": ticket.labels,
        "additional_attributes": ticket.additional_attributes,
        "contact": people.contact_event_json(contact_of(call.world, ticket)),
    }
    assignee = call.world.assignee_of(ticket)
    if assignee is not None:
        meta["assignee"] = people.user_json(assignee, call.world.availability(assignee))
    meta["agent_last_seen_at"] = iso_ms_or_none(ticket.agent_last_seen_at)
    meta["assignee_last_seen_at"] = iso_ms_or_none(ticket.assignee_last_seen_at)
    return meta


def _create(call: Call) -> Response:
    ticket = call.ticket()
    wanted = _outgoing(call, ticket)
    try:
        message = call.sandbox.posting.outgoing(ticket, _writer(call), wanted)
    except PostingError as error:
        raise unprocessable(str(error)) from error
    return json_reply(message_json(call.world, ticket, message, wanted.echo_id))


def _writer(call: Call) -> Agent | Bot:
    """The sender; an agent may post as a bot by sender_type and sender_id."""
    if call.params.text("sender_type") == "AgentBot":
        bot = call.world.directory.bots.get(call.params.number("sender_id") or 0)
        if bot is not None:
            return bot
    return call.user


def _outgoing(call: Call, ticket: Ticket) -> Outgoing:
    params = call.params
    kind = params.text("message_type") or "outgoing"
    if kind not in ("incoming", "outgoing", "template"):
        raise unprocessable(f"'{kind}' is not a valid message_type")
    message_type = MESSAGE_TYPES.index(kind)
    inbox = call.world.inbox_of(ticket)
    if message_type == INCOMING and inbox.channel_type != "Channel::Api":
        raise unprocessable("Incoming messages are only allowed in Api inboxes")
    attributes = _content_attributes(call)
    if params.text("external_created_at") is not None:
        attributes["external_created_at"] = params.values["external_created_at"]
    additional: JsonObject = {}
    if params.has("template_params") and not params.is_multipart:
        additional["template_params"] = params.values["template_params"]
    if params.text("campaign_id") is not None:
        additional["campaign_id"] = params.values["campaign_id"]
    return Outgoing(
        content=params.text("content"),
        is_private=params.flag("private"),
        message_type=message_type,
        content_type=params.text("content_type") or "text",
        content_attributes=attributes,
        additional_attributes=additional,
        echo_id=params.text("echo_id"),
        source_id=params.text("source_id"),
        uploads=[*params.uploads, *_signed_uploads(call)],
    )


def _content_attributes(call: Call) -> JsonObject:
    """An object, or JSON text in multipart; invalid text counts as empty (§3.2)."""
    value = call.params.values.get("content_attributes")
    if isinstance(value, str):
        try:
            value = json.loads(value)
        except ValueError:
            return {}
    return dict(value) if isinstance(value, dict) else {}


def _signed_uploads(call: Call) -> list[Upload]:
    uploads = []
    for item in call.params.items("attachments") or []:
        upload = signed_upload(call.sandbox, str(item))
        if upload is None:
            raise unprocessable("ActiveSupport::MessageVerifier::InvalidSignature")
        uploads.append(upload)
    return uploads


def _message(call: Call, ticket: Ticket) -> Message | None:
    return ticket.find(call.path_number("message_id"))


def _retry(call: Call) -> Response:
    ticket = call.ticket()
    message = _message(call, ticket)
    if message is None:
        raise unprocessable("undefined method for nil")
    call.sandbox.posting.retry(ticket, message)
    return json_reply(message_json(call.world, ticket, message))


def _delete(call: Call) -> Response:
    ticket = call.ticket()
    message = _message(call, ticket)
    if message is None:
        raise not_found()
    call.sandbox.posting.delete(ticket, message, call.agent)
    return json_reply(message_json(call.world, ticket, message))


def _update(call: Call) -> Response:
    """Delivery receipts of API inboxes only (§3.5); read never goes back here."""
    ticket = call.ticket()
    if call.world.inbox_of(ticket).channel_type != "Channel::Api":
        raise Denial(403, {"error": "Message status update is only allowed for API inboxes"})
    message = _message(call, ticket)
    if message is None:
        raise not_found()
    status = call.params.text("status") or ""
    if status not in _STATUSES:
        raise server_error()
    if not (message.status == "read" and status == "delivered"):
        error = call.params.text("external_error") if status == "failed" else None
        call.sandbox.delivery.set_status(ticket, message, status, error)
    return json_reply(message_json(call.world, ticket, message))


ROUTES: list[Route] = [
    in_account("/conversations/{no:int}/messages", "GET", _list),
    in_account("/conversations/{no:int}/messages", "POST", _create, allows_bots=True),
    in_account("/conversations/{no:int}/messages/{message_id:int}/retry", "POST", _retry),
    in_account("/conversations/{no:int}/messages/{message_id:int}", "DELETE", _delete),
    in_account("/conversations/{no:int}/messages/{message_id:int}", "PATCH PUT", _update),
]
