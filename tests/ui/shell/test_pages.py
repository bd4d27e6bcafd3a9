# SPDX-License-Identifier: Apache-2.0
"""Outbox and data protection: what they list, what they offer, and that they invent nothing."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from desktop_agent.domain.commands import Basis, Claim, Command, MarkRead, Note, Payload, Reply
from desktop_agent.domain.directory import Channel, ChannelKind
from desktop_agent.domain.events import DirectoryChanged
from desktop_agent.domain.ids import ChannelId, CommandId, MessageId, TicketId
from desktop_agent.domain.outbox import HeldReason, OutboxRow, OutboxState
from desktop_agent.domain.requests import ApproveCommand, CancelCommand
from desktop_agent.ui.conversation.popover import Popover
from desktop_agent.ui.outbox.page import OutboxPage
from desktop_agent.ui.outbox.row_card import OutboxCard
from desktop_agent.ui.privacy.device_card import DeviceCard
from desktop_agent.ui.privacy.flow_card import FlowCard, missing_words, stations
from desktop_agent.ui.rail import Place
from desktop_agent.ui.workspace import Workspace
from tests.fakes.fake_desk import FakeDesk
from tests.fakes.sample_service import WHATSAPP
from tests.ui.shell.conftest import NOW

AYSE, GONE = TicketId(4711), TicketId(99)


def make_row(
    number: int,
    payload: Payload,
    state: OutboxState,
    held: HeldReason | None = None,
    ticket_id: TicketId = AYSE,
) -> OutboxRow:
    """An outbox row."""
    command = Command(
        CommandId(f"{number:032x}"), ticket_id, payload, Basis(), NOW - timedelta(minutes=number)
    )
    return OutboxRow(command=command, state=state, held=held)


@pytest.fixture
def rows(desk: FakeDesk) -> list[OutboxRow]:
    """One of each kind."""
    desk.rows = [
        make_row(1, Reply("Kommt morgen"), OutboxState.QUEUED),
        make_row(2, Reply("Ja, das reicht."), OutboxState.HELD, HeldReason.MOVED_ON),
        make_row(3, Note("Akte fehlt"), OutboxState.FAILED),
        make_row(4, Claim(), OutboxState.UNKNOWN),
        make_row(5, MarkRead(MessageId(1)), OutboxState.QUEUED),
        make_row(6, Reply("Zu spät"), OutboxState.HELD, HeldReason.TICKET_GONE, GONE),
    ]
    return desk.rows


@pytest.fixture
def outbox(rows: list[OutboxRow], workspace: Workspace, qtbot: QtBot) -> OutboxPage:
    """The outbox page with its cards."""
    workspace.go(Place.OUTBOX)
    page = workspace.findChild(OutboxPage)
    assert page is not None
    qtbot.waitUntil(lambda: len(cards(page)) == 5)
    return page


def cards(page: QWidget) -> list[OutboxCard]:
    """The cards that stand, in order."""
    return [card for card in page.findChildren(OutboxCard) if card.isVisible()]


def card_of(page: QWidget, row: OutboxRow) -> OutboxCard:
    """The card of a row."""
    return next(card for card in cards(page) if card.row == row)


def actions(card: QWidget) -> list[str]:
    """What a card offers."""
    return [button.text() for button in card.findChildren(QPushButton)]


def press(card: QWidget, words: str) -> None:
    """Press one of a card's actions."""
    button = next(b for b in card.findChildren(QPushButton) if b.text() == words)
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def texts(widget: QWidget) -> str:
    """Everything that is written on a widget."""
    return " | ".join(label.text() for label in widget.findChildren(QLabel))


def test_decisions_come_first_and_read_marks_do_not_show(
    outbox: OutboxPage, rows: list[OutboxRow]
) -> None:
    states = [card.row.state for card in sorted(cards(outbox), key=lambda card: card.y())]
    assert states == [
        OutboxState.HELD,
        OutboxState.FAILED,
        OutboxState.HELD,
        OutboxState.UNKNOWN,
        OutboxState.QUEUED,
    ]


def test_every_card_says_what_why_and_for_whom(outbox: OutboxPage, rows: list[OutboxRow]) -> None:
    card = card_of(outbox, rows[1])
    assert card.accessibleName().startswith("Ayşe Demir, Antwort. Nicht gesendet: ")
    assert "Ja, das reicht." in texts(card)
    assert "Ticket 99" in card_of(outbox, rows[5]).accessibleName()


def test_offers_fit_the_state(outbox: OutboxPage, rows: list[OutboxRow]) -> None:
    held = ["Trotzdem senden", "Bearbeiten", "Verwerfen", "Ticket öffnen"]
    assert actions(card_of(outbox, rows[1])) == held
    assert actions(card_of(outbox, rows[2])) == ["Erneut versuchen", *held[1:]]
    assert actions(card_of(outbox, rows[3])) == ["Ticket öffnen"], "an open question waits"
    assert actions(card_of(outbox, rows[0])) == held[1:]
    assert actions(card_of(outbox, rows[5])) == ["Bearbeiten", "Verwerfen"]


