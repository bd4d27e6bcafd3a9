# SPDX-License-Identifier: Apache-2.0
"""The change feed: first scan, deltas, slices, fallbacks (chatwoot §5.1-5.4)."""

from __future__ import annotations

import json

import pytest

from desktop_agent.domain import commands as c
from desktop_agent.domain.errors import EnvironmentProblem, NotSent, ProblemCode
from desktop_agent.domain.ids import Cursor, TicketId
from desktop_agent.domain.tickets import Ticket, TicketStatus
from desktop_agent.provider.port import ChangePage
from desktop_agent.provider.port import Stage as FeedStage
from tests.conftest import AllowedLog
from tests.contract.desk import Desk
from tests.contract.stage import TOMASZ, Fault, Stage


def cursor_of(pages: list[ChangePage]) -> Cursor:
    """The cursor, which only the last page may carry."""
    assert [page.next_cursor for page in pages[:-1]] == [None] * (len(pages) - 1)
    cursor = pages[-1].next_cursor
    assert cursor is not None
    return cursor


def newest(pages: list[ChangePage]) -> dict[TicketId, Ticket]:
    return {ticket.id: ticket for page in pages for ticket in page.tickets}


def aged(cursor: Cursor, seconds: float) -> Cursor:
    """The cursor of somebody who was away."""
    position = json.loads(cursor)
    return Cursor(json.dumps({**position, "at": position["at"] - seconds}))


def first_cursor(desk: Desk) -> Cursor:
    return cursor_of(desk.sweep(None))


def test_s5_2_first_scan_brings_open_tickets_first(stage: Stage, desk: Desk) -> None:
    opened = stage.open_ticket().ticket_id
    pages = desk.sweep(None)
    cursor_of(pages)
    assert opened in {ticket.id for ticket in pages[0].tickets}
    assert pages[0].stage is FeedStage.OPEN
    order = [page.stage for page in pages if page.tickets]
    assert order == sorted(order, key=list(FeedStage).index)
    assert pages[0].expected is not None
    assert not [page.rejects for page in pages if page.rejects]


def test_s5_2_first_scan_is_complete(stage: Stage, desk: Desk) -> None:
    for number in range(60):
        stage.open_ticket(f"Frage {number}")
    held = newest(desk.sweep(None))
    digest = desk.run(desk.provider.ownership())
    assert digest.free | digest.mine <= set(held)
    for page in desk.sweep(None):
        if page.stage is FeedStage.OPEN:
            is_open = [t for t in held.values() if t.status is TicketStatus.OPEN]
            assert len(is_open) == page.expected


def test_s5_2_closed_tickets_come_down_to_the_horizon(stage: Stage, desk: Desk) -> None:
    ticket_id = stage.open_ticket().ticket_id
    desk.done(ticket_id, c.Close())
    held = newest(desk.sweep(None))
    assert held[ticket_id].status is TicketStatus.CLOSED


def test_s5_1_quiet_delta_is_one_request_and_one_page(stage: Stage, desk: Desk) -> None:
    cursor = first_cursor(desk)
    stage.control.clear_requests()
    pages = desk.sweep(cursor)
    assert len(pages) == 1
    assert cursor_of(pages)
    (request,) = stage.requests("/conversations")
    assert "updated_within=" in request.query
    assert "status=all" in request.query, "the default status hides most changes (trap 26)"


@pytest.mark.parametrize("change", ["writes", "assigns", "closes", "labels", "delivers"], ids=str)
def test_s5_1_every_kind_of_change_is_in_the_delta(stage: Stage, desk: Desk, change: str) -> None:
    ticket_id = stage.open_ticket().ticket_id
    sent = desk.done(ticket_id, c.Reply("Antwort")).message
    assert sent is not None
    cursor = first_cursor(desk)
    before = desk.ticket(ticket_id)
    stage.control.advance_clock(300)
    cursor = cursor_of(desk.sweep(cursor))
    match change:
        case "writes":
            stage.customer_writes(ticket_id, "Noch etwas")
        case "assigns":
            stage.control.assign(ticket_id, agent=TOMASZ)
        case "closes":
            stage.control.set_status(ticket_id, "resolved", agent=TOMASZ)
        case "labels":
            stage.control.set_labels(ticket_id, ["eilig"], agent=TOMASZ)
        case _:
            stage.control.message_status(ticket_id, sent.id, "failed")
    changed = newest(desk.sweep(cursor))
    assert changed[ticket_id].version > before.version


def test_s5_1_overlap_covers_changes_that_became_visible_late(stage: Stage, desk: Desk) -> None:
    ticket_id = stage.open_ticket().ticket_id
    cursor = first_cursor(desk)
    stage.control.advance_clock(50)
    # Changed before the sweep began, yet within the overlap: it comes again.
    assert ticket_id in newest(desk.sweep(cursor))


def test_s5_1_nothing_is_fetched_twice_beyond_the_overlap(stage: Stage, desk: Desk) -> None:
    stage.open_ticket()
    cursor = first_cursor(desk)
    reach_s = json.loads(cursor)["at"] - 60
    assert all(ticket.version > reach_s - 5 for ticket in newest(desk.sweep(cursor)).values())


