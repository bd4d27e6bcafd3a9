# SPDX-License-Identifier: Apache-2.0
"""Turns bytes into wire types; a bad record is rejected alone, never its page.

Errors carry field paths only: a decoder's own message may quote content.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TypeVar

import msgspec

from desktop_agent.domain.errors import EnvironmentProblem, ProblemCode
from desktop_agent.provider.chatwoot.wire import WireId
from desktop_agent.provider.port import Reject

T = TypeVar("T")

UNREADABLE = (msgspec.DecodeError, RecursionError, UnicodeDecodeError)
"""What the decoder raises for bytes that are not the declared shape; nesting bombs recurse."""

_PATH = re.compile(r"`(\$[^`]{0,120})`")
_ID = msgspec.json.Decoder(WireId)


class RecordError(Exception):
    """A decoded record makes no sense; `where` is a field path."""

    def __init__(self, where: str) -> None:
        super().__init__(where)
        self.where = where


def path_of(error: Exception) -> str:
    """The field path inside a decoder's error, without the words around it."""
    if isinstance(error, RecordError):
        return error.where
    if isinstance(error, RecursionError):
        return "$ (nesting)"
    found = _PATH.search(str(error))
    return found.group(1) if found else "$"


def decode_answer(body: bytes, decoder: msgspec.json.Decoder[T]) -> T:
    """Decode a whole answer. Raises `EnvironmentProblem(BAD_ANSWER)`."""
    try:
        return decoder.decode(body)
    except UNREADABLE as error:
        raise EnvironmentProblem(ProblemCode.BAD_ANSWER, where=path_of(error)) from None


def decode_or(body: msgspec.Raw | bytes, decoder: msgspec.json.Decoder[T], otherwise: T) -> T:
    """Decode a part that the record can do without."""
    try:
        return decoder.decode(body)
    except UNREADABLE:
        return otherwise


def reject_of(raw: msgspec.Raw | bytes, what: str, error: Exception) -> Reject:
    """Describe a record that was not understood, by path and id only."""
    try:
        record_id = _ID.decode(raw).id
    except UNREADABLE:
        record_id = None
    return Reject(what, path_of(error), record_id)


def decode_records(
    raws: Iterable[msgspec.Raw], decoder: msgspec.json.Decoder[T], what: str
) -> tuple[list[T], list[Reject]]:
    """Decode records one by one."""
    records: list[T] = []
    rejects: list[Reject] = []
    for raw in raws:
        try:
            records.append(decoder.decode(raw))
        except UNREADABLE as error:
            rejects.append(reject_of(raw, what, error))
    return records, rejects