def test_sending_all_the_same_approves(
    outbox: OutboxPage, rows: list[OutboxRow], desk: FakeDesk, qtbot: QtBot
) -> None:
    wanted = rows[1].command.id
    press(card_of(outbox, rows[1]), "Trotzdem senden")
    qtbot.waitUntil(lambda: desk.requests(ApproveCommand) == [ApproveCommand(wanted)])


def test_a_text_is_discarded_only_after_a_question(
    outbox: OutboxPage, rows: list[OutboxRow], desk: FakeDesk, qtbot: QtBot
) -> None:
    wanted = rows[1].command.id
    press(card_of(outbox, rows[1]), "Verwerfen")
    assert desk.requests(CancelCommand) == []
    popover = next(w for w in QApplication.topLevelWidgets() if isinstance(w, Popover))
    press(popover, "Verwerfen")
    qtbot.waitUntil(lambda: desk.requests(CancelCommand) == [CancelCommand(wanted)])
    qtbot.waitUntil(lambda: len(cards(outbox)) == 4)


def test_editing_takes_the_text_back_into_the_composer(
    outbox: OutboxPage, rows: list[OutboxRow], workspace: Workspace, desk: FakeDesk, qtbot: QtBot
) -> None:
    press(card_of(outbox, rows[1]), "Bearbeiten")
    conversation = workspace.columns.conversation
    assert conversation is not None
    qtbot.waitUntil(lambda: conversation.composer.text == "Ja, das reicht.")
    assert workspace.place is Place.INBOX
    assert conversation.ticket_id == AYSE
    assert len(desk.requests(CancelCommand)) == 1


def test_an_empty_outbox_says_that_all_is_well(workspace: Workspace, qtbot: QtBot) -> None:
    workspace.go(Place.OUTBOX)
    qtbot.waitUntil(
        lambda: any(
            w.accessibleName().startswith("Alles ist bestätigt")
            for w in workspace.findChildren(QWidget)
        )
    )


# --- data protection


@pytest.fixture
def privacy(workspace: Workspace, qtbot: QtBot) -> Workspace:
    """The data-protection page, filled."""
    workspace.go(Place.PRIVACY)
    qtbot.waitUntil(lambda: len(workspace.findChildren(FlowCard)) == 4)
    return workspace


def test_every_channel_has_its_way(privacy: Workspace) -> None:
    names = [card.accessibleName() for card in privacy.findChildren(FlowCard)]
    assert any("Meta" in name and "chat.stadt.example" in name for name in names)
    stated = next(name for name in names if name.startswith("WhatsApp Bürgerbüro"))
    assert "AVV" in stated
    assert sum("nichts angegeben" in name for name in names) == 3


def test_nothing_claims_end_to_end(privacy: Workspace) -> None:
    written = texts(privacy).lower()
    assert "ende-zu-ende" not in written
    assert "nicht bis zu diesem gerät" in written


def test_the_device_table_shows_counted_numbers(
    privacy: Workspace, desk: FakeDesk, qtbot: QtBot
) -> None:
    card = privacy.findChild(DeviceCard)
    assert card is not None
    qtbot.waitUntil(lambda: "Tickets, die Sie sehen dürfen" in texts(card))
    assert f"| {len(desk.stories)} |" in texts(card)
    assert "30 Tage nach Abschluss" in texts(card)
    assert "nie gespeichert" in texts(card)


def test_the_page_follows_the_directory(privacy: Workspace, desk: FakeDesk, qtbot: QtBot) -> None:
    record = desk.directory.processing[WHATSAPP.id]
    every = {channel.id: record for channel in desk.directory.channels}
    desk.directory = replace(desk.directory, processing=every)
    desk.post(DirectoryChanged())
    qtbot.waitUntil(lambda: "Auftragsverarbeitung für jeden Kanal angegeben" in texts(privacy))


def test_an_incomplete_record_names_what_is_missing(desk: FakeDesk, workspace: Workspace) -> None:
    record = desk.directory.processing[WHATSAPP.id]
    assert missing_words(record) == ""
    assert missing_words(replace(record, region="")) == "fehlt: Region"
    bare = replace(record, contract_on=None, transfer_basis="")
    assert missing_words(bare) == "fehlt: Vertrag, Übermittlungsgrundlage"


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        (ChannelKind.WHATSAPP, ["Kundin/Kunde", "Meta", "Anbieter", "Dieses Gerät"]),
        (ChannelKind.TELEGRAM, ["Kundin/Kunde", "Telegram", "Anbieter", "Dieses Gerät"]),
        (ChannelKind.WEB, ["Kundin/Kunde", "Anbieter", "Dieses Gerät"]),
    ],
)
def test_stations_of_a_channel(
    workspace: Workspace, kind: ChannelKind, expected: list[str]
) -> None:
    way = stations(Channel(ChannelId(1), "x", kind), "chat.stadt.example", has_tls=True)
    assert [station.who for station in way] == expected
    assert way[-1].how == "TLS"
