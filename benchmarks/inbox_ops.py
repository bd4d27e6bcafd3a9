# SPDX-License-Identifier: Apache-2.0
"""What one change of the ticket list costs at full length: model, view and repaint together."""

from __future__ import annotations

from benchmarks.child_process import first_answer
from benchmarks.figures import Figure, median, percentile
from benchmarks.settings import Settings

LIMIT_MS = 5.0
REPEATS = 15


def measure(settings: Settings) -> list[Figure]:
    """One figure a platform: the dearest operation."""
    return [_figure(settings, platform) for platform in settings.platforms]


def _figure(settings: Settings, platform: str) -> Figure:
    rows, repeats = str(settings.size.tickets), str(REPEATS * settings.rounds)
    times: dict[str, list[float]] = first_answer("inbox_rows", rows, repeats, platform=platform)
    medians = {name: median(found) for name, found in times.items()}
    worst = max(medians, key=lambda name: medians[name])
    return Figure(
        f"dearest inbox operation ({worst}), {platform}",
        medians[worst],
        "ms",
        LIMIT_MS,
        parts=medians | {f"{name} p99": percentile(ms, 0.99) for name, ms in times.items()},
        note=f"{settings.size.tickets} rows; from the event until it is painted",
    )
