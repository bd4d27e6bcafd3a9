# SPDX-License-Identifier: Apache-2.0
"""Server addresses: what is taken, what is refused and with which code."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_agent.domain.errors import ProblemCode, ServerRefusal
from desktop_agent.provider.origin import Origin, parse_origin, url_origin


@pytest.mark.parametrize(
    ("typed", "origin"),
    [
        pytest.param("chat.example", "https://chat.example", id="scheme-added"),
        pytest.param("https://chat.example/", "https://chat.example", id="slash"),
        pytest.param(" HTTPS://Chat.Example:443 ", "https://chat.example", id="case-port-blanks"),
        pytest.param("chat.example:8443", "https://chat.example:8443", id="port"),
        pytest.param("http://127.0.0.1:3000", "http://127.0.0.1:3000", id="loopback-plain"),
        pytest.param("http://localhost", "http://localhost", id="localhost-plain"),
        pytest.param("http://[::1]:3000", "http://[::1]:3000", id="loopback-v6"),
        pytest.param("https://bürgerbüro.example", "https://xn--brgerbro-65af.example", id="idna"),
    ],
)
def test_address_is_understood(typed: str, origin: str) -> None:
    assert str(parse_origin(typed)) == origin


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "   ",
        "https://",
        "ftp://chat.example",
        "https://user:secret@chat.example",
        "https://chat.example/app/login",
        "https://chat.example?x=1",
        "https://chat.example#x",
        "https://chat.example:99999",
        "https://chat.example:0x1",
        "https://chat example",
        "https://chat.example\r\nHost: evil.example",
        "https://chat_\\evil.example",
        "javascript:alert(1)",
        "https://" + "a" * 300,
        "https://%65vil.example",
    ],
)
def test_nonsense_is_refused_as_invalid(typed: str) -> None:
    with pytest.raises(ServerRefusal) as refused:
        parse_origin(typed)
    assert refused.value.problem.code is ProblemCode.ADDRESS_INVALID


@pytest.mark.parametrize(
    "typed", ["http://chat.example", "http://192.168.1.10:3000", "http://localhost.example"]
)
def test_plain_http_to_another_machine_is_refused(typed: str) -> None:
    with pytest.raises(ServerRefusal) as refused:
        parse_origin(typed)
    assert refused.value.problem.code is ProblemCode.ADDRESS_NOT_TLS


@given(st.text(max_size=80))
def test_any_text_is_an_origin_or_a_typed_refusal(typed: str) -> None:
    try:
        origin = parse_origin(typed)
    except ServerRefusal:
        return
    assert parse_origin(str(origin)) == origin
    assert origin.scheme == "https" or origin.is_loopback


def test_web_sockets_use_the_same_place() -> None:
    assert parse_origin("chat.example").socket_url == "wss://chat.example"
    assert parse_origin("http://127.0.0.1:3000").socket_url == "ws://127.0.0.1:3000"


@pytest.mark.parametrize(
    ("url", "origin"),
    [
        ("https://chat.example/a/b?c=d", Origin("https", "chat.example", 443)),
        ("https://chat.example:8443/a", Origin("https", "chat.example", 8443)),
        ("https://chat.example@evil.example/", None),
        ("//evil.example/", None),
        ("data:text/plain,hello", None),
        ("file:///etc/passwd", None),
    ],
)
def test_url_origin_is_not_fooled(url: str, origin: Origin | None) -> None:
    assert url_origin(url) == origin
