# SPDX-License-Identifier: Apache-2.0
"""Downloads over real sockets: bounds, redirects by hand, no token (chatwoot trap 37)."""

from __future__ import annotations

import asyncio

import pytest

from desktop_agent.domain.errors import AgentError, EnvironmentProblem, ProblemCode, ServerRefusal
from desktop_agent.domain.ids import AttachmentId
from desktop_agent.domain.messages import Attachment, AttachmentKind
from desktop_agent.domain.secret import SecretText
from desktop_agent.provider.chatwoot.attachments import Attachments
from desktop_agent.provider.chatwoot.line import HttpLine
from desktop_agent.provider.chatwoot.server_clock import ServerClock
from desktop_agent.provider.chatwoot.trust import Trust
from desktop_agent.provider.connection import ConnectionConfig
from desktop_agent.provider.origin import parse_origin
from tests.unit.provider.chatwoot.hand_clock import HandClock
from tests.unit.provider.chatwoot.scripted_server import Asked, reply, scripted

FILE = b"0123456789" * 50


async def download(config: ConnectionConfig, url: str) -> bytes:
    clock = HandClock()
    line = HttpLine(config, clock, ServerClock(clock), Trust(config.ca_file))
    file = Attachment(id=AttachmentId(1), kind=AttachmentKind.FILE, url=SecretText(url))
    try:
        chunks = [chunk async for chunk in Attachments(config, line, clock).stream(file)]
    finally:
        await line.aclose()
    return b"".join(chunks)


def serve(asked: Asked) -> bytes:
    match asked.path:
        case "/file":
            return reply(FILE, content_type="application/pdf")
        case "/once":
            return reply(b"", 302, Location="/file")
        case "/forever":
            return reply(b"", 302, Location="/forever")
        case "/nowhere":
            return reply(b"", 302)
        case "/away":
            return reply(b"", 302, Location="https://storage.foreign.example/file?signature=secret")
        case "/downgrade":
            return reply(b"", 302, Location="http://files.example/file")
        case "/broken":
            return reply(b"", 503)
        case _:
            return reply(b"", 404)


def fetched(path: str, *, limit: int = 10_000) -> tuple[bytes | ProblemCode, list[Asked]]:
    async def scene() -> tuple[bytes | ProblemCode, list[Asked]]:
        async with scripted(serve) as server:
            config = ConnectionConfig(
                origin=parse_origin(server.url),
                attachment_limit=limit,
                attachment_hosts=frozenset({"files.example"}),
            )
            try:
                content: bytes | ProblemCode = await download(config, f"{server.url}{path}")
            except AgentError as error:
                content = error.problem.code
            return content, server.asked

    return asyncio.run(scene())


def test_redirect_inside_the_origin_is_followed_without_the_token() -> None:
    content, asked = fetched("/once")
    assert content == FILE
    assert [request.path for request in asked] == ["/once", "/file"]
    assert all("api-access-token" not in request.headers for request in asked)


@pytest.mark.parametrize(
    ("path", "code"),
    [
        ("/away", ProblemCode.FOREIGN_REDIRECT),
        ("/downgrade", ProblemCode.FOREIGN_REDIRECT),
        ("/forever", ProblemCode.FOREIGN_REDIRECT),
        ("/missing", ProblemCode.ATTACHMENT_UNAVAILABLE),
        ("/broken", ProblemCode.SERVER_ERROR),
        ("/nowhere", ProblemCode.SERVER_ERROR),
    ],
)
def test_what_cannot_be_had_is_typed(path: str, code: ProblemCode) -> None:
    assert fetched(path)[0] is code


def test_size_is_bounded_while_it_streams() -> None:
    assert fetched("/file", limit=500)[0] == FILE
    assert fetched("/file", limit=499)[0] is ProblemCode.ANSWER_TOO_LARGE


def test_relative_links_belong_to_the_origin() -> None:
    async def scene() -> bytes:
        async with scripted(serve) as server:
            return await download(ConnectionConfig(origin=parse_origin(server.url)), "/file")

    assert asyncio.run(scene()) == FILE


def test_a_named_host_is_taken_with_its_port_only() -> None:
    async def scene(names: frozenset[str], port_in_name: bool) -> bytes:
        async with scripted(serve) as files:
            if port_in_name:
                names = frozenset({f"127.0.0.1:{files.port}"})
            config = ConnectionConfig(
                origin=parse_origin("http://127.0.0.1:9"), attachment_hosts=names
            )
            return await download(config, f"{files.url}/file")

    assert asyncio.run(scene(frozenset(), port_in_name=True)) == FILE
    assert asyncio.run(scene(frozenset({"127.0.0.1"}), port_in_name=False)) == FILE
    with pytest.raises(ServerRefusal):
        asyncio.run(scene(frozenset({"127.0.0.1:1"}), port_in_name=False))


def test_nobody_listening_is_trouble_that_passes() -> None:
    config = ConnectionConfig(origin=parse_origin("http://127.0.0.1:9"))
    with pytest.raises(EnvironmentProblem):
        asyncio.run(download(config, "http://127.0.0.1:9/file"))
