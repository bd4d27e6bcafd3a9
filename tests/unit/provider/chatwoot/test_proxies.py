# SPDX-License-Identifier: Apache-2.0
"""Which proxy a connection takes."""

from __future__ import annotations

import pytest

from desktop_agent.domain.errors import NotSent, ProblemCode
from desktop_agent.provider.chatwoot.proxies import proxy_for
from desktop_agent.provider.origin import parse_origin

SERVER = parse_origin("https://chat.example")
LOOPBACK = parse_origin("http://127.0.0.1:3000")


@pytest.fixture(autouse=True)
def no_proxy_variables(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "https_proxy", "all_proxy", "no_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)


def test_system_proxy_is_the_systems(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("https_proxy", "http://proxy.example:3128")
    assert proxy_for(SERVER, "system") == "http://proxy.example:3128"


def test_exceptions_of_the_system_count(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("https_proxy", "http://proxy.example:3128")
    monkeypatch.setenv("no_proxy", "chat.example")
    assert proxy_for(SERVER, "system") is None


def test_no_proxy_at_all(monkeypatch: pytest.MonkeyPatch) -> None:
    assert proxy_for(SERVER, "system") is None
    monkeypatch.setenv("https_proxy", "http://proxy.example:3128")
    assert proxy_for(SERVER, "none") is None


def test_this_machine_is_never_reached_through_a_proxy() -> None:
    assert proxy_for(LOOPBACK, "http://proxy.example:3128") is None


def test_named_proxy_may_lack_its_scheme() -> None:
    assert proxy_for(SERVER, "proxy.example:3128") == "http://proxy.example:3128"


@pytest.mark.parametrize("url", ["socks5://proxy.example:1080", "http://", "http://p:99999"])
def test_proxies_that_are_not_spoken_are_refused(url: str) -> None:
    with pytest.raises(NotSent) as error:
        proxy_for(SERVER, url)
    assert error.value.problem.code is ProblemCode.PROXY_REFUSED
