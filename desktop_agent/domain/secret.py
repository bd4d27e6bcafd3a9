# SPDX-License-Identifier: Apache-2.0
"""Text that must not reach a log or a traceback. Must not offer a readable repr."""

from __future__ import annotations

from desktop_agent.domain.light_dataclass import dataclass


@dataclass(frozen=True, slots=True, repr=False)
class SecretText:
    """A password, token or secret URL; `reveal()` is the only way to its value."""

    _value: str

    def reveal(self) -> str:
        """Return the secret itself; call it only where it leaves for its destination."""
        return self._value

    def __repr__(self) -> str:
        return f"<{len(self._value)} characters>"

    __str__ = __repr__

    def __bool__(self) -> bool:
        return bool(self._value)
