# SPDX-License-Identifier: Apache-2.0
"""Which part may use which library, also inside functions, which import-linter cannot limit."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tests.rules.source_files import PRODUCT, imported_packages, place, python_files

# Part of the product -> libraries it may use. The composition root is listed part by part.
ALLOWED = {
    "domain": set(),
    "provider": {"httpx", "msgspec", "websockets", "truststore"},
    "store": {"sqlcipher3"},
    "keys": {"keyring", "jeepney", "secretstorage"},
    "policy": set(),
    "sync": set(),
    "ui": {"PySide6"},
    "sandbox": {"starlette", "uvicorn", "websockets"},
    "start": {"PySide6", "platformdirs"},
    "tour": {"PySide6"},
    "doctor": {"PySide6", "platformdirs"},
    "bridge": {"PySide6"},
    "app": {"PySide6"},
    "atomic_file": set(),
    "cli": set(),
    "__main__": set(),
    "__init__": set(),
}


def part_of(path: Path) -> str:
    """The first component below the package: `sync`, `bridge` ..."""
    first = path.relative_to(PRODUCT).parts[0]
    return first.removesuffix(".py")


def test_every_part_uses_only_its_own_libraries() -> None:
    found = []
    for path in python_files("desktop_agent"):
        allowed = ALLOWED[part_of(path)] | {"desktop_agent"}
        for node, module in imported_packages(path):
            package = module.split(".")[0]
            if package not in allowed and package not in sys.stdlib_module_names:
                found.append(f"{place(path, node)} imports {module}")
    assert not found


def test_the_bridge_and_the_logic_know_of_qt_only_its_core() -> None:
    path = PRODUCT / "bridge.py"
    qt = {module for _, module in imported_packages(path) if module.startswith("PySide6")}
    assert qt == {"PySide6.QtCore"}


@pytest.mark.parametrize("name", ["pickle", "shelve", "marshal", "ftplib", "telnetlib", "smtplib"])
def test_the_product_has_no_use_for(name: str) -> None:
    found = [
        place(path, node)
        for path in python_files("desktop_agent")
        for node, module in imported_packages(path)
        if module.split(".")[0] == name
    ]
    assert not found
