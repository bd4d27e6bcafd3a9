# SPDX-License-Identifier: Apache-2.0
"""The live feed: subscription, events, presence, what goes wrong (chatwoot §4)."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import replace

import pytest

from desktop_agent.domain import commands as c
from desktop_agent.domain.directory import Availability
from desktop_agent.domain.errors import EnvironmentProblem, NotSent, ProblemCode
from desktop_agent.domain.ids import AgentId
from desktop_agent.domain.messages import Delivery, MessageKind
from desktop_agent.domain.tickets import ConsentState, TicketStatus
from desktop_agent.provider.port import (
    CustomerGone,
    DirectoryStale,
    FeedOpened,
    MessageSeen,
    PresenceSeen,
    TypingSeen,
)
from tests.contract.conftest import MakeDesk
from tests.contract.desk import QUICK, Desk, Watch, command
from tests.contract.stage import FOREIGN_INBOX, MARIE, TOMASZ, Stage


async def in_thread(act: Callable[[], object]) -> None:
    """Acts of the stage block; the loop must go on meanwhile."""
    await asyncio.to_thread(act)


async def ended(desk: Desk) -> EnvironmentProblem:
    """Follow the feed until it ends with a typed error."""
    with pytest.raises(EnvironmentProblem) as trouble:
        async for _ in desk.provider.events():
            pass
    return trouble.value


def test_s4_2_subscription_is_confirmed_first(desk: Desk) -> None:
    async def scene() -> None:
        async with desk.watching() as watch:
            assert isinstance(watch.seen[0], FeedOpened)

    desk.run(scene())


def test_s4_4_message_and_ticket_events(stage: Stage, desk: Desk) -> None:
    async def scene() -> None:
        async with desk.watching() as watch:
            opened = await asyncio.to_thread(stage.open_ticket, "Hallo")
            message = await watch.message(lambda m: m.id == opened.message_id)
            assert message.kind is MessageKind.INBOUND
            assert message.ticket_id == opened.ticket_id
            assert message.version is not None, "events carry a change time, REST does not"
            await watch.ticket(lambda t: t.id == opened.ticket_id)

    desk.run(scene())


def test_s4_4_what_a_colleague_does_is_seen(stage: Stage, desk: Desk) -> None:
    opened = stage.open_ticket()

    async def scene() -> None:
        async with desk.watching() as watch:
            control = stage.control
            await in_thread(lambda: control.assign(opened.ticket_id, agent=TOMASZ))
            held = await watch.ticket(
                lambda t: t.id == opened.ticket_id and t.owner is not None and t.owner.id == TOMASZ
            )
            assert held.is_muted is None, "event shape: not told (§4.5)"
            await in_thread(lambda: control.answer(opened.ticket_id, "Antwort", agent=TOMASZ))
            await watch.message(lambda m: m.text == "Antwort" and m.kind is MessageKind.OUTBOUND)
            await in_thread(lambda: control.note(opened.ticket_id, "Notiz", agent=TOMASZ))
            await watch.message(lambda m: m.text == "Notiz" and m.kind is MessageKind.NOTE)
            await in_thread(lambda: control.set_labels(opened.ticket_id, ["eilig"], agent=TOMASZ))
            await watch.ticket(lambda t: t.labels == ("eilig",))
            await in_thread(lambda: control.set_consent(opened.ticket_id, "revoked"))
            await watch.ticket(lambda t: t.facts.consent.state is ConsentState.REVOKED)
            await in_thread(lambda: control.set_status(opened.ticket_id, "resolved", agent=TOMASZ))
            await watch.ticket(lambda t: t.status is TicketStatus.CLOSED)

    desk.run(scene())


def test_s4_4_delivery_progress(stage: Stage, desk: Desk) -> None:
    opened = stage.open_ticket()
    control = stage.control

    async def scene() -> None:
        async with desk.watching() as watch:
            await desk.provider.execute(command(opened.ticket_id, c.Reply("Antwort")))
            for step in (Delivery.ACCEPTED, Delivery.DELIVERED, Delivery.READ):
                await in_thread(lambda: control.advance_clock(60))
                await watch.message(lambda m, step=step: m.delivery is step)  # type: ignore[misc]  # bound now

    desk.run(scene())


@pytest.mark.parametrize("is_on", [True, False], ids=["on", "off"])
def test_s4_4_typing_of_the_customer(stage: Stage, desk: Desk, is_on: bool) -> None:
    opened = stage.open_ticket()
    control = stage.control
    wanted = TypingSeen(opened.ticket_id, "Erna Beispiel", True, is_on)

    async def scene() -> None:
        async with desk.watching() as watch:
            await in_thread(lambda: control.customer_types(opened.ticket_id, is_on=is_on))
            await watch.until(lambda event: event == wanted)

    desk.run(scene())


def test_s5_4_deleted_customer_is_announced_once(stage: Stage, desk: Desk) -> None:
    opened = stage.open_ticket()
    customer = desk.ticket(opened.ticket_id).customer
    control = stage.control

    async def scene() -> None:
        async with desk.watching() as watch:
            await in_thread(lambda: control.delete_contact(customer.id))
            await watch.until(lambda event: event == CustomerGone(customer.id))

    desk.run(scene())


def test_trap_41_membership_changes_are_only_hinted_at(stage: Stage, desk: Desk) -> None:
    control = stage.control

    async def scene() -> None:
        async with desk.watching() as watch:
            await in_thread(lambda: control.set_membership(MARIE, FOREIGN_INBOX, is_member=True))
            await watch.until(lambda event: isinstance(event, DirectoryStale))

    desk.run(scene())


def test_s4_4_events_of_foreign_channels_do_not_arrive(stage: Stage, desk: Desk) -> None:
    stage.agent(MARIE)

    async def scene() -> None:
        async with desk.watching() as watch:
            foreign = await asyncio.to_thread(stage.open_ticket, inbox=FOREIGN_INBOX)
            own = await asyncio.to_thread(stage.open_ticket, "danach")
            await watch.message(lambda m: m.ticket_id == own.ticket_id)
            assert not _messages_of(watch, foreign.ticket_id)

    desk.run(scene())


def test_trap_19_no_presence_unless_the_agent_said_so(stage: Stage, desk: Desk) -> None:
    async def scene() -> None:
        async with desk.watching() as watch:
            # The subscription is answered with presence; nothing further may come by itself.
            await watch.until(lambda event: isinstance(event, PresenceSeen))
            await desk.provider.set_availability(Availability.OFFLINE)
            opened = await asyncio.to_thread(stage.open_ticket)
            await watch.message(lambda m: m.ticket_id == opened.ticket_id)
            assert sum(isinstance(event, PresenceSeen) for event in watch.seen) == 1

    desk.run(scene())


def test_s4_3_presence_is_shown_once_the_agent_is_online(stage: Stage, desk: Desk) -> None:
    assert desk.session is not None
    me = desk.session.agent_id

    async def scene() -> None:
        async with desk.watching() as watch:
            await watch.until(lambda event: isinstance(event, PresenceSeen))
            await desk.provider.set_availability(Availability.BUSY)
            await watch.until(lambda event: _availability(event, me) is Availability.BUSY)

    desk.run(scene())


def test_trap_38_unanswered_subscription_refreshes_the_token(stage: Stage, desk: Desk) -> None:
    stage.control.rotate_pubsub_token(MARIE)

    async def scene() -> None:
        trouble = await ended(desk)
        assert trouble.problem.code is ProblemCode.CONNECTION_LOST
        async with desk.watching() as watch:
            assert isinstance(watch.seen[0], FeedOpened)

    desk.run(scene())


def test_s4_7_dropped_line_is_a_typed_error(stage: Stage, desk: Desk) -> None:
    control = stage.control

    async def scene() -> None:
        drop = asyncio.create_task(_drop_when_open(control.state, control.add_fault))
        trouble = await ended(desk)
        await drop
        assert trouble.problem.code is ProblemCode.CONNECTION_LOST

    desk.run(scene())


def test_s4_7_refused_line_is_a_typed_error(stage: Stage, desk: Desk) -> None:
    stage.control.add_fault("refuse_cable")

    async def scene() -> None:
        trouble = await ended(desk)
        assert isinstance(trouble, NotSent)

    desk.run(scene())


def test_s4_7_silent_line_is_dropped(stage: Stage, make_desk: MakeDesk) -> None:
    stage.control.add_fault("mute_cable")
    desk = make_desk(replace(QUICK, silence_s=0.5))
    desk.sign_in(stage.token)

    async def scene() -> None:
        trouble = await ended(desk)
        assert trouble.problem.code is ProblemCode.CONNECTION_LOST

    desk.run(scene())


@pytest.mark.parametrize("kind", ["duplicate_events", "reorder_events"])
def test_trap_39_events_may_repeat_and_overtake(stage: Stage, desk: Desk, kind: str) -> None:
    opened = stage.open_ticket()
    stage.control.add_fault(kind)

    async def scene() -> None:
        async with desk.watching() as watch:
            ids = [
                await asyncio.to_thread(stage.customer_writes, opened.ticket_id, f"Zeile {n}")
                for n in range(4)
            ]
            for message_id in ids:
                await watch.message(lambda m, wanted=message_id: m.id == wanted)  # type: ignore[misc]  # bound now

    desk.run(scene())


def _messages_of(watch: Watch, ticket_id: int) -> list[MessageSeen]:
    return [
        event
        for event in watch.seen
        if isinstance(event, MessageSeen) and event.message.ticket_id == ticket_id
    ]


def _availability(event: object, agent_id: AgentId) -> Availability | None:
    return event.availability.get(agent_id) if isinstance(event, PresenceSeen) else None


async def _drop_when_open(
    state: Callable[[], dict[str, object]], add_fault: Callable[[str], object]
) -> None:
    async with asyncio.timeout(20):
        while True:
            if (await asyncio.to_thread(state))["cable_subscriptions"]:
                break
            await asyncio.sleep(0.01)
    await asyncio.to_thread(add_fault, "drop_cable")
