# SPDX-License-Identifier: Apache-2.0
"""Expands sentence templates; pure, knows no topics.

`[a|b|c]` chooses one alternative (may be empty, may nest), `{slot}` is filled from a mapping.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Final, TypeAlias

from desktop_agent.sandbox.world.dice import Dice

Node: TypeAlias = "str | Slot | Choice"


class Slot:
    """A named gap of a template."""

    __slots__ = ("name",)

    def __init__(self, name: str) -> None:
        self.name = name


class Choice:
    """Alternatives of a template, each a sequence of nodes."""

    __slots__ = ("options",)

    def __init__(self, options: tuple[tuple[Node, ...], ...]) -> None:
        self.options = options


_SPECIAL: Final = "[]|{}"


def expand(template: str, dice: Dice, slots: Mapping[str, str]) -> str:
    """Return the template with choices made by `dice` and slots filled; KeyError: no such slot."""
    text = "".join(_render(_parsed(template), dice, slots)).strip()
    # A date ends with a full stop of its own; the sentence's makes two.
    return text.replace("..", ".")


def _render(nodes: tuple[Node, ...], dice: Dice, slots: Mapping[str, str]) -> list[str]:
    parts: list[str] = []
    for node in nodes:
        if isinstance(node, str):
            parts.append(node)
        elif isinstance(node, Slot):
            parts.append(slots[node.name])
        else:
            parts.extend(_render(dice.pick(node.options), dice, slots))
    return parts


@lru_cache(maxsize=4096)
def _parsed(template: str) -> tuple[Node, ...]:
    nodes, end = _sequence(template, 0, is_inside=False)
    if end != len(template):
        raise ValueError(f"unbalanced template at {end}")
    return nodes


def _sequence(text: str, at: int, *, is_inside: bool) -> tuple[tuple[Node, ...], int]:
    nodes: list[Node] = []
    while at < len(text):
        char = text[at]
        if is_inside and char in "|]":
            break
        if char == "[":
            choice, at = _choice(text, at + 1)
            nodes.append(choice)
        elif char == "{":
            end = text.index("}", at)
            nodes.append(Slot(text[at + 1 : end]))
            at = end + 1
        else:
            end = at + 1
            while end < len(text) and text[end] not in _SPECIAL:
                end += 1
            nodes.append(text[at:end])
            at = end
    return tuple(nodes), at


def _choice(text: str, at: int) -> tuple[Choice, int]:
    options: list[tuple[Node, ...]] = []
    while True:
        nodes, at = _sequence(text, at, is_inside=True)
        options.append(nodes)
        if at >= len(text):
            raise ValueError("a choice is not closed")
        at += 1
        if text[at - 1] == "]":
            return Choice(tuple(options)), at
