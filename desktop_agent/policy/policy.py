# SPDX-License-Identifier: Apache-2.0
"""The merged settings as one value that nobody changes. Must not read files."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from enum import StrEnum
from pathlib import Path

from desktop_agent.domain.directory import ProcessingRecord
from desktop_agent.domain.ids import ChannelId
from desktop_agent.domain.light_dataclass import dataclass
from desktop_agent.domain.rules import ServiceRules

SYSTEM_PROXY = "system"
NO_PROXY = "none"
_DEFAULT_RULES = ServiceRules()


class NotificationContent(StrEnum):
    """What a notification may show, from least to most (ui §4)."""

    NEUTRAL = "neutral"
    NAME = "name"
    PREVIEW = "preview"


class Language(StrEnum):
    """Language of the window."""

    SYSTEM = "system"
    GERMAN = "de"
    ENGLISH = "en"


class Theme(StrEnum):
    """Light, dark, or what the system says."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """Everything that can be configured; the defaults are the privacy-friendly ones (C16)."""

    rules: ServiceRules = _DEFAULT_RULES
    server: str = ""
    """Origin to sign in at, empty when the person types it."""
    is_server_locked: bool = False
    proxy: str = SYSTEM_PROXY
    """`system`, `none` or the URL of a proxy."""
    extra_ca: Path | None = None
    """PEM file of a certificate authority that is trusted besides the system's."""
    attachment_hosts: tuple[str, ...] = ()
    """Hosts besides the server from which attachments may be fetched."""
    allows_memory_only: bool = False
    """A session without a usable keyring is allowed; nothing of it survives the program."""
    notifications: NotificationContent = NotificationContent.NEUTRAL
    notifications_most: NotificationContent = NotificationContent.NEUTRAL
    """The most that a person may choose."""
    processing: Mapping[ChannelId, ProcessingRecord] = field(default_factory=dict)
    language: Language = Language.SYSTEM
    theme: Theme = Theme.SYSTEM
    enter_sends: bool = False
    fixed_by_it: frozenset[str] = frozenset()
    """Keys that machine policy set and a person cannot change."""
