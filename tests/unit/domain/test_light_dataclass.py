# SPDX-License-Identifier: Apache-2.0
"""Light dataclasses behave like the standard library's frozen ones with slots."""

from __future__ import annotations

import copy
import dataclasses
from dataclasses import FrozenInstanceError, field
from typing import Any

import pytest

from desktop_agent.domain.light_dataclass import dataclass


@dataclass(frozen=True, slots=True)
class Point:
    """A place."""

    x: int
    y: int = 2
    names: dict[str, int] = field(default_factory=dict, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """A name."""

    name: str = "a"
    secret: str = field(default="s", repr=False)


@dataclass(frozen=True, slots=True)
class Empty:
    """Nothing."""


@dataclasses.dataclass(frozen=True, slots=True)
class Standard:
    """What `Point` must equal in behaviour."""

    x: int
    y: int = 2
    names: dict[str, int] = field(default_factory=dict, compare=False)


def test_arguments_defaults_and_factories() -> None:
    assert (Point(1).x, Point(1).y, Point(1).names) == (1, 2, {})
    assert Point(1).names is not Point(1).names
    assert Point(1, y=3) == Point(1, 3)
    assert Named(name="b").name == "b"


@pytest.mark.parametrize("arguments", [(), (1, 2, {}, 4)], ids=["too-few", "too-many"])
def test_wrong_arguments_are_refused(arguments: tuple[Any, ...]) -> None:
    with pytest.raises(TypeError):
        Point(*arguments)


def test_keyword_only_fields_take_no_position() -> None:
    with pytest.raises(TypeError):
        Named("b")  # type: ignore[call-arg]  # what is tested


def test_equality_and_hash_follow_the_compared_fields_and_the_class() -> None:
    assert Point(1, 2, {"a": 1}) == Point(1, 2, {"b": 2})
    assert hash(Point(1, 2, {"a": 1})) == hash(Point(1, 2))
    assert Point(1) != Point(2)
    assert Point(1) != Standard(1)  # type: ignore[comparison-overlap]  # what is tested
    assert {Empty(): 1}[Empty()] == 1


def test_a_field_cannot_be_changed_or_deleted() -> None:
    point = Point(1)
    with pytest.raises(FrozenInstanceError):
        point.x = 2  # type: ignore[misc]  # what is tested
    with pytest.raises(FrozenInstanceError):
        del point.x
    assert point.x == 1


def test_no_other_attribute_can_be_set() -> None:
    with pytest.raises(AttributeError):
        Point(1).z = 1  # type: ignore[attr-defined]  # what is tested


def test_the_standard_functions_work() -> None:
    point = dataclasses.replace(Point(1), y=5)
    assert dataclasses.asdict(point) == {"x": 1, "y": 5, "names": {}}
    assert [f.name for f in dataclasses.fields(point)] == ["x", "y", "names"]
    assert dataclasses.is_dataclass(point)
    assert copy.copy(point) == point


def test_positions_match_in_patterns() -> None:
    match Point(7):
        case Point(x, y):
            assert (x, y) == (7, 2)


def test_the_repr_is_the_standard_one_without_hidden_fields() -> None:
    assert repr(Point(1)) == repr(Standard(1)).replace("Standard", "Point")
    assert repr(Named()) == "Named(name='a')"
