# SPDX-License-Identifier: Apache-2.0
"""Lists of tickets, show, create, update and delete (chatwoot §2.1 - §2.3)."""

from __future__ import annotations

from starlette.responses import Response
from starlette.routing import Route

from desktop_agent.sandbox.operations.posting import Outgoing
from desktop_agent.sandbox.rest.call import (
    Call,
    denied,
    empty_reply,
    in_account,
    json_reply,
    not_found,
    server_error,
    unprocessable,
)
from desktop_agent.sandbox.rest.filters import filter_rows
from desktop_agent.sandbox.rest.finder import find_tickets, page_of
from desktop_agent.sandbox.shapes.conversations import conversation_json
from desktop_agent.sandbox.world.model import PRIORITIES, STATUSES

_FILTER_PAGE = 25


def _list(call: Call) -> Response:
    found = find_tickets(call)
    payload = [
        conversation_json(call.world, call.world.ticket_at(row), call.agent)
        for row in page_of(call, found.rows)
    ]
    return json_reply({"data": {"meta": found.counts, "payload": payload}})


def _meta(call: Call) -> Response:
    return json_reply({"meta": find_tickets(call).counts})


def _filter(call: Call) -> Response:
    rows = filter_rows(call)
    counts = call.world.index.owner_counts(rows, call.agent.id)
    del counts["assigned_count"]
    page = max(1, call.params.number("page") or 1)
    part = rows[(page - 1) * _FILTER_PAGE : page * _FILTER_PAGE]
    payload = [conversation_json(call.world, call.world.ticket_at(row), call.agent) for row in part]
    return json_reply({"meta": counts, "payload": payload})


def _show(call: Call) -> Response:
    return json_reply(conversation_json(call.world, call.ticket(), call.by))


def _create(call: Call) -> Response:
    params, world = call.params, call.world
    inbox = world.directory.inboxes.get(params.number("inbox_id") or 0)
    contact = world.customers.get(params.number("contact_id") or 0)
    if inbox is None or contact is None:
        raise not_found()
    is_member = call.by is None or call.by.id in inbox.member_ids
    if not is_member and call.agent.role != "administrator":
        raise denied()
    ticket = call.sandbox.intake.open_ticket(contact, dict(params.mapping("custom_attributes")))
    ticket.additional_attributes = dict(params.mapping("additional_attributes"))
    status = params.text("status") or "open"
    if status not in STATUSES:
        raise server_error()
    call.sandbox.changes.set_status(ticket, status, call.by)
    assignee = world.directory.member(params.number("assignee_id") or 0)
    if assignee is not None:
        call.sandbox.changes.assign(ticket, assignee, call.by)
    message = params.mapping("message")
    if message:
        content = message.get("content")
        call.sandbox.posting.outgoing(
            ticket, call.user, Outgoing(content=None if content is None else str(content))
        )
    return json_reply(conversation_json(world, ticket, call.by))


def _update(call: Call) -> Response:
    ticket = call.ticket()
    if call.params.has("priority"):
        priority = call.params.text("priority")
        if priority not in PRIORITIES:
            raise server_error()
        call.sandbox.changes.set_priority(ticket, priority, call.by)
    return json_reply(conversation_json(call.world, ticket, call.by))


def _delete(call: Call) -> Response:
    call.require_admin()
    ticket = call.ticket()
    call.world.timers.after(
        call.world.config.pace.job_s, lambda: call.sandbox.removal.delete_ticket(ticket)
    )
    return empty_reply()


def _attachments(call: Call) -> Response:
    from desktop_agent.sandbox.shapes.messages import attachment_json, sender_json

    ticket = call.ticket()
    page = max(1, call.params.number("page") or 1)
    found = [
        attachment_json(call.world, ticket, attachment)
        | {
            "created_at": int(message.created_at),
            "sender": sender_json(call.world, message, is_event=True),
        }
        for message in ticket.newest()
        for attachment in message.attachments
    ]
    part = found[(page - 1) * 100 : page * 100]
    return json_reply({"meta": {"total_count": len(found)}, "payload": part})


def _transcript(call: Call) -> Response:
    call.ticket()
    if not call.params.text("email"):
        raise unprocessable("email param missing")
    return empty_reply()


ROUTES: list[Route] = [
    in_account("/conversations", "GET", _list),
    in_account("/conversations", "POST", _create, allows_bots=True),
    in_account("/conversations/meta", "GET", _meta),
    in_account("/conversations/filter", "POST", _filter),
    in_account("/conversations/{no:int}", "GET", _show),
    in_account("/conversations/{no:int}", "PATCH PUT", _update, allows_bots=True),
    in_account("/conversations/{no:int}", "DELETE", _delete),
    in_account("/conversations/{no:int}/attachments", "GET", _attachments),
    in_account("/conversations/{no:int}/transcript", "POST", _transcript),
]
