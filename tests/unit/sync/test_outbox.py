# SPDX-License-Identifier: Apache-2.0
"""Nothing an agent wrote is lost and nothing is sent twice: the outbox under faults."""

from __future__ import annotations

import logging
import secrets
from dataclasses import replace
from pathlib import Path

import pytest

from desktop_agent.domain.commands import Basis, Command, Reply
from desktop_agent.domain.engine_state import Phase
from desktop_agent.domain.errors import ProblemCode
from desktop_agent.domain.events import OutboxChanged, ProblemArose
from desktop_agent.domain.ids import CommandId, TicketId
from desktop_agent.domain.outbox import HeldReason, OutboxRow, OutboxState
from desktop_agent.domain.requests import ApproveCommand, CancelCommand, PutCommand
from tests.conftest import AllowedLog
from tests.fakes.engine_rig import EngineRig, make_rig
from tests.fakes.fake_server import MARIE, owner_of
from tests.fakes.virtual_time import VirtualLoop, run_virtually

FINAL = (OutboxState.CONFIRMED, OutboxState.HELD, OutboxState.FAILED)


def answers(rig: EngineRig, ticket_id: TicketId) -> list[str]:
    """What stands in a ticket besides the customer's greeting."""
    return [text for text in rig.server.texts(ticket_id) if text != "Guten Tag"]


async def live_rig(rig: EngineRig) -> TicketId:
    """Signed in, with one ticket of Marie's whose messages are held."""
    ticket_id = rig.server.add_ticket(owner=MARIE)
    await rig.sign_in()
    await rig.rest(2)
    return ticket_id


def test_answer_lost_after_commit_is_confirmed_by_event_and_sent_once(tmp_path: Path) -> None:
    async def main(loop: VirtualLoop) -> None:
        rig = make_rig(tmp_path, loop)
        async with rig.running():
            ticket_id = await live_rig(rig)
            rig.provider.faults.loses_answers = 1
            row = await rig.row_in(await rig.put(ticket_id, Reply("Gern")), *FINAL)
            assert row.state is OutboxState.CONFIRMED
            assert rig.provider.calls["find"] == 0
            await rig.rest(120)
            assert answers(rig, ticket_id) == ["Gern"]

    run_virtually(main)


def test_answer_lost_with_its_event_is_found_in_the_message_range(tmp_path: Path) -> None:
    async def main(loop: VirtualLoop) -> None:
        rig = make_rig(tmp_path, loop)
        async with rig.running():
            ticket_id = await live_rig(rig)
            rig.server.loses_events = True
            rig.provider.faults.loses_answers = 1
            row = await rig.row_in(await rig.put(ticket_id, Reply("Gern")), *FINAL)
            assert row.state is OutboxState.CONFIRMED
            assert rig.provider.calls["find"] == 1
            await rig.rest(120)
            assert answers(rig, ticket_id) == ["Gern"]

    run_virtually(main)


def test_request_executed_late_is_not_sent_again_before_the_settling_time(tmp_path: Path) -> None:
    async def main(loop: VirtualLoop) -> None:
        rig = make_rig(tmp_path, loop)
        async with rig.running():
            ticket_id = await live_rig(rig)
            rig.server.loses_events = True
            rig.provider.faults.executes_late_s = [40.0]
            row = await rig.row_in(await rig.put(ticket_id, Reply("Gern")), *FINAL)
            assert row.state is OutboxState.CONFIRMED
            assert row.attempts == 1
            await rig.rest(120)
            assert answers(rig, ticket_id) == ["Gern"]

    run_virtually(main)


def test_request_that_vanished_is_sent_again_once_after_the_settling_time(tmp_path: Path) -> None:
    async def main(loop: VirtualLoop) -> None:
        rig = make_rig(tmp_path, loop)
        async with rig.running():
            ticket_id = await live_rig(rig)
            rig.provider.faults.vanishes = 1
            command_id = await rig.put(ticket_id, Reply("Gern"))
            unknown = await rig.row_in(command_id, OutboxState.UNKNOWN)
            assert unknown.first_sent_at is not None
            row = await rig.row_in(command_id, *FINAL)
            assert row.state is OutboxState.CONFIRMED
            assert row.attempts == 2
            assert row.last_sent_at is not None
            assert (row.last_sent_at - unknown.first_sent_at).total_seconds() >= 45
            assert answers(rig, ticket_id) == ["Gern"]
            assert rig.provider.executed[-1].id == command_id

    run_virtually(main)


