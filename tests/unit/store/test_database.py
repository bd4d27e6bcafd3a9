# SPDX-License-Identifier: Apache-2.0
"""Opening encrypted files, and what SQLite's errors mean to a person."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from desktop_agent.domain.errors import Bug, EnvironmentProblem, ProblemCode
from desktop_agent.domain.secret import SecretText
from desktop_agent.store.database import (
    PAGE_SIZE,
    Connection,
    classified,
    connect,
    transaction,
)
from tests.conftest import AllowedLog
from tests.unit.store.records import KEY, OTHER_KEY

STORE_LOG = "desktop_agent.store"


def pragma(path: Path, name: str) -> object:
    db = connect(path, KEY)
    try:
        return db.execute(f"PRAGMA {name}").fetchone()[0]
    finally:
        db.close()


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("page_size", str(PAGE_SIZE)),
        ("cipher_page_size", str(PAGE_SIZE)),
        ("journal_mode", "wal"),
        ("synchronous", 1),
        ("secure_delete", 1),
        ("busy_timeout", 5000),
        ("cache_size", -32000),
    ],
)
def test_measured_settings_are_in_force(tmp_path: Path, name: str, value: object) -> None:
    assert pragma(tmp_path / "a.db", name) == value


def test_plain_sqlite_cannot_read_the_file(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    db = connect(path, KEY)
    db.execute("CREATE TABLE t (x)")
    db.close()

    assert path.read_bytes()[:16] == bytes.fromhex(KEY.reveal()[64:])
    plain = sqlite3.connect(path)
    with pytest.raises(sqlite3.DatabaseError, match="not a database"):
        plain.execute("SELECT * FROM sqlite_master")
    plain.close()


def test_foreign_key_is_refused_and_stderr_stays_silent(
    tmp_path: Path, allowed_log: AllowedLog, capfd: pytest.CaptureFixture[str]
) -> None:
    allowed_log(STORE_LOG)
    db = connect(tmp_path / "a.db", KEY)
    db.execute("CREATE TABLE t (x)")
    db.close()

    with pytest.raises(EnvironmentProblem) as caught, classified("work"):
        connect(tmp_path / "a.db", OTHER_KEY)

    assert caught.value.problem.code is ProblemCode.DATABASE_DAMAGED
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize("key", ["", "ab" * 47, "AB" * 48, "zz" * 48, "'; --" + "a" * 91])
def test_anything_but_a_raw_key_is_a_bug(tmp_path: Path, key: str) -> None:
    with pytest.raises(Bug):
        connect(tmp_path / "a.db", SecretText(key))
    assert not (tmp_path / "a.db").exists()


def test_full_disk_keeps_what_was_there(tmp_path: Path, allowed_log: AllowedLog) -> None:
    allowed_log(STORE_LOG)
    db = connect(tmp_path / "a.db", KEY)
    db.execute("CREATE TABLE t (x)")
    db.execute("INSERT INTO t VALUES ('kept')")
    db.execute("PRAGMA max_page_count = 4")

    with pytest.raises(EnvironmentProblem) as caught:
        write_much(db)

    assert caught.value.problem.code is ProblemCode.DISK_FULL
    assert db.execute("SELECT x FROM t").fetchall() == [("kept",)]
    assert not db.in_transaction
    db.close()


def test_second_writer_is_told_to_wait(tmp_path: Path, allowed_log: AllowedLog) -> None:
    allowed_log(STORE_LOG)
    one, other = (connect(tmp_path / "a.db", KEY) for _ in range(2))
    one.execute("CREATE TABLE t (x)")
    other.execute("PRAGMA busy_timeout = 0")

    with (
        transaction(one),
        pytest.raises(EnvironmentProblem) as caught,
        classified("work"),
        transaction(other),
    ):
        pass

    assert caught.value.problem.code is ProblemCode.DATABASE_BUSY
    one.close()
    other.close()


def write_much(db: Connection) -> None:
    with classified("work"), transaction(db):
        db.execute("INSERT INTO t VALUES ('lost')")
        db.execute("INSERT INTO t VALUES (?)", ("x" * 100_000,))


def break_off(db: Connection) -> None:
    with transaction(db):
        db.execute("INSERT INTO t VALUES (1)")
        raise LookupError


def test_missing_folder_is_told(tmp_path: Path, allowed_log: AllowedLog) -> None:
    allowed_log(STORE_LOG)
    with pytest.raises(EnvironmentProblem) as caught, classified("work"):
        connect(tmp_path / "no" / "a.db", KEY)
    assert caught.value.problem.code is ProblemCode.PROFILE_UNREADABLE


@pytest.mark.parametrize(
    "statement",
    [
        pytest.param("SELECT nothing FROM nowhere", id="sql"),
        pytest.param("INSERT INTO t VALUES (NULL)", id="constraint"),
    ],
)
def test_own_mistakes_are_bugs_without_values(
    tmp_path: Path, allowed_log: AllowedLog, statement: str
) -> None:
    allowed_log(STORE_LOG)
    db = connect(tmp_path / "a.db", KEY)
    db.execute("CREATE TABLE t (x NOT NULL)")
    with pytest.raises(Bug) as caught, classified("work"):
        db.execute(statement)
    assert caught.value.__cause__ is None
    assert "nowhere" not in caught.value.what
    db.close()


def test_failed_transaction_leaves_nothing(tmp_path: Path) -> None:
    db = connect(tmp_path / "a.db", KEY)
    db.execute("CREATE TABLE t (x)")
    with pytest.raises(LookupError):
        break_off(db)
    assert db.execute("SELECT count(*) FROM t").fetchone() == (0,)
    db.close()
