# SPDX-License-Identifier: Apache-2.0
"""Gaps of the main thread while messages are fetched and stored, against the idle program's."""

from __future__ import annotations

from benchmarks.figures import Figure, percentile
from benchmarks.ingest_server import PAGE, full_server, signed_in_desk
from benchmarks.settings import Settings

RATIO_LIMIT = 3.0
GAP_LIMIT_MS = 50.0
IDLE_S = 5.0
MESSAGES = 100_000


def measure(settings: Settings) -> list[Figure]:
    """Two figures a platform: the ratio of the 99th percentiles, and the longest gap."""
    figures = []
    for platform in settings.platforms:
        with (
            full_server(MESSAGES // PAGE) as sandbox,
            signed_in_desk(sandbox, platform) as (desk, tickets),
        ):
            idle = desk.ask(do="idle", seconds=IDLE_S)["gaps"]
            desk.tell(do="fetch", tickets=tickets, watches_gaps=True)
            fetched = desk.hear(600.0)
        busy = fetched["gaps"]
        note = (
            f"{fetched['messages']} messages fetched in {fetched['seconds']:.0f} s, list scrolled"
        )
        figures += [
            Figure(
                f"main-thread gap p99 while fetching, {platform}",
                percentile(busy, 0.99) / percentile(idle, 0.99),
                "x idle",
                RATIO_LIMIT,
                parts={
                    "busy p99 ms": percentile(busy, 0.99),
                    "idle p99 ms": percentile(idle, 0.99),
                },
                note=note,
            ),
            Figure(
                f"longest main-thread gap while fetching, {platform}",
                max(busy),
                "ms",
                GAP_LIMIT_MS,
                parts={"idle ms": max(idle)},
            ),
        ]
    return figures
