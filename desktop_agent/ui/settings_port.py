# SPDX-License-Identifier: Apache-2.0
"""What the window needs of settings and layout, as protocols it declares. Stores nothing."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, Protocol

from desktop_agent.domain.light_dataclass import dataclass
from desktop_agent.ui.language import LanguageChoice
from desktop_agent.ui.theme.theme import ThemeChoice

LANGUAGE: Final = "language"
THEME: Final = "theme"
ENTER_SENDS: Final = "enter_sends"


@dataclass(frozen=True, slots=True)
class PersonalSettings:
    """What a person may choose where policy leaves it open."""

    language: LanguageChoice = LanguageChoice.SYSTEM
    theme: ThemeChoice = ThemeChoice.SYSTEM
    enter_sends: bool = False


class SettingsPort(Protocol):
    """Settings of this profile. Main thread; saving returns at once and fails by `ProblemArose`."""

    @property
    def current(self) -> PersonalSettings:
        """What is in force."""
        ...

    @property
    def locked(self) -> frozenset[str]:
        """Keys that IT has set: `LANGUAGE`, `THEME`, `ENTER_SENDS`."""
        ...

    def save(self, settings: PersonalSettings) -> None:
        """Keep a choice."""
        ...


class LayoutStore(Protocol):
    """Where the window's sizes are kept, per profile. Main thread; both return at once."""

    def read(self) -> Mapping[str, str]:
        """What was kept; empty at the first start."""
        ...

    def write(self, layout: Mapping[str, str]) -> None:
        """Keep sizes."""
        ...
