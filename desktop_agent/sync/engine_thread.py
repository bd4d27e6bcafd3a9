# SPDX-License-Identifier: Apache-2.0
"""The engine's own thread. Must not import asyncio before it runs (measured §1)."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from typing import TYPE_CHECKING

from desktop_agent.domain.requests import Request

if TYPE_CHECKING:
    from desktop_agent.sync.engine import Engine

log = logging.getLogger(__name__)


class EngineThread(threading.Thread):
    """Builds the engine on its own thread and runs it until `stop`. Not a daemon.

    `make_engine` runs on the engine thread, so that its imports cost the window nothing; requests
    that are submitted before are kept in order. Fulfils `bridge.EnginePort`.
    """

    def __init__(self, make_engine: Callable[[], Engine]) -> None:
        super().__init__(name="engine", daemon=False)
        self._make_engine = make_engine
        self._lock = threading.Lock()
        self._early: list[Request] = []
        self._engine: Engine | None = None
        self._stopping = threading.Event()

    def submit(self, request: Request) -> None:
        """Hand a request to the engine. Any thread, returns at once."""
        with self._lock:
            if self._engine is None:
                self._early.append(request)
            else:
                self._engine.submit(request)

    def stop(self, timeout_s: float) -> bool:
        """Ask the engine to end and wait; False when it still runs after `timeout_s` seconds."""
        with self._lock:
            self._stopping.set()
            if self._engine is not None:
                self._engine.stop()
        if self.ident is not None:
            self.join(timeout_s)
        return not self.is_alive()

    def run(self) -> None:
        """Thread body."""
        if self._stopping.is_set():
            return
        import asyncio

        engine = self._make_engine()
        with self._lock:
            if self._stopping.is_set():
                return
            for request in self._early:
                engine.submit(request)
            self._early.clear()
            self._engine = engine
        asyncio.run(engine.run())
        log.info("engine ended")
