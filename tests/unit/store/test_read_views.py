# SPDX-License-Identifier: Apache-2.0
"""Lists: which tickets stand in a view, in which order, and where a changed one goes."""

from __future__ import annotations

import tempfile
from bisect import bisect_left
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop_agent.domain.commands import Claim, Close, MarkRead, Reply
from desktop_agent.domain.ids import AgentId, MessageId, TeamId, TicketId
from desktop_agent.domain.outbox import OutboxState
from desktop_agent.domain.queries import (
    Counts,
    CountsQuery,
    NextWindow,
    NextWindowQuery,
    SortKind,
    TicketFilter,
    TicketIndexQuery,
    TicketPlacesQuery,
    TicketRowsQuery,
    TicketView,
    ViewKind,
)
from desktop_agent.domain.tickets import (
    Consent,
    ConsentState,
    Owner,
    OwnerKind,
    Ticket,
    TicketFacts,
    TicketStatus,
)
from tests.unit.store.conftest import Files
from tests.unit.store.records import (
    COLLEAGUE,
    ME,
    NOW,
    TELEGRAM,
    WHATSAPP,
    make_directory,
    make_row,
    make_session,
    make_ticket,
    mine,
)

WINDOW = timedelta(hours=24)
OPEN_CONSENT = {ConsentState.UNKNOWN, ConsentState.ASKED, ConsentState.DECLARED}
IN_VIEW: dict[ViewKind, Callable[[Ticket], bool]] = {
    ViewKind.MINE: lambda one: (
        one.status is TicketStatus.OPEN and one.owner is not None and one.owner.is_agent(ME)
    ),
    ViewKind.FREE: lambda one: one.status is TicketStatus.OPEN and one.owner is None,
    ViewKind.ALL: lambda one: one.status in (TicketStatus.OPEN, TicketStatus.PENDING),
    ViewKind.SNOOZED: lambda one: one.status is TicketStatus.SNOOZED,
    ViewKind.CLOSED: lambda one: one.status is TicketStatus.CLOSED,
}


def closes_at(ticket: Ticket) -> datetime | None:
    if ticket.channel_id != WHATSAPP or ticket.last_inbound_at is None:
        return None
    return ticket.last_inbound_at + WINDOW


def passes(ticket: Ticket, chips: TicketFilter) -> bool:
    closing = closes_at(ticket)
    return (
        chips.channel_id in (None, ticket.channel_id)
        and chips.team_id in (None, ticket.team_id)
        and (chips.label is None or chips.label in ticket.labels)
        and (
            not chips.is_window_soon
            or (closing is not None and NOW < closing <= NOW + timedelta(hours=4))
        )
        and (not chips.is_consent_open or ticket.facts.consent.state in OPEN_CONSENT)
    )


def order(ticket: Ticket, sort: SortKind) -> tuple[int, float, int]:
    """The model: groups, then time within the group, then the number."""
    newest_first = -ticket.last_activity_at.timestamp()
    match sort:
        case SortKind.NEWEST:
            return (0, newest_first, ticket.id)
        case SortKind.WAITING_LONGEST:
            waiting = ticket.waiting_since_at
            if waiting is not None:
                return (0, waiting.timestamp(), ticket.id)
            return (1, newest_first, ticket.id)
        case SortKind.WINDOW_FIRST:
            closing = closes_at(ticket)
            if closing is None:
                return (2, newest_first, ticket.id)
            if closing > NOW:
                return (0, closing.timestamp(), ticket.id)
            return (1, -closing.timestamp(), ticket.id)


near = st.integers(-40, 40).map(lambda hours: NOW + timedelta(hours=hours))
owners = st.sampled_from(
    [None, mine(), Owner(OwnerKind.AGENT, COLLEAGUE, "Tomasz"), Owner(OwnerKind.BOT, ME, "Bot")]
)


@st.composite
def any_tickets(draw: st.DrawFn) -> list[Ticket]:
    return [
        make_ticket(
            number,
            status=draw(st.sampled_from(TicketStatus)),
            owner=draw(owners),
            channel_id=draw(st.sampled_from([WHATSAPP, TELEGRAM])),
            team_id=draw(st.sampled_from([None, TeamId(1), TeamId(2)])),
            labels=draw(st.sampled_from([(), ("Abfall",), ("Abfall", "Wohngeld")])),
            last_activity_at=draw(near),
            waiting_since_at=draw(st.none() | near),
            last_inbound_at=draw(st.none() | near),
            facts=TicketFacts(consent=Consent(draw(st.sampled_from(ConsentState)))),
        )
        for number in range(1, draw(st.integers(1, 14)))
    ]


