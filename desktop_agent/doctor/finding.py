# SPDX-License-Identifier: Apache-2.0
"""What one check found, as a value that prints and serialises. Holds no secret and no content."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from desktop_agent.domain.errors import AgentError

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
        return Finding(name, Verdict.FAILED, "the program would report this problem", facts)
    except Exception as error:  # a doctor must finish its round; the type says enough for support
        _log.exception("check %s ended unexpectedly", name)
        return failed(name, "the check itself ended unexpectedly", error=type(error).__name__)
