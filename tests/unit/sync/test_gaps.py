# SPDX-License-Identifier: Apache-2.0
"""When the machine slept."""

from __future__ import annotations

from datetime import timedelta

import pytest

from desktop_agent.sync.gaps import Reading, is_gap
from tests.unit.domain.samples import NOW


@pytest.mark.parametrize(
    ("wall_s", "steady_s", "wanted"),
    [
        pytest.param(10, 10, False, id="awake"),
        pytest.param(39, 10, False, id="small-correction"),
        pytest.param(41, 10, True, id="slept-and-monotonic-stood-still"),
        pytest.param(3600, 3600, True, id="slept-and-monotonic-ran-on"),
        pytest.param(-300, 10, True, id="wall-clock-set-back"),
        pytest.param(35, 35, False, id="busy-machine"),
    ],
)
def test_gap_by_both_clocks(wall_s: float, steady_s: float, wanted: bool) -> None:
    before = Reading(NOW, 100.0)
    after = Reading(NOW + timedelta(seconds=wall_s), 100.0 + steady_s)
    assert is_gap(before, after) is wanted
