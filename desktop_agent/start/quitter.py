# SPDX-License-Identifier: Apache-2.0
"""Shuts the program down in order and within a limit. Must not know what it closes."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable

_log = logging.getLogger(__name__)

LIMIT_S = 5.0
_LEAST_S = 0.2

Closer = Callable[[float], object]


class Quitter:
    """Runs closers in the reverse order of their registration. Main thread.

    Each is given the seconds that are left and must return within them; at least 0.2 s, so that a
    slow one does not keep the later ones from trying. Architecture §3: 5 s in all.
    """

    def __init__(self, limit_s: float = LIMIT_S) -> None:
        self._limit_s = limit_s
        self._closers: list[tuple[str, Closer]] = []

    def add(self, name: str, close: Closer) -> None:
        """Register what `quit` is to close before everything registered so far."""
        self._closers.append((name, close))

    def quit(self) -> bool:
        """Close everything once; True when all closers did it within the limit."""
        end = time.monotonic() + self._limit_s
        is_clean = True
        while self._closers:
            name, close = self._closers.pop()
            left = max(_LEAST_S, end - time.monotonic())
            started = time.monotonic()
            try:
                close(left)
            except Exception:  # one closer's fault must not keep the others from closing
                _log.exception("closing %s failed", name)
                is_clean = False
            _log.debug("closed %s in %d ms", name, (time.monotonic() - started) * 1000)
        return is_clean and time.monotonic() <= end


def leftover_threads() -> list[str]:
    """Names of threads other than this one that would keep the process alive."""
    current = threading.current_thread()
    return [t.name for t in threading.enumerate() if t is not current and not t.daemon]
