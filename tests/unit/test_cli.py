# SPDX-License-Identifier: Apache-2.0
"""The command line says what it can do, refuses nonsense and starts nothing it does not need."""

from __future__ import annotations

import subprocess
import sys

import pytest

from desktop_agent import __version__
from desktop_agent.cli import main


def test_importing_the_command_line_pulls_in_nothing_heavy() -> None:
    code = "import sys, desktop_agent.cli; print(' '.join(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    loaded = set(done.stdout.split())
    heavy = {"PySide6", "httpx", "websockets", "msgspec", "asyncio", "keyring", "sqlcipher3", "ssl"}
    assert not heavy & loaded


def test_the_version_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["--version"])
    assert ended.value.code == 0
    assert capsys.readouterr().out == f"Desktop Agent {__version__}\n"


def test_help_names_every_command_and_option(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["--help"])
    text = capsys.readouterr().out
    for word in ("--profile", "--demo", "--tour", "--out", "--language", "--theme", "--version"):
        assert word in text
    for word in ("doctor", "sandbox", "examples:", "exit codes:"):
        assert word in text


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["--tour"], "--tour needs --demo"),
        (["--language", "fr"], "invalid choice"),
        (["--theme", "pink"], "invalid choice"),
        (["--nonsense"], "unrecognised arguments: --nonsense"),
        (["doctor", "--nonsense"], "unrecognised arguments: --nonsense"),
        (["fly"], "invalid choice"),
    ],
)
def test_nonsense_is_refused_with_a_sentence(
    arguments: list[str], sentence: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    assert ended.value.code == 2
    assert sentence in capsys.readouterr().err
