# SPDX-License-Identifier: Apache-2.0
"""Questions of one widget to the bridge: one of a kind at a time, none outlives its asker.

Must not hold answers.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any, TypeVar

from PySide6.QtCore import QObject

from desktop_agent.bridge import Bridge
from desktop_agent.domain.queries import Query

A = TypeVar("A")


class Questions(QObject):
    """Asks by name. Main thread. Answers never reach a destroyed parent."""

    def __init__(self, bridge: Bridge, parent: QObject) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._tokens: dict[str, int] = {}
        self._next: dict[str, Callable[[], None]] = {}
        self.destroyed.connect(partial(_forget_all, bridge, self._tokens, self._next))

    def is_asking(self, name: str) -> bool:
        """True while an answer of this name is awaited."""
        return name in self._tokens

    def ask(self, name: str, query: Query[A], take: Callable[[A], None]) -> None:
        """Ask unless the same is being asked already."""
        if name not in self._tokens:
            self._put(name, query, take)

    def ask_anew(self, name: str, query: Query[A], take: Callable[[A], None]) -> None:
        """Ask for the state of this moment.

        A question on its way may have been answered from an older state: once more after it.
        """
        if name in self._tokens:
            self._next[name] = partial(self._put, name, query, take)
        else:
            self._put(name, query, take)

    def forget_all(self) -> None:
        """Nothing that was asked is needed any more."""
        _forget_all(self._bridge, self._tokens, self._next)

    def _put(self, name: str, query: Query[Any], take: Callable[[Any], None]) -> None:
        def answer(value: Any) -> None:
            self._tokens.pop(name, None)
            then = self._next.pop(name, None)
            take(value)
            if then is not None and name not in self._tokens:
                then()

        self._tokens[name] = self._bridge.query(query, answer)


def _forget_all(
    bridge: Bridge,
    tokens: dict[str, int],
    waiting: dict[str, Callable[[], None]],
    *_destroyed: object,
) -> None:
    for token in tokens.values():
        bridge.forget(token)
    tokens.clear()
    waiting.clear()
