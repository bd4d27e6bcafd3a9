# SPDX-License-Identifier: Apache-2.0
"""What an outcome makes of the row that was sent (architecture §7). Pure; writes nothing."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from desktop_agent.domain.errors import Problem, ProblemCode
from desktop_agent.domain.outbox import HeldReason, OutboxRow, OutboxState
from desktop_agent.provider.port import Confirmed, MaybeDone, Outcome, Refused, SurelyNotSent
from desktop_agent.sync.backoff import Jitter, delay_s

SESSION_ENDS = frozenset(
    {
        ProblemCode.TOKEN_REJECTED,
        ProblemCode.ACCOUNT_FORBIDDEN,
        ProblemCode.ACCOUNT_SUSPENDED,
        ProblemCode.OTHER_AGENT,
        ProblemCode.VERSION_UNSUPPORTED,
    }
)
"""Refusals that say nothing about a command but that this session is over (architecture §6)."""


def row_after(row: OutboxRow, outcome: Outcome, now: datetime, jitter: Jitter) -> OutboxRow:
    """The row in its next state; `row` is `sending`."""
    match outcome:
        case Confirmed(message=message):
            result_id = row.result_id if message is None else message.id
            return replace(row, state=OutboxState.CONFIRMED, result_id=result_id, facts={})
        case SurelyNotSent(problem=problem, retry_after_s=retry_after_s):
            return _again(row, problem, now, delay_s(row.attempts, jitter, retry_after_s))
        case MaybeDone(problem=problem):
            return replace(row, state=OutboxState.UNKNOWN, facts=problem_facts(problem))
        case Refused(problem=problem, is_gone=is_gone):
            if is_gone:
                return replace(
                    row,
                    state=OutboxState.HELD,
                    held=HeldReason.TICKET_GONE,
                    facts=problem_facts(problem),
                )
            if problem.code in SESSION_ENDS:
                return _again(row, problem, now, 0.0)
            return replace(row, state=OutboxState.FAILED, facts=problem_facts(problem))


def problem_facts(problem: Problem) -> dict[str, str]:
    """A problem as facts of a row: its code and what its sentence needs."""
    return {"code": problem.code.value, **{k: str(v) for k, v in problem.facts.items()}}


def _again(row: OutboxRow, problem: Problem, now: datetime, delay: float) -> OutboxRow:
    # This try proved that nothing left; only an earlier one may still have taken effect.
    is_first_try = row.first_sent_at == row.last_sent_at
    return replace(
        row,
        state=OutboxState.QUEUED,
        next_attempt_at=now + timedelta(seconds=delay),
        first_sent_at=None if is_first_try else row.first_sent_at,
        last_sent_at=None if is_first_try else row.last_sent_at,
        facts=problem_facts(problem),
    )
