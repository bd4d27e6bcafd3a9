# SPDX-License-Identifier: Apache-2.0
"""What runs without a screen imports without Qt, and what starts early without the network."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

BLOCKER = """
import importlib, importlib.abc, pkgutil, sys

class Blocker(importlib.abc.MetaPathFinder):
    def find_spec(self, name, path=None, target=None):
        if name.split(".")[0] in BLOCKED:
            raise ModuleNotFoundError(f"blocked: {name}", name=name)
        return None

sys.meta_path.insert(0, Blocker())
for name in NAMES:
    module = importlib.import_module(name)
    for found in pkgutil.walk_packages(getattr(module, "__path__", ()), name + "."):
        importlib.import_module(found.name)
print("imported", len(sys.modules))
"""


def import_all(names: tuple[str, ...], blocked: tuple[str, ...]) -> str:
    """Import packages with all their modules in a fresh interpreter where some are missing."""
    script = f"BLOCKED = {set(blocked)!r}\nNAMES = {names!r}\n{BLOCKER}"
    done = subprocess.run(
        [sys.executable, "-c", script],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.mark.parametrize("package", ["domain", "provider", "store", "keys", "policy", "sync"])
def test_package_and_all_its_modules_import_without_qt(package: str) -> None:
    blocked = ("PySide6", "shiboken6", "pytestqt")
    assert "imported" in import_all((f"desktop_agent.{package}",), blocked)


def test_contract_suite_imports_without_qt() -> None:
    assert "imported" in import_all(("tests.contract.desk", "tests.contract.stage"), ("PySide6",))


def test_what_the_engine_is_put_together_from_needs_no_network_library() -> None:
    names = (
        "desktop_agent.provider.port",
        "desktop_agent.provider.origin",
        "desktop_agent.provider.connection",
        "desktop_agent.sync",
    )
    blocked = ("httpx", "httpcore", "msgspec", "websockets", "truststore", "ssl")
    assert "imported" in import_all(names, blocked)
