# SPDX-License-Identifier: Apache-2.0
"""Finds or makes a profile's key and reacts to each answer of the keyring (architecture §9).

Must not open a database, and must not delete anything but on `wipe`.
"""

from __future__ import annotations

import logging
import os
import secrets
import shutil
from pathlib import Path

from desktop_agent.domain.errors import EnvironmentProblem, Problem, ProblemCode
from desktop_agent.domain.light_dataclass import dataclass
from desktop_agent.domain.secret import SecretText
from desktop_agent.keys.key_store import (
    KeyAbsent,
    KeyForeign,
    KeyFound,
    KeyStore,
    KeyUnavailable,
)
from desktop_agent.keys.profile import (
    LOCK_FILE,
    RECORD_FILE,
    ProfileRecord,
    read_record,
    write_record,
)

log = logging.getLogger(__name__)

QUARANTINE = "quarantine"


@dataclass(frozen=True, slots=True)
class Unlocked:
    """A profile's key. Call `remember` once its files exist, so that no record names nothing."""

    key: SecretText
    record: ProfileRecord
    is_new: bool
    problem: Problem | None = None
    """Set when the old files cannot be read any more and were moved aside."""


def unlock(directory: Path, keys: KeyStore) -> Unlocked:
    """The profile's key; a new one for a new profile. The caller holds the profile's lock.

    Raises `EnvironmentProblem`: `KEYRING_LOCKED` or `KEYRING_MISSING` (try again) and
    `KEY_MISMATCH`, all with nothing touched.
    """
    record = read_record(directory)
    if record is None:
        return _start(directory, keys)
    match keys.read(record.entry, record.key_id):
        case KeyFound(key):
            return Unlocked(key, record, is_new=False)
        case KeyUnavailable(problem):
            raise EnvironmentProblem(problem.code, **problem.facts)
        case KeyForeign():
            raise EnvironmentProblem(ProblemCode.KEY_MISMATCH)
        case KeyAbsent():
            log.error("the keyring has lost the key of this profile")
            return _start(directory, keys)


def remember(directory: Path, unlocked: Unlocked) -> None:
    """Write `profile.json` of a new profile. Raises `EnvironmentProblem`."""
    if unlocked.is_new:
        write_record(directory, unlocked.record)


def wipe(directory: Path, keys: KeyStore) -> None:
    """Destroy the key, then the files. Raises `EnvironmentProblem` while the key still exists.

    From the first step on nothing of the profile can be read, whatever happens to the rest. The
    caller has closed the stores and releases the lock afterwards.
    """
    record = read_record(directory)
    if record is not None:
        keys.delete(record.entry)
    for path in directory.iterdir():
        if path.name == LOCK_FILE:
            continue
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        else:
            path.unlink(missing_ok=True)


def _start(directory: Path, keys: KeyStore) -> Unlocked:
    """A new key; databases that nobody can read any more are kept aside."""
    made_for = f"profile-{secrets.token_hex(8)}"
    made = keys.create(made_for)
    kept = _move_aside(directory)
    problem = Problem(ProblemCode.KEY_LOST, {"kept_as": kept}) if kept else None
    record = ProfileRecord(made_for, made.key_id, keys.backend)
    return Unlocked(made.key, record, is_new=True, problem=problem)


def _move_aside(directory: Path) -> str:
    """Move unreadable databases and the record into a new folder; "" when there are none."""
    files = [path for path in directory.glob("*.db*") if path.is_file()]
    if not files:
        return ""
    number = 1
    while (folder := directory / QUARANTINE / f"key-lost-{number}").exists():
        number += 1
    folder.mkdir(mode=0o700, parents=True)
    record = directory / RECORD_FILE
    for path in (*files, *((record,) if record.exists() else ())):
        os.replace(path, folder / path.name)
    return f"{QUARANTINE}/{folder.name}"
