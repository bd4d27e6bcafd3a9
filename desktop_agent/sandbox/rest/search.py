# SPDX-License-Identifier: Apache-2.0
"""Search over tickets and messages (chatwoot §2.5)."""

from __future__ import annotations

from typing import Final

from starlette.responses import Response
from starlette.routing import Route

from desktop_agent.sandbox.rest.call import Call, in_account, json_reply, unprocessable
from desktop_agent.sandbox.rest.finder import SEARCHED_TICKETS, find_tickets, page_of
from desktop_agent.sandbox.shapes import inboxes, people
from desktop_agent.sandbox.shapes.conversations import contact_of, slim_conversation_json
from desktop_agent.sandbox.shapes.messages import message_json
from desktop_agent.sandbox.world.index import Slice
from desktop_agent.sandbox.world.model import ACCOUNT_ID, JsonObject, Message
from desktop_agent.sandbox.world.ticket import Ticket

_PAGE: Final = 15
_MONTHS_3_S: Final = 92 * 86400


def _needle(call: Call) -> str:
    needle = (call.params.text("q") or "").strip().lower()
    if not needle:
        raise unprocessable("param is missing or the value is empty: q")
    return needle


def _rows(call: Call) -> list[int]:
    scope = Slice(statuses=None, inbox_ids=call.world.directory.inbox_ids_of(call.agent))
    return call.world.index.rows(scope)[:SEARCHED_TICKETS]


def _cut(call: Call, found: list[JsonObject]) -> list[JsonObject]:
    page = max(1, call.params.number("page") or 1)
    return found[(page - 1) * _PAGE : page * _PAGE]


def _conversation_hits(call: Call) -> list[JsonObject]:
    needle, world = _needle(call), call.world
    found = []
    for row in sorted(_rows(call), reverse=True):
        contact = world.customers.get(world.index.contact[row])
        values = () if contact is None else (
            str(row + world.index.first_no), contact.name, contact.email, contact.phone_number,
            contact.identifier,
        )  # fmt: skip
        if any(needle in (value or "").lower() for value in values):
            found.append(_hit(call, world.ticket_at(row)))
    return _cut(call, found)


def _hit(call: Call, ticket: Ticket) -> JsonObject:
    world = call.world
    newest = next(ticket.newest(), None)
    assignee = world.assignee_of(ticket)
    return {
        "id": ticket.no,
        "account_id": ACCOUNT_ID,
        "created_at": int(ticket.created_at),
        "message": None if newest is None else message_json(world, ticket, newest),
        "contact": people.contact_json(contact_of(world, ticket)),
        "inbox": inboxes.slim_inbox_json(world.inbox_of(ticket)),
        "agent": None if assignee is None else people.agent_json(world, assignee),
    }


def _message_hits(call: Call) -> list[JsonObject]:
    needle, world = _needle(call), call.world
    oldest = world.clock.now() - _MONTHS_3_S
    wanted = max(1, call.params.number("page") or 1) * _PAGE
    hits: list[tuple[float, Ticket, Message]] = []
    for row in _rows(call):
        if len(hits) >= wanted and world.index.last_activity[row] < hits[wanted - 1][0]:
            break
        ticket = world.ticket_at(row)
        for message in ticket.newest():
            if message.created_at < oldest:
                break
            if needle in (message.content or "").lower():
                hits.append((message.created_at, ticket, message))
        hits.sort(key=lambda hit: hit[0], reverse=True)
    return _cut(call, [message_json(world, ticket, message) for _at, ticket, message in hits])


def _conversations(call: Call) -> Response:
    return json_reply({"payload": {"conversations": _conversation_hits(call)}})


def _messages(call: Call) -> Response:
    return json_reply({"payload": {"messages": _message_hits(call)}})


def _everything(call: Call) -> Response:
    return json_reply(
        {
            "payload": {
                "conversations": _conversation_hits(call),
                "messages": _message_hits(call),
                "contacts": [],
                "articles": [],
            }
        }
    )


def _conversations_search(call: Call) -> Response:
    found = find_tickets(call)
    counts = {key: value for key, value in found.counts.items() if key != "assigned_count"}
    payload = [
        slim_conversation_json(call.world, call.world.ticket_at(row))
        for row in page_of(call, found.rows)
    ]
    return json_reply({"meta": counts, "payload": payload})


ROUTES: list[Route] = [
    in_account("/search", "GET", _everything),
    in_account("/search/conversations", "GET", _conversations),
    in_account("/search/messages", "GET", _messages),
    in_account("/conversations/search", "GET", _conversations_search),
]
