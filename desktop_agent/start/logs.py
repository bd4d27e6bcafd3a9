# SPDX-License-Identifier: Apache-2.0
"""Where log lines go: a ring in memory at once, a rotating file once the profile is open.

Must not decide what is logged, and never writes a line that was not redacted.
"""

from __future__ import annotations

import contextlib
import faulthandler
import logging
import os
import sys
from collections import deque
from collections.abc import Iterable
from pathlib import Path
from typing import TextIO

from desktop_agent.start.redaction import RedactingFormatter

LOG_FILE = "desktop-agent.log"
CRASH_FILE = "crash.log"
FAULT_FILE = "fault.log"
RING_LINES = 400
FILE_BYTES = 1_000_000
FILES_KEPT = 3


class RecentLines(logging.Handler):
    """Keeps the newest lines of every level, for the file that opens late and for crash reports."""

    def __init__(self) -> None:
        super().__init__(logging.DEBUG)
        self.setFormatter(RedactingFormatter())
        self._lines: deque[tuple[int, str]] = deque(maxlen=RING_LINES)

    def emit(self, record: logging.LogRecord) -> None:
        """Keep one line. Any thread."""
        self._lines.append((record.levelno, self.format(record)))

    def lines(self, level: int = logging.DEBUG) -> list[str]:
        """The kept lines from a level upwards, oldest first. Any thread."""
        return [line for levelno, line in list(self._lines) if levelno >= level]


class LogFile(logging.Handler):
    """A file of limited size that only its owner may read; older ones are kept as `.1`, `.2`.

    Written by hand because `logging.handlers` brings pickle and sockets onto the start path.
    """

    def __init__(self, path: Path) -> None:
        super().__init__(logging.INFO)
        self.setFormatter(RedactingFormatter())
        self._path = path
        self._file = _open_private(path)

    def take(self, lines: Iterable[str]) -> None:
        """Append lines that are already redacted. Any thread."""
        self.acquire()
        try:
            for line in lines:
                self._write(line)
        finally:
            self.release()

    def emit(self, record: logging.LogRecord) -> None:
        """Write one record; a full disk must not stop the program."""
        try:
            self._write(self.format(record))
        except OSError:
            # The trouble itself is told in the window; a traceback for every line helps nobody.
            return

    def close(self) -> None:
        """Close the file; later records are lost, and what a full disk did not take."""
        with contextlib.suppress(OSError):
            self._file.close()
        super().close()

    def _write(self, line: str) -> None:
        if self._file.closed:
            return
        self._file.write(f"{line}\n")
        self._file.flush()
        if self._file.tell() > FILE_BYTES:
            self._file.close()
            for number in range(FILES_KEPT - 1, 0, -1):
                newer = self._older(number - 1)
                if newer.exists():
                    newer.replace(self._older(number))
            self._file = _open_private(self._path)

    def _older(self, number: int) -> Path:
        return self._path.with_suffix(f".{number}.log") if number else self._path


def _open_private(path: Path) -> TextIO:
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    return os.fdopen(descriptor, "a", encoding="utf-8", errors="replace")


class Logs:
    """The program's logging: `start` it first of all, `open_files` once the profile is known."""

    def __init__(self) -> None:
        self._recent = RecentLines()
        self._file: LogFile | None = None
        self._faults: TextIO | None = None
        self._stderr: logging.Handler | None = None
        self._folder: Path | None = None

    def start(self, *, is_verbose: bool = False) -> None:
        """Collect lines; with `is_verbose` print them to stderr as well. Main thread."""
        root = logging.getLogger()
        # Libraries log addresses and headers below WARNING; only our own packages may say more.
        root.setLevel(logging.WARNING)
        logging.getLogger("desktop_agent").setLevel(logging.DEBUG)
        root.addHandler(self._recent)
        if is_verbose and sys.stderr is not None:
            self._stderr = logging.StreamHandler()
            self._stderr.setFormatter(RedactingFormatter())
            root.addHandler(self._stderr)

    def open_files(self, folder: Path) -> None:
        """Write to `folder` from now on, beginning with what was collected. Raises `OSError`."""
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        self._folder = folder
        self._file = LogFile(folder / LOG_FILE)
        self._file.take(self._recent.lines(logging.INFO))
        logging.getLogger().addHandler(self._file)
        self._faults = _open_private(folder / FAULT_FILE)
        faulthandler.enable(self._faults)

    def write_crash(self) -> None:
        """Keep the newest lines of every level beside the log, for a report. Any thread."""
        if self._folder is None:
            return
        with _open_private(self._folder / CRASH_FILE) as file:
            file.truncate(0)
            file.writelines(f"{line}\n" for line in self._recent.lines())

    def stop(self) -> None:
        """Close every file and leave logging as it was found. Main thread."""
        root = logging.getLogger()
        for handler in (self._recent, self._stderr, self._file):
            if handler is not None:
                root.removeHandler(handler)
                handler.close()
        if self._faults is not None:
            faulthandler.disable()
            self._faults.close()
