# SPDX-License-Identifier: Apache-2.0
"""Evaluates the Liquid in outgoing text as the server does (chatwoot trap 8); knows no tickets."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Final
from urllib.parse import unquote_plus

# The server exempts code before it looks for tags, so a backtick inside a tag tears the tag apart.
_CODE: Final = re.compile(r"(`[^`]*`)")
_TAG: Final = re.compile(r"\{\{(.*?)\}\}|\{%.*?%\}", re.DOTALL)
_OUTPUT: Final = re.compile(
    r"""
    \s* (?: '(?P<single>[^']*)' | "(?P<double>[^"]*)" | (?P<name>[\w.]+) )
    \s* (?P<filters> (?: \| \s* \w+ \s* )* )
    """,
    re.VERBOSE,
)
_FILTERS: Final[Mapping[str, Callable[[str], str]]] = {"url_decode": unquote_plus}


def render_liquid(text: str, values: Mapping[str, str]) -> str:
    """Print quoted strings and known names; all other tags vanish, code stays as it is."""

    def printed(tag: re.Match[str]) -> str:
        return _output(tag.group(1) or "", values)

    pieces = _CODE.split(text)
    pieces[::2] = [_TAG.sub(printed, piece) for piece in pieces[::2]]
    return "".join(pieces)


def _output(expression: str, values: Mapping[str, str]) -> str:
    found = _OUTPUT.fullmatch(expression)
    if found is None:
        return ""
    quoted = found["single"] if found["single"] is not None else found["double"]
    value = values.get(found["name"], "") if quoted is None else quoted
    for name in found["filters"].split("|")[1:]:
        apply = _FILTERS.get(name.strip())
        if apply is None:
            return ""
        value = apply(value)
    return value
