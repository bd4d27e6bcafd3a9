# SPDX-License-Identifier: Apache-2.0
"""Servers that answer badly, under a whole desk: typed trouble, nothing lost, nothing twice."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlsplit

import pytest

from desktop_agent.domain.commands import Note
from desktop_agent.domain.directory import Availability
from desktop_agent.domain.engine_state import EngineState, Phase
from desktop_agent.domain.errors import Problem, ProblemCode
from desktop_agent.domain.events import (
    EngineStateChanged,
    ProblemArose,
    ServerProbed,
    SignInRefused,
)
from desktop_agent.domain.ids import TicketId
from desktop_agent.domain.outbox import HeldReason, OutboxState
from desktop_agent.domain.requests import Probe, ReconnectNow, SetAvailability, SignIn
from desktop_agent.domain.secret import SecretText
from desktop_agent.domain.session import Credentials, PasswordCredentials, TokenCredentials
from desktop_agent.sandbox.server import RunningSandbox
from tests.conftest import AllowedLog
from tests.fakes.desk import Desk, open_desk
from tests.integration.conftest import new_ticket, sign_in


@pytest.fixture(autouse=True)
def _trouble_may_be_logged(allowed_log: AllowedLog) -> None:
    allowed_log("desktop_agent")
    allowed_log("uvicorn.error", "Invalid HTTP request")


def states(desk: Desk) -> list[EngineState]:
    return [event.state for event in desk.events if isinstance(event, EngineStateChanged)]


def switch_on(
    sandbox: RunningSandbox, fault: str, settings: dict[str, int | str], path: str | None = None
) -> None:
    """A fault that stays until it is cleared."""
    sandbox.control.add_fault(fault, count=None, path=path, method=None, **settings)


def probed(tmp_path: Path, sandbox: RunningSandbox, server: str) -> ProblemCode | None:
    """What the sign-in screen is told about an address."""
    with open_desk(tmp_path / "new", sandbox.url) as desk:
        desk.submit(Probe(server))
        desk.until(lambda: any(isinstance(event, ServerProbed) for event in desk.events))
        (found,) = [event for event in desk.events if isinstance(event, ServerProbed)]
        return None if found.problem is None else found.problem.code


def refused(desk: Desk, server: str, credentials: Credentials) -> Problem | None:
    """What a sign-in is refused with."""
    desk.submit(SignIn(server, credentials))
    desk.until(lambda: any(isinstance(event, SignInRefused) for event in desk.events))
    (found,) = [event for event in desk.events if isinstance(event, SignInRefused)]
    return found.problem


def marie(sandbox: RunningSandbox, password: str = "") -> PasswordCredentials:
    agent = next(agent for agent in sandbox.agents.values() if agent.name == "Marie Krüger")
    return PasswordCredentials(SecretText(agent.email), SecretText(password or agent.password))


@pytest.mark.parametrize(
    ("server", "code"),
    [
        ("not an address", ProblemCode.ADDRESS_INVALID),
        ("https://user:secret@chat.example", ProblemCode.ADDRESS_INVALID),
        ("http://chat.example", ProblemCode.ADDRESS_NOT_TLS),
        ("http://127.0.0.1:9", ProblemCode.SERVER_UNREACHABLE),
    ],
)
def test_a_wrong_address_is_told_at_once(
    tmp_path: Path, sandbox: RunningSandbox, server: str, code: ProblemCode
) -> None:
    assert probed(tmp_path, sandbox, server) is code


def test_a_server_without_tls_is_not_said_to_have_a_bad_certificate(
    tmp_path: Path, sandbox: RunningSandbox
) -> None:
    port = urlsplit(sandbox.url).port
    assert probed(tmp_path, sandbox, f"https://127.0.0.1:{port}") is ProblemCode.TLS_FAILED


@pytest.mark.parametrize(
    ("fault", "settings"),
    [
        ("html_error", {"status": 200}),
        ("html_error", {"status": 404}),
        ("wrong_json", {"mode": "truncated"}),
        ("wrong_json", {"mode": "garbage"}),
        ("wrong_json", {"mode": "deep"}),
    ],
)
def test_something_else_at_the_address_is_not_the_server(
    tmp_path: Path, sandbox: RunningSandbox, fault: str, settings: dict[str, int | str]
) -> None:
    switch_on(sandbox, fault, settings)
    assert probed(tmp_path, sandbox, sandbox.url) is ProblemCode.NOT_THE_SERVER


def test_a_wrong_version_is_refused_with_its_number(
    tmp_path: Path, sandbox: RunningSandbox
) -> None:
    sandbox.control.add_fault("version", version="3.18.0")
    with open_desk(tmp_path / "new", sandbox.url) as desk:
        problem = refused(desk, sandbox.url, marie(sandbox))
        assert problem == Problem(ProblemCode.VERSION_UNSUPPORTED, {"version": "3.18.0"})


def test_wrong_credentials_are_refused_and_not_kept(
    tmp_path: Path, sandbox: RunningSandbox
) -> None:
    with open_desk(tmp_path / "one", sandbox.url) as desk:
        problem = refused(desk, sandbox.url, marie(sandbox, "wrong"))
        assert problem is not None
        assert problem.code is ProblemCode.BAD_CREDENTIALS
        assert desk.worked(lambda repos: repos.session()) is None
    with open_desk(tmp_path / "two", sandbox.url) as desk:
        problem = refused(desk, sandbox.url, TokenCredentials(SecretText("unknown")))
        assert problem is not None
        assert problem.code is ProblemCode.TOKEN_REJECTED
        assert desk.worked(lambda repos: repos.session()) is None


@pytest.mark.parametrize(
    ("fault", "settings", "codes"),
    [
        ("html_error", {"status": 502}, {ProblemCode.SERVER_ERROR}),
        ("html_error", {"status": 200}, {ProblemCode.BAD_ANSWER}),
        ("wrong_json", {"mode": "truncated"}, {ProblemCode.BAD_ANSWER}),
        ("wrong_json", {"mode": "types"}, {ProblemCode.BAD_ANSWER}),
        ("wrong_json", {"mode": "deep"}, {ProblemCode.BAD_ANSWER}),
        ("wrong_json", {"mode": "empty"}, {ProblemCode.BAD_ANSWER}),
        ("rate_limited", {}, {ProblemCode.RATE_LIMITED}),
        ("huge", {"bytes": 40_000_000}, {ProblemCode.ANSWER_TOO_LARGE, ProblemCode.BAD_ANSWER}),
    ],
)
def test_what_was_written_under_bad_answers_goes_out_once(
    desk: Desk,
    sandbox: RunningSandbox,
    fault: str,
    settings: dict[str, int | str],
    codes: set[ProblemCode],
) -> None:
    ticket_id = new_ticket(desk, sandbox)
    before = len(states(desk))
    switch_on(sandbox, fault, settings, path="/api/v1/profile")
    sandbox.control.add_fault("drop_cable", count=1)

    def is_told() -> bool:
        told = [state.problem.code for state in states(desk)[before:] if state.problem]
        return bool(set(told) & codes)

    desk.until(lambda: desk.last_phase() is Phase.BACKOFF)
    desk.submit(ReconnectNow())
    desk.until(is_told)
    command_id = desk.put(ticket_id, Note("unter Fehlern geschrieben"))
    row = desk.row(command_id)
    assert row is not None
    assert row.state is OutboxState.QUEUED
    sandbox.control.clear_faults()
    desk.submit(ReconnectNow())
    assert desk.ended(command_id).state is OutboxState.CONFIRMED
    messages = sandbox.control.ticket(ticket_id)["messages"]
    assert str(messages).count("unter Fehlern geschrieben") == 1


def test_a_withdrawn_token_keeps_what_is_unsent_for_the_next_sign_in(
    desk: Desk, sandbox: RunningSandbox
) -> None:
    ticket_id = new_ticket(desk, sandbox)
    sandbox.control.add_fault("offline")
    desk.until(lambda: desk.last_phase() is Phase.BACKOFF)
    command_id = desk.put(ticket_id, Note("noch nicht gesendet"))
    sandbox.control.revoke_access_token("Marie Krüger")
    sandbox.control.clear_faults()
    desk.submit(ReconnectNow())
    desk.until(lambda: desk.last_phase() is Phase.SIGNED_OUT)
    problem = states(desk)[-1].problem
    assert problem is not None
    assert problem.code is ProblemCode.TOKEN_REJECTED
    row = desk.row(command_id)
    assert row is not None
    assert row.state is OutboxState.QUEUED
    sign_in(desk, sandbox, "Marie Krüger")
    assert desk.ended(command_id).state is OutboxState.CONFIRMED


def test_being_offline_is_not_told_as_a_lost_sign_in(
    tmp_path: Path, sandbox: RunningSandbox
) -> None:
    with open_desk(tmp_path / "marie", sandbox.url) as desk:
        sign_in(desk, sandbox, "Marie Krüger")
    sandbox.control.add_fault("offline")
    with open_desk(tmp_path / "marie", sandbox.url) as desk:
        desk.until(lambda: desk.last_phase() is Phase.BACKOFF)
        desk.submit(SetAvailability(Availability.BUSY))
        desk.until(lambda: any(isinstance(event, ProblemArose) for event in desk.events))
        told = {event.problem.code for event in desk.events if isinstance(event, ProblemArose)}
        assert told == {ProblemCode.CONNECTION_LOST}


def test_hostile_names_and_texts_arrive_as_plain_text(desk: Desk, sandbox: RunningSandbox) -> None:
    text = "<b>fett</b> <img src=x onerror=1> \u202eevil\u202c \x07\x1b[31m " + "A" * 5000
    written = sandbox.control.new_customer_writes(
        text, name="<h1>Eve</h1>\u202e\x07\n" + "N" * 4000, inbox=1
    )
    ticket_id = TicketId(written.ticket)
    desk.until(lambda: bool(desk.texts(ticket_id)))
    (shown,) = [shown for shown in desk.texts(ticket_id) if "fett" in shown]
    assert shown.startswith("<b>fett</b> <img src=x onerror=1>")
    assert not set("\x07\x1b") & set(shown)
    names = {message.author.name for message in desk.messages(ticket_id)}
    assert all(len(name) <= 200 and not set("\x07\n\u202e") & set(name) for name in names)


def test_lost_access_takes_the_tickets_and_keeps_what_is_unsent(
    desk: Desk, sandbox: RunningSandbox
) -> None:
    ticket_id = new_ticket(desk, sandbox)
    sandbox.control.add_fault("offline")
    desk.until(lambda: desk.last_phase() is Phase.BACKOFF)
    command_id = desk.put(ticket_id, Note("noch nicht gesendet"))
    sandbox.control.remove_agent("Marie Krüger")
    sandbox.control.clear_faults()
    desk.submit(ReconnectNow())
    desk.until(lambda: desk.last_phase() is Phase.SIGNED_OUT)
    problem = states(desk)[-1].problem
    assert problem is not None
    assert problem.code is ProblemCode.ACCOUNT_FORBIDDEN
    assert desk.ticket(ticket_id) is None
    row = desk.row(command_id)
    assert row is not None
    assert row.state is OutboxState.QUEUED


def test_a_lost_permission_holds_the_answer_with_its_text(
    desk: Desk, sandbox: RunningSandbox
) -> None:
    ticket_id = new_ticket(desk, sandbox)
    sandbox.control.set_membership("Marie Krüger", 1, is_member=False)
    row = desk.ended(desk.put(ticket_id, Note("nicht mehr erlaubt")))
    assert row.state is OutboxState.HELD
    assert row.held is HeldReason.TICKET_GONE
    assert row.command.payload == Note("nicht mehr erlaubt")
