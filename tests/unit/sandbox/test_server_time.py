# SPDX-License-Identifier: Apache-2.0
"""Every answer tells the time of the simulated server, not of the machine."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

import httpx
import pytest

from tests.unit.sandbox.conftest import Office

DAY = timedelta(days=1)
SLACK = timedelta(seconds=5)


def _date(answer: httpx.Response) -> datetime:
    (date,) = answer.headers.get_list("date")
    return parsedate_to_datetime(date)


def _is_about(told: datetime, expected: datetime) -> bool:
    # Dates have whole seconds, and the answer itself takes a moment.
    return abs(told - expected) < SLACK


def test_date_of_answers_follows_the_advanced_clock(office: Office) -> None:
    marie = office.rest()
    assert _is_about(_date(marie.get("agents")), datetime.now(UTC))
    office.control.advance_clock(int(DAY.total_seconds()))
    assert _is_about(_date(marie.get("agents")), datetime.now(UTC) + DAY)


def test_probe_tells_the_advanced_clock(office: Office) -> None:
    office.control.advance_clock(int(DAY.total_seconds()))
    answer = httpx.get(f"{office.url}/api")
    told = datetime.fromisoformat(f"{answer.json()['timestamp']}+00:00")
    assert _is_about(told, datetime.now(UTC) + DAY)
    assert _is_about(_date(answer), told)


@pytest.mark.parametrize("kind", ["rate_limited", "html_error", "error_after_commit", "wrong_json"])
def test_answers_of_faults_are_dated_too(office: Office, kind: str) -> None:
    office.control.advance_clock(int(DAY.total_seconds()))
    office.control.add_fault(kind, count=1)
    assert _is_about(_date(office.rest().get("agents")), datetime.now(UTC) + DAY)


def test_an_unchanged_list_is_dated_anew(office: Office) -> None:
    marie = office.rest()
    etag = marie.get("agents").headers["etag"]
    office.control.advance_clock(int(DAY.total_seconds()))
    answer = marie.send("GET", "agents", headers={"If-None-Match": etag})
    assert answer.status_code == 304
    assert _is_about(_date(answer), datetime.now(UTC) + DAY)
