# SPDX-License-Identifier: Apache-2.0
"""Keeps simulated customers and colleagues busy at a chosen pace; decides nothing for them."""

from __future__ import annotations

from enum import Enum

from desktop_agent.sandbox.operations.changes import TicketChanges
from desktop_agent.sandbox.operations.delivery import Delivery
from desktop_agent.sandbox.operations.intake import Intake
from desktop_agent.sandbox.operations.posting import Posting
from desktop_agent.sandbox.people.colleagues import Colleagues
from desktop_agent.sandbox.people.customers import SimulatedCustomers
from desktop_agent.sandbox.world.dice import Dice
from desktop_agent.sandbox.world.world import World


class Activity(Enum):
    """How busy the simulated people are. The value is the mean pause between their acts in s."""

    NONE = 0.0
    CALM = 9.0
    BUSY = 1.5


class Crowd:
    """Plans the next act of somebody, again and again, from a seeded stream."""

    def __init__(
        self,
        world: World,
        changes: TicketChanges,
        posting: Posting,
        delivery: Delivery,
        intake: Intake,
        activity: Activity,
    ) -> None:
        self._world = world
        self._posting = posting
        self._activity = activity
        self._dice = Dice(world.config.seed, 101)
        self._customers = SimulatedCustomers(world, changes, posting, delivery, intake, self._dice)
        self._colleagues = Colleagues(world, changes, posting, intake, self._dice)

    def begin(self) -> None:
        """Start acting, unless nobody is to act."""
        if self._activity is Activity.NONE:
            return
        self._posting.listeners.append(self._customers.on_message)
        self._colleagues.come_in()
        self._plan()

    def _plan(self) -> None:
        pause_s = self._activity.value * (0.4 + 1.2 * self._dice.unit())
        self._world.timers.after(pause_s, self._act)

    def _act(self) -> None:
        self._colleagues.stay_present()
        if self._dice.chance(0.5):
            self._customers.act()
        else:
            self._colleagues.act()
        self._plan()
