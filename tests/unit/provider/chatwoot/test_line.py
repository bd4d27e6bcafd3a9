# SPDX-License-Identifier: Apache-2.0
"""The HTTP line: bounds, headers, no cookies, no redirects, typed trouble, silent logs."""

from __future__ import annotations

import asyncio
import gzip
import logging
from dataclasses import replace

import pytest

from desktop_agent.domain.errors import EnvironmentProblem, NotSent, ProblemCode
from desktop_agent.domain.secret import SecretText
from desktop_agent.provider.chatwoot.answer import Answer
from desktop_agent.provider.chatwoot.line import HttpLine
from desktop_agent.provider.chatwoot.server_clock import ServerClock
from desktop_agent.provider.chatwoot.trust import Trust
from desktop_agent.provider.connection import ConnectionConfig, Timeouts
from desktop_agent.provider.origin import parse_origin
from tests.unit.provider.chatwoot.hand_clock import HandClock
from tests.unit.provider.chatwoot.scripted_server import (
    Asked,
    Script,
    ScriptedServer,
    reply,
    scripted,
)

TOKEN = SecretText("planted-token-marker")


def config_of(url: str) -> ConnectionConfig:
    return ConnectionConfig(
        origin=parse_origin(url), page_limit=10_000, timeouts=Timeouts(read_s=2, total_s=4)
    )


def ask(script: Script, times: int = 1) -> tuple[list[Answer], list[Asked], ServerClock]:
    """Ask a scripted server some times over one line."""

    async def scene() -> tuple[list[Answer], list[Asked], ServerClock]:
        async with scripted(script) as server:
            clock = HandClock()
            server_clock = ServerClock(clock)
            line = HttpLine(config_of(server.url), clock, server_clock, Trust(None))
            try:
                answers = [
                    await line.request("GET", "/api/v1/profile", token=TOKEN) for _ in range(times)
                ]
            finally:
                await line.aclose()
            return answers, server.asked, server_clock

    return asyncio.run(scene())


def trouble(script: Script) -> EnvironmentProblem:
    with pytest.raises(EnvironmentProblem) as error:
        ask(script)
    return error.value


def test_headers_that_go_out() -> None:
    _, asked, _ = ask(lambda _: reply(), times=2)
    first, second = (request.headers for request in asked)
    assert first["api-access-token"] == TOKEN.reveal()
    assert "api_access_token" not in first, "underscores get lost in proxies (trap 45)"
    assert len(first["x-request-id"]) == 32
    assert first["x-request-id"] != second["x-request-id"]
    assert first["user-agent"].startswith("DesktopAgent/")
    assert first["accept-encoding"] == "gzip, deflate"


def test_cookies_are_neither_kept_nor_sent() -> None:
    _, asked, _ = ask(lambda _: reply(Set_Cookie="_session=planted; Path=/"), times=2)
    assert all("cookie" not in request.headers for request in asked)


def test_redirects_are_not_followed() -> None:
    answers, asked, _ = ask(lambda _: reply(b"", 302, Location="https://evil.example/"))
    assert answers[0].status == 302
    assert answers[0].location == "https://evil.example/"
    assert len(asked) == 1


