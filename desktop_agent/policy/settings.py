# SPDX-License-Identifier: Apache-2.0
"""A person's own settings of one profile, as a file. Must not hold secrets or customer data."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

from desktop_agent.atomic_file import write_atomically
from desktop_agent.domain.errors import Bug, EnvironmentProblem, ProblemCode
from desktop_agent.policy.keys_known import KEYS
from desktop_agent.policy.policy import Policy
from desktop_agent.policy.values import BadValueError


class Settings:
    """`settings.json` of a profile. Callers are one thread at a time."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def save(self, changes: Mapping[str, object]) -> None:
        """Write changed keys beside those that are there; None takes one back to its default.

        Raises `EnvironmentProblem` (`PROFILE_NOT_WRITABLE`, `DISK_FULL`) with the old file kept and
        `Bug` for a key that is not a person's, or a value that it does not take.
        """
        for key, value in changes.items():
            _check(key, value)
        merged = {**self._held(), **changes}
        kept = {key: value for key, value in merged.items() if value is not None}
        try:
            write_atomically(self._path, json.dumps(kept, indent=2, ensure_ascii=False) + "\n")
        except OSError as error:
            is_full = error.errno in (28, 122)  # ENOSPC, EDQUOT
            code = ProblemCode.DISK_FULL if is_full else ProblemCode.PROFILE_NOT_WRITABLE
            raise EnvironmentProblem(code, errno=error.errno or 0) from error

    def _held(self) -> dict[str, object]:
        """What the file says; one that cannot be read is replaced."""
        try:
            fields = json.loads(self._path.read_text("utf-8-sig"))
        except (OSError, ValueError, RecursionError):
            return {}
        return dict(fields) if isinstance(fields, dict) else {}


def _check(key: str, value: object) -> None:
    known = KEYS.get(key)
    if known is None or not known.is_personal:
        raise Bug(f"{key!r} is no personal setting")
    if value is None:
        return
    try:
        known.apply(Policy(), value)
    except BadValueError as error:
        raise Bug(f"setting {key!r}: {error}") from None
