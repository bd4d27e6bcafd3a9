# SPDX-License-Identifier: Apache-2.0
"""The main thread's door to engine and stores; the only module that knows Qt and the engine.

Must not hold state of the product and must never wait.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable
from typing import Any, Protocol, TypeVar

from PySide6.QtCore import QObject, Qt, Signal, Slot

from desktop_agent.domain.events import EngineEvent
from desktop_agent.domain.queries import Query
from desktop_agent.domain.requests import Request

A = TypeVar("A")


class EnginePort(Protocol):
    """What the bridge needs of the engine. Callable from any thread, returns at once."""

    def submit(self, request: Request) -> None:
        """Hand a request to the engine thread."""
        ...


class ReaderPort(Protocol):
    """What the bridge needs of the stores. Callable from any thread, returns at once."""

    def ask(self, query: Query[A], answer: Callable[[A], None]) -> None:
        """Answer a query on the reader thread by calling `answer` there.

        A failing query calls nothing and reports a `ProblemArose` instead.
        """
        ...


class Bridge(QObject):
    """Main-thread door to the engine.

    Signals:
        happened: one `EngineEvent` (frozen), delivered on the main thread.
    """

    happened = Signal(object)
    _answered = Signal(int, object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._engine: EnginePort | None = None
        self._reader: ReaderPort | None = None
        self._tokens = itertools.count(1)
        self._waiting: dict[int, Callable[[Any], None]] = {}
        self._answered.connect(self._on_answered, Qt.ConnectionType.QueuedConnection)

    def attach(self, reader: ReaderPort | None = None, engine: EnginePort | None = None) -> None:
        """Connect what the composition root built; None leaves a port as it is. Main thread."""
        self._reader = reader or self._reader
        self._engine = engine or self._engine

    def post(self, event: EngineEvent) -> None:
        """Called on any thread; receivers run on the main thread in the order of posting."""
        self.happened.emit(event)

    def submit(self, request: Request) -> None:
        """Hand a request to the engine; the outcome shows in events. Main thread."""
        if self._engine is not None:
            self._engine.submit(request)

    def query(self, query: Query[A], answer: Callable[[A], None]) -> int:
        """Ask the stores; `answer` runs on the main thread unless `forget` came first.

        Returns the token to forget the question by.
        """
        token = next(self._tokens)
        if self._reader is None:
            return token
        self._waiting[token] = answer

        def hand_over(value: A) -> None:
            self._answered.emit(token, value)

        self._reader.ask(query, hand_over)
        return token

    def forget(self, token: int) -> None:
        """Drop a question whose answer nobody needs any more. Main thread."""
        self._waiting.pop(token, None)

    @property
    def open_questions(self) -> int:
        """How many questions have not been answered yet. Main thread."""
        return len(self._waiting)

    def forget_all(self) -> None:
        """Drop every open question: those who asked are about to go. Main thread."""
        self._waiting.clear()

    @Slot(int, object)
    def _on_answered(self, token: int, value: object) -> None:
        answer = self._waiting.pop(token, None)
        if answer is not None:
            answer(value)
