# SPDX-License-Identifier: Apache-2.0
"""The order of a list: what a move is, and that many moves end where they should."""

from __future__ import annotations

from array import array

from hypothesis import given
from hypothesis import strategies as st

from desktop_agent.domain.ids import TicketId
from desktop_agent.ui.inbox.ticket_order import MANY, Move, TicketOrder

KEYS = st.integers(min_value=-(2**62), max_value=2**62)
PLACES = st.dictionaries(st.integers(min_value=1, max_value=10**6), KEYS, max_size=40)
CHANGES = st.dictionaries(
    st.integers(min_value=1, max_value=10**6), st.none() | KEYS, max_size=3 * MANY
)


def make_order(places: dict[int, int]) -> TicketOrder:
    """An order as the store would send it."""
    placed = sorted((key, ticket) for ticket, key in places.items())
    return TicketOrder(
        array("q", (ticket for _key, ticket in placed)), array("q", (key for key, _t in placed))
    )


def all_ids(order: TicketOrder) -> list[int]:
    """Everything in display order."""
    return [int(order.id_at(row)) for row in range(len(order))]


def expected(places: dict[int, int], changes: dict[int, int | None]) -> list[int]:
    """What the order must be after the changes."""
    merged = {**places, **changes}
    return [t for _key, t in sorted((key, t) for t, key in merged.items() if key is not None)]


@given(PLACES, CHANGES)
def test_steps_one_by_one_end_in_sorted_order(
    places: dict[int, int], changes: dict[int, int | None]
) -> None:
    order = make_order(places)
    for number, key in changes.items():
        ticket_id = TicketId(number)
        move = order.plan(ticket_id, order.row_of(ticket_id), key)
        if move is not None:
            order.apply(move)
    assert all_ids(order) == expected(places, changes)


@given(PLACES, CHANGES)
def test_many_places_at_once_end_in_the_same_order(
    places: dict[int, int], changes: dict[int, int | None]
) -> None:
    order = make_order(places)
    wanted = {TicketId(number): key for number, key in changes.items()}
    moved = order.with_places(order.rows_of(wanted), wanted)
    assert all_ids(moved) == expected(places, changes)
    assert all_ids(order) == expected(places, {}), "the old order is untouched"


@given(PLACES, st.integers(min_value=1, max_value=10**6))
def test_a_row_is_found_where_it_stands(places: dict[int, int], other: int) -> None:
    order = make_order(places)
    for row, number in enumerate(all_ids(order)):
        assert order.row_of(TicketId(number)) == row
    assert (order.row_of(TicketId(other)) is not None) == (other in places)


def test_an_id_that_lies_across_two_others_is_not_found() -> None:
    # 256 as bytes stands between 0 and 1 when nobody looks at the alignment.
    order = TicketOrder(array("q", [2**56, 1]), array("q", [1, 2]))
    assert order.row_of(TicketId(2**48)) is None
    assert order.row_of(TicketId(1)) == 1


def test_the_same_key_changes_nothing() -> None:
    order = make_order({1: 10, 2: 20})
    move = order.plan(TicketId(1), 0, 10)
    assert move == Move(TicketId(1), 0, 0, 10)
    assert move.is_in_place


def test_a_ticket_that_was_and_stays_away_has_no_move() -> None:
    assert make_order({1: 10}).plan(TicketId(9), None, None) is None


def test_equal_keys_are_ordered_by_id() -> None:
    order = make_order({5: 10, 9: 10})
    move = order.plan(TicketId(7), None, 10)
    assert move is not None
    assert move.new == 1


def test_ids_are_clipped_to_what_exists() -> None:
    order = make_order({1: 10, 2: 20, 3: 30})
    assert order.ids(-5, 1) == [1, 2]
    assert order.ids(2, 99) == [3]
