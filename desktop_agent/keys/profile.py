# SPDX-License-Identifier: Apache-2.0
"""A profile's folder: its name, its layout, its record, and that only one program uses it.

Must not know what is in the databases, nor where the system wants profiles to be.
"""

from __future__ import annotations

import json
import os
import re
from pathlib import Path
from typing import IO

from desktop_agent.atomic_file import write_atomically
from desktop_agent.domain.errors import EnvironmentProblem, ProblemCode
from desktop_agent.domain.light_dataclass import dataclass

RECORD_FORMAT = 1
RECORD_FILE = "profile.json"
LOCK_FILE = "lock"
SETTINGS_FILE = "settings.json"
LOGS = "logs"

_NAME = re.compile(r"[a-z0-9][a-z0-9_-]{0,39}")
_RESERVED = {"con", "prn", "aux", "nul", *(f"{d}{n}" for d in ("com", "lpt") for n in range(10))}


@dataclass(frozen=True, slots=True)
class ProfileRecord:
    """What `profile.json` says; no secrets, no names of people."""

    entry: str
    """Name of the key in the keyring."""
    key_id: str
    backend: str


def profile_path(base: Path, name: str) -> Path:
    """Where a profile lies.

    Raises `EnvironmentProblem(PROFILE_UNREADABLE)` for a name that could leave `base` or that some
    system cannot store: lower-case letters, digits, "-" and "_", at most 40.
    """
    if not _NAME.fullmatch(name) or name in _RESERVED:
        raise EnvironmentProblem(ProblemCode.PROFILE_UNREADABLE, reason="name")
    return base / name


def prepare(directory: Path) -> None:
    """Create the folder for its owner alone, or take others' rights away.

    Raises `EnvironmentProblem(PROFILE_NOT_WRITABLE)`.
    """
    try:
        directory.mkdir(mode=0o700, parents=True, exist_ok=True)
        if os.name != "nt" and directory.stat().st_mode & 0o077:
            directory.chmod(0o700)
    except OSError as error:
        raise _not_writable(error) from error


def read_record(directory: Path) -> ProfileRecord | None:
    """The record, None when there is none.

    Raises `EnvironmentProblem(PROFILE_UNREADABLE)` when it exists and cannot be understood.
    """
    try:
        fields = json.loads((directory / RECORD_FILE).read_text("utf-8"))
        if fields["format"] > RECORD_FORMAT:
            raise EnvironmentProblem(ProblemCode.PROFILE_UNREADABLE, reason="newer")
        return ProfileRecord(str(fields["entry"]), str(fields["key_id"]), str(fields["backend"]))
    except FileNotFoundError:
        return None
    except (OSError, ValueError, KeyError, TypeError, RecursionError) as error:
        raise EnvironmentProblem(
            ProblemCode.PROFILE_UNREADABLE, reason=type(error).__name__
        ) from error


def write_record(directory: Path, record: ProfileRecord) -> None:
    """Store the record whole. Raises `EnvironmentProblem(PROFILE_NOT_WRITABLE)`."""
    fields = {
        "format": RECORD_FORMAT,
        "entry": record.entry,
        "key_id": record.key_id,
        "backend": record.backend,
    }
    try:
        write_atomically(directory / RECORD_FILE, json.dumps(fields, indent=2) + "\n")
    except OSError as error:
        raise _not_writable(error) from error


class ProfileLock:
    """Held while a program uses a profile; the system lets go of it if the program dies."""

    def __init__(self, directory: Path) -> None:
        """Take the lock.

        Raises `EnvironmentProblem`: `PROFILE_IN_USE` when another program has it,
        `PROFILE_NOT_WRITABLE` when there can be none.
        """
        try:
            descriptor = os.open(directory / LOCK_FILE, os.O_RDWR | os.O_CREAT, 0o600)
        except OSError as error:
            raise _not_writable(error) from error
        self._file: IO[str] | None = os.fdopen(descriptor, "r+")
        try:
            _lock(self._file)
        except OSError:
            self._file.close()
            self._file = None
            raise EnvironmentProblem(ProblemCode.PROFILE_IN_USE) from None

    def release(self) -> None:
        """Let the next program in; the file itself stays."""
        if self._file is not None:
            self._file.close()
            self._file = None


def _not_writable(error: OSError) -> EnvironmentProblem:
    code = (
        ProblemCode.DISK_FULL
        if error.errno in (28, 122)  # ENOSPC, EDQUOT
        else ProblemCode.PROFILE_NOT_WRITABLE
    )
    return EnvironmentProblem(code, errno=error.errno or 0)


if os.name == "nt":
    import msvcrt

    def _lock(file: IO[str]) -> None:
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined]  # Windows

else:
    import fcntl

    def _lock(file: IO[str]) -> None:
        fcntl.flock(file.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
