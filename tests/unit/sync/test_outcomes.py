# SPDX-License-Identifier: Apache-2.0
"""What an outcome makes of the row that was sent."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from desktop_agent.domain.commands import Reply
from desktop_agent.domain.errors import Problem, ProblemCode
from desktop_agent.domain.outbox import HeldReason, OutboxRow, OutboxState
from desktop_agent.provider.port import Confirmed, MaybeDone, Refused, SurelyNotSent
from desktop_agent.sync.outcomes import SESSION_ENDS, row_after
from tests.unit.domain.samples import NOW, make_message, make_row

S = OutboxState
TROUBLE = Problem(ProblemCode.TIMED_OUT)


def sending(**fields: object) -> OutboxRow:
    """A row whose first request left just now."""
    row = make_row(Reply("x"), S.SENDING, attempts=1, first_sent_at=NOW, last_sent_at=NOW)
    return replace(row, **fields)  # type: ignore[arg-type]  # fields by name


def test_confirmed_keeps_the_servers_message() -> None:
    row = row_after(sending(), Confirmed(message=make_message(77)), NOW, lambda: 0.5)
    assert (row.state, row.result_id) == (S.CONFIRMED, 77)


def test_surely_unsent_first_try_left_no_doubt_and_waits() -> None:
    row = row_after(sending(), SurelyNotSent(TROUBLE), NOW, lambda: 0.5)
    assert row.state is S.QUEUED
    assert row.next_attempt_at == NOW + timedelta(seconds=1)
    assert row.first_sent_at is None
    assert row.facts == {"code": "timed_out"}


def test_surely_unsent_second_try_keeps_the_doubt_of_the_first() -> None:
    first = NOW - timedelta(minutes=1)
    row = row_after(
        sending(first_sent_at=first, attempts=2), SurelyNotSent(TROUBLE), NOW, lambda: 0.5
    )
    assert row.first_sent_at == first
    assert row.next_attempt_at == NOW + timedelta(seconds=2)


def test_server_that_asks_to_wait_is_obeyed() -> None:
    outcome = SurelyNotSent(Problem(ProblemCode.RATE_LIMITED), retry_after_s=30.0)
    row = row_after(sending(), outcome, NOW, lambda: 0.5)
    assert row.next_attempt_at is not None
    assert row.next_attempt_at >= NOW + timedelta(seconds=30)


def test_maybe_done_is_unknown() -> None:
    row = row_after(sending(), MaybeDone(TROUBLE), NOW, lambda: 0.5)
    assert (row.state, row.first_sent_at) == (S.UNKNOWN, NOW)


def test_refused_fails_with_its_code_and_facts() -> None:
    problem = Problem(ProblemCode.REQUEST_REFUSED, {"status": 422})
    row = row_after(sending(), Refused(problem), NOW, lambda: 0.5)
    assert (row.state, row.facts) == (S.FAILED, {"code": "request_refused", "status": "422"})


def test_gone_ticket_is_held() -> None:
    outcome = Refused(Problem(ProblemCode.NOT_FOUND), is_gone=True)
    row = row_after(sending(), outcome, NOW, lambda: 0.5)
    assert (row.state, row.held) == (S.HELD, HeldReason.TICKET_GONE)


@pytest.mark.parametrize("code", sorted(SESSION_ENDS))
def test_end_of_the_session_says_nothing_about_the_command(code: ProblemCode) -> None:
    row = row_after(sending(), Refused(Problem(code)), NOW, lambda: 0.5)
    assert (row.state, row.next_attempt_at) == (S.QUEUED, NOW)
