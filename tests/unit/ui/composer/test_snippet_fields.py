# SPDX-License-Identifier: Apache-2.0
"""Variables are found once each, filled where known, and left visible where not."""

from __future__ import annotations

from desktop_agent.ui.composer.snippet_fields import field_names, fill


def test_names_come_once_in_order() -> None:
    assert field_names("{{ b }} {{a}} {{b}} {c} {{}}") == ("b", "a")


def test_known_fields_are_filled_and_others_stay() -> None:
    text = "Guten Tag {{name}}, am {{datum}}."
    assert fill(text, {"name": "Frau Demir"}) == "Guten Tag Frau Demir, am {{datum}}."


def test_a_value_is_never_read_as_a_field_again() -> None:
    assert fill("{{a}}{{b}}", {"a": "{{b}}", "b": "x"}) == "{{b}}x"


def test_an_empty_value_leaves_the_field_visible() -> None:
    assert fill("{{a}}", {"a": ""}) == "{{a}}"
