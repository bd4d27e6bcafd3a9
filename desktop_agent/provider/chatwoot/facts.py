# SPDX-License-Identifier: Apache-2.0
"""Reads what the operator's systems noted on a ticket from its custom attributes.

One unreadable key never costs the others; unknown keys are never kept.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

import msgspec

from desktop_agent.domain.ids import MessageId
from desktop_agent.domain.tickets import Consent, ConsentState, TicketFacts
from desktop_agent.provider.chatwoot.cleaning import clean_name
from desktop_agent.provider.chatwoot.decode import RecordError, decode_or
from desktop_agent.provider.chatwoot.times import moment

STATE_KEY = "consent_state"
SOURCE_KEY = "consent_source"
DECLARED_KEY = "consent_declared_at"
CONFIRMED_KEY = "consent_confirmed_at"

RawAttributes = Mapping[str, msgspec.Raw]

_OBJECT = msgspec.json.Decoder(dict[str, msgspec.Raw])
_SCALAR = msgspec.json.Decoder(str | int | float | bool | None)
_TRUE_WORDS = frozenset({"true", "1", "yes", "ja"})

Scalar = str | int | float | bool | None


def attributes_of(raw: msgspec.Raw) -> RawAttributes:
    """The attributes with their exact bytes; empty when they are not an object."""
    return decode_or(raw, _OBJECT, {})


def facts_of(raw: msgspec.Raw) -> TicketFacts:
    """Facts out of `custom_attributes`; what is absent stays unknown."""
    attributes = attributes_of(raw)
    return TicketFacts(
        consent=_consent(attributes),
        legal_basis=_text(attributes, "legal_basis"),
        is_sensitive=_flag(attributes, "art9"),
        routing_rule=_text(attributes, "routing_rule"),
        routed_at=_time(attributes, "routed_at"),
        customer_since_at=_time(attributes, "customer_since"),
        earlier_tickets=_number(attributes, "earlier_tickets"),
    )


def _consent(attributes: RawAttributes) -> Consent:
    first_id = _number(attributes, "consent_first_message_id")
    return Consent(
        state=_consent_state(_text(attributes, STATE_KEY)),
        source=_text(attributes, SOURCE_KEY),
        notice=_text(attributes, "consent_notice_version"),
        declared_at=_time(attributes, DECLARED_KEY),
        confirmed_at=_time(attributes, CONFIRMED_KEY),
        first_message_id=None if first_id is None else MessageId(first_id),
        link=_text(attributes, "consent_link") or "none",
    )


def _consent_state(word: str) -> ConsentState:
    try:
        return ConsentState(word.lower())
    except ValueError:
        return ConsentState.UNKNOWN


def _scalar(attributes: RawAttributes, key: str) -> Scalar:
    raw = attributes.get(key)
    return None if raw is None else decode_or(raw, _SCALAR, None)


def _text(attributes: RawAttributes, key: str) -> str:
    value = _scalar(attributes, key)
    return "" if value is None or isinstance(value, bool) else clean_name(str(value))


def _flag(attributes: RawAttributes, key: str) -> bool:
    value = _scalar(attributes, key)
    return value.strip().lower() in _TRUE_WORDS if isinstance(value, str) else bool(value)


def _number(attributes: RawAttributes, key: str) -> int | None:
    value = _scalar(attributes, key)
    if isinstance(value, bool) or value is None:
        return None
    try:
        number = int(value)
    except (ValueError, OverflowError):
        return None
    return number if 0 <= number < 2**63 else None


def _time(attributes: RawAttributes, key: str) -> datetime | None:
    value = _scalar(attributes, key)
    if isinstance(value, bool):
        return None
    try:
        return moment(value, key)
    except RecordError:
        return None
