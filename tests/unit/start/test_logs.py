# SPDX-License-Identifier: Apache-2.0
"""Log lines reach ring and files redacted, late files get what came before them."""

from __future__ import annotations

import logging
import stat
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop_agent.start import logs as logs_module
from desktop_agent.start.logs import CRASH_FILE, LOG_FILE, LogFile, Logs
from tests.conftest import AllowedLog

MARKERS = (
    "ayse.demir@post.example",
    "+49 1555 0100123",
    "Zx81PlantedTokenKq7Rw2Vb",
    "https://chat.example/rails/blob/sIgNeD-1",
    "Wohngeld-Bescheid-Text",
)


@pytest.fixture
def logs() -> Iterator[Logs]:
    level = logging.getLogger().level
    logs = Logs()
    logs.start()
    yield logs
    logs.stop()
    logging.getLogger().setLevel(level)


def test_lines_from_before_the_file_are_in_it(logs: Logs, tmp_path: Path) -> None:
    logging.getLogger("desktop_agent.test").info("first %d", 1)
    logs.open_files(tmp_path / "logs")
    logging.getLogger("desktop_agent.test").info("second %d", 2)
    text = (tmp_path / "logs" / LOG_FILE).read_text(encoding="utf-8")
    assert text.index("first 1") < text.index("second 2")


def test_no_planted_marker_reaches_any_file(
    logs: Logs, tmp_path: Path, allowed_log: AllowedLog
) -> None:
    allowed_log("desktop_agent.test")
    log = logging.getLogger("desktop_agent.test")
    for marker in MARKERS[:-1]:
        log.info("before: %s", marker)
    logs.open_files(tmp_path)
    for marker in MARKERS[:-1]:
        log.warning("after: %s", marker)
    try:
        raise ValueError(MARKERS[-1])
    except ValueError:
        log.exception("abandoned ticket %d", 4711)
    logs.write_crash()
    written = b"".join(file.read_bytes() for file in tmp_path.iterdir())
    assert b"abandoned ticket 4711" in written
    assert b"ValueError at" in written
    for marker in MARKERS:
        assert marker.encode() not in written
    assert b"sIgNeD" not in written


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no mode bits")
def test_only_the_owner_may_read_the_files(logs: Logs, tmp_path: Path) -> None:
    logs.open_files(tmp_path / "logs")
    logs.write_crash()
    for file in (tmp_path / "logs").iterdir():
        assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_debug_goes_to_the_crash_file_only(logs: Logs, tmp_path: Path) -> None:
    logs.open_files(tmp_path)
    logging.getLogger("desktop_agent.test").debug("fine detail")
    logs.write_crash()
    assert "fine detail" not in (tmp_path / LOG_FILE).read_text(encoding="utf-8")
    assert "fine detail" in (tmp_path / CRASH_FILE).read_text(encoding="utf-8")


def test_libraries_may_not_log_below_warning(logs: Logs, tmp_path: Path) -> None:
    logs.open_files(tmp_path)
    logging.getLogger("httpx").info("HTTP Request: GET https://chat.example/x")
    assert "HTTP Request" not in (tmp_path / LOG_FILE).read_text(encoding="utf-8")


def test_a_full_file_is_kept_under_a_number_and_old_ones_go(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(logs_module, "FILE_BYTES", 100)
    file = LogFile(tmp_path / LOG_FILE)
    for number in range(12):
        file.take([f"{number:03d} " + "x" * 60])
    file.close()
    names = sorted(path.name for path in tmp_path.iterdir())
    assert names == ["desktop-agent.1.log", "desktop-agent.2.log", "desktop-agent.log"]
    assert (tmp_path / "desktop-agent.1.log").read_text(encoding="utf-8").startswith("010 ")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a device that is always full")
def test_a_full_disk_costs_lines_but_prints_and_raises_nothing(
    capsys: pytest.CaptureFixture[str],
) -> None:
    file = LogFile(Path("/dev/full"))
    file.emit(logging.LogRecord("desktop_agent", logging.INFO, __file__, 1, "x", None, None))
    file.close()
    assert capsys.readouterr().err == ""