def test_second_doubt_is_left_to_the_author_who_may_send_again(tmp_path: Path) -> None:
    async def main(loop: VirtualLoop) -> None:
        rig = make_rig(tmp_path, loop)
        async with rig.running():
            ticket_id = await live_rig(rig)
            rig.provider.faults.vanishes = 2
            command_id = await rig.put(ticket_id, Reply("Gern"))
            row = await rig.row_in(command_id, *FINAL)
            assert row.held is HeldReason.MAY_HAVE_BEEN_SENT
            assert set(row.facts) >= {"sent_at", "looked_at", "attempts"}
            rig.engine.submit(ApproveCommand(command_id))
            await rig.row_in(command_id, OutboxState.CONFIRMED)
            assert answers(rig, ticket_id) == ["Gern"]

    run_virtually(main)


def test_evidence_that_arrives_late_confirms_a_held_row(tmp_path: Path) -> None:
    async def main(loop: VirtualLoop) -> None:
        rig = make_rig(tmp_path, loop)
        async with rig.running():
            ticket_id = await live_rig(rig)
            rig.provider.faults.executes_late_s = [400.0]
            rig.provider.faults.vanishes = 0
            command_id = await rig.put(ticket_id, Reply("Gern"))
            await rig.row_in(command_id, OutboxState.UNKNOWN)
            rig.provider.faults.vanishes = 1
            held = await rig.row_in(command_id, *FINAL)
            assert held.held is HeldReason.MAY_HAVE_BEEN_SENT
            await rig.row_in(command_id, OutboxState.CONFIRMED, timeout_s=500)

    run_virtually(main)


def test_copies_of_one_command_are_flagged(
    tmp_path: Path, allowed_log: AllowedLog, caplog: pytest.LogCaptureFixture
) -> None:
    allowed_log("desktop_agent.sync.outbox_book", "2 times")

    async def main(loop: VirtualLoop) -> None:
        rig = make_rig(tmp_path, loop)
        async with rig.running():
            ticket_id = await live_rig(rig)
            rig.provider.faults.executes_late_s = [90.0]
            command_id = await rig.put(ticket_id, Reply("Gern"))
            await rig.row_in(command_id, OutboxState.CONFIRMED)
            await rig.rest(120)
            assert answers(rig, ticket_id) == ["Gern", "Gern"]

    with caplog.at_level(logging.WARNING):
        run_virtually(main)
    assert "2 times" in caplog.text


def test_rows_left_in_sending_by_a_crash_are_doubtful_and_not_sent_twice(tmp_path: Path) -> None:
    async def main(loop: VirtualLoop) -> None:
        rig = make_rig(tmp_path, loop)
        async with rig.running():
            ticket_id = await live_rig(rig)
        command = Command(
            CommandId(secrets.token_hex(16)),
            ticket_id,
            Reply("Gern"),
            Basis(owner=owner_of(MARIE)),
            rig.clock.now(),
        )
        rig.server.agent_writes(ticket_id, MARIE, "Gern", ref=command.id)
        crashed = make_rig(tmp_path, loop, server=rig.server, clock=rig.clock)
        row = OutboxRow(
            command=command,
            state=OutboxState.SENDING,
            attempts=1,
            first_sent_at=rig.clock.now(),
            last_sent_at=rig.clock.now(),
        )
        await crashed.stores.work(lambda repos: repos.add_row(row))
        async with crashed.running():
            assert (await crashed.row_in(command.id, *FINAL)).state is OutboxState.CONFIRMED
            await crashed.rest(120)
            assert answers(crashed, ticket_id) == ["Gern"]

    run_virtually(main)


def test_surely_unsent_request_is_tried_again_after_a_pause(tmp_path: Path) -> None:
    async def main(loop: VirtualLoop) -> None:
        rig = make_rig(tmp_path, loop)
        async with rig.running():
            ticket_id = await live_rig(rig)
            rig.provider.faults.loses_requests = 2
            row = await rig.row_in(await rig.put(ticket_id, Reply("Gern")), *FINAL)
            assert row.state is OutboxState.CONFIRMED
            assert row.attempts == 3
            assert answers(rig, ticket_id) == ["Gern"]

    run_virtually(main)


def test_cancelled_within_the_undo_time_never_leaves(tmp_path: Path) -> None:
    async def main(loop: VirtualLoop) -> None:
        rig = make_rig(tmp_path, loop)
        async with rig.running():
            ticket_id = await live_rig(rig)
            command_id = await rig.put(ticket_id, Reply("Oje"))
            await rig.rest(3)
            rig.engine.submit(CancelCommand(command_id))
            await rig.row_in(command_id, OutboxState.CANCELLED)
            await rig.rest(30)
            assert answers(rig, ticket_id) == []

    run_virtually(main)


