# SPDX-License-Identifier: Apache-2.0
"""Protects typed text on its way through the server, so that the customer reads what was typed.

The server treats outgoing content twice as a language (chatwoot traps 8 and 9): on creation as a
Liquid template, and when it sends, on most channels, as Markdown. Both are undone by escaping:

- Markdown (`escape_markdown`): backslashes before everything that CommonMark could read as markup,
  so that `*fett*` reaches WhatsApp as `*fett*` and not as `_fett_`. Blanks at the start of a line
  become `&#32;`, which CommonMark keeps.
- Liquid (`escape_liquid`), applied last because the server undoes it first: the brace that would
  open `{{` or `{%` becomes `{{ '{' }}`, which Liquid prints as a brace. Text between backticks is
  not evaluated by the server, so where an opener occurs, backticks too are printed by Liquid.

Notes are not rendered for a channel and get the Liquid half only, as do template values.
"""

from __future__ import annotations

import html
import re

_BRACE = "{{ '{' }}"
_BACKTICK = "{{ '%60' | url_decode }}"
_OPENER = re.compile(r"\{(?=[{%])")
_HAS_OPENER = re.compile(r"\{[{%]")

_INLINE = re.compile(
    r"""
    [\\`*\[\]<]                  # code, emphasis, links, HTML
    | (?<![^\W_])_ | _(?![^\W_])  # an underscore that is not inside a word
    | ~(?=~) | (?<=~)~            # strikethrough, fences
    | &(?=\#?\w{1,31};)           # entities
    """,
    re.VERBOSE,
)
_LINE_START = re.compile(
    r"""
    ^(?:
        (?P<mark>[#>=+-])       # heading, quote, underline of a heading, list
      | (?P<number>\d{1,9})(?P<dot>[.)])  # numbered list
    )
    """,
    re.VERBOSE | re.MULTILINE,
)
_INDENT = re.compile(r"^(?P<blank>[ \t])(?=[ \t]*\S)", re.MULTILINE)
_BLANKS = {" ": "&#32;", "\t": "&#9;"}

_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])|(&\#(?:32|9);)")


def protect_reply(text: str, *, is_markdown: bool) -> str:
    """Text for a customer; `is_markdown` when the channel has a renderer."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return escape_liquid(escape_markdown(text) if is_markdown else text)


def escape_markdown(text: str) -> str:
    """Escape so that CommonMark renders exactly `text`; `unescape_markdown` is its inverse."""
    escaped = _INLINE.sub(lambda found: "\\" + found.group(), text)
    escaped = _LINE_START.sub(_escape_line_start, escaped)
    return _INDENT.sub(lambda found: _BLANKS[found.group("blank")], escaped)


def unescape_markdown(text: str) -> str:
    """What a reader sees of text that `escape_markdown` made."""
    return _ESCAPED.sub(lambda found: found.group(1) or html.unescape(found.group(2)), text)


def escape_liquid(text: str) -> str:
    """Escape so that Liquid prints exactly `text`, wherever backticks stand."""
    if not _HAS_OPENER.search(text):
        return text
    marked = _OPENER.sub("\0", text.replace("\0", ""))
    return marked.replace("`", _BACKTICK).replace("\0", _BRACE)


def escape_liquid_value(text: str) -> str:
    """The same for template values, where the server protects no backticks."""
    return _OPENER.sub(_BRACE, text)


def _escape_line_start(found: re.Match[str]) -> str:
    if found.group("mark"):
        return "\\" + found.group("mark")
    return f"{found.group('number')}\\{found.group('dot')}"
