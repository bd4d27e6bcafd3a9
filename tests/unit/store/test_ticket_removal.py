# SPDX-License-Identifier: Apache-2.0
"""What disappears with a removed ticket, and what a tombstone keeps out."""

from __future__ import annotations

from desktop_agent.domain.ids import CustomerId, MessageId, TicketId
from desktop_agent.domain.tickets import Customer
from desktop_agent.store.cache_repos import CacheTables
from tests.unit.store.conftest import Files
from tests.unit.store.records import NOW, make_messages, make_ticket, mine

ONE = TicketId(1)


def test_removed_ticket_takes_everything_with_it(files: Files) -> None:
    cache = files.cache
    cache.put_tickets([make_ticket(labels=("Wohngeld",), owner=mine())], seen_at=NOW)
    cache.put_messages(ONE, make_messages(1, 2, 3), covers_from_id=MessageId(1))
    cache.index_some(2)

    assert cache.remove_tickets([ONE], why="deleted", at=NOW) == {ONE}

    counted = {
        table: files.cache_db.execute(f"SELECT count(*) FROM {table}").fetchone()[0]  # noqa: S608
        for table in (
            "tickets",
            "customers",
            "messages",
            "held_ranges",
            "ticket_labels",
            "ticket_words",
            "owner_changes",
            "index_queue",
        )
    }
    assert set(counted.values()) == {0}


def test_customer_stays_while_another_ticket_is_theirs(cache: CacheTables) -> None:
    customer = Customer(CustomerId(5), "Ayşe Demir", "304015")
    pair = [make_ticket(1, customer=customer), make_ticket(2, customer=customer)]
    cache.put_tickets(pair, seen_at=NOW)

    cache.remove_tickets([ONE], why="deleted", at=NOW)

    assert cache.ids_of_customer(CustomerId(5)) == {2}
    assert cache.ticket(TicketId(2)) == pair[1]


def test_late_answer_revives_nothing(cache: CacheTables) -> None:
    cache.put_tickets([make_ticket()], seen_at=NOW)
    cache.remove_tickets([ONE], why="deleted", at=NOW)

    assert cache.put_tickets([make_ticket(version=9.0)], seen_at=NOW) == set()
    assert cache.put_messages(ONE, make_messages(1)) == set()
    assert cache.ticket(ONE) is None
    assert cache.newest_message(ONE) is None


def test_forgotten_tombstone_lets_the_ticket_back_in(cache: CacheTables) -> None:
    cache.remove_tickets([ONE], why="out_of_scope", at=NOW)
    cache.forget_tombstones([ONE])

    assert cache.put_tickets([make_ticket()], seen_at=NOW) == {ONE}


def test_removing_what_is_not_held_leaves_a_tombstone_only(cache: CacheTables) -> None:
    assert cache.remove_tickets([ONE], why="deleted", at=NOW) == set()
    assert cache.put_tickets([make_ticket()], seen_at=NOW) == set()