@pytest.mark.parametrize("kind", ["error_before", "huge"])
def test_s5_1_too_big_a_delta_is_sliced_by_status(stage: Stage, desk: Desk, kind: str) -> None:
    cursor = first_cursor(desk)
    ticket_id = stage.open_ticket().ticket_id
    stage.control.clear_requests()
    stage.control.add_fault(kind, count=1, path="*/conversations")
    pages = desk.sweep(cursor)
    assert cursor_of(pages)
    assert ticket_id in newest(pages)
    queries = [request.query for request in stage.requests("/conversations")]
    assert [query.split("status=")[1].split("&")[0] for query in queries] == [
        "all",
        "open",
        "pending",
        "snoozed",
        "resolved",
    ]


def test_s5_1_and_then_by_channel(stage: Stage, desk: Desk) -> None:
    cursor = first_cursor(desk)
    ticket_id = stage.open_ticket().ticket_id
    stage.control.clear_requests()
    stage.control.add_fault("error_before", count=2, path="*/conversations", status=503)
    pages = desk.sweep(cursor)
    assert ticket_id in newest(pages)
    assert any("inbox_id=" in request.query for request in stage.requests("/conversations"))


def test_s5_1_repeated_failure_falls_back_to_a_scan(
    stage: Stage, desk: Desk, allowed_log: AllowedLog
) -> None:
    allowed_log("desktop_agent.provider", "scanning everything")
    cursor = first_cursor(desk)
    stage.control.add_fault("error_before", count=3, path="*/conversations", status=503)
    pages = desk.sweep(cursor)
    assert pages[0].stage is FeedStage.OPEN
    assert cursor_of(pages)


@pytest.mark.parametrize("away_s", [3 * 3600, 40 * 86400, -3600])
def test_s5_2_long_absence_is_a_scan(stage: Stage, desk: Desk, away_s: float) -> None:
    ticket_id = stage.open_ticket().ticket_id
    desk.done(ticket_id, c.Close())
    pages = desk.sweep(aged(first_cursor(desk), away_s))
    assert pages[0].stage is FeedStage.OPEN
    assert newest(pages)[ticket_id].status is TicketStatus.CLOSED


def test_s5_2_foreign_cursor_is_a_scan(desk: Desk) -> None:
    pages = desk.sweep(Cursor("another backend's cursor"))
    assert pages[0].stage is FeedStage.OPEN
    assert cursor_of(pages)


def test_s5_2_a_broken_scan_gives_no_cursor(stage: Stage, desk: Desk) -> None:
    stage.control.add_fault("error_before", path="*/conversations/meta", status=500)
    seen: list[ChangePage] = []

    async def scene() -> None:
        async for page in desk.provider.changes(None):
            seen.append(page)

    with pytest.raises(EnvironmentProblem):
        desk.run(scene())
    assert seen
    assert all(page.next_cursor is None for page in seen)


def test_s5_1_tickets_that_cannot_be_read_are_rejected_alone(stage: Stage, desk: Desk) -> None:
    cursor = first_cursor(desk)
    stage.open_ticket()
    stage.control.add_fault("wrong_json", count=1, path="*/conversations", mode="types")
    with pytest.raises(EnvironmentProblem) as trouble:
        desk.sweep(cursor)
    assert trouble.value.problem.code is ProblemCode.BAD_ANSWER
    assert cursor_of(desk.sweep(cursor))


@pytest.mark.parametrize(
    ("fault", "code"),
    [
        (Fault("wrong_json", mode="truncated"), ProblemCode.BAD_ANSWER),
        (Fault("wrong_json", mode="garbage"), ProblemCode.BAD_ANSWER),
        (Fault("wrong_json", mode="empty"), ProblemCode.BAD_ANSWER),
        (Fault("wrong_json", mode="null"), ProblemCode.BAD_ANSWER),
        (Fault("wrong_json", mode="deep"), ProblemCode.BAD_ANSWER),
        (Fault("html_error", status=200), ProblemCode.BAD_ANSWER),
        (Fault("rate_limited"), ProblemCode.RATE_LIMITED),
        (Fault("offline"), ProblemCode.CONNECTION_LOST),
    ],
    ids=str,
)
def test_s7_trouble_is_typed(stage: Stage, desk: Desk, fault: Fault, code: ProblemCode) -> None:
    cursor = first_cursor(desk)
    fault.switch_on(stage.control)
    with pytest.raises(EnvironmentProblem) as trouble:
        desk.sweep(cursor)
    assert trouble.value.problem.code is code
    assert not isinstance(trouble.value, NotSent)


def test_s5_4_lost_channel_is_out_of_scope(stage: Stage, desk: Desk) -> None:
    ticket_id = stage.open_ticket().ticket_id
    channel_id = desk.ticket(ticket_id).channel_id
    stage.control.set_membership(1, channel_id, is_member=False)
    assert ticket_id not in newest(desk.sweep(None))
    directory, _ = desk.run(desk.provider.directory())
    assert channel_id not in {channel.id for channel in directory.channels}
