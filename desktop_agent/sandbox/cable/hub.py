# SPDX-License-Identifier: Apache-2.0
"""Carries broadcasts to cable subscriptions, with the event faults; knows no tickets."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, Protocol

from desktop_agent.sandbox.faults import EVENT_FAULTS, Fault, FaultBoard
from desktop_agent.sandbox.operations.announcer import Broadcast
from desktop_agent.sandbox.world.model import JsonObject

_REORDER_HOLD_MS: Final = 250


@dataclass(eq=False, slots=True)
class _HeldEvent:
    """An event kept back by a fault until another one of its kind, or its time, has passed."""

    broadcast: Broadcast
    data: JsonObject
    fault: Fault


class Listener(Protocol):
    """One confirmed subscription of one connection."""

    pubsub_token: str
    is_account_wide: bool

    def deliver(self, message: str) -> None:
        """Put an event, already written as JSON, on the wire."""


class Hub:
    """All subscriptions of the server. Runs on the event loop."""

    def __init__(self, faults: FaultBoard) -> None:
        self._faults = faults
        self._listeners: set[Listener] = set()
        self._connections: dict[object, Callable[[], None]] = {}
        self._held: list[_HeldEvent] = []
        self.sent_count = 0

    def connected(self, key: object, drop: Callable[[], None]) -> None:
        """Register an open connection with the way to cut it."""
        self._connections[key] = drop

    def disconnected(self, key: object) -> None:
        """Forget a connection."""
        self._connections.pop(key, None)

    def join(self, listener: Listener) -> None:
        """Add a confirmed subscription."""
        self._listeners.add(listener)

    def leave(self, listener: Listener) -> None:
        """Remove a subscription."""
        self._listeners.discard(listener)

    def connection_count(self) -> int:
        """Return how many cable connections are open."""
        return len(self._connections)

    def subscription_count(self) -> int:
        """Return how many subscriptions are confirmed."""
        return len(self._listeners)

    def drop_all(self) -> int:
        """Cut every connection; return how many."""
        drops = list(self._connections.values())
        for drop in drops:
            drop()
        return len(drops)

    def publish(self, broadcast: Broadcast) -> None:
        """Queue a broadcast: it is built and sent a moment later, as by a job."""
        if self._listeners:
            asyncio.get_running_loop().call_soon(self._send, broadcast)

    def _send(self, broadcast: Broadcast) -> None:
        data = broadcast.build()
        if data is None:
            return
        fault = self._faults.take(EVENT_FAULTS, "EVENT", broadcast.event)
        kind = fault.kind if fault is not None else ""
        if kind == "lose_events":
            return
        if fault is not None and kind == "reorder_events":
            held = _HeldEvent(broadcast, data, fault)
            self._held.append(held)
            hold_s = fault.number("hold_ms", _REORDER_HOLD_MS) / 1000
            asyncio.get_running_loop().call_later(hold_s, self._release, held)
            return
        self._deliver(broadcast, data)
        if kind == "duplicate_events":
            self._deliver(broadcast, data)
        # A held event follows the next one of its kind: their order is swapped.
        for held in list(self._held):
            if held.fault.meets("EVENT", broadcast.event):
                self._release(held)

    def _release(self, held: _HeldEvent) -> None:
        if held in self._held:
            self._held.remove(held)
            self._deliver(held.broadcast, held.data)

    def _deliver(self, broadcast: Broadcast, data: JsonObject) -> None:
        if self._faults.is_on("mute_cable") is not None:
            return
        # Written now: the payload is what it is at this moment.
        message = json.dumps({"event": broadcast.event, "data": data}, ensure_ascii=False)
        for listener in list(self._listeners):
            is_for = (
                listener.is_account_wide
                if broadcast.tokens is None
                else listener.pubsub_token in broadcast.tokens
            )
            if is_for:
                listener.deliver(message)
                self.sent_count += 1
