# SPDX-License-Identifier: Apache-2.0
"""The HTTP line to one server: bounded, logged by request id, without cookies or redirects.

Must not know what an answer means. Never logs bodies, queries, headers or file names.
"""

from __future__ import annotations

import asyncio
import http.cookiejar
import logging
import uuid
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager

import httpx
import msgspec

from desktop_agent import __version__
from desktop_agent.domain.clock import Clock
from desktop_agent.domain.errors import EnvironmentProblem, NotSent, ProblemCode
from desktop_agent.domain.secret import SecretText
from desktop_agent.provider.chatwoot.answer import (
    DEVICE_HEADERS,
    Answer,
    http_date,
    media_type,
    retry_after,
)
from desktop_agent.provider.chatwoot.classify import transport_error
from desktop_agent.provider.chatwoot.proxies import proxy_for
from desktop_agent.provider.chatwoot.server_clock import ServerClock
from desktop_agent.provider.chatwoot.trust import Trust, rootless_context
from desktop_agent.provider.connection import ConnectionConfig

log = logging.getLogger(__name__)

Params = Sequence[tuple[str, str | int]]
Json = Mapping[str, object]
File = tuple[str, bytes, str]
"""Name, content, media type."""

TRANSPORT_ERRORS = (httpx.HTTPError, httpx.StreamError, httpx.InvalidURL, TimeoutError, OSError)

_TOKEN_HEADER = "api-access-token"  # noqa: S105 - a header's name; hyphens survive proxies (trap 45)
_SLOWEST_UPLOAD = 50_000
"""Bytes a second that a large file is given before its request counts as lost."""
_MAX_CONNECTIONS = 4
"""The server has five threads by default and serves a whole office with them (chatwoot §7.2)."""


class HttpLine:
    """Sends requests to the configured origin. Engine thread.

    Invariant: nothing goes anywhere else; files are fetched by `attachments`, without a token.
    """

    def __init__(
        self, config: ConnectionConfig, clock: Clock, server_clock: ServerClock, trust: Trust
    ) -> None:
        self._config = config
        self._trust = trust
        self._clock = clock
        self._server_clock = server_clock
        self._client: httpx.AsyncClient | None = None
        self._is_closed = False

    async def request(
        self,
        method: str,
        path: str,
        *,
        params: Params = (),
        json: Json | None = None,
        fields: Mapping[str, str] | None = None,
        files: Sequence[tuple[str, File]] | None = None,
        token: SecretText | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> Answer:
        """One request and its whole answer, whatever its status.

        Raises `NotSent` when surely no byte left, else `EnvironmentProblem`.
        """
        request_id = uuid.uuid4().hex
        request_headers = {"X-Request-ID": request_id, "Accept": "application/json"}
        request_headers |= headers or {}
        if json is not None:
            request_headers["Content-Type"] = "application/json"
        if token is not None:
            request_headers[_TOKEN_HEADER] = token.reveal()
        started_s = self._clock.monotonic()
        try:
            client = self.client()
            async with asyncio.timeout(self._total_s(files)):
                request = client.build_request(
                    method,
                    f"{self._config.origin}{path}",
                    params=list(params) or None,
                    content=None if json is None else msgspec.json.encode(json),
                    data=fields,
                    files=files,
                    headers=request_headers,
                )
                answer = await self._exchange(client, request, started_s)
        except TRANSPORT_ERRORS as error:
            problem = transport_error(error)
            log.info(
                "%s %s failed: %s (request %s)", method, path, problem.problem.code, request_id
            )
            raise problem from None
        log.debug(
            "%s %s: %s, %s bytes in %d ms (request %s)",
            method,
            path,
            answer.status,
            len(answer.body),
            (answer.received_at - started_s) * 1000,
            request_id,
        )
        return answer

    @asynccontextmanager
    async def stream(self, url: str) -> AsyncIterator[httpx.Response]:
        """Open a file's URL, which the caller has checked. No token, no redirects."""
        client = self.client()
        headers = {"X-Request-ID": uuid.uuid4().hex, "Accept": "*/*", "Accept-Encoding": "identity"}
        request = client.build_request("GET", url, headers=headers)
        response = await client.send(request, stream=True, follow_redirects=False)
        try:
            yield response
        finally:
            await response.aclose()

    def check_open(self) -> None:
        """Raises `NotSent` after `aclose`."""
        if self._is_closed:
            raise NotSent(ProblemCode.CONNECTION_LOST)

    def client(self) -> httpx.AsyncClient:
        """The client, made on first use. Raises `NotSent` after `aclose`."""
        self.check_open()
        if self._client is None:
            self._client = self._make_client()
        return self._client

    async def aclose(self) -> None:
        """Close all connections for good."""
        self._is_closed = True
        if self._client is not None:
            await self._client.aclose()
            self._client = None

    async def _exchange(
        self, client: httpx.AsyncClient, request: httpx.Request, sent_at: float
    ) -> Answer:
        response = await client.send(request, stream=True, follow_redirects=False)
        try:
            body = await self._bounded_body(response)
        finally:
            await response.aclose()
        date = http_date(response.headers.get("date"))
        if date is not None:
            self._server_clock.observe(date)
        return Answer(
            status=response.status_code,
            content_type=media_type(response.headers.get("content-type")),
            body=body,
            sent_at=sent_at,
            received_at=self._clock.monotonic(),
            date=date,
            retry_after_s=retry_after(response.headers.get("retry-after"), date),
            location=response.headers.get("location", ""),
            device={
                name: response.headers[name] for name in DEVICE_HEADERS if name in response.headers
            },
        )

    async def _bounded_body(self, response: httpx.Response) -> bytes:
        limit = self._config.page_limit
        body = bytearray()
        async for chunk in response.aiter_bytes():
            body += chunk
            if len(body) > limit:
                raise EnvironmentProblem(ProblemCode.ANSWER_TOO_LARGE, limit=limit)
        return bytes(body)

    def _total_s(self, files: Sequence[tuple[str, File]] | None) -> float:
        upload = sum(len(content) for _, (_, content, _) in files or ())
        return self._config.timeouts.total_s + upload / _SLOWEST_UPLOAD

    def _make_client(self) -> httpx.AsyncClient:
        timeouts = self._config.timeouts
        origin = self._config.origin
        for name in ("httpx", "httpcore"):
            # They log whole URLs, and a file's URL is a secret (chatwoot trap 37).
            logging.getLogger(name).setLevel(logging.WARNING)
        needs_tls = origin.scheme == "https" or bool(self._config.attachment_hosts)
        return httpx.AsyncClient(
            verify=self._trust.context() if needs_tls else rootless_context(),
            trust_env=False,
            proxy=proxy_for(origin, self._config.proxy),
            follow_redirects=False,
            cookies=http.cookiejar.CookieJar(
                http.cookiejar.DefaultCookiePolicy(allowed_domains=[])
            ),
            headers={
                "User-Agent": f"DesktopAgent/{__version__}",
                "Accept-Encoding": "gzip, deflate",
            },
            timeout=httpx.Timeout(
                connect=timeouts.connect_s,
                read=timeouts.read_s,
                write=timeouts.write_s,
                pool=timeouts.read_s,
            ),
            limits=httpx.Limits(
                max_connections=_MAX_CONNECTIONS, max_keepalive_connections=_MAX_CONNECTIONS
            ),
        )
