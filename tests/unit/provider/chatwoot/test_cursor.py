# SPDX-License-Identifier: Apache-2.0
"""Cursors survive a round trip; foreign ones mean "scan everything"."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_agent.domain.ids import Cursor
from desktop_agent.provider.chatwoot.cursor import decode_cursor, encode_cursor


@given(st.floats(min_value=0, max_value=4e9))
def test_round_trip(at: float) -> None:
    assert decode_cursor(encode_cursor(at)) == pytest.approx(at, abs=0.001)


@pytest.mark.parametrize("text", ["", "x", "{}", '{"v":2,"at":5}', '{"v":1,"at":-5}', "[1]", "é"])
def test_foreign_cursor_is_no_position(text: str) -> None:
    assert decode_cursor(Cursor(text)) is None
