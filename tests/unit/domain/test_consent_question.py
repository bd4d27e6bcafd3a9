# SPDX-License-Identifier: Apache-2.0
"""The approved consent question is the only text that open consent lets through (R27)."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from desktop_agent.domain.commands import Reply, SendTemplate
from desktop_agent.domain.directory import Channel, ChannelKind
from desktop_agent.domain.guard import GuardFacts, GuardReason, check
from desktop_agent.domain.ids import AgentId, ChannelId, MessageId
from desktop_agent.domain.rules import ServiceRules
from desktop_agent.domain.tickets import Consent, ConsentState

ME = AgentId(1)
NOW = datetime(2026, 11, 21, 10, 44, tzinfo=UTC)
QUESTION = "Dürfen wir Ihnen hier antworten? Bitte schreiben Sie Ja."
RULES = ServiceRules(consent_question=QUESTION)


def _facts(state: ConsentState, *, hours_ago: int = 1) -> GuardFacts:
    return GuardFacts(
        channel=Channel(ChannelId(1), "WhatsApp", ChannelKind.WHATSAPP, timedelta(hours=24), 4096),
        owner=None,
        consent=Consent(state),
        first_inbound_id=MessageId(1),
        last_inbound_at=NOW - timedelta(hours=hours_ago),
    )


@pytest.mark.parametrize(
    "state",
    [ConsentState.UNKNOWN, ConsentState.ASKED, ConsentState.DECLARED, ConsentState.EXPIRED],
)
def test_open_consent_lets_the_question_through(state: ConsentState) -> None:
    assert check(Reply(QUESTION), _facts(state), ME, RULES, NOW).is_allowed


@pytest.mark.parametrize("state", [ConsentState.REVOKED, ConsentState.REFUSED])
def test_a_no_is_not_asked_again(state: ConsentState) -> None:
    assert not check(Reply(QUESTION), _facts(state), ME, RULES, NOW).is_allowed


@pytest.mark.parametrize("text", [QUESTION + " ", QUESTION.lower(), "Guten Tag", ""])
def test_any_other_text_stays_locked(text: str) -> None:
    reasons = check(Reply(text), _facts(ConsentState.ASKED), ME, RULES, NOW).reasons
    assert GuardReason.CONSENT_OPEN in reasons


def test_a_template_with_the_same_words_stays_locked() -> None:
    template = SendTemplate("frage", "de", "utility", QUESTION)
    assert not check(template, _facts(ConsentState.ASKED), ME, RULES, NOW).is_allowed


def test_without_an_approved_question_an_empty_answer_is_no_way_round() -> None:
    reasons = check(Reply(""), _facts(ConsentState.ASKED), ME, ServiceRules(), NOW).reasons
    assert reasons == (GuardReason.CONSENT_OPEN, GuardReason.EMPTY)


def test_the_question_obeys_the_window() -> None:
    facts = _facts(ConsentState.ASKED, hours_ago=25)
    assert check(Reply(QUESTION), facts, ME, RULES, NOW).reasons == (GuardReason.WINDOW_CLOSED,)
