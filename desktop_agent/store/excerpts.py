# SPDX-License-Identifier: Apache-2.0
"""Cuts an excerpt around the found words of a message and marks them. Pure text, no SQL."""

from __future__ import annotations

import re
from collections.abc import Iterator

from desktop_agent.domain.light_dataclass import dataclass
from desktop_agent.store.folding import forms

_WORD = re.compile(r"[^\W_]+(?:[\u0300-\u036f]+[^\W_]*)*")
_SPACE = re.compile(r"\s")
LENGTH = 140
"""Characters of an excerpt without its ellipses: two lines of a search result."""
_LEAD = 40


@dataclass(frozen=True, slots=True)
class Wanted:
    """A word that was searched for, by all its forms; the last one counts as a beginning."""

    forms: tuple[str, ...]
    is_prefix: bool = False

    def is_met_by(self, word: str) -> bool:
        """True when a word of a text is this one."""
        found = forms(word)
        if self.is_prefix:
            return any(one.startswith(form) for one in found for form in self.forms)
        return any(one in self.forms for one in found)


def excerpt(text: str, wanted: tuple[Wanted, ...]) -> tuple[str, tuple[tuple[int, int], ...]]:
    """The part around the first found word on one line, and (start, length) of each found word."""
    flat = _SPACE.sub(" ", text)
    spans = list(_spans(flat, wanted))
    start, end = _cut(flat, spans[0][0] if spans else 0)
    head = "…" if start else ""
    tail = "…" if end < len(flat) else ""
    marks = tuple(
        (left - start + len(head), right - left)
        for left, right in spans
        if left >= start and right <= end
    )
    return f"{head}{flat[start:end]}{tail}", marks


def has_word(text: str, wanted: Wanted) -> bool:
    """True when a text holds the wanted word."""
    return next(_spans(text, (wanted,)), None) is not None


def _spans(text: str, wanted: tuple[Wanted, ...]) -> Iterator[tuple[int, int]]:
    """Where the wanted words stand. Folding is dear, so words are first sorted out by a letter."""
    initials = {form[0] for one in wanted for form in one.forms}
    for match in _WORD.finditer(text):
        initial = text[match.start()]
        if initial.isascii() and initial.lower() not in initials:
            continue
        word = match.group()
        if any(one.is_met_by(word) for one in wanted):
            yield match.span()


def _cut(flat: str, first: int) -> tuple[int, int]:
    """Bounds of the excerpt, moved to word boundaries where one is near."""
    start = max(0, min(first - _LEAD, len(flat) - LENGTH))
    if start:
        space = flat.find(" ", start, first)
        start = start if space < 0 else space + 1
    end = min(len(flat), start + LENGTH)
    if end < len(flat):
        space = flat.rfind(" ", first + 1, end)
        end = end if space <= start else space
    return start, end
