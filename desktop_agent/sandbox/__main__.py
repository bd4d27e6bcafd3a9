# SPDX-License-Identifier: Apache-2.0
"""Starts a sandbox from the command line and prints one JSON line when it listens."""

from __future__ import annotations

import sys

from desktop_agent.sandbox.command import main

__all__ = ["main"]

if __name__ == "__main__":
    sys.exit(main())
