# SPDX-License-Identifier: Apache-2.0
"""Troubles are told once in a while and never with content."""

from __future__ import annotations

import asyncio

import pytest

from desktop_agent.domain.errors import Bug, EnvironmentProblem, Problem, ProblemCode
from desktop_agent.domain.events import EngineEvent, ProblemArose
from desktop_agent.sync.trouble import REPEAT_S, TroubleDesk
from tests.conftest import AllowedLog
from tests.fakes.virtual_time import VirtualClock, VirtualLoop, run_virtually


def test_same_problem_is_told_again_only_after_a_while() -> None:
    told: list[EngineEvent] = []

    async def main(loop: VirtualLoop) -> None:
        desk = TroubleDesk(VirtualClock(loop), told.append)
        for _ in range(3):
            desk.problem(Problem(ProblemCode.DISK_FULL))
        desk.problem(Problem(ProblemCode.DATABASE_BUSY))
        await asyncio.sleep(REPEAT_S)
        desk.problem(Problem(ProblemCode.DISK_FULL))

    run_virtually(main)
    codes = [event.problem.code for event in told if isinstance(event, ProblemArose)]
    assert codes == [ProblemCode.DISK_FULL, ProblemCode.DATABASE_BUSY, ProblemCode.DISK_FULL]


def test_bug_is_logged_by_type_and_place_without_its_text(
    allowed_log: AllowedLog, caplog: pytest.LogCaptureFixture
) -> None:
    allowed_log("desktop_agent.sync.trouble")
    told: list[EngineEvent] = []

    async def main(loop: VirtualLoop) -> None:
        desk = TroubleDesk(VirtualClock(loop), told.append)
        try:
            raise ValueError("Sehr geehrte Frau Demir")
        except ValueError as error:
            desk.any("lane", error)
        desk.any("lane", Bug("what happened"))
        desk.any("sweep", EnvironmentProblem(ProblemCode.TIMED_OUT))

    run_virtually(main)
    assert "Demir" not in caplog.text
    assert "ValueError at main:" in caplog.text
    codes = [event.problem.code for event in told if isinstance(event, ProblemArose)]
    assert codes == [ProblemCode.INTERNAL, ProblemCode.TIMED_OUT]
