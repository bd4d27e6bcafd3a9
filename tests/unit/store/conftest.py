# SPDX-License-Identifier: Apache-2.0
"""Real encrypted files for the store's tests."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

import pytest

from desktop_agent.domain.errors import Problem
from desktop_agent.domain.queries import Query
from desktop_agent.store.cache_repos import CacheTables
from desktop_agent.store.database import Connection
from desktop_agent.store.guard_facts import ProcessingRules
from desktop_agent.store.profile_files import CACHE, WORK, open_file
from desktop_agent.store.reader import Reader
from desktop_agent.store.work_repos import WorkTables
from tests.unit.store.records import KEY

A = TypeVar("A")
WAIT_S = 20.0


class Files:
    """One profile's files, open for writing on this thread, with a reader beside them.

    Statements run outside of explicit transactions, each of them committed at once.
    """

    def __init__(self, directory: Path) -> None:
        self.directory = directory
        self.cache_db: Connection = open_file(directory, CACHE, KEY)
        self.work_db: Connection = open_file(directory, WORK, KEY)
        self.processing = ProcessingRules()
        self.cache = CacheTables(self.cache_db, self.processing)
        self.work = WorkTables(self.work_db)
        self.problems: list[Problem] = []
        self.reader = Reader(directory, KEY, self.processing, self._report)
        self._settled = threading.Event()

    def ask(self, query: Query[A]) -> A:
        """The reader's answer, waited for."""
        answers: list[A] = []
        self._settled.clear()

        def take(answer: A) -> None:
            answers.append(answer)
            self._settled.set()

        self.reader.ask(query, take)
        assert self._settled.wait(WAIT_S), "the reader did not answer"
        assert answers, f"the query failed: {self.problems}"
        return answers[0]

    def failure_of(self, query: Query[A], take: Callable[[A], None] | None = None) -> Problem:
        """What a query that cannot be answered, or whose asker fails, is reported as."""
        self._settled.clear()
        self.reader.ask(query, take or (lambda _answer: self._settled.set()))
        assert self._settled.wait(WAIT_S)
        return self.problems[-1]

    def _report(self, problem: Problem) -> None:
        self.problems.append(problem)
        self._settled.set()

    def close(self) -> None:
        """End the reader and close the files."""
        assert self.reader.close(WAIT_S)
        self.cache_db.close()
        self.work_db.close()


@pytest.fixture
def files(tmp_path: Path) -> Iterator[Files]:
    """An empty profile."""
    opened = Files(tmp_path)
    yield opened
    opened.close()


@pytest.fixture
def cache(files: Files) -> CacheTables:
    """`cache.db` of an empty profile."""
    return files.cache


@pytest.fixture
def work(files: Files) -> WorkTables:
    """`work.db` of an empty profile."""
    return files.work
