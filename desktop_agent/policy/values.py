# SPDX-License-Identifier: Apache-2.0
"""Reads single JSON values into types. Errors say what was wanted, never what was found."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import TypeVar
from urllib.parse import SplitResult, urlsplit

from desktop_agent.domain.directory import ProcessingRecord
from desktop_agent.domain.ids import ChannelId
from desktop_agent.policy.policy import NO_PROXY, SYSTEM_PROXY

E = TypeVar("E", bound=StrEnum)


class BadValueError(ValueError):
    """A value that is not what its key wants; the message is a code and safe to show."""


def flag(value: object) -> bool:
    """JSON true or false."""
    if not isinstance(value, bool):
        raise BadValueError("not_a_boolean")
    return value


def number(low: float, high: float) -> Callable[[object], float]:
    """A number within bounds, both included."""

    def read(value: object) -> float:
        if isinstance(value, bool) or not isinstance(value, (int, float)):
            raise BadValueError("not_a_number")
        if not low <= value <= high:
            raise BadValueError("out_of_range")
        return float(value)

    return read


def one_of(kind: type[E]) -> Callable[[object], E]:
    """One of an enum's words."""

    def read(value: object) -> E:
        text = _text(value)
        try:
            return kind(text)
        except ValueError:
            raise BadValueError("not_allowed") from None

    return read


def origin(value: object) -> str:
    """`https://host[:port]`, no path; plain http on the own machine only."""
    text = _text(value)
    parts = _split(text)
    is_local = parts.hostname in ("127.0.0.1", "::1", "localhost")
    if parts.scheme != "https" and not (parts.scheme == "http" and is_local):
        raise BadValueError("not_https")
    if (
        not parts.hostname
        or parts.path.strip("/")
        or parts.query
        or parts.fragment
        or parts.username
    ):
        raise BadValueError("not_an_origin")
    return f"{parts.scheme}://{parts.netloc}"


def proxy(value: object) -> str:
    """`system`, `none` or an http, https or socks5 URL without a password."""
    text = _text(value)
    if text in (SYSTEM_PROXY, NO_PROXY):
        return text
    parts = _split(text)
    if parts.scheme not in ("http", "https", "socks5", "socks5h") or not parts.hostname:
        raise BadValueError("not_a_proxy")
    if parts.password:
        raise BadValueError("has_a_password")
    return text


def existing_file(value: object) -> Path:
    """An absolute path to a file that is there."""
    path = Path(_text(value))
    if not path.is_absolute():
        raise BadValueError("not_absolute")
    if not path.is_file():
        raise BadValueError("no_such_file")
    return path


def hosts(value: object) -> tuple[str, ...]:
    """Host names without scheme, path or wildcard."""
    if not isinstance(value, list):
        raise BadValueError("not_a_list")
    names = tuple(_text(one).lower() for one in value)
    if any(not name or set(name) & set("/:*@ ") for name in names):
        raise BadValueError("not_a_host")
    return names


def processing(value: object) -> dict[ChannelId, ProcessingRecord]:
    """Processing records by channel id."""
    if not isinstance(value, dict):
        raise BadValueError("not_an_object")
    return {_channel_id(key): _record(record) for key, record in value.items()}


def _channel_id(key: object) -> ChannelId:
    if not isinstance(key, str) or not key.isdecimal() or not key.isascii():
        raise BadValueError("not_a_channel_id")
    return ChannelId(int(key))


_RECORD_KEYS = {
    "provider",
    "region",
    "contract_on",
    "transfer_basis",
    "sub_processors",
    "privacy_notice",
}


def _record(value: object) -> ProcessingRecord:
    if not isinstance(value, dict) or not set(value) <= _RECORD_KEYS:
        raise BadValueError("not_a_record")
    count = value.get("sub_processors")
    if count is not None and (isinstance(count, bool) or not isinstance(count, int) or count < 0):
        raise BadValueError("not_a_count")
    return ProcessingRecord(
        provider=_text(value.get("provider", "")),
        region=_text(value.get("region", "")),
        contract_on=_day(value.get("contract_on")),
        transfer_basis=_text(value.get("transfer_basis", "")),
        sub_processors=count,
        privacy_notice=_text(value.get("privacy_notice", "")),
    )


def _day(value: object) -> date | None:
    if value is None:
        return None
    text = _text(value)
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise BadValueError("not_a_date") from None


def text(most: int) -> Callable[[object], str]:
    """A text of at most so many characters."""

    def read(value: object) -> str:
        found = _text(value).strip()
        if len(found) > most:
            raise BadValueError("too_long")
        return found

    return read


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise BadValueError("not_a_text")
    return value


def _split(text: str) -> SplitResult:
    try:
        parts = urlsplit(text)
        _ = parts.port  # out of range shows only when it is asked for
    except ValueError:
        raise BadValueError("not_a_url") from None
    return parts
