# SPDX-License-Identifier: Apache-2.0
"""Times and durations in German and English words, in the person's own time zone."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QApplication

from desktop_agent.ui import when
from desktop_agent.ui.language import LanguageChoice, Languages

NOW = datetime(2026, 11, 21, 9, 44, tzinfo=UTC)


@pytest.fixture(params=["de", "en"])
def language(request: pytest.FixtureRequest, qapp: QApplication) -> Iterator[str]:
    """Berlin time in each language."""
    old_zone, old_locale = os.environ.get("TZ"), QLocale()
    os.environ["TZ"] = "Europe/Berlin"
    time.tzset()
    languages = Languages(qapp)
    languages.choose(LanguageChoice(request.param))
    QLocale.setDefault(QLocale("de_DE" if request.param == "de" else "en_GB"))
    yield request.param
    languages.choose(LanguageChoice.ENGLISH)
    QLocale.setDefault(old_locale)
    if old_zone is None:
        del os.environ["TZ"]
    else:
        os.environ["TZ"] = old_zone
    time.tzset()


@pytest.mark.parametrize(
    ("ago", "german", "english"),
    [
        (timedelta(minutes=2), "10:42", "10:42"),
        (timedelta(hours=10), "00:44", "00:44"),
        (timedelta(hours=11), "gestern", "yesterday"),
        (timedelta(days=3), "Mi", "Wed"),
        (timedelta(days=18), "03.11.", "03/11"),
        (timedelta(days=400), "17.10.2025", "17/10/2025"),
        (timedelta(minutes=-5), "10:49", "10:49"),
    ],
    ids=["today", "after-midnight", "yesterday", "this-week", "this-year", "long-ago", "future"],
)
def test_a_row_says_when(language: str, ago: timedelta, german: str, english: str) -> None:
    words = when.list_time(NOW - ago, NOW)
    assert words.rstrip(".") == (german if language == "de" else english).rstrip(".")


@pytest.mark.parametrize(
    ("length", "german", "english"),
    [
        (timedelta(seconds=-5), "unter 1 Min", "less than 1 min"),
        (timedelta(seconds=59), "unter 1 Min", "less than 1 min"),
        (timedelta(minutes=22), "22 Min", "22 min"),
        (timedelta(hours=1, minutes=18), "1 Std 18 Min", "1 h 18 min"),
        (timedelta(hours=3), "3 Std", "3 h"),
        (timedelta(days=2, hours=3), "2 T 3 Std", "2 d 3 h"),
        (timedelta(days=2), "2 T", "2 d"),
    ],
)
def test_a_length_has_at_most_two_units(
    language: str, length: timedelta, german: str, english: str
) -> None:
    assert when.duration(length) == (german if language == "de" else english)


def test_what_is_left_of_a_window(language: str) -> None:
    words = when.left_until(NOW + timedelta(hours=1, minutes=18), NOW)
    assert words == ("noch 1 Std 18 Min" if language == "de" else "1 h 18 min left")


def test_moments_in_running_text(language: str) -> None:
    is_german = language == "de"
    yesterday = when.moment(NOW - timedelta(days=1), NOW)
    assert when.moment(NOW, NOW) == ("heute 10:44" if is_german else "today 10:44")
    assert yesterday == ("gestern 10:44" if is_german else "yesterday 10:44")
    assert when.since(NOW, NOW) == "10:44"
    assert when.day_heading(NOW, NOW) == ("Heute" if is_german else "Today")
    long_ago = when.day_heading(NOW - timedelta(days=18), NOW)
    assert long_ago == ("Dienstag, 3. November" if is_german else "Tuesday, 3 November")
