# SPDX-License-Identifier: Apache-2.0
"""Consent and routing facts that tickets carry as custom attributes; absent = unknown."""

from __future__ import annotations

from typing import Final

from desktop_agent.sandbox.corpus.cast import CAST, CastTicket
from desktop_agent.sandbox.corpus.topics import TOPICS
from desktop_agent.sandbox.world.clock import iso_ms
from desktop_agent.sandbox.world.dice import Dice
from desktop_agent.sandbox.world.index import TicketIndex
from desktop_agent.sandbox.world.model import OPEN, JsonObject

CONSENT_STATES: Final = ("asked", "declared", "confirmed", "refused", "revoked", "expired")
NOTICE_VERSION: Final = "4"
_DAY_S: Final = 86400
_STATE_WHEEL: Final = ("confirmed",) * 40 + ("asked",) * 4 + ("declared",) * 2 + (
    "revoked", "expired", "refused", "unknown",
)  # fmt: skip
_SOURCE_WHEEL: Final = ("widget_chip",) * 5 + ("widget_card",) * 3 + ("bot_question",) * 4 + (
    "form", "import",
)  # fmt: skip


def base_facts(seed: int, row: int, index: TicketIndex) -> JsonObject:
    """Return the custom attributes of a base ticket."""
    first_id = index.first_message_id[row]
    created_at = index.created[row]
    if index.cast[row]:
        return _cast_facts(CAST[index.cast[row] - 1], created_at, first_id)
    dice = Dice(seed, 41, row)
    topic = TOPICS[index.topic[row]]
    state = dice.pick(_STATE_WHEEL)
    if index.base_status[row] != OPEN and state == "asked":
        state = "confirmed"
    facts = consent_facts(state, dice.pick(_SOURCE_WHEEL), created_at, first_id, dice)
    facts |= {
        "legal_basis": topic.legal_basis,
        "routing_rule": topic.rule,
        "routed_at": iso_ms(created_at + 40),
        "customer_since": iso_ms(created_at - dice.below(900) * _DAY_S),
        "earlier_tickets": index.earlier[row],
    }
    if topic.is_art9:
        facts["art9"] = True
    return facts


def _cast_facts(ticket: CastTicket, created_at: float, first_id: int) -> JsonObject:
    asked_at = created_at - ticket.customer_since_days * _DAY_S
    facts = consent_facts(ticket.consent, ticket.consent_source, asked_at, first_id, Dice(1))
    facts |= {
        "legal_basis": ticket.legal_basis,
        "routing_rule": ticket.rule,
        "routed_at": iso_ms(created_at + 60),
        "customer_since": iso_ms(asked_at),
        "earlier_tickets": ticket.earlier_tickets,
    }
    return facts | ticket.attributes


def consent_facts(
    state: str, source: str, at: float, first_message_id: int, dice: Dice
) -> JsonObject:
    """Return the consent attributes of one state; "unknown" gives none (domain-rules §5.1)."""
    if state == "unknown":
        return {}
    facts: JsonObject = {
        "consent_state": state,
        "consent_source": source,
        "consent_notice_version": NOTICE_VERSION,
    }
    if state in {"declared", "confirmed", "revoked", "expired"}:
        facts["consent_declared_at"] = iso_ms(at)
    if state in {"confirmed", "revoked", "expired"}:
        facts["consent_confirmed_at"] = iso_ms(at + 60)
        facts["consent_first_message_id"] = first_message_id
        facts["consent_link"] = (
            "button_payload"
            if source == "bot_question"
            else dice.pick(("token", "token", "time_only", "none"))
        )
    return facts
