# SPDX-License-Identifier: Apache-2.0
"""Makes foreign text harmless to look at. Must not change what is stored or copied elsewhere.

Characters that reorder, hide or pile up text are replaced by something that can be seen.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

REPLACEMENT: Final = "\N{REPLACEMENT CHARACTER}"
MAX_STACKED: Final = 6
"""Combining characters in a row that real languages need; more would paint over neighbours."""

_OVERRIDES: Final = {0x202D: "⟨LRO⟩", 0x202E: "⟨RLO⟩"}
_DROPPED: Final = dict.fromkeys(
    [
        *(0x00AD, 0x200B, 0x2060, 0x2061, 0x2062, 0x2063, 0x2064, 0xFEFF),
        *(0x202A, 0x202B, 0x202C, 0x2066, 0x2067, 0x2068, 0x2069),
        *range(0x206A, 0x2070),
    ]
)
_CONTROLS: Final = (
    {code: chr(0x2400 + code) for code in range(0x20) if code not in (0x09, 0x0A)}
    | {0x7F: "\N{SYMBOL FOR DELETE}"}
    | dict.fromkeys(range(0x80, 0xA0), REPLACEMENT)
    | {0x2028: "\n", 0x2029: "\n"}
)
_TABLE: Final[dict[int, str | None]] = {**_OVERRIDES, **_DROPPED, **_CONTROLS}
_COMBINING: Final = (
    "\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u0610-\u061a\u064b-\u065f\u1ab0-\u1aff\u1dc0-\u1dff"
    "\u20d0-\u20ff\ufe20-\ufe2f"
)
_SUSPECT: Final = re.compile(
    f"[{_COMBINING}\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u200b\u2028-\u202e\u2060-\u206f\ufeff"
    "\ud800-\udfff\U000e0000-\U000e007f]"
)
_STACKED: Final = re.compile(f"([{_COMBINING}]{{{MAX_STACKED}}})[{_COMBINING}]+")
_TAGS: Final = re.compile("(\U0001f3f4[\U000e0020-\U000e007e]+\U000e007f)|[\U000e0000-\U000e007f]")
_SURROGATES: Final = re.compile("[\ud800-\udfff]")


def shown(text: str) -> str:
    """The text as it may be painted.

    Line breaks and tabs stay, as do joiners and direction marks that scripts and emoji need. Bidi
    overrides are named, embeddings and invisible characters go, control characters become their
    symbols, flags keep their tag characters.
    """
    text = text.replace("\r\n", "\n")
    if _SUSPECT.search(text) is None:
        return text
    text = _SURROGATES.sub(REPLACEMENT, text)
    text = _TAGS.sub(lambda found: found.group(1) or "", text)
    return _STACKED.sub(r"\1", text.translate(_TABLE))


def one_line(text: str, limit: int = 200) -> str:
    """The text on one line, cut after `limit` characters."""
    line = " ".join(shown(text[: limit * 2]).split())
    return line if len(line) <= limit else line[: limit - 1].rstrip() + "…"


def file_name(name: str, fallback: str) -> str:
    """A name under which a foreign file may be saved: no folders, no tricks, never empty."""
    cleaned = "".join(
        character
        for character in shown(name).replace("\n", " ").replace("\t", " ")
        if unicodedata.category(character) not in ("Cc", "Cf", "Cs")
    )
    cleaned = re.sub(r'[\\/:*?"<>|]+', "_", cleaned).strip(" .")
    stem = cleaned.split(".")[0].upper()
    if not cleaned or stem in _DEVICE_NAMES:
        return fallback
    return cleaned[-120:].lstrip(" .") or fallback


_DEVICE_NAMES: Final = frozenset(
    ["CON", "PRN", "AUX", "NUL", *(f"{port}{n}" for port in ("COM", "LPT") for n in range(1, 10))]
)
"""Names that Windows keeps for devices."""


def utf16_length(text: str) -> int:
    """Length in the units in which Qt counts positions."""
    if text.isascii():
        return len(text)
    return len(text) + sum(character > "\uffff" for character in text)
