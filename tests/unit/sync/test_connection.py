# SPDX-License-Identifier: Apache-2.0
"""Feed, live events, gaps and back-off: the cache follows the server through every loss."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

from desktop_agent.domain.engine_state import Phase
from desktop_agent.domain.errors import ProblemCode
from desktop_agent.domain.events import (
    EngineStateChanged,
    MessagesChanged,
    TicketsChanged,
)
from desktop_agent.domain.ids import TicketId
from desktop_agent.domain.messages import Delivery
from desktop_agent.domain.requests import (
    OpenTicket,
    ReconnectNow,
)
from tests.conftest import AllowedLog
from tests.fakes.engine_rig import EngineRig, make_rig
from tests.fakes.fake_server import MARIE, SABINE
from tests.fakes.virtual_time import VirtualLoop, run_virtually


def phases(rig: EngineRig) -> list[Phase]:
    """Phases in the order in which they were told."""
    found = [event.state.phase for event in rig.of(EngineStateChanged)]
    return [phase for i, phase in enumerate(found) if i == 0 or found[i - 1] is not phase]


async def delivery_of(rig: EngineRig, ticket_id: TicketId) -> Delivery | None:
    """Delivery of the newest cached message of a ticket."""
    newest = await rig.stores.cache(lambda repos: repos.newest_message(ticket_id))
    return None if newest is None else newest.delivery


def test_first_run_passes_bootstrap_and_catching_up_before_live(tmp_path: Path) -> None:
    async def main(loop: VirtualLoop) -> None:
        rig = make_rig(tmp_path, loop)
        for _ in range(50):
            rig.server.add_ticket()
        async with rig.running():
            await rig.sign_in()
            assert phases(rig) == [
                Phase.OPENING,
                Phase.SIGNED_OUT,
                Phase.BOOTSTRAP,
                Phase.CATCHING_UP,
                Phase.LIVE,
            ]
            told = [event.state.progress for event in rig.of(EngineStateChanged)]
            assert (20, 50) in told
            first_rows = next(i for i, e in enumerate(rig.events) if isinstance(e, TicketsChanged))
            first_page = next(
                i
                for i, e in enumerate(rig.events)
                if isinstance(e, EngineStateChanged) and e.state.progress == (40, 50)
            )
            assert first_rows < first_page

    run_virtually(main)


def test_idle_engine_asks_at_most_twice_a_minute(tmp_path: Path) -> None:
    async def main(loop: VirtualLoop) -> None:
        rig = make_rig(tmp_path, loop)
        ticket_id = rig.server.add_ticket(owner=MARIE)
        rig.server.add_ticket()
        async with rig.running():
            await rig.sign_in()
            rig.engine.submit(OpenTicket(ticket_id))
            await rig.rest(120)
            before = rig.provider.calls.total()
            await rig.rest(30 * 60)
            assert (rig.provider.calls.total() - before) / 30 <= 2

    run_virtually(main)


def test_newest_messages_are_fetched_ahead_mine_first(tmp_path: Path) -> None:
    async def main(loop: VirtualLoop) -> None:
        rig = make_rig(tmp_path, loop)
        rig.server.add_ticket(owner=SABINE)
        rig.server.add_ticket()
        mine = rig.server.add_ticket(owner=MARIE)
        async with rig.running():
            await rig.sign_in()
            await rig.until(lambda: bool(rig.of(MessagesChanged)))
            assert rig.of(MessagesChanged)[0].ticket_id == mine
            await rig.rest(5)
            for ticket_id in rig.server.tickets:
                assert await rig.newest_id(ticket_id) is not None

    run_virtually(main)


def test_message_missed_while_the_cable_was_down_arrives_with_the_sweep(tmp_path: Path) -> None:
    async def main(loop: VirtualLoop) -> None:
        rig = make_rig(tmp_path, loop)
        ticket_id = rig.server.add_ticket(owner=MARIE)
        async with rig.running():
            await rig.sign_in()
            await rig.rest(60)
            rig.server.loses_events = True
            missed = rig.server.customer_writes(ticket_id, "verpasst")
            rig.server.loses_events = False
            rig.events.clear()
            rig.provider.drop_cable()
            await rig.phase(Phase.CATCHING_UP)
            await rig.phase(Phase.LIVE)
            await rig.rest(2)
            assert await rig.newest_id(ticket_id) == missed
            assert MessagesChanged(ticket_id, missed) in rig.events
            assert Phase.BACKOFF not in phases(rig)

    run_virtually(main)


def test_lost_event_is_repaired_by_the_heartbeat(tmp_path: Path) -> None:
    async def main(loop: VirtualLoop) -> None:
        rig = make_rig(tmp_path, loop)
        ticket_id = rig.server.add_ticket(owner=MARIE)
        answer = rig.server.agent_writes(ticket_id, MARIE, "Gern")
        async with rig.running():
            await rig.sign_in()
            await rig.rest(5)
            rig.server.loses_events = True
            rig.server.deliver(ticket_id, answer.id, Delivery.READ)
            other = rig.server.add_ticket()
            await rig.rest(rig.rules.sweep_s + 5)
            assert await delivery_of(rig, ticket_id) is Delivery.READ
            assert await rig.ticket(other) is not None

    run_virtually(main)


def test_sleeping_machine_catches_up_before_anything_is_sent(tmp_path: Path) -> None:
    async def main(loop: VirtualLoop) -> None:
        rig = make_rig(tmp_path, loop)
        async with rig.running():
            await rig.sign_in()
            await rig.rest(30)
            rig.events.clear()
            rig.clock.wall_jump(3600)
            await rig.phase(Phase.CATCHING_UP)
            await rig.phase(Phase.LIVE)
            assert phases(rig) == [Phase.CATCHING_UP, Phase.LIVE]

    run_virtually(main)


def test_back_off_grows_is_told_and_can_be_cut_short(tmp_path: Path) -> None:
    async def main(loop: VirtualLoop) -> None:
        rig = make_rig(tmp_path, loop)
        async with rig.running():
            await rig.sign_in()
            rig.provider.faults.is_offline = True
            rig.provider.drop_cable()
            await rig.rest(100)
            told = [e.state for e in rig.of(EngineStateChanged) if e.state.phase is Phase.BACKOFF]
            tries = [state.retry_at for state in told if state.retry_at is not None]
            gaps = [later - earlier for earlier, later in pairwise(tries)]
            assert len(gaps) >= 4
            assert gaps == sorted(gaps)
            problem = told[-1].problem
            assert problem is not None
            assert problem.code is ProblemCode.SERVER_UNREACHABLE
            rig.provider.faults.is_offline = False
            rig.engine.submit(ReconnectNow())
            await rig.phase(Phase.LIVE, timeout_s=5)

    run_virtually(main)


def test_cable_that_cannot_open_backs_off_with_its_problem(tmp_path: Path) -> None:
    async def main(loop: VirtualLoop) -> None:
        rig = make_rig(tmp_path, loop)
        async with rig.running():
            await rig.sign_in()
            rig.provider.faults.refuses_cable = True
            rig.provider.drop_cable()
            await rig.phase(Phase.BACKOFF)
            rig.provider.faults.refuses_cable = False
            await rig.phase(Phase.LIVE)

    run_virtually(main)


def test_cursor_is_not_ahead_of_messages_that_could_not_be_fetched(
    tmp_path: Path, allowed_log: AllowedLog
) -> None:
    allowed_log("desktop_agent.sync.background", "given up")

    async def main(loop: VirtualLoop) -> None:
        rig = make_rig(tmp_path, loop)
        ticket_id = rig.server.add_ticket(owner=MARIE)
        answer = rig.server.agent_writes(ticket_id, MARIE, "Gern")
        async with rig.running():
            await rig.sign_in()
            await rig.rest(5)
            rig.server.loses_events = True
            rig.server.deliver(ticket_id, answer.id, Delivery.DELIVERED)
            rig.provider.drop_cable()
            await rig.phase(Phase.BACKOFF)
            rig.provider.blocked.add("messages")
            await rig.phase(Phase.LIVE)
            await rig.rest(1)
            held = await rig.ticket(ticket_id)
            assert held is not None
            assert held.version == rig.server.tickets[ticket_id].version
        # The program ended between the tickets and their messages: they come after the restart.
        again = make_rig(tmp_path, loop, server=rig.server, clock=rig.clock)
        async with again.running():
            await again.phase(Phase.LIVE)
            await again.rest(5)
            assert await delivery_of(again, ticket_id) is Delivery.DELIVERED

    run_virtually(main)
