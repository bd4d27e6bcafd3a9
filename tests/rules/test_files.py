# SPDX-License-Identifier: Apache-2.0
"""Rules for every file: licence line, purpose, size, name, and nothing of anybody's machine."""

from __future__ import annotations

import ast

from tests.rules.source_files import ROOT, place, python_files, text_files, tree_of

FOLDERS = ("desktop_agent", "tests", "scripts", "benchmarks")
SPDX = "# SPDX-License-Identifier: Apache-2.0"
MAX_LINES = 400
BANNED_NAMES = {"utils", "util", "helpers", "helper", "common", "manager", "misc", "shared"}

# Put together here so that this file does not trip over itself.
MACHINE_MARKS = tuple(
    "".join(parts)
    for parts in (
        ("/ro", "ot/"),
        ("/wo", "rk/"),
        ("/tm", "p/"),
        ("/ho", "me/"),
        ("pypi", ".org"),
        ("python", "hosted"),
        ("npm", "js"),
        ("file:", "///opt"),
    )
)


def test_every_file_names_its_licence_first() -> None:
    missing = [
        place(path)
        for path in python_files(*FOLDERS)
        if path.read_text(encoding="utf-8").splitlines()[:1] != [SPDX]
    ]
    assert not missing


def test_every_module_says_what_it_is_for() -> None:
    missing = [
        place(path) for path in python_files(*FOLDERS) if not ast.get_docstring(tree_of(path))
    ]
    assert not missing


def test_no_file_is_too_long_to_read() -> None:
    too_long = [
        f"{place(path)} has {lines} lines"
        for path in python_files(*FOLDERS)
        if (lines := len(path.read_text(encoding="utf-8").splitlines())) > MAX_LINES
    ]
    assert not too_long


def test_modules_are_named_after_what_they_do() -> None:
    banned = [
        place(path)
        for path in python_files(*FOLDERS)
        if {path.stem, path.parent.name} & BANNED_NAMES
    ]
    assert not banned


def test_nothing_names_a_machine_or_a_package_index() -> None:
    found = []
    for path in text_files():
        text = path.read_text(encoding="utf-8", errors="replace")
        found += [f"{path.relative_to(ROOT)}: {mark}" for mark in MACHINE_MARKS if mark in text]
    assert not found
