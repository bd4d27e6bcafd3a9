# SPDX-License-Identifier: Apache-2.0
"""Streams attachments from the origin and from hosts that policy names, nowhere else.

Links are permanent and need no login (chatwoot trap 37): they are never logged, and no token is
ever sent along.
"""

from __future__ import annotations

import logging
from collections.abc import AsyncGenerator
from urllib.parse import urljoin

import httpx

from desktop_agent.domain.clock import Clock
from desktop_agent.domain.errors import EnvironmentProblem, ProblemCode, ServerRefusal
from desktop_agent.domain.messages import Attachment
from desktop_agent.provider.chatwoot.classify import transport_error
from desktop_agent.provider.chatwoot.line import TRANSPORT_ERRORS, HttpLine
from desktop_agent.provider.connection import ConnectionConfig
from desktop_agent.provider.origin import url_origin

log = logging.getLogger(__name__)

_MAX_REDIRECTS = 5


class Attachments:
    """Downloads. Engine thread."""

    def __init__(self, config: ConnectionConfig, line: HttpLine, clock: Clock) -> None:
        self._config = config
        self._line = line
        self._clock = clock

    async def stream(self, attachment: Attachment) -> AsyncGenerator[bytes, None]:
        """The file's bytes.

        Raises `ServerRefusal` with FOREIGN_REDIRECT, ATTACHMENT_UNAVAILABLE (gone, or nothing to
        fetch) or ANSWER_TOO_LARGE, and `EnvironmentProblem` for trouble that passes.
        """
        url = attachment.url.reveal()
        if not url:
            raise ServerRefusal(ProblemCode.ATTACHMENT_UNAVAILABLE)
        url = urljoin(f"{self._config.origin}/", url)
        try:
            for _ in range(_MAX_REDIRECTS + 1):
                self._check_host(url)
                async with self._line.stream(url) as response:
                    if not response.has_redirect_location:
                        async for chunk in self._bounded(response):
                            yield chunk
                        return
                    url = urljoin(url, response.headers["location"])
        except TRANSPORT_ERRORS as error:
            problem = transport_error(error)
            log.info("attachment %s failed: %s", attachment.id, problem.problem.code)
            raise problem from None
        raise ServerRefusal(ProblemCode.FOREIGN_REDIRECT)

    def _check_host(self, url: str) -> None:
        origin = url_origin(url)
        if origin is None:
            raise ServerRefusal(ProblemCode.FOREIGN_REDIRECT)
        if origin == self._config.origin:
            return
        names = {origin.host, f"{origin.host}:{origin.port}"}
        is_named = not names.isdisjoint(self._config.attachment_hosts)
        is_safe = origin.scheme == "https" or origin.is_loopback
        if not (is_named and is_safe):
            raise ServerRefusal(ProblemCode.FOREIGN_REDIRECT)

    async def _bounded(self, response: httpx.Response) -> AsyncGenerator[bytes, None]:
        status = response.status_code
        if status in (401, 403, 404, 410):
            raise ServerRefusal(ProblemCode.ATTACHMENT_UNAVAILABLE, status=status)
        if not 200 <= status < 300:
            raise EnvironmentProblem(ProblemCode.SERVER_ERROR, status=status)
        limit = self._config.attachment_limit
        ends_at_s = self._clock.monotonic() + self._config.timeouts.attachment_s
        size = 0
        async for chunk in response.aiter_bytes():
            if self._clock.monotonic() > ends_at_s:
                raise EnvironmentProblem(ProblemCode.TIMED_OUT)
            size += len(chunk)
            if size > limit:
                raise ServerRefusal(ProblemCode.ANSWER_TOO_LARGE, limit=limit)
            yield chunk
