# SPDX-License-Identifier: Apache-2.0
"""A keyring that answers at once with the key of the invented cache. Not for any real profile."""

from __future__ import annotations

import os

from keyring.backend import KeyringBackend

ENTRY_VARIABLE = "BENCHMARK_KEYRING_ENTRY"
NAME = "benchmarks.children.fixed_keyring.Keyring"


class Keyring(KeyringBackend):
    """Holds one entry, which the parent hands over."""

    priority = 1.0

    def get_password(self, service: str, username: str) -> str | None:
        """The one entry, whatever is asked for."""
        del service, username
        return os.environ.get(ENTRY_VARIABLE)

    def set_password(self, service: str, username: str, password: str) -> None:
        """Nothing may be stored: the cache must stay as it is."""
        raise NotImplementedError(service, username, len(password))
