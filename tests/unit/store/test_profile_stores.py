# SPDX-License-Identifier: Apache-2.0
"""The stores at work: jobs, failures, the reader beside them, and the end."""

from __future__ import annotations

import asyncio
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop_agent.domain import queries
from desktop_agent.domain.errors import Bug, EnvironmentProblem, Problem, ProblemCode
from desktop_agent.domain.ids import TicketId
from desktop_agent.domain.queries import (
    Counts,
    CountsQuery,
    Query,
    SearchQuery,
    TicketRowsQuery,
    TranscriptQuery,
    ViewKind,
)
from desktop_agent.store.answers import ANSWERS
from desktop_agent.store.cache_repos import CacheTables
from desktop_agent.store.profile_stores import ProfileStores
from desktop_agent.store.work_repos import WorkTables
from desktop_agent.sync.ports import CacheRepos, Stores, WorkRepos
from tests.conftest import AllowedLog
from tests.unit.store.conftest import Files
from tests.unit.store.records import (
    KEY,
    ME,
    NOW,
    OTHER_KEY,
    make_messages,
    make_row,
    make_session,
    make_ticket,
)

ONE = TicketId(1)
PAGE = 8192
FIRST_MESSAGE_PAGE = 45
WAIT_S = 20.0


class Opened:
    """Stores with what they reported."""

    def __init__(self, directory: Path) -> None:
        self.problems: list[Problem] = []
        self.reported = threading.Event()
        self.stores = ProfileStores(directory, KEY, report=self._report)

    def _report(self, problem: Problem) -> None:
        self.problems.append(problem)
        self.reported.set()

    def count(self) -> int:
        """Free tickets, asked of the reader."""
        answers: list[int] = []
        answered = threading.Event()

        def take(counts: Counts) -> None:
            answers.append(counts.views[ViewKind.FREE])
            answered.set()

        self.stores.reader.ask(CountsQuery(ME), take)
        assert answered.wait(WAIT_S)
        return answers[0]


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[Opened]:
    found = Opened(tmp_path)
    yield found
    assert found.stores.close(WAIT_S)


def put_one(cache: CacheRepos) -> None:
    cache.put_tickets([make_ticket()], seen_at=NOW)


def put_row(work: WorkRepos) -> bool:
    work.add_row(make_row())
    return True


def fulfils_the_port(stores: ProfileStores) -> Stores:
    """Checked by mypy: the engine can be handed these stores."""
    return stores


def repos_fulfil_their_ports(cache: CacheTables, work: WorkTables) -> tuple[CacheRepos, WorkRepos]:
    """Checked by mypy."""
    return cache, work


def test_what_a_job_wrote_is_read_beside_it(opened: Opened) -> None:
    asyncio.run(fulfils_the_port(opened.stores).cache(put_one))
    assert opened.count() == 1


def test_job_that_raises_leaves_nothing(opened: Opened) -> None:
    def job(cache: CacheRepos) -> None:
        put_one(cache)
        raise LookupError("mine")

    with pytest.raises(LookupError, match="mine"):
        asyncio.run(opened.stores.cache(job))
    assert opened.count() == 0


def test_jobs_run_in_the_order_in_which_they_were_given(opened: Opened) -> None:
    order: list[int] = []

    async def give() -> None:
        jobs = [opened.stores.work(lambda _work, n=n: order.append(n)) for n in range(20)]  # type: ignore[misc]  # n is bound now
        await asyncio.gather(*jobs)

    asyncio.run(give())
    assert order == list(range(20))


def test_cancelled_waiting_does_not_undo_the_job(opened: Opened) -> None:
    started, may_go_on = threading.Event(), threading.Event()

    def job(work: WorkTables) -> None:
        started.set()
        assert may_go_on.wait(WAIT_S)
        work.add_row(make_row())

    async def cancel_early() -> None:
        waiting = asyncio.ensure_future(opened.stores.work(job))
        await asyncio.to_thread(started.wait, WAIT_S)
        waiting.cancel()
        with pytest.raises(asyncio.CancelledError):
            await waiting
        may_go_on.set()

    asyncio.run(cancel_early())
    assert asyncio.run(opened.stores.work(lambda work: len(work.open_rows()))) == 1


def test_job_that_outlives_its_loop_is_kept(opened: Opened) -> None:
    may_go_on = threading.Event()

    def job(work: WorkTables) -> None:
        assert may_go_on.wait(WAIT_S)
        work.add_row(make_row())

    async def give_and_leave() -> None:
        waiting = asyncio.ensure_future(opened.stores.work(job))
        await asyncio.sleep(0)
        waiting.cancel()

    asyncio.run(give_and_leave())
    may_go_on.set()
    assert asyncio.run(opened.stores.work(lambda work: len(work.open_rows()))) == 1


