# SPDX-License-Identifier: Apache-2.0
"""Customer message committed at the server to painted in the open conversation, on loopback."""

from __future__ import annotations

import time

from benchmarks.child_process import Child
from benchmarks.figures import Figure, median, percentile
from benchmarks.settings import Settings
from desktop_agent.sandbox.process import SandboxProcess

LIMIT_MS = 30.0
MESSAGES = 200
TICKET = 4711
PAUSE_S = 0.05
"""Between two messages, so that each is painted by itself."""


def measure(settings: Settings) -> list[Figure]:
    """One figure a platform. Server, program and this process share the machine's clock.

    The clock starts before the control call that makes the customer write, so its way to the
    server counts too: the figure is an upper bound.
    """
    return [_figure(platform) for platform in settings.platforms]


def _figure(platform: str) -> Figure:
    lags: list[float] = []
    from_answer: list[float] = []
    with (
        SandboxProcess("--activity", "none") as sandbox,
        Child("desk", "--server", sandbox.url, platform=platform) as desk,
    ):
        agent = sandbox.agents[0]
        desk.ask(do="sign_in", email=agent.email, password=agent.password)
        desk.ask(do="open", ticket=TICKET, is_watched=True)
        for number in range(MESSAGES):
            before = time.monotonic()
            written = sandbox.control.customer_writes(TICKET, f"Nachfrage Nummer {number}")
            answered = time.monotonic()
            painted = _painted_at(desk, written.message_id)
            lags.append((painted - before) * 1e3)
            from_answer.append(max(0.0, painted - answered) * 1e3)
            time.sleep(PAUSE_S)
    return Figure(
        f"customer message to painted, p99, {platform}",
        percentile(lags, 0.99),
        "ms",
        LIMIT_MS,
        parts={
            "p50": median(lags),
            "most": max(lags),
            "from the server's answer p99": percentile(from_answer, 0.99),
        },
        note=f"{len(lags)} messages; the control call that writes each counts too",
    )


def _painted_at(desk: Child, message: int) -> float:
    """When the message stood on screen, by the monotonic clock."""
    while True:
        seen = desk.hear()
        if seen.get("message", 0) >= message:
            return float(seen["at"])
