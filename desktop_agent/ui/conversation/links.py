# SPDX-License-Identifier: Apache-2.0
"""Finds web addresses in plain text and says where they really lead. Opens nothing."""

from __future__ import annotations

import re
from typing import Final
from urllib.parse import urlsplit

from desktop_agent.domain.light_dataclass import dataclass

_CANDIDATE: Final = re.compile(r"(?:https?://|www\.)[^\s<>\"“”„‚‘’]{1,2000}", re.IGNORECASE)
_TRAILING: Final = ".,;:!?*_~'…"
_PAIRS: Final = {")": "(", "]": "[", "}": "{"}


@dataclass(frozen=True, slots=True)
class Link:
    """`start` and `length` are in characters of the text; `host` is in its ASCII form.

    `is_plain` is False where the written address does not begin with that host: credentials before
    an "@" or look-alike letters.
    """

    start: int
    length: int
    url: str
    host: str
    is_plain: bool


def find_links(text: str) -> tuple[Link, ...]:
    """All http and https addresses, left to right; anything else stays text."""
    if "://" not in text and "www." not in text.lower():
        return ()
    links = []
    for found in _CANDIDATE.finditer(text):
        if found.start() and text[found.start() - 1].isalnum():
            continue
        link = _link(found.start(), _trimmed(found.group()))
        if link is not None:
            links.append(link)
    return tuple(links)


def _trimmed(address: str) -> str:
    while address:
        last = address[-1]
        is_lonely = last in _PAIRS and address.count(last) > address.count(_PAIRS[last])
        if last not in _TRAILING and not is_lonely:
            break
        address = address[:-1]
    return address


def _link(start: int, written: str) -> Link | None:
    url = written if "://" in written else f"https://{written}"
    try:
        parts = urlsplit(url)
        name = parts.hostname or ""
        host = name.encode("idna").decode("ascii")
        _port = parts.port  # raises for a port that is none
    except ValueError:
        return None
    if parts.scheme.lower() not in ("http", "https") or "." not in host.strip("."):
        return None
    is_plain = parts.netloc.isascii() and "@" not in parts.netloc
    return Link(start, len(written), url, host, is_plain)
