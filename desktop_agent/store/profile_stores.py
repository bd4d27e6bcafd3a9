# SPDX-License-Identifier: Apache-2.0
"""A profile's stores at work: the db thread that writes and the reader beside it.

Implements `sync.ports.Stores`. asyncio is imported when the engine first asks, so that the first
inbox page can be read before it (measured §1).
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from desktop_agent.domain.errors import Bug, EnvironmentProblem, Problem, ProblemCode
from desktop_agent.domain.secret import SecretText
from desktop_agent.domain.session import Session
from desktop_agent.store.cache_repos import CacheTables
from desktop_agent.store.database import Connection, SqlError, classified, transaction
from desktop_agent.store.guard_facts import ProcessingRules
from desktop_agent.store.profile_files import (
    CACHE,
    WORK,
    open_cache,
    open_file,
    open_work,
    remove_cache,
)
from desktop_agent.store.reader import Reader
from desktop_agent.store.work_repos import WorkTables, read_session
from desktop_agent.store.worker import Worker

if TYPE_CHECKING:
    import asyncio

log = logging.getLogger(__name__)

T = TypeVar("T")
CLOSE_S = 2.0


class ProfileStores:
    """Both files of one profile, open. Callable from any thread.

    Attributes:
        reader: answers queries; usable at once, before any engine exists.
        session: as stored when the profile was opened.
        problems: what had to be rebuilt or moved aside on the way.
    """

    def __init__(
        self,
        directory: Path,
        key: SecretText,
        *,
        report: Callable[[Problem], None],
        processing: ProcessingRules | None = None,
    ) -> None:
        """Open both files; raises `EnvironmentProblem` with no thread left behind.

        `report` is called on the reader thread with what a failed query means to a person.
        """
        self._directory = directory
        self._key = key
        self._processing = processing or ProcessingRules()
        self._is_cache_damaged = False
        self.session: Session | None = None
        self.problems: tuple[Problem, ...] = ()
        self._worker = Worker("db")
        try:
            self._now(self._open)
        except BaseException:
            self._worker.close(CLOSE_S)
            raise
        self.reader = Reader(directory, key, self._processing, report)

    async def cache(self, job: Callable[[CacheTables], T]) -> T:
        """Run a job on `cache.db` in one transaction. Engine thread."""
        return await self._later(lambda: self._in_cache(job))

    async def work(self, job: Callable[[WorkTables], T]) -> T:
        """Run a job on `work.db` in one transaction. Engine thread."""
        return await self._later(lambda: self._in_work(job))

    async def drop_cache(self) -> None:
        """Empty `cache.db`; `work.db` is untouched. Engine thread."""
        await self._later(self._drop_cache)

    def close(self, timeout_s: float = CLOSE_S) -> bool:
        """Finish what is queued and close both files; False when that took longer."""
        is_reader_done = self.reader.close(timeout_s / 2)
        self._worker.submit(self._close_files)
        return self._worker.close(timeout_s / 2) and is_reader_done

    def _open(self) -> None:
        self._work_db, work_problem = open_work(self._directory, self._key)
        try:
            self._cache_db, cache_problem = open_cache(self._directory, self._key)
        except BaseException:
            self._work_db.close()
            raise
        self.problems = tuple(one for one in (work_problem, cache_problem) if one is not None)
        with classified(WORK):
            self.session = read_session(self._work_db)

    def _in_cache(self, job: Callable[[CacheTables], T]) -> T:
        try:
            with classified(CACHE), transaction(self._cache_db):
                return job(CacheTables(self._cache_db, self._processing))
        except EnvironmentProblem as error:
            if error.problem.code is ProblemCode.DATABASE_DAMAGED:
                self._is_cache_damaged = True
                self._cache_db = self._reopened(CACHE, self._cache_db)
            raise

    def _in_work(self, job: Callable[[WorkTables], T]) -> T:
        try:
            with classified(WORK), transaction(self._work_db):
                return job(WorkTables(self._work_db))
        except EnvironmentProblem as error:
            if error.problem.code is ProblemCode.DATABASE_DAMAGED:
                self._work_db = self._reopened(WORK, self._work_db)
            raise

    def _reopened(self, file: str, db: Connection) -> Connection:
        """SQLCipher answers nothing more on a connection that met a damaged page.

        A new one reaches all that is whole; if there can be none, the old one goes on failing.
        """
        try:
            new = open_file(self._directory, file, self._key)
        except EnvironmentProblem:
            return db
        db.close()
        return new

    def _drop_cache(self) -> None:
        with self.reader.suspended():
            self._cache_db.close()
            remove_cache(self._directory, is_damaged=self._is_cache_damaged)
            self._is_cache_damaged = False
            self._cache_db = open_file(self._directory, CACHE, self._key)

    def _close_files(self) -> None:
        for db in (self._cache_db, self._work_db):
            _close(db)

    def _now(self, job: Callable[[], None]) -> None:
        """Run a job on the db thread and wait for it."""
        done = threading.Event()
        failures: list[BaseException] = []

        def run() -> None:
            try:
                job()
            except BaseException as error:  # handed to the caller, who raises it
                failures.append(error)
            done.set()

        self._worker.submit(run)
        done.wait()
        if failures:
            raise failures[0]

    async def _later(self, job: Callable[[], T]) -> T:
        """Run a job on the db thread without blocking the calling loop."""
        import asyncio

        loop = asyncio.get_running_loop()
        waiting: asyncio.Future[T] = loop.create_future()

        def run() -> None:
            settle = _outcome(job, waiting)
            try:
                loop.call_soon_threadsafe(settle)
            except RuntimeError:
                # The loop has ended; the job itself is committed or rolled back.
                log.info("a job ended after its loop")

        if not self._worker.submit(run):
            raise Bug("the stores are closed")
        return await waiting


def _outcome(job: Callable[[], T], waiting: asyncio.Future[T]) -> Callable[[], None]:
    """Run a job now; what is returned tells the waiting loop how it went."""
    try:
        value = job()
    except BaseException as error:  # handed to the caller, who raises it
        failure = error
        return lambda: None if waiting.done() else waiting.set_exception(failure)
    return lambda: None if waiting.done() else waiting.set_result(value)


def _close(db: Connection) -> None:
    """Close a file; what is committed stays in its log when it cannot be moved over now."""
    try:
        db.close()
    except SqlError as error:
        log.warning("a database did not close: %s", type(error).__name__)
