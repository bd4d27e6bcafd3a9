# SPDX-License-Identifier: Apache-2.0
"""Which faults are switched on, and which one meets a request or an event; executes none itself."""

from __future__ import annotations

import fnmatch
import itertools
from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Final

REQUEST_FAULTS: Final = frozenset(
    {
        "answer_lost", "error_after_commit", "execute_late", "error_before", "rate_limited", "slow",
        "html_error", "wrong_json", "huge",
    }
)  # fmt: skip
EVENT_FAULTS: Final = frozenset({"duplicate_events", "reorder_events", "lose_events"})
STATE_FAULTS: Final = frozenset(
    {"drop_cable", "refuse_cable", "mute_cable", "offline", "version", "rack_attack"}
)
# Delivery faults meet the next messages that are sent.
DELIVERY_FAULTS: Final = {
    "delivery_failed": "failed",
    "delivery_stuck": "stuck",
    "delivery_backwards": "backwards",
}
KINDS: Final = REQUEST_FAULTS | EVENT_FAULTS | STATE_FAULTS | DELIVERY_FAULTS.keys()

# These make sense for writes; a GET has nothing to commit.
_WRITES_ONLY: Final = frozenset({"answer_lost", "error_after_commit", "execute_late"})


class FaultError(ValueError):
    """A fault was described wrongly."""


@dataclass(slots=True)
class Fault:
    """One switched-on fault. `remaining` None = until cleared; `path` is a shell pattern."""

    id: int
    kind: str
    remaining: int | None = None
    path: str | None = None
    method: str | None = None
    settings: dict[str, object] = field(default_factory=dict)
    hits: int = 0

    def number(self, name: str, default: int) -> int:
        """Return an integer setting."""
        value = self.settings.get(name, default)
        return value if isinstance(value, int) else default

    def text(self, name: str, default: str) -> str:
        """Return a text setting."""
        value = self.settings.get(name, default)
        return value if isinstance(value, str) else default

    def meets(self, method: str, path: str) -> bool:
        """Whether the fault is for this request (or event name as path)."""
        if self.method is not None:
            if self.method != method:
                return False
        elif self.kind in _WRITES_ONLY and method in {"GET", "HEAD"}:
            return False
        return self.path is None or fnmatch.fnmatchcase(path, self.path)


class FaultBoard:
    """The switched-on faults, oldest first."""

    def __init__(self) -> None:
        self._faults: dict[int, Fault] = {}
        self._ids = itertools.count(1)

    def add(
        self,
        kind: str,
        *,
        count: int | None = None,
        path: str | None = None,
        method: str | None = None,
        settings: dict[str, object] | None = None,
    ) -> Fault:
        """Switch a fault on; raises FaultError for an unknown kind or a count below 1."""
        if kind not in KINDS:
            raise FaultError(f"unknown fault: {kind}")
        if count is not None and count < 1:
            raise FaultError("count must be at least 1")
        fault = Fault(
            next(self._ids), kind, count, path, method.upper() if method else None, settings or {}
        )
        self._faults[fault.id] = fault
        return fault

    def all(self) -> list[Fault]:
        """Return what is switched on."""
        return list(self._faults.values())

    def clear(self, kind: str | None = None) -> None:
        """Switch everything off, or everything of one kind."""
        for fault in self.all():
            if kind is None or fault.kind == kind:
                del self._faults[fault.id]

    def is_on(self, kind: str) -> Fault | None:
        """Return a fault of the kind without using it up."""
        return next((fault for fault in self._faults.values() if fault.kind == kind), None)

    def take(self, kinds: Collection[str], method: str, path: str) -> Fault | None:
        """Return the oldest fault that meets the request and count it down."""
        for fault in self._faults.values():
            if fault.kind in kinds and fault.meets(method, path):
                fault.hits += 1
                if fault.remaining is not None:
                    fault.remaining -= 1
                    if fault.remaining == 0:
                        del self._faults[fault.id]
                return fault
        return None
