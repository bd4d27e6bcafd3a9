# SPDX-License-Identifier: Apache-2.0
"""Tickets: what is kept, what yields to what, and what disappears with them."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from desktop_agent.domain.ids import AgentId, ChannelId, CustomerId, MessageId, TeamId, TicketId
from desktop_agent.domain.messages import MessageKind
from desktop_agent.domain.queries import OwnerChange, TicketDetailQuery
from desktop_agent.domain.tickets import (
    Consent,
    ConsentState,
    Customer,
    Owner,
    OwnerKind,
    Preview,
    Priority,
    Ticket,
    TicketFacts,
    TicketStatus,
)
from desktop_agent.store.cache_repos import CacheTables
from desktop_agent.store.ticket_rows import Derived, merge, ticket_of, ticket_row
from tests.unit.store.conftest import Files
from tests.unit.store.records import (
    COLLEAGUE,
    ME,
    NOW,
    TELEGRAM,
    make_directory,
    make_message,
    make_messages,
    make_ticket,
    mine,
)

ONE = TicketId(1)

times = st.datetimes(datetime(2001, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001
texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
ids = st.integers(1, 2**53)


@st.composite
def any_tickets(draw: st.DrawFn) -> Ticket:
    """Tickets with every field set or not told."""
    return Ticket(
        id=ONE,
        channel_id=ChannelId(draw(ids)),
        status=draw(st.sampled_from(TicketStatus)),
        customer=Customer(
            CustomerId(draw(ids)), draw(texts), draw(texts), draw(st.none() | st.booleans())
        ),
        version=draw(st.floats(0, 1e10)),
        created_at=draw(times),
        last_activity_at=draw(times),
        priority=draw(st.sampled_from(Priority)),
        owner=draw(st.none() | st.builds(Owner, st.sampled_from(OwnerKind), ids, texts)),
        team_id=draw(st.none() | ids.map(TeamId)),
        labels=tuple(draw(st.lists(texts, max_size=3))),
        waiting_since_at=draw(st.none() | times),
        snoozed_until_at=draw(st.none() | times),
        unread=draw(st.integers(0, 10)),
        can_reply=draw(st.booleans()),
        is_muted=draw(st.none() | st.booleans()),
        last_inbound_at=draw(st.none() | times),
        preview=draw(
            st.none()
            | st.builds(
                Preview,
                message_id=ids,
                kind=texts,
                author=texts,
                author_name=texts,
                text=texts,
                attachment_kind=texts,
                at=st.none() | times,
            )
        ),
        facts=draw(
            st.builds(
                TicketFacts,
                consent=st.builds(
                    Consent,
                    st.sampled_from(ConsentState),
                    texts,
                    texts,
                    st.none() | times,
                    st.none() | times,
                    st.none() | ids,
                    texts,
                ),
                legal_basis=texts,
                is_sensitive=st.booleans(),
                routing_rule=texts,
                routed_at=st.none() | times,
                customer_since_at=st.none() | times,
                earlier_tickets=st.none() | st.integers(0, 99),
            )
        ),
    )


@given(any_tickets())
def test_row_gives_back_the_ticket_it_was_made_from(ticket: Ticket) -> None:
    row = ticket_row(ticket, Derived(None, None, is_range_held=False))
    customer = ticket.customer
    assert ticket_of((*row[:39], customer.name, customer.mask, customer.is_blocked)) == ticket


@given(any_tickets())
def test_merging_a_record_with_itself_changes_nothing(ticket: Ticket) -> None:
    assert merge(ticket, ticket) == ticket


class TestPutTickets:
    def test_new_ticket_is_held_as_told(self, cache: CacheTables) -> None:
        ticket = make_ticket(labels=("Wohngeld", "Eilt"), owner=mine())

        assert cache.put_tickets([ticket], seen_at=NOW) == {ONE}
        assert cache.ticket(ONE) == ticket

    def test_older_record_is_ignored(self, cache: CacheTables) -> None:
        newer = make_ticket(version=2.0, owner=mine())
        cache.put_tickets([newer], seen_at=NOW)

        assert cache.put_tickets([make_ticket(version=1.9)], seen_at=NOW) == set()
        assert cache.ticket(ONE) == newer

    def test_equal_record_changes_nothing(self, cache: CacheTables) -> None:
        cache.put_tickets([make_ticket()], seen_at=NOW)

        assert cache.put_tickets([make_ticket()], seen_at=NOW) == set()

    def test_record_of_equal_version_is_applied(self, cache: CacheTables) -> None:
        """Silent changes keep the version (chatwoot trap 18)."""
        cache.put_tickets([make_ticket(owner=mine())], seen_at=NOW)

        assert cache.put_tickets([make_ticket(owner=None)], seen_at=NOW) == {ONE}

    def test_newest_record_wins_within_one_page(self, cache: CacheTables) -> None:
        page = [make_ticket(version=2.0, unread=2), make_ticket(version=1.0, unread=1)]

        cache.put_tickets(page, seen_at=NOW)

        held = cache.ticket(ONE)
        assert held is not None
        assert held.unread == 2

    def test_what_a_record_does_not_tell_is_kept(self, cache: CacheTables) -> None:
        preview = Preview(
            message_id=MessageId(5),
            kind="inbound",
            author="customer",
            author_name="A",
            text="Hallo",
        )
        told = make_ticket(
            is_muted=True,
            last_inbound_at=NOW,
            preview=preview,
            customer=Customer(CustomerId(1001), "Kundin 1", "7f3a91", is_blocked=True),
            facts=TicketFacts(earlier_tickets=4, customer_since_at=NOW),
        )
        cache.put_tickets([told], seen_at=NOW)

        silent = make_ticket(version=2.0, unread=3)
        cache.put_tickets([silent], seen_at=NOW)

        assert cache.ticket(ONE) == replace(told, version=2.0, unread=3)

    def test_last_inbound_never_moves_back(self, cache: CacheTables) -> None:
        cache.put_tickets([make_ticket(last_inbound_at=NOW)], seen_at=NOW)

        earlier = make_ticket(version=2.0, last_inbound_at=NOW - timedelta(hours=1))
        cache.put_tickets([earlier], seen_at=NOW)

        held = cache.ticket(ONE)
        assert held is not None
        assert held.last_inbound_at == NOW

    def test_messages_that_came_first_prove_when_the_customer_wrote(
        self, cache: CacheTables
    ) -> None:
        cache.put_messages(ONE, make_messages(1, 2))

        cache.put_tickets([make_ticket()], seen_at=NOW)

        held = cache.ticket(ONE)
        assert held is not None
        assert held.last_inbound_at == NOW + timedelta(seconds=2)

    def test_record_older_than_a_live_message_does_not_bring_its_preview_back(
        self, cache: CacheTables
    ) -> None:
        cache.put_tickets([make_ticket()], seen_at=NOW)
        cache.put_messages(ONE, make_messages(9))
        stale = Preview(
            message_id=MessageId(8), kind="inbound", author="customer", author_name="", text="alt"
        )

        cache.put_tickets([make_ticket(version=2.0, preview=stale)], seen_at=NOW)

        held = cache.ticket(ONE)
        assert held is not None
        assert held.preview is not None
        assert held.preview.text == "Nachricht 9"
        assert held.last_activity_at == NOW + timedelta(seconds=9)

    def test_renamed_customer_changes_all_their_tickets(self, cache: CacheTables) -> None:
        old, new = (Customer(CustomerId(5), name, "7f3a91") for name in ("Alt", "Neu"))
        cache.put_tickets([make_ticket(1, customer=old), make_ticket(2, customer=old)], seen_at=NOW)

        changed = cache.put_tickets([make_ticket(1, version=2.0, customer=new)], seen_at=NOW)

        assert changed == {1, 2}
        second = cache.ticket(TicketId(2))
        assert second is not None
        assert second.customer.name == "Neu"

    def test_more_tickets_than_a_statement_takes_are_stored(self, cache: CacheTables) -> None:
        many = [make_ticket(number) for number in range(1, 1200)]

        assert len(cache.put_tickets(many, seen_at=NOW)) == 1199


class TestOwners:
    def test_each_change_of_owner_is_remembered(self, files: Files) -> None:
        files.cache.put_directory(make_directory())
        bot = Owner(OwnerKind.BOT, AgentId(9), "Bot")
        steps = [bot, mine(), mine(), None]
        for number, owner in enumerate(steps):
            ticket = make_ticket(version=float(number), owner=owner)
            files.cache.put_tickets([ticket], seen_at=NOW + timedelta(minutes=number))

        detail = files.ask(TicketDetailQuery(ONE))

        assert detail is not None
        assert detail.owner_history == (
            OwnerChange(bot, NOW),
            OwnerChange(mine(), NOW + timedelta(minutes=1)),
            OwnerChange(None, NOW + timedelta(minutes=3)),
        )

    def test_owner_without_a_name_keeps_the_known_one(self, cache: CacheTables) -> None:
        cache.put_tickets([make_ticket(owner=mine())], seen_at=NOW)

        nameless = Owner(OwnerKind.AGENT, ME)
        changed = cache.put_tickets([make_ticket(owner=nameless)], seen_at=NOW)

        assert changed == set()

    def test_open_ids_tell_mine_and_free_apart(self, cache: CacheTables) -> None:
        other = Owner(OwnerKind.AGENT, COLLEAGUE)
        bot_of_my_id = Owner(OwnerKind.BOT, ME)
        cache.put_tickets(
            [
                make_ticket(1, owner=mine()),
                make_ticket(2),
                make_ticket(3, owner=other),
                make_ticket(4, owner=mine(), status=TicketStatus.CLOSED),
                make_ticket(5, status=TicketStatus.PENDING),
                make_ticket(6, owner=bot_of_my_id),
            ],
            seen_at=NOW,
        )

        assert cache.open_ids(ME) == (frozenset({TicketId(1)}), frozenset({TicketId(2)}))


class TestRemoval:
    def test_removed_ticket_takes_everything_with_it(self, files: Files) -> None:
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

    def test_customer_stays_while_another_ticket_is_theirs(self, cache: CacheTables) -> None:
        customer = Customer(CustomerId(5), "Ayşe Demir", "304015")
        pair = [make_ticket(1, customer=customer), make_ticket(2, customer=customer)]
        cache.put_tickets(pair, seen_at=NOW)

        cache.remove_tickets([ONE], why="deleted", at=NOW)

        assert cache.ids_of_customer(CustomerId(5)) == {2}
        assert cache.ticket(TicketId(2)) == pair[1]

    def test_late_answer_revives_nothing(self, cache: CacheTables) -> None:
        cache.put_tickets([make_ticket()], seen_at=NOW)
        cache.remove_tickets([ONE], why="deleted", at=NOW)

        assert cache.put_tickets([make_ticket(version=9.0)], seen_at=NOW) == set()
        assert cache.put_messages(ONE, make_messages(1)) == set()
        assert cache.ticket(ONE) is None
        assert cache.newest_message(ONE) is None

    def test_forgotten_tombstone_lets_the_ticket_back_in(self, cache: CacheTables) -> None:
        cache.remove_tickets([ONE], why="out_of_scope", at=NOW)
        cache.forget_tombstones([ONE])

        assert cache.put_tickets([make_ticket()], seen_at=NOW) == {ONE}

    def test_removing_what_is_not_held_leaves_a_tombstone_only(self, cache: CacheTables) -> None:
        assert cache.remove_tickets([ONE], why="deleted", at=NOW) == set()
        assert cache.put_tickets([make_ticket()], seen_at=NOW) == set()


class TestLackingMessages:
    def test_open_tickets_without_messages_are_listed_recent_first(
        self, cache: CacheTables
    ) -> None:
        cache.put_tickets(
            [
                make_ticket(1, last_activity_at=NOW),
                make_ticket(2, last_activity_at=NOW + timedelta(hours=1)),
                make_ticket(3, status=TicketStatus.CLOSED),
                make_ticket(4, last_activity_at=NOW - timedelta(hours=1)),
            ],
            seen_at=NOW,
        )

        assert cache.ids_without_messages(2) == (2, 1)
        assert cache.ids_without_messages(9) == (2, 1, 4)

    def test_ticket_is_done_once_its_newest_message_is_in_the_held_range(
        self, cache: CacheTables
    ) -> None:
        preview = Preview(
            message_id=MessageId(3), kind="inbound", author="customer", author_name="", text="x"
        )
        cache.put_tickets([make_ticket(preview=preview)], seen_at=NOW)

        cache.put_messages(ONE, make_messages(1, 2), covers_from_id=MessageId(1))
        assert cache.ids_without_messages(9) == (1,)
        cache.put_messages(ONE, make_messages(3), covers_from_id=MessageId(3))
        assert cache.ids_without_messages(9) == ()

    def test_live_message_proves_no_range(self, cache: CacheTables) -> None:
        cache.put_tickets([make_ticket()], seen_at=NOW)
        cache.put_messages(ONE, make_messages(1), covers_from_id=MessageId(1), is_first=True)

        cache.put_messages(ONE, make_messages(3))

        assert cache.ids_without_messages(9) == (1,)

    def test_ticket_known_to_be_empty_lacks_nothing(self, cache: CacheTables) -> None:
        cache.put_tickets([make_ticket()], seen_at=NOW)

        cache.put_messages(ONE, [], is_first=True)

        assert cache.ids_without_messages(9) == ()


def test_changed_window_of_a_channel_moves_when_its_tickets_close(files: Files) -> None:
    cache, directory = files.cache, make_directory()
    cache.put_directory(directory)
    cache.put_tickets(
        [
            make_ticket(1, last_inbound_at=NOW),
            make_ticket(2, last_inbound_at=NOW, channel_id=TELEGRAM),
        ],
        seen_at=NOW,
    )

    shorter = replace(directory.channels[0], window=timedelta(hours=1))
    cache.put_directory(replace(directory, channels=(shorter, directory.channels[1])))

    rows = files.cache_db.execute("SELECT id, window_closes_at FROM tickets ORDER BY id").fetchall()
    hour_us = 3_600_000_000
    stored = files.cache_db.execute("SELECT last_inbound_at FROM tickets WHERE id = 1").fetchone()
    assert rows == [(1, stored[0] + hour_us), (2, None)]


def test_no_column_can_hold_a_number_or_an_address(files: Files) -> None:
    """architecture §4: a customer is a name and the end of an opaque id."""
    tables = [
        row[0]
        for row in files.cache_db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
    ]
    columns = {
        row[1].lower()
        for table in tables
        for row in files.cache_db.execute(f"PRAGMA table_info({table})")
    }
    assert not {
        column
        for column in columns
        for word in ("phone", "mail", "avatar", "thumb")
        if word in column
    }


def test_team_and_status_of_a_ticket_can_be_taken_away(cache: CacheTables) -> None:
    cache.put_tickets([make_ticket(team_id=TeamId(1), waiting_since_at=NOW)], seen_at=NOW)

    cache.put_tickets([make_ticket(version=2.0)], seen_at=NOW)

    assert cache.ticket(ONE) == make_ticket(version=2.0)


def test_message_kind_decides_the_preview(cache: CacheTables) -> None:
    cache.put_tickets([make_ticket()], seen_at=NOW)

    cache.put_messages(ONE, [make_message(1), make_message(2, kind=MessageKind.ACTIVITY)])

    held = cache.ticket(ONE)
    assert held is not None
    assert held.preview is not None
    assert held.preview.message_id == 1
