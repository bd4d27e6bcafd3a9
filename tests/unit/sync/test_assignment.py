# SPDX-License-Identifier: Apache-2.0
"""Who holds a ticket: three-way rule, read-back, races and losses (architecture §8)."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop_agent.domain.commands import Assign, AssignTeam, Basis, Claim, Payload, Release, Reply
from desktop_agent.domain.engine_state import Phase
from desktop_agent.domain.ids import AgentId, CommandId, TeamId
from desktop_agent.domain.outbox import OPEN_STATES, HeldReason, OutboxState
from desktop_agent.domain.requests import ApproveCommand
from tests.fakes.engine_rig import EngineRig, make_rig
from tests.fakes.fake_server import MARIE, SABINE, TOMASZ, FakeServer, owner_of
from tests.fakes.virtual_time import VirtualClock, VirtualLoop, run_virtually

ENDED = (OutboxState.CONFIRMED, OutboxState.HELD, OutboxState.FAILED)


def test_claim_of_a_ticket_taken_meanwhile_writes_nothing_and_names_the_owner(
    tmp_path: Path,
) -> None:
    async def main(loop: VirtualLoop) -> None:
        rig = make_rig(tmp_path, loop)
        ticket_id = rig.server.add_ticket()
        async with rig.running():
            await rig.sign_in()
            rig.server.assign(ticket_id, SABINE)
            row = await rig.row_in(await rig.put(ticket_id, Claim(), Basis()), *ENDED)
            assert row.held is HeldReason.CONFLICT
            assert row.facts["owner_name"] == "Sabine"
            assert row.facts["since_at"]
            assert rig.provider.executed == []
            assert await rig.owner(ticket_id) == owner_of(SABINE)

    run_virtually(main)


def test_approved_take_over_replaces_the_owner_who_was_shown(tmp_path: Path) -> None:
    async def main(loop: VirtualLoop) -> None:
        rig = make_rig(tmp_path, loop)
        ticket_id = rig.server.add_ticket()
        async with rig.running():
            await rig.sign_in()
            rig.server.assign(ticket_id, SABINE)
            command_id = await rig.put(ticket_id, Claim(), Basis())
            await rig.row_in(command_id, OutboxState.HELD)
            rig.engine.submit(ApproveCommand(command_id))
            await rig.row_in(command_id, OutboxState.CONFIRMED)
            assert rig.server.tickets[ticket_id].owner == owner_of(MARIE)

    run_virtually(main)


def test_approved_take_over_stops_again_when_a_third_person_has_it(tmp_path: Path) -> None:
    async def main(loop: VirtualLoop) -> None:
        rig = make_rig(tmp_path, loop)
        ticket_id = rig.server.add_ticket()
        async with rig.running():
            await rig.sign_in()
            rig.server.assign(ticket_id, SABINE)
            command_id = await rig.put(ticket_id, Claim(), Basis())
            await rig.row_in(command_id, OutboxState.HELD)
            rig.server.assign(ticket_id, TOMASZ)
            rig.engine.submit(ApproveCommand(command_id))
            await rig.rest(2)
            row = await rig.row(command_id)
            assert (row.state, row.held) == (OutboxState.HELD, HeldReason.CONFLICT)
            assert row.facts["owner_name"] == "Tomasz"
            assert rig.server.tickets[ticket_id].owner == owner_of(TOMASZ)

    run_virtually(main)


def test_claim_that_is_true_already_is_confirmed_without_a_write(tmp_path: Path) -> None:
    async def main(loop: VirtualLoop) -> None:
        rig = make_rig(tmp_path, loop)
        ticket_id = rig.server.add_ticket(owner=MARIE)
        async with rig.running():
            await rig.sign_in()
            row = await rig.row_in(await rig.put(ticket_id, Claim(), Basis()), *ENDED)
            assert row.state is OutboxState.CONFIRMED
            assert rig.provider.executed == []

    run_virtually(main)


def test_overwritten_claim_is_a_conflict_although_the_server_said_yes(tmp_path: Path) -> None:
    async def main(loop: VirtualLoop) -> None:
        rig = make_rig(tmp_path, loop)
        ticket_id = rig.server.add_ticket()
        async with rig.running():
            await rig.sign_in()
            rig.server.loses_events = True
            command_id = await rig.put(ticket_id, Claim())
            await rig.until(lambda: bool(rig.provider.executed))
            rig.server.assign(ticket_id, SABINE)
            row = await rig.row_in(command_id, *ENDED)
            assert row.held is HeldReason.CONFLICT
            assert await rig.owner(ticket_id) == owner_of(SABINE)

    run_virtually(main)


def test_claim_whose_answer_is_lost_is_confirmed_by_the_ticket(tmp_path: Path) -> None:
    async def main(loop: VirtualLoop) -> None:
        rig = make_rig(tmp_path, loop)
        ticket_id = rig.server.add_ticket()
        async with rig.running():
            await rig.sign_in()
            rig.provider.faults.loses_answers = 1
            row = await rig.row_in(await rig.put(ticket_id, Claim()), *ENDED)
            assert row.state is OutboxState.CONFIRMED
            assert len(rig.provider.executed) == 1

    run_virtually(main)


def test_assigning_moving_to_a_team_and_releasing_are_confirmed(tmp_path: Path) -> None:
    async def main(loop: VirtualLoop) -> None:
        rig = make_rig(tmp_path, loop)
        ticket_id = rig.server.add_ticket(owner=MARIE)
        async with rig.running():
            await rig.sign_in()
            team = await rig.put(ticket_id, AssignTeam(TeamId(3)))
            assert (await rig.row_in(team, *ENDED)).state is OutboxState.CONFIRMED
            release = await rig.put(ticket_id, Release())
            assert (await rig.row_in(release, *ENDED)).state is OutboxState.CONFIRMED
            assert rig.server.tickets[ticket_id].owner is None
            assign = await rig.put(ticket_id, Assign(TOMASZ))
            assert (await rig.row_in(assign, *ENDED)).state is OutboxState.CONFIRMED
            assert rig.server.tickets[ticket_id].owner == owner_of(TOMASZ)

    run_virtually(main)


def test_claim_made_offline_never_overwrites_who_came_first(tmp_path: Path) -> None:
    async def main(loop: VirtualLoop) -> None:
        rig = make_rig(tmp_path, loop)
        ticket_id = rig.server.add_ticket()
        async with rig.running():
            await rig.sign_in()
            rig.provider.faults.is_offline = True
            rig.provider.drop_cable()
            await rig.phase(Phase.BACKOFF)
            claim = await rig.put(ticket_id, Claim())
            reply = await rig.put(ticket_id, Reply("Gern"))
            rig.server.assign(ticket_id, SABINE)
            rig.provider.faults.is_offline = False
            assert (await rig.row_in(claim, *ENDED)).held is HeldReason.CONFLICT
            assert (await rig.row_in(reply, *ENDED)).held is HeldReason.REASSIGNED
            assert rig.server.texts(ticket_id) == ["Guten Tag"]

    run_virtually(main)


def test_silent_unassignment_is_found_by_the_ownership_check(tmp_path: Path) -> None:
    async def main(loop: VirtualLoop) -> None:
        rig = make_rig(tmp_path, loop)
        ticket_id = rig.server.add_ticket(owner=MARIE)
        async with rig.running():
            await rig.sign_in()
            rig.server.unassign_silently(ticket_id)
            await rig.rest(rig.rules.ownership_s + 5)
            assert await rig.owner(ticket_id) is None

    run_virtually(main)


def test_deleted_ticket_is_removed_by_the_ownership_check(tmp_path: Path) -> None:
    async def main(loop: VirtualLoop) -> None:
        rig = make_rig(tmp_path, loop)
        ticket_id = rig.server.add_ticket(owner=MARIE)
        async with rig.running():
            await rig.sign_in()
            rig.server.delete(ticket_id)
            await rig.rest(rig.rules.ownership_s + 5)
            assert await rig.ticket(ticket_id) is None

    run_virtually(main)


WISHES: dict[str, Payload] = {
    "claim": Claim(),
    "release": Release(),
    "to_sabine": Assign(SABINE),
}
MOVES = st.lists(
    st.tuples(
        st.sampled_from([MARIE, TOMASZ]),
        st.sampled_from(["claim", "release", "to_sabine", "drop_cable", "lose_answer", "wait"]),
        st.floats(0.0, 1.5),
    ),
    min_size=1,
    max_size=8,
)


@settings(
    max_examples=25,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(moves=MOVES)
def test_two_racing_clients_converge_and_every_wish_ends_visibly(
    tmp_path_factory: pytest.TempPathFactory, moves: list[tuple[AgentId, str, float]]
) -> None:
    async def main(loop: VirtualLoop) -> None:
        clock = VirtualClock(loop)
        server = FakeServer(clock)
        ticket_id = server.add_ticket()
        folder = tmp_path_factory.mktemp("race")
        rigs = {
            agent: make_rig(folder / str(agent), loop, server=server, clock=clock, agent_id=agent)
            for agent in (MARIE, TOMASZ)
        }
        commands: list[tuple[EngineRig, CommandId]] = []
        async with rigs[MARIE].running(), rigs[TOMASZ].running():
            for rig in rigs.values():
                await rig.sign_in()
            for agent, move, pause_s in moves:
                rig = rigs[agent]
                if move == "drop_cable":
                    rig.provider.drop_cable()
                elif move == "lose_answer":
                    rig.provider.faults.loses_answers = 1
                elif move != "wait":
                    commands.append((rig, await rig.put(ticket_id, WISHES[move])))
                await rig.rest(pause_s)
            await rigs[MARIE].rest(400)
            for rig in rigs.values():
                assert await rig.owner(ticket_id) == server.tickets[ticket_id].owner
            for rig, command_id in commands:
                row = await rig.row(command_id)
                assert row.state not in OPEN_STATES - {OutboxState.HELD}

    run_virtually(main)
