# SPDX-License-Identifier: Apache-2.0
"""Chooses the next online agent of a group in turn (chatwoot §1.5, §2.8); assigns nothing."""

from __future__ import annotations

from collections.abc import Sequence

from desktop_agent.sandbox.world.model import Agent
from desktop_agent.sandbox.world.world import World


class RoundRobin:
    """One queue a group; whoever was chosen moves to its end."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._queues: dict[str, list[int]] = {}

    def next(self, group: str, agent_ids: Sequence[int]) -> Agent | None:
        """Return the next member who is online right now, None if nobody is."""
        queue = self._queues.setdefault(group, [])
        queue.extend(agent_id for agent_id in agent_ids if agent_id not in queue)
        for agent_id in list(queue):
            if agent_id not in agent_ids:
                queue.remove(agent_id)
                continue
            agent = self._world.directory.member(agent_id)
            if agent is not None and self._world.availability(agent) == "online":
                queue.remove(agent_id)
                queue.append(agent_id)
                return agent
        return None
