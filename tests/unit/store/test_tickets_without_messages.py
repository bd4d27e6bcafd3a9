# SPDX-License-Identifier: Apache-2.0
"""Which tickets still lack messages, in the order in which they are to be fetched."""

from __future__ import annotations

from datetime import timedelta

from desktop_agent.domain.ids import MessageId, TicketId
from desktop_agent.domain.tickets import Preview, TicketStatus
from desktop_agent.store.cache_repos import CacheTables
from tests.unit.store.records import NOW, make_messages, make_ticket

ONE = TicketId(1)


def test_open_tickets_without_messages_are_listed_recent_first(cache: CacheTables) -> None:
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


def test_ticket_is_done_once_its_newest_message_is_in_the_held_range(cache: CacheTables) -> None:
    preview = Preview(
        message_id=MessageId(3), kind="inbound", author="customer", author_name="", text="x"
    )
    cache.put_tickets([make_ticket(preview=preview)], seen_at=NOW)

    cache.put_messages(ONE, make_messages(1, 2), covers_from_id=MessageId(1))
    assert cache.ids_without_messages(9) == (1,)
    cache.put_messages(ONE, make_messages(3), covers_from_id=MessageId(3))
    assert cache.ids_without_messages(9) == ()


def test_live_message_proves_no_range(cache: CacheTables) -> None:
    cache.put_tickets([make_ticket()], seen_at=NOW)
    cache.put_messages(ONE, make_messages(1), covers_from_id=MessageId(1), is_first=True)

    cache.put_messages(ONE, make_messages(3))

    assert cache.ids_without_messages(9) == (1,)


def test_ticket_known_to_be_empty_lacks_nothing(cache: CacheTables) -> None:
    cache.put_tickets([make_ticket()], seen_at=NOW)

    cache.put_messages(ONE, [], is_first=True)

    assert cache.ids_without_messages(9) == ()
