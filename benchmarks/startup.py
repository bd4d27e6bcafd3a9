# SPDX-License-Identifier: Apache-2.0
"""Process start to the first painted window with tickets, against an empty Qt window."""

from __future__ import annotations

from benchmarks.cached_profile import keyring_settings, profiles_folder
from benchmarks.child_process import first_answer
from benchmarks.figures import Figure, median
from benchmarks.settings import Settings

LIMIT = 1.5


def measure(settings: Settings) -> list[Figure]:
    """One figure a platform; both programs start in turns."""
    profiles = str(profiles_folder(settings))
    keyring = keyring_settings()
    figures = []
    for platform in settings.platforms:
        bare, program, megabytes = [], [], []
        for number in range(settings.rounds + 1):
            empty = first_answer("bare_window", platform=platform)
            full = first_answer("start_program", profiles, platform=platform, settings=keyring)
            if number:  # the first round compiles modules and fills the system's file cache
                bare.append(empty["ms"])
                program.append(full["ms"])
                megabytes.append(full["mb"])
        figures.append(
            Figure(
                f"start to first inbox page, {platform}",
                median(program) / median(bare),
                "x bare window",
                LIMIT,
                parts={
                    "program ms": median(program),
                    "bare ms": median(bare),
                    "program MB": median(megabytes),
                },
                note=f"{settings.size.tickets} tickets, {settings.size.messages} messages cached",
            )
        )
    return figures
