# SPDX-License-Identifier: Apache-2.0
"""Chooses the proxy for a connection. Must not open one."""

from __future__ import annotations

from urllib.parse import urlsplit
from urllib.request import getproxies, proxy_bypass

from desktop_agent.domain.errors import NotSent, ProblemCode
from desktop_agent.provider.connection import NO_PROXY, SYSTEM_PROXY
from desktop_agent.provider.origin import Origin

_SCHEMES = frozenset({"http", "https"})


def proxy_for(origin: Origin, setting: str) -> str | None:
    """URL of the proxy to use for `origin`, None for a direct connection.

    This machine itself is never reached through a proxy. Raises `NotSent(PROXY_REFUSED)` for
    kinds that are not spoken (SOCKS, automatic configuration).
    """
    if setting == NO_PROXY or origin.is_loopback:
        return None
    if setting == SYSTEM_PROXY:
        if proxy_bypass(origin.host):
            return None
        setting = getproxies().get(origin.scheme) or getproxies().get("all") or ""
        if not setting:
            return None
    return _checked(setting)


def _checked(url: str) -> str:
    if "://" not in url:
        url = f"http://{url}"
    try:
        parts = urlsplit(url)
        is_usable = parts.scheme in _SCHEMES and bool(parts.hostname) and parts.port != 0
    except ValueError:
        is_usable = False
    if not is_usable:
        raise NotSent(ProblemCode.PROXY_REFUSED)
    return url