def test_session_is_known_at_once_when_the_profile_opens(tmp_path: Path) -> None:
    first = Opened(tmp_path)
    assert first.stores.session is None
    asyncio.run(first.stores.work(lambda work: work.set_session(make_session())))
    first.stores.close(WAIT_S)

    second = Opened(tmp_path)
    assert second.stores.session == make_session()
    second.stores.close(WAIT_S)


def test_dropped_cache_is_empty_and_the_work_stays(opened: Opened) -> None:
    asyncio.run(opened.stores.cache(put_one))
    asyncio.run(opened.stores.work(lambda work: work.add_row(make_row())))
    assert opened.count() == 1

    asyncio.run(opened.stores.drop_cache())

    assert opened.count() == 0
    assert asyncio.run(opened.stores.work(lambda work: len(work.open_rows()))) == 1
    asyncio.run(opened.stores.cache(put_one))
    assert opened.count() == 1


class TestDamageMeanwhile:
    @pytest.fixture
    def damaged(self, tmp_path: Path, allowed_log: AllowedLog) -> Iterator[Opened]:
        """A cache whose message pages a bad disk has overwritten."""
        allowed_log("desktop_agent.store")
        first = Opened(tmp_path)
        messages = make_messages(*range(1, 2000))
        asyncio.run(
            first.stores.cache(lambda cache: cache.put_tickets([make_ticket()], seen_at=NOW))
        )
        asyncio.run(first.stores.cache(lambda cache: cache.put_messages(ONE, messages)))
        first.stores.close(WAIT_S)
        path = tmp_path / "cache.db"
        size = path.stat().st_size
        with path.open("r+b") as file:
            # The first pages tell which tables there are; messages came last.
            for offset in range(FIRST_MESSAGE_PAGE * PAGE, size, PAGE):
                file.seek(offset)
                file.write(b"\xa5" * 100)
        second = Opened(tmp_path)
        yield second
        assert second.stores.close(WAIT_S)

    def test_reader_tells_and_goes_on(self, damaged: Opened) -> None:
        damaged.stores.reader.ask(TranscriptQuery(ONE, limit=2000), lambda _page: None)

        assert damaged.reported.wait(WAIT_S)
        assert damaged.problems[0].code is ProblemCode.DATABASE_DAMAGED
        assert damaged.count() == 1

    def test_job_fails_typed_and_dropping_the_cache_keeps_the_damaged_one(
        self, damaged: Opened, tmp_path: Path
    ) -> None:
        with pytest.raises(EnvironmentProblem) as caught:
            asyncio.run(damaged.stores.cache(lambda c: c.remove_tickets([ONE], why="x", at=NOW)))
        assert caught.value.problem.code is ProblemCode.DATABASE_DAMAGED

        asyncio.run(damaged.stores.drop_cache())

        assert damaged.count() == 0
        assert (tmp_path / "quarantine" / "cache-1.db").exists()


class TestOpening:
    def test_foreign_key_leaves_no_thread(self, tmp_path: Path, allowed_log: AllowedLog) -> None:
        allowed_log("desktop_agent.store")
        Opened(tmp_path).stores.close(WAIT_S)
        threads = threading.active_count()

        with pytest.raises(EnvironmentProblem) as caught:
            ProfileStores(tmp_path, OTHER_KEY, report=lambda _problem: None)

        assert caught.value.problem.code is ProblemCode.KEY_MISMATCH
        assert threading.active_count() == threads

    def test_missing_folder_is_told(self, tmp_path: Path, allowed_log: AllowedLog) -> None:
        allowed_log("desktop_agent.store")
        with pytest.raises(EnvironmentProblem) as caught:
            ProfileStores(tmp_path / "no", KEY, report=lambda _problem: None)
        assert caught.value.problem.code is ProblemCode.PROFILE_NOT_WRITABLE

    def test_rebuilt_files_are_told(self, tmp_path: Path, allowed_log: AllowedLog) -> None:
        allowed_log("desktop_agent.store")
        Opened(tmp_path).stores.close(WAIT_S)
        (tmp_path / "cache.db").write_bytes(KEY.reveal().encode()[:16] * 1024)

        opened = Opened(tmp_path)

        assert [one.code for one in opened.stores.problems] == [ProblemCode.DATABASE_DAMAGED]
        opened.stores.close(WAIT_S)

    def test_first_page_needs_no_asyncio(self, tmp_path: Path) -> None:
        """measured §1: what the first paint does not need is not imported before it."""
        script = (
            "import sys, threading\n"
            "from pathlib import Path\n"
            "from desktop_agent.domain.queries import TicketIndexQuery, TicketView, ViewKind\n"
            "from desktop_agent.domain.secret import SecretText\n"
            "from desktop_agent.store.profile_stores import ProfileStores\n"
            "stores = ProfileStores(Path(sys.argv[1]), SecretText('ab' * 48), report=print)\n"
            "done = threading.Event()\n"
            "query = TicketIndexQuery(TicketView(1, ViewKind.ALL))\n"
            "stores.reader.ask(query, lambda _: done.set())\n"
            "assert done.wait(20)\n"
            "stores.close()\n"
            "print([m for m in ('asyncio', 'httpx', 'PySide6', 'logging.config', 'ssl', 'keyring')"
            " if m in sys.modules])\n"
        )
        run = subprocess.run(
            [sys.executable, "-c", script, str(tmp_path)],
            capture_output=True,
            text=True,
            check=True,
            timeout=60,
        )
        assert run.stdout.strip() == "[]"


