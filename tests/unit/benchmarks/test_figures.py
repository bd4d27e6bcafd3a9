# SPDX-License-Identifier: Apache-2.0
"""Figures know whether they keep their limit, and say so."""

from __future__ import annotations

import math

import pytest

from benchmarks.figures import Figure, Sense, median, percentile, render


@pytest.mark.parametrize(
    ("value", "sense", "expected"),
    [
        pytest.param(1.5, Sense.AT_MOST, True, id="at-the-upper-limit"),
        pytest.param(1.51, Sense.AT_MOST, False, id="above"),
        pytest.param(1.5, Sense.AT_LEAST, True, id="at-the-lower-limit"),
        pytest.param(1.49, Sense.AT_LEAST, False, id="below"),
        pytest.param(math.nan, Sense.AT_MOST, False, id="not-measured"),
        pytest.param(math.nan, Sense.AT_LEAST, False, id="not-measured-either"),
    ],
)
def test_a_figure_is_met_on_its_side_of_the_limit(
    value: float, sense: Sense, expected: bool
) -> None:
    assert Figure("x", value, "ms", 1.5, sense).is_met is expected


@pytest.mark.parametrize(
    ("share", "expected"),
    [(0.0, 1.0), (0.5, 5.0), (0.99, 10.0), (1.0, 10.0), (0.1, 1.0), (0.11, 2.0)],
)
def test_percentiles_are_values_that_were_measured(share: float, expected: float) -> None:
    assert percentile([float(n) for n in range(10, 0, -1)], share) == expected


def test_nothing_measured_is_no_number() -> None:
    assert math.isnan(median([]))
    assert math.isnan(percentile([], 0.99))


def test_a_missed_limit_is_said_with_its_parts() -> None:
    text = render([Figure("start", 2.4, "x", 1.5, parts={"program ms": 378.0}, note="cached")])
    assert "MISSED" in text
    assert "≤ 1.5 x" in text
    assert "program ms 378" in text
    assert "cached" in text


def test_json_carries_the_verdict() -> None:
    assert Figure("start", 1.0, "x", 1.5).as_json()["is_met"] is True