def test_proxy_variables_of_a_person_are_not_asked_for_loopback(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name in ("HTTP_PROXY", "ALL_PROXY", "http_proxy", "all_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:1")
    answers, _, _ = ask(lambda _: reply())
    assert answers[0].is_ok


def test_server_time_is_taken_from_every_answer() -> None:
    date = "Thu, 28 May 2026 12:00:30 GMT"
    _, _, server_clock = ask(lambda _: reply(Date=date))
    assert server_clock.skew_s() == 30


def test_large_answers_are_cut_off_while_they_come() -> None:
    error = trouble(lambda _: reply(b"x" * 10_001))
    assert error.problem.code is ProblemCode.ANSWER_TOO_LARGE
    assert ask(lambda _: reply(b"x" * 10_000))[0][0].is_ok


def test_limit_counts_what_was_unpacked() -> None:
    bomb = gzip.compress(b"0" * 5_000_000)
    assert len(bomb) < 10_000
    error = trouble(lambda _: reply(bomb, Content_Encoding="gzip"))
    assert error.problem.code is ProblemCode.ANSWER_TOO_LARGE


def test_broken_compression_is_a_bad_answer() -> None:
    error = trouble(lambda _: reply(b"no gzip", Content_Encoding="gzip"))
    assert error.problem.code is ProblemCode.BAD_ANSWER


@pytest.mark.parametrize(
    "answer",
    [
        pytest.param(b"", id="closed"),
        pytest.param(b"SSH-2.0-OpenSSH\r\n", id="not-http"),
        pytest.param(reply(b"x" * 900)[:-400], id="truncated"),
    ],
)
def test_lines_that_break_are_not_surely_anything(answer: bytes) -> None:
    error = trouble(lambda _: answer)
    assert not isinstance(error, NotSent)
    assert error.problem.code is ProblemCode.CONNECTION_LOST


def test_a_server_that_never_answers_times_out() -> None:
    async def scene() -> EnvironmentProblem:
        released = asyncio.Event()

        async def never(_asked: Asked) -> bytes:
            await released.wait()
            return b""

        async with scripted(never) as server:
            clock = HandClock()
            config = replace(config_of(server.url), timeouts=Timeouts(read_s=0.2))
            line = HttpLine(config, clock, ServerClock(clock), Trust(None))
            with pytest.raises(EnvironmentProblem) as error:
                await line.request("GET", "/api")
            released.set()
            await line.aclose()
            return error.value

    error = asyncio.run(scene())
    assert error.problem.code is ProblemCode.TIMED_OUT
    assert not isinstance(error, NotSent)


def test_a_server_that_drips_is_left_after_the_total_time() -> None:
    async def scene() -> ProblemCode:
        released = asyncio.Event()

        async def drip(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            await reader.readuntil(b"\r\n\r\n")
            writer.write(b"HTTP/1.1 200 X\r\nContent-Length: 1000\r\n\r\n")
            while not released.is_set():
                try:
                    writer.write(b"x")
                    await writer.drain()
                    async with asyncio.timeout(0.05):
                        await released.wait()
                except TimeoutError:
                    continue
                except ConnectionError:
                    break
            writer.close()

        server = await asyncio.start_server(drip, "127.0.0.1", 0)
        port = server.sockets[0].getsockname()[1]
        config = ConnectionConfig(
            origin=parse_origin(f"http://127.0.0.1:{port}"), timeouts=Timeouts(total_s=0.5)
        )
        clock = HandClock()
        line = HttpLine(config, clock, ServerClock(clock), Trust(None))
        try:
            with pytest.raises(EnvironmentProblem) as error:
                await line.request("GET", "/api")
        finally:
            released.set()
            await line.aclose()
            server.close()
        return error.value.problem.code

    assert asyncio.run(scene()) is ProblemCode.TIMED_OUT


def test_nobody_listening_is_surely_not_sent() -> None:
    async def scene() -> NotSent:
        server = ScriptedServer(lambda _: reply())
        await server.start()
        await server.stop()
        clock = HandClock()
        line = HttpLine(config_of(server.url), clock, ServerClock(clock), Trust(None))
        with pytest.raises(NotSent) as error:
            await line.request("POST", "/x", json={"a": 1})
        await line.aclose()
        return error.value

    assert asyncio.run(scene()).problem.code is ProblemCode.SERVER_UNREACHABLE


def test_unknown_name_is_surely_not_sent() -> None:
    async def scene() -> NotSent:
        clock = HandClock()
        config = replace(config_of("https://chat.invalid"), proxy="none")
        line = HttpLine(config, clock, ServerClock(clock), Trust(None))
        with pytest.raises(NotSent) as error:
            await line.request("GET", "/api")
        await line.aclose()
        return error.value

    assert asyncio.run(scene()).problem.code is ProblemCode.NAME_NOT_RESOLVED


def test_large_files_get_more_time() -> None:
    async def slow(_asked: Asked) -> bytes:
        await asyncio.sleep(0.4)
        return reply()

    async def scene() -> bool:
        async with scripted(slow) as server:
            clock = HandClock()
            config = replace(config_of(server.url), timeouts=Timeouts(total_s=0.1))
            line = HttpLine(config, clock, ServerClock(clock), Trust(None))
            file = ("attachments[]", ("a.pdf", bytes(100_000), "application/pdf"))
            answer = await line.request("POST", "/x", files=[file])
            await line.aclose()
            return answer.is_ok

    assert asyncio.run(scene())


def test_after_closing_nothing_is_sent() -> None:
    async def scene() -> None:
        clock = HandClock()
        line = HttpLine(config_of("http://127.0.0.1:9"), clock, ServerClock(clock), Trust(None))
        await line.aclose()
        with pytest.raises(NotSent):
            await line.request("GET", "/api")

    asyncio.run(scene())


def test_logs_name_ids_and_states_only(caplog: pytest.LogCaptureFixture) -> None:
    async def scene() -> str:
        async with scripted(lambda _: reply({"content": "planted-body"})) as server:
            clock = HandClock()
            line = HttpLine(config_of(server.url), clock, ServerClock(clock), Trust(None))
            await line.request(
                "POST",
                "/api/v1/accounts/1/conversations/9/messages",
                params=[("q", "planted-query")],
                json={"content": "planted-text"},
                token=TOKEN,
            )
            await line.aclose()
            return server.asked[0].headers["x-request-id"]

    with caplog.at_level(logging.DEBUG):
        request_id = asyncio.run(scene())
    text = "\n".join(record.getMessage() for record in caplog.records)
    assert request_id in text
    assert "planted" not in text
