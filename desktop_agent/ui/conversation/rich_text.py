# SPDX-License-Identifier: Apache-2.0
"""Turns a message's plain text into text and formats: WhatsApp's marks and links, nothing else.

Positions in the result are UTF-16 units, as Qt counts. Must not produce markup of any kind.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from enum import Flag
from typing import Final

from desktop_agent.domain.light_dataclass import dataclass
from desktop_agent.ui.conversation.links import Link, find_links
from desktop_agent.ui.conversation.safe_text import shown, utf16_length

MAX_SHOWN: Final = 12_000
"""Characters painted in a bubble; the reader opened from it shows the whole text."""


class Mark(Flag):
    """How a stretch of text looks."""

    NONE = 0
    BOLD = 1
    ITALIC = 2
    STRIKE = 4
    MONO = 8
    LINK = 16


@dataclass(frozen=True, slots=True)
class Span:
    """A formatted stretch; `link` is set where it leads somewhere."""

    start: int
    length: int
    mark: Mark
    link: Link | None = None


@dataclass(frozen=True, slots=True)
class RichText:
    """Text without its marks, and what they meant."""

    text: str
    spans: tuple[Span, ...] = ()


_MARKS: Final = {"*": Mark.BOLD, "_": Mark.ITALIC, "~": Mark.STRIKE}
_FENCE: Final = "```"
_SPECIAL: Final = re.compile(r"[*_~]|```")


@dataclass(frozen=True, slots=True)
class _Stretch:
    """A range of the source that has a mark; `start` and `end` are in characters."""

    start: int
    end: int
    mark: Mark
    link: Link | None = None


def parse(source: str) -> RichText:
    """Read the marks of a message; unbalanced ones stay as they were typed."""
    text = shown(source)
    if len(text) > MAX_SHOWN:
        text = text[:MAX_SHOWN].rstrip() + " …"
    links = find_links(text)
    if not links and _SPECIAL.search(text) is None:
        return RichText(text)
    dropped: set[int] = set()
    stretches = [_Stretch(k.start, k.start + k.length, Mark.LINK, k) for k in links]
    covered = [(stretch.start, stretch.end) for stretch in stretches]
    covered += _read_fences(text, stretches, dropped)
    _read_inline(text, sorted(covered), stretches, dropped)
    return _without(text, stretches, dropped)


def _read_fences(text: str, stretches: list[_Stretch], dropped: set[int]) -> list[tuple[int, int]]:
    """Mark ```mono``` parts; they may span lines and hold no other marks."""
    covered = []
    at = text.find(_FENCE)
    while at != -1:
        end = text.find(_FENCE, at + 3)
        if end == -1:
            break
        if text[at + 3 : end].strip():
            stretches.append(_Stretch(at + 3, end, Mark.MONO))
            dropped.update(range(at, at + 3), range(end, end + 3))
            covered.append((at, end + 3))
        at = text.find(_FENCE, end + 3)
    return covered


def _read_inline(
    text: str,
    covered: list[tuple[int, int]],
    stretches: list[_Stretch],
    dropped: set[int],
) -> None:
    """One pass from left to right with the marks that are open on the current line."""
    open_marks: list[int] = []
    skip = iter([*covered, (len(text), len(text))])
    skip_start, skip_end = next(skip)
    line_end = -1
    for found in _SPECIAL.finditer(text):
        at = found.start()
        while at >= skip_end and skip_start < len(text):
            skip_start, skip_end = next(skip)
        if skip_start <= at < skip_end or found.group() == _FENCE:
            continue
        if at > line_end:
            open_marks.clear()
            line_end = text.find("\n", at)
            line_end = len(text) if line_end == -1 else line_end
        before = text[at - 1] if at else " "
        after = text[at + 1] if at + 1 < len(text) else " "
        opener = next((o for o in reversed(open_marks) if text[o] == text[at]), None)
        if opener is not None and opener + 1 < at and not before.isspace() and _is_edge(after):
            del open_marks[open_marks.index(opener) :]
            stretches.append(_Stretch(opener + 1, at, _MARKS[text[at]]))
            dropped.update((opener, at))
        elif opener is None and _is_edge(before) and not after.isspace():
            open_marks.append(at)


def _is_edge(character: str) -> bool:
    return not character.isalnum()


def _without(text: str, stretches: list[_Stretch], dropped: set[int]) -> RichText:
    """Leave the marks out, write the real host behind addresses that hide it, count in UTF-16."""
    hosts = {s.end: f" ⟨{s.link.host}⟩" for s in stretches if s.link and not s.link.is_plain}
    cuts = sorted(
        {0, len(text), *hosts, *(s.start for s in stretches), *(s.end for s in stretches)}
    )
    gone = sorted(dropped)
    parts: list[str] = []
    place: dict[int, int] = {}
    length = 0
    for start, end in zip(cuts, [*cuts[1:], len(text)], strict=True):
        place[start] = length
        host = hosts.get(start, "")
        piece = _kept(text, start, end, gone)
        parts += [host, piece]
        length += utf16_length(host) + utf16_length(piece)
    spans = [Span(place[s.start] + _host_before(hosts, s), 0, s.mark, s.link) for s in stretches]
    ends = [place[s.end] for s in stretches]
    return RichText(
        "".join(parts),
        tuple(
            Span(span.start, end - span.start, span.mark, span.link)
            for span, end in zip(spans, ends, strict=True)
            if end > span.start
        ),
    )


def _kept(text: str, start: int, end: int, gone: list[int]) -> str:
    """The text from `start` to `end` without the characters at the sorted places `gone`."""
    first, last = bisect_left(gone, start), bisect_left(gone, end)
    if first == last:
        return text[start:end]
    edges = [start, *(at + 1 for at in gone[first:last])]
    ends = [*gone[first:last], end]
    return "".join(text[a:b] for a, b in zip(edges, ends, strict=True))


def _host_before(hosts: dict[int, str], stretch: _Stretch) -> int:
    return utf16_length(hosts.get(stretch.start, ""))
