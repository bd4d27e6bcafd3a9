# SPDX-License-Identifier: Apache-2.0
"""What the control API can make happen, by name; each act uses the world's own operations."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Callable
from typing import Final

from desktop_agent.sandbox.control_lookups import (
    ControlError,
    agent_named,
    contact_named,
    inbox_named,
    required_text,
    ticket_named,
    ticket_state,
)
from desktop_agent.sandbox.operations.posting import Outgoing, PostingError, Upload
from desktop_agent.sandbox.rest.params import Params
from desktop_agent.sandbox.state import Sandbox
from desktop_agent.sandbox.world.dice import Dice
from desktop_agent.sandbox.world.facts import CONSENT_STATES, consent_facts
from desktop_agent.sandbox.world.model import STATUSES, Message

__all__ = ["ACTS", "ControlError"]


def _uploads(params: Params) -> list[Upload]:
    data = params.text("file_base64")
    if data is None:
        return list(params.uploads)
    try:
        content = base64.b64decode(data, validate=True)
    except binascii.Error as error:
        raise ControlError("file_base64 is not base64") from error
    name = params.text("file_name") or "datei.bin"
    kind = params.text("content_type") or "application/octet-stream"
    return [Upload(name, kind, content)]


def _said(message: Message) -> dict[str, object]:
    return {"ticket": message.ticket_no, "message_id": message.id}


def _customer_writes(sandbox: Sandbox, params: Params) -> object:
    """In a ticket; or by `contact_id` on the channel's rule; or as somebody new."""
    text, uploads = params.text("text") or "", _uploads(params)
    if params.has("ticket"):
        ticket = ticket_named(sandbox, params)
        return _said(sandbox.posting.incoming(ticket, text, uploads))
    if params.has("contact_id"):
        contact = contact_named(sandbox, params, "contact_id")
    else:
        inbox = inbox_named(sandbox, params)
        name = params.text("name") or ""
        contact = sandbox.world.customers.create(name, inbox.id, sandbox.world.clock.now())
    ticket, message = sandbox.intake.write(contact, text, uploads)
    if params.flag("is_handed_over") and ticket.status == "pending":
        sandbox.intake.hand_over(ticket, rule=params.text("rule"))
    return _said(message) | {"contact_id": contact.id}


def _customer_types(sandbox: Sandbox, params: Params) -> object:
    from desktop_agent.sandbox.shapes import people

    ticket = ticket_named(sandbox, params)
    contact = sandbox.world.customers.get(ticket.contact_id)
    if contact is None:
        raise ControlError("the contact is gone")
    sandbox.announcer.typing(
        ticket,
        people.contact_event_json(contact),
        f"contact-{contact.id}-{ticket.inbox_id}",
        is_on=params.text("typing_status") != "off",
        is_private=False,
    )
    return {}


def _customer_reads(sandbox: Sandbox, params: Params) -> object:
    ticket = ticket_named(sandbox, params)
    sandbox.delivery.customer_read(ticket)
    return {}


def _assign(sandbox: Sandbox, params: Params) -> object:
    """`agent` performs, `to` becomes the owner (default: themselves; 0 = nobody)."""
    ticket, by = ticket_named(sandbox, params), agent_named(sandbox, params, "agent")
    target = params.number("to")
    chosen = by
    if target is not None:
        chosen_or_none = sandbox.world.directory.member(target)
        sandbox.changes.assign(ticket, chosen_or_none, by)
    else:
        sandbox.changes.assign(ticket, chosen, by)
    return {"assignee_id": ticket.assignee_id}


def _assign_team(sandbox: Sandbox, params: Params) -> object:
    ticket, by = ticket_named(sandbox, params), agent_named(sandbox, params, "agent")
    team = sandbox.world.directory.teams.get(params.number("team") or 0)
    sandbox.changes.assign_team(ticket, team, by)
    return {"team_id": ticket.team_id, "assignee_id": ticket.assignee_id}


