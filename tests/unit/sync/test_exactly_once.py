# SPDX-License-Identifier: Apache-2.0
"""Any mix of faults, restarts and wishes: every command ends visibly, no answer leaves twice."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop_agent.domain.commands import Claim, Close, Note, Payload, Reopen, Reply
from desktop_agent.domain.engine_state import Phase
from desktop_agent.domain.ids import CommandId, TicketId
from desktop_agent.domain.outbox import HeldReason, OutboxState
from desktop_agent.domain.requests import CancelCommand
from tests.conftest import AllowedLog
from tests.fakes.engine_rig import EngineRig, make_rig
from tests.fakes.fake_server import MARIE, FakeServer
from tests.fakes.virtual_time import VirtualClock, VirtualLoop, run_virtually

QUIET_S = 600.0
ENDED = (OutboxState.CONFIRMED, OutboxState.HELD, OutboxState.FAILED, OutboxState.CANCELLED)


@dataclass(frozen=True)
class Step:
    """One thing that happens, and how long nothing else does."""

    what: str
    ticket: int
    pause_s: float


STEPS = st.lists(
    st.builds(
        Step,
        st.sampled_from(
            [
                "reply",
                "reply",
                "note",
                "claim",
                "close",
                "reopen",
                "cancel_last",
                "customer_writes",
                "lose_answer",
                "lose_request",
                "vanish",
                "execute_late",
                "lose_events",
                "find_events",
                "drop_cable",
                "offline",
                "online",
                "sleep",
                "restart",
            ]
        ),
        st.integers(0, 1),
        st.sampled_from([0.0, 0.3, 2.0, 7.0, 30.0]),
    ),
    min_size=3,
    max_size=14,
)


class Story:
    """Plays steps against one profile, over restarts."""

    def __init__(self, folder: Path, loop: VirtualLoop) -> None:
        self._folder = folder
        self._loop = loop
        self.clock = VirtualClock(loop)
        self.server = FakeServer(self.clock)
        self.tickets = [self.server.add_ticket(owner=MARIE) for _ in range(2)]
        self.commands: dict[CommandId, tuple[TicketId, Payload]] = {}
        self._left: list[Step] = []

    async def play(self, steps: list[Step]) -> None:
        """Play all steps, then let everything come to rest on a good line."""
        self._left = list(steps)
        is_first = True
        while self._left or is_first:
            rig = make_rig(self._folder, self._loop, server=self.server, clock=self.clock)
            async with rig.running():
                if is_first:
                    await rig.sign_in()
                    is_first = False
                await self._play_until_restart(rig)
                if not self._left:
                    await self._rest(rig)
                    await self._judge(rig)

    async def _play_until_restart(self, rig: EngineRig) -> None:
        while self._left:
            step = self._left.pop(0)
            if step.what == "restart":
                return
            await self._take(rig, step)
            await rig.rest(step.pause_s)

    async def _take(self, rig: EngineRig, step: Step) -> None:
        ticket_id = self.tickets[step.ticket]
        number = len(self.commands)
        wishes: dict[str, Payload] = {
            "reply": Reply(f"Antwort {number}"),
            "note": Note(f"Notiz {number}"),
            "claim": Claim(),
            "close": Close(),
            "reopen": Reopen(),
        }
        if step.what in wishes:
            command_id = await rig.put(ticket_id, wishes[step.what])
            self.commands[command_id] = (ticket_id, wishes[step.what])
        elif step.what == "cancel_last" and self.commands:
            rig.engine.submit(CancelCommand(list(self.commands)[-1]))
        else:
            self._disturb(rig, step.what, ticket_id)

    def _disturb(self, rig: EngineRig, what: str, ticket_id: TicketId) -> None:
        faults = rig.provider.faults
        match what:
            case "customer_writes":
                self.server.customer_writes(ticket_id, "Und noch etwas")
            case "lose_answer":
                faults.loses_answers += 1
            case "lose_request":
                faults.loses_requests += 1
            case "vanish":
                faults.vanishes += 1
            case "execute_late":
                # Longer than the settling time nobody can tell late from never (chatwoot §3.7).
                faults.executes_late_s.append(35.0)
            case "lose_events" | "find_events":
                self.server.loses_events = what == "lose_events"
            case "drop_cable":
                rig.provider.drop_cable()
            case "offline" | "online":
                faults.is_offline = what == "offline"
            case "sleep":
                self.clock.wall_jump(45.0)
            case _:
                pass

    async def _rest(self, rig: EngineRig) -> None:
        rig.provider.faults.is_offline = False
        rig.provider.faults.vanishes = rig.provider.faults.loses_requests = 0
        self.server.loses_events = False
        await rig.phase(Phase.LIVE)
        await rig.rest(QUIET_S)

    async def _judge(self, rig: EngineRig) -> None:
        for command_id, (ticket_id, payload) in self.commands.items():
            row = await rig.row(command_id)
            blocked = any(
                other.state in (OutboxState.HELD, OutboxState.FAILED)
                for other in await rig.stores.work(lambda repos: repos.open_rows())
            )
            assert row.state in ENDED or (row.state is OutboxState.QUEUED and blocked)
            if not isinstance(payload, (Reply, Note)):
                continue
            copies = [m for m in self.server.messages[ticket_id] if m.ref == command_id]
            may_be_there = row.held is HeldReason.MAY_HAVE_BEEN_SENT
            assert len(copies) == (row.state is OutboxState.CONFIRMED) or (
                may_be_there and len(copies) <= 1
            )
        for ticket_id in self.tickets:
            assert await rig.ticket(ticket_id) is not None
            held = await rig.ticket(ticket_id)
            there = self.server.tickets[ticket_id]
            assert held is not None
            assert (held.owner, held.status) == (there.owner, there.status)
            assert await rig.newest_id(ticket_id) == self.server.messages[ticket_id][-1].id


@settings(
    max_examples=40,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(steps=STEPS)
def test_every_command_ends_visibly_and_at_most_once_at_the_server(
    tmp_path_factory: pytest.TempPathFactory, allowed_log: AllowedLog, steps: list[Step]
) -> None:
    allowed_log("desktop_agent.sync")

    async def main(loop: VirtualLoop) -> None:
        await Story(tmp_path_factory.mktemp("story"), loop).play(steps)

    run_virtually(main)
