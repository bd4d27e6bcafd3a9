# SPDX-License-Identifier: Apache-2.0
"""The position in the change feed: the server's time at which a completed sweep began. Pure."""

from __future__ import annotations

import math

import msgspec

from desktop_agent.domain.ids import Cursor


class _Position(msgspec.Struct, frozen=True):
    v: int
    at: float


_DECODER = msgspec.json.Decoder(_Position)
_VERSION = 1


def encode_cursor(server_s: float) -> Cursor:
    """Write a position; `server_s` is unix seconds by the server."""
    return Cursor(msgspec.json.encode(_Position(_VERSION, round(server_s, 3))).decode())


def decode_cursor(cursor: Cursor) -> float | None:
    """Read a position; None for one that this version did not write: scan everything then."""
    try:
        position = _DECODER.decode(cursor.encode())
    except msgspec.DecodeError:
        return None
    if position.v != _VERSION or not math.isfinite(position.at) or position.at < 0:
        return None
    return position.at