views = st.builds(
    TicketView,
    me=st.just(ME),
    kind=st.sampled_from(ViewKind),
    sort=st.sampled_from(SortKind),
    now_at=st.just(NOW),
    filter=st.builds(
        TicketFilter,
        channel_id=st.sampled_from([None, WHATSAPP]),
        team_id=st.sampled_from([None, TeamId(1)]),
        label=st.sampled_from([None, "Abfall"]),
        is_window_soon=st.booleans(),
        is_consent_open=st.booleans(),
    ),
)


@settings(max_examples=60)
@given(any_tickets(), st.lists(views, min_size=1, max_size=12))
def test_every_view_equals_its_model(tickets: list[Ticket], wanted: list[TicketView]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        files = Files(Path(folder))
        files.cache.put_directory(make_directory())
        files.cache.put_tickets(tickets, seen_at=NOW)
        for view in wanted:
            check_view(files, tickets, view)
        check_counts(files, tickets)
        files.close()


def check_view(files: Files, tickets: list[Ticket], view: TicketView) -> None:
    expected = sorted(
        (one for one in tickets if IN_VIEW[view.kind](one) and passes(one, view.filter)),
        key=lambda one: order(one, view.sort),
    )
    index = files.ask(TicketIndexQuery(view, page=3))

    assert list(index.ids) == [one.id for one in expected]
    pairs = list(zip(index.keys, index.ids, strict=True))
    assert pairs == sorted(pairs)
    assert [row.id for row in index.first_rows] == [one.id for one in expected[:3]]
    places = files.ask(TicketPlacesQuery(view, tuple(one.id for one in tickets)))
    assert {key: id_ for id_, key in zip(index.ids, index.keys, strict=True)} == {
        key: id_ for id_, key in places.items() if key is not None
    }
    some = files.ask(TicketIndexQuery(view, page=2, limit=2))
    assert list(some.ids) == list(index.ids)[:2]


def check_counts(files: Files, tickets: list[Ticket]) -> None:
    counts = files.ask(CountsQuery(ME))
    assert counts.views == {
        kind: sum(is_in(one) for one in tickets) for kind, is_in in IN_VIEW.items()
    }


def test_counts_follow_changes_and_removals(files: Files) -> None:
    cache = files.cache
    cache.put_tickets([make_ticket(1), make_ticket(2, owner=mine()), make_ticket(3)], seen_at=NOW)
    changed = make_ticket(1, status=TicketStatus.CLOSED, version=2.0)
    cache.put_tickets([changed, make_ticket(2, version=2.0)], seen_at=NOW)
    cache.remove_tickets([TicketId(3)], why="deleted", at=NOW)

    assert files.ask(CountsQuery(ME)).views == {
        ViewKind.MINE: 0,
        ViewKind.FREE: 1,
        ViewKind.ALL: 1,
        ViewKind.SNOOZED: 0,
        ViewKind.CLOSED: 1,
    }


def test_counts_of_outbox_leave_read_marks_out(files: Files) -> None:
    files.work.add_row(make_row(1))
    files.work.add_row(make_row(2, state=OutboxState.HELD))
    files.work.add_row(make_row(3, state=OutboxState.FAILED))
    files.work.add_row(make_row(4, state=OutboxState.CONFIRMED))
    files.work.add_row(make_row(5, MarkRead(MessageId(1))))

    counts = files.ask(CountsQuery(ME))

    assert (counts.outbox_open, counts.outbox_held) == (3, 2)


def test_unread_counts_own_open_tickets(files: Files) -> None:
    files.cache.put_tickets(
        [
            make_ticket(1, owner=mine(), unread=10),
            make_ticket(2, owner=mine(), unread=1),
            make_ticket(3, owner=mine()),
            make_ticket(4, unread=5),
        ],
        seen_at=NOW,
    )

    assert files.ask(CountsQuery(ME)).unread_mine == 2


def test_empty_profile_answers_with_nothing(files: Files) -> None:
    assert files.ask(CountsQuery(ME)) == Counts(views=dict.fromkeys(ViewKind, 0))


def test_changed_row_is_placed_by_bisection(files: Files) -> None:
    """The list model finds a new place without asking for the whole order again."""
    view = TicketView(ME, ViewKind.ALL, SortKind.NEWEST, now_at=NOW)
    files.cache.put_tickets(
        [make_ticket(n, last_activity_at=NOW + timedelta(minutes=n)) for n in range(1, 9)],
        seen_at=NOW,
    )
    before = files.ask(TicketIndexQuery(view))
    moved = make_ticket(3, version=2.0, last_activity_at=NOW + timedelta(minutes=6, seconds=30))
    files.cache.put_tickets([moved], seen_at=NOW)

    key = files.ask(TicketPlacesQuery(view, (TicketId(3),)))[TicketId(3)]

    pairs = [(k, i) for k, i in zip(before.keys, before.ids, strict=True) if i != 3]
    assert key is not None
    pairs.insert(bisect_left(pairs, (key, 3)), (key, 3))
    after = files.ask(TicketIndexQuery(view))
    assert [i for _, i in pairs] == list(after.ids)


class TestNextWindow:
    def ask(self, files: Files, besides: int | None = None) -> NextWindow | None:
        skipped = None if besides is None else TicketId(besides)
        return files.ask(NextWindowQuery(ME, NOW, within_s=3600.0, besides=skipped))

    @pytest.fixture
    def desk(self, files: Files) -> Files:
        files.cache.put_directory(make_directory())
        almost_closed = NOW - WINDOW + timedelta(minutes=22)
        base = make_ticket(1, owner=mine(), waiting_since_at=NOW, last_inbound_at=almost_closed)
        later = almost_closed + timedelta(minutes=5)
        files.cache.put_tickets(
            [
                base,
                replace(make_ticket(2), owner=mine(), waiting_since_at=NOW, last_inbound_at=later),
                make_ticket(3, owner=mine(), last_inbound_at=almost_closed),
                make_ticket(4, waiting_since_at=NOW, last_inbound_at=almost_closed),
                make_ticket(5, owner=mine(), waiting_since_at=NOW, last_inbound_at=NOW - WINDOW),
                make_ticket(6, owner=mine(), waiting_since_at=NOW, last_inbound_at=NOW),
            ],
            seen_at=NOW,
        )
        return files

    def test_waiting_ticket_of_mine_that_closes_first_is_named(self, desk: Files) -> None:
        closing = NOW + timedelta(minutes=22)
        assert self.ask(desk) == NextWindow(TicketId(1), "Kundin 1", closing)

    def test_shown_ticket_is_left_out(self, desk: Files) -> None:
        following = self.ask(desk, besides=1)
        assert following is not None
        assert following.ticket_id == 2

    def test_nothing_closes_soon(self, files: Files) -> None:
        assert self.ask(files) is None


class TestRows:
    def test_row_carries_names_and_the_wishes_of_the_agent(self, files: Files) -> None:
        files.cache.put_directory(make_directory())
        files.work.set_session(make_session())
        owner = Owner(OwnerKind.AGENT, COLLEAGUE)
        files.cache.put_tickets([make_ticket(team_id=TeamId(2), owner=owner)], seen_at=NOW)
        files.work.add_row(make_row(1, Claim()))
        files.work.add_row(make_row(2, Reply("x")))
        files.work.add_row(make_row(3, Reply("y"), state=OutboxState.HELD))
        files.work.add_row(make_row(4, Close()))
        files.work.save_draft(TicketId(1), "Guten", is_note=False, at=NOW)

        row = files.ask(TicketRowsQuery((TicketId(1), TicketId(9))))[TicketId(1)]

        assert (row.channel_name, row.team_name) == ("Rathaus", "Störung")
        assert row.owner == Owner(OwnerKind.AGENT, COLLEAGUE, "Tomasz Lind")
        assert row.is_owner_pending
        assert row.pending_owner == Owner(OwnerKind.AGENT, ME, "Marie Krüger")
        assert row.pending_status is TicketStatus.CLOSED
        assert (row.waiting_count, row.held_count, row.has_draft) == (1, 1, True)

    def test_ticket_of_an_unknown_channel_is_shown_all_the_same(self, files: Files) -> None:
        files.cache.put_tickets([make_ticket()], seen_at=NOW)

        row = files.ask(TicketRowsQuery((TicketId(1),)))[TicketId(1)]

        assert (row.channel_name, row.channel_kind, row.window_closes_at) == ("", "other", None)

    def test_wish_of_nobody_signed_in_names_nobody(self, files: Files) -> None:
        files.cache.put_tickets([make_ticket()], seen_at=NOW)
        files.work.add_row(make_row(1, Claim()))

        row = files.ask(TicketRowsQuery((TicketId(1),)))[TicketId(1)]

        assert row.pending_owner == Owner(OwnerKind.AGENT, AgentId(0))