def _answer(sandbox: Sandbox, params: Params) -> object:
    return _agent_writes(sandbox, params, is_private=False)


def _note(sandbox: Sandbox, params: Params) -> object:
    return _agent_writes(sandbox, params, is_private=True)


def _agent_writes(sandbox: Sandbox, params: Params, *, is_private: bool) -> object:
    ticket, by = ticket_named(sandbox, params), agent_named(sandbox, params, "agent")
    text = required_text(params, "text")
    wanted = Outgoing(content=text, is_private=is_private, uploads=_uploads(params))
    try:
        return _said(sandbox.posting.outgoing(ticket, by, wanted))
    except PostingError as error:
        raise ControlError(str(error)) from error


def _set_status(sandbox: Sandbox, params: Params) -> object:
    """Close, reopen, snooze: `status` and, for snoozed, `for_s` seconds."""
    ticket, by = ticket_named(sandbox, params), agent_named(sandbox, params, "agent")
    status = required_text(params, "status")
    if status not in STATUSES:
        raise ControlError(f"unknown status: {status}")
    for_s = params.number("for_s")
    until = None if for_s is None else sandbox.world.clock.now() + for_s
    sandbox.changes.set_status(ticket, status, by, until)
    return {"status": ticket.status}


def _set_labels(sandbox: Sandbox, params: Params) -> object:
    ticket, by = ticket_named(sandbox, params), agent_named(sandbox, params, "agent")
    sandbox.changes.set_labels(ticket, params.texts("labels") or [], by)
    return {"labels": ticket.labels}


def _agent_types(sandbox: Sandbox, params: Params) -> object:
    from desktop_agent.sandbox.shapes import people

    ticket, by = ticket_named(sandbox, params), agent_named(sandbox, params, "agent")
    sandbox.announcer.typing(
        ticket,
        people.user_json(by),
        by.pubsub_token,
        is_on=params.text("typing_status") != "off",
        is_private=params.flag("is_private"),
    )
    return {}


def _bot_hands_over(sandbox: Sandbox, params: Params) -> object:
    ticket = ticket_named(sandbox, params)
    sandbox.intake.hand_over(ticket, params.text("text"), params.text("rule"))
    return {"status": ticket.status}


def _set_consent(sandbox: Sandbox, params: Params) -> object:
    """Replace the consent attributes by those of `state`; "unknown" removes them."""
    ticket = ticket_named(sandbox, params)
    state = required_text(params, "state")
    if state not in (*CONSENT_STATES, "unknown"):
        raise ControlError(f"unknown consent state: {state}")
    kept = {k: v for k, v in ticket.custom_attributes.items() if not k.startswith("consent_")}
    source = params.text("source") or "bot_question"
    first_id = ticket.message_at(0).id if len(ticket) else 0
    now = sandbox.world.clock.now()
    facts = consent_facts(state, source, now, first_id, Dice(ticket.no))
    if params.has("art9"):
        kept["art9"] = params.flag("art9")
    sandbox.changes.set_custom_attributes(ticket, kept | facts)
    return {"custom_attributes": ticket.custom_attributes}


def _set_attributes(sandbox: Sandbox, params: Params) -> object:
    ticket = ticket_named(sandbox, params)
    merged = ticket.custom_attributes | params.mapping("custom_attributes")
    sandbox.changes.set_custom_attributes(ticket, merged)
    return {"custom_attributes": ticket.custom_attributes}


def _advance_clock(sandbox: Sandbox, params: Params) -> object:
    seconds = params.number("seconds") or 0
    if seconds < 0:
        raise ControlError("the clock only moves forward")
    sandbox.world.clock.advance(seconds)
    sandbox.world.timers.poke()
    woken = sandbox.changes.wake_snoozed()
    return {"now": sandbox.world.clock.now(), "woken": woken}


def _delete_ticket(sandbox: Sandbox, params: Params) -> object:
    sandbox.removal.delete_ticket(ticket_named(sandbox, params))
    return {}


