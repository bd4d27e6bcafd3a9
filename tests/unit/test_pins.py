# SPDX-License-Identifier: Apache-2.0
"""Guards the pins that a later version would break silently (docs/adr/005-pins.md)."""

from __future__ import annotations

import importlib.metadata
import re
import sys
import tomllib
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, QUrl

ROOT = Path(__file__).resolve().parents[2]
CALLS = 20_000
# The interpreter itself moves a few references between two looks.
TOLERANCE = 200


def pinned(lock: str) -> dict[str, str]:
    """Package -> version of a lock file."""
    text = (ROOT / lock).read_text(encoding="utf-8")
    return dict(re.findall(r"^([a-z0-9-]+)==([^ ]+)", text, flags=re.MULTILINE))


def test_a_call_that_returns_none_keeps_the_count_of_none() -> None:
    thing = QObject()
    before = sys.getrefcount(None)
    for _ in range(CALLS):
        thing.setObjectName("x")
    assert sys.getrefcount(None) > before - TOLERANCE


def test_a_call_that_returns_a_truth_value_keeps_its_count() -> None:
    address = QUrl("https://chat.example")
    before = sys.getrefcount(True)
    for _ in range(CALLS):
        address.isValid()
    assert sys.getrefcount(True) > before - TOLERANCE


def test_pyside_stays_below_6_12_while_python_3_11_is_supported() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert project["requires-python"] == ">=3.11"
    assert "PySide6-Essentials>=6.11.3,<6.12" in project["dependencies"]
    for lock in ("requirements.lock", "requirements-dev.lock"):
        assert pinned(lock)["pyside6-essentials"].startswith("6.11.")


def test_both_locks_pin_the_same_runtime() -> None:
    runtime, development = pinned("requirements.lock"), pinned("requirements-dev.lock")
    assert runtime.items() <= development.items()


@pytest.mark.parametrize("lock", ["requirements.lock", "requirements-dev.lock"])
def test_a_lock_has_hashes_and_names_no_index(lock: str) -> None:
    text = (ROOT / lock).read_text(encoding="utf-8")
    blocks = re.split(r"\n(?=[a-z0-9])", text)
    without = [b.splitlines()[0] for b in blocks if "==" in b and "--hash=sha256:" not in b]
    assert not without
    assert not re.search(r"https?://|file:|--index|--find-links|--extra-index", text)


def test_every_dependency_of_the_project_is_locked() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = project["dependencies"] + project["optional-dependencies"]["dev"]
    names = {re.split(r"[<>=!~ \[]", entry)[0].lower() for entry in wanted}
    assert names <= set(pinned("requirements-dev.lock"))


def test_what_is_installed_is_what_is_locked() -> None:
    locked = pinned("requirements.lock")
    for name in ("pyside6-essentials", "sqlcipher3", "httpx", "websockets", "msgspec", "keyring"):
        assert importlib.metadata.version(name) == locked[name]
