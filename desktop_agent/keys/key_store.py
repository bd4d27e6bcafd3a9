# SPDX-License-Identifier: Apache-2.0
"""Where database keys live, as a protocol, and the four answers to "what is my key?".

Must not write a key to a file, log or error.
"""

from __future__ import annotations

import json
import secrets
from typing import Protocol

from desktop_agent.domain.errors import EnvironmentProblem, Problem, ProblemCode
from desktop_agent.domain.light_dataclass import dataclass
from desktop_agent.domain.secret import SecretText

KEY_HEX_DIGITS = 96
"""32 bytes of key and 16 of salt, as SQLCipher takes them."""


@dataclass(frozen=True, slots=True)
class NewKey:
    """A key that is surely in the store: it was read back and compared."""

    key_id: str
    key: SecretText


@dataclass(frozen=True, slots=True)
class KeyFound:
    """The profile's own key."""

    key: SecretText


@dataclass(frozen=True, slots=True)
class KeyUnavailable:
    """The store cannot be asked now: try again, touch nothing."""

    problem: Problem


@dataclass(frozen=True, slots=True)
class KeyAbsent:
    """The store answered and has no such key: the files can never be read again."""


@dataclass(frozen=True, slots=True)
class KeyForeign:
    """The store holds another key under this name: touch nothing."""


KeyAnswer = KeyFound | KeyUnavailable | KeyAbsent | KeyForeign


class KeyStore(Protocol):
    """Holds one key an entry. Methods block up to their time limit: never call on the main thread.

    Attributes:
        backend: name that `profile.json` remembers.
    """

    @property
    def backend(self) -> str:
        """Name of where the keys are."""
        ...

    def create(self, entry: str) -> NewKey:
        """Make a key, store it, read it back. Raises `EnvironmentProblem` with nothing kept."""
        ...

    def read(self, entry: str, key_id: str) -> KeyAnswer:
        """Look for the key with this id."""
        ...

    def delete(self, entry: str) -> None:
        """Destroy a key; one that is not there is fine. Raises `EnvironmentProblem`."""
        ...


def make_key() -> NewKey:
    """A random key with a random id."""
    return NewKey(secrets.token_hex(8), SecretText(secrets.token_hex(KEY_HEX_DIGITS // 2)))


def encode(made: NewKey) -> str:
    """What is kept under an entry."""
    return json.dumps({"id": made.key_id, "key": made.key.reveal()})


def answer_for(kept: str | None, key_id: str) -> KeyAnswer:
    """Judge what was found under an entry."""
    if kept is None:
        return KeyAbsent()
    try:
        fields = json.loads(kept)
        found_id, key = str(fields["id"]), str(fields["key"])
    except (ValueError, KeyError, TypeError):
        return KeyForeign()
    is_key = len(key) == KEY_HEX_DIGITS and set(key) <= set("0123456789abcdef")
    return KeyFound(SecretText(key)) if is_key and found_id == key_id else KeyForeign()


def missing(reason: str) -> EnvironmentProblem:
    """No usable keyring; `reason` is a code."""
    return EnvironmentProblem(ProblemCode.KEYRING_MISSING, reason=reason)


def locked(reason: str) -> EnvironmentProblem:
    """A keyring that does not answer or stays locked; `reason` is a code."""
    return EnvironmentProblem(ProblemCode.KEYRING_LOCKED, reason=reason)
