# SPDX-License-Identifier: Apache-2.0
"""Builds the engine with its backend, on the engine's own thread. Must not import either before."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from desktop_agent.domain.clock import Clock
from desktop_agent.domain.events import EngineEvent
from desktop_agent.policy.policy import Policy
from desktop_agent.store.profile_stores import ProfileStores
from desktop_agent.sync.engine_thread import EngineThread

if TYPE_CHECKING:
    from desktop_agent.provider.connection import ConnectionConfig
    from desktop_agent.provider.port import Provider
    from desktop_agent.sync.engine import Engine


def connection_config(server: str, policy: Policy) -> ConnectionConfig:
    """How `server` is reached under a policy. Raises `ServerRefusal` for a bad address."""
    from desktop_agent.provider.connection import ConnectionConfig
    from desktop_agent.provider.origin import parse_origin

    return ConnectionConfig(
        origin=parse_origin(server),
        attachment_hosts=frozenset(policy.attachment_hosts),
        proxy=policy.proxy,
        ca_file=policy.extra_ca,
        closed_horizon=policy.rules.closed_horizon,
    )


def make_engine_thread(
    stores: ProfileStores,
    policy: Policy,
    clock: Clock,
    listener: Callable[[EngineEvent], None],
) -> EngineThread:
    """A thread that imports network and engine and runs them; start it after the first paint."""

    def make_engine() -> Engine:
        from desktop_agent.provider.chatwoot.provider import ChatwootProvider
        from desktop_agent.sync.engine import Engine

        def make_provider(server: str) -> Provider:
            return ChatwootProvider(connection_config(server, policy), clock)

        return Engine(
            make_provider=make_provider,
            stores=stores,
            listener=listener,
            clock=clock,
            rules=policy.rules,
        )

    return EngineThread(make_engine)
