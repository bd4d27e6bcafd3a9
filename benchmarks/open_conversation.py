# SPDX-License-Identifier: Apache-2.0
"""Click on a ticket to its conversation painted, in the real window on the large cache."""

from __future__ import annotations

import random

from benchmarks.cached_profile import keyring_settings, profiles_folder
from benchmarks.child_process import Child
from benchmarks.figures import Figure, median, percentile
from benchmarks.settings import Settings

LIMIT_MS = 16.0
TICKETS = 150


def measure(settings: Settings) -> list[Figure]:
    """One figure a platform. Every ticket is opened twice; warm is the second time."""
    profiles = str(profiles_folder(settings))
    return [_figure(settings, profiles, platform) for platform in settings.platforms]


def _figure(settings: Settings, profiles: str, platform: str) -> Figure:
    pick = random.Random(3)  # noqa: S311 - picks tickets, no key
    with Child(
        "desk", "--cached", profiles, platform=platform, settings=keyring_settings()
    ) as desk:
        desk.ask(do="show_view", kind="all")
        tickets = pick.sample(desk.ask(do="tickets")["tickets"], TICKETS)
        first = desk.ask(do="click", tickets=tickets)["ms"]
        pick.shuffle(tickets)
        warm = desk.ask(do="click", tickets=tickets)["ms"]
    return Figure(
        f"open a conversation, p99 warm, {platform}",
        percentile(warm, 0.99),
        "ms",
        LIMIT_MS,
        parts={
            "p50": median(warm),
            "first visit p50": median(first),
            "first visit p99": percentile(first, 0.99),
        },
        note=f"{len(warm)} clicks, {settings.size.messages} messages cached",
    )
