# SPDX-License-Identifier: Apache-2.0
"""What events or disk lost is repaired: unknown tickets, deletions, full disks, damaged files."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from desktop_agent.domain.directory import Label
from desktop_agent.domain.engine_state import Phase
from desktop_agent.domain.errors import EnvironmentProblem, ProblemCode
from desktop_agent.domain.events import (
    DirectoryChanged,
    EngineStateChanged,
    ProblemArose,
    TicketsChanged,
)
from desktop_agent.domain.ids import CustomerId, TicketId
from desktop_agent.domain.requests import (
    SaveDraft,
)
from desktop_agent.domain.tickets import TicketStatus
from desktop_agent.provider.port import (
    CustomerGone,
    DirectoryStale,
    EventRejected,
    MessageSeen,
    Reject,
    TicketSeen,
)
from tests.conftest import AllowedLog
from tests.fakes.engine_rig import EngineRig, make_rig
from tests.fakes.fake_server import MARIE
from tests.fakes.virtual_time import VirtualLoop, run_virtually


def phases(rig: EngineRig) -> list[Phase]:
    """Phases in the order in which they were told."""
    found = [event.state.phase for event in rig.of(EngineStateChanged)]
    return [phase for i, phase in enumerate(found) if i == 0 or found[i - 1] is not phase]


def test_event_of_an_unknown_ticket_fetches_it_with_its_message(tmp_path: Path) -> None:
    async def main(loop: VirtualLoop) -> None:
        rig = make_rig(tmp_path, loop)
        async with rig.running():
            await rig.sign_in()
            rig.server.loses_events = True
            ticket_id = rig.server.add_ticket()
            rig.server.loses_events = False
            message = rig.server.messages[ticket_id][0]
            rig.server.publish(MessageSeen(message))
            await rig.rest(1)
            assert await rig.ticket(ticket_id) is not None
            assert await rig.newest_id(ticket_id) == message.id

    run_virtually(main)


def test_older_and_repeated_events_change_nothing(tmp_path: Path) -> None:
    async def main(loop: VirtualLoop) -> None:
        rig = make_rig(tmp_path, loop)
        ticket_id = rig.server.add_ticket()
        old = rig.server.tickets[ticket_id]
        async with rig.running():
            await rig.sign_in()
            rig.server.change(ticket_id, status=TicketStatus.CLOSED)
            await rig.rest(1)
            rig.events.clear()
            rig.server.publish(TicketSeen(old))
            rig.server.publish(TicketSeen(rig.server.tickets[ticket_id]))
            rig.server.publish(MessageSeen(rig.server.messages[ticket_id][0]))
            await rig.rest(1)
            held = await rig.ticket(ticket_id)
            assert held is not None
            assert held.status is TicketStatus.CLOSED

    run_virtually(main)


def test_deleted_customer_is_verified_ticket_by_ticket(tmp_path: Path) -> None:
    async def main(loop: VirtualLoop) -> None:
        rig = make_rig(tmp_path, loop)
        gone, kept = rig.server.add_ticket(), rig.server.add_ticket()
        customer = rig.server.tickets[gone].customer.id
        async with rig.running():
            await rig.sign_in()
            rig.server.delete(gone)
            rig.server.publish(CustomerGone(customer))
            rig.server.publish(CustomerGone(CustomerId(99999)))
            await rig.rest(10)
            assert await rig.ticket(gone) is None
            assert await rig.ticket(kept) is not None

    run_virtually(main)


def test_directory_is_fetched_again_when_said_to_be_stale(tmp_path: Path) -> None:
    async def main(loop: VirtualLoop) -> None:
        rig = make_rig(tmp_path, loop)
        async with rig.running():
            await rig.sign_in()
            await rig.rest(1)
            rig.events.clear()
            rig.server.directory = replace(rig.server.directory, labels=(Label("wohngeld"),))
            rig.server.publish(DirectoryStale())
            await rig.rest(5)
            assert rig.of(DirectoryChanged)

    run_virtually(main)


def test_frame_that_was_not_understood_is_only_logged(
    tmp_path: Path, allowed_log: AllowedLog
) -> None:
    allowed_log("desktop_agent.sync.live", "event rejected: message at id")

    async def main(loop: VirtualLoop) -> None:
        rig = make_rig(tmp_path, loop)
        async with rig.running():
            await rig.sign_in()
            rig.server.publish(EventRejected(Reject("message", "id")))
            await rig.rest(1)
            assert rig.last_phase() is Phase.LIVE

    run_virtually(main)


def test_gap_between_held_and_newest_messages_is_filled(tmp_path: Path) -> None:
    async def main(loop: VirtualLoop) -> None:
        rig = make_rig(tmp_path, loop)
        ticket_id = rig.server.add_ticket(owner=MARIE)
        async with rig.running():
            await rig.sign_in()
            await rig.rest(60)
            rig.server.loses_events = True
            for number in range(50):
                rig.server.customer_writes(ticket_id, f"Text {number}")
            rig.provider.drop_cable()
            await rig.rest(5)
            held = await rig.stores.cache(lambda repos: repos.held_range(ticket_id))
            assert held.newest_id == rig.server.messages[ticket_id][-1].id
            assert held.oldest_id is not None
            assert held.oldest_id <= rig.server.messages[ticket_id][0].id

    run_virtually(main)


@pytest.mark.parametrize("code", [ProblemCode.DISK_FULL, ProblemCode.DATABASE_BUSY])
def test_store_that_fails_is_told_and_the_engine_recovers(
    tmp_path: Path, allowed_log: AllowedLog, code: ProblemCode
) -> None:
    allowed_log("desktop_agent.sync")

    async def main(loop: VirtualLoop) -> None:
        rig = make_rig(tmp_path, loop)
        ticket_id = rig.server.add_ticket(owner=MARIE)
        async with rig.running():
            await rig.sign_in()
            await rig.rest(1)
            rig.stores.failure = EnvironmentProblem(code)
            message_id = rig.server.customer_writes(ticket_id, "während die Platte voll ist")
            rig.engine.submit(SaveDraft(ticket_id, "Entwurf", is_note=False))
            await rig.rest(20)
            assert code in [event.problem.code for event in rig.of(ProblemArose)]
            rig.stores.failure = None
            await rig.phase(Phase.LIVE)
            await rig.rest(5)
            assert await rig.newest_id(ticket_id) == message_id

    run_virtually(main)


def test_damaged_cache_is_replaced_and_fetched_again(
    tmp_path: Path, allowed_log: AllowedLog
) -> None:
    allowed_log("desktop_agent")

    async def main(loop: VirtualLoop) -> None:
        rig = make_rig(tmp_path, loop)
        ticket_id: TicketId = rig.server.add_ticket(owner=MARIE)
        async with rig.running():
            await rig.sign_in()
            rig.stores.cache_failures = [
                EnvironmentProblem(ProblemCode.DATABASE_DAMAGED, file="cache")
            ]
            rig.server.customer_writes(ticket_id, "stößt auf die kaputte Datei")
            await rig.until(lambda: TicketsChanged(None) in rig.events)
            await rig.phase(Phase.LIVE)
            assert await rig.ticket(ticket_id) is not None
            assert Phase.RESYNC in phases(rig)

    run_virtually(main)
