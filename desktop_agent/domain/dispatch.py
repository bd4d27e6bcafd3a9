# SPDX-License-Identifier: Apache-2.0
"""Decides right before sending whether a queued command waits for its author. Pure; sends nothing.

Whatever changed between writing and sending wins over what the agent saw (architecture §7).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field, replace
from datetime import UTC, datetime

from desktop_agent.domain import guard
from desktop_agent.domain.assignment import same_owner
from desktop_agent.domain.commands import TO_CUSTOMER, Basis, Close, Snooze
from desktop_agent.domain.guard import GuardFacts, GuardReason
from desktop_agent.domain.ids import AgentId, MessageId
from desktop_agent.domain.light_dataclass import dataclass
from desktop_agent.domain.messages import Message, MessageKind
from desktop_agent.domain.outbox import HeldReason, OutboxRow
from desktop_agent.domain.rules import ServiceRules
from desktop_agent.domain.tickets import Owner, OwnerKind, Ticket, TicketStatus

_CONSENT = frozenset(
    {
        GuardReason.CONSENT_REVOKED,
        GuardReason.CONSENT_REFUSED,
        GuardReason.CONSENT_EXPIRED,
        GuardReason.CONSENT_OPEN,
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class DispatchFacts:
    """What the cache shows of a ticket at the moment of sending; None = not held or none."""

    ticket: Ticket | None
    guard: GuardFacts | None = None
    colleague_answer: Message | None = None
    """First message to the customer by somebody else after the one that the agent saw."""
    newest: Message | None = None


@dataclass(frozen=True, slots=True)
class Hold:
    """Why a command waits, with the facts that its sentence needs."""

    reason: HeldReason
    facts: Mapping[str, str] = field(default_factory=dict)


def reason_to_hold(
    row: OutboxRow, facts: DispatchFacts, me: AgentId, rules: ServiceRules, now: datetime
) -> Hold | None:
    """Why `row` must not leave now, None = go.

    Answers pass guard, owner, status, order and age; closing and snoozing wait when the customer
    wrote after what the agent saw; everything else only needs its ticket.
    """
    if facts.ticket is None:
        return Hold(HeldReason.TICKET_GONE)
    payload = row.command.payload
    if isinstance(payload, TO_CUSTOMER):
        return (
            _guarded(row, facts, me, rules, now)
            or reassigned(row, facts.ticket, me)
            or _closed(row, facts.ticket)
            or _answered(facts)
            or _stale(row, rules, now)
        )
    if isinstance(payload, (Close, Snooze)):
        return _customer_wrote(row, facts.newest)
    return None


def reassigned(row: OutboxRow, ticket: Ticket, me: AgentId) -> Hold | None:
    """Somebody else holds the ticket and the author was not asked about it (architecture §8)."""
    owner = ticket.owner
    if owner is None or owner.is_agent(me):
        return None
    if row.is_approved and same_owner(owner, row.command.basis.owner):
        return None
    return Hold(HeldReason.REASSIGNED, owner_facts(owner, ticket))


def owner_facts(owner: Owner | None, ticket: Ticket) -> dict[str, str]:
    """Who holds the ticket and since when at the latest, for a held sentence and `rebased`."""
    since = datetime.fromtimestamp(ticket.version, tz=UTC).isoformat()
    if owner is None:
        return {"owner_kind": "", "since_at": since}
    return {
        "owner_kind": owner.kind.value,
        "owner_id": str(owner.id),
        "owner_name": owner.name,
        "since_at": since,
    }


def rebased(row: OutboxRow) -> Basis:
    """The basis after the author saw why the row waits and wants it all the same.

    Owner, newest message and status become what the held sentence showed, so a change after that
    is noticed again.
    """
    basis, facts = row.command.basis, row.facts
    if row.held in (HeldReason.CONFLICT, HeldReason.REASSIGNED) and "owner_kind" in facts:
        basis = replace(basis, owner=_shown_owner(facts))
    if row.held is HeldReason.MOVED_ON and "message_id" in facts:
        basis = replace(basis, last_message_id=MessageId(int(facts["message_id"])))
    if row.held is HeldReason.TICKET_CLOSED:
        basis = replace(basis, is_closed=True)
    return basis


def _shown_owner(facts: Mapping[str, str]) -> Owner | None:
    if not facts["owner_kind"]:
        return None
    kind = OwnerKind(facts["owner_kind"])
    return Owner(kind, AgentId(int(facts["owner_id"])), facts.get("owner_name", ""))


def _guarded(
    row: OutboxRow, facts: DispatchFacts, me: AgentId, rules: ServiceRules, now: datetime
) -> Hold | None:
    if facts.guard is None:
        return Hold(HeldReason.GUARD, {"reasons": GuardReason.CHANNEL_LOCKED.value})
    verdict = guard.check(row.command.payload, facts.guard, me, rules, now)
    # Who holds the ticket is judged apart: the author may have chosen to answer all the same.
    reasons = [reason for reason in verdict.reasons if reason is not GuardReason.OWNED_BY_OTHER]
    if not reasons:
        return None
    told = {"reasons": ",".join(reason.value for reason in reasons)}
    if all(reason is GuardReason.WINDOW_CLOSED for reason in reasons):
        return Hold(HeldReason.WINDOW_CLOSED, told)
    if reasons[0] in _CONSENT:
        return Hold(HeldReason.CONSENT, told)
    return Hold(HeldReason.GUARD, told)


def _closed(row: OutboxRow, ticket: Ticket) -> Hold | None:
    if ticket.status is TicketStatus.CLOSED and not row.command.basis.is_closed:
        return Hold(HeldReason.TICKET_CLOSED)
    return None


def _answered(facts: DispatchFacts) -> Hold | None:
    answer = facts.colleague_answer
    return None if answer is None else Hold(HeldReason.MOVED_ON, _message_facts(answer))


def _stale(row: OutboxRow, rules: ServiceRules, now: datetime) -> Hold | None:
    if row.is_approved or now - row.command.created_at <= rules.stale_after:
        return None
    return Hold(HeldReason.STALE, {"written_at": row.command.created_at.isoformat()})


def _customer_wrote(row: OutboxRow, newest: Message | None) -> Hold | None:
    seen = row.command.basis.last_message_id
    if newest is None or newest.kind is not MessageKind.INBOUND or seen is None:
        return None
    return Hold(HeldReason.MOVED_ON, _message_facts(newest)) if newest.id > seen else None


def _message_facts(message: Message) -> dict[str, str]:
    return {
        "message_id": str(message.id),
        "author_name": message.author.name,
        "author_kind": message.author.kind.value,
        "at": message.created_at.isoformat(),
    }
