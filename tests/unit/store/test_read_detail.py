# SPDX-License-Identifier: Apache-2.0
"""One ticket in full, the directory, files, and what the device holds."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from desktop_agent.domain.directory import Directory, ProcessingRecord
from desktop_agent.domain.ids import AttachmentId, Cursor, CustomerId, TicketId
from desktop_agent.domain.messages import Attachment, AttachmentKind
from desktop_agent.domain.queries import (
    CustomerTicketsQuery,
    DeviceReport,
    DeviceReportQuery,
    DirectoryQuery,
    TicketDetailQuery,
)
from desktop_agent.domain.tickets import Customer, TicketFacts
from desktop_agent.store.database import cipher_key
from desktop_agent.store.guard_facts import ProcessingRules
from desktop_agent.store.profile_files import WORK, path_of
from desktop_agent.store.read_detail import detail
from desktop_agent.store.sources import Sources
from tests.unit.store.conftest import Files
from tests.unit.store.records import (
    KEY,
    NOW,
    WHATSAPP,
    make_directory,
    make_message,
    make_messages,
    make_row,
    make_ticket,
)

ONE = TicketId(1)


class TestDetail:
    def test_gone_ticket_has_none(self, files: Files) -> None:
        assert files.ask(TicketDetailQuery(ONE)) is None

    def test_detail_carries_record_channel_guard_and_newest_message(self, files: Files) -> None:
        files.cache.put_directory(make_directory())
        files.cache.put_tickets([make_ticket()], seen_at=NOW)
        files.cache.put_messages(ONE, make_messages(3, 4))

        found = files.ask(TicketDetailQuery(ONE))

        assert found is not None
        assert found.ticket == files.cache.ticket(ONE)
        assert found.channel == make_directory().channels[0]
        assert found.guard == files.cache.guard_facts(ONE)
        assert found.last_message_id == 4
        assert found.row.customer_name == "Kundin 1"

    def test_unknown_channel_locks_the_ticket(self, files: Files) -> None:
        files.cache.put_tickets([make_ticket()], seen_at=NOW)

        found = files.ask(TicketDetailQuery(ONE))

        assert found is not None
        assert found.guard.is_channel_locked
        assert found.channel.window == timedelta(0)

    def test_earlier_tickets_are_counted_unless_the_server_says_how_many(
        self, files: Files
    ) -> None:
        customer = Customer(CustomerId(5), "Ayşe Demir", "304015")
        base = make_ticket(customer=customer)
        files.cache.put_tickets(
            [
                replace(base, id=TicketId(number), created_at=NOW + timedelta(days=number))
                for number in (1, 2, 3)
            ],
            seen_at=NOW,
        )

        def earlier() -> int:
            found = files.ask(TicketDetailQuery(TicketId(3)))
            assert found is not None
            return found.earlier_tickets

        assert earlier() == 2
        told = replace(base, id=TicketId(3), version=2.0, facts=TicketFacts(earlier_tickets=7))
        files.cache.put_tickets([told], seen_at=NOW)
        assert earlier() == 7

    @pytest.mark.parametrize(
        ("record", "is_locked"),
        [
            pytest.param(None, True, id="no-record"),
            pytest.param(ProcessingRecord("Meta", "EU"), True, id="no-contract"),
            pytest.param(
                ProcessingRecord("Meta", "EU", date(2026, 3, 12), "SCC"), False, id="complete"
            ),
        ],
    )
    def test_channel_without_a_complete_record_is_locked_when_policy_says_so(
        self, files: Files, record: ProcessingRecord | None, is_locked: bool
    ) -> None:
        files.cache.put_directory(make_directory())
        files.cache.put_tickets([make_ticket()], seen_at=NOW)
        records = {} if record is None else {WHATSAPP: record}
        strict = Sources(files.cache_db, ProcessingRules(records, requires_complete=True))

        files.cache_db.execute(
            "ATTACH DATABASE ? AS work KEY ?",
            (str(path_of(files.directory, WORK)), cipher_key(KEY)),
        )
        found = detail(strict, TicketDetailQuery(ONE))

        assert found is not None
        assert found.guard.is_channel_locked is is_locked
        assert found.processing == record


class TestDirectory:
    def test_directory_comes_back_as_it_was_told(self, files: Files) -> None:
        assert files.ask(DirectoryQuery()) == Directory()

        assert files.cache.put_directory(make_directory())
        assert files.ask(DirectoryQuery()) == make_directory()
        assert not files.cache.put_directory(make_directory())

    def test_directory_is_replaced_as_a_whole(self, files: Files) -> None:
        files.cache.put_directory(make_directory())
        smaller = replace(make_directory(), labels=(), agents=make_directory().agents[:1])

        assert files.cache.put_directory(smaller)
        assert files.ask(DirectoryQuery()) == smaller

    def test_order_of_entries_counts_as_a_change(self, files: Files) -> None:
        files.cache.put_directory(make_directory())
        turned = replace(make_directory(), teams=make_directory().teams[::-1])

        assert files.cache.put_directory(turned)
        assert files.ask(DirectoryQuery()).teams == turned.teams


def test_tickets_of_a_customer_come_newest_first(files: Files) -> None:
    customer = Customer(CustomerId(5), "Ayşe Demir", "304015")
    files.cache.put_tickets(
        [
            make_ticket(n, customer=customer, last_activity_at=NOW + timedelta(hours=n))
            for n in (1, 2, 3)
        ],
        seen_at=NOW,
    )

    rows = files.ask(CustomerTicketsQuery(CustomerId(5), limit=2))

    assert [row.id for row in rows] == [3, 2]


def test_device_report_counts_what_is_here(files: Files) -> None:
    photo = Attachment(id=AttachmentId(1), kind=AttachmentKind.IMAGE)
    files.cache.put_tickets([make_ticket(1), make_ticket(2)], seen_at=NOW)
    files.cache.put_messages(ONE, [make_message(1, attachments=(photo,)), make_message(2)])
    files.cache.put_attachment_bytes(AttachmentId(1), b"12345", "image/png", NOW)
    files.work.add_row(make_row())
    files.work.save_draft(ONE, "x", is_note=False, at=NOW)

    assert files.ask(DeviceReportQuery()) == DeviceReport(
        tickets=2,
        messages=2,
        attachments=1,
        attachment_bytes=5,
        drafts=1,
        outbox=1,
        customers=2,
    )


def test_cursor_and_rejects_are_kept(files: Files) -> None:
    assert files.cache.cursor() is None
    for value in ("a", "b"):
        files.cache.set_cursor(Cursor(value))
    assert files.cache.cursor() == "b"

    for _ in range(3):
        files.cache.note_reject("ticket", "meta.sender", 7, NOW)
    row = files.cache_db.execute("SELECT what, field, n, last_record_id FROM rejects").fetchall()
    assert row == [("ticket", "meta.sender", 3, 7)]
