# SPDX-License-Identifier: Apache-2.0
"""Which row of a lane may leave next."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from desktop_agent.domain.commands import (
    Assign,
    AssignTeam,
    ChangeLabels,
    Claim,
    Close,
    Mute,
    Note,
    Payload,
    RecordConsent,
    Release,
    Reopen,
    Reply,
    SendFile,
    SendTemplate,
    SetPriority,
    Snooze,
)
from desktop_agent.domain.ids import AgentId, CommandId
from desktop_agent.domain.outbox import OutboxRow, OutboxState
from desktop_agent.domain.tickets import ConsentState, Priority
from desktop_agent.sync.lanes import LaneState, lane_state
from tests.unit.domain.samples import NOW, TICKET, make_row

S = OutboxState
REPLY, NOTE, CLAIM, CLOSE = Reply("x"), Note("x"), Claim(), Close()
REVOKED = RecordConsent(ConsentState.REVOKED, "agent")
WAITING = [
    REPLY,
    SendFile("b", "a", "image/png", 1),
    SendTemplate("n", "de", "utility", "x"),
    CLOSE,
    Snooze(None),
    Mute(is_on=True),
    Release(),
    Assign(AgentId(2)),
    AssignTeam(None),
]
PASSING = [NOTE, CLAIM, Reopen(), ChangeLabels(("a",)), SetPriority(Priority.HIGH), REVOKED]


def lane(*rows: tuple[Payload, OutboxState]) -> list[OutboxRow]:
    """Rows in the order of writing, told apart by their ids."""
    made = [make_row(payload, state) for payload, state in rows]
    return [
        replace(row, command=replace(row.command, id=CommandId(f"{number:032x}")))
        for number, row in enumerate(made)
    ]


def head(rows: list[OutboxRow]) -> int | None:
    """Place of the row that may leave."""
    found = lane_state(TICKET, rows, NOW).head
    return None if found is None else rows.index(found)


@pytest.mark.parametrize(
    ("rows", "place"),
    [
        pytest.param([], None, id="empty"),
        pytest.param([(REPLY, S.QUEUED), (NOTE, S.QUEUED)], 0, id="first-in-first-out"),
        pytest.param([(REPLY, S.SENDING), (NOTE, S.QUEUED)], None, id="one-at-a-time"),
        pytest.param([(REPLY, S.UNKNOWN), (NOTE, S.QUEUED)], None, id="doubt-holds-everything"),
        pytest.param([(NOTE, S.UNKNOWN), (REPLY, S.QUEUED)], None, id="doubt-about-a-note"),
        pytest.param([(CLAIM, S.HELD), (REPLY, S.QUEUED)], 1, id="lost-claim-holds-nothing"),
        pytest.param([(NOTE, S.FAILED), (REPLY, S.QUEUED)], 1, id="failed-note-holds-nothing"),
        pytest.param([(CLOSE, S.FAILED), (Reopen(), S.QUEUED)], 1, id="failed-close"),
        pytest.param(
            [(REPLY, S.HELD), (REPLY, S.QUEUED), (NOTE, S.QUEUED)], 2, id="note-passes-held-answer"
        ),
        pytest.param([(REPLY, S.SENDING), (REVOKED, S.QUEUED)], None, id="consent-waits-its-turn"),
        pytest.param([(REPLY, S.UNKNOWN), (REVOKED, S.QUEUED)], 1, id="consent-passes-doubt"),
        pytest.param([(REPLY, S.QUEUED), (REVOKED, S.QUEUED)], 1, id="consent-first"),
        pytest.param([(REPLY, S.QUEUED), (REPLY, S.HELD)], 0, id="later-held-holds-nothing"),
    ],
)
def test_next_row(rows: list[tuple[Payload, OutboxState]], place: int | None) -> None:
    assert head(lane(*rows)) == place


@pytest.mark.parametrize("state", [S.HELD, S.FAILED])
@pytest.mark.parametrize("payload", WAITING)
def test_stuck_answer_holds_up_answers_and_leave_taking(
    payload: Payload, state: OutboxState
) -> None:
    assert head(lane((REPLY, state), (payload, S.QUEUED))) is None


@pytest.mark.parametrize("state", [S.HELD, S.FAILED])
@pytest.mark.parametrize("payload", PASSING)
def test_stuck_answer_lets_the_rest_pass(payload: Payload, state: OutboxState) -> None:
    assert head(lane((REPLY, state), (payload, S.QUEUED))) == 1


def test_row_in_its_undo_time_keeps_its_place_and_says_when() -> None:
    later = NOW + timedelta(seconds=5)
    rows = lane((REPLY, S.QUEUED), (NOTE, S.QUEUED))
    rows[0] = replace(rows[0], not_before_at=later)
    assert lane_state(TICKET, rows, NOW) == LaneState(TICKET, wake_at=later)
    assert lane_state(TICKET, rows, later).head == rows[0]


def test_back_off_and_undo_time_both_count() -> None:
    undo, retry = NOW + timedelta(seconds=5), NOW + timedelta(seconds=9)
    row = replace(lane((REPLY, S.QUEUED))[0], not_before_at=undo, next_attempt_at=retry)
    assert lane_state(TICKET, [row], NOW).wake_at == retry
