# SPDX-License-Identifier: Apache-2.0
"""Personal settings as a file."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from desktop_agent.domain.errors import Bug, EnvironmentProblem, ProblemCode
from desktop_agent.policy.load import load
from desktop_agent.policy.policy import Theme
from desktop_agent.policy.settings import Settings


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "settings.json"


def test_saved_settings_are_loaded_again(path: Path) -> None:
    settings = Settings(path)
    settings.save({"theme": "dark"})
    settings.save({"enter_sends": True})

    policy = load(None, path).policy

    assert (policy.theme, policy.enter_sends) == (Theme.DARK, True)


def test_setting_goes_back_to_its_default(path: Path) -> None:
    settings = Settings(path)
    settings.save({"theme": "dark", "language": "de"})
    settings.save({"theme": None})

    assert json.loads(path.read_text("utf-8")) == {"language": "de"}


@pytest.mark.parametrize(
    ("key", "value"), [("undo_s", 3), ("colour", "red"), ("theme", "pink"), ("enter_sends", 1)]
)
def test_what_a_person_may_not_set_is_a_bug_and_nothing_is_written(
    path: Path, key: str, value: object
) -> None:
    with pytest.raises(Bug):
        Settings(path).save({"language": "de", key: value})
    assert not path.exists()


def test_file_that_cannot_be_read_is_replaced(path: Path) -> None:
    path.write_text("{")
    Settings(path).save({"theme": "dark"})
    assert json.loads(path.read_text("utf-8")) == {"theme": "dark"}


def test_failing_disk_keeps_the_old_file(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    settings = Settings(path)
    settings.save({"theme": "dark"})

    def refuse(*_arguments: object) -> None:
        raise PermissionError(13, "refused")

    monkeypatch.setattr(os, "replace", refuse)
    with pytest.raises(EnvironmentProblem) as caught:
        settings.save({"theme": "light"})

    assert caught.value.problem.code is ProblemCode.PROFILE_NOT_WRITABLE
    assert json.loads(path.read_text("utf-8")) == {"theme": "dark"}


@pytest.mark.skipif(os.name == "nt", reason="Windows has no mode bits")
def test_file_is_for_its_owner_only(path: Path) -> None:
    Settings(path).save({"theme": "dark"})
    assert path.stat().st_mode & 0o777 == 0o600
