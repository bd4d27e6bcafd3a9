# SPDX-License-Identifier: Apache-2.0
"""`python -m desktop_agent`: the command line. Must not do anything itself."""

from __future__ import annotations

import sys

from desktop_agent.cli import main

if __name__ == "__main__":
    sys.exit(main())
