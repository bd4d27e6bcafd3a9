# SPDX-License-Identifier: Apache-2.0
"""Catches what nobody caught: logs it without content, tells the person, keeps the program going.

Must not hide anything: every such error is written and shown.
"""

from __future__ import annotations

import logging
import sys
import threading
from collections.abc import Callable
from types import TracebackType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sys import UnraisableHookArgs

_log = logging.getLogger(__name__)


class CrashHooks:
    """Replaces the interpreter's three hooks for uncaught errors until `remove` is called.

    `tell` is called on the thread of the error after it was logged and must return at once.
    """

    def __init__(self, tell: Callable[[], None]) -> None:
        self._tell = tell
        self._before = (sys.excepthook, threading.excepthook, sys.unraisablehook)
        sys.excepthook = self._on_main
        threading.excepthook = self._on_thread
        sys.unraisablehook = self._on_unraisable

    def remove(self) -> None:
        """Put the former hooks back."""
        sys.excepthook, threading.excepthook, sys.unraisablehook = self._before

    def _on_main(
        self, kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        if issubclass(kind, KeyboardInterrupt):
            self._before[0](kind, error, trace)
            return
        self._report(error)

    def _on_thread(self, what: threading.ExceptHookArgs) -> None:
        if what.exc_value is not None:
            self._report(what.exc_value)

    def _on_unraisable(self, what: UnraisableHookArgs) -> None:
        if what.exc_value is not None:
            self._report(what.exc_value)

    def _report(self, error: BaseException) -> None:
        _log.error("uncaught error", exc_info=(type(error), error, error.__traceback__))
        self._tell()
