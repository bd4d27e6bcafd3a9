# SPDX-License-Identifier: Apache-2.0
"""Starts a program of `benchmarks.children` and talks to it in JSON lines. Measures nothing."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import Any, Self

SPAWNED_AT = "BENCHMARK_SPAWNED_AT"
_HEAR_LIMIT_S = 60.0
_END_LIMIT_S = 20.0


class ChildError(RuntimeError):
    """A child ended or fell silent before it answered."""


class Child:
    """Context manager: one child process; it is told to end by the end of its input.

    `settings` become environment variables. Modules are loaded compiled, as they are shipped.
    """

    def __init__(
        self,
        name: str,
        *arguments: str,
        platform: str = "offscreen",
        settings: Mapping[str, str] | None = None,
    ) -> None:
        self._name = name
        environment = {
            key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"
        }
        environment |= {"QT_QPA_PLATFORM": platform, **(settings or {})}
        environment[SPAWNED_AT] = repr(time.monotonic())
        self._process = subprocess.Popen(
            [sys.executable, "-X", "faulthandler", "-m", f"benchmarks.children.{name}", *arguments],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            encoding="utf-8",
            env=environment,
            cwd=Path(__file__).resolve().parents[1],
        )

    @property
    def pid(self) -> int:
        """The process id."""
        return self._process.pid

    def tell(self, **order: Any) -> None:
        """Send an order."""
        if self._process.stdin is None:
            raise ChildError(f"{self._name} takes no orders")
        self._process.stdin.write(json.dumps(order) + "\n")
        self._process.stdin.flush()

    def hear(self, limit_s: float = _HEAR_LIMIT_S) -> dict[str, Any]:
        """The next answer. Raises `ChildError`."""
        if self._process.stdout is None:
            raise ChildError(f"{self._name} says nothing")
        timer = threading.Timer(limit_s, self._abort)
        timer.start()
        try:
            line = self._process.stdout.readline()
        finally:
            timer.cancel()
        if not line:
            raise ChildError(f"{self._name} ended with code {self._process.wait()}")
        answer: dict[str, Any] = json.loads(line)
        return answer

    def _abort(self) -> None:
        """End a silent child so that it says where it stood."""
        self._process.send_signal(getattr(signal, "SIGABRT", signal.SIGTERM))

    def ask(self, **order: Any) -> dict[str, Any]:
        """Send an order and wait for its answer."""
        self.tell(**order)
        return self.hear()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        _kind: type[BaseException] | None,
        _error: BaseException | None,
        _trace: TracebackType | None,
    ) -> None:
        """Close its input and wait; kill it if it does not end."""
        if self._process.stdin is not None:
            with contextlib.suppress(OSError):
                self._process.stdin.close()
        try:
            self._process.wait(_END_LIMIT_S)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        if self._process.stdout is not None:
            self._process.stdout.close()


def first_answer(
    name: str,
    *arguments: str,
    platform: str = "offscreen",
    settings: Mapping[str, str] | None = None,
) -> dict[str, Any]:
    """Run a child for its first answer."""
    with Child(name, *arguments, platform=platform, settings=settings) as child:
        return child.hear()
