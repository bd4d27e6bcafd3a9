# SPDX-License-Identifier: Apache-2.0
"""Writing: the guard locks, drafts stay with their ticket, nothing leaves unasked."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from desktop_agent.domain import commands as c
from desktop_agent.domain.ids import TicketId
from desktop_agent.domain.queries import DraftText
from desktop_agent.domain.requests import CancelCommand, PutCommand, SaveDraft
from desktop_agent.domain.rules import ServiceRules
from desktop_agent.ui.composer.emoji_popover import EmojiPopover
from desktop_agent.ui.composer.fields_popover import FieldsPopover
from desktop_agent.ui.conversation.pane import ConversationPane
from tests.fakes.fake_desk import FakeDesk
from tests.fakes.sample_service import TOMASZ
from tests.ui.conversation.conftest import AYSE, JONAS, NOW, open_ticket

MakePane = Callable[..., ConversationPane]
LATE = TicketId(4650)
OPEN_CONSENT = TicketId(4695)
CONTROL = Qt.KeyboardModifier.ControlModifier


def _type(pane: ConversationPane, text: str) -> None:
    """Key by key where QTest can (ASCII only), else as an input method would."""
    if text.isascii():
        QTest.keyClicks(pane.composer.edit, text)
    else:
        pane.composer.edit.insertPlainText(text)


def _sent(desk: FakeDesk) -> list[c.Payload]:
    quiet = (c.MarkRead, c.Typing)
    return [payload for payload in desk.payloads() if not isinstance(payload, quiet)]


def test_a_reply_leaves_with_what_was_seen(desk: FakeDesk, make_pane: MakePane) -> None:
    pane = make_pane()
    _type(pane, "Vielen Dank.")
    QTest.keyClick(pane.composer.edit, Qt.Key.Key_Return, CONTROL)
    command = desk.requests(PutCommand)[-1].command
    assert command.payload == c.Reply("Vielen Dank.")
    assert len(command.id) == 32
    assert command.basis.last_message_id == desk.stories[AYSE].messages[-1].id
    assert command.basis.owner == desk.stories[AYSE].ticket.owner
    assert command.created_at == NOW
    assert pane.composer.text == ""
    assert SaveDraft(AYSE, "", False) in desk.submitted or not desk.requests(SaveDraft)


def test_enter_sends_or_breaks_the_line_by_setting(desk: FakeDesk, make_pane: MakePane) -> None:
    pane = make_pane()
    _type(pane, "eins")
    QTest.keyClick(pane.composer.edit, Qt.Key.Key_Return)
    assert pane.composer.text == "eins\n"
    pane.set_enter_sends(True)
    QTest.keyClick(pane.composer.edit, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    assert _sent(desk) == []
    QTest.keyClick(pane.composer.edit, Qt.Key.Key_Return)
    assert _sent(desk) == [c.Reply("eins")]


def test_an_empty_reply_does_not_leave(desk: FakeDesk, make_pane: MakePane) -> None:
    pane = make_pane()
    _type(pane, "   ")
    QTest.keyClick(pane.composer.edit, Qt.Key.Key_Return, CONTROL)
    assert _sent(desk) == []
    assert not pane.composer.tools.send.isEnabled()


def test_a_note_looks_and_leaves_as_a_note(desk: FakeDesk, make_pane: MakePane) -> None:
    pane = make_pane()
    pane.composer.write_note()
    _type(pane, "Akte geprüft")
    assert pane.composer.tools.send.text() == "Notiz speichern"
    assert "nie für Kund" in pane.composer.top.accessible_recipient
    QTest.mouseClick(pane.composer.tools.send, Qt.MouseButton.LeftButton)
    assert _sent(desk) == [c.Note("Akte geprüft")]


def test_a_free_ticket_is_taken_before_the_reply(desk: FakeDesk, make_pane: MakePane) -> None:
    story = desk.stories[JONAS]
    story.ticket = replace(story.ticket, owner=None)
    pane = make_pane(JONAS)
    assert pane.composer.tools.send.text() == "Übernehmen und senden"
    _type(pane, "Gern")
    QTest.mouseClick(pane.composer.tools.send, Qt.MouseButton.LeftButton)
    assert _sent(desk) == [c.Claim(), c.Reply("Gern")]


def test_where_the_customer_never_wrote_nothing_may_leave(make_pane: MakePane) -> None:
    pane = make_pane(TicketId(4698))
    assert pane.composer.edit.isReadOnly()
    assert "noch nicht geschrieben" in pane.composer.lock.accessibleName()


def test_losing_the_ticket_keeps_the_draft_and_offers_a_note(
    qtbot: QtBot, desk: FakeDesk, make_pane: MakePane
) -> None:
    pane = make_pane()
    _type(pane, "Ich wollte gerade")
    desk.colleague_takes(AYSE, TOMASZ)
    qtbot.waitUntil(pane.composer.edit.isReadOnly)
    assert pane.composer.text == "Ich wollte gerade"
    words = [button.text() for button in pane.composer.lock.buttons()]
    assert words == ["Als Notiz übergeben", "Übernehmen …"]
    QTest.mouseClick(pane.composer.lock.buttons()[0], Qt.MouseButton.LeftButton)
    assert pane.composer.is_note
    QTest.mouseClick(pane.composer.tools.send, Qt.MouseButton.LeftButton)
    assert _sent(desk) == [c.Note("Ich wollte gerade")]


def test_open_consent_locks_and_says_why(desk: FakeDesk, make_pane: MakePane) -> None:
    pane = make_pane(OPEN_CONSENT)
    assert pane.composer.edit.isReadOnly()
    assert pane.composer.lock.isVisible()
    assert pane.composer.lock.accessibleName().startswith("Die Einwilligung")
    QTest.keyClicks(pane.composer.edit, "geht nicht")
    QTest.keyClick(pane.composer.edit, Qt.Key.Key_Return, CONTROL)
    assert _sent(desk) == []


def test_letters_typed_at_a_lock_become_no_shortcut(qtbot: QtBot, make_pane: MakePane) -> None:
    pane = make_pane(OPEN_CONSENT)
    done = QShortcut(QKeySequence("E"), pane)
    pane.composer.edit.hide()
    pane.focus_composer()
    focused = QApplication.focusWidget()
    assert focused is not None
    assert pane.composer.lock.isAncestorOf(focused)
    with qtbot.assertNotEmitted(done.activated):
        QTest.keyClicks(focused, "eine Antwort")


def test_the_approved_consent_question_can_be_sent(desk: FakeDesk, make_pane: MakePane) -> None:
    rules = ServiceRules(consent_question="Dürfen wir Ihnen hier antworten?")
    pane = make_pane(OPEN_CONSENT, rules)
    (ask, *_others) = pane.composer.lock.buttons()
    assert ask.text() == "Einwilligungsfrage senden"
    QTest.mouseClick(ask, Qt.MouseButton.LeftButton)
    assert _sent(desk) == [c.Claim(), c.Reply("Dürfen wir Ihnen hier antworten?")]


def test_a_closed_window_becomes_the_template_path(
    qtbot: QtBot, desk: FakeDesk, make_pane: MakePane
) -> None:
    desk.drafts[LATE] = DraftText("Halber Satz")
    pane = make_pane(LATE)
    assert pane.composer.text == "Halber Satz"
    QTest.mouseClick(pane.composer.lock.buttons()[0], Qt.MouseButton.LeftButton)
    picker = pane.composer.picker
    assert picker.isVisible()
    name, topic = picker.findChildren(QLineEdit)[1:3]
    assert name.text() == "Hannelore Vogt"
    assert not picker.send.isEnabled()
    topic.insert("Zähler")
    assert "zu Ihrem Anliegen Zähler" in picker.preview.text()
    QTest.mouseClick(picker.send, Qt.MouseButton.LeftButton)
    (sent,) = _sent(desk)
    assert isinstance(sent, c.SendTemplate)
    assert sent.fields == {"name": "Hannelore Vogt", "thema": "Zähler"}
    assert sent.text.startswith("Guten Tag Hannelore Vogt")
    assert pane.composer.text == "Halber Satz"


def test_advertising_cannot_be_chosen(desk: FakeDesk, make_pane: MakePane) -> None:
    pane = make_pane(LATE)
    pane.composer.pick_template()
    picker = pane.composer.picker
    QTest.keyClicks(picker.find_field, "sommer")
    assert not picker.send.isEnabled()
    assert picker.why.text() == "Werbung ist hier ausgeschaltet."


def test_drafts_stay_with_their_ticket(qtbot: QtBot, desk: FakeDesk, make_pane: MakePane) -> None:
    pane = make_pane()
    _type(pane, "für Ayşe")
    open_ticket(qtbot, pane, JONAS)
    assert pane.composer.text == ""
    assert desk.drafts == {AYSE: DraftText("für Ayşe")}
    _type(pane, "für Jonas")
    open_ticket(qtbot, pane, AYSE)
    assert pane.composer.text == "für Ayşe"
    assert desk.drafts[JONAS] == DraftText("für Jonas")


def test_keys_while_the_next_ticket_is_read_reach_no_ticket(
    desk: FakeDesk, make_pane: MakePane
) -> None:
    pane = make_pane()
    pane.focus_composer()
    pane.show_ticket(JONAS)
    assert pane.composer.edit.hasFocus()
    QTest.keyClicks(pane.composer.edit, "zu schnell")
    QTest.keyClick(pane.composer.edit, Qt.Key.Key_Return, CONTROL)
    assert _sent(desk) == []
    assert desk.drafts == {}


def test_a_draft_is_saved_soon_after_typing(
    qtbot: QtBot, desk: FakeDesk, make_pane: MakePane
) -> None:
    pane = make_pane()
    _type(pane, "Entwurf")
    qtbot.waitUntil(lambda: desk.drafts.get(AYSE) == DraftText("Entwurf"))
    assert len(desk.requests(SaveDraft)) == 1


def test_a_refresh_while_typing_keeps_text_and_cursor(
    qtbot: QtBot, desk: FakeDesk, make_pane: MakePane
) -> None:
    pane = make_pane()
    _type(pane, "Wort")
    QTest.keyClick(pane.composer.edit, Qt.Key.Key_Home)
    with qtbot.waitSignal(pane.transcript.arrived):
        desk.customer_writes(AYSE, "Noch etwas")
    _type(pane, "x")
    assert pane.composer.text == "xWort"


def test_a_snippet_comes_by_its_code(desk: FakeDesk, make_pane: MakePane) -> None:
    pane = make_pane()
    _type(pane, "Hallo /bes")
    QTest.keyClick(pane.composer.edit, Qt.Key.Key_Return)
    assert pane.composer.text == "Hallo Vielen Dank, der Bescheid ist bei uns eingegangen."


def test_a_snippets_variables_are_asked_for(desk: FakeDesk, make_pane: MakePane) -> None:
    pane = make_pane()
    _type(pane, "/term")
    QTest.keyClick(pane.composer.edit, Qt.Key.Key_Tab)
    popover = QApplication.activePopupWidget()
    assert isinstance(popover, FieldsPopover)
    day, hour = popover.findChildren(QLineEdit)
    QTest.keyClicks(day, "Montag")
    QTest.keyClicks(hour, "9")
    QTest.keyClick(hour, Qt.Key.Key_Return)
    assert pane.composer.text == "Ihr Termin ist am Montag um 9 Uhr."


def test_escape_closes_the_snippets_and_types_on(desk: FakeDesk, make_pane: MakePane) -> None:
    pane = make_pane()
    _type(pane, "/g")
    QTest.keyClick(pane.composer.edit, Qt.Key.Key_Escape)
    QTest.keyClick(pane.composer.edit, Qt.Key.Key_Return)
    assert pane.composer.text == "/g\n"


def test_an_open_variable_does_not_leave(desk: FakeDesk, make_pane: MakePane) -> None:
    pane = make_pane()
    pane.composer.edit.setPlainText("Am {{datum}}")
    QTest.keyClick(pane.composer.edit, Qt.Key.Key_Return, CONTROL)
    assert _sent(desk) == []
    assert "datum" in pane.composer.tools.hint.text()


def test_an_emoji_is_found_by_a_word(desk: FakeDesk, make_pane: MakePane) -> None:
    pane = make_pane()
    QTest.mouseClick(pane.composer.tools.emoji, Qt.MouseButton.LeftButton)
    popover = QApplication.activePopupWidget()
    assert isinstance(popover, EmojiPopover)
    QTest.keyClicks(popover.find_field, "danke")
    QTest.keyClick(popover.find_field, Qt.Key.Key_Return)
    assert pane.composer.text == "🙏"


def test_the_counter_shows_near_the_limit_and_stops_at_it(
    desk: FakeDesk, make_pane: MakePane
) -> None:
    pane = make_pane()
    tools = pane.composer.tools
    pane.composer.edit.setPlainText("x" * 100)
    assert not tools.count.isVisible()
    pane.composer.edit.setPlainText("x" * 4090)
    assert tools.count.text() == "noch 6 Zeichen"
    pane.composer.edit.setPlainText("x" * 4097)
    assert tools.count.text() == "1 Zeichen zu viel"
    assert not tools.send.isEnabled()


def test_pasted_markup_is_plain_text(desk: FakeDesk, make_pane: MakePane) -> None:
    pane = make_pane()
    data = QMimeData()
    data.setHtml("<b>fett</b>")
    data.setText("fett")
    pane.composer.edit.insertFromMimeData(data)
    assert pane.composer.text == "fett"


def test_a_quote_travels_with_the_reply(desk: FakeDesk, make_pane: MakePane) -> None:
    pane = make_pane()
    message = desk.stories[AYSE].messages[-1]
    pane.transcript.quote_wanted.emit(message)
    _type(pane, "Ja")
    QTest.keyClick(pane.composer.edit, Qt.Key.Key_Return, CONTROL)
    assert _sent(desk) == [c.Reply("Ja", message.id)]


def test_typing_is_told_for_replies_in_own_tickets_only(
    desk: FakeDesk, make_pane: MakePane
) -> None:
    pane = make_pane()
    pane.composer.write_note()
    _type(pane, "Notiz")
    assert c.Typing(True) not in desk.payloads()
    pane.composer.edit.clear()
    pane.composer.top.reply.click()
    _type(pane, "Hallo")
    pane.show_ticket(JONAS)
    told = [payload for payload in desk.payloads() if isinstance(payload, c.Typing)]
    assert told == [c.Typing(True), c.Typing(False)]


def test_undo_in_the_empty_field_takes_the_reply_back(
    qtbot: QtBot, desk: FakeDesk, make_pane: MakePane
) -> None:
    pane = make_pane()
    _type(pane, "Zu schnell")
    QTest.keyClick(pane.composer.edit, Qt.Key.Key_Return, CONTROL)
    sent = desk.requests(PutCommand)[-1].command.id
    later = NOW.replace(minute=45)
    desk.rows[-1] = replace(desk.rows[-1], not_before_at=later)
    qtbot.waitUntil(lambda: pane.transcript.model.position_of_key(("wish", sent)) is not None)
    QTest.keyClick(pane.composer.edit, Qt.Key.Key_Z, CONTROL)
    assert desk.requests(CancelCommand) == [CancelCommand(sent)]
    assert pane.composer.text == "Zu schnell"
