# SPDX-License-Identifier: Apache-2.0
"""Answers queries on its own thread with a connection that cannot write (architecture §3).

Usable before any engine exists. Must not import asyncio: the first inbox page waits for it.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

from desktop_agent.domain.errors import AgentError, Bug, Problem, ProblemCode
from desktop_agent.domain.queries import Query
from desktop_agent.domain.secret import SecretText
from desktop_agent.store.answers import ANSWERS
from desktop_agent.store.database import (
    Connection,
    SqlError,
    cipher_key,
    classify,
    connect,
    transaction,
)
from desktop_agent.store.guard_facts import ProcessingRules
from desktop_agent.store.profile_files import CACHE, WORK, path_of
from desktop_agent.store.sources import Sources
from desktop_agent.store.worker import Worker

log = logging.getLogger(__name__)

A = TypeVar("A")


class Reader:
    """Implements `bridge.ReaderPort`. Callable from any thread.

    Invariant: one connection, used under `_gate` only, so that the db thread may replace the file.
    """

    def __init__(
        self,
        directory: Path,
        key: SecretText,
        processing: ProcessingRules,
        report: Callable[[Problem], None],
    ) -> None:
        self._directory = directory
        self._key = key
        self._processing = processing
        self._report = report
        self._gate = threading.Lock()
        self._db: Connection | None = None
        self._is_closing = False
        self._worker = Worker("db-reader")

    def ask(self, query: Query[A], answer: Callable[[A], None]) -> None:
        """Answer a query on the reader thread by calling `answer` there.

        A failing query calls nothing and is reported instead; after `close` nothing happens.
        """
        self._worker.submit(lambda: self._answer(query, answer))

    @contextmanager
    def suspended(self) -> Iterator[None]:
        """Nothing of the files is open or read meanwhile. Called on the db thread."""
        with self._gate:
            self._disconnect()
            yield

    def close(self, timeout_s: float) -> bool:
        """Drop waiting questions and close the connection; False when that took longer."""
        self._is_closing = True
        db = self._db
        if db is not None:
            db.interrupt()
        self._worker.submit(self._shut)
        return self._worker.close(timeout_s)

    def _answer(self, query: Query[A], answer: Callable[[A], None]) -> None:
        if self._is_closing:
            return
        try:
            value = self._read(query)
        except AgentError as error:
            self._fail(query, error)
            return
        try:
            answer(value)
        except Exception as error:
            # Whoever asked may be gone; the next question must be answered all the same.
            self._fail(query, Bug(f"{type(error).__name__} while taking the answer"))

    def _read(self, query: Query[A]) -> A:
        handler: Callable[[Sources, Any], Any] | None = ANSWERS.get(type(query))
        if handler is None:
            raise Bug(f"nobody answers {type(query).__name__}")
        with self._gate:
            try:
                db = self._connected()
                with transaction(db, kind="DEFERRED"):
                    found: A = handler(Sources(db, self._processing), query)
                    return found
            except SqlError as error:
                known = classify(error, CACHE)
                if known.problem.code is ProblemCode.DATABASE_DAMAGED:
                    self._disconnect()  # SQLCipher answers nothing more on this connection
                raise known from None
            except AgentError:
                raise
            except Exception as error:
                raise Bug(f"{type(error).__name__} while reading") from error

    def _connected(self) -> Connection:
        if self._db is None:
            db = connect(path_of(self._directory, CACHE), self._key, is_shared=True)
            try:
                db.execute(
                    "ATTACH DATABASE ? AS work KEY ?",
                    (str(path_of(self._directory, WORK)), cipher_key(self._key)),
                )
                db.execute("PRAGMA query_only = ON")
            except BaseException:
                db.close()
                raise
            self._db = db
        return self._db

    def _disconnect(self) -> None:
        if self._db is not None:
            self._db.close()
            self._db = None

    def _shut(self) -> None:
        with self._gate:
            self._disconnect()

    def _fail(self, query: Query[Any], error: AgentError) -> None:
        if self._is_closing:
            return
        if isinstance(error, Bug):
            log.error("%s failed: %s", type(query).__name__, error.what)
        else:
            log.warning("%s failed: %s", type(query).__name__, error.problem.code)
        self._report(error.problem)
