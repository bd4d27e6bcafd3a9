# SPDX-License-Identifier: Apache-2.0
"""Turns command payloads and bases into JSON text and back. Must not lose or invent a field."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import datetime
from typing import Any

from desktop_agent.domain import commands as c
from desktop_agent.domain.errors import Bug
from desktop_agent.domain.ids import AgentId, MessageId, TeamId
from desktop_agent.domain.tickets import ConsentState, Owner, OwnerKind, Priority

KINDS: dict[str, type[Any]] = {
    "reply": c.Reply,
    "send_file": c.SendFile,
    "send_template": c.SendTemplate,
    "note": c.Note,
    "claim": c.Claim,
    "release": c.Release,
    "assign": c.Assign,
    "assign_team": c.AssignTeam,
    "close": c.Close,
    "reopen": c.Reopen,
    "snooze": c.Snooze,
    "change_labels": c.ChangeLabels,
    "set_priority": c.SetPriority,
    "mark_read": c.MarkRead,
    "typing": c.Typing,
    "mute": c.Mute,
    "record_consent": c.RecordConsent,
}
"""Stored names of the command kinds; never rename one, old outboxes hold them."""

_NAMES = {kind: name for name, kind in KINDS.items()}


def kind_of(payload: c.Payload) -> str:
    """The stored name of a payload's kind."""
    return _NAMES[type(payload)]


def encode_payload(payload: c.Payload) -> str:
    """JSON object of the payload's fields, without its kind."""

    def default(value: object) -> str:
        if isinstance(value, datetime):
            return value.isoformat()
        raise TypeError(type(value).__name__)

    return json.dumps(asdict(payload), default=default, ensure_ascii=False)


def decode_payload(kind: str, text: str) -> c.Payload:
    """Rebuild a payload. Raises `Bug` for a kind or shape that no version ever wrote."""
    try:
        fields = json.loads(text)
        return _build(kind, fields)
    except (KeyError, TypeError, ValueError) as error:
        raise Bug(f"outbox payload of kind {kind!r} cannot be read") from error


def _build(kind: str, fields: dict[str, Any]) -> c.Payload:
    match kind:
        case "assign":
            return c.Assign(AgentId(fields["agent_id"]), fields.get("reason", ""))
        case "assign_team":
            team = fields["team_id"]
            return c.AssignTeam(None if team is None else TeamId(team))
        case "snooze":
            until = fields["until_at"]
            return c.Snooze(None if until is None else datetime.fromisoformat(until))
        case "change_labels":
            return c.ChangeLabels(tuple(fields["add"]), tuple(fields["remove"]))
        case "set_priority":
            return c.SetPriority(Priority(fields["priority"]))
        case "mark_read":
            return c.MarkRead(MessageId(fields["up_to_id"]))
        case "record_consent":
            return c.RecordConsent(ConsentState(fields["state"]), fields["source"])
        case _:
            payload: c.Payload = KINDS[kind](**fields)
            return payload


def encode_basis(basis: c.Basis) -> str:
    """JSON object of a basis."""
    return json.dumps(asdict(basis), ensure_ascii=False)


def decode_basis(text: str) -> c.Basis:
    """Rebuild a basis. Raises `Bug` for a shape that no version ever wrote."""
    try:
        fields = json.loads(text)
        owner = fields["owner"]
        message_id = fields["last_message_id"]
        return c.Basis(
            owner=None
            if owner is None
            else Owner(OwnerKind(owner["kind"]), AgentId(owner["id"]), owner["name"]),
            last_message_id=None if message_id is None else MessageId(message_id),
            is_closed=bool(fields["is_closed"]),
        )
    except (KeyError, TypeError, ValueError) as error:
        raise Bug("outbox basis cannot be read") from error
