# SPDX-License-Identifier: Apache-2.0
"""What one check found, as a value that prints and serialises. Holds no secret and no content."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from desktop_agent.domain.errors import AgentError, ProblemCode

_log = logging.getLogger(__name__)

Fact = str | int | float | bool


class Verdict(StrEnum):
    """How a check ended. Only `failed` makes the exit code 1."""

    OK = "ok"
    WARNING = "warning"
    FAILED = "failed"
    SKIPPED = "skipped"


@dataclass(frozen=True, slots=True)
class Finding:
    """One line of the report; `detail` says in English what was tried or what to do."""

    check: str
    verdict: Verdict
    detail: str
    facts: Mapping[str, Fact] = field(default_factory=dict)

    def line(self) -> str:
        """The finding as it is printed."""
        facts = ", ".join(f"{name} {value}" for name, value in self.facts.items())
        tail = f" ({facts})" if facts else ""
        return f"{self.verdict:8} {self.check:11} {self.detail}{tail}"

    def as_json(self) -> dict[str, object]:
        """The finding as JSON's types."""
        return {
            "check": self.check,
            "verdict": self.verdict.value,
            "detail": self.detail,
            "facts": dict(self.facts),
        }


Check = Callable[[], Finding]


_ADVICE: Mapping[ProblemCode, str] = {
    ProblemCode.ADDRESS_INVALID: "this is not a server address; write it like https://chat.example",
    ProblemCode.ADDRESS_NOT_TLS: "only https:// addresses are allowed",
    ProblemCode.SERVER_UNREACHABLE: "the server does not answer; check network, VPN and firewall",
    ProblemCode.NAME_NOT_RESOLVED: "the server's name is not known; check the address and DNS",
    ProblemCode.TLS_UNTRUSTED: "the server's certificate is not trusted; install the authority "
    "in the system's store or name it in the policy (extra_ca)",
    ProblemCode.TLS_FAILED: "no encrypted connection; the server must offer TLS 1.2 or newer",
    ProblemCode.PROXY_REFUSED: "the proxy refuses; check the system's proxy or the policy (proxy)",
    ProblemCode.NOT_THE_SERVER: "something answers there, but it is not a supported server",
    ProblemCode.BAD_ANSWER: "something answers there, but not in the expected way",
    ProblemCode.VERSION_UNSUPPORTED: "the server's version is not supported",
    ProblemCode.TOKEN_REJECTED: "the stored session has ended; sign in again",
    ProblemCode.PERMISSION_LOST: "this agent may no longer use the account",
    ProblemCode.TIMED_OUT: "the server did not answer in time",
    ProblemCode.KEYRING_MISSING: "no usable keyring; on Linux start the desktop's Secret Service "
    "(GNOME Keyring, KWallet)",
    ProblemCode.KEYRING_LOCKED: "the keyring is locked or does not answer; unlock it",
    ProblemCode.POLICY_INVALID: "a policy file is wrong; the program will not start with it",
    ProblemCode.PROFILE_UNREADABLE: "the profile cannot be read",
    ProblemCode.DISK_FULL: "the disk is full",
}
"""What IT can do, in English: doctor works without Qt and so without its translations."""


def ok(check: str, detail: str, **facts: Fact) -> Finding:
    """It works."""
    return Finding(check, Verdict.OK, detail, facts)


def warning(check: str, detail: str, **facts: Fact) -> Finding:
    """It works, but somebody should look."""
    return Finding(check, Verdict.WARNING, detail, facts)


def failed(check: str, detail: str, **facts: Fact) -> Finding:
    """It does not work."""
    return Finding(check, Verdict.FAILED, detail, facts)


def skipped(check: str, detail: str) -> Finding:
    """It could not be tried."""
    return Finding(check, Verdict.SKIPPED, detail)


def examine(name: str, check: Check) -> Finding:
    """Run a check; whatever it raises becomes a failed finding with a code or a type name."""
    try:
        return check()
    except AgentError as error:
        facts: dict[str, Fact] = {"code": error.problem.code.value, **error.problem.facts}
        detail = _ADVICE.get(error.problem.code, "the program would report this problem")
        return Finding(name, Verdict.FAILED, detail, facts)
    except TimeoutError:
        return failed(name, _ADVICE[ProblemCode.TIMED_OUT])
    except Exception as error:  # a doctor must finish its round; the type says enough for support
        _log.exception("check %s ended unexpectedly", name)
        return failed(name, "the check itself ended unexpectedly", error=type(error).__name__)
