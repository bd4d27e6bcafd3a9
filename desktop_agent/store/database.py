# SPDX-License-Identifier: Apache-2.0
"""Opens SQLCipher files and turns SQLite's errors into the product's. Must not know any table.

Settings and their reasons are measured (measured §2): a raw key needs no key derivation, a page of
8192 bytes costs least, the page size must follow the key on every open.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from desktop_agent.domain.errors import AgentError, Bug, EnvironmentProblem, ProblemCode
from desktop_agent.domain.secret import SecretText

if TYPE_CHECKING:
    # The module has no types of its own and keeps the standard library's interface.
    import sqlite3 as sqlcipher
else:
    from sqlcipher3 import dbapi2 as sqlcipher

log = logging.getLogger(__name__)

Connection = sqlcipher.Connection
SqlError = sqlcipher.Error
Row = tuple[Any, ...]

PAGE_SIZE = 8192
BUSY_TIMEOUT_MS = 5000
KEY_HEX_DIGITS = 96
"""32 bytes of key and 16 of salt; with the salt given nothing is derived on open."""

_CORRUPT, _NOT_A_DATABASE = 11, 26
_PROBLEMS = {
    3: ProblemCode.PROFILE_UNREADABLE,  # SQLITE_PERM
    5: ProblemCode.DATABASE_BUSY,  # SQLITE_BUSY
    6: ProblemCode.DATABASE_BUSY,  # SQLITE_LOCKED
    8: ProblemCode.PROFILE_NOT_WRITABLE,  # SQLITE_READONLY
    10: ProblemCode.PROFILE_UNREADABLE,  # SQLITE_IOERR
    _CORRUPT: ProblemCode.DATABASE_DAMAGED,
    13: ProblemCode.DISK_FULL,  # SQLITE_FULL
    14: ProblemCode.PROFILE_UNREADABLE,  # SQLITE_CANTOPEN
    _NOT_A_DATABASE: ProblemCode.DATABASE_DAMAGED,
}
"""Primary result codes that are the machine's fault; every other one is ours."""


def classify(error: sqlcipher.Error, file: str) -> AgentError:
    """The product's error for one of SQLite's; `file` is `cache` or `work`."""
    code = getattr(error, "sqlite_errorcode", None)
    problem = None if code is None else _PROBLEMS.get(code & 0xFF)
    if problem is None:
        return Bug(f"{type(error).__name__} {getattr(error, 'sqlite_errorname', '?')} in {file}")
    return EnvironmentProblem(problem, file=file, sqlite_code=code or 0)


@contextmanager
def classified(file: str) -> Iterator[None]:
    """Raises `EnvironmentProblem` or `Bug` in place of SQLite's errors."""
    try:
        yield
    except sqlcipher.Error as error:
        known = classify(error, file)
        log.warning("%s: %s", file, known.problem.code)
        # The chain is cut: an SQLite message may quote a value.
        raise known from None


def connect(path: Path, key: SecretText, *, is_shared: bool = False) -> Connection:
    """Open or create an encrypted file for the calling thread, or for whoever holds a lock.

    Raises SQLite's own errors (wrap in `classified`): code 26 when the key does not fit or the
    file is damaged.
    """
    _check_key(key)
    db = sqlcipher.connect(
        str(path), isolation_level=None, cached_statements=256, check_same_thread=not is_shared
    )
    try:
        db.execute("PRAGMA cipher_log_level = NONE")  # else a wrong key writes to stderr
        # The process-wide default serves ATTACH, which takes no page size after its key.
        db.execute(f"PRAGMA cipher_default_page_size = {PAGE_SIZE}")
        db.execute(f'PRAGMA key = "{cipher_key(key)}"')
        db.execute(f"PRAGMA cipher_page_size = {PAGE_SIZE}")
        db.execute("PRAGMA cipher_memory_security = OFF")  # costs 18 %, protects from swapping only
        db.execute(f"PRAGMA busy_timeout = {BUSY_TIMEOUT_MS}")
        db.execute("SELECT count(*) FROM sqlite_master").fetchone()  # proves that the key fits
        db.execute("PRAGMA journal_mode = WAL")
        db.execute("PRAGMA synchronous = NORMAL")
        db.execute("PRAGMA cache_size = -32000")
        db.execute("PRAGMA secure_delete = ON")  # erased content is overwritten (domain-rules C3)
        db.execute("PRAGMA journal_size_limit = 67108864")
    except BaseException:
        db.close()
        raise
    return db


def cipher_key(key: SecretText) -> str:
    """SQLCipher's spelling of a raw key with salt."""
    return f"x'{key.reveal()}'"


def salt_of(key: SecretText) -> bytes:
    """The 16 bytes that every file of this key begins with."""
    return bytes.fromhex(key.reveal()[64:])


@contextmanager
def transaction(db: Connection, *, kind: str = "IMMEDIATE") -> Iterator[None]:
    """All or nothing; rolls back on any exception."""
    db.execute(f"BEGIN {kind}")
    try:
        yield
    except BaseException:
        if db.in_transaction:  # SQLite itself rolls back on a full disk
            db.execute("ROLLBACK")
        raise
    try:
        db.execute("COMMIT")
    except BaseException:
        if db.in_transaction:
            db.execute("ROLLBACK")
        raise


def upsert(table: str, columns: tuple[str, ...], key: str = "id") -> str:
    """`INSERT … ON CONFLICT DO UPDATE` over all columns; never REPLACE, which deletes first."""
    names = ", ".join(columns)
    marks = ", ".join("?" * len(columns))
    sets = ", ".join(f"{name} = excluded.{name}" for name in columns if name != key)
    return (
        f"INSERT INTO {table} ({names}) VALUES ({marks}) "  # noqa: S608 - constants only
        f"ON CONFLICT ({key}) DO UPDATE SET {sets}"
    )


def _check_key(key: SecretText) -> None:
    digits = key.reveal()
    if len(digits) != KEY_HEX_DIGITS or not set(digits) <= set("0123456789abcdef"):
        raise Bug("a database key is 96 lower-case hex digits")
