# SPDX-License-Identifier: Apache-2.0
"""Choices and sizes are kept beside the main thread; what IT has set stays."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from desktop_agent.domain.errors import Problem, ProblemCode
from desktop_agent.policy.policy import Policy, Theme
from desktop_agent.policy.settings import Settings
from desktop_agent.start.personal_files import (
    LAYOUT_FILE,
    LateWriter,
    ProfileLayout,
    ProfileSettings,
)
from desktop_agent.ui.language import LanguageChoice
from desktop_agent.ui.theme.theme import ThemeChoice
from tests.conftest import AllowedLog


@pytest.fixture
def writer() -> Iterator[LateWriter]:
    writer = LateWriter()
    yield writer
    assert writer.close(5)


def make_settings(
    folder: Path, writer: LateWriter, policy: Policy, told: list[Problem]
) -> ProfileSettings:
    """Settings of a profile in `folder`."""
    return ProfileSettings(policy, Settings(folder / "settings.json"), writer, told.append)


def written(folder: Path) -> dict[str, object]:
    """What is in the settings' file."""
    fields: dict[str, object] = json.loads((folder / "settings.json").read_text(encoding="utf-8"))
    return fields


def test_only_what_changed_is_written(tmp_path: Path, writer: LateWriter) -> None:
    settings = make_settings(tmp_path, writer, Policy(), [])
    settings.save(replace(settings.current, theme=ThemeChoice.DARK))
    assert settings.current.theme is ThemeChoice.DARK
    assert writer.close(5)
    assert written(tmp_path) == {"theme": "dark"}


def test_saving_without_a_change_writes_nothing(tmp_path: Path, writer: LateWriter) -> None:
    settings = make_settings(tmp_path, writer, Policy(), [])
    settings.save(settings.current)
    assert writer.close(5)
    assert not (tmp_path / "settings.json").exists()


def test_what_it_has_set_cannot_be_changed(tmp_path: Path, writer: LateWriter) -> None:
    policy = Policy(theme=Theme.LIGHT, fixed_by_it=frozenset({"theme", "proxy"}))
    settings = make_settings(tmp_path, writer, policy, [])
    assert settings.locked == {"theme"}
    settings.override(language="en", theme="dark")
    settings.save(replace(settings.current, theme=ThemeChoice.DARK, enter_sends=True))
    assert settings.current.theme is ThemeChoice.LIGHT
    assert settings.current.language is LanguageChoice.ENGLISH
    assert writer.close(5)
    assert written(tmp_path) == {"enter_sends": True}


def test_a_choice_that_cannot_be_kept_is_told(
    tmp_path: Path, writer: LateWriter, allowed_log: AllowedLog
) -> None:
    allowed_log("desktop_agent.start.personal_files")
    told: list[Problem] = []
    settings = make_settings(tmp_path / "gone", writer, Policy(), told)
    settings.save(replace(settings.current, enter_sends=True))
    assert writer.close(5)
    assert [problem.code for problem in told] == [ProblemCode.PROFILE_NOT_WRITABLE]


def test_a_layout_comes_back(tmp_path: Path, writer: LateWriter) -> None:
    layout = ProfileLayout(tmp_path, writer)
    assert layout.read() == {}
    layout.write({"columns": "AAAA"})
    assert writer.close(5)
    assert layout.read() == {"columns": "AAAA"}


@pytest.mark.parametrize("text", ["{", "[]", '{"columns": 7}', "x" * 200_000])
def test_a_damaged_layout_is_no_layout(tmp_path: Path, writer: LateWriter, text: str) -> None:
    (tmp_path / LAYOUT_FILE).write_text(text, encoding="utf-8")
    assert ProfileLayout(tmp_path, writer).read() == {}


def test_nothing_runs_until_something_is_written() -> None:
    assert LateWriter().close(0)
