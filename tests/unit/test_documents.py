# SPDX-License-Identifier: Apache-2.0
"""The documents name commands, files and packages that exist."""

from __future__ import annotations

import argparse
import re
import shlex
from pathlib import Path

import pytest

from desktop_agent.cli import build_parser
from desktop_agent.sandbox.command import make_parser as sandbox_parser
from scripts import check

ROOT = Path(__file__).resolve().parents[2]
DOCUMENTS = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
IDS = [path.relative_to(ROOT).as_posix() for path in DOCUMENTS]

_LINK = re.compile(r"\]\((?!https?:|#)([^)#\s]+)")
_CODE = re.compile(r"`([^`\n]+)`|^(\.(?:/|venv/)[^\n]+)$", re.MULTILINE)


def commands(text: str) -> list[str]:
    """Every piece of code in a document that runs one of our commands."""
    pieces = [(inline or block).strip() for inline, block in _CODE.findall(text)]
    # In tables of commands two or more spaces separate the command from its meaning.
    return [re.split(r"\s{2,}", piece)[0] for piece in pieces]


@pytest.mark.parametrize("document", DOCUMENTS, ids=IDS)
def test_every_link_leads_somewhere(document: Path) -> None:
    targets = _LINK.findall(document.read_text(encoding="utf-8"))
    missing = [target for target in targets if not (document.parent / target).exists()]
    assert not missing


@pytest.mark.parametrize("document", DOCUMENTS, ids=IDS)
def test_every_command_of_the_program_is_understood(document: Path) -> None:
    for command in commands(document.read_text(encoding="utf-8")):
        words = shlex.split(command)
        if words[0] == "./demo":
            parse(["--demo", *words[1:]])
        elif words[0] in (".venv/bin/desktop-agent", "desktop-agent"):
            parse(words[1:])


def parse(words: list[str]) -> None:
    """Parse a command line; argparse ends the test when it is not understood."""
    words = [word.strip("[]") for word in words if word not in ("[DIR]",)]
    if "--help" in words or "--version" in words:
        return
    parser: argparse.ArgumentParser = build_parser()
    if "sandbox" in words:
        sandbox_parser().parse_args(
            [
                word if word not in ("N", "S", "M") else "1"
                for word in words[words.index("sandbox") + 1 :]
            ]
        )
        return
    parser.parse_args(words)


def test_the_readme_names_both_commands_for_every_system() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    for command in ("./demo", "./check", "demo.cmd", "check.cmd"):
        assert f"`{command}`" in text
        assert (ROOT / command).is_file()


def test_every_file_that_contributing_names_in_code_exists() -> None:
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    named = re.findall(r"`((?:domain|provider|store|sync|ui|tests|scripts|docs)/[\w./*-]+)`", text)
    missing = []
    for name in named:
        roots = [ROOT, ROOT / "desktop_agent"]
        if not any(list(root.glob(name.rstrip("/"))) for root in roots):
            missing.append(name)
    assert not missing


def test_every_locked_package_has_its_licence_listed() -> None:
    listed = (ROOT / "docs" / "third-party.md").read_text(encoding="utf-8").lower()
    listed = listed.replace("jaraco.*", "jaraco.classes jaraco.context jaraco.functools")
    names = re.findall(
        r"^([a-z0-9-]+)==", (ROOT / "requirements.lock").read_text(encoding="utf-8"), re.MULTILINE
    )
    missing = [name for name in names if name not in listed.replace(".", "-")]
    assert not missing


def test_the_check_runs_what_contributing_promises() -> None:
    names = " ".join(step.name for step in check.steps(0))
    for word in ("ruff", "import rules", "translations", "mypy --strict", "tests"):
        assert word in names


def test_ci_runs_the_same_check() -> None:
    assert "exec ./check" in (ROOT / ".ci" / "run").read_text(encoding="utf-8")
