# SPDX-License-Identifier: Apache-2.0
"""Command line of the benchmarks: which figures, how often, where. See docs/benchmarks.md."""

from __future__ import annotations

import argparse
import compileall
import importlib
import json
import os
import platform
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import platformdirs

from benchmarks.corpus import Size
from benchmarks.display import virtual_display
from benchmarks.figures import Figure, render
from benchmarks.settings import DISPLAYLESS, Measure, Settings

NAMES = (
    "startup",
    "first_run",
    "live_latency",
    "open_conversation",
    "inbox_ops",
    "ui_gap",
    "store_ingest",
    "end_to_end",
    "search",
    "memory",
)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures there too")
    parser.add_argument(
        "--only", nargs="+", choices=NAMES, default=NAMES, metavar="NAME", help=", ".join(NAMES)
    )
    parser.add_argument(
        "--rounds", type=int, default=7, help="interleaved rounds (default: %(default)s)"
    )
    parser.add_argument(
        "--data",
        type=Path,
        default=platformdirs.user_cache_path("desktop-agent-benchmarks", appauthor=False),
        metavar="DIR",
        help="where data sets are kept between runs (default: the user's cache folder)",
    )
    parser.add_argument("--tickets", type=int, default=Size().tickets)
    parser.add_argument("--messages", type=int, default=Size().messages)
    return parser


def main(argv: Sequence[str] | None = None) -> int:
    """Measure and print; 0 when every figure keeps its limit."""
    wanted = _parser().parse_args(argv)
    _compile()
    figures: list[Figure] = []
    with virtual_display() as display:
        platforms: tuple[str, ...] = (DISPLAYLESS,)
        if display is not None:
            os.environ["DISPLAY"] = display
            platforms = ("xcb", DISPLAYLESS)
        settings = Settings(
            wanted.data.resolve(), Size(wanted.tickets, wanted.messages), wanted.rounds, platforms
        )
        for name in wanted.only:
            sys.stderr.write(f"measuring {name}\n")
            measure: Measure = importlib.import_module(f"benchmarks.{name}").measure
            found = measure(settings)
            figures += found
            print(render(found), flush=True)
    if wanted.json is not None:
        wanted.json.write_text(json.dumps(_report(figures), indent=2) + "\n", "utf-8")
    missed = [figure.name for figure in figures if not figure.is_met]
    print(f"\n{len(figures) - len(missed)} of {len(figures)} figures keep their limit")
    return 1 if missed else 0


def _compile() -> None:
    """Children run compiled code, as an installed program does."""
    here = Path(__file__).resolve().parent
    for folder in (here, here.parent / "desktop_agent"):
        compileall.compile_dir(folder, quiet=1)


def _report(figures: Sequence[Figure]) -> dict[str, object]:
    return {
        "measured_at": datetime.now(UTC).isoformat(timespec="seconds"),
        "python": platform.python_version(),
        "system": platform.system(),
        "cores": os.cpu_count(),
        "load_average": os.getloadavg() if hasattr(os, "getloadavg") else None,
        "figures": [figure.as_json() for figure in figures],
    }


if __name__ == "__main__":
    sys.exit(main())
