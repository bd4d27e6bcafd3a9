# SPDX-License-Identifier: Apache-2.0
"""Keyrings that behave, lock, lose, forge and hang, as real backends do. Assert nothing."""

from __future__ import annotations

import threading

from keyring.backend import KeyringBackend
from keyring.errors import InitError, KeyringLocked, PasswordDeleteError


class GoodKeyring(KeyringBackend):
    """Keeps what it is given; `kept` is what stands in it."""

    priority = 5.0

    def __init__(self) -> None:
        super().__init__()  # type: ignore[no-untyped-call]  # keyring leaves it untyped
        self.kept: dict[tuple[str, str], str] = {}
        self.calls: list[str] = []

    def get_password(self, service: str, username: str) -> str | None:
        self.calls.append("get")
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.calls.append("set")
        self.kept[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        self.calls.append("delete")
        try:
            del self.kept[service, username]
        except KeyError:
            raise PasswordDeleteError("not found") from None


class LockedKeyring(GoodKeyring):
    """The person closed the keyring's prompt."""

    def get_password(self, service: str, username: str) -> str | None:
        raise KeyringLocked("dismissed")

    def set_password(self, service: str, username: str, password: str) -> None:
        raise KeyringLocked("dismissed")

    def delete_password(self, service: str, username: str) -> None:
        raise KeyringLocked("dismissed")


class NotRunningKeyring(GoodKeyring):
    """There is no secret service."""

    def get_password(self, service: str, username: str) -> str | None:
        raise InitError("no service")

    def set_password(self, service: str, username: str, password: str) -> None:
        raise InitError("no service")


class ForgetfulKeyring(GoodKeyring):
    """Says that it kept a key and did not."""

    def set_password(self, service: str, username: str, password: str) -> None:
        self.calls.append("set")


class BrokenKeyring(GoodKeyring):
    """Lets an error of its library through, with the secret in its message."""

    def set_password(self, service: str, username: str, password: str) -> None:
        raise ConnectionError(f"could not store {password}")


class HangingKeyring(GoodKeyring):
    """Waits for a person at the prompt until `answer` is set."""

    def __init__(self) -> None:
        super().__init__()
        self.answer = threading.Event()
        self.asked = threading.Event()

    def get_password(self, service: str, username: str) -> str | None:
        self.asked.set()
        self.answer.wait()
        return super().get_password(service, username)
