# SPDX-License-Identifier: Apache-2.0
"""The net under the log catches what looks personal or secret and leaves ids alone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_agent.start.redaction import MAX_LINE, describe, redact

TOKEN = "Zx81PlantedTokenKq7Rw2Vb"
KEY = "0f" * 48


@pytest.mark.parametrize(
    ("text", "secret"),
    [
        pytest.param("mail from ayse.demir@post.example came", "ayse.demir", id="e-mail"),
        pytest.param("call +49 1555 0100 123 back", "1555", id="international-number"),
        pytest.param("call 01555 0100123 back", "0100123", id="national-number"),
        pytest.param(f"token {TOKEN} used", TOKEN, id="token"),
        pytest.param(f"key {KEY}", KEY, id="raw-key"),
        pytest.param("jwt eyJhbGciOi1.eyJzdWIiOjQ3MTF9.c2lnX0FB", "eyJ", id="web-token"),
        pytest.param("GET https://chat.example/rails/blob/sIgNeD-1?x=2", "sIgNeD", id="url-path"),
        pytest.param("GET https://marie:hunter2@chat.example/x", "hunter2", id="url-password"),
        pytest.param("wss://chat.example/cable?token=abc", "token=abc", id="websocket-query"),
    ],
)
def test_what_looks_secret_is_replaced(text: str, secret: str) -> None:
    assert secret not in redact(text)


@pytest.mark.parametrize(
    "text",
    [
        "ticket 4711: message 2000123456 confirmed after 1234.56 ms",
        "command 9f86d081884c4d659a2feaa0c55ad015 queued -> sending",
        "request 9f86d081-884c-4d65-9a2f-eaa0c55ad015 status 422",
        "sweep of 2026-11-21T18:13:58 took 12 pages, 300 tickets",
        "state live -> backoff (connection_lost), retry in 5.2 s",
    ],
)
def test_ids_states_counts_and_durations_stay(text: str) -> None:
    assert redact(text) == text


def test_the_origin_of_an_address_stays_to_help_support() -> None:
    assert redact("no answer from https://chat.example:8443/api/v1/profile") == (
        "no answer from https://chat.example:8443/…"
    )


@given(st.text(max_size=5000))
def test_any_text_comes_out_bounded(text: str) -> None:
    assert len(redact(text)) <= MAX_LINE + 1


def test_an_exception_is_described_without_any_message() -> None:
    def inner() -> None:
        raise ValueError("Ayşe Demir schreibt")

    def outer() -> None:
        try:
            inner()
        except ValueError as error:
            raise RuntimeError("about Ayşe Demir") from error

    with pytest.raises(RuntimeError) as caught:
        outer()
    text = describe(caught.value)
    assert "Demir" not in text
    assert text.startswith("RuntimeError at ")
    assert "caused by ValueError" in text
    assert "test_redaction.py" in text
