# SPDX-License-Identifier: Apache-2.0
"""Closers run once, in reverse order, within one limit, whatever one of them does."""

from __future__ import annotations

import threading

from desktop_agent.start.quitter import Quitter, leftover_threads
from tests.conftest import AllowedLog


def test_closers_run_in_reverse_order_and_once() -> None:
    closed: list[str] = []
    quitter = Quitter()
    quitter.add("stores", lambda left_s: closed.append("stores"))
    quitter.add("engine", lambda left_s: closed.append("engine"))
    assert quitter.quit()
    assert quitter.quit()
    assert closed == ["engine", "stores"]


def test_each_closer_gets_what_is_left_of_the_limit() -> None:
    given: list[float] = []
    quitter = Quitter(limit_s=5.0)
    quitter.add("second", given.append)
    quitter.add("first", given.append)
    quitter.quit()
    assert 4.9 < given[0] <= 5.0
    assert given[1] <= given[0]


def test_one_fault_is_logged_and_the_rest_still_closes(allowed_log: AllowedLog) -> None:
    allowed_log("desktop_agent.start.quitter", "closing engine failed")
    closed: list[str] = []

    def fail(_left_s: float) -> None:
        raise RuntimeError

    quitter = Quitter()
    quitter.add("stores", lambda left_s: closed.append("stores"))
    quitter.add("engine", fail)
    assert not quitter.quit()
    assert closed == ["stores"]


def test_too_late_is_told_and_the_rest_still_gets_time() -> None:
    given: list[float] = []
    quitter = Quitter(limit_s=0.0)
    quitter.add("late", given.append)
    assert not quitter.quit()
    assert given[0] > 0


def test_a_thread_that_would_keep_the_process_alive_is_named() -> None:
    end = threading.Event()
    thread = threading.Thread(target=end.wait, name="keeps-going")
    thread.start()
    assert "keeps-going" in leftover_threads()
    end.set()
    thread.join()
    assert "keeps-going" not in leftover_threads()
