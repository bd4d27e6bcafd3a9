# SPDX-License-Identifier: Apache-2.0
"""How words are made comparable for the search: case, marks, ß and umlauts. Pure text, no SQL.

"Müller" is found by muller, müller and mueller; "Straße" by strasse; "Mueller" by mueller and
müller. The full-text index folds case and marks itself (unicode61), so only ß and the second
spelling of words with umlauts are prepared here.
"""

from __future__ import annotations

import re
import unicodedata

INDEX_VERSION = "1"
"""Raise it whenever `index_text` changes: held indexes are then rebuilt."""

_WORD = re.compile(r"[^\W_]+")
_UMLAUT_WORD = re.compile(r"[^\W_]*[äöüÄÖÜ][^\W_]*")
_SPELLED_OUT = str.maketrans(
    {"ä": "ae", "ö": "oe", "ü": "ue", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue", "ß": "ss", "ẞ": "SS"}
)
_SHARP_S = str.maketrans({"ß": "ss", "ẞ": "SS"})


def index_text(text: str) -> str:
    """What the full-text index is given for a text; the same text always gives the same."""
    if text.isascii():
        return text
    text = unicodedata.normalize("NFC", text).translate(_SHARP_S)
    spelled = " ".join(word.translate(_SPELLED_OUT) for word in _UMLAUT_WORD.findall(text))
    return f"{text}\n{spelled}" if spelled else text


def fold(word: str) -> str:
    """One comparable form: lower case, without marks, ss for ß."""
    if word.isascii():
        return word.lower()
    parts = unicodedata.normalize("NFKD", word.casefold())
    return "".join(char for char in parts if not unicodedata.combining(char))


def forms(word: str) -> tuple[str, ...]:
    """Every form under which a word can be found: folded, and with its umlauts spelled out."""
    plain = fold(word)
    if word.isascii():
        return (plain,)
    spelled = fold(unicodedata.normalize("NFC", word).translate(_SPELLED_OUT))
    return (plain,) if spelled == plain else (plain, spelled)


def words(text: str) -> list[str]:
    """The words of a text as typed, in order."""
    return _WORD.findall(unicodedata.normalize("NFC", text))
