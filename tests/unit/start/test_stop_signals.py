# SPDX-License-Identifier: Apache-2.0
"""A termination signal ends a program that stands in Qt's loop, in order."""

from __future__ import annotations

import signal
import subprocess
import sys

import pytest

PROGRAM = """
import sys
from PySide6.QtCore import QCoreApplication, QTimer
from desktop_agent.start.stop_signals import StopSignals
application = QCoreApplication([])
signals = StopSignals(application.quit, application)
QTimer.singleShot(0, lambda: print("ready", flush=True))
code = application.exec()
signals.remove()
print("ended in order", flush=True)
sys.exit(code)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such signals")
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_ends_the_loop(number: signal.Signals) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", PROGRAM], stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
        process.send_signal(number)
        assert process.communicate(timeout=10)[0] == "ended in order\n"
    assert process.returncode == 0
