# SPDX-License-Identifier: Apache-2.0
"""Mixed time formats (chatwoot trap 31)."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_agent.provider.chatwoot.decode import RecordError
from desktop_agent.provider.chatwoot.times import moment, needed_moment

AT = datetime(2026, 5, 28, 20, 26, 40, tzinfo=UTC)


@pytest.mark.parametrize(
    "value",
    [
        int(AT.timestamp()),
        AT.timestamp(),
        "2026-05-28T20:26:40Z",
        "2026-05-28T20:26:40.000Z",
        "2026-05-28T22:26:40+02:00",
        "2026-05-28 20:26:40",
    ],
)
def test_every_spelling_is_the_same_moment(value: int | float | str) -> None:
    assert moment(value, "$.x") == AT


@pytest.mark.parametrize("value", [None, 0, 0.0, ""])
def test_null_in_all_its_spellings(value: int | float | str | None) -> None:
    assert moment(value, "$.x") is None
    with pytest.raises(RecordError):
        needed_moment(value, "$.x")


@pytest.mark.parametrize("value", [-1, 1e300, 10**30, "gestern", "2026-13-99T00:00:00Z", "9" * 400])
def test_nonsense_names_its_field(value: int | float | str) -> None:
    with pytest.raises(RecordError) as error:
        moment(value, "$.snoozed_until")
    assert error.value.where == "$.snoozed_until"


@given(st.one_of(st.integers(), st.floats(), st.text(max_size=60)))
def test_any_value_is_utc_or_rejected(value: int | float | str) -> None:
    try:
        at = moment(value, "$.x")
    except RecordError:
        return
    assert at is None or at.tzinfo is UTC
