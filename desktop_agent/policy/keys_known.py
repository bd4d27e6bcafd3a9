# SPDX-License-Identifier: Apache-2.0
"""Every key that policy and settings know, how its value is read and where it goes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import timedelta

from desktop_agent.domain.light_dataclass import dataclass
from desktop_agent.domain.rules import ConsentMode
from desktop_agent.policy import values
from desktop_agent.policy.policy import Language, NotificationContent, Policy, Theme

Apply = Callable[[Policy, object], Policy]


@dataclass(frozen=True, slots=True)
class Key:
    """One setting. `is_personal` keys may also stand in a person's own settings."""

    apply: Apply
    is_personal: bool = False


def _field(name: str, read: Callable[[object], object]) -> Apply:
    def apply(policy: Policy, value: object) -> Policy:
        fields: dict[str, object] = {name: read(value)}
        return replace(policy, **fields)  # type: ignore[arg-type]  # the name picks the type

    return apply


def _rule(name: str, read: Callable[[object], object]) -> Apply:
    def apply(policy: Policy, value: object) -> Policy:
        fields: dict[str, object] = {name: read(value)}
        rules = replace(policy.rules, **fields)  # type: ignore[arg-type]  # the name picks the type
        return replace(policy, rules=rules)

    return apply


def _minutes(low: float, high: float) -> Callable[[object], timedelta]:
    read = values.number(low, high)
    return lambda value: timedelta(minutes=read(value))


def _days(low: float, high: float) -> Callable[[object], timedelta]:
    read = values.number(low, high)
    return lambda value: timedelta(days=read(value))


KEYS: Mapping[str, Key] = {
    "server": Key(_field("server", values.origin), is_personal=True),
    "server_locked": Key(_field("is_server_locked", values.flag)),
    "proxy": Key(_field("proxy", values.proxy), is_personal=True),
    "extra_ca": Key(_field("extra_ca", values.existing_file)),
    "attachment_hosts": Key(_field("attachment_hosts", values.hosts)),
    "memory_only_allowed": Key(_field("allows_memory_only", values.flag)),
    "notifications": Key(
        _field("notifications", values.one_of(NotificationContent)), is_personal=True
    ),
    "notifications_most": Key(_field("notifications_most", values.one_of(NotificationContent))),
    "processing": Key(_field("processing", values.processing)),
    "requires_complete_processing_record": Key(
        _rule("requires_complete_processing_record", values.flag)
    ),
    "consent_mode": Key(_rule("consent_mode", values.one_of(ConsentMode))),
    "consent_question": Key(_rule("consent_question", values.text(1000))),
    "marketing_allowed": Key(_rule("allows_marketing", values.flag)),
    "undo_s": Key(_rule("undo_s", values.number(0, 60))),
    "stale_after_min": Key(_rule("stale_after", _minutes(1, 24 * 60))),
    "closed_horizon_days": Key(_rule("closed_horizon", _days(0, 3650))),
    "language": Key(_field("language", values.one_of(Language)), is_personal=True),
    "theme": Key(_field("theme", values.one_of(Theme)), is_personal=True),
    "enter_sends": Key(_field("enter_sends", values.flag), is_personal=True),
}
"""Names are documented for IT and never change their meaning."""
