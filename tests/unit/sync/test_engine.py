# SPDX-License-Identifier: Apache-2.0
"""The engine's main path with real stores, a fake server and virtual time."""

from __future__ import annotations

from pathlib import Path

from desktop_agent.domain.commands import Claim, Close, Note, Reply
from desktop_agent.domain.engine_state import Phase
from desktop_agent.domain.events import (
    MessagesChanged,
    ServerProbed,
    SignedIn,
    SignInRefused,
    TicketsChanged,
)
from desktop_agent.domain.outbox import OutboxState
from desktop_agent.domain.requests import OpenTicket, Probe, SignIn
from desktop_agent.domain.tickets import TicketStatus
from tests.conftest import AllowedLog
from tests.fakes.engine_rig import EngineRig, make_rig
from tests.fakes.fake_provider import SERVER
from tests.fakes.fake_server import MARIE, owner_of
from tests.fakes.virtual_time import VirtualLoop, run_virtually


def test_first_run_stores_every_ticket_and_goes_live(tmp_path: Path) -> None:
    async def main(loop: VirtualLoop) -> None:
        rig = make_rig(tmp_path, loop)
        ids = {rig.server.add_ticket() for _ in range(45)}
        async with rig.running():
            await rig.sign_in()
            told: set[int] = set()
            for event in rig.of(TicketsChanged):
                told |= event.ids or set()
            assert told == ids
            for ticket_id in ids:
                assert await rig.ticket(ticket_id) is not None
            assert rig.of(SignedIn)

    run_virtually(main)


def test_customer_message_arrives_live_and_moves_its_ticket(tmp_path: Path) -> None:
    async def main(loop: VirtualLoop) -> None:
        rig = make_rig(tmp_path, loop)
        ticket_id = rig.server.add_ticket(owner=MARIE)
        async with rig.running():
            await rig.sign_in()
            rig.engine.submit(OpenTicket(ticket_id))
            await rig.rest(1)
            rig.events.clear()
            message_id = rig.server.customer_writes(ticket_id, "Noch eine Frage")
            await rig.until(lambda: bool(rig.of(MessagesChanged)), timeout_s=1)
            assert rig.of(MessagesChanged)[0] == MessagesChanged(ticket_id, message_id)
            assert await rig.newest_id(ticket_id) == message_id
            ticket = await rig.ticket(ticket_id)
            assert ticket is not None
            assert ticket.unread == 2

    run_virtually(main)


def test_reply_leaves_after_undo_time_and_is_confirmed(tmp_path: Path) -> None:
    async def main(loop: VirtualLoop) -> None:
        rig = make_rig(tmp_path, loop)
        ticket_id = rig.server.add_ticket(owner=MARIE)
        async with rig.running():
            await rig.sign_in()
            await rig.rest(1)
            command_id = await rig.put(ticket_id, Reply("Gern"))
            await rig.rest(4)
            assert rig.server.texts(ticket_id) == ["Guten Tag"]
            row = await rig.row_in(command_id, OutboxState.CONFIRMED, timeout_s=3)
            assert rig.server.texts(ticket_id) == ["Guten Tag", "Gern"]
            assert row.result_id == rig.server.messages[ticket_id][-1].id
            assert await rig.newest_id(ticket_id) == row.result_id

    run_virtually(main)


def test_claim_note_and_close_are_confirmed_in_order(tmp_path: Path) -> None:
    async def main(loop: VirtualLoop) -> None:
        rig = make_rig(tmp_path, loop)
        ticket_id = rig.server.add_ticket()
        async with rig.running():
            await rig.sign_in()
            await rig.rest(1)
            claim = await rig.put(ticket_id, Claim())
            note = await rig.put(ticket_id, Note("ruft zurück"))
            close = await rig.put(ticket_id, Close())
            for command_id in (claim, note, close):
                await rig.row_in(command_id, OutboxState.CONFIRMED, timeout_s=5)
            assert rig.server.tickets[ticket_id].owner == owner_of(MARIE)
            ticket = await rig.ticket(ticket_id)
            assert ticket is not None
            assert ticket.status is TicketStatus.CLOSED
            assert await rig.owner(ticket_id) == owner_of(MARIE)
            kinds = [type(command.payload) for command in rig.provider.executed]
            assert kinds == [Claim, Note, Close]

    run_virtually(main)


def test_restart_resumes_the_session_and_catches_up(tmp_path: Path) -> None:
    async def main(loop: VirtualLoop) -> None:
        rig = make_rig(tmp_path, loop)
        ticket_id = rig.server.add_ticket(owner=MARIE)
        async with rig.running():
            await rig.sign_in()
            await rig.rest(3)
        missed = rig.server.customer_writes(ticket_id, "während der Pause")
        new_id = rig.server.add_ticket()
        again = make_rig(tmp_path, loop, server=rig.server, clock=rig.clock)
        async with again.running():
            await again.phase(Phase.LIVE)
            assert again.provider.calls["page"] == 0
            await again.until(lambda: again.provider.calls["messages"] > 0)
            await again.rest(1)
            assert await again.newest_id(ticket_id) == missed
            assert await again.ticket(new_id) is not None

    run_virtually(main)


def test_wrong_password_is_refused_and_second_factor_is_asked_for(
    tmp_path: Path, allowed_log: AllowedLog
) -> None:
    allowed_log("desktop_agent.sync.signing")

    async def main(loop: VirtualLoop) -> None:
        rig = make_rig(tmp_path, loop)
        rig.provider.faults.needs_code = True
        async with rig.running():
            rig.engine.submit(SignIn(SERVER, EngineRig.credentials("falsch")))
            await rig.until(lambda: len(rig.of(SignInRefused)) == 1)
            rig.engine.submit(SignIn(SERVER, EngineRig.credentials()))
            await rig.until(lambda: len(rig.of(SignInRefused)) == 2)
            wrong, half = rig.of(SignInRefused)
            assert wrong.problem is not None
            assert half == SignInRefused(None, needs_code=True)
            rig.engine.submit(SignIn(SERVER, EngineRig.credentials(code="123456")))
            await rig.phase(Phase.LIVE)

    run_virtually(main)


def test_probe_is_answered_without_signing_in(tmp_path: Path) -> None:
    async def main(loop: VirtualLoop) -> None:
        rig = make_rig(tmp_path, loop)
        async with rig.running():
            rig.engine.submit(Probe(SERVER))
            await rig.until(lambda: bool(rig.of(ServerProbed)))
            found = rig.of(ServerProbed)[0]
            assert found.info is not None
            assert found.info.is_supported
            assert rig.provider.is_closed
            assert rig.last_phase() is Phase.SIGNED_OUT

    run_virtually(main)