def _unassign_silently(sandbox: Sandbox, params: Params) -> object:
    sandbox.removal.unassign_silently(ticket_named(sandbox, params))
    return {}


def _remove_agent(sandbox: Sandbox, params: Params) -> object:
    return {"unassigned": sandbox.removal.remove_agent(agent_named(sandbox, params, "agent"))}


def _set_membership(sandbox: Sandbox, params: Params) -> object:
    agent, inbox = agent_named(sandbox, params, "agent"), inbox_named(sandbox, params)
    sandbox.removal.set_membership(inbox.id, agent.id, is_member=params.flag("is_member"))
    return {"member_ids": inbox.member_ids}


def _delete_contact(sandbox: Sandbox, params: Params) -> object:
    sandbox.removal.delete_contact(contact_named(sandbox, params, "contact_id"))
    return {}


def _merge_contacts(sandbox: Sandbox, params: Params) -> object:
    base = contact_named(sandbox, params, "base_contact_id")
    sandbox.removal.merge_contacts(base, contact_named(sandbox, params, "mergee_contact_id"))
    return {}


def _rotate_pubsub_token(sandbox: Sandbox, params: Params) -> object:
    agent = agent_named(sandbox, params, "agent")
    agent.pubsub_token = sandbox.world.dice.token()
    return {"pubsub_token": agent.pubsub_token}


def _revoke_access_token(sandbox: Sandbox, params: Params) -> object:
    agent = agent_named(sandbox, params, "agent")
    agent.access_token = sandbox.world.dice.token()
    sandbox.sessions.close_all_of(agent)
    return {"access_token": agent.access_token}


def _set_role(sandbox: Sandbox, params: Params) -> object:
    agent = agent_named(sandbox, params, "agent")
    role = required_text(params, "role")
    if role not in ("agent", "administrator"):
        raise ControlError(f"unknown role: {role}")
    agent.role = "administrator" if role == "administrator" else "agent"
    return {}


def _set_presence(sandbox: Sandbox, params: Params) -> object:
    """Let a colleague look present until PRESENCE_DURATION passes, with an availability."""
    agent = agent_named(sandbox, params, "agent")
    agent.availability = params.text("availability") or "online"
    agent.last_presence_at = sandbox.world.clock.now()
    return {}


def _message_status(sandbox: Sandbox, params: Params) -> object:
    """Store a provider status as received, also backwards."""
    ticket = ticket_named(sandbox, params)
    message = ticket.find(params.number("message_id") or 0)
    if message is None:
        raise ControlError("no such message in the ticket")
    status = required_text(params, "status")
    sandbox.delivery.set_status(ticket, message, status, params.text("external_error"))
    return {"status": message.status}


def _ticket(sandbox: Sandbox, params: Params) -> object:
    return ticket_state(sandbox, ticket_named(sandbox, params))


ACTS: Final[dict[str, Callable[[Sandbox, Params], object]]] = {
    "customer_writes": _customer_writes,
    "customer_types": _customer_types,
    "customer_reads": _customer_reads,
    "assign": _assign,
    "assign_team": _assign_team,
    "answer": _answer,
    "note": _note,
    "set_status": _set_status,
    "set_labels": _set_labels,
    "agent_types": _agent_types,
    "bot_hands_over": _bot_hands_over,
    "set_consent": _set_consent,
    "set_attributes": _set_attributes,
    "advance_clock": _advance_clock,
    "delete_ticket": _delete_ticket,
    "unassign_silently": _unassign_silently,
    "remove_agent": _remove_agent,
    "set_membership": _set_membership,
    "delete_contact": _delete_contact,
    "merge_contacts": _merge_contacts,
    "rotate_pubsub_token": _rotate_pubsub_token,
    "revoke_access_token": _revoke_access_token,
    "set_role": _set_role,
    "set_presence": _set_presence,
    "message_status": _message_status,
    "ticket": _ticket,
}
