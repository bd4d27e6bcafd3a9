# SPDX-License-Identifier: Apache-2.0
"""The net under all tests holds. Must not test anything of the product."""

from __future__ import annotations

import logging
import os
import socket
from pathlib import Path

import pytest

pytest_plugins = ["pytester"]

CONFTEST = Path(__file__).resolve().parents[1] / "conftest.py"


@pytest.fixture
def guarded(pytester: pytest.Pytester) -> pytest.Pytester:
    """A project of its own under the same conftest."""
    pytester.makeconftest(CONFTEST.read_text(encoding="utf-8"))
    return pytester


def outcome(guarded: pytest.Pytester, code: str) -> dict[str, int]:
    guarded.makepyfile(code)
    return guarded.runpytest_subprocess("-p", "no:randomly", "-q").parseoutcomes()


def test_a_connection_beyond_loopback_fails_the_test_even_if_swallowed(
    guarded: pytest.Pytester,
) -> None:
    code = """
        import contextlib, socket
        def test_it():
            with contextlib.suppress(Exception), socket.socket() as s:
                s.connect(("192.0.2.1", 80))
    """
    assert outcome(guarded, code) == {"passed": 1, "errors": 1}


def test_a_name_lookup_fails_the_test(guarded: pytest.Pytester) -> None:
    code = """
        import socket
        def test_it():
            socket.getaddrinfo("chat.example", 443)
    """
    assert outcome(guarded, code) == {"failed": 1, "errors": 1}


def test_an_unexpected_warning_fails_the_test(guarded: pytest.Pytester) -> None:
    code = """
        import logging
        def test_it():
            logging.getLogger("a.b").warning("degraded")
    """
    assert outcome(guarded, code) == {"passed": 1, "errors": 1}


def test_an_allowed_warning_passes_and_another_one_does_not(guarded: pytest.Pytester) -> None:
    code = """
        import logging
        def test_allowed(allowed_log):
            allowed_log("a", "degr")
            logging.getLogger("a.b").warning("degraded")
        def test_other(allowed_log):
            allowed_log("a", "degr")
            logging.getLogger("ab").warning("degraded")
    """
    assert outcome(guarded, code) == {"passed": 2, "errors": 1}


def test_loopback_is_reachable_and_invalid_names_do_not_resolve() -> None:
    with (
        socket.create_server(("127.0.0.1", 0)) as server,
        socket.create_connection(server.getsockname()),
    ):
        pass
    with pytest.raises(socket.gaierror):
        socket.getaddrinfo("nowhere.invalid", 443)


def test_no_real_home_is_used() -> None:
    # XDG variables are what platformdirs and Qt look at first.
    for name in ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME"):
        assert "desktop-agent-tests-" in os.environ[name]


def test_debug_records_never_fail_a_test() -> None:
    logging.getLogger("anything").info("fine")
