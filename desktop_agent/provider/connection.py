# SPDX-License-Identifier: Apache-2.0
"""How one server is reached, as a value that policy and settings fill. Opens nothing."""

from __future__ import annotations

from dataclasses import field
from datetime import timedelta
from pathlib import Path

from desktop_agent.domain.light_dataclass import dataclass
from desktop_agent.provider.origin import Origin

SYSTEM_PROXY = "system"
NO_PROXY = "none"

_MIB = 1024 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Timeouts:
    """Seconds. The server kills a request after 15 s (chatwoot §7.2); queueing comes on top."""

    connect_s: float = 10.0
    read_s: float = 30.0
    write_s: float = 30.0
    total_s: float = 90.0
    attachment_s: float = 600.0
    confirm_s: float = 10.0
    """A subscription that is wrong is never answered (chatwoot §4.2)."""
    silence_s: float = 8.0
    """The feed pings every 3 s; silence beyond this means that the line is dead (chatwoot §4.7)."""
    presence_s: float = 15.0
    """Must stay below the server's 20 s (chatwoot §4.3)."""
    effect_s: tuple[float, ...] = (0.3, 0.7, 1.5, 2.5)
    """Waits between looks at a write that the server does later (chatwoot §2.7)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ConnectionConfig:
    """One server and how to get there.

    `attachment_hosts` are `host` or `host:port` names beside the origin from which files may come.
    `proxy` is `system`, `none` or a URL. `ca_file` holds additional trust roots (PEM).
    `closed_horizon` bounds how far back closed tickets are fetched on a first run.
    Limits are in bytes, counted after decompression. Checks of TLS cannot be switched off.
    """

    origin: Origin
    account_id: int | None = None
    attachment_hosts: frozenset[str] = frozenset()
    proxy: str = SYSTEM_PROXY
    ca_file: Path | None = None
    timeouts: Timeouts = field(default_factory=Timeouts)
    closed_horizon: timedelta = timedelta(days=30)
    page_limit: int = 24 * _MIB
    frame_limit: int = 4 * _MIB
    attachment_limit: int = 100 * _MIB
