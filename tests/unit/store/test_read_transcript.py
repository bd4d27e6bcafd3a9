# SPDX-License-Identifier: Apache-2.0
"""Pages of a conversation: order, ends, gaps, the "new" divider and the agent's own wishes."""

from __future__ import annotations

import pytest

from desktop_agent.domain.commands import MarkRead, Note
from desktop_agent.domain.ids import MessageId, TicketId
from desktop_agent.domain.outbox import OutboxState
from desktop_agent.domain.queries import TranscriptPage, TranscriptQuery
from tests.unit.store.conftest import Files
from tests.unit.store.records import (
    NOW,
    by_agent,
    command_id,
    make_message,
    make_messages,
    make_row,
    make_ticket,
)

ONE = TicketId(1)


def mid(number: int) -> MessageId:
    return MessageId(number)


@pytest.fixture
def long(files: Files) -> Files:
    """Messages 1 to 100, all of them."""
    files.cache.put_tickets([make_ticket()], seen_at=NOW)
    files.cache.put_messages(
        ONE, make_messages(*range(1, 101)), covers_from_id=mid(1), is_first=True
    )
    return files


def shown(page: TranscriptPage) -> list[int]:
    return [item.message.id for item in page.items if item.message is not None]


def ends(page: TranscriptPage) -> tuple[bool, bool, bool]:
    return page.has_older, page.is_gap, page.has_newer


def test_newest_messages_come_first_in_order(long: Files) -> None:
    page = long.ask(TranscriptQuery(ONE, limit=3))

    assert shown(page) == [98, 99, 100]
    assert ends(page) == (True, False, False)


def test_whole_ticket_has_nothing_older(long: Files) -> None:
    page = long.ask(TranscriptQuery(ONE, limit=100))

    assert shown(page) == list(range(1, 101))
    assert ends(page) == (False, False, False)


def test_messages_before_one_end_just_below_it(long: Files) -> None:
    page = long.ask(TranscriptQuery(ONE, limit=3, before_id=mid(50)))

    assert shown(page) == [47, 48, 49]
    assert ends(page) == (True, False, True)


def test_first_messages_have_nothing_older(long: Files) -> None:
    page = long.ask(TranscriptQuery(ONE, limit=9, before_id=mid(4)))

    assert shown(page) == [1, 2, 3]
    assert ends(page) == (False, False, True)


def test_messages_after_one_begin_just_above_it(long: Files) -> None:
    assert shown(long.ask(TranscriptQuery(ONE, limit=2, after_id=mid(50)))) == [51, 52]
    last = long.ask(TranscriptQuery(ONE, limit=9, after_id=mid(98)))
    assert shown(last) == [99, 100]
    assert ends(last) == (True, False, False)


@pytest.mark.parametrize(
    ("around", "expected", "has_older", "has_newer"),
    [
        pytest.param(50, [49, 50, 51, 52], True, True, id="middle"),
        pytest.param(1, [1, 2, 3], False, True, id="first"),
        pytest.param(100, [99, 100], True, False, id="last"),
    ],
)
def test_message_is_shown_among_its_neighbours(
    long: Files, around: int, expected: list[int], has_older: bool, has_newer: bool
) -> None:
    page = long.ask(TranscriptQuery(ONE, limit=4, around_id=mid(around)))

    assert shown(page) == expected
    assert ends(page) == (has_older, False, has_newer)


@pytest.fixture
def gapped(files: Files) -> Files:
    """Messages 1 to 3 from long ago, 50 to 53 without a gap, a live one behind them."""
    files.cache.put_tickets([make_ticket()], seen_at=NOW)
    files.cache.put_messages(ONE, make_messages(1, 2, 3), covers_from_id=mid(1), is_first=True)
    files.cache.put_messages(ONE, make_messages(50, 51, 52, 53), covers_from_id=mid(50))
    files.cache.put_messages(ONE, make_messages(60))
    return files


def test_walking_back_stops_at_a_gap(gapped: Files) -> None:
    page = gapped.ask(TranscriptQuery(ONE))

    assert shown(page) == [50, 51, 52, 53, 60]
    assert ends(page) == (True, True, False)


def test_found_message_beyond_a_gap_is_shown_all_the_same(gapped: Files) -> None:
    page = gapped.ask(TranscriptQuery(ONE, limit=2, around_id=mid(2)))

    assert shown(page) == [2, 3]
    assert page.has_newer


def test_ticket_without_any_page_says_that_something_is_missing(files: Files) -> None:
    files.cache.put_tickets([make_ticket()], seen_at=NOW)

    empty = files.ask(TranscriptQuery(ONE))
    files.cache.put_messages(ONE, make_messages(9))
    live_only = files.ask(TranscriptQuery(ONE))

    assert ends(empty) == (True, True, False)
    assert (shown(live_only), *ends(live_only)) == ([9], True, True, False)


def test_ticket_known_to_be_empty_misses_nothing(files: Files) -> None:
    files.cache.put_tickets([make_ticket()], seen_at=NOW)
    files.cache.put_messages(ONE, [], is_first=True)

    assert ends(files.ask(TranscriptQuery(ONE))) == (False, False, False)


class TestOwnRows:
    def test_open_rows_stand_behind_the_newest_messages(self, long: Files) -> None:
        long.work.add_row(make_row(1))
        long.work.add_row(make_row(2, Note("x"), state=OutboxState.HELD))
        long.work.add_row(make_row(3, state=OutboxState.CONFIRMED))
        long.work.add_row(make_row(4, MarkRead(mid(3))))
        long.work.add_row(make_row(5, ticket=2))

        items = long.ask(TranscriptQuery(ONE, limit=1)).items

        assert [item.row.command.id for item in items if item.row] == [command_id(1), command_id(2)]
        assert items[0].message is not None

    def test_older_pages_have_no_rows(self, long: Files) -> None:
        long.work.add_row(make_row(1))

        page = long.ask(TranscriptQuery(ONE, limit=5, before_id=mid(50)))

        assert all(item.row is None for item in page.items)

    def test_row_whose_message_came_back_is_not_shown_twice(self, long: Files) -> None:
        long.work.add_row(make_row(1, state=OutboxState.UNKNOWN))
        long.cache.put_messages(ONE, [make_message(101, **by_agent(), ref=command_id(1))])

        page = long.ask(TranscriptQuery(ONE, limit=1))

        assert shown(page) == [101]
        assert all(item.row is None for item in page.items)


class TestLastRead:
    @pytest.mark.parametrize(
        ("unread", "expected"),
        [
            pytest.param(0, None, id="nothing-unread"),
            pytest.param(1, 7, id="one"),
            pytest.param(2, 5, id="two-with-an-answer-between"),
            pytest.param(10, None, id="more-than-held"),
        ],
    )
    def test_divider_follows_the_message_before_the_oldest_unread_one(
        self, files: Files, unread: int, expected: int | None
    ) -> None:
        files.cache.put_tickets([make_ticket(unread=unread)], seen_at=NOW)
        files.cache.put_messages(
            ONE,
            [
                make_message(4),
                make_message(5, **by_agent()),
                make_message(6),
                make_message(7, **by_agent()),
                make_message(8),
            ],
        )

        assert files.ask(TranscriptQuery(ONE)).last_read_id == expected
