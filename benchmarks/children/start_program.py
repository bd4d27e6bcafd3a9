# SPDX-License-Identifier: Apache-2.0
"""Starts the real program as the command line does, but with the profile that is measured."""

from __future__ import annotations

import gc
import sys
from pathlib import Path


def main() -> None:
    """Start; the program ends with its first answer."""
    gc.disable()  # as `desktop_agent.cli` does before it imports the program
    from benchmarks.children.first_rows import run

    run(Path(sys.argv[1]))


if __name__ == "__main__":
    main()
