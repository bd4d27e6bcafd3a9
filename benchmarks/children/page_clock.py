# SPDX-License-Identifier: Apache-2.0
"""Notes when the first page of tickets has arrived from the server, before it is decoded."""

from __future__ import annotations

import time
from typing import Any

from desktop_agent.provider.chatwoot.answer import Answer
from desktop_agent.provider.chatwoot.line import HttpLine

_LIST = "/conversations"


class PageClock:
    """Stands around `HttpLine.request`; `arrived_at` is monotonic seconds, None until then."""

    def __init__(self) -> None:
        self.arrived_at: float | None = None
        self._request = HttpLine.request
        clock = self

        async def request(line: HttpLine, method: str, path: str, **options: Any) -> Answer:
            answer = await clock._request(line, method, path, **options)
            if clock.arrived_at is None and method == "GET" and path.endswith(_LIST):
                clock.arrived_at = time.monotonic()
            return answer

        HttpLine.request = request  # type: ignore[method-assign,assignment]  # a probe, by design
