# SPDX-License-Identifier: Apache-2.0
"""Request limits in fixed windows (chatwoot §7.1); off unless the rack_attack fault is on."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from desktop_agent.sandbox.world.clock import Clock


@dataclass(frozen=True, slots=True)
class Limit:
    """So many requests in so many seconds."""

    name: str
    method: str | None
    path: re.Pattern[str]
    requests: int
    window_s: int


LIMITS: Final = (
    Limit("all", None, re.compile(r""), 3000, 60),
    Limit("sign_in", "POST", re.compile(r"^/auth/sign_in$"), 5, 300),
    Limit("password", "POST", re.compile(r"^/auth/password$"), 5, 1800),
    Limit("contact_search", "GET", re.compile(r"/contacts/search$"), 100, 60),
    Limit("upload", "POST", re.compile(r"/accounts/\d+/upload$"), 60, 3600),
)


class Throttle:
    """Counts requests of the one client address there is."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._counts: dict[tuple[str, int], int] = {}

    def is_over(self, method: str, path: str) -> bool:
        """Count a request; return whether a limit is passed."""
        is_over = False
        for limit in LIMITS:
            if limit.method not in (None, method) or limit.path.search(path) is None:
                continue
            key = (limit.name, int(self._clock.now()) // limit.window_s)
            self._counts[key] = self._counts.get(key, 0) + 1
            is_over = is_over or self._counts[key] > limit.requests
        return is_over
