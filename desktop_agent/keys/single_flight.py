# SPDX-License-Identifier: Apache-2.0
"""Runs calls that may hang on a thread of their own, one at a time, with a time limit."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, field

from desktop_agent.keys.key_store import locked


@dataclass(slots=True)
class _Flight:
    """One call under way; `failure` is set when it raised."""

    name: str
    done: threading.Event = field(default_factory=threading.Event)
    value: str | None = None
    failure: Exception | None = None


class SingleFlight:
    """At most one call is under way. Callable from any thread but the main one.

    Whoever asks the same again joins the call under way: a person must not be prompted twice. A
    call that outlasts its limit keeps its thread, which is no daemon, until the system answers.
    """

    def __init__(self, timeout_s: float) -> None:
        self._timeout_s = timeout_s
        self._lock = threading.Lock()
        self._flight: _Flight | None = None

    def run(self, name: str, call: Callable[[], str | None]) -> str | None:
        """The call's value. Raises what it raised, `EnvironmentProblem` when it takes too long."""
        while True:
            with self._lock:
                flight, is_mine = self._flight, False
                if flight is None:
                    flight, is_mine = _Flight(name), True
                    self._flight = flight
                    threading.Thread(target=self._fly, args=(flight, call), name="keys").start()
            if not flight.done.wait(self._timeout_s):
                raise locked("timeout")
            if is_mine or flight.name == name:
                if flight.failure is not None:
                    raise flight.failure
                return flight.value

    def _fly(self, flight: _Flight, call: Callable[[], str | None]) -> None:
        try:
            flight.value = call()
        except Exception as error:  # handed to whoever waits, who raises it
            flight.failure = error
        with self._lock:
            self._flight = None
        flight.done.set()
