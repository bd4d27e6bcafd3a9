# SPDX-License-Identifier: Apache-2.0
"""What a child says of itself: JSON lines, time since it was spawned, memory. Must stay light:
it is imported before the clock of a start stops."""

from __future__ import annotations

import json
import os
import sys
import time
from typing import Any

_SPAWNED_AT = "BENCHMARK_SPAWNED_AT"


def say(**facts: Any) -> None:
    """Print one answer."""
    sys.stdout.write(json.dumps(facts) + "\n")
    sys.stdout.flush()


def since_spawn_ms() -> float:
    """Milliseconds since the parent began to start this process (one clock for both)."""
    return (time.monotonic() - float(os.environ[_SPAWNED_AT])) * 1e3


def resident_mb() -> float:
    """Resident memory of this process in MB (10^6 bytes)."""
    import psutil  # type: ignore[import-untyped]  # ships no types

    return float(psutil.Process().memory_info().rss) / 1e6
