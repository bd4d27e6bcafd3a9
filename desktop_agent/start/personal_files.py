# SPDX-License-Identifier: Apache-2.0
"""Settings and layout of one profile for the window, written beside the main thread.

Must not know what the window does with them.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

from desktop_agent.atomic_file import write_atomically
from desktop_agent.domain.errors import AgentError, Problem
from desktop_agent.policy.policy import Policy
from desktop_agent.policy.settings import Settings
from desktop_agent.store.worker import Worker
from desktop_agent.ui.language import LanguageChoice
from desktop_agent.ui.settings_port import ENTER_SENDS, LANGUAGE, THEME, PersonalSettings
from desktop_agent.ui.theme.theme import ThemeChoice

_log = logging.getLogger(__name__)

LAYOUT_FILE = "layout.json"
MAX_LAYOUT_BYTES = 100_000
_KEYS = (LANGUAGE, THEME, ENTER_SENDS)


class LateWriter:
    """Runs small writes in order on a thread that starts with the first one. Main thread."""

    def __init__(self) -> None:
        self._worker: Worker | None = None

    def put(self, write: Callable[[], None]) -> None:
        """Queue a write; it must not raise."""
        if self._worker is None:
            self._worker = Worker("personal files")
        self._worker.submit(write)

    def close(self, timeout_s: float) -> bool:
        """Finish what is queued; False when that took longer."""
        return self._worker is None or self._worker.close(timeout_s)


class ProfileSettings:
    """Implements `ui.settings_port.SettingsPort`. Main thread."""

    def __init__(
        self,
        policy: Policy,
        settings: Settings,
        writer: LateWriter,
        report: Callable[[Problem], None],
    ) -> None:
        """`report` is called on the writing thread when a choice could not be kept."""
        self._settings = settings
        self._writer = writer
        self._report = report
        self._locked = policy.fixed_by_it & set(_KEYS)
        self._current = PersonalSettings(
            language=LanguageChoice(policy.language.value),
            theme=ThemeChoice(policy.theme.value),
            enter_sends=policy.enter_sends,
        )

    @property
    def current(self) -> PersonalSettings:
        """What is in force."""
        return self._current

    @property
    def locked(self) -> frozenset[str]:
        """Keys that IT has set."""
        return self._locked

    def override(self, *, language: str | None, theme: str | None) -> None:
        """Let the command line win for this run, but not over IT; nothing is stored."""
        if language and LANGUAGE not in self._locked:
            self._current = replace(self._current, language=LanguageChoice(language))
        if theme and THEME not in self._locked:
            self._current = replace(self._current, theme=ThemeChoice(theme))

    def save(self, settings: PersonalSettings) -> None:
        """Keep a choice; what IT has set stays as it is."""
        before = self._current
        wanted: dict[str, object] = {
            LANGUAGE: settings.language.value,
            THEME: settings.theme.value,
            ENTER_SENDS: settings.enter_sends,
        }
        changes = {
            key: value
            for key, value in wanted.items()
            if key not in self._locked and getattr(before, key) != getattr(settings, key)
        }
        self._current = replace(before, **{key: getattr(settings, key) for key in changes})
        if changes:
            self._writer.put(lambda: self._write(changes))

    def _write(self, changes: Mapping[str, object]) -> None:
        try:
            self._settings.save(changes)
        except AgentError as error:
            _log.warning("settings not saved: %s", error.problem.code)
            self._report(error.problem)


class ProfileLayout:
    """Implements `ui.settings_port.LayoutStore`. Main thread. Losing sizes is nothing."""

    def __init__(self, directory: Path, writer: LateWriter) -> None:
        self._path = directory / LAYOUT_FILE
        self._writer = writer
        self._held: Mapping[str, str] | None = None

    def read(self) -> Mapping[str, str]:
        """What was kept; empty at the first start or when it cannot be understood."""
        if self._held is None:
            self._held = self._load()
        return self._held

    def _load(self) -> Mapping[str, str]:
        try:
            if self._path.stat().st_size > MAX_LAYOUT_BYTES:
                return {}
            fields = json.loads(self._path.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return {}
        if not isinstance(fields, dict):
            return {}
        return {str(key): value for key, value in fields.items() if isinstance(value, str)}

    def write(self, layout: Mapping[str, str]) -> None:
        """Keep sizes."""
        self._held = dict(layout)
        text = json.dumps(self._held, indent=2)
        self._writer.put(lambda: self._write(text))

    def _write(self, text: str) -> None:
        try:
            write_atomically(self._path, text + "\n")
        except OSError as error:
            _log.warning("layout not saved: errno %s", error.errno)
