# SPDX-License-Identifier: Apache-2.0
"""Fixtures of the contract suite: the stage and an agent who is signed in."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol

import pytest

from desktop_agent.provider.connection import Timeouts
from tests.contract.desk import QUICK, Desk
from tests.contract.stage import SandboxStage, Stage, open_stage


@pytest.fixture(scope="session")
def theatre() -> Iterator[Stage]:
    """One server for the whole suite."""
    with open_stage() as stage:
        yield stage


@pytest.fixture
def stage(theatre: Stage) -> Iterator[Stage]:
    """The server; a sandbox starts over for every test."""
    if isinstance(theatre, SandboxStage):
        theatre.control.clear_faults()
        theatre.control.reset()
        theatre.control.clear_requests()
    yield theatre
    if isinstance(theatre, SandboxStage):
        theatre.control.clear_faults()


class MakeDesk(Protocol):
    """Makes a desk that nobody is signed in at yet."""

    def __call__(self, timeouts: Timeouts = QUICK) -> Desk:
        """A desk; closed at the end of the test."""
        ...


@pytest.fixture
def make_desk(stage: Stage) -> Iterator[MakeDesk]:
    """Desks beyond the one of the agent under test."""
    desks: list[Desk] = []

    def make(timeouts: Timeouts = QUICK) -> Desk:
        desk = Desk(stage.url, stage.account_id, timeouts)
        desks.append(desk)
        return desk

    yield make
    for desk in desks:
        desk.close()


@pytest.fixture
def desk(stage: Stage, make_desk: MakeDesk) -> Desk:
    """The agent under test, signed in by token."""
    made = make_desk()
    made.sign_in(stage.token)
    return made
