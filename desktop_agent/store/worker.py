# SPDX-License-Identifier: Apache-2.0
"""One thread that runs jobs in the order in which they came. Knows nothing of databases."""

from __future__ import annotations

import threading
from collections.abc import Callable
from queue import SimpleQueue


class Worker:
    """Runs jobs one by one on its own thread, which is no daemon; `close` must be called.

    Jobs must not raise: whoever submits one decides where its failure goes.
    """

    def __init__(self, name: str) -> None:
        self._jobs: SimpleQueue[Callable[[], None] | None] = SimpleQueue()
        self._lock = threading.Lock()
        self._is_closed = False
        self._thread = threading.Thread(target=self._run, name=name)
        self._thread.start()

    def submit(self, job: Callable[[], None]) -> bool:
        """Queue a job; False once `close` was called. Any thread."""
        with self._lock:
            if self._is_closed:
                return False
            self._jobs.put(job)
            return True

    def close(self, timeout_s: float) -> bool:
        """Run what is queued, then end; False when that took longer. Any other thread."""
        with self._lock:
            if not self._is_closed:
                self._is_closed = True
                self._jobs.put(None)
        self._thread.join(timeout_s)
        return not self._thread.is_alive()

    def _run(self) -> None:
        while (job := self._jobs.get()) is not None:
            job()
