# SPDX-License-Identifier: Apache-2.0
"""What a run of the benchmarks was asked for, and where its data lies. Measures nothing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from benchmarks.build_cache import built_cache
from benchmarks.corpus import Size
from benchmarks.figures import Figure

DISPLAYLESS = "offscreen"


@dataclass(frozen=True, slots=True)
class Settings:
    """`rounds` is how often a pair of measurements is repeated; `platforms` are Qt's names."""

    data: Path
    size: Size
    rounds: int = 7
    platforms: tuple[str, ...] = (DISPLAYLESS,)

    def cache(self) -> Path:
        """The folder with the large cache, built at the first call for this size."""
        return built_cache(self.data / f"cache-{self.size.tickets}-{self.size.messages}", self.size)

    def scratch(self, name: str) -> Path:
        """A folder of this name for throw-away files; whoever uses it empties it."""
        folder = self.data / "scratch" / name
        folder.mkdir(parents=True, exist_ok=True)
        return folder


Measure = Callable[[Settings], list[Figure]]
