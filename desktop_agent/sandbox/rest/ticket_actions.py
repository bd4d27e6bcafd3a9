# SPDX-License-Identifier: Apache-2.0
"""Actions on one ticket: status, priority, typing, read state, labels, participants (§2.6)."""

from __future__ import annotations

from starlette.responses import Response
from starlette.routing import Route

from desktop_agent.sandbox.rest.call import (
    Call,
    empty_reply,
    in_account,
    json_reply,
    server_error,
    unprocessable,
)
from desktop_agent.sandbox.rest.params import to_int
from desktop_agent.sandbox.shapes import people
from desktop_agent.sandbox.shapes.conversations import conversation_json
from desktop_agent.sandbox.world.clock import iso_ms_or_none
from desktop_agent.sandbox.world.model import PRIORITIES, STATUSES, Bot, JsonObject
from desktop_agent.sandbox.world.ticket import Ticket

_TEXT_LIMIT = 1500
_INTEGER_LIMIT = 9_999_999_999


def _toggle_status(call: Call) -> Response:
    """Change the status; open by a role-agent user assigns to that user (trap 14)."""
    ticket = call.ticket()
    changes = call.sandbox.changes
    status = call.params.text("status")
    if status is None:
        status = "resolved" if ticket.status == "open" else "open"
    if status not in STATUSES:
        raise server_error()
    until = call.params.number("snoozed_until")
    if isinstance(call.user, Bot) and ticket.status == "pending" and status == "open":
        call.sandbox.intake.hand_over(ticket)
    else:
        changes.set_status(ticket, status, call.by, float(until) if until else None)
    if status == "open" and call.by is not None and call.by.role == "agent":
        changes.assign(ticket, call.by, call.by)
    return json_reply(
        {
            "meta": {},
            "payload": {
                "success": True,
                "conversation_id": ticket.no,
                "current_status": ticket.status,
                "snoozed_until": iso_ms_or_none(ticket.snoozed_until),
            },
        }
    )


def _toggle_priority(call: Call) -> Response:
    ticket = call.ticket()
    priority = call.params.text("priority")
    if priority not in PRIORITIES:
        raise server_error()
    call.sandbox.changes.set_priority(ticket, priority, call.by)
    return empty_reply()


def _toggle_typing(call: Call) -> Response:
    ticket, agent = call.ticket(), call.agent
    status = call.params.text("typing_status")
    if status in ("on", "off"):
        call.sandbox.announcer.typing(
            ticket,
            people.user_json(agent),
            agent.pubsub_token,
            is_on=status == "on",
            is_private=call.params.flag("is_private"),
        )
    return empty_reply()


def _update_last_seen(call: Call) -> Response:
    ticket = call.ticket()
    call.sandbox.changes.mark_seen(ticket, call.agent)
    return json_reply(conversation_json(call.world, ticket, call.agent))


def _unread(call: Call) -> Response:
    ticket = call.ticket()
    call.sandbox.changes.mark_unread(ticket)
    return json_reply(conversation_json(call.world, ticket, call.agent))


def _mute(call: Call) -> Response:
    call.sandbox.changes.set_blocked(call.ticket(), call.by, is_blocked=True)
    return empty_reply()


def _unmute(call: Call) -> Response:
    call.sandbox.changes.set_blocked(call.ticket(), call.by, is_blocked=False)
    return empty_reply()


def _custom_attributes(call: Call) -> Response:
    ticket = call.ticket()
    attributes = dict(call.params.mapping("custom_attributes"))
    _check_attributes(attributes)
    call.sandbox.changes.set_custom_attributes(ticket, attributes)
    return json_reply({"custom_attributes": ticket.custom_attributes})


def _check_attributes(attributes: JsonObject) -> None:
    """Text up to 1500 characters, integers up to 9999999999 (§2.3)."""
    for key, value in attributes.items():
        if isinstance(value, str) and len(value) > _TEXT_LIMIT:
            raise unprocessable(f"{key} length should be < {_TEXT_LIMIT}")
        if isinstance(value, int) and value > _INTEGER_LIMIT:
            raise unprocessable(f"{key} value should be < {_INTEGER_LIMIT}")


def _labels(call: Call) -> Response:
    return json_reply({"payload": call.ticket().labels})


def _set_labels(call: Call) -> Response:
    """Replace the set; a missing key clears all (trap 20)."""
    ticket = call.ticket()
    call.sandbox.changes.set_labels(ticket, call.params.texts("labels") or [], call.by)
    return json_reply({"payload": ticket.labels})


def _participants(call: Call) -> Response:
    return _participants_reply(call, call.ticket())


def _change_participants(call: Call) -> Response:
    ticket = call.ticket()
    wanted = {to_int(item) or 0 for item in call.params.items("user_ids") or []}
    members = set(call.world.inbox_of(ticket).member_ids)
    admins = {a.id for a in call.world.directory.members() if a.role == "administrator"}
    allowed = wanted & (members | admins)
    call.world.keep(ticket)
    method = call.request.method
    if method == "POST":
        ticket.participant_ids |= allowed
    elif method == "DELETE":
        ticket.participant_ids -= wanted
    else:
        ticket.participant_ids = allowed
    return empty_reply() if method == "DELETE" else _participants_reply(call, ticket)


def _participants_reply(call: Call, ticket: Ticket) -> Response:
    found = [call.world.directory.member(agent_id) for agent_id in sorted(ticket.participant_ids)]
    return json_reply(
        [people.agent_json(call.world, agent) for agent in found if agent is not None]
    )


ROUTES: list[Route] = [
    in_account("/conversations/{no:int}/toggle_status", "POST", _toggle_status, allows_bots=True),
    in_account(
        "/conversations/{no:int}/toggle_priority", "POST", _toggle_priority, allows_bots=True
    ),
    in_account("/conversations/{no:int}/toggle_typing_status", "POST", _toggle_typing),
    in_account("/conversations/{no:int}/update_last_seen", "POST", _update_last_seen),
    in_account("/conversations/{no:int}/unread", "POST", _unread),
    in_account("/conversations/{no:int}/mute", "POST", _mute),
    in_account("/conversations/{no:int}/unmute", "POST", _unmute),
    in_account(
        "/conversations/{no:int}/custom_attributes", "POST", _custom_attributes, allows_bots=True
    ),
    in_account("/conversations/{no:int}/labels", "GET", _labels),
    in_account("/conversations/{no:int}/labels", "POST", _set_labels),
    in_account("/conversations/{no:int}/participants", "GET", _participants),
    in_account(
        "/conversations/{no:int}/participants", "POST PATCH PUT DELETE", _change_participants
    ),
]
