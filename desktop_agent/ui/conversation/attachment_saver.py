# SPDX-License-Identifier: Apache-2.0
"""Brings an attachment to the agent: fetches it, and saves a copy where the agent chooses.

Writes only on an explicit choice, away from the main thread; never opens a file.
"""

from __future__ import annotations

import os
from pathlib import Path

from PySide6.QtCore import QObject, QRunnable, Qt, QThreadPool, Signal, Slot
from PySide6.QtWidgets import QFileDialog, QWidget

from desktop_agent.bridge import Bridge
from desktop_agent.domain.messages import Attachment, AttachmentKind
from desktop_agent.domain.queries import AttachmentBytes, AttachmentQuery
from desktop_agent.ui.conversation.pictures import Holding, Pictures
from desktop_agent.ui.conversation.popover import Popover
from desktop_agent.ui.conversation.safe_text import file_name, one_line
from desktop_agent.ui.questions import Questions
from desktop_agent.ui.strings import tr
from desktop_agent.ui.theme.looks import Look


class AttachmentSaver(QObject):
    """Signals:
    failed: a sentence why a copy was not written.
    """

    failed = Signal(str)

    def __init__(self, bridge: Bridge, pictures: Pictures, parent: QObject) -> None:
        super().__init__(parent)
        self._questions = Questions(bridge, self)
        self._pictures = pictures
        self._over: QWidget | None = None
        self._attachment: Attachment | None = None
        self._dialog: QFileDialog | None = None
        self._content = b""
        self._writers: set[_Writer] = set()

    def open(self, attachment: Attachment, over: QWidget) -> None:
        """A click on an attachment: fetch what is not here, offer a copy of what is."""
        if attachment.kind in (AttachmentKind.LOCATION, AttachmentKind.CONTACT):
            return
        self._over, self._attachment = over, attachment
        if self._pictures.holding(attachment.id) is Holding.FETCHING:
            return
        if self._pictures.holding(attachment.id) is not Holding.STORED:
            self._pictures.fetch(attachment.id)
            return
        self._questions.ask("bytes", AttachmentQuery(attachment.id), self._offer)

    def _offer(self, found: AttachmentBytes | None) -> None:
        attachment, over = self._attachment, self._over
        if attachment is None or over is None:
            return
        if found is None:
            self._pictures.fetch(attachment.id)
            return
        self._content = found.content
        popover = Popover(one_line(attachment.name, 80) or tr("Attachment"), over)
        popover.add_text(
            tr(
                "It is stored encrypted on this device. A copy that you save is not encrypted "
                "and is not deleted by this program. Open files only from people you trust."
            )
        )
        popover.add_action(tr("Cancel"), popover.close)
        button = popover.add_action(tr("Save a copy …"), self._on_save_wanted, Look.PRIMARY)
        button.clicked.connect(popover.close)
        popover.show_over(over)

    @Slot()
    def _on_save_wanted(self) -> None:
        attachment, over = self._attachment, self._over
        if attachment is None or over is None:
            return
        name = file_name(attachment.name, tr("attachment"))
        dialog = QFileDialog(over.window(), tr("Save a copy"), name)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.selectFile(name)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(self._on_file_selected)
        dialog.open()
        self._dialog = dialog

    @Slot(str)
    def _on_file_selected(self, path: str) -> None:
        writer = _Writer(Path(path), self._content)
        writer.signals.done.connect(self._on_written, Qt.ConnectionType.QueuedConnection)
        self._writers.add(writer)
        self._content = b""
        QThreadPool.globalInstance().start(writer)

    @Slot(object, bool)
    def _on_written(self, writer: _Writer, is_written: bool) -> None:
        self._writers.discard(writer)
        if not is_written:
            self.failed.emit(
                tr("The copy could not be written there. The attachment itself is kept.")
            )


class _Writer(QRunnable):
    """Writes one file that only its owner may read."""

    class _Signals(QObject):
        done = Signal(object, bool)

    def __init__(self, path: Path, content: bytes) -> None:
        super().__init__()
        self._path = path
        self._content = content
        self.signals = _Writer._Signals()
        self.setAutoDelete(False)

    def run(self) -> None:
        """Write on the pool's thread; tell Windows that the file came from elsewhere."""
        try:
            flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0)
            with os.fdopen(os.open(self._path, flags, 0o600), "wb") as file:
                file.write(self._content)
            if os.name == "nt":
                mark = Path(f"{self._path}:Zone.Identifier")
                mark.write_text("[ZoneTransfer]\nZoneId=3\n", encoding="ascii")
        except OSError:
            self.signals.done.emit(self, False)
            return
        self.signals.done.emit(self, True)
