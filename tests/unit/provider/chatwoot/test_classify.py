# SPDX-License-Identifier: Apache-2.0
"""What transport errors and refusing answers mean (architecture §7, chatwoot §1.6, §3.2, §7.1)."""

from __future__ import annotations

import socket
import ssl

import httpx
import pytest

from desktop_agent.domain.errors import EnvironmentProblem, NotSent, ProblemCode, ServerRefusal
from desktop_agent.provider.chatwoot.answer import Answer
from desktop_agent.provider.chatwoot.classify import (
    Denial,
    denial_of,
    failed_write,
    rate_limit_wait_s,
    refusal,
    transport_error,
)
from desktop_agent.provider.chatwoot.signing import choose_account
from desktop_agent.provider.chatwoot.wire_account import WireAccount
from desktop_agent.provider.port import MaybeDone, Refused, SurelyNotSent


def answer(
    status: int,
    body: bytes = b"{}",
    content_type: str = "application/json",
    retry_after_s: float | None = None,
) -> Answer:
    return Answer(
        status=status,
        content_type=content_type,
        body=body,
        sent_at=0.0,
        received_at=0.1,
        retry_after_s=retry_after_s,
    )


def caused_by(cause: BaseException) -> httpx.ConnectError:
    try:
        try:
            raise cause
        except BaseException as inner:
            raise httpx.ConnectError("x") from inner
    except httpx.ConnectError as error:
        return error


@pytest.mark.parametrize(
    ("error", "code"),
    [
        pytest.param(httpx.ConnectError("x"), ProblemCode.SERVER_UNREACHABLE, id="refused"),
        pytest.param(
            caused_by(socket.gaierror(-2, "x")), ProblemCode.NAME_NOT_RESOLVED, id="no-such-name"
        ),
        pytest.param(
            caused_by(ssl.SSLCertVerificationError("x")), ProblemCode.TLS_UNTRUSTED, id="bad-cert"
        ),
        pytest.param(caused_by(ssl.SSLError("x")), ProblemCode.TLS_FAILED, id="no-tls"),
        pytest.param(httpx.ConnectTimeout("x"), ProblemCode.TIMED_OUT, id="connect-timeout"),
        pytest.param(httpx.PoolTimeout("x"), ProblemCode.TIMED_OUT, id="pool-timeout"),
        pytest.param(httpx.ProxyError("x"), ProblemCode.PROXY_REFUSED, id="proxy"),
    ],
)
def test_errors_before_the_first_byte_are_surely_not_sent(
    error: Exception, code: ProblemCode
) -> None:
    problem = transport_error(error)
    assert isinstance(problem, NotSent)
    assert problem.problem.code is code


@pytest.mark.parametrize(
    ("error", "code"),
    [
        pytest.param(httpx.ReadTimeout("x"), ProblemCode.TIMED_OUT, id="read-timeout"),
        pytest.param(httpx.WriteTimeout("x"), ProblemCode.TIMED_OUT, id="write-timeout"),
        pytest.param(httpx.ReadError("x"), ProblemCode.CONNECTION_LOST, id="reset"),
        pytest.param(httpx.WriteError("x"), ProblemCode.CONNECTION_LOST, id="write-error"),
        pytest.param(httpx.RemoteProtocolError("x"), ProblemCode.CONNECTION_LOST, id="cut-off"),
        pytest.param(httpx.DecodingError("x"), ProblemCode.BAD_ANSWER, id="bad-gzip"),
        pytest.param(TimeoutError(), ProblemCode.TIMED_OUT, id="total-time"),
    ],
)
def test_errors_after_it_are_not_surely_anything(error: Exception, code: ProblemCode) -> None:
    problem = transport_error(error)
    assert not isinstance(problem, NotSent)
    assert problem.problem.code is code


@pytest.mark.parametrize(
    ("body", "denial"),
    [
        (b'{"error":"You are not authorized to do this action"}', Denial.POLICY),
        (b'{"error":"You are not authorized to access this account"}', Denial.ACCOUNT),
        (b'{"error":"Account is suspended"}', Denial.SUSPENDED),
        (b'{"error":"Invalid Access Token"}', Denial.CREDENTIALS),
        (b'{"errors":["You need to sign in or sign up before continuing."]}', Denial.CREDENTIALS),
        (b"<html>", Denial.CREDENTIALS),
        (b'{"error":{"x":1}}', Denial.CREDENTIALS),
    ],
)
def test_a_401_is_read_by_its_text(body: bytes, denial: Denial) -> None:
    assert denial_of(answer(401, body)) is denial


