# SPDX-License-Identifier: Apache-2.0
"""Waits until the window or the server shows something, while Qt's loop runs on.

Must not wait for a length of time: a condition ends the wait, or its limit makes the step fail.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Generic, TypeVar

from PySide6.QtCore import QEventLoop, QTimer

LOOK_MS = 5
LIMIT_S = 10.0

T = TypeVar("T")


class TourFailure(Exception):
    """A step did not show what it promises; the text says what was missing."""


def wait_for(look: Callable[[], T | None], what: str, limit_s: float = LIMIT_S) -> T:
    """Look again and again until `look` returns something true, and return that. Main thread.

    Raises `TourFailure` naming `what` after `limit_s` seconds, and whatever `look` raises.
    """
    found = look()
    if found:
        return found
    loop = QEventLoop()
    timer = QTimer(loop)
    timer.setInterval(LOOK_MS)
    watch = _Watch(look, loop, time.monotonic() + limit_s)
    timer.timeout.connect(watch.look)
    timer.start()
    loop.exec()
    timer.stop()
    if watch.error is not None:
        raise watch.error
    if watch.found is None:
        raise TourFailure(f"not seen within {limit_s:g} s: {what}")
    return watch.found


class _Watch(Generic[T]):
    """One wait: looks until something is found, something fails or the time is up."""

    def __init__(self, look: Callable[[], T | None], loop: QEventLoop, end: float) -> None:
        self._look = look
        self._loop = loop
        self._end = end
        self.found: T | None = None
        self.error: Exception | None = None

    def look(self) -> None:
        """Called by the timer."""
        try:
            found = self._look()
        except Exception as error:  # re-raised by `wait_for`, outside Qt's call
            self.error = error
            self._loop.quit()
            return
        if found:
            self.found = found
            self._loop.quit()
        elif time.monotonic() > self._end:
            self._loop.quit()
