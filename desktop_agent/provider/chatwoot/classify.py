# SPDX-License-Identifier: Apache-2.0
"""Says what a transport error or a refusing answer means (chatwoot §1.6, §7.1). Pure."""

from __future__ import annotations

import random
import socket
import ssl
from enum import StrEnum

import httpx
import msgspec

from desktop_agent.domain.errors import (
    AgentError,
    EnvironmentProblem,
    NotSent,
    Problem,
    ProblemCode,
    ServerRefusal,
)
from desktop_agent.provider.chatwoot.answer import Answer
from desktop_agent.provider.chatwoot.decode import UNREADABLE
from desktop_agent.provider.port import MaybeDone, Outcome, Refused, SurelyNotSent

_BEFORE_THE_FIRST_BYTE = (
    httpx.ConnectError,
    httpx.ConnectTimeout,
    httpx.PoolTimeout,
    httpx.ProxyError,
    httpx.UnsupportedProtocol,
    httpx.LocalProtocolError,
    httpx.InvalidURL,
)
_WINDOW_S = 60.0
"""The server counts in fixed windows of a minute and never says when the next begins (§7.1)."""
_LONGEST_WAIT_S = 900.0


class Denial(StrEnum):
    """What a 401 is about; the server uses it for "forbidden" almost everywhere (chatwoot §1.6)."""

    CREDENTIALS = "credentials"
    ACCOUNT = "account"
    SUSPENDED = "suspended"
    POLICY = "policy"


class _ErrorBody(msgspec.Struct, frozen=True):
    error: msgspec.Raw = msgspec.Raw(b"null")
    errors: msgspec.Raw = msgspec.Raw(b"null")
    message: msgspec.Raw = msgspec.Raw(b"null")
    attributes: msgspec.Raw = msgspec.Raw(b"null")


_ERROR_BODY = msgspec.json.Decoder(_ErrorBody)
_TEXT = msgspec.json.Decoder(str)


def transport_error(error: Exception) -> EnvironmentProblem:
    """`NotSent` when surely no byte of the request left, else a plain `EnvironmentProblem`."""
    if isinstance(error, _BEFORE_THE_FIRST_BYTE):
        return NotSent(_connect_code(error))
    if isinstance(error, httpx.TimeoutException | TimeoutError):
        return EnvironmentProblem(ProblemCode.TIMED_OUT)
    if isinstance(error, httpx.DecodingError):
        return EnvironmentProblem(ProblemCode.BAD_ANSWER, where="encoding")
    return EnvironmentProblem(ProblemCode.CONNECTION_LOST)


def connect_code(error: BaseException) -> ProblemCode:
    """Why a connection could not be made, by the chain of causes."""
    for cause in _chain(error):
        if isinstance(cause, ssl.SSLCertVerificationError):
            return ProblemCode.TLS_UNTRUSTED
        if isinstance(cause, socket.gaierror):
            return ProblemCode.NAME_NOT_RESOLVED
        if isinstance(cause, ssl.SSLError):
            return ProblemCode.TLS_FAILED
    return ProblemCode.SERVER_UNREACHABLE


def denial_of(answer: Answer) -> Denial:
    """What a 401 is about."""
    body = _error_body(answer)
    match _text(body.error):
        case "You are not authorized to access this account":
            return Denial.ACCOUNT
        case "Account is suspended":
            return Denial.SUSPENDED
        case "You are not authorized to do this action":
            return Denial.POLICY
        case _:
            return Denial.CREDENTIALS


def refusal(answer: Answer) -> AgentError:
    """The typed error for a read that did not answer 2xx. A 401 is judged by its caller."""
    status = answer.status
    if status == 429:
        return EnvironmentProblem(
            ProblemCode.RATE_LIMITED, retry_after_s=round(rate_limit_wait_s(answer))
        )
    if status == 408:
        return EnvironmentProblem(ProblemCode.TIMED_OUT)
    if status == 407:
        return EnvironmentProblem(ProblemCode.PROXY_REFUSED)
    if status >= 500:
        return EnvironmentProblem(ProblemCode.SERVER_ERROR, status=status)
    if 300 <= status < 400:
        return EnvironmentProblem(ProblemCode.FOREIGN_REDIRECT, status=status)
    if status == 404:
        if not answer.is_json:
            # A proxy's or another program's page; the server answers in JSON.
            return EnvironmentProblem(ProblemCode.BAD_ANSWER, status=status)
        return ServerRefusal(ProblemCode.NOT_FOUND)
    return ServerRefusal(ProblemCode.REQUEST_REFUSED, status=status)


def failed_write(answer: Answer) -> Outcome:
    """What became of a write that did not answer 2xx. A 401 is judged by its caller.

    An error after the commit looks like any other 5xx or 422 (chatwoot §3.7), so only answers
    that are known to come before it count as a no.
    """
    status = answer.status
    problem = refusal(answer).problem
    if status == 429:
        # The limiter stands before the application: nothing was done.
        return SurelyNotSent(problem, retry_after_s=rate_limit_wait_s(answer))
    if status == 407:
        return SurelyNotSent(problem)
    if status == 422:
        return _failed_422(answer, problem)
    if status == 404:
        return Refused(problem, is_gone=True) if answer.is_json else MaybeDone(problem)
    if status >= 500 or status == 408 or status < 400:
        return MaybeDone(problem)
    return Refused(problem)


def rate_limit_wait_s(answer: Answer) -> float:
    """How long to stay away: what the server says, else somewhere in the limiter's window."""
    if answer.retry_after_s is not None:
        return min(answer.retry_after_s, _LONGEST_WAIT_S) + random.uniform(0, 2)  # noqa: S311 - jitter
    return random.uniform(_WINDOW_S / 3, _WINDOW_S)  # noqa: S311 - jitter


def _failed_422(answer: Answer, problem: Problem) -> Outcome:
    body = _error_body(answer)
    text = _text(body.error)
    if text.endswith("Too many messages"):
        # 200 a minute in one conversation; the sentence before it depends on the language (§3.2).
        return SurelyNotSent(
            Problem(ProblemCode.RATE_LIMITED), retry_after_s=rate_limit_wait_s(answer)
        )
    is_typed = (
        bytes(body.attributes).startswith(b"[")
        or text.startswith(("Validation failed: ", "param is missing"))
        or text == "Incoming messages are only allowed in Api inboxes"
    )
    return Refused(problem) if is_typed else MaybeDone(problem)


def _connect_code(error: Exception) -> ProblemCode:
    if isinstance(error, httpx.ProxyError):
        return ProblemCode.PROXY_REFUSED
    if isinstance(error, httpx.ConnectTimeout | httpx.PoolTimeout):
        return ProblemCode.TIMED_OUT
    return connect_code(error)


def _chain(error: BaseException) -> list[BaseException]:
    chain: list[BaseException] = []
    waiting: list[BaseException | None] = [error]
    while waiting and len(chain) < 30:
        current = waiting.pop(0)
        if current is None or current in chain:
            continue
        chain.append(current)
        waiting += [current.__cause__, current.__context__]
        if isinstance(current, BaseExceptionGroup):
            waiting += current.exceptions
    return chain


def _error_body(answer: Answer) -> _ErrorBody:
    try:
        return _ERROR_BODY.decode(answer.body)
    except UNREADABLE:
        return _ErrorBody()


def _text(raw: msgspec.Raw) -> str:
    try:
        return _TEXT.decode(raw)
    except UNREADABLE:
        return ""
