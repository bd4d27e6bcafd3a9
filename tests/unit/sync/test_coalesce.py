# SPDX-License-Identifier: Apache-2.0
"""At most one round of events every 50 ms, and the open ticket at once."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from itertools import pairwise

from desktop_agent.domain.events import (
    DirectoryChanged,
    EngineEvent,
    MessagesChanged,
    OutboxChanged,
    TicketsChanged,
)
from desktop_agent.domain.ids import MessageId, TicketId
from desktop_agent.sync.coalesce import ROUND_S, Emitter
from tests.fakes.virtual_time import VirtualClock, VirtualLoop, run_virtually

A, B = TicketId(1), TicketId(2)
Told = list[tuple[float, EngineEvent]]


def told_by(script: Callable[[Emitter], Awaitable[None]]) -> Told:
    """What an emitter told, with the moments."""
    told: Told = []

    async def main(loop: VirtualLoop) -> None:
        clock = VirtualClock(loop)
        emitter = Emitter(lambda event: told.append((loop.time(), event)), clock)
        await script(emitter)
        await asyncio.sleep(1)

    run_virtually(main)
    return told


def test_first_change_after_quiet_leaves_at_once_and_is_merged_in_its_pass() -> None:
    async def script(emitter: Emitter) -> None:
        emitter.tickets([A])
        emitter.tickets([B])
        emitter.outbox([A])

    assert told_by(script) == [
        (0.0, OutboxChanged(frozenset({A}))),
        (0.0, TicketsChanged(frozenset({A, B}))),
    ]


def test_changes_within_a_round_wait_for_its_end() -> None:
    async def script(emitter: Emitter) -> None:
        for number in range(20):
            emitter.tickets([TicketId(number)])
            await asyncio.sleep(0.01)

    told = told_by(script)
    moments = [at for at, _ in told]
    assert len(moments) <= 5
    assert all(later - earlier >= ROUND_S - 1e-9 for earlier, later in pairwise(moments))
    ids: set[TicketId] = set()
    for _, event in told:
        assert isinstance(event, TicketsChanged)
        ids |= event.ids or frozenset()
    assert ids == {TicketId(number) for number in range(20)}


def test_messages_of_the_open_ticket_do_not_wait() -> None:
    async def script(emitter: Emitter) -> None:
        emitter.open_ticket = A
        emitter.tickets([B])
        await asyncio.sleep(0.01)
        emitter.messages(A, MessageId(7))
        emitter.messages(B)

    told = told_by(script)
    assert (0.01, MessagesChanged(A, MessageId(7))) in told
    assert next(at for at, event in told if event == MessagesChanged(B)) > 0.01


def test_newest_customer_message_of_a_round_is_kept() -> None:
    async def script(emitter: Emitter) -> None:
        emitter.messages(A, MessageId(7))
        emitter.messages(A)
        emitter.messages(A, MessageId(5))

    assert [event for _, event in told_by(script)] == [MessagesChanged(A, MessageId(7))]


def test_directory_goes_before_the_rows_that_need_it() -> None:
    async def script(emitter: Emitter) -> None:
        emitter.tickets([A])
        emitter.directory()

    assert [event for _, event in told_by(script)] == [
        DirectoryChanged(),
        TicketsChanged(frozenset({A})),
    ]


def test_nothing_gathered_is_nothing_told() -> None:
    async def script(emitter: Emitter) -> None:
        emitter.flush()

    assert told_by(script) == []
