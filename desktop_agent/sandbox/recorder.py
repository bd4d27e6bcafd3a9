# SPDX-License-Identifier: Apache-2.0
"""Remembers which requests came in (method, path, time, status); never bodies or headers."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from typing import Final

_KEPT: Final = 20_000


@dataclass(slots=True)
class RecordedRequest:
    """One request; `status` None = no answer was sent."""

    number: int
    method: str
    path: str
    query: str
    at: float
    status: int | None = None


class Recorder:
    """The newest requests, oldest first."""

    def __init__(self) -> None:
        self._requests: deque[RecordedRequest] = deque(maxlen=_KEPT)
        self._count = 0

    def start(self, method: str, path: str, query: str, at: float) -> RecordedRequest:
        """Note a request that begins."""
        self._count += 1
        request = RecordedRequest(self._count, method, path, query, at)
        self._requests.append(request)
        return request

    def since(self, number: int) -> list[RecordedRequest]:
        """Return the requests after `number`."""
        return [request for request in self._requests if request.number > number]

    def clear(self) -> None:
        """Forget the requests; numbers go on."""
        self._requests.clear()
