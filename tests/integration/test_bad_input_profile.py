# SPDX-License-Identifier: Apache-2.0
"""Damaged, emptied, newer and foreign profile files under a whole desk: what is kept and told."""

from __future__ import annotations

from pathlib import Path

import pytest

from desktop_agent.domain.commands import Note
from desktop_agent.domain.engine_state import Phase
from desktop_agent.domain.errors import EnvironmentProblem, ProblemCode
from desktop_agent.domain.events import SignInRefused
from desktop_agent.domain.requests import SignIn
from desktop_agent.domain.secret import SecretText
from desktop_agent.domain.session import PasswordCredentials
from desktop_agent.sandbox.server import RunningSandbox
from desktop_agent.store.database import connect
from desktop_agent.store.profile_stores import ProfileStores
from tests.conftest import AllowedLog
from tests.fakes.desk import KEY, Desk, open_desk
from tests.integration.conftest import new_ticket, sign_in


@pytest.fixture(autouse=True)
def _damage_may_be_logged(allowed_log: AllowedLog) -> None:
    allowed_log("desktop_agent")


@pytest.fixture
def profile(tmp_path: Path, sandbox: RunningSandbox) -> Path:
    """Marie's profile with an answer that has not been sent."""
    directory = tmp_path / "marie"
    with open_desk(directory, sandbox.url) as desk:
        sign_in(desk, sandbox, "Marie Krüger")
        ticket_id = new_ticket(desk, sandbox)
        sandbox.control.add_fault("offline")
        desk.until(lambda: desk.last_phase() is Phase.BACKOFF)
        desk.put(ticket_id, Note("noch nicht gesendet"))
    sandbox.control.clear_faults()
    return directory


def unsent(desk: Desk) -> int:
    """How many rows still wait or went out after the desk came back."""
    return len(desk.worked(lambda repos: repos.open_rows()))


def overwrite_start(path: Path) -> None:
    """Damage a file as a bad disk would, but keep its salt."""
    with path.open("r+b") as file:
        file.seek(16)
        file.write(b"\xa5" * 4000)


def set_version(path: Path, version: int) -> None:
    """Make a file look as if a later program had written it."""
    db = connect(path, KEY)
    db.execute(f"PRAGMA user_version = {version}")
    db.close()


def test_a_damaged_cache_costs_no_unsent_answer(profile: Path, sandbox: RunningSandbox) -> None:
    overwrite_start(profile / "cache.db")
    with open_desk(profile, sandbox.url) as desk:
        assert [problem.facts["file"] for problem in desk.stores.problems] == ["cache"]
        assert (profile / "quarantine" / "cache-1.db").exists()
        desk.phase(Phase.LIVE)
        desk.until(lambda: unsent(desk) == 0)


def test_a_newer_cache_is_fetched_again_and_costs_no_unsent_answer(
    profile: Path, sandbox: RunningSandbox
) -> None:
    set_version(profile / "cache.db", 999)
    with open_desk(profile, sandbox.url) as desk:
        (problem,) = desk.stores.problems
        assert problem.code is ProblemCode.DATABASE_NEWER
        desk.phase(Phase.LIVE)
        desk.until(lambda: unsent(desk) == 0)


def test_newer_work_is_refused_and_left_alone(profile: Path) -> None:
    set_version(profile / "work.db", 999)
    before = (profile / "work.db").read_bytes()
    with pytest.raises(EnvironmentProblem) as refused:
        ProfileStores(profile, KEY, report=lambda problem: None)
    assert refused.value.problem.code is ProblemCode.DATABASE_NEWER
    assert (profile / "work.db").read_bytes() == before


def test_a_foreign_key_touches_nothing(profile: Path) -> None:
    before = {path.name: path.read_bytes() for path in profile.glob("*.db")}
    with pytest.raises(EnvironmentProblem) as refused:
        ProfileStores(profile, SecretText("ab" * 48), report=lambda problem: None)
    assert refused.value.problem.code is ProblemCode.KEY_MISMATCH
    assert {path.name: path.read_bytes() for path in profile.glob("*.db")} == before


@pytest.mark.parametrize("is_emptied", [True, False], ids=["emptied", "damaged"])
def test_after_lost_work_the_next_agent_sees_none_of_the_last_ones_tickets(
    profile: Path, sandbox: RunningSandbox, is_emptied: bool
) -> None:
    if is_emptied:
        (profile / "work.db").write_bytes(b"")
    else:
        overwrite_start(profile / "work.db")
    with open_desk(profile, sandbox.url) as desk:
        (problem,) = desk.stores.problems
        assert problem.code is ProblemCode.DATABASE_DAMAGED
        assert problem.facts["kept_as"] == "quarantine/work-1.db"
        assert desk.cached(lambda repos: repos.cursor()) is not None
        sandbox.control.add_fault("error_before", path="*/conversations*")
        agent = next(a for a in sandbox.agents.values() if a.name != "Marie Krüger")
        desk.submit(
            SignIn(
                sandbox.url,
                PasswordCredentials(SecretText(agent.email), SecretText(agent.password)),
            )
        )
        desk.until(lambda: desk.last_phase() is Phase.BACKOFF)
        assert desk.cached(lambda repos: repos.cursor()) is None


def test_a_profile_is_not_handed_to_another_agent(profile: Path, sandbox: RunningSandbox) -> None:
    with open_desk(profile, sandbox.url) as desk:
        desk.phase(Phase.LIVE)
        other = next(a for a in sandbox.agents.values() if a.name != "Marie Krüger")
        desk.submit(
            SignIn(
                sandbox.url,
                PasswordCredentials(SecretText(other.email), SecretText(other.password)),
            )
        )
        desk.until(lambda: any(isinstance(event, SignInRefused) for event in desk.events))
        refused = next(event for event in desk.events if isinstance(event, SignInRefused))
        assert refused.problem is not None
        assert refused.problem.code is ProblemCode.OTHER_AGENT
