# SPDX-License-Identifier: Apache-2.0
"""Reads machine policy and personal settings and merges them. Names files and keys, never values.

A mistake of IT refuses the start: a policy half applied would be none. A mistake in a person's own
settings falls back to the default and is told.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from desktop_agent.domain.errors import EnvironmentProblem, Problem, ProblemCode
from desktop_agent.domain.light_dataclass import dataclass
from desktop_agent.policy.keys_known import KEYS
from desktop_agent.policy.policy import NotificationContent, Policy
from desktop_agent.policy.values import BadValueError

log = logging.getLogger(__name__)

MAX_BYTES = 1_000_000


@dataclass(frozen=True, slots=True)
class UnknownKey:
    """A key that this version does not know, or that a person may not set; it is ignored."""

    file: str
    key: str


@dataclass(frozen=True, slots=True)
class LoadedPolicy:
    """The merged policy and what was wrong on the way."""

    policy: Policy
    problems: tuple[Problem, ...] = ()
    unknown: tuple[UnknownKey, ...] = ()


def load(machine_folder: Path | None, settings_file: Path | None) -> LoadedPolicy:
    """Merge every `*.json` of the machine's folder in order of name, then the person's settings.

    Later machine files override earlier ones; what any of them sets is fixed for the person, save
    `server`, which is fixed only together with `server_locked`, and `notifications`, which a person
    may always lower. Raises `EnvironmentProblem(POLICY_INVALID)` for a mistake in a machine file.
    """
    policy, unknown = Policy(), list[UnknownKey]()
    fixed: set[str] = set()
    for path in sorted(machine_folder.glob("*.json")) if machine_folder else ():
        for key, value in _read(path).items():
            if key not in KEYS:
                unknown.append(UnknownKey(path.name, key))
                continue
            policy = _apply(policy, path, key, value)
            fixed.add(key)
    if not policy.is_server_locked:
        fixed.discard("server")
    if "notifications" in fixed:
        fixed.discard("notifications")
        policy = replace(
            policy, notifications_most=_more(policy.notifications_most, policy.notifications)
        )
    policy = replace(policy, fixed_by_it=frozenset(fixed))
    problems = list[Problem]()
    if settings_file is not None:
        policy = _personal(policy, settings_file, problems, unknown)
    least = min(policy.notifications, policy.notifications_most, key=_rank)
    for one in unknown:
        log.warning("%s: key %r is not known and is ignored", one.file, one.key)
    return LoadedPolicy(replace(policy, notifications=least), tuple(problems), tuple(unknown))


def _personal(
    policy: Policy, path: Path, problems: list[Problem], unknown: list[UnknownKey]
) -> Policy:
    try:
        settings = _read(path) if path.exists() else {}
    except EnvironmentProblem as error:
        problems.append(error.problem)
        return policy
    for key, value in settings.items():
        known = KEYS.get(key)
        if known is None or not known.is_personal:
            unknown.append(UnknownKey(path.name, key))
        elif key not in policy.fixed_by_it:
            try:
                policy = _apply(policy, path, key, value)
            except EnvironmentProblem as error:
                problems.append(error.problem)
    return policy


def _read(path: Path) -> Mapping[str, object]:
    try:
        if path.stat().st_size > MAX_BYTES:
            raise _invalid(path, "", "too_large")
        fields = json.loads(path.read_text("utf-8-sig"))
    except OSError as error:
        raise _invalid(path, "", "unreadable") from error
    except (ValueError, RecursionError):
        raise _invalid(path, "", "not_json") from None
    if not isinstance(fields, dict):
        raise _invalid(path, "", "not_an_object")
    return fields


def _apply(policy: Policy, path: Path, key: str, value: object) -> Policy:
    try:
        return KEYS[key].apply(policy, value)
    except BadValueError as error:
        raise _invalid(path, key, str(error)) from None


def _invalid(path: Path, key: str, why: str) -> EnvironmentProblem:
    return EnvironmentProblem(ProblemCode.POLICY_INVALID, file=path.name, key=key, why=why)


def _rank(content: NotificationContent) -> int:
    return list(NotificationContent).index(content)


def _more(one: NotificationContent, other: NotificationContent) -> NotificationContent:
    return max(one, other, key=_rank)
