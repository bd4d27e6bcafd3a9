# SPDX-License-Identifier: Apache-2.0
"""Base, mine and theirs in every combination that matters (architecture §8)."""

from __future__ import annotations

import pytest

from desktop_agent.domain.assignment import AssignmentVerdict, judge, same_owner, wished_owner
from desktop_agent.domain.commands import Assign, AssignTeam, Basis, Claim, Note, Payload, Release
from desktop_agent.domain.errors import Bug
from desktop_agent.domain.ids import TeamId
from desktop_agent.domain.tickets import Owner
from tests.unit.domain.samples import ANNA, BOB, BOT, ME, agent, make_command

V = AssignmentVerdict
MINE, THEIRS, THIRD = agent(ME), agent(ANNA), agent(BOB)


@pytest.mark.parametrize(
    ("payload", "base", "now", "verdict"),
    [
        pytest.param(Claim(), None, None, V.WRITE, id="claim-free"),
        pytest.param(Claim(), None, MINE, V.ALREADY_SO, id="claim-mine-already"),
        pytest.param(Claim(), None, THEIRS, V.CONFLICT, id="claim-taken-meanwhile"),
        pytest.param(Claim(), THEIRS, THEIRS, V.WRITE, id="take-over-from-the-one-seen"),
        pytest.param(Claim(), THEIRS, THIRD, V.CONFLICT, id="take-over-from-another"),
        pytest.param(Claim(), THEIRS, None, V.WRITE, id="take-over-became-free"),
        pytest.param(Claim(), None, BOT, V.WRITE, id="human-beats-bot"),
        pytest.param(Claim(), THEIRS, BOT, V.WRITE, id="human-beats-bot-after-human"),
        pytest.param(Release(), MINE, MINE, V.WRITE, id="release-mine"),
        pytest.param(Release(), MINE, None, V.ALREADY_SO, id="release-free-already"),
        pytest.param(Release(), MINE, THEIRS, V.ALREADY_SO, id="release-taken-meanwhile"),
        pytest.param(Assign(ANNA), MINE, MINE, V.WRITE, id="hand-over"),
        pytest.param(Assign(ANNA), MINE, THEIRS, V.ALREADY_SO, id="hand-over-done-already"),
        pytest.param(Assign(ANNA), MINE, THIRD, V.CONFLICT, id="hand-over-lost-meanwhile"),
        pytest.param(Assign(ANNA), THIRD, THIRD, V.WRITE, id="lead-moves"),
        pytest.param(AssignTeam(TeamId(3)), MINE, THIRD, V.WRITE, id="team-move-has-no-owner"),
    ],
)
def test_verdict(
    payload: Payload, base: Owner | None, now: Owner | None, verdict: AssignmentVerdict
) -> None:
    assert judge(make_command(payload, basis=Basis(owner=base)), now, ME) is verdict


def test_owners_are_compared_by_kind_and_id_not_by_name() -> None:
    assert same_owner(agent(ANNA, "Anna"), agent(ANNA, "Anna B."))
    assert not same_owner(agent(BOT.id), BOT)
    assert same_owner(None, None)
    assert not same_owner(None, MINE)


def test_command_that_moves_no_owner_is_a_bug() -> None:
    with pytest.raises(Bug):
        wished_owner(make_command(Note("x")), ME)
