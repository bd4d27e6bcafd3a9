# SPDX-License-Identifier: Apache-2.0
"""Damaged, foreign, newer and old files: what is rebuilt, moved aside or refused."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace

import pytest

from desktop_agent.domain.errors import EnvironmentProblem, Problem, ProblemCode
from desktop_agent.domain.secret import SecretText
from desktop_agent.store.database import Connection, SqlError, connect, transaction
from desktop_agent.store.migrate import NEWEST, migrate, migrations
from desktop_agent.store.profile_files import CACHE, WORK, open_cache, open_file, open_work, path_of
from desktop_agent.store.search_index import rebuild_if_outdated
from desktop_agent.store.work_repos import WorkTables
from tests.conftest import AllowedLog
from tests.unit.store.records import KEY, OTHER_KEY, make_row

PAGE = 8192


@pytest.fixture
def directory(tmp_path: Path, allowed_log: AllowedLog) -> Path:
    """A profile with an outbox row and several pages of work."""
    allowed_log("desktop_agent.store")
    open_file(tmp_path, CACHE, KEY).close()
    db = open_file(tmp_path, WORK, KEY)
    WorkTables(db).add_row(make_row())
    WorkTables(db).add_blob("filler", bytes(20 * PAGE))
    db.close()
    return tmp_path


def overwrite(path: Path, offset: int, length: int = 200) -> None:
    """Damage a file as a bad disk would."""
    with path.open("r+b") as file:
        file.seek(offset)
        file.write(b"\xa5" * length)


def contents(directory: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in directory.iterdir() if path.is_file()}


def test_files_are_for_their_owner_only(directory: Path) -> None:
    for file in (CACHE, WORK):
        assert path_of(directory, file).stat().st_mode & 0o777 == 0o600


def test_whole_files_open_without_a_word(directory: Path) -> None:
    for opened, problem in (open_work(directory, KEY), open_cache(directory, KEY)):
        assert problem is None
        opened.close()


@pytest.mark.parametrize("offset", [0, 32], ids=["salt-and-header", "header"])
def test_damaged_work_is_moved_aside_never_deleted(directory: Path, offset: int) -> None:
    overwrite(path_of(directory, WORK), offset)
    damaged = path_of(directory, WORK).read_bytes()

    db, problem = open_work(directory, KEY)

    assert problem == Problem(
        ProblemCode.DATABASE_DAMAGED, {"file": "work", "kept_as": "quarantine/work-1.db"}
    )
    assert (directory / "quarantine" / "work-1.db").read_bytes() == damaged
    assert WorkTables(db).open_rows() == []
    db.close()


def test_work_cut_down_to_nothing_is_told_and_not_taken_for_new(directory: Path) -> None:
    path_of(directory, WORK).write_bytes(b"")

    db, problem = open_work(directory, KEY)

    assert problem is not None
    assert problem.code is ProblemCode.DATABASE_DAMAGED
    db.close()


def test_an_interrupted_first_start_is_no_damage(tmp_path: Path) -> None:
    path_of(tmp_path, WORK).touch()
    db, problem = open_work(tmp_path, KEY)
    assert problem is None
    db.close()


def test_every_damaged_work_is_kept(directory: Path) -> None:
    for _ in range(2):
        overwrite(path_of(directory, WORK), 32)
        open_work(directory, KEY)[0].close()

    kept = sorted(path.name for path in (directory / "quarantine").iterdir())
    assert kept == ["work-1.db", "work-2.db"]


def test_damaged_cache_is_rebuilt_and_only_the_latest_kept(directory: Path) -> None:
    for _ in range(2):
        overwrite(path_of(directory, CACHE), 32)
        db, problem = open_cache(directory, KEY)
        db.close()
        assert problem is not None
        assert problem.code is ProblemCode.DATABASE_DAMAGED

    assert [path.name for path in (directory / "quarantine").iterdir()] == ["cache-1.db"]


def test_damage_in_the_middle_shows_when_it_is_read(directory: Path) -> None:
    overwrite(path_of(directory, WORK), 12 * PAGE)
    db = open_file(directory, WORK, KEY)

    with pytest.raises(Exception, match=r"malformed|not a database"):
        WorkTables(db).blob("filler")
    db.close()


def test_foreign_key_touches_nothing(directory: Path) -> None:
    before = contents(directory)

    with pytest.raises(EnvironmentProblem) as caught:
        open_work(directory, OTHER_KEY)

    assert caught.value.problem.code is ProblemCode.KEY_MISMATCH
    assert contents(directory) == before


def test_key_that_differs_in_its_last_digit_opens_nothing(directory: Path) -> None:
    """Same salt, other key: the file is this profile's, so it counts as damaged, and is kept."""
    digits = KEY.reveal()
    almost = SecretText(("f" if digits[0] != "f" else "0") + digits[1:])
    before = path_of(directory, WORK).read_bytes()

    db, problem = open_work(directory, almost)

    db.close()
    assert problem is not None
    assert (directory / "quarantine" / "work-1.db").read_bytes() == before


