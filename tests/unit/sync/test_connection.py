# SPDX-License-Identifier: Apache-2.0
"""Feed, live events, gaps and back-off: the cache follows the server through every loss."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest

from desktop_agent.domain.commands import MarkRead, Typing
from desktop_agent.domain.directory import Availability, Label
from desktop_agent.domain.engine_state import Phase
from desktop_agent.domain.errors import EnvironmentProblem, ProblemCode
from desktop_agent.domain.events import (
    AttachmentReady,
    DirectoryChanged,
    EngineStateChanged,
    MessagesChanged,
    OutboxChanged,
    ProblemArose,
    SignInRefused,
    TicketsChanged,
    TypingChanged,
)
from desktop_agent.domain.ids import AttachmentId, CustomerId, MessageId, TicketId
from desktop_agent.domain.messages import Attachment, AttachmentKind, Delivery
from desktop_agent.domain.requests import (
    FetchAttachment,
    FetchOlder,
    OpenTicket,
    ReconnectNow,
    SaveDraft,
    SetAvailability,
    SignIn,
    SignOut,
)
from desktop_agent.domain.secret import SecretText
from desktop_agent.domain.tickets import TicketStatus
from desktop_agent.provider.port import (
    CustomerGone,
    DirectoryStale,
    EventRejected,
    MessageSeen,
    Reject,
    TicketSeen,
    TypingSeen,
)
from tests.conftest import AllowedLog
from tests.fakes.engine_rig import EngineRig, make_rig
from tests.fakes.fake_provider import SERVER
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


def test_typing_sign_ends_by_itself(tmp_path: Path) -> None:
    async def main(loop: VirtualLoop) -> None:
        rig = make_rig(tmp_path, loop)
        ticket_id = rig.server.add_ticket()
        async with rig.running():
            await rig.sign_in()
            rig.server.publish(TypingSeen(ticket_id, "Kunde", is_customer=True, is_on=True))
            await rig.rest(29)
            assert [event.is_on for event in rig.of(TypingChanged)] == [True]
            await rig.rest(2)
            assert [event.is_on for event in rig.of(TypingChanged)] == [True, False]

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


def test_side_lane_sends_only_the_newest_and_stores_nothing(tmp_path: Path) -> None:
    async def main(loop: VirtualLoop) -> None:
        rig = make_rig(tmp_path, loop)
        ticket_id = rig.server.add_ticket(owner=MARIE)
        async with rig.running():
            await rig.sign_in()
            await rig.rest(1)
            for is_on in (True, False, True):
                rig.aside(ticket_id, Typing(is_on))
            rig.aside(ticket_id, MarkRead(MessageId(1)))
            rig.aside(ticket_id, MarkRead(MessageId(2)))
            await rig.rest(5)
            sent = [command.payload for command in rig.provider.executed]
            assert sent == [Typing(is_on=True), MarkRead(MessageId(2))]
            assert await rig.stores.work(lambda repos: repos.open_rows()) == []
            ticket = await rig.ticket(ticket_id)
            assert ticket is not None
            assert ticket.unread == 0

    run_virtually(main)


def test_older_messages_are_fetched_until_the_first(tmp_path: Path) -> None:
    async def main(loop: VirtualLoop) -> None:
        rig = make_rig(tmp_path, loop)
        ticket_id = rig.server.add_ticket(owner=MARIE, texts=[f"Text {i}" for i in range(130)])
        async with rig.running():
            await rig.sign_in()
            rig.engine.submit(OpenTicket(ticket_id))
            await rig.rest(2)
            for _ in range(2):
                rig.engine.submit(FetchOlder(ticket_id))
                await rig.rest(2)
            held = await rig.stores.cache(lambda repos: repos.held_range(ticket_id))
            assert held.is_first
            assert held.oldest_id is not None
            assert held.oldest_id <= rig.server.messages[ticket_id][0].id

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


def test_attachment_is_stored_or_its_problem_told(tmp_path: Path, allowed_log: AllowedLog) -> None:
    allowed_log("desktop_agent.sync.attachments", "attachment_unavailable")

    async def main(loop: VirtualLoop) -> None:
        rig = make_rig(tmp_path, loop)
        ticket_id = rig.server.add_ticket(owner=MARIE)
        known = Attachment(
            id=AttachmentId(7),
            kind=AttachmentKind.FILE,
            name="Bescheid.pdf",
            url=SecretText("https://chat.example/blob/7"),
        )
        async with rig.running():
            await rig.sign_in()
            await rig.rest(1)
            rig.server.attach(ticket_id, known)
            await rig.rest(1)
            rig.engine.submit(FetchAttachment(ticket_id, known.id))
            rig.engine.submit(FetchAttachment(ticket_id, AttachmentId(8)))
            await rig.until(lambda: len(rig.of(AttachmentReady)) == 2)
            problems = {e.attachment_id: e.problem for e in rig.of(AttachmentReady)}
            assert problems[known.id] is None
            missing = problems[AttachmentId(8)]
            assert missing is not None
            assert missing.code is ProblemCode.ATTACHMENT_UNAVAILABLE

    run_virtually(main)


def test_draft_and_availability_are_kept(tmp_path: Path) -> None:
    async def main(loop: VirtualLoop) -> None:
        rig = make_rig(tmp_path, loop)
        ticket_id = rig.server.add_ticket(owner=MARIE)
        async with rig.running():
            await rig.sign_in()
            rig.engine.submit(SaveDraft(ticket_id, "halb fertig", is_note=False))
            rig.engine.submit(SetAvailability(Availability.BUSY))
            await rig.until(lambda: rig.provider.calls["availability"] == 1)
            await rig.rest(1)
            assert OutboxChanged(frozenset({ticket_id})) in rig.events
            session = await rig.stores.work(lambda repos: repos.session())
            assert session is not None
            assert session.availability is Availability.BUSY

    run_virtually(main)


def test_sign_out_forgets_the_secrets_and_knows_the_agent(
    tmp_path: Path, allowed_log: AllowedLog
) -> None:
    allowed_log("desktop_agent.sync.signing", "account_forbidden")

    async def main(loop: VirtualLoop) -> None:
        rig = make_rig(tmp_path, loop)
        async with rig.running():
            await rig.sign_in()
            rig.engine.submit(SignOut())
            await rig.phase(Phase.SIGNED_OUT)
            session = await rig.stores.work(lambda repos: repos.session())
            assert session is not None
            assert not session.token
            assert not session.feed_token
            assert rig.provider.is_closed
        other = make_rig(tmp_path, loop, server=rig.server, clock=rig.clock, agent_id=SABINE)
        async with other.running():
            other.engine.submit(SignIn(SERVER, EngineRig.credentials()))
            await other.until(lambda: bool(other.of(SignInRefused)))
            refused = other.of(SignInRefused)[0]
            assert refused.problem is not None
            assert refused.problem.code is ProblemCode.ACCOUNT_FORBIDDEN
            assert other.last_phase() is Phase.SIGNED_OUT

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
