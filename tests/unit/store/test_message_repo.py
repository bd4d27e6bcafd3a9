# SPDX-License-Identifier: Apache-2.0
"""Messages: merging, the gapless held range, and what is wiped with them."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_agent.domain.held import HeldRange
from desktop_agent.domain.ids import AttachmentId, MessageId, TicketId
from desktop_agent.domain.messages import (
    Attachment,
    AttachmentKind,
    Author,
    AuthorKind,
    Delivery,
    Message,
    MessageKind,
)
from desktop_agent.domain.queries import AttachmentBytes, AttachmentQuery, SearchQuery
from desktop_agent.domain.secret import SecretText
from desktop_agent.store.cache_repos import CacheTables
from desktop_agent.store.held_window import Span, grow
from desktop_agent.store.message_rows import merge
from tests.unit.store.conftest import Files
from tests.unit.store.records import (
    ME,
    NOW,
    by_agent,
    command_id,
    make_directory,
    make_message,
    make_messages,
    make_ticket,
)

ONE = TicketId(1)
PHOTO = Attachment(
    id=AttachmentId(70),
    kind=AttachmentKind.IMAGE,
    name="zaehler.jpg",
    size=412,
    width=4,
    height=3,
    url=SecretText("https://chat.example/secret"),
    title="Zähler",
    latitude=52.5,
    longitude=13.4,
)


def held_ids(cache: CacheTables, files: Files) -> list[int]:
    rows = files.cache_db.execute("SELECT id FROM messages ORDER BY id")
    return [row[0] for row in rows]


def mid(number: int) -> MessageId:
    return MessageId(number)


class TestMerge:
    def test_record_with_version_never_yields_to_an_older_one(self) -> None:
        newer = make_message(text="neu", version=5.0)
        assert merge(newer, make_message(text="alt", version=4.0)).text == "neu"

    def test_record_without_version_is_taken_but_the_version_stays(self) -> None:
        merged = merge(make_message(text="alt", version=5.0), make_message(text="neu"))
        assert (merged.text, merged.version) == ("neu", 5.0)

    @pytest.mark.parametrize("order", [1, -1], ids=["forward", "backward"])
    def test_delivery_goes_by_rank(self, order: int) -> None:
        """chatwoot trap 5: webhooks set the status back."""
        pair = [make_message(delivery=Delivery.READ), make_message(delivery=Delivery.DELIVERED)]
        assert merge(*pair[::order]).delivery is Delivery.READ

    def test_failure_always_counts(self) -> None:
        failed = make_message(delivery=Delivery.FAILED, failure="131047")
        merged = merge(failed, make_message(delivery=Delivery.READ))
        assert (merged.delivery, merged.failure) == (Delivery.FAILED, "131047")

    @pytest.mark.parametrize("order", [1, -1], ids=["forward", "backward"])
    def test_deleted_message_stays_deleted_and_empty(self, order: int) -> None:
        pair = [
            make_message(text="gelöscht", is_deleted=True, version=9.0),
            make_message(text="geheim", attachments=(PHOTO,), failure="x", version=1.0),
        ]
        merged = merge(*pair[::order])
        assert (merged.is_deleted, merged.text, merged.attachments, merged.failure) == (
            True,
            "",
            (),
            "",
        )

    def test_reference_and_attachments_outlive_a_record_without_them(self) -> None:
        full = make_message(ref=command_id(1), attachments=(PHOTO,), quoted_id=mid(3), version=1.0)
        nameless = make_message(author=Author(AuthorKind.CUSTOMER, 1001), version=2.0)
        assert merge(full, nameless) == replace(full, version=2.0)

    @given(
        st.lists(
            st.builds(
                make_message,
                st.just(1),
                delivery=st.sampled_from(Delivery),
                version=st.none() | st.sampled_from([1.0, 2.0, 3.0]),
                is_deleted=st.booleans(),
            ),
            min_size=2,
            max_size=4,
        )
    )
    def test_repeating_the_last_record_changes_nothing(self, told: list[Message]) -> None:
        merged = told[0]
        for one in told[1:]:
            merged = merge(merged, one)
        assert merge(merged, told[-1]) == merged


class TestPutMessages:
    def test_message_is_held_as_told(self, cache: CacheTables) -> None:
        message = make_message(
            5,
            **by_agent(),
            delivery=Delivery.ACCEPTED,
            version=2.5,
            ref=command_id(4),
            quoted_id=mid(2),
            attachments=(PHOTO, replace(PHOTO, id=AttachmentId(71), latitude=None)),
            content_kind="input_csat",
            failure="x",
        )

        assert cache.put_messages(ONE, [message]) == {5}
        assert cache.newest_message(ONE) == message
        assert cache.message_with_ref(command_id(4)) == message
        assert cache.put_messages(ONE, [message]) == set()

    def test_only_changed_messages_are_returned(self, cache: CacheTables) -> None:
        cache.put_messages(ONE, make_messages(1, 2, 3))

        told = [make_message(1), make_message(2, text="anders"), make_message(4)]
        assert cache.put_messages(ONE, told) == {2, 4}

    def test_ticket_of_10000_messages_is_held(self, cache: CacheTables) -> None:
        many = make_messages(*range(1, 10_001))

        assert len(cache.put_messages(ONE, many, covers_from_id=mid(1), is_first=True)) == 10_000
        assert cache.held_range(ONE) == HeldRange(mid(1), mid(10_000), is_first=True)

    def test_messages_move_window_activity_and_preview_of_their_ticket(
        self, cache: CacheTables
    ) -> None:
        cache.put_directory(make_directory())
        cache.put_tickets([make_ticket()], seen_at=NOW)

        cache.put_messages(ONE, [make_message(1), make_message(2, **by_agent())])

        ticket = cache.ticket(ONE)
        assert ticket is not None
        assert ticket.last_inbound_at == NOW + timedelta(seconds=1)
        assert ticket.last_activity_at == NOW + timedelta(seconds=2)
        assert ticket.preview is not None
        assert (ticket.preview.text, ticket.preview.author) == ("Nachricht 2", "agent")


class TestHeldRange:
    def test_nothing_is_held_at_first(self, cache: CacheTables) -> None:
        assert cache.held_range(ONE) == HeldRange(None, None, is_first=False)

    def test_live_message_leaves_the_range_alone(self, cache: CacheTables) -> None:
        cache.put_messages(ONE, make_messages(1, 2), covers_from_id=mid(1))
        cache.put_messages(ONE, make_messages(9))

        assert cache.held_range(ONE) == HeldRange(mid(1), mid(2), is_first=False)

    def test_older_page_extends_it_to_the_first_message(self, cache: CacheTables) -> None:
        cache.put_messages(ONE, make_messages(50, 60), covers_from_id=mid(50))
        cache.put_messages(
            ONE, make_messages(10, 20), covers_from_id=mid(10), upper_id=mid(50), is_first=True
        )

        assert cache.held_range(ONE) == HeldRange(mid(10), mid(60), is_first=True)

    def test_newer_page_behind_a_gap_becomes_the_range(self, cache: CacheTables) -> None:
        cache.put_messages(ONE, make_messages(1, 2), covers_from_id=mid(1), is_first=True)
        cache.put_messages(ONE, make_messages(50, 60), covers_from_id=mid(50))

        assert cache.held_range(ONE) == HeldRange(mid(50), mid(60), is_first=False)

    def test_older_page_before_a_gap_leaves_it(self, cache: CacheTables) -> None:
        cache.put_messages(ONE, make_messages(50), covers_from_id=mid(50))
        cache.put_messages(ONE, make_messages(1), covers_from_id=mid(1), upper_id=mid(20))

        assert cache.held_range(ONE) == HeldRange(mid(50), mid(50), is_first=False)

    @given(
        st.sets(st.integers(1, 40), min_size=1),
        st.lists(st.tuples(st.integers(1, 40), st.integers(1, 40)), max_size=8),
    )
    def test_range_never_spans_a_message_that_no_page_covered(
        self, at_server: set[int], pages: list[tuple[int, int]]
    ) -> None:
        """Model: a set of covered ids; whatever the range spans must have been covered."""
        held: Span | None = None
        covered: set[int] = set()
        first = min(at_server)
        for one, other in pages:
            low, high = min(one, other), max(one, other)
            page = Span(mid(low), mid(high), is_first=low <= first)
            held = grow(held, page)
            covered |= set(range(low, high + 1))
        if held is not None:
            spanned = set(range(held.oldest_id, held.newest_id + 1))
            assert spanned <= covered
            assert held.newest_id == max(covered)
            assert not held.is_first or not {one for one in at_server if one < held.oldest_id}


class TestMissingMessages:
    def test_message_missing_from_a_complete_page_is_removed(
        self, cache: CacheTables, files: Files
    ) -> None:
        cache.put_messages(ONE, make_messages(1, 2, 3), covers_from_id=mid(1))

        assert cache.put_messages(ONE, make_messages(1, 3), covers_from_id=mid(1)) == {2}
        assert held_ids(cache, files) == [1, 3]

    def test_message_outside_of_the_span_stays(self, cache: CacheTables, files: Files) -> None:
        cache.put_messages(ONE, make_messages(1, 5, 9), covers_from_id=mid(1))

        cache.put_messages(ONE, make_messages(6), covers_from_id=mid(4), upper_id=mid(9))

        assert held_ids(cache, files) == [1, 6, 9]

    def test_live_message_that_overtook_the_answer_stays(
        self, cache: CacheTables, files: Files
    ) -> None:
        cache.put_messages(ONE, make_messages(9))

        cache.put_messages(ONE, make_messages(1, 8), covers_from_id=mid(1))

        assert held_ids(cache, files) == [1, 8, 9]

    def test_messages_of_other_tickets_stay(self, cache: CacheTables, files: Files) -> None:
        cache.put_messages(TicketId(2), [make_message(2, ticket=2)])

        cache.put_messages(ONE, make_messages(1, 3), covers_from_id=mid(1))

        assert held_ids(cache, files) == [1, 2, 3]

    def test_removed_message_is_no_longer_the_preview(self, cache: CacheTables) -> None:
        cache.put_tickets([make_ticket()], seen_at=NOW)
        cache.put_messages(ONE, make_messages(1, 2, 3), covers_from_id=mid(1))

        cache.put_messages(ONE, make_messages(1), covers_from_id=mid(1), upper_id=mid(4))

        ticket = cache.ticket(ONE)
        assert ticket is not None
        assert ticket.preview is not None
        assert ticket.preview.text == "Nachricht 1"


class TestErasure:
    def test_deleted_message_loses_text_files_and_words(self, files: Files) -> None:
        cache = files.cache
        cache.put_directory(make_directory())
        cache.put_tickets([make_ticket()], seen_at=NOW)
        cache.put_messages(ONE, [make_message(1, text="Geheimwort", attachments=(PHOTO,))])
        cache.put_attachment_bytes(PHOTO.id, b"bytes", "image/jpeg", NOW)
        cache.index_some(10)
        assert files.ask(AttachmentQuery(PHOTO.id)) == AttachmentBytes(
            "zaehler.jpg", "image/jpeg", b"bytes"
        )
        assert files.ask(SearchQuery("geheimwort")).hits

        cache.put_messages(ONE, [make_message(1, text="weg", is_deleted=True)])

        newest = cache.newest_message(ONE)
        assert newest is not None
        assert (newest.text, newest.attachments) == ("", ())
        assert files.ask(AttachmentQuery(PHOTO.id)) is None
        assert cache.attachment(PHOTO.id) is None
        assert files.ask(SearchQuery("geheimwort")).hits == ()
        ticket = cache.ticket(ONE)
        assert ticket is not None
        assert ticket.preview is not None
        assert ticket.preview.text == ""

    def test_bytes_that_arrive_after_the_deletion_are_not_kept(self, files: Files) -> None:
        files.cache.put_attachment_bytes(PHOTO.id, b"late", "image/jpeg", NOW)

        assert files.ask(AttachmentQuery(PHOTO.id)) is None

    @pytest.mark.parametrize("others", [1, 3000], ids=["one-segment", "many-pages"])
    def test_words_are_gone_from_the_pages_of_the_index_once_it_has_settled(
        self, files: Files, others: int
    ) -> None:
        """domain-rules C3: the decrypted database holds no term of an erased message."""
        cache = files.cache
        cache.put_tickets([make_ticket()], seen_at=NOW)
        cache.put_messages(ONE, [make_message(1, text="Zebrastreifen")])
        cache.put_messages(TicketId(2), make_messages(*range(2, others + 2), ticket=2))
        settle(cache)
        assert index_pages_with(files, b"ebrastreifen")

        cache.remove_tickets([ONE], why="retention", at=NOW)
        assert files.ask(SearchQuery("zebrastreifen")).hits == ()
        settle(cache)

        assert not index_pages_with(files, b"ebrastreifen")
        assert cache.index_some(100) == 0


def settle(cache: CacheTables) -> None:
    """What the engine does until nothing is left."""
    while cache.index_some(400):
        pass


def index_pages_with(files: Files, part: bytes) -> int:
    """Pages of the full-text index that hold some bytes."""
    blocks = files.cache_db.execute("SELECT block FROM message_index_data")
    return sum(part in bytes(row[0]) for row in blocks)


class TestColleagueAnswer:
    def test_first_answer_of_another_person_after_a_message_is_found(
        self, cache: CacheTables
    ) -> None:
        bot = Author(AuthorKind.BOT, 2, "Bot")
        cache.put_messages(
            ONE,
            [
                make_message(1, **by_agent()),
                make_message(2),
                make_message(3, **by_agent(ME)),
                make_message(4, kind=MessageKind.NOTE, author=Author(AuthorKind.AGENT, 2)),
                make_message(5, kind=MessageKind.OUTBOUND, author=bot),
                make_message(6, **by_agent(), delivery=Delivery.FAILED),
                make_message(7, **by_agent(), is_deleted=True),
                make_message(8, **by_agent()),
                make_message(9, **by_agent()),
            ],
        )

        after_two = cache.colleague_answer_after(ONE, mid(2), ME)
        assert after_two is not None
        assert after_two.id == 8
        from_the_start = cache.colleague_answer_after(ONE, None, ME)
        assert from_the_start is not None
        assert from_the_start.id == 1
        assert cache.colleague_answer_after(ONE, mid(9), ME) is None


class TestGuardFacts:
    def test_facts_name_the_first_customer_message(self, cache: CacheTables) -> None:
        cache.put_directory(make_directory())
        cache.put_tickets([make_ticket()], seen_at=NOW)
        cache.put_messages(ONE, [make_message(1, **by_agent()), *make_messages(2, 3)])

        facts = cache.guard_facts(ONE)

        assert facts is not None
        assert facts.first_inbound_id == 2
        assert facts.last_inbound_at == NOW + timedelta(seconds=3)
        assert facts.channel == make_directory().channels[0]

    def test_there_are_none_without_channel_or_ticket(self, cache: CacheTables) -> None:
        assert cache.guard_facts(ONE) is None
        cache.put_tickets([make_ticket()], seen_at=NOW)
        assert cache.guard_facts(ONE) is None

    def test_nobody_wrote_first(self, cache: CacheTables) -> None:
        cache.put_directory(make_directory())
        cache.put_tickets([make_ticket()], seen_at=NOW)
        cache.put_messages(ONE, [make_message(1, **by_agent())])

        facts = cache.guard_facts(ONE)

        assert facts is not None
        assert facts.first_inbound_id is None
