# SPDX-License-Identifier: Apache-2.0
"""Why commands wait for their author, and what approving them does, in a running engine."""

from __future__ import annotations

from pathlib import Path

from desktop_agent.domain.commands import Basis, Claim, Close, Note, Reply
from desktop_agent.domain.engine_state import Phase
from desktop_agent.domain.errors import ProblemCode
from desktop_agent.domain.ids import TicketId
from desktop_agent.domain.outbox import HeldReason, OutboxState
from desktop_agent.domain.requests import ApproveCommand
from desktop_agent.domain.tickets import TicketStatus
from tests.fakes.engine_rig import EngineRig, make_rig
from tests.fakes.fake_server import MARIE, SABINE, TOMASZ, owner_of
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


def test_refused_answer_fails_holds_up_answers_and_closing_but_not_notes(tmp_path: Path) -> None:
    async def main(loop: VirtualLoop) -> None:
        rig = make_rig(tmp_path, loop)
        async with rig.running():
            ticket_id = await live_rig(rig)
            rig.provider.faults.refuses = [ProblemCode.REQUEST_REFUSED]
            first = await rig.put(ticket_id, Reply("eins"))
            row = await rig.row_in(first, *FINAL)
            assert row.state is OutboxState.FAILED
            assert row.facts["code"] == "request_refused"
            second = await rig.put(ticket_id, Reply("zwei"))
            close = await rig.put(ticket_id, Close())
            note = await rig.put(ticket_id, Note("intern"))
            await rig.row_in(note, OutboxState.CONFIRMED)
            await rig.rest(60)
            assert (await rig.row(second)).state is OutboxState.QUEUED
            assert (await rig.row(close)).state is OutboxState.QUEUED
            rig.engine.submit(ApproveCommand(first))
            await rig.row_in(close, OutboxState.CONFIRMED)
            assert answers(rig, ticket_id) == ["intern", "eins", "zwei"]

    run_virtually(main)


def test_answer_that_became_stale_offline_is_held_until_approved(tmp_path: Path) -> None:
    async def main(loop: VirtualLoop) -> None:
        rig = make_rig(tmp_path, loop)
        async with rig.running():
            ticket_id = await live_rig(rig)
            rig.provider.faults.is_offline = True
            rig.provider.drop_cable()
            await rig.phase(Phase.BACKOFF)
            command_id = await rig.put(ticket_id, Reply("zu spät"))
            await rig.rest(16 * 60)
            rig.provider.faults.is_offline = False
            row = await rig.row_in(command_id, *FINAL)
            assert row.held is HeldReason.STALE
            rig.engine.submit(ApproveCommand(command_id))
            await rig.row_in(command_id, OutboxState.CONFIRMED)

    run_virtually(main)


def test_answer_after_a_colleagues_answer_in_the_gap_is_held_and_shows_it(tmp_path: Path) -> None:
    async def main(loop: VirtualLoop) -> None:
        rig = make_rig(tmp_path, loop)
        async with rig.running():
            ticket_id = await live_rig(rig)
            rig.provider.faults.is_offline = True
            rig.provider.drop_cable()
            await rig.phase(Phase.BACKOFF)
            command_id = await rig.put(ticket_id, Reply("meine"))
            theirs = rig.server.agent_writes(ticket_id, SABINE, "schon erledigt")
            rig.provider.faults.is_offline = False
            row = await rig.row_in(command_id, *FINAL)
            assert row.held is HeldReason.MOVED_ON
            assert row.facts["message_id"] == str(theirs.id)
            assert answers(rig, ticket_id) == ["schon erledigt"]
            rig.engine.submit(ApproveCommand(command_id))
            await rig.row_in(command_id, OutboxState.CONFIRMED)
            assert answers(rig, ticket_id) == ["schon erledigt", "meine"]

    run_virtually(main)


def test_second_answer_by_a_colleague_after_approval_is_noticed_again(tmp_path: Path) -> None:
    async def main(loop: VirtualLoop) -> None:
        rig = make_rig(tmp_path, loop)
        async with rig.running():
            ticket_id = await live_rig(rig)
            command_id = await rig.put(ticket_id, Reply("meine"))
            rig.server.agent_writes(ticket_id, SABINE, "eins")
            await rig.row_in(command_id, OutboxState.HELD)
            second = rig.server.agent_writes(ticket_id, SABINE, "zwei")
            await rig.rest(1)
            rig.engine.submit(ApproveCommand(command_id))
            await rig.rest(1)
            row = await rig.row(command_id)
            assert row.held is HeldReason.MOVED_ON
            assert row.facts["message_id"] == str(second.id)

    run_virtually(main)


def test_queued_answer_is_held_at_once_when_the_ticket_is_taken_away(tmp_path: Path) -> None:
    async def main(loop: VirtualLoop) -> None:
        rig = make_rig(tmp_path, loop)
        async with rig.running():
            ticket_id = await live_rig(rig)
            command_id = await rig.put(ticket_id, Reply("meine"))
            await rig.rest(1)
            rig.server.assign(ticket_id, TOMASZ)
            row = await rig.row_in(command_id, OutboxState.HELD, timeout_s=1)
            assert row.held is HeldReason.REASSIGNED
            assert row.facts["owner_name"] == "Tomasz"
            rig.engine.submit(ApproveCommand(command_id))
            await rig.row_in(command_id, OutboxState.CONFIRMED)
            assert answers(rig, ticket_id) == ["meine"]

    run_virtually(main)


def test_closing_waits_when_the_customer_wrote_meanwhile(tmp_path: Path) -> None:
    async def main(loop: VirtualLoop) -> None:
        rig = make_rig(tmp_path, loop)
        async with rig.running():
            ticket_id = await live_rig(rig)
            seen_id = await rig.newest_id(ticket_id)
            rig.server.customer_writes(ticket_id, "Moment noch")
            await rig.rest(1)
            basis = Basis(owner=owner_of(MARIE), last_message_id=seen_id)
            command_id = await rig.put(ticket_id, Close(), basis)
            row = await rig.row_in(command_id, *FINAL)
            assert row.held is HeldReason.MOVED_ON
            assert rig.server.tickets[ticket_id].status is TicketStatus.OPEN
            rig.engine.submit(ApproveCommand(command_id))
            await rig.row_in(command_id, OutboxState.CONFIRMED)

    run_virtually(main)


def test_ticket_deleted_at_the_server_holds_its_rows(tmp_path: Path) -> None:
    async def main(loop: VirtualLoop) -> None:
        rig = make_rig(tmp_path, loop)
        async with rig.running():
            ticket_id = await live_rig(rig)
            rig.server.delete(ticket_id)
            first = await rig.put(ticket_id, Note("eins"))
            row = await rig.row_in(first, *FINAL)
            assert row.held is HeldReason.TICKET_GONE
            await rig.rest(1)
            assert await rig.ticket(ticket_id) is None
            second = await rig.put(ticket_id, Claim(), Basis())
            assert (await rig.row_in(second, *FINAL)).held is HeldReason.TICKET_GONE

    run_virtually(main)
