# SPDX-License-Identifier: Apache-2.0
"""A pane over a desk in memory, in both languages and themes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop_agent.bridge import Bridge
from desktop_agent.domain.ids import TicketId
from desktop_agent.domain.messages import MessageKind
from desktop_agent.domain.rules import ServiceRules
from desktop_agent.ui.conversation.pane import ConversationPane
from desktop_agent.ui.language import LanguageChoice, Languages
from desktop_agent.ui.theme.theme import Theme, ThemeChoice
from tests.fakes.fake_desk import FakeDesk
from tests.fakes.sample_service import ME, TOMASZ, agent, customer

NOW = datetime(2026, 11, 21, 10, 44, tzinfo=UTC)
AYSE = TicketId(4711)
JONAS = TicketId(4702)


class Clock:
    """A wall clock that a test sets."""

    def __init__(self) -> None:
        self.at = NOW

    def __call__(self) -> datetime:
        return self.at


@pytest.fixture
def clock() -> Clock:
    """The time that all parts see."""
    return Clock()


@pytest.fixture
def bridge(qapp: QApplication) -> Iterator[Bridge]:
    """A bridge of its own."""
    bridge = Bridge()
    yield bridge
    bridge.deleteLater()


@pytest.fixture
def desk(bridge: Bridge) -> FakeDesk:
    """Engine and reader in memory."""
    return FakeDesk(bridge, NOW)


@pytest.fixture
def theme(qapp: QApplication) -> Iterator[Theme]:
    """The light look."""
    theme = Theme(ThemeChoice.LIGHT)
    theme.apply(qapp)
    yield theme
    theme.deleteLater()


@pytest.fixture
def languages(qapp: QApplication) -> Iterator[Languages]:
    """German, as most people see it."""
    languages = Languages(qapp)
    languages.choose(LanguageChoice.GERMAN)
    yield languages
    languages.choose(LanguageChoice.ENGLISH)
    languages.deleteLater()


@pytest.fixture
def make_pane(
    qtbot: QtBot, bridge: Bridge, theme: Theme, languages: Languages, desk: FakeDesk, clock: Clock
) -> Callable[..., ConversationPane]:
    """Build and show a pane; opens a ticket unless told otherwise."""

    def make(
        ticket_id: TicketId | None = AYSE, rules: ServiceRules | None = None
    ) -> ConversationPane:
        pane = ConversationPane(bridge, theme, ME, rules or ServiceRules(), now=clock)
        qtbot.addWidget(pane)
        pane.resize(668, 840)
        with qtbot.waitExposed(pane):
            pane.show()
        if ticket_id is not None:
            open_ticket(qtbot, pane, ticket_id)
        return pane

    return make


def open_ticket(qtbot: QtBot, pane: ConversationPane, ticket_id: TicketId) -> None:
    """Open a ticket and wait until messages and facts are on screen."""
    with qtbot.waitSignals([pane.transcript.opened, pane.detail_changed]):
        pane.show_ticket(ticket_id)


def write_history(desk: FakeDesk, ticket_id: TicketId, count: int) -> None:
    """Put many messages before those a ticket has."""
    story = desk.stories[ticket_id]
    held = list(story.messages)
    first = min(m.id for m in held)
    older = []
    for number in range(count):
        is_in = number % 2 == 0
        source = replace(
            held[0],
            id=type(first)(first - count + number),
            kind=MessageKind.INBOUND if is_in else MessageKind.OUTBOUND,
            author=customer(story) if is_in else agent(TOMASZ),
            text=f"Nachricht {number} " + "mit etwas Text " * (number % 9),
            created_at=NOW - timedelta(minutes=5 * (count - number) + 60),
            attachments=(),
        )
        older.append(source)
    story.messages[:] = older + held
