# SPDX-License-Identifier: Apache-2.0
"""Links are found in plain text and name the host they really lead to."""

from __future__ import annotations

import pytest

from desktop_agent.ui.conversation.links import find_links


@pytest.mark.parametrize(
    ("text", "url", "host", "is_plain"),
    [
        ("siehe https://stadt.example/a.", "https://stadt.example/a", "stadt.example", True),
        ("(https://a.example/b_(c))", "https://a.example/b_(c)", "a.example", True),
        ("www.stadt.example!", "https://www.stadt.example", "www.stadt.example", True),
        ("https://bank.de@evil.example/x", "https://bank.de@evil.example/x", "evil.example", False),
        ("http://тест.example", "http://тест.example", "xn--e1aybc.example", False),
        ("HTTPS://STADT.EXAMPLE", "HTTPS://STADT.EXAMPLE", "stadt.example", True),
    ],
)
def test_a_link_names_its_host(text: str, url: str, host: str, is_plain: bool) -> None:
    (link,) = find_links(text)
    assert (link.url, link.host, link.is_plain) == (url, host, is_plain)
    written = text[link.start : link.start + link.length]
    assert url in (written, f"https://{written}")


@pytest.mark.parametrize(
    "text",
    [
        "javascript:alert(1)",
        "file:///etc/passwd",
        "ftp://a.example/x",
        "smb://a.example",
        "https://",
        "https://localhost",
        "https://a.example:port/",
        "mailto:a@b.example",
        "xwww.stadt.example",
        "https://" + "a" * 70 + ".example",
    ],
)
def test_everything_else_stays_text(text: str) -> None:
    assert find_links(text) == ()