def test_one_command_submitted_twice_is_one_row(tmp_path: Path) -> None:
    async def main(loop: VirtualLoop) -> None:
        rig = make_rig(tmp_path, loop)
        async with rig.running():
            ticket_id = await live_rig(rig)
            command_id = await rig.put(ticket_id, Reply("Gern"))
            row = await rig.row_in(command_id, OutboxState.QUEUED)
            rig.engine.submit(PutCommand(row.command))
            await rig.row_in(command_id, OutboxState.CONFIRMED)
            rig.engine.submit(PutCommand(row.command))
            await rig.rest(30)
            assert answers(rig, ticket_id) == ["Gern"]

    run_virtually(main)


def test_answer_written_offline_goes_out_after_reconnect(tmp_path: Path) -> None:
    async def main(loop: VirtualLoop) -> None:
        rig = make_rig(tmp_path, loop)
        async with rig.running():
            ticket_id = await live_rig(rig)
            rig.provider.faults.is_offline = True
            rig.provider.drop_cable()
            await rig.phase(Phase.BACKOFF)
            command_id = await rig.put(ticket_id, Reply("aus dem Zug"))
            await rig.rest(60)
            assert (await rig.row(command_id)).state is OutboxState.QUEUED
            assert rig.provider.calls["execute"] == 0
            rig.provider.faults.is_offline = False
            await rig.row_in(command_id, OutboxState.CONFIRMED)
            assert answers(rig, ticket_id) == ["aus dem Zug"]

    run_virtually(main)


def test_rejected_token_keeps_the_outbox_and_sends_after_signing_in_again(
    tmp_path: Path, allowed_log: AllowedLog
) -> None:
    allowed_log("desktop_agent.sync.engine", "session ended")

    async def main(loop: VirtualLoop) -> None:
        rig = make_rig(tmp_path, loop)
        async with rig.running():
            ticket_id = await live_rig(rig)
            rig.provider.faults.token_is_rejected = True
            command_id = await rig.put(ticket_id, Reply("bleibt"))
            rig.provider.drop_cable()
            await rig.phase(Phase.SIGNED_OUT)
            await rig.rest(30)
            assert (await rig.row(command_id)).state is OutboxState.QUEUED
            rig.provider.faults.token_is_rejected = False
            await rig.sign_in()
            await rig.row_in(command_id, OutboxState.CONFIRMED)
            assert answers(rig, ticket_id) == ["bleibt"]

    run_virtually(main)


def test_provider_that_raises_leaves_a_doubtful_row_and_a_told_bug(
    tmp_path: Path, allowed_log: AllowedLog
) -> None:
    allowed_log("desktop_agent.sync.trouble", "bug in execute: RuntimeError")

    async def main(loop: VirtualLoop) -> None:
        rig = make_rig(tmp_path, loop)
        async with rig.running():
            ticket_id = await live_rig(rig)
            rig.provider.explodes = 1
            command_id = await rig.put(ticket_id, Reply("Gern"))
            await rig.row_in(command_id, OutboxState.UNKNOWN)
            codes = [event.problem.code for event in rig.of(ProblemArose)]
            assert codes == [ProblemCode.INTERNAL]
            await rig.row_in(command_id, OutboxState.CONFIRMED)
            assert answers(rig, ticket_id) == ["Gern"]
            assert rig.of(OutboxChanged)

    run_virtually(main)


def test_attempts_and_doubt_survive_a_restart(tmp_path: Path) -> None:
    async def main(loop: VirtualLoop) -> None:
        rig = make_rig(tmp_path, loop)
        async with rig.running():
            ticket_id = await live_rig(rig)
            rig.provider.faults.vanishes = 1
            command_id = await rig.put(ticket_id, Reply("Gern"))
            before = await rig.row_in(command_id, OutboxState.UNKNOWN)
        again = make_rig(tmp_path, loop, server=rig.server, clock=rig.clock)
        async with again.running():
            row = await again.row_in(command_id, *FINAL)
            assert row.state is OutboxState.CONFIRMED
            assert replace(row, command=before.command).first_sent_at == before.first_sent_at
            assert row.attempts == 2
            assert answers(again, ticket_id) == ["Gern"]

    run_virtually(main)
