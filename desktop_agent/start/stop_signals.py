# SPDX-License-Identifier: Apache-2.0
"""Ends the program in order on Ctrl+C or a termination signal. Must not do the ending itself."""

from __future__ import annotations

import signal
import socket
from collections.abc import Callable

from PySide6.QtCore import QObject, QSocketNotifier, Slot


class StopSignals(QObject):
    """Calls `stop` on the main thread when the process is asked to end.

    Python runs signal handlers only between its own instructions, and Qt's loop is none: the
    wake-up socket brings control back.
    """

    def __init__(self, stop: Callable[[], None], parent: QObject) -> None:
        super().__init__(parent)
        self._stop = stop
        self._reader, self._writer = socket.socketpair()
        self._reader.setblocking(False)
        self._writer.setblocking(False)
        self._former_fd = signal.set_wakeup_fd(self._writer.fileno(), warn_on_full_buffer=False)
        self._former = {
            number: signal.signal(number, _leave_it_to_the_socket)
            for number in (signal.SIGINT, signal.SIGTERM)
        }
        self._notifier = QSocketNotifier(self._reader.fileno(), QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._on_signal)

    def remove(self) -> None:
        """Put the former handlers back and close the sockets."""
        self._notifier.setEnabled(False)
        signal.set_wakeup_fd(self._former_fd)
        for number, handler in self._former.items():
            signal.signal(number, handler)
        self._reader.close()
        self._writer.close()

    @Slot()
    def _on_signal(self) -> None:
        self._reader.recv(64)
        self._stop()


def _leave_it_to_the_socket(_number: int, _frame: object) -> None:
    """A handler must exist so that the wake-up socket is written to."""
