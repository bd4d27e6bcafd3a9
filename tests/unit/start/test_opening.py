# SPDX-License-Identifier: Apache-2.0
"""Opening a profile ends with open stores or with one problem, and never with a thread left."""

from __future__ import annotations

import errno
import threading
from pathlib import Path

import pytest

from desktop_agent.domain.errors import EnvironmentProblem, Problem, ProblemCode
from desktop_agent.keys.key_store import KeyStore, NewKey
from desktop_agent.keys.memory_keys import MemoryKeys
from desktop_agent.keys.profile import read_record
from desktop_agent.policy.policy import Policy
from desktop_agent.start.opening import NotOpened, Opened, Outcome, ProfileOpening
from tests.conftest import AllowedLog


def open_with(directory: Path, keys: KeyStore) -> Outcome:
    """Open a profile and wait for the outcome."""
    outcomes: list[Outcome] = []
    opening = ProfileOpening(
        directory, lambda: keys, Policy(), report=lambda _problem: None, tell=outcomes.append
    )
    opening.start()
    opening.join()
    return outcomes[0]


def test_a_new_profile_gets_files_and_a_record(tmp_path: Path) -> None:
    outcome = open_with(tmp_path, MemoryKeys())
    assert isinstance(outcome, Opened)
    assert outcome.problems == ()
    assert outcome.stores.session is None
    assert outcome.stores.close()
    record = read_record(tmp_path)
    assert record is not None
    assert record.backend == "memory"


def test_the_same_keys_open_it_again(tmp_path: Path) -> None:
    keys = MemoryKeys()
    for _ in range(2):
        outcome = open_with(tmp_path, keys)
        assert isinstance(outcome, Opened)
        outcome.stores.close()


def test_a_lost_key_is_told_and_the_files_are_kept_aside(
    tmp_path: Path, allowed_log: AllowedLog
) -> None:
    allowed_log("desktop_agent.keys")
    first = open_with(tmp_path, MemoryKeys())
    assert isinstance(first, Opened)
    first.stores.close()
    second = open_with(tmp_path, MemoryKeys())
    assert isinstance(second, Opened)
    second.stores.close()
    assert [problem.code for problem in second.problems] == [ProblemCode.KEY_LOST]
    assert list((tmp_path / "quarantine").rglob("work.db"))


class LockedKeys(MemoryKeys):
    """A keyring that nobody unlocks."""

    def create(self, entry: str) -> NewKey:
        raise EnvironmentProblem(ProblemCode.KEYRING_LOCKED, reason="locked")


def test_a_locked_keyring_opens_nothing_and_touches_nothing(
    tmp_path: Path, allowed_log: AllowedLog
) -> None:
    allowed_log("desktop_agent.start.opening")
    outcome = open_with(tmp_path, LockedKeys())
    assert outcome == NotOpened(Problem(ProblemCode.KEYRING_LOCKED, {"reason": "locked"}))
    assert list(tmp_path.iterdir()) == []


def test_a_failing_preparation_is_told_too(tmp_path: Path, allowed_log: AllowedLog) -> None:
    allowed_log("desktop_agent.start.opening")

    def fail() -> None:
        raise EnvironmentProblem(ProblemCode.SERVER_UNREACHABLE)

    outcomes: list[Outcome] = []
    opening = ProfileOpening(
        tmp_path,
        MemoryKeys,
        Policy(),
        report=lambda _problem: None,
        tell=outcomes.append,
        prepare=fail,
    )
    opening.start()
    opening.join()
    assert outcomes == [NotOpened(Problem(ProblemCode.SERVER_UNREACHABLE))]


@pytest.mark.parametrize("error", [ValueError("x"), RuntimeError("y")])
def test_our_own_mistake_is_told_as_such(
    tmp_path: Path, allowed_log: AllowedLog, error: Exception
) -> None:
    allowed_log("desktop_agent.start.opening")

    def fail() -> KeyStore:
        raise error

    outcomes: list[Outcome] = []
    opening = ProfileOpening(
        tmp_path, fail, Policy(), report=lambda _problem: None, tell=outcomes.append
    )
    opening.start()
    opening.join()
    assert outcomes == [NotOpened(Problem(ProblemCode.INTERNAL))]
    assert [thread.name for thread in threading.enumerate() if thread.name == "opening"] == []


@pytest.mark.parametrize(
    ("number", "code"),
    [
        (errno.ENOSPC, ProblemCode.DISK_FULL),
        (errno.EROFS, ProblemCode.PROFILE_NOT_WRITABLE),
    ],
)
def test_a_machine_that_cannot_move_or_write_files_is_no_mistake_of_the_program(
    tmp_path: Path, allowed_log: AllowedLog, number: int, code: ProblemCode
) -> None:
    allowed_log("desktop_agent.start")

    class FullKeys(MemoryKeys):
        def create(self, entry: str) -> NewKey:
            raise OSError(number, entry)

    outcome = open_with(tmp_path, FullKeys())
    assert outcome == NotOpened(Problem(code))
