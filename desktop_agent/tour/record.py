# SPDX-License-Identifier: Apache-2.0
"""Plays steps one by one and records what each showed, as `tour.json`. Knows no step."""

from __future__ import annotations

import json
import logging
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from desktop_agent.domain.errors import AgentError
from desktop_agent.tour.waiting import TourFailure

_log = logging.getLogger(__name__)

Evidence = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Step:
    """One promise; `play` keeps it or raises, and returns what proves it."""

    name: str
    play: Callable[[], Evidence]


@dataclass(frozen=True, slots=True)
class StepRecord:
    """How a step ended; `ms` is its duration."""

    name: str
    is_ok: bool
    ms: int
    evidence: Evidence

    def as_json(self) -> dict[str, object]:
        """The record as JSON's types."""
        return {"name": self.name, "ok": self.is_ok, "ms": self.ms, "evidence": dict(self.evidence)}


@dataclass(slots=True)
class TourRecord:
    """The whole tour; `versions` and `figures` describe the run."""

    versions: Mapping[str, str]
    steps: list[StepRecord] = field(default_factory=list)
    figures: dict[str, object] = field(default_factory=dict)

    @property
    def is_ok(self) -> bool:
        """True when every step was played and kept its promise."""
        return bool(self.steps) and all(step.is_ok for step in self.steps)

    def write(self, file: Path) -> None:
        """Write the record as JSON."""
        value = {
            "ok": self.is_ok,
            "versions": dict(self.versions),
            "figures": self.figures,
            "steps": [step.as_json() for step in self.steps],
        }
        file.write_text(json.dumps(value, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")


def play(
    steps: Sequence[Step], record: TourRecord, after_each: Callable[[StepRecord], None]
) -> None:
    """Play steps in order. The first that fails ends the tour: the others build on it."""
    for number, step in enumerate(steps):
        record.steps.append(_play_one(step))
        after_each(record.steps[-1])
        if not record.steps[-1].is_ok:
            for left in steps[number + 1 :]:
                record.steps.append(StepRecord(left.name, False, 0, {"failure": "not played"}))
            return


def _play_one(step: Step) -> StepRecord:
    started = time.monotonic()
    is_ok = False
    try:
        evidence = step.play()
        is_ok = True
    except TourFailure as failure:
        evidence = {"failure": str(failure)}
    except AgentError as error:
        evidence = {"failure": error.problem.code.value}
    except Exception as error:  # the record must be written whatever a step meets
        _log.exception("tour step %s ended unexpectedly", step.name)
        evidence = {"failure": type(error).__name__}
    return StepRecord(step.name, is_ok, round((time.monotonic() - started) * 1000), evidence)
