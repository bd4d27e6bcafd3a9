# SPDX-License-Identifier: Apache-2.0
"""The program as a process: it comes up, works in training mode, and goes down without a trace."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

import psutil  # type: ignore[import-untyped]  # it ships no types
import pytest

from desktop_agent.keys.profile import ProfileLock, prepare

pytestmark = [
    pytest.mark.skipif(sys.platform == "win32", reason="ends the program by signals"),
    pytest.mark.timeout(180),
]


@contextmanager
def program(*arguments: str, environment: dict[str, str]) -> Iterator[subprocess.Popen[str]]:
    """The program, offscreen; killed in the end if it still runs."""
    process = subprocess.Popen(
        [sys.executable, "-m", "desktop_agent", "--verbose", *arguments],
        env=environment,
        stderr=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        yield process
    finally:
        if process.poll() is None:
            process.kill()
        process.communicate()


def read_until(stream: IO[str] | None, wanted: str) -> list[str]:
    """Lines up to one that contains `wanted`; fails when the stream ends before."""
    assert stream is not None
    seen = []
    for line in stream:
        seen.append(line)
        if wanted in line:
            return seen
    pytest.fail(f"{wanted!r} was not logged in:\n{''.join(seen)}")


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    """Everything the program writes goes below `tmp_path`."""
    return dict(
        os.environ,
        QT_QPA_PLATFORM="offscreen",
        TMPDIR=str(tmp_path),
        XDG_DATA_HOME=str(tmp_path / "data"),
    )


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_training_goes_live_and_leaves_nothing_behind(
    environment: dict[str, str], tmp_path: Path, number: signal.Signals
) -> None:
    with program("--demo", environment=environment) as process:
        lines = read_until(process.stderr, "-> live")
        children = psutil.Process(process.pid).children(recursive=True)
        assert children, "the sandbox runs in a process of its own"
        process.send_signal(number)
        _, rest = process.communicate(timeout=30)
    assert process.returncode == 0, "".join(lines) + rest
    assert "WARNING" not in "".join(lines) + rest
    assert "ERROR" not in "".join(lines) + rest
    assert not [child for child in children if child.is_running()]
    assert list(tmp_path.glob("desktop-agent-training-*")) == []
    assert not (tmp_path / "data").exists(), "training touches no real profile"


def test_a_profile_in_use_is_told_with_a_sentence(
    environment: dict[str, str], tmp_path: Path
) -> None:
    directory = tmp_path / "data" / "desktop-agent" / "profiles" / "default"
    prepare(directory)
    lock = ProfileLock(directory)
    with program("--language", "en", environment=environment) as process:
        lines = read_until(process.stderr, "profile_in_use")
        assert process.stderr is not None
        sentence = process.stderr.readline()
        process.send_signal(signal.SIGTERM)
        process.communicate(timeout=30)
    lock.release()
    assert process.returncode == 1, "".join(lines)
    assert len(sentence.split()) > 5


def test_a_wrong_policy_refuses_the_start_in_words(
    environment: dict[str, str], tmp_path: Path
) -> None:
    with program("--profile", "../elsewhere", environment=environment) as process:
        read_until(process.stderr, "profile_unreadable")
        process.send_signal(signal.SIGTERM)
        process.communicate(timeout=30)
    assert process.returncode == 1
    assert not (tmp_path / "data" / "desktop-agent" / "elsewhere").exists()


def test_without_a_keyring_the_window_says_so_and_no_file_is_made(
    environment: dict[str, str], tmp_path: Path
) -> None:
    environment["DBUS_SESSION_BUS_ADDRESS"] = f"unix:path={tmp_path / 'no-bus'}"
    with program(environment=environment) as process:
        read_until(process.stderr, "profile not opened: keyring_missing")
        process.send_signal(signal.SIGTERM)
        process.communicate(timeout=30)
    assert process.returncode == 0
    profile = tmp_path / "data" / "desktop-agent" / "profiles" / "default"
    assert not list(profile.glob("*.db*"))


MEMORY_ONLY = """
import sys
from pathlib import Path
from PySide6.QtCore import QTimer
from desktop_agent.app import App
from desktop_agent.start.options import StartOptions
from desktop_agent.start.places import Places
from desktop_agent.ui.main_window import MainWindow
places = Places(profiles=Path(sys.argv[1]), machine_policy=Path(sys.argv[2]))
app = App(StartOptions(is_verbose=True), places=places)
app.open()
def when_shown(window):
    if isinstance(window, MainWindow):
        print("main window", flush=True)
        QTimer.singleShot(0, app.application.quit)
app.program.window_shown.connect(when_shown)
sys.exit(app.end(app.application.exec()))
"""


def test_where_it_allows_it_a_missing_keyring_means_a_session_that_keeps_nothing(
    environment: dict[str, str], tmp_path: Path
) -> None:
    environment["DBUS_SESSION_BUS_ADDRESS"] = f"unix:path={tmp_path / 'no-bus'}"
    policies = tmp_path / "policies"
    policies.mkdir()
    (policies / "10-it.json").write_text('{"memory_only_allowed": true}', encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-c", MEMORY_ONLY, str(tmp_path / "profiles"), str(policies)],
        env=environment,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout == "main window\n"
    assert not list(tmp_path.rglob("*.db*")), "nothing is left on the disk"
    assert not list(tmp_path.glob("desktop-agent-memory-*"))


def test_the_start_path_imports_nothing_that_can_wait() -> None:
    code = "import sys, json, desktop_agent.app; print(json.dumps(sorted(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    loaded = set(json.loads(done.stdout))
    late = {"httpx", "websockets", "msgspec", "truststore", "keyring", "asyncio", "ssl", "uvicorn"}
    assert not late & loaded
    assert "PySide6.QtNetwork" not in loaded
