# SPDX-License-Identifier: Apache-2.0
"""Opens a profile's two files and deals with damaged, foreign and newer ones (architecture §4, §9).

`cache.db` can always be rebuilt. `work.db` is never deleted here: a damaged one is moved aside.
"""

from __future__ import annotations

import errno
import logging
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from desktop_agent.domain.errors import AgentError, EnvironmentProblem, Problem, ProblemCode
from desktop_agent.domain.secret import SecretText
from desktop_agent.store import search_index
from desktop_agent.store.database import (
    Connection,
    classified,
    connect,
    salt_of,
    transaction,
)
from desktop_agent.store.migrate import migrate

log = logging.getLogger(__name__)

CACHE, WORK = "cache", "work"
QUARANTINE = "quarantine"
_SHARED_MEMORY_BYTES = 32 * 1024
_SIDE_FILES = ("", "-wal", "-shm")


def path_of(directory: Path, file: str) -> Path:
    """Where `cache` or `work` lies."""
    return directory / f"{file}.db"


def open_file(directory: Path, file: str, key: SecretText) -> Connection:
    """Open or create one file with its newest tables, for the calling thread.

    Raises `EnvironmentProblem` for everything that is the machine's or the file's fault.
    """
    _make_private(path_of(directory, file))
    with _full_disk_told(directory, file), classified(file):
        db = connect(path_of(directory, file), key)
        try:
            migrate(db, file)
            if file == CACHE:
                with transaction(db):
                    search_index.rebuild_if_outdated(db)
        except BaseException:
            db.close()
            raise
    return db


def open_work(directory: Path, key: SecretText) -> tuple[Connection, Problem | None]:
    """`work.db`, and what happened to it if it was damaged.

    Raises `EnvironmentProblem(DATABASE_NEWER)` and, when nothing shows that the key is this
    profile's, `KEY_MISMATCH`: then no file is touched.
    """
    try:
        if not _is_emptied(directory):
            return open_file(directory, WORK, key), None
    except EnvironmentProblem as error:
        if error.problem.code is not ProblemCode.DATABASE_DAMAGED:
            raise
    if not _is_key_proven(directory, key):
        raise EnvironmentProblem(ProblemCode.KEY_MISMATCH, file=WORK)
    kept = _quarantine(directory, WORK)
    problem = Problem(ProblemCode.DATABASE_DAMAGED, {"file": WORK, "kept_as": kept})
    return open_file(directory, WORK, key), problem


def open_cache(directory: Path, key: SecretText) -> tuple[Connection, Problem | None]:
    """`cache.db`, empty when it had to be rebuilt, and why."""
    try:
        return open_file(directory, CACHE, key), None
    except EnvironmentProblem as error:
        code = error.problem.code
        if code not in (ProblemCode.DATABASE_DAMAGED, ProblemCode.DATABASE_NEWER):
            raise
    facts: dict[str, str | int] = {"file": CACHE}
    if code is ProblemCode.DATABASE_DAMAGED:
        facts["kept_as"] = _quarantine(directory, CACHE)
    else:
        remove_cache(directory)
    return open_file(directory, CACHE, key), Problem(code, facts)


def remove_cache(directory: Path, *, is_damaged: bool = False) -> None:
    """Take `cache.db` away; a damaged one is kept aside until the next one is."""
    if is_damaged:
        _quarantine(directory, CACHE)
        return
    for suffix in _SIDE_FILES:
        _with_suffix(path_of(directory, CACHE), suffix).unlink(missing_ok=True)


@contextmanager
def _full_disk_told(directory: Path, file: str) -> Iterator[None]:
    """Without room for a file's shared memory SQLite speaks of a read error only."""
    try:
        yield
    except EnvironmentProblem as error:
        is_unclear = error.problem.code is ProblemCode.PROFILE_UNREADABLE
        if is_unclear and shutil.disk_usage(directory).free < _SHARED_MEMORY_BYTES:
            raise EnvironmentProblem(ProblemCode.DISK_FULL, file=file) from error
        raise


def _is_emptied(directory: Path) -> bool:
    """True for a `work.db` cut down to nothing; SQLite would take it for a new one."""
    work, cache = path_of(directory, WORK), path_of(directory, CACHE)
    if not (work.exists() and cache.exists()) or _with_suffix(work, "-wal").exists():
        return False
    return work.stat().st_size == 0 and cache.stat().st_size > 0


def _is_key_proven(directory: Path, key: SecretText) -> bool:
    """True when `work.db` begins with this key's salt or `cache.db` opens with the key."""
    with path_of(directory, WORK).open("rb") as file:
        if file.read(16) == salt_of(key):
            return True
    if not path_of(directory, CACHE).exists():
        return False
    try:
        open_file(directory, CACHE, key).close()
    except AgentError as error:
        return error.problem.code is ProblemCode.DATABASE_NEWER
    return True


def _quarantine(directory: Path, file: str) -> str:
    """Move a file with its side files aside; returns its new name within the profile.

    Only the latest damaged cache is kept, every damaged `work.db` is.
    """
    folder = directory / QUARANTINE
    folder.mkdir(mode=0o700, exist_ok=True)
    number = 1
    while file == WORK and (folder / f"{file}-{number}.db").exists():
        number += 1
    target = folder / f"{file}-{number}.db"
    for suffix in _SIDE_FILES:
        source = _with_suffix(path_of(directory, file), suffix)
        if source.exists():
            os.replace(source, _with_suffix(target, suffix))
        else:
            _with_suffix(target, suffix).unlink(missing_ok=True)
    log.error("%s.db is damaged and was moved aside as %s", file, target.name)
    return f"{QUARANTINE}/{target.name}"


def _make_private(path: Path) -> None:
    """Create the file for its owner only; SQLite gives its side files the same rights.

    Raises `EnvironmentProblem` with PROFILE_NOT_WRITABLE or DISK_FULL.
    """
    try:
        path.touch(mode=0o600)
    except OSError as error:
        is_full = error.errno in (errno.ENOSPC, errno.EDQUOT)
        code = ProblemCode.DISK_FULL if is_full else ProblemCode.PROFILE_NOT_WRITABLE
        raise EnvironmentProblem(code, errno=error.errno or 0) from error


def _with_suffix(path: Path, suffix: str) -> Path:
    return path.with_name(path.name + suffix)
