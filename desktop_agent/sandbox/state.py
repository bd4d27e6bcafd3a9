# SPDX-License-Identifier: Apache-2.0
"""Puts the parts of one sandbox together and can start them over; contains no rules itself."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field, replace

from desktop_agent.sandbox.cable.hub import Hub
from desktop_agent.sandbox.faults import FaultBoard
from desktop_agent.sandbox.operations.announcer import Announcer
from desktop_agent.sandbox.operations.changes import TicketChanges
from desktop_agent.sandbox.operations.delivery import Delivery
from desktop_agent.sandbox.operations.intake import Intake
from desktop_agent.sandbox.operations.posting import Posting, Upload
from desktop_agent.sandbox.operations.removal import Removal
from desktop_agent.sandbox.operations.round_robin import RoundRobin
from desktop_agent.sandbox.people.crowd import Activity, Crowd
from desktop_agent.sandbox.recorder import Recorder
from desktop_agent.sandbox.rest.sessions import Sessions
from desktop_agent.sandbox.rest.throttle import Throttle
from desktop_agent.sandbox.world.world import World, WorldConfig


@dataclass(frozen=True, slots=True)
class SandboxConfig:
    """Everything that shapes a sandbox."""

    world: WorldConfig = field(default_factory=WorldConfig)
    activity: Activity = Activity.NONE


class Sandbox:
    """One running simulated server. All of it lives on one event loop."""

    def __init__(self, config: SandboxConfig) -> None:
        self.config = config
        self.control_token = secrets.token_urlsafe(24)
        self.base_url = "http://127.0.0.1"
        self.faults = FaultBoard()
        self.recorder = Recorder()
        self.hub = Hub(self.faults)
        self._assemble(config.world)

    def _assemble(self, config: WorldConfig) -> None:
        self.world = World(config)
        self.world.base_url = self.base_url
        self.sessions = Sessions(self.world)
        self.uploads: dict[str, Upload] = {}
        self.throttle = Throttle(self.world.clock)
        self.announcer = Announcer(self.world)
        self.announcer.sink = self.hub.publish
        self.round_robin = RoundRobin(self.world)
        self.changes = TicketChanges(self.world, self.announcer, self.round_robin)
        self.delivery = Delivery(self.world, self.announcer)
        self.posting = Posting(self.world, self.announcer, self.changes, self.delivery)
        self.changes.write_activity = self.posting.activity
        self.intake = Intake(self.world, self.announcer, self.changes, self.posting)
        self.removal = Removal(self.world, self.announcer)
        self.crowd = Crowd(
            self.world, self.changes, self.posting, self.delivery, self.intake, self.config.activity
        )

    def set_base_url(self, url: str) -> None:
        """Tell the world its public address (FRONTEND_URL)."""
        self.base_url = url
        self.world.base_url = url

    def keep_upload(self, upload: Upload) -> str:
        """Keep an uploaded file for a later message; return its signed id."""
        blob_id = secrets.token_urlsafe(18)
        self.uploads[blob_id] = upload
        return blob_id

    def begin(self) -> None:
        """Start the repeating jobs; call on the event loop."""
        self._plan_snooze_job()
        self.crowd.begin()

    def _plan_snooze_job(self) -> None:
        world = self.world

        def job() -> None:
            if world is self.world:
                self.changes.wake_snoozed()
                self._plan_snooze_job()

        world.timers.after(world.config.pace.snooze_check_s, job)

    def reset(self, config: WorldConfig | None = None) -> None:
        """Start over with a fresh world; live connections are dropped, faults cleared."""
        self.hub.drop_all()
        self.faults.clear()
        self.recorder.clear()
        self.world.timers.clear()
        old_timers = self.world.timers
        self._assemble(config or replace(self.config.world))
        # The running timer task belongs to the old object; the new one takes its place there.
        old_timers.hand_over_to(self.world.timers)
        self.begin()
