# SPDX-License-Identifier: Apache-2.0
"""Keys in the operating system's keyring. Must not fall back to a file or an unknown backend.

Backends are named, not discovered: discovery costs 60 ms (measured §1) and would accept plain-text
files when a plug-in offers them.
"""

from __future__ import annotations

import importlib
import logging
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING

from desktop_agent.domain.errors import EnvironmentProblem
from desktop_agent.keys.key_store import (
    KeyAnswer,
    KeyFound,
    KeyUnavailable,
    NewKey,
    answer_for,
    encode,
    locked,
    make_key,
    missing,
)
from desktop_agent.keys.single_flight import SingleFlight

if TYPE_CHECKING:
    from keyring.backend import KeyringBackend

log = logging.getLogger(__name__)

SERVICE = "desktop-agent"
TIMEOUT_S = 30.0
"""A person may have to type a password for the keyring."""

_LINUX = ("keyring.backends.SecretService.Keyring", "keyring.backends.kwallet.DBusKeyring")
ALLOWED: dict[str, tuple[str, ...]] = {
    "linux": _LINUX,
    "win32": ("keyring.backends.Windows.WinVaultKeyring",),
    "darwin": ("keyring.backends.macOS.Keyring",),
}
"""Backends that keep secrets encrypted under the person's login, by `sys.platform`."""


class KeyringKeys:
    """Implements `KeyStore` on one allowed backend. Blocks up to 30 s; never on the main thread."""

    def __init__(
        self,
        remembered: str = "",
        *,
        find: Callable[[str], KeyringBackend] | None = None,
        timeout_s: float = TIMEOUT_S,
    ) -> None:
        """`remembered` is the backend of `profile.json`, empty to take the first that works."""
        self._remembered = remembered
        self._find = find or _find_backend
        self._backend: KeyringBackend | None = None
        self._flights = SingleFlight(timeout_s)

    @property
    def backend(self) -> str:
        """The backend in use; before the first call the remembered one."""
        return self._remembered if self._backend is None else _name_of(self._backend)

    def create(self, entry: str) -> NewKey:
        """Make a key, store it, read it back and compare."""
        made = make_key()
        self._call("create", entry, lambda keyring: _set(keyring, entry, encode(made)))
        answer = self.read(entry, made.key_id)
        if not (isinstance(answer, KeyFound) and answer.key == made.key):
            raise missing("read_back")
        return made

    def read(self, entry: str, key_id: str) -> KeyAnswer:
        """Look for the key with this id."""
        try:
            kept = self._call("read", entry, lambda keyring: keyring.get_password(SERVICE, entry))
        except EnvironmentProblem as error:
            return KeyUnavailable(error.problem)
        return answer_for(kept, key_id)

    def delete(self, entry: str) -> None:
        """Destroy a key; one that is not there is fine."""
        self._call("delete", entry, lambda keyring: _delete(keyring, entry))

    def _call(
        self, what: str, entry: str, call: Callable[[KeyringBackend], str | None]
    ) -> str | None:
        def on_backend() -> str | None:
            if self._backend is None:
                self._backend = self._find(self._remembered)
            return _translated(call, self._backend)

        try:
            return self._flights.run(f"{what} {entry}", on_backend)
        except EnvironmentProblem as error:
            log.warning("keyring %s: %s", what, error.problem.facts.get("reason"))
            raise


def _translated(
    call: Callable[[KeyringBackend], str | None], backend: KeyringBackend
) -> str | None:
    """The call's value; every failure of a backend becomes missing or locked.

    Raises `EnvironmentProblem`.
    """
    from keyring import errors

    try:
        return call(backend)
    except (errors.KeyringLocked, errors.PasswordSetError, errors.PasswordDeleteError):
        raise locked("locked") from None
    except (errors.NoKeyringError, errors.InitError):
        raise missing("not_running") from None
    except Exception as error:
        # Backends let errors of D-Bus and of system libraries through. The chain is cut: their
        # messages may hold what was to be stored.
        raise locked(type(error).__name__) from None


def _set(keyring: KeyringBackend, entry: str, value: str) -> None:
    keyring.set_password(SERVICE, entry, value)


def _delete(keyring: KeyringBackend, entry: str) -> None:
    if keyring.get_password(SERVICE, entry) is not None:
        keyring.delete_password(SERVICE, entry)


def _find_backend(remembered: str) -> KeyringBackend:
    """The remembered backend, else the first allowed one that works. Raises when none does."""
    allowed = ALLOWED.get(sys.platform, ())
    if remembered and remembered not in allowed:
        raise missing("backend_not_allowed")
    for name in (remembered,) if remembered else allowed:
        module, _, kind = name.rpartition(".")
        try:
            backend_class = getattr(importlib.import_module(module), kind)
            is_usable = bool(backend_class.priority)  # raises where the service is missing
        except Exception as error:
            log.info("keyring backend %s: %s", kind, type(error).__name__)
            continue
        if is_usable:
            backend: KeyringBackend = backend_class()
            return backend
    raise missing("no_backend")


def _name_of(backend: KeyringBackend) -> str:
    return f"{type(backend).__module__}.{type(backend).__qualname__}"