class TestEnd:
    def test_queued_work_is_done_before_the_end(self, tmp_path: Path) -> None:
        opened = Opened(tmp_path)
        may_go_on = threading.Event()

        async def give_and_leave() -> None:
            jobs = [
                opened.stores.work(lambda _work: may_go_on.wait(WAIT_S)),
                opened.stores.work(put_row),
            ]
            waiting = [asyncio.ensure_future(job) for job in jobs]
            await asyncio.sleep(0)
            for one in waiting:
                one.cancel()

        asyncio.run(give_and_leave())
        threading.Timer(0.05, may_go_on.set).start()
        assert opened.stores.close(WAIT_S)

        again = Opened(tmp_path)
        assert asyncio.run(again.stores.work(lambda work: len(work.open_rows()))) == 1
        again.stores.close(WAIT_S)

    def test_closing_takes_less_than_two_seconds_and_leaves_no_log(self, tmp_path: Path) -> None:
        opened = Opened(tmp_path)
        asyncio.run(opened.stores.cache(put_one))
        began = time.monotonic()

        assert opened.stores.close()

        assert time.monotonic() - began < 2.0
        assert not (tmp_path / "cache.db-wal").exists()
        assert {one.name for one in threading.enumerate()} & {"db", "db-reader"} == set()

    def test_questions_after_the_end_are_dropped_and_jobs_refused(self, tmp_path: Path) -> None:
        opened = Opened(tmp_path)
        opened.stores.close(WAIT_S)

        opened.stores.reader.ask(CountsQuery(ME), lambda _counts: pytest.fail("answered"))
        with pytest.raises(Bug):
            asyncio.run(opened.stores.cache(put_one))
        assert opened.stores.close(WAIT_S)


class TestReader:
    def test_every_query_has_somebody_who_answers_it(self) -> None:
        told = {
            one
            for one in vars(queries).values()
            if isinstance(one, type) and issubclass(one, Query) and one is not Query
        }
        assert told == set(ANSWERS)

    def test_reader_cannot_write(self, files: Files) -> None:
        files.ask(CountsQuery(ME))
        db = files.reader._db
        assert db is not None
        assert db.execute("PRAGMA query_only").fetchone() == (1,)

    def test_question_nobody_knows_is_reported(self, files: Files, allowed_log: AllowedLog) -> None:
        allowed_log("desktop_agent.store.reader", "failed")

        class Unknown(Query[int]):
            pass

        assert files.failure_of(Unknown()).code is ProblemCode.INTERNAL

    def test_row_no_version_ever_wrote_is_reported_without_its_content(
        self, files: Files, allowed_log: AllowedLog, caplog: pytest.LogCaptureFixture
    ) -> None:
        allowed_log("desktop_agent.store.reader", "failed")
        files.cache.put_tickets([make_ticket()], seen_at=NOW)
        files.cache_db.execute("UPDATE tickets SET priority = 'geheim'")

        problem = files.failure_of(TicketRowsQuery((ONE,)))

        assert problem.code is ProblemCode.INTERNAL
        assert "geheim" not in caplog.text

    def test_asker_that_fails_does_not_stop_the_next_answer(
        self, files: Files, allowed_log: AllowedLog
    ) -> None:
        allowed_log("desktop_agent.store.reader", "failed")

        def fail(_counts: Counts) -> None:
            raise RuntimeError("the window is gone")

        assert files.failure_of(CountsQuery(ME), fail).code is ProblemCode.INTERNAL
        assert files.ask(CountsQuery(ME)).outbox_open == 0

    def test_answers_come_in_the_order_of_the_questions(self, files: Files) -> None:
        order: list[int] = []
        for number in range(20):
            files.reader.ask(SearchQuery(str(number)), lambda _a, n=number: order.append(n))  # type: ignore[misc]  # n is bound now
        files.ask(CountsQuery(ME))
        assert order == list(range(20))
