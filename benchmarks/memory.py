# SPDX-License-Identifier: Apache-2.0
"""Resident memory of the running program with the whole cache and every open ticket listed."""

from __future__ import annotations

from benchmarks.cached_profile import keyring_settings, profiles_folder
from benchmarks.child_process import Child
from benchmarks.figures import Figure, median
from benchmarks.settings import Settings

LIMIT_MB = 180.0


def measure(settings: Settings) -> list[Figure]:
    """One figure a platform: listed, scrolled through, one conversation open, engine running."""
    profiles = str(profiles_folder(settings))
    return [_figure(settings, profiles, platform) for platform in settings.platforms]


def _figure(settings: Settings, profiles: str, platform: str) -> Figure:
    found = []
    for _ in range(min(3, settings.rounds)):
        with Child(
            "desk", "--cached", profiles, platform=platform, settings=keyring_settings()
        ) as desk:
            rows = desk.ask(do="show_view", kind="all")["rows"]
            listed = desk.ask(do="settle", seconds=3)["mb"]
            desk.ask(do="scroll", seconds=2)
            ticket = desk.ask(do="visible_tickets")["tickets"][0]
            desk.ask(do="open", ticket=ticket)
            found.append((listed, desk.ask(do="settle", seconds=2)["mb"], rows))
    return Figure(
        f"memory with the inbox open, {platform}",
        median([one[1] for one in found]),
        "MB",
        LIMIT_MB,
        parts={
            "before scrolling and opening": median([one[0] for one in found]),
            "rows listed": median([one[2] for one in found]),
        },
        note=f"{settings.size.tickets} tickets cached; RSS in 10^6 bytes",
    )
