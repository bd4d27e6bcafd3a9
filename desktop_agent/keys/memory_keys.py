# SPDX-License-Identifier: Apache-2.0
"""Keys that end with the process: for a memory-only session, the demo and tests."""

from __future__ import annotations

from desktop_agent.keys.key_store import KeyAnswer, NewKey, answer_for, encode, make_key


class MemoryKeys:
    """Implements `KeyStore` without any file or system service. One thread at a time."""

    backend = "memory"

    def __init__(self) -> None:
        self._kept: dict[str, str] = {}

    def create(self, entry: str) -> NewKey:
        """Make and keep a key."""
        made = make_key()
        self._kept[entry] = encode(made)
        return made

    def read(self, entry: str, key_id: str) -> KeyAnswer:
        """Look for the key with this id."""
        return answer_for(self._kept.get(entry), key_id)

    def delete(self, entry: str) -> None:
        """Forget a key."""
        self._kept.pop(entry, None)
