# SPDX-License-Identifier: Apache-2.0
"""A virtual X display for the children, where the machine can give one."""

from __future__ import annotations

import contextlib
import shutil
import subprocess
import sys
from collections.abc import Iterator


@contextlib.contextmanager
def virtual_display() -> Iterator[str | None]:
    """The name of a fresh display, None where Xvfb does not exist or does not start."""
    program = shutil.which("Xvfb") if sys.platform.startswith("linux") else None
    if program is None:
        yield None
        return
    command = [program, "-displayfd", "1", "-screen", "0", "1600x1000x24", "-nolisten", "tcp"]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as server:
        try:
            number = server.stdout.readline().strip() if server.stdout else ""
            yield f":{number}" if number else None
        finally:
            server.terminate()
