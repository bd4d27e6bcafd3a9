# SPDX-License-Identifier: Apache-2.0
"""The least a Qt program can do: an empty main window. Says when it stood."""

from __future__ import annotations

import os
import sys

from PySide6.QtWidgets import QApplication, QMainWindow, QWidget

from benchmarks.children.paints import PaintWatch
from benchmarks.children.reports import resident_mb, say, since_spawn_ms


def _report() -> None:
    at_ms = since_spawn_ms()
    say(ms=at_ms, mb=resident_mb())
    os._exit(0)


def main() -> None:
    """Show it."""
    application = QApplication(sys.argv)
    window = QMainWindow()
    content = QWidget(window)
    window.setCentralWidget(content)
    window.resize(1360, 840)
    watch = PaintWatch(content, _report)
    window.show()
    application.exec()
    del watch


if __name__ == "__main__":
    main()
