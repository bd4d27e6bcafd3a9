# SPDX-License-Identifier: Apache-2.0
"""One call at a time, shared by all who ask the same."""

from __future__ import annotations

import threading

import pytest

from desktop_agent.domain.errors import EnvironmentProblem, ProblemCode
from desktop_agent.keys.single_flight import SingleFlight

WAIT_S = 20.0


class Call:
    """A call that hangs until it may end."""

    def __init__(self, value: str) -> None:
        self.value = value
        self.count = 0
        self.started = threading.Event()
        self.may_end = threading.Event()

    def __call__(self) -> str:
        self.count += 1
        self.started.set()
        assert self.may_end.wait(WAIT_S)
        return self.value


def test_value_and_failure_reach_the_caller() -> None:
    flights = SingleFlight(WAIT_S)

    def fail() -> str:
        raise LookupError("why")

    assert flights.run("a", lambda: "value") == "value"
    with pytest.raises(LookupError, match="why"):
        flights.run("a", fail)
    assert flights.run("a", lambda: None) is None


def test_caller_that_comes_back_joins_the_call_under_way() -> None:
    flights, call = SingleFlight(0.01), Call("late")

    for _ in range(3):
        with pytest.raises(EnvironmentProblem) as caught:
            flights.run("read", call)
        assert caught.value.problem.code is ProblemCode.KEYRING_LOCKED
    assert call.count == 1
    call.may_end.set()


def test_another_call_waits_for_the_one_under_way() -> None:
    flights, call = SingleFlight(WAIT_S), Call("first")
    values: list[str | None] = []
    first = threading.Thread(target=lambda: values.append(flights.run("first", call)))
    first.start()
    assert call.started.wait(WAIT_S)
    second = threading.Thread(target=lambda: values.append(flights.run("second", lambda: "second")))
    second.start()

    assert values == []
    call.may_end.set()
    first.join(WAIT_S)
    second.join(WAIT_S)

    assert sorted(value or "" for value in values) == ["first", "second"]


def test_calls_do_not_run_on_the_callers_thread_nor_on_a_daemon() -> None:
    seen: list[threading.Thread] = []

    def look() -> None:
        seen.append(threading.current_thread())

    SingleFlight(WAIT_S).run("look", look)

    assert seen[0] is not threading.current_thread()
    assert not seen[0].daemon
