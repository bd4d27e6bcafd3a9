# SPDX-License-Identifier: Apache-2.0
"""Acting on a ticket: owner, status, banners, undo, what was seen."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop_agent.bridge import Bridge
from desktop_agent.domain import commands as c
from desktop_agent.domain.engine_state import Phase
from desktop_agent.domain.events import DirectoryChanged, TypingChanged
from desktop_agent.domain.ids import CommandId, TicketId
from desktop_agent.domain.outbox import HeldReason, OutboxRow, OutboxState
from desktop_agent.domain.requests import ApproveCommand, CancelCommand, OpenTicket, PutCommand
from desktop_agent.domain.tickets import Consent, ConsentState, Owner, OwnerKind, TicketStatus
from desktop_agent.ui.conversation.banner_choice import BannerAction
from desktop_agent.ui.conversation.pane import ConversationPane
from desktop_agent.ui.conversation.phrases import Action
from desktop_agent.ui.conversation.rows import WishRow
from desktop_agent.ui.conversation.ticket_popovers import HandOverPopover, TakeOverPopover
from tests.fakes.fake_desk import FakeDesk
from tests.fakes.sample_service import TOMASZ
from tests.ui.conversation.conftest import AYSE, JONAS, NOW, Clock, open_ticket

MakePane = Callable[..., ConversationPane]
FREE = TicketId(4698)
LATE = TicketId(4650)
FOREIGN = TicketId(4630)


def _text(pane: ConversationPane) -> str:
    state = pane.banner.state
    return "" if state is None else state.text


def _wish(text: str, state: OutboxState, **fields: Any) -> OutboxRow:
    command = c.Command(CommandId("a" * 32), AYSE, c.Reply(text), c.Basis(), NOW)
    return replace(OutboxRow(command=command, state=state), **fields)


def _wish_row(pane: ConversationPane) -> WishRow:
    model = pane.transcript.model
    row = model.row_at(model.rowCount() - 1)
    assert isinstance(row, WishRow)
    return row


def test_opening_tells_the_engine_and_marks_read_once(desk: FakeDesk, make_pane: MakePane) -> None:
    pane = make_pane()
    newest = desk.stories[AYSE].messages[-1].id
    assert desk.requests(OpenTicket) == [OpenTicket(AYSE)]
    assert desk.payloads() == [c.MarkRead(newest)]
    assert pane.ticket_id == AYSE


def test_nothing_unread_marks_nothing(desk: FakeDesk, make_pane: MakePane) -> None:
    make_pane(LATE)
    assert desk.payloads() == []


def test_a_free_ticket_is_taken_by_the_primary_button(
    qtbot: QtBot, desk: FakeDesk, make_pane: MakePane
) -> None:
    pane = make_pane(FREE)
    assert pane.header.take.isVisible()
    assert pane.header.take.text() == "Übernehmen"
    QTest.mouseClick(pane.header.take, Qt.MouseButton.LeftButton)
    (claim,) = [r.command for r in desk.requests(PutCommand)]
    assert claim.payload == c.Claim()
    assert claim.basis.owner is None
    qtbot.waitUntil(lambda: pane.header.owner.text() == "Übernahme läuft …")
    assert not pane.header.take.isVisible()
    desk.confirm(claim.id)
    qtbot.waitUntil(lambda: pane.header.owner.text() == "Marie Krüger")


def test_done_can_be_taken_back(qtbot: QtBot, desk: FakeDesk, make_pane: MakePane) -> None:
    pane = make_pane(LATE)
    QTest.mouseClick(pane.header.done, Qt.MouseButton.LeftButton)
    assert desk.payloads() == [c.Close()]
    assert pane.notice.isVisible()
    QTest.mouseClick(pane.notice.button, Qt.MouseButton.LeftButton)
    (closing,) = desk.requests(PutCommand)
    assert desk.requests(CancelCommand) == [CancelCommand(closing.command.id)]


def test_done_taken_back_too_late_opens_again(
    qtbot: QtBot, desk: FakeDesk, make_pane: MakePane
) -> None:
    pane = make_pane(LATE)
    pane.deeds.close_ticket()
    (closing,) = desk.requests(PutCommand)
    desk.confirm(closing.command.id)
    qtbot.waitUntil(lambda: pane.header.done.text() == "Wieder öffnen")
    QTest.mouseClick(pane.notice.button, Qt.MouseButton.LeftButton)
    assert desk.payloads()[-1] == c.Reopen()


def test_handing_over_finds_a_colleague_by_typing(
    qtbot: QtBot, desk: FakeDesk, make_pane: MakePane
) -> None:
    pane = make_pane(LATE)
    pane.deeds.ask_hand_over(pane.header)
    popover = QApplication.activePopupWidget()
    assert isinstance(popover, HandOverPopover)
    QTest.keyClicks(popover.find_field, "adler")
    QTest.keyClick(popover.find_field, Qt.Key.Key_Return)
    assert desk.payloads() == [c.Assign(desk.directory.agents[2].id)]


def test_taking_over_needs_a_reason(qtbot: QtBot, desk: FakeDesk, make_pane: MakePane) -> None:
    pane = make_pane(FOREIGN)
    pane.deeds.ask_take_over(pane.header)
    popover = QApplication.activePopupWidget()
    assert isinstance(popover, TakeOverPopover)
    QTest.keyClick(popover.reason, Qt.Key.Key_Return)
    assert desk.payloads() == []
    QTest.keyClicks(popover.reason, "Urlaub")
    QTest.keyClick(popover.reason, Qt.Key.Key_Return)
    assert desk.payloads() == [c.Claim("Urlaub")]


def test_snoozing_offers_times_and_says_until_when(
    qtbot: QtBot, desk: FakeDesk, make_pane: MakePane
) -> None:
    pane = make_pane(LATE)
    pane.deeds.ask_snooze(pane.header)
    popover = QApplication.activePopupWidget()
    assert popover is not None
    QTest.keyClick(popover.focusWidget(), Qt.Key.Key_Space)
    assert desk.payloads() == [c.Snooze(None)]
    assert "Zurückgestellt" in pane.notice.accessibleName()


def test_banners_follow_their_weight(
    qtbot: QtBot, desk: FakeDesk, make_pane: MakePane, clock: Clock
) -> None:
    pane = make_pane()
    qtbot.waitUntil(lambda: "Jonas Weber (Ticket 4702) wartet" in _text(pane))
    desk.enter(Phase.BACKOFF)
    qtbot.waitUntil(lambda: "Keine Verbindung seit" in _text(pane))
    desk.colleague_takes(AYSE, TOMASZ)
    qtbot.waitUntil(lambda: "Tomasz Lind hat dieses Ticket" in _text(pane))
    desk.change(AYSE, last_inbound_at=NOW - timedelta(hours=30))
    qtbot.waitUntil(lambda: "Fenster ist geschlossen" in _text(pane))
    facts = desk.stories[AYSE].ticket.facts
    revoked = replace(facts, consent=Consent(ConsentState.REVOKED))
    desk.change(AYSE, facts=revoked)
    qtbot.waitUntil(lambda: "Einwilligung" in _text(pane))


def test_the_window_closes_while_the_ticket_is_open(
    qtbot: QtBot, make_pane: MakePane, clock: Clock
) -> None:
    pane = make_pane(JONAS)
    assert not pane.composer.edit.isReadOnly()
    clock.at = NOW + timedelta(minutes=23)
    pane.tick()
    state = pane.banner.state
    assert state is not None
    assert state.action is BannerAction.TEMPLATE
    assert pane.composer.edit.isReadOnly()


def test_the_banner_leads_to_the_next_ticket(
    qtbot: QtBot, desk: FakeDesk, make_pane: MakePane
) -> None:
    pane = make_pane()
    qtbot.waitUntil(lambda: pane.banner.state is not None)
    with qtbot.waitSignal(pane.ticket_opened) as opened:
        QTest.mouseClick(pane.banner.action, Qt.MouseButton.LeftButton)
    assert opened.args == [4702]


def test_a_bots_ticket_says_so(qtbot: QtBot, desk: FakeDesk, make_pane: MakePane) -> None:
    pane = make_pane()
    bot = Owner(OwnerKind.BOT, TOMASZ.id, "Anliegen")
    desk.change(AYSE, owner=bot, status=TicketStatus.PENDING)
    qtbot.waitUntil(lambda: "Bot „Anliegen“" in _text(pane))


def test_a_held_reply_says_why_and_can_go_all_the_same(
    qtbot: QtBot, desk: FakeDesk, make_pane: MakePane
) -> None:
    facts = {"author_name": "Tomasz", "at": NOW.isoformat()}
    desk.rows.append(_wish("Ja", OutboxState.HELD, held=HeldReason.MOVED_ON, facts=facts))
    pane = make_pane()
    row = _wish_row(pane)
    phrases = pane.transcript.phrases
    assert "Tomasz" in phrases.wish_headline(row)
    actions = phrases.wish_actions(row)
    assert actions == (Action.SEND_ANYWAY, Action.EDIT, Action.DISCARD)
    pane.transcript.action_wanted.emit(row, Action.SEND_ANYWAY)
    assert desk.requests(ApproveCommand) == [ApproveCommand(row.row.command.id)]


def test_what_the_guard_forbids_cannot_be_sent_all_the_same(
    desk: FakeDesk, make_pane: MakePane
) -> None:
    desk.rows.append(_wish("Ja", OutboxState.HELD, held=HeldReason.CONSENT))
    pane = make_pane()
    actions = pane.transcript.phrases.wish_actions(_wish_row(pane))
    assert Action.SEND_ANYWAY not in actions


def test_editing_a_held_reply_brings_its_text_back(
    qtbot: QtBot, desk: FakeDesk, make_pane: MakePane
) -> None:
    desk.rows.append(_wish("Alter Text", OutboxState.HELD, held=HeldReason.STALE))
    pane = make_pane()
    pane.composer.edit.setPlainText("Schon getippt")
    pane.transcript.action_wanted.emit(_wish_row(pane), Action.EDIT)
    assert pane.composer.text == "Alter Text\nSchon getippt"
    assert desk.requests(CancelCommand) == [CancelCommand(CommandId("a" * 32))]


def test_a_lost_reply_becomes_a_note(desk: FakeDesk, make_pane: MakePane) -> None:
    desk.rows.append(_wish("Bitte prüfen", OutboxState.HELD, held=HeldReason.REASSIGNED))
    pane = make_pane()
    pane.transcript.action_wanted.emit(_wish_row(pane), Action.AS_NOTE)
    assert desk.payloads()[-1] == c.Note("Bitte prüfen")


def test_the_countdown_counts_and_ends(
    qtbot: QtBot, desk: FakeDesk, make_pane: MakePane, clock: Clock
) -> None:
    later = NOW + timedelta(seconds=5)
    desk.rows.append(_wish("Gleich", OutboxState.QUEUED, not_before_at=later))
    pane = make_pane()
    phrases = pane.transcript.phrases
    row = _wish_row(pane)
    assert phrases.action(Action.UNDO, row) == "Rückgängig (5 s)"
    clock.at = NOW + timedelta(seconds=3, milliseconds=200)
    assert phrases.action(Action.UNDO, row) == "Rückgängig (2 s)"
    clock.at = later
    assert Action.UNDO not in phrases.wish_actions(row)


def test_who_types_is_said_quietly(qtbot: QtBot, desk: FakeDesk, make_pane: MakePane) -> None:
    pane = make_pane()
    desk.post(TypingChanged(AYSE, "Ayşe Demir", is_customer=True, is_on=True))
    qtbot.waitUntil(pane.notice.isVisible)
    assert pane.notice.accessibleName() == "Ayşe Demir schreibt …"
    desk.post(TypingChanged(AYSE, "Ayşe Demir", is_customer=True, is_on=False))
    qtbot.waitUntil(lambda: not pane.notice.isVisible())


def test_a_ticket_that_went_keeps_what_was_read(
    qtbot: QtBot, desk: FakeDesk, make_pane: MakePane
) -> None:
    pane = make_pane()
    del desk.stories[AYSE]
    pane.refresh()
    qtbot.waitUntil(pane.notice.isVisible)
    assert pane.composer.edit.isReadOnly()
    assert not pane.composer.tools.isEnabled()
    assert pane.transcript.model.rowCount() > 0


def test_closing_the_ticket_shows_what_to_do_next(
    qtbot: QtBot, desk: FakeDesk, make_pane: MakePane
) -> None:
    pane = make_pane()
    pane.show_ticket(None)
    assert desk.requests(OpenTicket)[-1] == OpenTicket(None)
    assert pane.empty.isVisible()


def test_going_back_and_forth_shows_the_right_customer(qtbot: QtBot, make_pane: MakePane) -> None:
    pane = make_pane()
    open_ticket(qtbot, pane, JONAS)
    assert "Jonas Weber" in pane.header.accessibleName()
    open_ticket(qtbot, pane, AYSE)
    assert "Ayşe Demir" in pane.header.accessibleName()


def test_channels_that_become_known_reach_the_open_ticket(
    qtbot: QtBot, bridge: Bridge, make_pane: MakePane
) -> None:
    pane = make_pane()
    with qtbot.waitSignal(pane.detail_changed):
        bridge.post(DirectoryChanged())