@pytest.mark.parametrize(
    ("status", "kind", "code"),
    [
        (404, ServerRefusal, ProblemCode.NOT_FOUND),
        (422, ServerRefusal, ProblemCode.REQUEST_REFUSED),
        (403, ServerRefusal, ProblemCode.REQUEST_REFUSED),
        (408, EnvironmentProblem, ProblemCode.TIMED_OUT),
        (429, EnvironmentProblem, ProblemCode.RATE_LIMITED),
        (500, EnvironmentProblem, ProblemCode.SERVER_ERROR),
        (502, EnvironmentProblem, ProblemCode.SERVER_ERROR),
        (407, EnvironmentProblem, ProblemCode.PROXY_REFUSED),
        (302, EnvironmentProblem, ProblemCode.FOREIGN_REDIRECT),
    ],
)
def test_reads_that_were_refused(status: int, kind: type[Exception], code: ProblemCode) -> None:
    error = refusal(answer(status))
    assert isinstance(error, kind)
    assert error.problem.code is code


def test_a_404_that_is_not_the_servers_is_no_proof_of_deletion() -> None:
    page = answer(404, b"<html>", content_type="text/html")
    assert refusal(page).problem.code is ProblemCode.BAD_ANSWER
    assert isinstance(failed_write(page), MaybeDone)


@pytest.mark.parametrize(
    ("status", "body"),
    [
        pytest.param(500, b'{"status":500,"error":"Internal Server Error"}', id="500"),
        pytest.param(502, b"<html>", id="proxy-502"),
        pytest.param(504, b"", id="504"),
        pytest.param(408, b"", id="408"),
        pytest.param(422, b'{"error":"Redis::CannotConnectError"}', id="untyped-422"),
        pytest.param(422, b"", id="empty-422"),
        pytest.param(302, b"", id="redirect"),
    ],
)
def test_writes_that_may_have_happened(status: int, body: bytes) -> None:
    assert isinstance(failed_write(answer(status, body)), MaybeDone)


@pytest.mark.parametrize(
    ("status", "body"),
    [
        pytest.param(422, b'{"error":"Validation failed: Content is too long"}', id="validation"),
        pytest.param(422, b'{"message":"x","attributes":["content"]}', id="model"),
        pytest.param(422, b'{"error":"param is missing or the value is empty: x"}', id="param"),
        pytest.param(
            422, b'{"error":"Incoming messages are only allowed in Api inboxes"}', id="incoming"
        ),
        pytest.param(403, b"{}", id="403"),
        pytest.param(413, b"<html>", id="too-large"),
    ],
)
def test_writes_that_the_server_refused_before_doing_them(status: int, body: bytes) -> None:
    outcome = failed_write(answer(status, body))
    assert isinstance(outcome, Refused)
    assert not outcome.is_gone


def test_a_missing_ticket_is_gone() -> None:
    outcome = failed_write(answer(404, b'{"error":"Resource could not be found"}'))
    assert isinstance(outcome, Refused)
    assert outcome.is_gone


@pytest.mark.parametrize(
    "body",
    [
        b'{"error":"Validation failed: Too many messages"}',
        '{"error":"Gültigkeitsprüfung fehlgeschlagen: Too many messages"}'.encode(),
    ],
)
def test_too_many_messages_is_surely_not_sent_and_waits(body: bytes) -> None:
    outcome = failed_write(answer(422, body))
    assert isinstance(outcome, SurelyNotSent)
    assert outcome.retry_after_s is not None
    assert 20 <= outcome.retry_after_s <= 60


def test_rate_limit_waits_with_jitter_inside_its_window() -> None:
    waits = {rate_limit_wait_s(answer(429)) for _ in range(50)}
    assert len(waits) > 1
    assert all(20 <= wait <= 60 for wait in waits)
    outcome = failed_write(answer(429, b"Retry later", content_type="text/plain"))
    assert isinstance(outcome, SurelyNotSent)
    assert outcome.problem.code is ProblemCode.RATE_LIMITED


def test_a_told_wait_is_honoured_within_reason() -> None:
    assert 7 <= rate_limit_wait_s(answer(429, retry_after_s=7.0)) <= 9
    assert rate_limit_wait_s(answer(429, retry_after_s=1e9)) <= 902


def test_a_suspended_account_is_told_from_a_forbidden_one() -> None:
    accounts = [WireAccount(id=1, status="suspended"), WireAccount(id=2, status="active")]
    assert choose_account(accounts, None).id == 2
    for wanted, code in ((1, ProblemCode.ACCOUNT_SUSPENDED), (3, ProblemCode.ACCOUNT_FORBIDDEN)):
        with pytest.raises(ServerRefusal) as refused:
            choose_account(accounts, wanted)
        assert refused.value.problem.code is code
