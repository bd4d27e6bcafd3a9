# SPDX-License-Identifier: Apache-2.0
"""Lets a second start of the same profile bring the running window to the front.

A convenience beside the profile's lock, which alone decides who runs. Nothing but the fact that
somebody knocked is exchanged. Where there are no local sockets (Windows), nothing happens.
"""

from __future__ import annotations

import contextlib
import logging
import socket
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, QSocketNotifier, Slot

_log = logging.getLogger(__name__)

SOCKET_FILE = "front.sock"
# The shortest limit of any system for the path of a local socket.
MAX_PATH = 100
KNOCK_TIMEOUT_S = 0.5


def knock(directory: Path) -> bool:
    """Ask the program that runs with this profile to show itself; True when it took notice."""
    if not hasattr(socket, "AF_UNIX"):
        return False
    with contextlib.suppress(OSError), socket.socket(socket.AF_UNIX) as door:
        door.settimeout(KNOCK_TIMEOUT_S)
        door.connect(str(directory / SOCKET_FILE))
        return door.recv(1) == b"!"
    return False


class Doorbell(QObject):
    """Calls `show` on the main thread when a second start knocks. Holds the profile's lock."""

    def __init__(self, directory: Path, show: Callable[[], None], parent: QObject) -> None:
        super().__init__(parent)
        self._path = directory / SOCKET_FILE
        self._show = show
        self._door: socket.socket | None = None
        self._notifier: QSocketNotifier | None = None
        if hasattr(socket, "AF_UNIX") and len(str(self._path).encode()) <= MAX_PATH:
            self._open()

    def remove(self) -> None:
        """Stop listening and take the socket's file away."""
        if self._notifier is not None:
            self._notifier.setEnabled(False)
        if self._door is not None:
            self._door.close()
            self._door = None
            self._path.unlink(missing_ok=True)

    def _open(self) -> None:
        # Only whoever holds the lock comes here, so a file that is left belongs to nobody.
        self._path.unlink(missing_ok=True)
        door = socket.socket(socket.AF_UNIX)
        try:
            door.bind(str(self._path))
            door.listen(1)
        except OSError as error:
            _log.info("second starts cannot show this window: errno %s", error.errno)
            door.close()
            return
        door.setblocking(False)
        self._door = door
        self._notifier = QSocketNotifier(door.fileno(), QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._on_knock)

    @Slot()
    def _on_knock(self) -> None:
        if self._door is None:
            return
        with contextlib.suppress(OSError):
            visitor, _ = self._door.accept()
            with visitor:
                visitor.send(b"!")
            self._show()
