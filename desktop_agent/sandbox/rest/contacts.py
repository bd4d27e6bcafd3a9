# SPDX-License-Identifier: Apache-2.0
"""Customers: show, their tickets, search, update, delete, merge (chatwoot §6.7)."""

from __future__ import annotations

from starlette.responses import Response
from starlette.routing import Route

from desktop_agent.sandbox.rest.call import (
    Call,
    Denial,
    empty_reply,
    in_account,
    json_reply,
    not_found,
)
from desktop_agent.sandbox.shapes import inboxes, people
from desktop_agent.sandbox.shapes.conversations import conversation_json
from desktop_agent.sandbox.world.index import Slice
from desktop_agent.sandbox.world.model import Contact, JsonObject

_NEWEST = 20
_PAGE = 15
_SEARCHED = 3000


def _contact_of_path(call: Call) -> Contact:
    contact = call.world.customers.get(call.path_number("contact_id"))
    if contact is None:
        raise not_found()
    return contact


def _full(call: Call, contact: Contact) -> JsonObject:
    inbox = call.world.directory.inboxes[contact.inbox_id]
    return people.contact_json(contact) | {
        "contact_inboxes": [
            {"source_id": contact.source_id, "inbox": inboxes.slim_inbox_json(inbox)}
        ]
    }


def _show(call: Call) -> Response:
    return json_reply({"payload": _full(call, _contact_of_path(call))})


def _conversations(call: Call) -> Response:
    contact = _contact_of_path(call)
    scope = Slice(statuses=None, inbox_ids=call.world.directory.inbox_ids_of(call.agent))
    index = call.world.index
    rows = [row for row in index.rows(scope) if index.contact[row] == contact.id][:_NEWEST]
    return json_reply(
        {
            "payload": [
                conversation_json(call.world, call.world.ticket_at(row), call.agent) for row in rows
            ]
        }
    )


def _search(call: Call) -> Response:
    needle = (call.params.text("q") or "").strip().lower()
    if not needle:
        raise Denial(422, {"error": "Specify search string with parameter q"})
    index = call.world.index
    ids = dict.fromkeys(index.contact[row] for row in index.by_activity()[:_SEARCHED])
    found = []
    for contact_id in ids:
        contact = call.world.customers.get(contact_id)
        if contact is not None and _is_match(contact, needle):
            found.append(_full(call, contact))
    page = max(1, call.params.number("page") or 1)
    return json_reply(
        {
            "meta": {"count": len(found), "current_page": page},
            "payload": found[(page - 1) * _PAGE : page * _PAGE],
        }
    )


def _is_match(contact: Contact, needle: str) -> bool:
    values = (contact.name, contact.email, contact.phone_number, contact.identifier)
    return any(needle in (value or "").lower() for value in values)


def _update(call: Call) -> Response:
    """Attributes are merged; blocking works account-wide (§6.7)."""
    contact, params = _contact_of_path(call), call.params
    if params.text("name") is not None:
        contact.name = params.text("name") or ""
    if params.has("blocked"):
        contact.is_blocked = params.flag("blocked")
    contact.custom_attributes = contact.custom_attributes | params.mapping("custom_attributes")
    contact.additional_attributes = contact.additional_attributes | params.mapping(
        "additional_attributes"
    )
    call.world.customers.keep(contact)
    call.sandbox.announcer.contact("contact.updated", contact)
    return _show(call)


def _delete(call: Call) -> Response:
    call.require_admin()
    call.sandbox.removal.delete_contact(_contact_of_path(call))
    return empty_reply()


def _merge(call: Call) -> Response:
    base = call.world.customers.get(call.params.number("base_contact_id") or 0)
    mergee = call.world.customers.get(call.params.number("mergee_contact_id") or 0)
    if base is None or mergee is None:
        raise not_found()
    call.sandbox.removal.merge_contacts(base, mergee)
    return json_reply(_full(call, base))


ROUTES: list[Route] = [
    in_account("/contacts/search", "GET", _search),
    in_account("/contacts/{contact_id:int}", "GET", _show),
    in_account("/contacts/{contact_id:int}", "PATCH PUT", _update),
    in_account("/contacts/{contact_id:int}", "DELETE", _delete),
    in_account("/contacts/{contact_id:int}/conversations", "GET", _conversations),
    in_account("/actions/contact_merge", "POST", _merge),
]
