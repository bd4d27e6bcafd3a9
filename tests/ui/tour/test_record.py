# SPDX-License-Identifier: Apache-2.0
"""The record tells what was shown, what failed and what was not played."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from desktop_agent.domain.errors import EnvironmentProblem, ProblemCode
from desktop_agent.tour.record import Evidence, Step, StepRecord, TourRecord, play
from desktop_agent.tour.waiting import TourFailure
from tests.conftest import AllowedLog


def good() -> Evidence:
    return {"assignee": 7}


def make_failing(error: Exception) -> Step:
    def fail() -> Evidence:
        raise error

    return Step("fails", fail)


def played(*steps: Step) -> TourRecord:
    record = TourRecord({"desktop-agent": "0"})
    play(steps, record, lambda step: None)
    return record


def test_a_tour_that_shows_everything_is_ok(tmp_path: Path) -> None:
    record = played(Step("one", good), Step("two", good))
    record.write(tmp_path / "tour.json")
    written = json.loads((tmp_path / "tour.json").read_text(encoding="utf-8"))
    assert written["ok"] is True
    assert [step["name"] for step in written["steps"]] == ["one", "two"]
    assert written["steps"][0]["evidence"] == {"assignee": 7}
    assert written["steps"][0]["ms"] >= 0


def test_the_first_failure_ends_the_tour_and_the_rest_is_told_as_not_played() -> None:
    record = played(Step("one", good), make_failing(TourFailure("no row")), Step("three", good))
    assert not record.is_ok
    assert [(step.name, step.is_ok) for step in record.steps] == [
        ("one", True),
        ("fails", False),
        ("three", False),
    ]
    assert record.steps[1].evidence == {"failure": "no row"}
    assert record.steps[2].evidence == {"failure": "not played"}


def test_a_problem_is_recorded_by_its_code() -> None:
    record = played(make_failing(EnvironmentProblem(ProblemCode.DISK_FULL)))
    assert record.steps[0].evidence == {"failure": "disk_full"}


def test_an_unexpected_error_is_logged_and_recorded_by_its_type(allowed_log: AllowedLog) -> None:
    allowed_log("desktop_agent.tour.record")
    record = played(make_failing(KeyError("x")))
    assert record.steps[0].evidence == {"failure": "KeyError"}


def test_every_played_step_is_shown_to_the_caller() -> None:
    seen: list[StepRecord] = []
    play([Step("one", good)], TourRecord({}), seen.append)
    assert [step.name for step in seen] == ["one"]


@pytest.mark.parametrize("steps", [()])
def test_a_tour_without_steps_is_not_ok(steps: tuple[Step, ...]) -> None:
    assert not played(*steps).is_ok
