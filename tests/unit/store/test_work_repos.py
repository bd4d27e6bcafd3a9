# SPDX-License-Identifier: Apache-2.0
"""The agent's own work: outbox moves, drafts, files, session, journal."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from desktop_agent.domain.commands import Claim, Reply, SendFile
from desktop_agent.domain.errors import Bug
from desktop_agent.domain.held import Journalled
from desktop_agent.domain.ids import BatchId, MessageId, TicketId
from desktop_agent.domain.outbox import ALLOWED_MOVES, HeldReason, OutboxState
from desktop_agent.domain.queries import DraftText, OutboxQuery, TicketDetailQuery
from desktop_agent.domain.secret import SecretText
from desktop_agent.store.work_repos import WorkTables
from tests.unit.store.conftest import Files
from tests.unit.store.records import NOW, command_id, make_row, make_session, make_ticket

ONE = TicketId(1)
OPEN_REWRITES = {
    (state, state)
    for state in OutboxState
    if state not in (OutboxState.CONFIRMED, OutboxState.CANCELLED)
}
EVERY_MOVE = [(was, to) for was in OutboxState for to in OutboxState]


class TestOutbox:
    def test_row_is_kept_with_every_field(self, work: WorkTables) -> None:
        row = make_row(
            state=OutboxState.HELD,
            attempts=3,
            not_before_at=NOW,
            next_attempt_at=NOW + timedelta(seconds=1),
            first_sent_at=NOW + timedelta(seconds=2),
            last_sent_at=NOW + timedelta(seconds=3),
            held=HeldReason.MOVED_ON,
            facts={"name": "Tomasz", "at": "2026-11-21T10:43:00+00:00"},
            anchor_id=MessageId(5),
            result_id=MessageId(6),
            changed_at=NOW,
            is_approved=True,
        )
        row = replace(row, command=replace(row.command, batch_id=BatchId("b1")))

        work.add_row(row)

        assert work.row(command_id(1)) == row
        assert work.row(command_id(2)) is None

    @pytest.mark.parametrize(("was", "to"), EVERY_MOVE)
    def test_table_of_moves_is_enforced(
        self, work: WorkTables, was: OutboxState, to: OutboxState
    ) -> None:
        work.add_row(make_row(state=was))
        moved = make_row(state=to, attempts=1)

        if to in ALLOWED_MOVES[was] or (was, to) in OPEN_REWRITES:
            assert work.move_row(moved, was=(was,))
            assert work.row(command_id(1)) == moved
        else:
            with pytest.raises(Bug):
                work.move_row(moved, was=(was,))
            assert work.row(command_id(1)) == make_row(state=was)

    def test_move_loses_against_whoever_was_faster(self, work: WorkTables) -> None:
        work.add_row(make_row(state=OutboxState.CANCELLED))

        moved = work.move_row(make_row(state=OutboxState.SENDING), was=(OutboxState.QUEUED,))

        assert not moved
        assert work.row(command_id(1)) == make_row(state=OutboxState.CANCELLED)

    def test_move_may_start_from_one_of_several_states(self, work: WorkTables) -> None:
        work.add_row(make_row(state=OutboxState.HELD))

        was = (OutboxState.QUEUED, OutboxState.HELD)
        assert work.move_row(make_row(state=OutboxState.CONFIRMED), was=was)

    def test_move_may_give_the_command_a_new_base(self, work: WorkTables) -> None:
        row = make_row(payload=Claim(), state=OutboxState.HELD)
        work.add_row(row)
        rebased = replace(row.command, basis=replace(row.command.basis, owner=None))

        work.move_row(
            replace(row, command=rebased, state=OutboxState.QUEUED), was=(OutboxState.HELD,)
        )

        kept = work.row(command_id(1))
        assert kept is not None
        assert kept.command == rebased

    def test_open_rows_stand_in_the_order_of_writing(self, work: WorkTables) -> None:
        for number, state in enumerate((OutboxState.FAILED, *OutboxState), start=1):
            work.add_row(make_row(10 - number, state=state))

        states = [row.state for row in work.open_rows()]
        assert states == [
            OutboxState.FAILED,
            OutboxState.QUEUED,
            OutboxState.SENDING,
            OutboxState.UNKNOWN,
            OutboxState.HELD,
            OutboxState.FAILED,
        ]

    def test_only_old_final_rows_are_forgotten(self, work: WorkTables) -> None:
        old, young = NOW - timedelta(days=2), NOW
        work.add_row(make_row(1, state=OutboxState.CONFIRMED, changed_at=old))
        work.add_row(make_row(2, state=OutboxState.CANCELLED, changed_at=young))
        work.add_row(make_row(3, state=OutboxState.HELD, changed_at=old))
        work.add_row(make_row(4, state=OutboxState.CANCELLED, changed_at=old))

        assert work.forget_final_rows(NOW - timedelta(days=1)) == 2
        assert work.row(command_id(1)) is None
        assert work.row(command_id(2)) is not None
        assert work.row(command_id(3)) is not None

    def test_outbox_answers_with_its_tickets(self, files: Files) -> None:
        files.cache.put_tickets([make_ticket(1)], seen_at=NOW)
        files.work.add_row(make_row(1))
        files.work.add_row(make_row(2, ticket=99))

        answer = files.ask(OutboxQuery())

        assert [row.command.id for row, _ in answer] == [command_id(1), command_id(2)]
        first = answer[0][1]
        assert first is not None
        assert first.customer_name == "Kundin 1"
        assert answer[1][1] is None


class TestFiles:
    def send(self, number: int, **fields: object) -> SendFile:
        return SendFile(f"blob-{number}", "a.pdf", "application/pdf", 3)

    def test_file_goes_once_its_command_is_confirmed(self, work: WorkTables) -> None:
        row = make_row(1, self.send(1), state=OutboxState.SENDING)
        work.add_blob("blob-1", b"pdf")
        work.add_row(row)
        assert work.blob("blob-1") == b"pdf"

        work.move_row(replace(row, state=OutboxState.CONFIRMED), was=(OutboxState.SENDING,))

        assert work.blob("blob-1") is None

    def test_file_of_a_cancelled_command_goes_with_its_row(self, work: WorkTables) -> None:
        work.add_blob("blob-1", b"pdf")
        work.add_row(make_row(1, self.send(1), state=OutboxState.CANCELLED, changed_at=NOW))
        assert work.blob("blob-1") == b"pdf"

        work.forget_final_rows(NOW + timedelta(seconds=1))

        assert work.blob("blob-1") is None


class TestDrafts:
    def test_draft_is_replaced_and_removed_by_empty_text(self, files: Files) -> None:
        files.cache.put_tickets([make_ticket()], seen_at=NOW)

        def draft() -> DraftText:
            detail = files.ask(TicketDetailQuery(ONE))
            assert detail is not None
            return detail.draft

        files.work.save_draft(ONE, "Guten Tag", is_note=False, at=NOW)
        files.work.save_draft(ONE, "nur intern", is_note=True, at=NOW)
        assert draft() == DraftText("nur intern", is_note=True)
        files.work.save_draft(ONE, "", is_note=True, at=NOW)
        assert draft() == DraftText()


class TestSession:
    def test_session_is_kept_and_forgotten_while_the_work_stays(self, work: WorkTables) -> None:
        work.add_row(make_row())
        work.set_session(make_session())
        assert work.session() == make_session()

        work.set_session(make_session(token=SecretText("next")))
        assert work.session() == make_session(token=SecretText("next"))

        work.set_session(None)
        assert work.session() is None
        assert work.row(command_id(1)) == make_row()


def test_old_journal_lines_are_forgotten(work: WorkTables) -> None:
    for hours in (1, 30, 50):
        line = Journalled(NOW - timedelta(hours=hours), "sent", ONE, command_id(1), "unknown")
        work.journal(line)

    assert work.forget_journal(NOW - timedelta(hours=24)) == 2
    assert work.forget_journal(NOW - timedelta(hours=24)) == 0


def test_reply_survives_as_it_was_typed(work: WorkTables) -> None:
    text = "Grüße 👋🏽\u200d\r\n\t\x00 مرحبا"
    work.add_row(make_row(payload=Reply(text, MessageId(3))))

    row = work.row(command_id(1))
    assert row is not None
    assert row.command.payload == Reply(text, MessageId(3))
