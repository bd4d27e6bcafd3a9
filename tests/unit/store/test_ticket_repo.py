# SPDX-License-Identifier: Apache-2.0
"""Tickets: what is kept, what yields to what, and who owned them."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from desktop_agent.domain.ids import AgentId, CustomerId, MessageId, TeamId, TicketId
from desktop_agent.domain.messages import MessageKind
from desktop_agent.domain.queries import OwnerChange, TicketDetailQuery
from desktop_agent.domain.tickets import (
    Customer,
    Owner,
    OwnerKind,
    Preview,
    TicketFacts,
    TicketStatus,
)
from desktop_agent.store.cache_repos import CacheTables
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
