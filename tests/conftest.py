# SPDX-License-Identifier: Apache-2.0
"""The rules every test runs under: only loopback, no unexpected warning, no real home directory.

Must not hold fixtures of a single area; those stand in the `conftest.py` of their folder.
"""

from __future__ import annotations

import logging
import os
import re
import socket
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

_LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost", ""})
_OWN_DIRECTORIES = tempfile.TemporaryDirectory(prefix="desktop-agent-tests-")


def _prepare_environment() -> None:
    """Point Qt and the XDG folders away from the person who runs the tests."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    os.environ["QT_SCALE_FACTOR"] = "1"
    os.environ["QT_FONT_DPI"] = "96"
    os.environ["PYTHON_KEYRING_BACKEND"] = "keyring.backends.fail.Keyring"
    for name in ("QT_STYLE_OVERRIDE", "QT_QPA_PLATFORMTHEME", "LANGUAGE", "SSL_CERT_FILE"):
        os.environ.pop(name, None)
    root = Path(_OWN_DIRECTORIES.name)
    for name in ("CONFIG", "DATA", "CACHE", "STATE"):
        os.environ[f"XDG_{name}_HOME"] = str(root / name.lower())
    runtime = root / "runtime"
    runtime.mkdir(mode=0o700)
    # No session bus, so neither a real keyring nor the desktop's settings are reached.
    os.environ["DBUS_SESSION_BUS_ADDRESS"] = f"unix:path={runtime / 'no-bus'}"
    os.environ["XDG_RUNTIME_DIR"] = str(runtime)


_prepare_environment()

settings.register_profile(
    "desktop-agent",
    deadline=None,
    database=None,
    print_blob=True,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("desktop-agent")


def pytest_unconfigure() -> None:
    """Remove the folders that stood in for the home directory."""
    _OWN_DIRECTORIES.cleanup()


class ForeignConnection(RuntimeError):
    """A test tried to reach something other than this machine's loopback."""


class _LoopbackGuard:
    """Audit hook that refuses every address but loopback, below any library that could dodge it."""

    def __init__(self) -> None:
        self.violations: list[str] = []

    def __call__(self, event: str, arguments: tuple[object, ...]) -> None:
        if event in ("socket.connect", "socket.bind", "socket.sendto"):
            self._check_address(event, arguments[1])
        elif event == "socket.getaddrinfo":
            self._check_name(arguments[0])

    def _check_address(self, event: str, address: object) -> None:
        # Local sockets have path addresses; only tuples name an internet host.
        if isinstance(address, tuple) and str(address[0]) not in _LOOPBACK:
            self._refuse(f"{event} to {address[0]}")

    def _check_name(self, host: object) -> None:
        name = host.decode("ascii", "replace") if isinstance(host, bytes) else str(host or "")
        if name.endswith(".invalid"):
            # RFC 6761: such a name never resolves; answer so without asking anybody.
            raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")
        if name not in _LOOPBACK:
            self._refuse(f"name lookup of {name}")

    def _refuse(self, what: str) -> None:
        self.violations.append(what)
        raise ForeignConnection(what)


_GUARD = _LoopbackGuard()
sys.addaudithook(_GUARD)


@pytest.fixture(autouse=True)
def only_loopback() -> Iterator[None]:
    """Fail the test when anything tried to leave the machine, even if the error was swallowed."""
    _GUARD.violations.clear()
    yield
    if _GUARD.violations:
        pytest.fail(f"reached beyond loopback: {', '.join(_GUARD.violations)}")


class AllowedLog:
    """Which warnings a test expects; call it with a logger name and optionally a pattern."""

    def __init__(self) -> None:
        self._expected: list[tuple[str, re.Pattern[str]]] = []

    def __call__(self, logger_name: str, pattern: str = "") -> None:
        """Allow records of this logger and those below it whose message matches `pattern`."""
        self._expected.append((logger_name, re.compile(pattern)))

    def covers(self, record: logging.LogRecord) -> bool:
        """True when the test said that this record may come."""
        return any(
            (record.name == name or record.name.startswith(f"{name}."))
            and pattern.search(record.getMessage())
            for name, pattern in self._expected
        )


class _Collector(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.records: list[logging.LogRecord] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.records.append(record)


@pytest.fixture
def allowed_log() -> AllowedLog:
    """Opt-in for warnings: `allowed_log("desktop_agent.sync", "sweep failed")`."""
    return AllowedLog()


@pytest.fixture(autouse=True)
def no_unexpected_warning(request: pytest.FixtureRequest) -> Iterator[None]:
    """Fail the test when a log record of level WARNING or above came that it did not allow."""
    wants = "allowed_log" in request.fixturenames
    allowed: AllowedLog = request.getfixturevalue("allowed_log") if wants else AllowedLog()
    collector = _Collector()
    root = logging.getLogger()
    root.addHandler(collector)
    yield
    root.removeHandler(collector)
    unexpected = [
        f"{record.levelname} {record.name}: {record.getMessage()}"
        for record in collector.records
        if not allowed.covers(record)
    ]
    if unexpected:
        pytest.fail("unexpected log records:\n" + "\n".join(unexpected))
