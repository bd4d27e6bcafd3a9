# SPDX-License-Identifier: Apache-2.0
"""One HTTP answer, read and bounded. Holds no connection."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from desktop_agent.domain.light_dataclass import dataclass

DEVICE_HEADERS = ("access-token", "client", "uid")


@dataclass(frozen=True, slots=True)
class Answer:
    """Status, the headers that matter and the whole body.

    `sent_at`/`received_at` are monotonic seconds around the request; `date` is the server's own
    time when it told one. The body is never shown by `repr`: it may hold content.
    """

    status: int
    content_type: str
    body: bytes
    sent_at: float
    received_at: float
    date: datetime | None = None
    retry_after_s: float | None = None
    location: str = ""
    device: Mapping[str, str] = field(default_factory=dict)
    """What names the device session that a password sign-in opened (chatwoot §1.2)."""

    def __repr__(self) -> str:
        return f"<Answer {self.status}, {len(self.body)} bytes>"

    @property
    def is_ok(self) -> bool:
        """2xx."""
        return 200 <= self.status < 300

    @property
    def is_json(self) -> bool:
        """The answer says that it is JSON."""
        return self.content_type in ("application/json", "text/json")


def media_type(header: str | None) -> str:
    """The bare lower-case media type of a Content-Type header."""
    return (header or "").split(";", 1)[0].strip().lower()


def http_date(header: str | None) -> datetime | None:
    """Parse a Date header."""
    if not header:
        return None
    try:
        at = parsedate_to_datetime(header)
    except ValueError:
        return None
    return at.astimezone(UTC) if at.tzinfo else at.replace(tzinfo=UTC)


def retry_after(header: str | None, date: datetime | None) -> float | None:
    """Seconds out of a Retry-After header in either of its forms."""
    if not header:
        return None
    text = header.strip()
    if text.isascii() and text.isdigit() and len(text) < 10:
        return float(text)
    until = http_date(text)
    if until is None or date is None:
        return None
    return max(0.0, (until - date).total_seconds())
