# SPDX-License-Identifier: Apache-2.0
"""The net under logging: takes addresses, numbers, tokens and secret URLs out of a line.

It is the net, not the method: code logs ids, states, codes, counts and durations in the first
place. Exceptions are written without their messages, which could hold anything.
"""

from __future__ import annotations

import logging
import re
import traceback
from types import TracebackType

_URL = re.compile(r"\b(https?|wss?)://(?:[^\s/@]*@)?([\w.\-\[\]:]+)(?:[/?#][^\s\"']*)?")
_EMAIL = re.compile(r"[\w.+\-]+@[\w\-]+(?:\.[\w\-]+)+")
# International numbers, and national ones with their leading zero.
_PHONE = re.compile(r"(?<![\w.])(?:\+\d[\d ()/\-]{6,}\d|0[1-9]\d{1,4}[ /\-]?\d[\d \-]{4,}\d)(?!\w)")
_LONG_HEX = re.compile(r"\b[0-9a-fA-F]{40,}\b")
_WEB_TOKEN = re.compile(r"\beyJ[\w\-]+\.[\w.\-]+")
_TOKEN = re.compile(r"\b(?=\w*[a-z])(?=\w*[A-Z])(?=\w*\d)[\w\-]{20,}(?:\.[\w\-]+)*")

MAX_LINE = 2000

ExcInfo = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]


def redact(text: str) -> str:
    """`text` with everything that looks like a person's or a secret datum replaced."""
    text = _URL.sub(r"\1://\2/…", text)
    text = _EMAIL.sub("<e-mail>", text)
    text = _LONG_HEX.sub("<key>", text)
    text = _WEB_TOKEN.sub("<token>", text)
    text = _TOKEN.sub("<token>", text)
    text = _PHONE.sub("<number>", text)
    return text if len(text) <= MAX_LINE else text[:MAX_LINE] + "…"


def describe(error: BaseException) -> str:
    """An exception as type names and code places, outermost last; never its message."""
    lines: list[str] = []
    seen: set[int] = set()
    current: BaseException | None = error
    while current is not None and id(current) not in seen:
        seen.add(id(current))
        frames = traceback.extract_tb(current.__traceback__)
        places = [f"{_short(frame.filename)}:{frame.lineno} {frame.name}" for frame in frames]
        lines.append(f"{type(current).__qualname__} at " + " > ".join(places or ["?"]))
        current = current.__cause__ or current.__context__
    return "\n  caused by ".join(lines)


def _short(filename: str) -> str:
    """The end of a path; its beginning names the person's home."""
    return "/".join(filename.replace("\\", "/").split("/")[-3:])


class RedactingFormatter(logging.Formatter):
    """Formats a record and redacts the result; exceptions only by type and place."""

    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)s %(threadName)s %(name)s: %(message)s")

    def format(self, record: logging.LogRecord) -> str:
        """The whole line, safe to write."""
        message = redact(record.getMessage())
        stamp = f"{self.formatTime(record)} {record.levelname} {record.threadName} {record.name}"
        line = f"{stamp}: {message}"
        if record.exc_info and record.exc_info[1] is not None:
            line += f"\n  {describe(record.exc_info[1])}"
        return line