class TestNewer:
    @pytest.fixture(params=[CACHE, WORK])
    def newer(self, directory: Path, request: pytest.FixtureRequest) -> str:
        file: str = request.param
        db = connect(path_of(directory, file), KEY)
        db.execute("PRAGMA user_version = 9999")
        db.close()
        return file

    def test_newer_work_refuses_and_stays_while_a_newer_cache_is_rebuilt(
        self, directory: Path, newer: str
    ) -> None:
        before = contents(directory)
        if newer == WORK:
            with pytest.raises(EnvironmentProblem) as caught:
                open_work(directory, KEY)
            assert caught.value.problem.code is ProblemCode.DATABASE_NEWER
            assert contents(directory)["work.db"] == before["work.db"]
        else:
            db, problem = open_cache(directory, KEY)
            db.close()
            assert problem == Problem(ProblemCode.DATABASE_NEWER, {"file": "cache"})


class TestMigrations:
    @pytest.mark.parametrize("file", [CACHE, WORK])
    def test_numbers_are_gapless(self, file: str) -> None:
        numbers = [number for number, _ in migrations(file)]
        assert numbers == list(range(1, len(numbers) + 1))
        assert numbers[-1] == NEWEST[file]

    @pytest.mark.parametrize("file", [CACHE, WORK])
    def test_running_again_changes_nothing(self, directory: Path, file: str) -> None:
        db = open_file(directory, file, KEY)
        before = db.total_changes
        assert migrate(db, file) == migrations(file)[-1][0]
        assert db.total_changes == before
        db.close()

    def test_step_that_fails_leaves_the_version_before_it(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        steps = [(1, "CREATE TABLE one (x);"), (2, "CREATE TABLE two (x); SELECT broken;")]
        monkeypatch.setattr("desktop_agent.store.migrate.migrations", lambda _file: steps)
        monkeypatch.setitem(NEWEST, CACHE, 2)
        db = connect(tmp_path / "a.db", KEY)

        with pytest.raises(Exception, match="broken"):
            migrate(db, CACHE)

        tables = [row[0] for row in db.execute("SELECT name FROM sqlite_master")]
        assert tables == ["one"]
        assert db.execute("PRAGMA user_version").fetchone() == (1,)
        db.close()

    def test_index_of_an_older_folding_is_built_anew(self, directory: Path) -> None:
        db = open_file(directory, CACHE, KEY)
        db.execute("UPDATE meta SET value = 'older' WHERE name = 'index_version'")
        with transaction(db):
            assert rebuild_if_outdated(db)
            assert not rebuild_if_outdated(db)
        db.close()


class TestGolden:
    """Files that the first version wrote; `tests/golden/make_profiles.py` made them."""

    @pytest.fixture
    def golden(self, tmp_path: Path) -> Path:
        source = Path(__file__).parents[2] / "golden" / "profile-1"
        for name in ("cache.db", "work.db"):
            (tmp_path / name).write_bytes((source / name).read_bytes())
        return tmp_path

    def test_old_files_open_with_all_they_hold(self, golden: Path) -> None:
        work, work_problem = open_work(golden, KEY)
        cache, cache_problem = open_cache(golden, KEY)

        assert (work_problem, cache_problem) == (None, None)
        assert WorkTables(work).open_rows() == [make_row(1), make_row(2)]
        assert WorkTables(work).session() is not None
        drafts = work.execute("SELECT ticket_id, text FROM drafts").fetchall()
        assert drafts == [(1, "Guten Tag")]
        counted = {
            table: cache.execute(f"SELECT count(*) FROM {table}").fetchone()[0]  # noqa: S608
            for table in ("tickets", "messages", "customers", "channels", "tombstones")
        }
        assert counted == {
            "tickets": 2,
            "messages": 3,
            "customers": 2,
            "channels": 2,
            "tombstones": 1,
        }
        found = cache.execute(
            "SELECT rowid FROM message_index WHERE message_index MATCH 'nachricht'"
        ).fetchall()
        assert len(found) == 3
        work.close()
        cache.close()


@pytest.mark.parametrize(
    ("free", "code"),
    [(0, ProblemCode.DISK_FULL), (10**9, ProblemCode.PROFILE_UNREADABLE)],
    ids=["full", "roomy"],
)
def test_an_unclear_read_error_on_a_full_disk_is_told_as_full(
    directory: Path, monkeypatch: pytest.MonkeyPatch, free: int, code: ProblemCode
) -> None:
    def unreadable(path: Path, key: SecretText) -> Connection:
        error = SqlError("disk I/O error")
        error.sqlite_errorcode = 10
        raise error

    monkeypatch.setattr("desktop_agent.store.profile_files.connect", unreadable)
    usage = SimpleNamespace(free=free)
    monkeypatch.setattr("desktop_agent.store.profile_files.shutil.disk_usage", lambda _: usage)
    with pytest.raises(EnvironmentProblem) as refused:
        open_work(directory, KEY)
    assert refused.value.problem.code is code
