# SPDX-License-Identifier: Apache-2.0
"""Leads Qt's own messages into the log. Must not print and must not end the program."""

from __future__ import annotations

import logging

from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler

_log = logging.getLogger("desktop_agent.qt")

_LEVELS = {
    QtMsgType.QtDebugMsg: logging.DEBUG,
    QtMsgType.QtInfoMsg: logging.DEBUG,
    QtMsgType.QtWarningMsg: logging.WARNING,
    QtMsgType.QtCriticalMsg: logging.ERROR,
    QtMsgType.QtFatalMsg: logging.CRITICAL,
}
# What the offscreen platform cannot do is no news.
_KNOWN = ("This plugin does not support",)
_MAX = 300


def _on_message(kind: QtMsgType, context: QMessageLogContext, text: str) -> None:
    if not text.startswith(_KNOWN):
        _log.log(_LEVELS.get(kind, logging.WARNING), "%s: %s", context.category, text[:_MAX])


def lead_qt_messages_into_log() -> None:
    """From now on Qt's messages are log records of `desktop_agent.qt`. Main thread."""
    qInstallMessageHandler(_on_message)
