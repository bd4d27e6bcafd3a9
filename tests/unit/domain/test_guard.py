# SPDX-License-Identifier: Apache-2.0
"""Every reason of the guard alone, and their order together (domain-rules §5.4)."""

from __future__ import annotations

from datetime import timedelta

import pytest

from desktop_agent.domain.commands import (
    Claim,
    Close,
    Note,
    Payload,
    Reply,
    SendFile,
    SendTemplate,
)
from desktop_agent.domain.guard import GuardReason, check, consent_reasons
from desktop_agent.domain.rules import ConsentMode, ServiceRules
from desktop_agent.domain.tickets import Consent, ConsentState
from tests.unit.domain.samples import ANNA, BOT, ME, NOW, agent, make_facts

RULES = ServiceRules()
ENQUIRY = ServiceRules(consent_mode=ConsentMode.ENQUIRY)
REPLY = Reply("Gern")
TEMPLATE = SendTemplate("gruss", "de", "utility", "Guten Tag Nora", {"1": "Nora"})
G = GuardReason


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        pytest.param({"is_group": True}, G.NOT_ONE_TO_ONE, id="group"),
        pytest.param({"first_inbound_id": None}, G.NO_INBOUND, id="nobody-wrote-first"),
        pytest.param({"is_channel_locked": True}, G.CHANNEL_LOCKED, id="channel-locked"),
        pytest.param({"is_blocked": True}, G.BLOCKED_CUSTOMER, id="blocked"),
        pytest.param({"owner": agent(ANNA)}, G.OWNED_BY_OTHER, id="colleague"),
        pytest.param({"owner": BOT}, G.OWNED_BY_OTHER, id="bot"),
        pytest.param({"last_inbound_at": NOW - timedelta(hours=24)}, G.WINDOW_CLOSED, id="window"),
    ],
)
def test_each_fact_alone_stops_an_answer(change: dict[str, object], reason: GuardReason) -> None:
    assert check(REPLY, make_facts(**change), ME, RULES, NOW).reasons == (reason,)


@pytest.mark.parametrize(
    ("payload", "reason"),
    [
        pytest.param(Reply("  \n"), G.EMPTY, id="blank"),
        pytest.param(Reply("x" * 4097), G.TOO_LONG, id="too-long"),
        pytest.param(SendFile("b", "a.pdf", "application/pdf", 1, "x" * 4097), G.TOO_LONG),
        pytest.param(SendTemplate("w", "de", "marketing", "x"), G.MARKETING, id="marketing"),
        pytest.param(SendTemplate("w", "de", "utility", "x", {"1": " "}), G.BAD_FIELD),
        pytest.param(SendTemplate("w", "de", "utility", "x", {"1": "a\nb"}), G.BAD_FIELD),
    ],
)
def test_content_that_must_not_leave(payload: Payload, reason: GuardReason) -> None:
    assert check(payload, make_facts(), ME, RULES, NOW).reasons == (reason,)


@pytest.mark.parametrize("payload", [REPLY, TEMPLATE, SendFile("b", "a", "image/png", 1)])
def test_nothing_against_it_means_go(payload: Payload) -> None:
    assert check(payload, make_facts(), ME, RULES, NOW).is_allowed


@pytest.mark.parametrize("payload", [Note("intern"), Claim(), Close()])
def test_what_reaches_no_customer_always_passes(payload: Payload) -> None:
    facts = make_facts(is_group=True, is_blocked=True, owner=agent(ANNA), first_inbound_id=None)
    assert check(payload, facts, ME, RULES, NOW).is_allowed


@pytest.mark.parametrize(
    ("state", "strict", "enquiry"),
    [
        (ConsentState.UNKNOWN, (G.CONSENT_OPEN,), ()),
        (ConsentState.ASKED, (G.CONSENT_OPEN,), ()),
        (ConsentState.DECLARED, (G.CONSENT_OPEN,), ()),
        (ConsentState.CONFIRMED, (), ()),
        (ConsentState.REFUSED, (G.CONSENT_REFUSED,), (G.CONSENT_REFUSED,)),
        (ConsentState.REVOKED, (G.CONSENT_REVOKED,), (G.CONSENT_REVOKED,)),
        (ConsentState.EXPIRED, (G.CONSENT_EXPIRED,), (G.CONSENT_EXPIRED,)),
    ],
)
def test_consent_by_policy(
    state: ConsentState, strict: tuple[GuardReason, ...], enquiry: tuple[GuardReason, ...]
) -> None:
    assert consent_reasons(Consent(state=state), RULES) == strict
    assert consent_reasons(Consent(state=state), ENQUIRY) == enquiry


def test_template_leaves_outside_the_window() -> None:
    facts = make_facts(last_inbound_at=NOW - timedelta(days=3))
    assert check(TEMPLATE, facts, ME, RULES, NOW).is_allowed


def test_marketing_leaves_when_policy_allows_it() -> None:
    rules = ServiceRules(allows_marketing=True)
    payload = SendTemplate("w", "de", "marketing", "x")
    assert check(payload, make_facts(), ME, rules, NOW).is_allowed


def test_free_ticket_may_be_answered() -> None:
    assert check(REPLY, make_facts(owner=None), ME, RULES, NOW).is_allowed


def test_reasons_come_in_the_order_of_telling() -> None:
    facts = make_facts(
        is_group=True,
        is_blocked=True,
        owner=agent(ANNA),
        consent=Consent(state=ConsentState.REVOKED),
        last_inbound_at=NOW - timedelta(days=2),
    )
    reasons = check(Reply(""), facts, ME, RULES, NOW).reasons
    assert reasons == (
        G.NOT_ONE_TO_ONE,
        G.BLOCKED_CUSTOMER,
        G.CONSENT_REVOKED,
        G.WINDOW_CLOSED,
        G.OWNED_BY_OTHER,
        G.EMPTY,
    )


def test_only_the_approved_question_passes_open_consent() -> None:
    rules = ServiceRules(consent_question="Dürfen wir hier antworten?")
    facts = make_facts(consent=Consent(state=ConsentState.UNKNOWN))
    assert check(Reply("Dürfen wir hier antworten?"), facts, ME, rules, NOW).is_allowed
    assert not check(Reply("Dürfen wir antworten?"), facts, ME, rules, NOW).is_allowed
    revoked = make_facts(consent=Consent(state=ConsentState.REVOKED))
    assert not check(Reply("Dürfen wir hier antworten?"), revoked, ME, rules, NOW).is_allowed
