# SPDX-License-Identifier: Apache-2.0
"""The table of moves, written down a second time (architecture §7)."""

from __future__ import annotations

from itertools import product

import pytest

from desktop_agent.domain.outbox import ALLOWED_MOVES, OPEN_STATES, OutboxState, states_before

S = OutboxState

ALLOWED = {
    (S.QUEUED, S.SENDING),
    (S.QUEUED, S.HELD),
    (S.QUEUED, S.CONFIRMED),
    (S.QUEUED, S.CANCELLED),
    (S.SENDING, S.CONFIRMED),
    (S.SENDING, S.UNKNOWN),
    (S.SENDING, S.QUEUED),
    (S.SENDING, S.HELD),
    (S.SENDING, S.FAILED),
    (S.UNKNOWN, S.CONFIRMED),
    (S.UNKNOWN, S.QUEUED),
    (S.UNKNOWN, S.HELD),
    (S.HELD, S.QUEUED),
    (S.HELD, S.CONFIRMED),
    (S.HELD, S.CANCELLED),
    (S.FAILED, S.QUEUED),
    (S.FAILED, S.CANCELLED),
}


@pytest.mark.parametrize(("before", "after"), list(product(OutboxState, OutboxState)))
def test_move_is_allowed_exactly_when_the_table_says_so(
    before: OutboxState, after: OutboxState
) -> None:
    assert (after in ALLOWED_MOVES[before]) == ((before, after) in ALLOWED)
    assert (before in states_before(after)) == ((before, after) in ALLOWED)


def test_final_states_lead_nowhere() -> None:
    final = set(OutboxState) - OPEN_STATES
    assert final == {S.CONFIRMED, S.CANCELLED}
    assert all(not ALLOWED_MOVES[state] for state in final)


def test_doubtful_rows_can_never_be_cancelled() -> None:
    for state in (S.SENDING, S.UNKNOWN):
        assert S.CANCELLED not in ALLOWED_MOVES[state]
