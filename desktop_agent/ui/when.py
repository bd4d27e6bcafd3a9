# SPDX-License-Identifier: Apache-2.0
"""Writes times and durations in the person's language and time zone. Reads no clock.

Every function takes aware datetimes; `now` decides what "today" is. The language is
`QLocale()`'s, set by `ui.language`.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from PySide6.QtCore import QDate, QLocale, QTime

from desktop_agent.ui.strings import tr

_MINUTE = 60
_HOUR = 60 * _MINUTE
_DAY = 24 * _HOUR


def clock(at: datetime) -> str:
    """Hour and minute: "10:42"."""
    local = at.astimezone()
    return QLocale().toString(QTime(local.hour, local.minute), QLocale.FormatType.ShortFormat)


def date(at: datetime) -> str:
    """Day, month and year in figures: "03.11.2026"."""
    return QLocale().toString(_date(at), tr("dd/MM/yyyy"))


def list_time(at: datetime, now: datetime) -> str:
    """The short form of a list row: "10:42", "yesterday", "Mon", "03.11." or a full date."""
    days = _days_between(at, now)
    if days <= 0:
        return clock(at)
    if days == 1:
        return tr("yesterday")
    if days < 7:
        return QLocale().dayName(_date(at).dayOfWeek(), QLocale.FormatType.ShortFormat)
    if _date(at).year() == _date(now).year():
        return QLocale().toString(_date(at), tr("dd/MM"))
    return date(at)


def moment(at: datetime, now: datetime) -> str:
    """Day and clock in running text: "today 10:42", "yesterday 10:42", "03.11. 10:42"."""
    days = _days_between(at, now)
    if days == 0:
        return tr("today {time}").format(time=clock(at))
    if days == 1:
        return tr("yesterday {time}").format(time=clock(at))
    same_year = _date(at).year() == _date(now).year()
    day = QLocale().toString(_date(at), tr("dd/MM")) if same_year else date(at)
    return tr("{date} {time}").format(date=day, time=clock(at))


def since(at: datetime, now: datetime) -> str:
    """A moment after "since": the clock alone today, else day and clock."""
    return clock(at) if _days_between(at, now) == 0 else moment(at, now)


def day_heading(at: datetime, now: datetime) -> str:
    """A separator between days: "Today", "Yesterday", "Monday, 3 November"."""
    days = _days_between(at, now)
    if days == 0:
        return tr("Today")
    if days == 1:
        return tr("Yesterday")
    if _date(at).year() == _date(now).year():
        return QLocale().toString(_date(at), tr("dddd, d MMMM"))
    return QLocale().toString(_date(at), tr("dddd, d MMMM yyyy"))


def duration(length: timedelta) -> str:
    """A length in at most two units: "22 min", "1 h 18 min", "2 d 3 h". Never negative."""
    seconds = max(0, int(length.total_seconds()))
    if seconds < _MINUTE:
        return tr("less than 1 min")
    if seconds < _HOUR:
        return tr("{minutes} min").format(minutes=seconds // _MINUTE)
    hours, rest = divmod(seconds, _HOUR)
    if seconds < _DAY:
        minutes = rest // _MINUTE
        if minutes == 0:
            return tr("{hours} h").format(hours=hours)
        return tr("{hours} h {minutes} min").format(hours=hours, minutes=minutes)
    days, hours = divmod(hours, 24)
    if hours == 0:
        return tr("{days} d").format(days=days)
    return tr("{days} d {hours} h").format(days=days, hours=hours)


def left_until(at: datetime, now: datetime) -> str:
    """What is left of a window: "1 h 18 min left"."""
    return tr("{duration} left").format(duration=duration(at - now))


def is_same_day(at: datetime, now: datetime) -> bool:
    """True when both fall on one calendar day here."""
    return _days_between(at, now) == 0


def _date(at: datetime) -> QDate:
    local = at.astimezone()
    return QDate(local.year, local.month, local.day)


def _days_between(at: datetime, now: datetime) -> int:
    """Calendar days from `at` to `now` in local time; negative for the future."""
    return _date(at).daysTo(_date(now))
