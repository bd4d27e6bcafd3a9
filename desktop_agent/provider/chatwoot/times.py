# SPDX-License-Identifier: Apache-2.0
"""Reads the server's mixed time formats (chatwoot trap 31). Knows no time zone but UTC."""

from __future__ import annotations

import math
from datetime import UTC, datetime

from desktop_agent.provider.chatwoot.decode import RecordError

_LATEST = 32_503_680_000.0
"""The year 3000; anything later is nonsense that later arithmetic would trip over."""


def moment(value: int | float | str | None, where: str) -> datetime | None:
    """Unix seconds, ISO text or the 0 that stands for null. Raises `RecordError`."""
    if value is None or value in (0, ""):
        return None
    try:
        seconds = _iso_seconds(value) if isinstance(value, str) else float(value)
        if not math.isfinite(seconds) or not 0 <= seconds <= _LATEST:
            raise RecordError(where)
        return datetime.fromtimestamp(seconds, UTC)
    except (ValueError, OverflowError, OSError):
        raise RecordError(where) from None


def needed_moment(value: int | float | str | None, where: str) -> datetime:
    """Like `moment`, for a time that must be there. Raises `RecordError`."""
    at = moment(value, where)
    if at is None:
        raise RecordError(where)
    return at


def _iso_seconds(text: str) -> float:
    if len(text) > 40:
        raise ValueError("too long")
    at = datetime.fromisoformat(text)
    return (at if at.tzinfo else at.replace(tzinfo=UTC)).timestamp()
