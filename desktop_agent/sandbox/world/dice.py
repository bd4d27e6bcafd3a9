# SPDX-License-Identifier: Apache-2.0
"""Gives repeatable choices from integers; must never look at a clock or at global random state."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, TypeVar

T = TypeVar("T")

_MASK: Final = (1 << 64) - 1
_STEP: Final = 0x9E3779B97F4A7C15


class Dice:
    """A splitmix64 stream: cheap to create, the same on every Python version and machine."""

    __slots__ = ("_state",)

    def __init__(self, *keys: int) -> None:
        """Start the stream that belongs to `keys` (order matters)."""
        state = 0x243F6A8885A308D3
        for key in keys:
            state = _mix((state ^ (key & _MASK)) + _STEP)
        self._state = state

    def bits(self) -> int:
        """Return the next 64 bits."""
        self._state = value = (self._state + _STEP) & _MASK
        # The same as _mix, spelled out: this is the hottest line of the sandbox.
        value = ((value ^ (value >> 30)) * 0xBF58476D1CE4E5B9) & _MASK
        value = ((value ^ (value >> 27)) * 0x94D049BB133111EB) & _MASK
        return value ^ (value >> 31)

    def below(self, limit: int) -> int:
        """Return an integer in 0 .. limit-1 (`limit` must be positive)."""
        return self.bits() % limit

    def between(self, low: int, high: int) -> int:
        """Return an integer in low .. high, both included."""
        return low + self.bits() % (high - low + 1)

    def unit(self) -> float:
        """Return a float in [0, 1)."""
        return (self.bits() >> 11) / 9007199254740992.0

    def chance(self, probability: float) -> bool:
        """Return True with the given probability."""
        return self.unit() < probability

    def pick(self, options: Sequence[T]) -> T:
        """Return one of the options (must not be empty)."""
        return options[self.bits() % len(options)]

    def token(self, length: int = 24) -> str:
        """Return letters and digits, for ids and tokens of the sandbox's own people."""
        alphabet = "ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz23456789"
        return "".join(self.pick(alphabet) for _ in range(length))


def _mix(value: int) -> int:
    value &= _MASK
    value = ((value ^ (value >> 30)) * 0xBF58476D1CE4E5B9) & _MASK
    value = ((value ^ (value >> 27)) * 0x94D049BB133111EB) & _MASK
    return value ^ (value >> 31)
