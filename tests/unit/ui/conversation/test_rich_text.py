# SPDX-License-Identifier: Apache-2.0
"""WhatsApp's marks become formats; nothing else does, and nothing is lost."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_agent.ui.conversation.rich_text import MAX_SHOWN, Mark, parse
from desktop_agent.ui.conversation.safe_text import utf16_length


def _marked(source: str) -> list[tuple[str, Mark]]:
    rich = parse(source)
    units = rich.text.encode("utf-16-le")
    return [
        (units[2 * s.start : 2 * (s.start + s.length)].decode("utf-16-le"), s.mark)
        for s in sorted(rich.spans, key=lambda span: span.start)
    ]


@pytest.mark.parametrize(
    ("source", "text", "marked"),
    [
        ("ein *fettes* Wort", "ein fettes Wort", [("fettes", Mark.BOLD)]),
        ("_kursiv_, ~weg~", "kursiv, weg", [("kursiv", Mark.ITALIC), ("weg", Mark.STRIKE)]),
        ("```a *b*\nc```", "a *b*\nc", [("a *b*\nc", Mark.MONO)]),
        ("😀 *ja* 👍", "😀 ja 👍", [("ja", Mark.BOLD)]),
        ("*a _b_ c*", "a b c", [("a b c", Mark.BOLD), ("b", Mark.ITALIC)]),
    ],
)
def test_marks_become_formats(source: str, text: str, marked: list[tuple[str, Mark]]) -> None:
    assert parse(source).text == text
    assert _marked(source) == marked


@pytest.mark.parametrize(
    "source",
    [
        "2*3*4",
        "datei_name_neu",
        "* Punkt\n* Punkt",
        "*offen",
        "*über\nZeilen*",
        "<b>fett</b> &amp; <script>",
        "````",
        "* *",
    ],
)
def test_everything_else_stays_as_typed(source: str) -> None:
    assert parse(source).text == source
    assert parse(source).spans == ()


def test_marks_inside_a_link_belong_to_the_link() -> None:
    source = "https://a.example/x_y_z *b*"
    assert _marked(source) == [("https://a.example/x_y_z", Mark.LINK), ("b", Mark.BOLD)]


def test_an_address_that_hides_its_host_shows_it() -> None:
    rich = parse("hier https://bank.example@böse.example/a *jetzt*")
    assert "⟨xn--bse-sna.example⟩" in rich.text
    assert _marked("hier https://bank.example@böse.example/a *jetzt*")[-1] == ("jetzt", Mark.BOLD)


def test_a_huge_text_is_cut() -> None:
    assert len(parse("x" * 1_000_000).text) <= MAX_SHOWN + 2


@given(st.text(alphabet="ab *_~`\n😀.https:/w", max_size=200))
def test_spans_stay_inside_the_text(source: str) -> None:
    rich = parse(source)
    length = utf16_length(rich.text)
    assert all(s.length > 0 and 0 <= s.start <= length - s.length for s in rich.spans)


@given(st.text(alphabet="ab *_~\n", max_size=200))
def test_only_marks_disappear(source: str) -> None:
    kept = [c for c in parse(source).text if c not in "*_~"]
    assert kept == [c for c in source if c not in "*_~"]
