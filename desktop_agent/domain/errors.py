# SPDX-License-Identifier: Apache-2.0
"""The typed errors of the product and the codes that people are told. No sentences here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from enum import StrEnum

from desktop_agent.domain.light_dataclass import dataclass


class ProblemCode(StrEnum):
    """Every trouble a person can be told about; `ui.problems` has its sentence."""

    ADDRESS_INVALID = "address_invalid"
    ADDRESS_NOT_TLS = "address_not_tls"
    SERVER_UNREACHABLE = "server_unreachable"
    NAME_NOT_RESOLVED = "name_not_resolved"
    TLS_UNTRUSTED = "tls_untrusted"
    TLS_FAILED = "tls_failed"
    PROXY_REFUSED = "proxy_refused"
    NOT_THE_SERVER = "not_the_server"
    VERSION_UNSUPPORTED = "version_unsupported"
    BAD_CREDENTIALS = "bad_credentials"
    BAD_SECOND_FACTOR = "bad_second_factor"
    TOKEN_REJECTED = "token_rejected"  # noqa: S105 - a code, not a secret
    ACCOUNT_FORBIDDEN = "account_forbidden"
    ACCOUNT_SUSPENDED = "account_suspended"
    OTHER_AGENT = "other_agent"
    PERMISSION_LOST = "permission_lost"
    RATE_LIMITED = "rate_limited"
    SERVER_ERROR = "server_error"
    BAD_ANSWER = "bad_answer"
    ANSWER_TOO_LARGE = "answer_too_large"
    FOREIGN_REDIRECT = "foreign_redirect"
    CLOCK_SKEW = "clock_skew"
    TIMED_OUT = "timed_out"
    CONNECTION_LOST = "connection_lost"
    REQUEST_REFUSED = "request_refused"
    NOT_FOUND = "not_found"
    KEYRING_MISSING = "keyring_missing"
    KEYRING_LOCKED = "keyring_locked"
    KEY_LOST = "key_lost"
    KEY_MISMATCH = "key_mismatch"
    DATABASE_DAMAGED = "database_damaged"
    DATABASE_NEWER = "database_newer"
    DATABASE_BUSY = "database_busy"
    DISK_FULL = "disk_full"
    PROFILE_IN_USE = "profile_in_use"
    PROFILE_UNREADABLE = "profile_unreadable"
    PROFILE_NOT_WRITABLE = "profile_not_writable"
    POLICY_INVALID = "policy_invalid"
    ATTACHMENT_UNAVAILABLE = "attachment_unavailable"
    INTERNAL = "internal"


@dataclass(frozen=True, slots=True)
class Problem:
    """A trouble with the facts its sentence needs; `facts` never hold texts, names or secrets."""

    code: ProblemCode
    facts: Mapping[str, str | int] = field(default_factory=dict)


class AgentError(Exception):
    """Base of every typed error. `problem` is what a person is told."""

    def __init__(self, code: ProblemCode, **facts: str | int) -> None:
        super().__init__(code.value)
        self.problem = Problem(code, facts)


class EnvironmentProblem(AgentError):
    """Machine, network, disk or keyring: tell the person, keep running, try again."""


class ServerRefusal(AgentError):
    """The server understood and said no; repeating will not help."""


class Ambiguous(AgentError):
    """The request may have taken effect; only evidence can tell (architecture §7)."""


class NotSent(EnvironmentProblem):
    """The request surely never reached the server."""


class Bug(AgentError):
    """Our own mistake; goes to the crash path."""

    def __init__(self, what: str) -> None:
        super().__init__(ProblemCode.INTERNAL)
        self.what = what
