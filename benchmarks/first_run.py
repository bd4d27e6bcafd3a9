# SPDX-License-Identifier: Apache-2.0
"""A first run against a server with 10,000 open tickets: first page arrived to inbox in sight."""

from __future__ import annotations

from benchmarks.child_process import Child
from benchmarks.figures import Figure, median
from benchmarks.settings import Settings
from desktop_agent.sandbox.process import SandboxProcess

LIMIT_MS = 100.0
OPEN = 10_000


def measure(settings: Settings) -> list[Figure]:
    """One figure a platform; a fresh profile each round, the server stays."""
    figures = []
    with SandboxProcess(
        "--activity", "none", "--open", str(OPEN), "--tickets", str(OPEN), "--messages", "60000"
    ) as sandbox:
        for platform in settings.platforms:
            lags = [_lag_ms(sandbox, platform) for _ in range(settings.rounds)]
            figures.append(
                Figure(
                    f"first page arrived to inbox in sight, {platform}",
                    median(lags),
                    "ms",
                    LIMIT_MS,
                    parts={"most": max(lags)},
                    note=f"{len(lags)} first runs, {OPEN} open tickets at the server",
                )
            )
    return figures


def _lag_ms(sandbox: SandboxProcess, platform: str) -> float:
    agent = sandbox.agents[0]
    with Child("desk", "--server", sandbox.url, platform=platform) as desk:
        seen = desk.ask(do="first_run", email=agent.email, password=agent.password)
    return float(seen["shown_at"] - seen["arrived_at"]) * 1e3
