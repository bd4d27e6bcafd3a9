# SPDX-License-Identifier: Apache-2.0
"""Headers of answers: types, dates, waits; bodies never show."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from desktop_agent.provider.chatwoot.answer import Answer, http_date, media_type, retry_after

AT = datetime(2026, 5, 28, 20, 26, 40, tzinfo=UTC)
DATE = "Thu, 28 May 2026 20:26:40 GMT"


@pytest.mark.parametrize(
    ("header", "bare"),
    [
        ("application/json; charset=utf-8", "application/json"),
        ("Text/HTML", "text/html"),
        ("", ""),
        (None, ""),
    ],
)
def test_media_type_is_bare(header: str | None, bare: str) -> None:
    assert media_type(header) == bare


@pytest.mark.parametrize(("header", "at"), [(DATE, AT), ("yesterday", None), ("", None)])
def test_date_header(header: str, at: datetime | None) -> None:
    assert http_date(header) == at


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        ("30", 30.0),
        (" 0 ", 0.0),
        ("Thu, 28 May 2026 20:27:10 GMT", 30.0),
        ("Thu, 28 May 2026 20:20:00 GMT", 0.0),
        ("-5", None),
        ("soon", None),
        ("9" * 40, None),
        (None, None),
    ],
)
def test_retry_after_in_both_forms(header: str | None, seconds: float | None) -> None:
    assert retry_after(header, AT) == seconds


def test_bodies_never_show() -> None:
    answer = Answer(200, "application/json", b'{"content":"marker"}', 0.0, 0.0)
    assert "marker" not in repr(answer)
    assert answer.is_ok
    assert answer.is_json
