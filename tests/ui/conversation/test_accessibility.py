# SPDX-License-Identifier: Apache-2.0
"""Every control has a name, foreign text is plain, every look and language can be painted."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAccessible, QImage
from PySide6.QtWidgets import QAbstractButton, QLabel, QLineEdit, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from desktop_agent.domain.ids import TicketId
from desktop_agent.ui.conversation.pane import ConversationPane
from desktop_agent.ui.language import LanguageChoice, Languages
from desktop_agent.ui.theme.theme import Theme, ThemeChoice
from tests.fakes.fake_desk import FakeDesk
from tests.ui.conversation.conftest import AYSE, open_ticket

MakePane = Callable[..., ConversationPane]
TICKETS = [TicketId(number) for number in (4711, 4698, 4695, 4650, 4644, 4630, 4500)]


def _unnamed(root: QWidget) -> list[str]:
    kinds = (QAbstractButton, QLineEdit, QPlainTextEdit)
    unnamed = []
    for widget in root.findChildren(QWidget):
        if isinstance(widget, kinds) and widget.isVisible():
            interface = QAccessible.queryAccessibleInterface(widget)
            if not interface.text(QAccessible.Text.Name):
                unnamed.append(f"{type(widget).__name__} {widget.objectName()}")
    return unnamed


@pytest.mark.parametrize("ticket_id", TICKETS)
def test_every_visible_control_has_a_name(make_pane: MakePane, ticket_id: TicketId) -> None:
    assert _unnamed(make_pane(ticket_id)) == []


def test_the_template_pickers_controls_have_names(make_pane: MakePane) -> None:
    pane = make_pane(TicketId(4650))
    pane.composer.pick_template()
    assert _unnamed(pane) == []


def test_labels_read_no_markup(make_pane: MakePane) -> None:
    pane = make_pane()
    rich = [
        label.text()
        for label in pane.findChildren(QLabel)
        if label.text() and label.textFormat() is not Qt.TextFormat.PlainText
    ]
    assert rich == []


def test_a_customers_markup_in_the_name_stays_text(
    qtbot: QtBot, desk: FakeDesk, make_pane: MakePane
) -> None:
    from dataclasses import replace

    story = desk.stories[AYSE]
    customer = replace(story.ticket.customer, name="<b>Eve</b>\u202e&amp;")
    story.ticket = replace(story.ticket, customer=customer)
    pane = make_pane()
    names = [label.text() for label in pane.header.findChildren(QLabel)]
    assert "<b>Eve</b>⟨RLO⟩&amp;" in names


def test_tab_leads_from_the_messages_to_the_field(qtbot: QtBot, make_pane: MakePane) -> None:
    pane = make_pane()
    seen: set[QWidget] = set()
    widget: QWidget | None = pane.transcript.view
    while widget is not None and widget not in seen:
        seen.add(widget)
        widget = widget.nextInFocusChain()
    assert pane.composer.edit in seen


@pytest.mark.parametrize("choice", [ThemeChoice.LIGHT, ThemeChoice.DARK])
@pytest.mark.parametrize("language", [LanguageChoice.GERMAN, LanguageChoice.ENGLISH])
def test_every_ticket_paints_in_every_look_and_language(
    qtbot: QtBot,
    make_pane: MakePane,
    theme: Theme,
    languages: Languages,
    choice: ThemeChoice,
    language: LanguageChoice,
) -> None:
    languages.choose(language)
    theme.choose(choice)
    pane = make_pane(None)
    for ticket_id in TICKETS:
        open_ticket(qtbot, pane, ticket_id)
        for size in (QSize(420, 520), QSize(668, 840), QSize(1400, 1600)):
            pane.resize(size)
            image: QImage = pane.grab().toImage()
            # the surface of the look is what the header's corner is made of
            assert image.pixelColor(2, 2).name() == theme.palette.surface


def test_switching_the_look_repaints_bubbles(
    qtbot: QtBot, make_pane: MakePane, theme: Theme
) -> None:
    pane = make_pane()
    light = pane.transcript.grab().toImage().pixelColor(4, 200).name()
    theme.choose(ThemeChoice.DARK)
    dark = pane.transcript.grab().toImage().pixelColor(4, 200).name()
    assert (light, dark) == ("#f6f7f9", theme.palette.canvas)
