# SPDX-License-Identifier: Apache-2.0
"""The context column states what is stated, and says where nothing is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from desktop_agent.bridge import Bridge
from desktop_agent.domain import commands as c
from desktop_agent.domain.ids import MessageId, TicketId
from desktop_agent.domain.tickets import Consent, ConsentState, TicketFacts
from desktop_agent.ui.context.panel import ContextPanel
from desktop_agent.ui.language import Languages
from desktop_agent.ui.theme.theme import Theme
from tests.fakes.fake_desk import FakeDesk
from tests.ui.conversation.conftest import AYSE, Clock

TELEGRAM = TicketId(4698)
MakePanel = Callable[[TicketId], ContextPanel]


@pytest.fixture
def make_panel(
    qtbot: QtBot,
    bridge: Bridge,
    theme: Theme,
    languages: Languages,
    desk: FakeDesk,
    clock: Clock,
) -> MakePanel:
    """Build a panel that follows a ticket."""

    def make(ticket_id: TicketId) -> ContextPanel:
        panel = ContextPanel(bridge, theme, now=clock)
        qtbot.addWidget(panel)
        panel.resize(300, 840)
        panel.show()
        panel.show_ticket(ticket_id)
        qtbot.waitUntil(lambda: "Übermittlung" in _texts(panel))
        return panel

    return make


def _texts(panel: ContextPanel) -> list[str]:
    return [label.text() for label in panel.findChildren(QLabel) if label.isVisible()]


def _button(panel: ContextPanel, text: str) -> QPushButton:
    found = [b for b in panel.findChildren(QPushButton) if b.text() == text and b.isVisible()]
    assert len(found) == 1
    return found[0]


def test_three_data_protection_sections_come_first(make_panel: MakePanel) -> None:
    panel = make_panel(AYSE)
    titles = ["Übermittlung", "Einwilligung", "Inhalt", "Kundin/Kunde", "Zuständigkeit"]
    texts = _texts(panel)
    assert [text for text in texts if text in titles] == titles
    assert "WhatsApp → Meta → Beispiel Messaging GmbH (EU) → dieses Gerät" in texts
    assert "in Ordnung" in texts
    assert "bestätigt" in texts


def test_what_nobody_stated_is_called_not_stated(
    desk: FakeDesk,
    make_panel: MakePanel,
) -> None:
    story = desk.stories[TELEGRAM]
    story.ticket = replace(story.ticket, facts=TicketFacts())
    texts = _texts(make_panel(TELEGRAM))
    assert texts.count("nicht angegeben") == 4
    assert "Telegram → Anbieter nicht angegeben → dieses Gerät" in texts
    assert "Datenschutzhinweis noch nicht angenommen" in texts
    assert not any("Meta" in text or "bestätigt" in text for text in texts)


def test_a_withdrawal_asks_how_before_it_is_recorded(
    qtbot: QtBot,
    desk: FakeDesk,
    make_panel: MakePanel,
) -> None:
    panel = make_panel(AYSE)
    QTest.mouseClick(_button(panel, "Widerruf erfassen"), Qt.MouseButton.LeftButton)
    assert desk.payloads() == []
    popover = QApplication.activePopupWidget()
    assert popover is not None
    QTest.keyClick(popover.focusWidget(), Qt.Key.Key_Space)
    assert desk.payloads() == [c.RecordConsent(ConsentState.REVOKED, "chat")]


def test_the_proof_leads_to_the_first_message(
    qtbot: QtBot,
    desk: FakeDesk,
    make_panel: MakePanel,
) -> None:
    story = desk.stories[AYSE]
    consent = replace(story.ticket.facts.consent, first_message_id=MessageId(9002))
    story.ticket = replace(story.ticket, facts=replace(story.ticket.facts, consent=consent))
    panel = make_panel(AYSE)
    with qtbot.waitSignal(panel.message_wanted) as wanted:
        QTest.mouseClick(_button(panel, "Nachweis"), Qt.MouseButton.LeftButton)
    assert wanted.args == [4711, 9002]


def test_a_revoked_consent_is_said_plainly(
    qtbot: QtBot,
    desk: FakeDesk,
    make_panel: MakePanel,
) -> None:
    panel = make_panel(AYSE)
    facts = desk.stories[AYSE].ticket.facts
    desk.change(AYSE, facts=replace(facts, consent=Consent(ConsentState.REVOKED)))
    qtbot.waitUntil(lambda: "widerrufen" in _texts(panel))
    assert "Widerruf erfassen" not in [b.text() for b in panel.findChildren(QPushButton)]


def test_a_label_is_pending_until_the_server_has_it(
    qtbot: QtBot,
    desk: FakeDesk,
    make_panel: MakePanel,
) -> None:
    panel = make_panel(AYSE)
    qtbot.waitUntil(lambda: _button(panel, "+").isVisible())
    QTest.mouseClick(_button(panel, "+"), Qt.MouseButton.LeftButton)
    menu = QApplication.activePopupWidget()
    assert menu is not None
    assert [action.text() for action in menu.actions()] == ["Eilig"]
    QTest.keyClick(menu, Qt.Key.Key_Down)
    QTest.keyClick(menu, Qt.Key.Key_Return)
    assert desk.payloads() == [c.ChangeLabels(add=("Eilig",))]
    qtbot.waitUntil(lambda: not _button(panel, "Eilig").isEnabled())
    desk.change(AYSE, labels=("Wohngeld", "Unterlagen", "Eilig"))
    qtbot.waitUntil(lambda: _button(panel, "Eilig").isEnabled())


def test_customer_words_are_never_markup(
    qtbot: QtBot,
    desk: FakeDesk,
    make_panel: MakePanel,
) -> None:
    story = desk.stories[AYSE]
    evil = replace(story.ticket.facts, routing_rule="<img src=x> & <b>fett</b>")
    story.ticket = replace(story.ticket, facts=evil, labels=("<u>x</u>",))
    panel = make_panel(AYSE)
    formats = {label.textFormat() for label in panel.findChildren(QLabel)}
    assert formats == {Qt.TextFormat.PlainText}
