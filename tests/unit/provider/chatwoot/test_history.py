# SPDX-License-Identifier: Apache-2.0
"""Message ranges that the sandbox is too small for: cuts by time, thousands of rows (§3.1)."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_agent.domain.errors import EnvironmentProblem, ProblemCode
from desktop_agent.domain.ids import MessageId, TicketId
from desktop_agent.provider.chatwoot.history import History
from desktop_agent.provider.chatwoot.line import Params
from desktop_agent.provider.chatwoot.wire import WireMessages
from desktop_agent.provider.port import MessagePage, MessageRange
from tests.unit.provider.chatwoot.wire_samples import CREATED, message, raw

START = datetime.fromtimestamp(CREATED, UTC)


class ListedMessages:
    """The server's message list over (id, second) pairs; stands in for `Api.get`."""

    def __init__(self, rows: list[tuple[int, int]]) -> None:
        self.rows = rows
        self.calls = 0

    async def get(self, _path: str, _decoder: object, params: Params = ()) -> WireMessages:
        """The four modes of §3.1, sorted and cut by time as the server does."""
        self.calls += 1
        bounds = {key: int(value) for key, value in params}
        by_time = sorted(self.rows, key=lambda row: (row[1], row[0]))
        after, before = bounds.get("after"), bounds.get("before")
        if after is not None and before is not None:
            found = [row for row in by_time if after <= row[0] < before][:1000]
        else:
            found = [row for row in by_time if before is None or row[0] < before][-20:]
        return WireMessages(
            [raw(message(id=number, created_at=CREATED + second)) for number, second in found]
        )


def page_of(rows: list[tuple[int, int]], wanted: MessageRange) -> MessagePage:
    listed = ListedMessages(rows)
    history = History(listed)  # type: ignore[arg-type]  # a stand-in with the one method used
    return asyncio.run(history.page(TicketId(9), wanted))


def ids(page: MessagePage) -> set[int]:
    return {int(found.id) for found in page.messages}


def is_covered(rows: list[tuple[int, int]], page: MessagePage, upper: float) -> bool:
    """Everything that the page claims to hold is in it."""
    lowest = page.covers_from_id
    return lowest is not None and {number for number, _ in rows if lowest <= number < upper} <= ids(
        page
    )


def test_ids_that_run_ahead_of_time_are_not_claimed() -> None:
    rows = [(100 + n, 10 * n) for n in range(30)]
    # Committed late: a high id with an old time, cut off by the server's page.
    rows.append((111, 90))
    page = page_of([row for row in rows if row != (111, 110)], MessageRange())
    assert page.covers_from_id is not None
    assert not page.is_first
    assert is_covered([row for row in rows if row != (111, 90)], page, float("inf"))


@given(
    st.lists(st.integers(0, 40), min_size=1, max_size=70),
    st.integers(-1, 1),
)
def test_claims_are_true_when_ids_and_times_disagree_by_a_second(
    gaps: list[int], skew: int
) -> None:
    second = 0
    rows = []
    for number, gap in enumerate(gaps):
        second += gap + 2
        rows.append((number + 1, second + (skew if number % 3 == 0 else 0)))
    page = page_of(rows, MessageRange())
    assert is_covered(rows, page, float("inf"))


@given(st.integers(1, 120), st.integers(0, 3))
def test_paging_back_always_arrives(count: int, gap_s: int) -> None:
    rows = [(number, number * gap_s) for number in range(1, count + 1)]
    before_id: MessageId | None = None
    seen: set[int] = set()
    for _ in range(count + 2):
        page = page_of(rows, MessageRange(before_id=before_id))
        seen |= ids(page)
        if page.is_first:
            break
        assert page.covers_from_id is not None
        assert before_id is None or page.covers_from_id < before_id
        before_id = page.covers_from_id
    assert seen == {number for number, _ in rows}


def test_a_range_of_thousands_is_read_to_its_end() -> None:
    rows = [(number, number // 3) for number in range(1, 3501)]
    page = page_of(rows, MessageRange(after_id=MessageId(10)))
    assert ids(page) == set(range(11, 3501))
    assert page.covers_from_id == 11
    assert len(page.messages) == len(ids(page))


def test_both_bounds_are_exclusive() -> None:
    rows = [(number, number) for number in range(1, 50)]
    page = page_of(rows, MessageRange(after_id=MessageId(10), before_id=MessageId(20)))
    assert ids(page) == set(range(11, 20))


def test_from_zero_on_the_range_begins_with_the_first() -> None:
    page = page_of([(5, 1), (6, 2)], MessageRange(after_id=MessageId(0)))
    assert page.is_first
    assert not page_of([(5, 1), (6, 2)], MessageRange(after_id=MessageId(4))).is_first


def test_an_endless_range_is_given_up() -> None:
    rows = [(number, 0) for number in range(1, 25_001)]
    with pytest.raises(EnvironmentProblem) as error:
        page_of(rows, MessageRange(after_id=MessageId(0)))
    assert error.value.problem.code is ProblemCode.ANSWER_TOO_LARGE


def test_twenty_messages_of_one_second_still_get_on() -> None:
    rows = [(number, 0) for number in range(1, 61)]
    page = page_of(rows, MessageRange())
    assert page.messages[0].created_at == START + timedelta(0)
    assert page.covers_from_id is not None
    assert page.covers_from_id < 60
