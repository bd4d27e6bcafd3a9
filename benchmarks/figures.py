# SPDX-License-Identifier: Apache-2.0
"""A measured figure, its limit and how it is printed. Measures nothing itself."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from typing import Any


class Sense(StrEnum):
    """On which side of the limit a figure is good."""

    AT_MOST = "at most"
    AT_LEAST = "at least"


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure with its limit.

    `value` carries `unit`; for a ratio `parts` name numerator and denominator, both measured in
    the same interleaved run.
    """

    name: str
    value: float
    unit: str
    limit: float
    sense: Sense = Sense.AT_MOST
    parts: dict[str, float] = field(default_factory=dict)
    note: str = ""

    @property
    def is_met(self) -> bool:
        """True when the figure keeps its limit."""
        if math.isnan(self.value):
            return False
        if self.sense is Sense.AT_MOST:
            return self.value <= self.limit
        return self.value >= self.limit

    def as_json(self) -> dict[str, Any]:
        """Plain values for a JSON file."""
        return {**asdict(self), "is_met": self.is_met}


def median(values: Sequence[float]) -> float:
    """Middle of the sorted values; the lower of two middles, NaN for none."""
    return percentile(values, 0.5)


def percentile(values: Sequence[float], share: float) -> float:
    """Nearest-rank percentile, `share` in 0..1; NaN for no values."""
    if not values:
        return math.nan
    ordered = sorted(values)
    return ordered[max(0, math.ceil(share * len(ordered)) - 1)]


def render(figures: Sequence[Figure]) -> str:
    """A table for people: figure, limit, verdict, parts."""
    lines = [f"{'what':58} {'figure':>12} {'limit':>16}  verdict"]
    for figure in figures:
        limit = f"{'≤' if figure.sense is Sense.AT_MOST else '≥'} {figure.limit:g} {figure.unit}"
        verdict = "met" if figure.is_met else "MISSED"
        value = f"{figure.value:.4g} {figure.unit}"
        lines.append(f"{figure.name:58} {value:>12} {limit:>16}  {verdict}")
        parts = ", ".join(f"{name} {value:.4g}" for name, value in figure.parts.items())
        for extra in (parts, figure.note):
            if extra:
                lines.append(f"{'':4}{extra}")
    return "\n".join(lines)
