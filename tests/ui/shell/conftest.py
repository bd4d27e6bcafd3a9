# SPDX-License-Identifier: Apache-2.0
"""A window over a desk in memory, in German and light unless a test says otherwise."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop_agent.bridge import Bridge
from desktop_agent.domain.session import Session
from desktop_agent.ui.language import LanguageChoice, Languages
from desktop_agent.ui.main_window import MainWindow
from desktop_agent.ui.settings_port import PersonalSettings
from desktop_agent.ui.sign_in.preset import SignInPreset
from desktop_agent.ui.theme.theme import Theme, ThemeChoice
from desktop_agent.ui.workspace import Workspace
from tests.fakes.fake_desk import FakeDesk

NOW = datetime(2026, 11, 21, 10, 44, tzinfo=UTC)


class Clock:
    """A wall clock that a test sets."""

    def __init__(self) -> None:
        self.at = NOW

    def __call__(self) -> datetime:
        return self.at


class MemorySettings:
    """Settings of a person in memory."""

    def __init__(self) -> None:
        self.current = PersonalSettings(LanguageChoice.GERMAN, ThemeChoice.LIGHT)
        self.locked: frozenset[str] = frozenset()
        self.saved: list[PersonalSettings] = []

    def save(self, settings: PersonalSettings) -> None:
        """Keep a choice."""
        self.current = settings
        self.saved.append(settings)


class MemoryLayout:
    """A window's sizes in memory."""

    def __init__(self) -> None:
        self.kept: Mapping[str, str] = {}

    def read(self) -> Mapping[str, str]:
        """What was kept."""
        return self.kept

    def write(self, layout: Mapping[str, str]) -> None:
        """Keep sizes."""
        self.kept = dict(layout)


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
    qapp.setStyleSheet("")
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
def settings() -> MemorySettings:
    """Nothing locked."""
    return MemorySettings()


@pytest.fixture
def layout() -> MemoryLayout:
    """Nothing kept."""
    return MemoryLayout()


@pytest.fixture
def make_window(
    qtbot: QtBot,
    bridge: Bridge,
    theme: Theme,
    languages: Languages,
    settings: MemorySettings,
    layout: MemoryLayout,
    desk: FakeDesk,
    clock: Clock,
) -> Callable[..., MainWindow]:
    """Build and show a window; signed in unless told otherwise."""
    held: list[MainWindow] = []  # like the program, which keeps its window to the end

    def make(
        session: Session | None = desk.session,
        preset: SignInPreset | None = None,
        is_training: bool = False,
        size: tuple[int, int] = (1360, 840),
        before_show: Callable[[], None] = lambda: None,
    ) -> MainWindow:
        window = MainWindow(
            bridge,
            theme,
            languages,
            settings,
            layout,
            session=session,
            preset=preset,
            is_training=is_training,
            now=clock,
        )
        held.append(window)
        qtbot.addWidget(window)
        window.resize(*size)
        before_show()
        with qtbot.waitSignal(window.first_painted):
            window.show()
        return window

    return make


@pytest.fixture
def window(make_window: Callable[..., MainWindow]) -> MainWindow:
    """A signed-in window."""
    return make_window()


@pytest.fixture
def workspace(window: MainWindow, qtbot: QtBot) -> Workspace:
    """Its workspace with the list loaded."""
    workspace = window.workspace
    assert workspace is not None
    qtbot.waitUntil(lambda: workspace.columns.inbox.tickets.rowCount() > 0)
    return workspace
