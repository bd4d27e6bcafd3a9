# SPDX-License-Identifier: Apache-2.0
"""Decides whether something may go to a customer (domain-rules §5.4). Pure; sends nothing.

The composer asks when the agent writes and the outbox asks again right before sending: what
changed meanwhile wins.
"""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from desktop_agent.domain.commands import TO_CUSTOMER, Payload, Reply, SendFile, SendTemplate
from desktop_agent.domain.directory import Channel, TemplateCategory
from desktop_agent.domain.ids import AgentId, MessageId
from desktop_agent.domain.light_dataclass import dataclass
from desktop_agent.domain.messaging_window import window_at
from desktop_agent.domain.rules import ConsentMode, ServiceRules
from desktop_agent.domain.tickets import Consent, ConsentState, Owner


class GuardReason(StrEnum):
    """Why a message must not leave, in the order in which a person is told."""

    NOT_ONE_TO_ONE = "not_one_to_one"
    NO_INBOUND = "no_inbound"
    CHANNEL_LOCKED = "channel_locked"
    BLOCKED_CUSTOMER = "blocked_customer"
    CONSENT_REVOKED = "consent_revoked"
    CONSENT_REFUSED = "consent_refused"
    CONSENT_EXPIRED = "consent_expired"
    CONSENT_OPEN = "consent_open"
    MARKETING = "marketing"
    WINDOW_CLOSED = "window_closed"
    OWNED_BY_OTHER = "owned_by_other"
    EMPTY = "empty"
    TOO_LONG = "too_long"
    BAD_FIELD = "bad_field"


_CONSENT_REASONS = {
    ConsentState.REVOKED: GuardReason.CONSENT_REVOKED,
    ConsentState.REFUSED: GuardReason.CONSENT_REFUSED,
    ConsentState.EXPIRED: GuardReason.CONSENT_EXPIRED,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class GuardFacts:
    """What the guard looks at, taken from the cache at the moment of the question.

    `first_inbound_id` is the customer's own first message on this ticket's identity and channel;
    without it nobody wrote first and nothing may be sent (domain-rules R16).
    """

    channel: Channel
    owner: Owner | None
    consent: Consent
    first_inbound_id: MessageId | None
    last_inbound_at: datetime | None
    is_blocked: bool = False
    is_group: bool = False
    is_channel_locked: bool = False


@dataclass(frozen=True, slots=True)
class GuardVerdict:
    """Empty `reasons` mean go."""

    reasons: tuple[GuardReason, ...] = ()

    @property
    def is_allowed(self) -> bool:
        """True when nothing speaks against sending."""
        return not self.reasons


def check(
    payload: Payload, facts: GuardFacts, me: AgentId, rules: ServiceRules, now: datetime
) -> GuardVerdict:
    """All reasons against sending `payload`; commands that reach no customer pass."""
    if not isinstance(payload, TO_CUSTOMER):
        return GuardVerdict()
    reasons = [
        *_identity_reasons(facts),
        *_consent_reasons_for(payload, facts.consent, rules),
        *_content_reasons(payload, facts.channel, rules),
    ]
    is_free_text = not isinstance(payload, SendTemplate)
    window = window_at(now, facts.last_inbound_at, facts.channel.window)
    if is_free_text and facts.first_inbound_id is not None and not window.is_open:
        reasons.append(GuardReason.WINDOW_CLOSED)
    if facts.owner is not None and not facts.owner.is_agent(me):
        reasons.append(GuardReason.OWNED_BY_OTHER)
    return GuardVerdict(tuple(sorted(reasons, key=list(GuardReason).index)))


def consent_reasons(consent: Consent, rules: ServiceRules) -> tuple[GuardReason, ...]:
    """What the customer's consent says against an answer (domain-rules §5.2)."""
    if consent.state in _CONSENT_REASONS:
        return (_CONSENT_REASONS[consent.state],)
    if rules.consent_mode is ConsentMode.STRICT and consent.state is not ConsentState.CONFIRMED:
        return (GuardReason.CONSENT_OPEN,)
    return ()


_MAY_BE_ASKED = (
    ConsentState.UNKNOWN,
    ConsentState.ASKED,
    ConsentState.DECLARED,
    ConsentState.EXPIRED,
)


def _consent_reasons_for(
    payload: Payload, consent: Consent, rules: ServiceRules
) -> tuple[GuardReason, ...]:
    """Open consent lets the approved question itself through, and nothing else (R27)."""
    is_question = (
        isinstance(payload, Reply)
        and bool(rules.consent_question)
        and payload.text == rules.consent_question
    )
    if is_question and consent.state in _MAY_BE_ASKED:
        return ()
    return consent_reasons(consent, rules)


def _identity_reasons(facts: GuardFacts) -> list[GuardReason]:
    reasons = []
    if facts.is_group:
        reasons.append(GuardReason.NOT_ONE_TO_ONE)
    if facts.first_inbound_id is None:
        reasons.append(GuardReason.NO_INBOUND)
    if facts.is_channel_locked:
        reasons.append(GuardReason.CHANNEL_LOCKED)
    if facts.is_blocked:
        reasons.append(GuardReason.BLOCKED_CUSTOMER)
    return reasons


def _content_reasons(payload: Payload, channel: Channel, rules: ServiceRules) -> list[GuardReason]:
    reasons = []
    if isinstance(payload, Reply):
        if not payload.text.strip():
            reasons.append(GuardReason.EMPTY)
        if len(payload.text) > channel.text_limit:
            reasons.append(GuardReason.TOO_LONG)
    elif isinstance(payload, SendFile):
        if len(payload.caption) > channel.text_limit:
            reasons.append(GuardReason.TOO_LONG)
    elif isinstance(payload, SendTemplate):
        if payload.category == TemplateCategory.MARKETING and not rules.allows_marketing:
            reasons.append(GuardReason.MARKETING)
        if any(not value.strip() or "\n" in value for value in payload.fields.values()):
            reasons.append(GuardReason.BAD_FIELD)
    return reasons
