# SPDX-License-Identifier: Apache-2.0
"""Uncaught errors of every kind are logged and told; nothing is swallowed."""

from __future__ import annotations

import sys
import threading
from collections.abc import Iterator

import pytest

from desktop_agent.start.crashes import CrashHooks
from tests.conftest import AllowedLog


@pytest.fixture
def told(allowed_log: AllowedLog) -> Iterator[list[str]]:
    allowed_log("desktop_agent.start.crashes", "uncaught error")
    told: list[str] = []
    hooks = CrashHooks(lambda: told.append(threading.current_thread().name))
    yield told
    hooks.remove()


def test_an_error_on_the_main_thread_is_told(told: list[str]) -> None:
    try:
        raise ValueError("x")
    except ValueError as error:
        sys.excepthook(ValueError, error, error.__traceback__)
    assert told == ["MainThread"]


def test_an_error_on_a_thread_is_told(told: list[str]) -> None:
    def fail() -> None:
        raise ValueError("x")

    thread = threading.Thread(target=fail, name="worker")
    thread.start()
    thread.join()
    assert told == ["worker"]


def test_an_error_in_a_finaliser_is_told(told: list[str]) -> None:
    class Fragile:
        def __del__(self) -> None:
            raise ValueError("x")

    Fragile()
    assert told == ["MainThread"]


def test_the_former_hooks_come_back() -> None:
    before = (sys.excepthook, threading.excepthook, sys.unraisablehook)
    CrashHooks(lambda: None).remove()
    assert (sys.excepthook, threading.excepthook, sys.unraisablehook) == before
