# SPDX-License-Identifier: Apache-2.0
"""Checks of the way to the server and of the server itself. Must not sign in anybody."""

from __future__ import annotations

import asyncio
import ssl

from desktop_agent.doctor.finding import Finding, failed, ok, skipped, warning
from desktop_agent.domain.session import ServerInfo, Session
from desktop_agent.provider.chatwoot.provider import ChatwootProvider
from desktop_agent.provider.chatwoot.trust import tls_context
from desktop_agent.provider.connection import ConnectionConfig
from desktop_agent.sync.system_clock import SystemClock

CLOCK_SKEW_WARNING_S = 60.0
TIMEOUT_S = 20.0


def check_trust(config: ConnectionConfig | None) -> Finding:
    """Build the TLS context that every connection uses."""
    context = tls_context(config.ca_file if config else None)
    if context.verify_mode is not ssl.CERT_REQUIRED or not context.check_hostname:
        return failed("trust", "certificates would not be checked")
    roots = len(context.get_ca_certs())
    # Windows and macOS keep their roots to themselves and load them while connecting.
    return ok("trust", "the system's trust store is used", roots_loaded=roots)


def probe(config: ConnectionConfig) -> ServerInfo:
    """Ask the server for version and time, without credentials. Raises `AgentError`."""

    async def ask() -> ServerInfo:
        provider = ChatwootProvider(config, SystemClock())
        try:
            return await asyncio.wait_for(provider.probe(), TIMEOUT_S)
        finally:
            await provider.aclose()

    return asyncio.run(ask())


def check_server(info: ServerInfo) -> Finding:
    """The server answered; is it one we can work with?"""
    if not info.is_supported:
        return failed("server", "the server's version is not supported", version=info.version)
    return ok("server", "the server answers", version=info.version)


def check_clock(info: ServerInfo) -> Finding:
    """Messaging windows are counted by the server's clock."""
    skew = round(info.clock_skew_s, 1)
    if abs(skew) > CLOCK_SKEW_WARNING_S:
        return warning("clock", "this machine's clock differs from the server's", skew_s=skew)
    return ok("clock", "this machine's clock agrees with the server's", skew_s=skew)


def check_session(config: ConnectionConfig, session: Session | None) -> Finding:
    """Does the stored session still hold, and what may it do?"""
    if session is None or not session.token:
        return skipped("session", "nobody is signed in with this profile")
    stored = session

    async def ask() -> Session:
        provider = ChatwootProvider(config, SystemClock())
        try:
            return await asyncio.wait_for(provider.resume(stored), TIMEOUT_S)
        finally:
            await provider.aclose()

    fresh = asyncio.run(ask())
    return ok(
        "session",
        "the stored session holds",
        role=fresh.role.value,
        account=fresh.account_id,
        agent=int(fresh.agent_id),
    )
