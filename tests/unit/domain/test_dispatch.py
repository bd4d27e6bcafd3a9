# SPDX-License-Identifier: Apache-2.0
"""Why a queued command waits, and what approving it changes (architecture §7)."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from desktop_agent.domain.commands import Basis, Close, Note, RecordConsent, Reply, Snooze
from desktop_agent.domain.dispatch import DispatchFacts, owner_facts, reason_to_hold, rebased
from desktop_agent.domain.ids import MessageId
from desktop_agent.domain.messages import Author, AuthorKind, MessageKind
from desktop_agent.domain.outbox import HeldReason, OutboxRow, OutboxState
from desktop_agent.domain.rules import ServiceRules
from desktop_agent.domain.tickets import Consent, ConsentState, TicketStatus
from tests.unit.domain.samples import (
    ANNA,
    BOB,
    ME,
    NOW,
    agent,
    make_facts,
    make_message,
    make_row,
    make_ticket,
)

H = HeldReason
RULES = ServiceRules()
ANSWER = make_message(60, kind=MessageKind.OUTBOUND, author=Author(AuthorKind.AGENT, ANNA, "Anna"))


def facts(**fields: object) -> DispatchFacts:
    """Everything speaks for sending."""
    base = DispatchFacts(ticket=make_ticket(), guard=make_facts())
    return replace(base, **fields)  # type: ignore[arg-type]  # fields by name


def held(row: OutboxRow, given: DispatchFacts, now: datetime = NOW) -> HeldReason | None:
    """The reason alone."""
    hold = reason_to_hold(row, given, ME, RULES, now)
    return None if hold is None else hold.reason


@pytest.mark.parametrize(
    ("given", "reason"),
    [
        pytest.param(facts(), None, id="go"),
        pytest.param(facts(ticket=None), H.TICKET_GONE, id="gone"),
        pytest.param(facts(guard=None), H.GUARD, id="channel-not-held"),
        pytest.param(facts(guard=make_facts(is_blocked=True)), H.GUARD, id="blocked"),
        pytest.param(
            facts(guard=make_facts(consent=Consent(state=ConsentState.REVOKED))),
            H.CONSENT,
            id="consent-revoked-meanwhile",
        ),
        pytest.param(
            facts(guard=make_facts(last_inbound_at=NOW - timedelta(days=2))),
            H.WINDOW_CLOSED,
            id="window-closed-meanwhile",
        ),
        pytest.param(facts(ticket=make_ticket(owner=agent(ANNA))), H.REASSIGNED, id="taken"),
        pytest.param(facts(ticket=make_ticket(owner=None)), None, id="became-free"),
        pytest.param(
            facts(ticket=make_ticket(status=TicketStatus.CLOSED)), H.TICKET_CLOSED, id="closed"
        ),
        pytest.param(facts(colleague_answer=ANSWER), H.MOVED_ON, id="colleague-answered"),
    ],
)
def test_answer(given: DispatchFacts, reason: HeldReason | None) -> None:
    assert held(make_row(Reply("Gern")), given) is reason


def test_answer_is_stale_after_the_policys_time_and_not_before() -> None:
    row = make_row(Reply("Gern"))
    assert held(row, facts(), NOW + RULES.stale_after) is None
    late = NOW + RULES.stale_after + timedelta(seconds=1)
    assert held(row, facts(), late) is H.STALE
    assert held(replace(row, is_approved=True), facts(), late) is None


def test_approval_never_lifts_the_guard() -> None:
    row = make_row(Reply("Gern"), is_approved=True)
    revoked = make_facts(consent=Consent(state=ConsentState.REVOKED))
    assert held(row, facts(guard=revoked)) is H.CONSENT


def test_answer_on_a_ticket_closed_when_it_was_written_goes() -> None:
    row = make_row(Reply("Gern"), basis=Basis(owner=agent(ME), is_closed=True))
    assert held(row, facts(ticket=make_ticket(status=TicketStatus.CLOSED))) is None


@pytest.mark.parametrize("payload", [Close(), Snooze(None)])
def test_leaving_waits_when_the_customer_wrote_after_what_was_seen(
    payload: Close | Snooze,
) -> None:
    row = make_row(payload, basis=Basis(last_message_id=MessageId(49)))
    assert held(row, facts(newest=make_message(50))) is H.MOVED_ON
    assert held(row, facts(newest=make_message(49))) is None
    assert held(row, facts(newest=ANSWER)) is None
    blind = make_row(payload, basis=Basis())
    assert held(blind, facts(newest=make_message(50))) is None


@pytest.mark.parametrize("payload", [Note("x"), RecordConsent(ConsentState.REVOKED, "agent")])
def test_what_reaches_no_customer_only_needs_its_ticket(payload: Note | RecordConsent) -> None:
    against = facts(
        ticket=make_ticket(owner=agent(ANNA), status=TicketStatus.CLOSED),
        guard=None,
        colleague_answer=ANSWER,
    )
    assert held(make_row(payload), against, NOW + timedelta(days=1)) is None
    assert held(make_row(payload), facts(ticket=None)) is H.TICKET_GONE


def test_owner_facts_name_who_and_since_when() -> None:
    told = owner_facts(agent(ANNA, "Anna"), make_ticket(version=1_763_629_200.0))
    since = datetime.fromtimestamp(1_763_629_200, UTC).isoformat()
    assert told == {
        "owner_kind": "agent",
        "owner_id": "2",
        "owner_name": "Anna",
        "since_at": since,
    }
    assert owner_facts(None, make_ticket())["owner_kind"] == ""


def stopped(reason: HeldReason, **told: str) -> OutboxRow:
    """A held answer with what its author was shown."""
    return make_row(Reply("x"), OutboxState.HELD, held=reason, facts=told)


@pytest.mark.parametrize("reason", [H.CONFLICT, H.REASSIGNED])
def test_approving_takes_the_owner_shown_as_base(reason: HeldReason) -> None:
    row = replace(
        stopped(reason), facts=owner_facts(agent(ANNA, "Anna"), make_ticket(owner=agent(ANNA)))
    )
    basis = rebased(row)
    assert basis.owner == agent(ANNA, "Anna")
    again = replace(
        row, command=replace(row.command, basis=basis), state=OutboxState.QUEUED, is_approved=True
    )
    assert held(again, facts(ticket=make_ticket(owner=agent(ANNA)))) is None
    assert held(again, facts(ticket=make_ticket(owner=agent(BOB)))) is H.REASSIGNED


def test_approving_a_free_owner_shown_takes_none_as_base() -> None:
    row = stopped(H.CONFLICT, owner_kind="", since_at="")
    assert rebased(row).owner is None


def test_approving_takes_the_message_and_status_shown_as_seen() -> None:
    assert rebased(stopped(H.MOVED_ON, message_id="60")).last_message_id == 60
    assert rebased(stopped(H.TICKET_CLOSED)).is_closed
    stale = stopped(H.STALE)
    assert rebased(stale) == stale.command.basis
