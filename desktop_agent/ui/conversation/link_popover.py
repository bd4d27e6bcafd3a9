# SPDX-License-Identifier: Apache-2.0
"""Says where a link leads and opens it only when the agent wants it. Never follows one itself."""

from __future__ import annotations

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QWidget

from desktop_agent.ui.conversation.links import Link
from desktop_agent.ui.conversation.popover import Popover
from desktop_agent.ui.strings import tr


def ask_link(link: Link, over: QWidget) -> Popover:
    """Ask before anything leaves the program."""
    popover = Popover(tr("Open this link?"), over)
    popover.add_strong(link.host)
    popover.add_text(link.url[:300])
    if not link.is_plain:
        popover.add_warning(tr("The address is written in a way that can mislead."))
    opener = _LinkOpener(link.url, popover)
    popover.add_action(tr("Copy address"), opener.copy)
    popover.add_action(tr("Open in the browser"), opener.open)
    popover.show_over(over)
    return popover


class _LinkOpener:
    """What the two buttons do."""

    def __init__(self, url: str, popover: Popover) -> None:
        self._url = url
        self._popover = popover

    def open(self) -> None:
        """Hand an http or https address to the system's browser."""
        url = QUrl(self._url)
        if url.scheme() in ("http", "https"):
            QDesktopServices.openUrl(url)
        self._popover.close()

    def copy(self) -> None:
        """Put the address on the clipboard."""
        QGuiApplication.clipboard().setText(self._url)
        self._popover.close()
