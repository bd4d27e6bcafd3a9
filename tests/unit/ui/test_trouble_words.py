# SPDX-License-Identifier: Apache-2.0
"""Every problem and every reason has words in both languages: what, what was kept, what to do."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication

from desktop_agent.domain.commands import Basis, Command, Reply
from desktop_agent.domain.engine_state import EngineState, Phase
from desktop_agent.domain.errors import Problem, ProblemCode
from desktop_agent.domain.guard import GuardReason
from desktop_agent.domain.ids import CommandId, TicketId
from desktop_agent.domain.outbox import HeldReason, OutboxRow, OutboxState
from desktop_agent.ui.connection_words import Freshness, connection_words
from desktop_agent.ui.language import LanguageChoice, Languages
from desktop_agent.ui.problems import TroubleText, problem_text, sign_in_text
from desktop_agent.ui.send_reasons import guard_text, held_text, row_text

SESSIONS_ONLY = {
    ProblemCode.SERVER_UNREACHABLE,
    ProblemCode.NAME_NOT_RESOLVED,
    ProblemCode.TIMED_OUT,
    ProblemCode.CONNECTION_LOST,
    ProblemCode.PROXY_REFUSED,
    ProblemCode.SERVER_ERROR,
    ProblemCode.BAD_ANSWER,
    ProblemCode.RATE_LIMITED,
    ProblemCode.TOKEN_REJECTED,
}
NOW = datetime(2026, 11, 21, 9, 44, tzinfo=UTC)


@pytest.fixture(params=["de", "en"])
def language(request: pytest.FixtureRequest, qapp: QApplication) -> Iterator[str]:
    """Each language in turn."""
    languages = Languages(qapp)
    languages.choose(LanguageChoice(request.param))
    yield request.param
    languages.choose(LanguageChoice.ENGLISH)


def make_row(state: OutboxState, **fields: Any) -> OutboxRow:
    """A reply in a state."""
    command = Command(CommandId("a" * 32), TicketId(1), Reply("Hallo"), Basis(), NOW)
    return OutboxRow(command=command, state=state, **fields)


def check_words(text: TroubleText, language: str) -> None:
    """A headline and at least one sentence, polite, without codes."""
    assert len(text.headline) > 8
    assert len(text.detail) > 8
    assert "_" not in text.sentence
    assert "{" not in text.sentence
    if language == "de":
        assert not re.search(r"\b(du|dein|deine|dir|dich)\b", text.sentence, re.IGNORECASE)


@pytest.mark.parametrize("code", list(ProblemCode))
def test_every_problem_has_words(language: str, code: ProblemCode) -> None:
    check_words(problem_text(Problem(code)), language)


@pytest.mark.parametrize("code", list(ProblemCode))
def test_sign_in_promises_nothing_that_only_a_session_does(
    language: str, code: ProblemCode
) -> None:
    text = sign_in_text(Problem(code))
    check_words(text, language)
    if code in SESSIONS_ONLY:
        promise = {"de": "geschrieben", "en": "you wrote"}[language]
        assert promise not in text.sentence
        assert not re.search(r"von selbst|by itself|keeps trying|reconnects", text.sentence)


def test_no_two_problems_say_the_same(language: str) -> None:
    sentences = [problem_text(Problem(code)).sentence for code in ProblemCode]
    assert len(set(sentences)) == len(sentences)


def test_languages_differ(qapp: QApplication) -> None:
    languages = Languages(qapp)
    languages.choose(LanguageChoice.GERMAN)
    german = [problem_text(Problem(code)).sentence for code in ProblemCode]
    languages.choose(LanguageChoice.ENGLISH)
    english = [problem_text(Problem(code)).sentence for code in ProblemCode]
    assert not set(german) & set(english)


def test_a_bad_policy_names_file_and_key() -> None:
    facts: dict[str, str | int] = {"file": "10-base.json", "key": "server"}
    text = problem_text(Problem(ProblemCode.POLICY_INVALID, facts))
    assert text.detail.endswith("(10-base.json · server)")


@pytest.mark.parametrize("reason", list(GuardReason))
def test_every_guard_reason_has_words(language: str, reason: GuardReason) -> None:
    check_words(guard_text(reason), language)


@pytest.mark.parametrize("reason", list(HeldReason))
def test_every_held_reason_has_words(language: str, reason: HeldReason) -> None:
    check_words(held_text(reason, {}, NOW), language)


@pytest.mark.parametrize(
    "state", [OutboxState.QUEUED, OutboxState.SENDING, OutboxState.UNKNOWN, OutboxState.FAILED]
)
def test_every_open_state_has_words(language: str, state: OutboxState) -> None:
    check_words(row_text(make_row(state), NOW), language)


def test_the_colleague_who_answered_is_named(language: str) -> None:
    facts = {
        "author_name": "Tomasz Lind",
        "author_kind": "agent",
        "at": (NOW - timedelta(days=3)).isoformat(),
    }
    text = row_text(make_row(OutboxState.HELD, held=HeldReason.MOVED_ON, facts=facts), NOW)
    assert "Tomasz Lind" in text.headline
    assert ":" not in text.headline.split("Tomasz")[1], "no hour of another day"


def test_a_customer_who_wrote_again_is_no_colleague(language: str) -> None:
    facts = {"author_name": "Ayşe Demir", "author_kind": "customer", "at": NOW.isoformat()}
    text = held_text(HeldReason.MOVED_ON, facts, NOW)
    assert "Ayşe" not in text.sentence
    check_words(text, language)


def test_the_new_owner_is_named(language: str) -> None:
    for reason in (HeldReason.REASSIGNED, HeldReason.CONFLICT):
        assert "Tomasz" in held_text(reason, {"owner_name": "Tomasz Lind"}, NOW).headline


def test_the_rule_and_the_refusal_are_told(language: str) -> None:
    rule = held_text(HeldReason.GUARD, {"reasons": "too_long,empty"}, NOW)
    assert guard_text(GuardReason.TOO_LONG).headline in rule.detail
    refused = row_text(make_row(OutboxState.FAILED, facts={"code": "permission_lost"}), NOW)
    assert problem_text(Problem(ProblemCode.PERMISSION_LOST)).headline in refused.detail
    assert held_text(HeldReason.GUARD, {"reasons": "nonsense"}, NOW).detail


@pytest.mark.parametrize("phase", list(Phase))
def test_every_phase_has_words(language: str, phase: Phase) -> None:
    words = connection_words(EngineState(phase=phase, live_at=NOW), NOW)
    assert words.short
    assert words.long


def test_offline_says_since_when_and_why(language: str) -> None:
    state = EngineState(
        phase=Phase.BACKOFF, live_at=NOW, problem=Problem(ProblemCode.TLS_UNTRUSTED)
    )
    words = connection_words(state, NOW)
    assert words.freshness is Freshness.AWAY
    assert words.can_retry
    assert ":" in words.short
    assert words.long.startswith(problem_text(Problem(ProblemCode.TLS_UNTRUSTED)).headline)


def test_a_full_disk_is_not_called_offline(language: str) -> None:
    problem = Problem(ProblemCode.DISK_FULL)
    words = connection_words(EngineState(Phase.BACKOFF, live_at=NOW, problem=problem), NOW)
    text = problem_text(problem)
    assert words.short == text.headline
    assert words.long == text.sentence


def test_a_first_run_counts(language: str) -> None:
    state = EngineState(phase=Phase.BOOTSTRAP, progress=(1200, 4800))
    words = connection_words(state, NOW)
    assert words.share == 0.25
    assert re.search(r"1.200", words.short)
    unknown = connection_words(EngineState(phase=Phase.BOOTSTRAP, progress=(25, 0)), NOW)
    assert unknown.share is None
    assert "25" in unknown.short
