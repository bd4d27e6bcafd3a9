# SPDX-License-Identifier: Apache-2.0
"""Message templates: both provider spellings, positional and named fields, what can be filled."""

from __future__ import annotations

import pytest

from desktop_agent.domain.commands import SendTemplate
from desktop_agent.domain.directory import Template, TemplateCategory
from desktop_agent.domain.ids import ChannelId
from desktop_agent.provider.chatwoot.templates import read_templates, template_params
from tests.unit.provider.chatwoot.wire_samples import Json, raw


def template(**overrides: object) -> Json:
    return {
        "name": "rueckmeldung",
        "status": "APPROVED",
        "category": "UTILITY",
        "language": "de",
        "components": [{"type": "BODY", "text": "Guten Tag {{1}}, zu {{2}}: {{1}}"}],
        **overrides,
    }


def only(record: Json) -> Template:
    templates, rejects = read_templates(raw([record]), ChannelId(3))
    assert not rejects
    return templates[0]


def test_positional_fields_in_order_of_appearance() -> None:
    found = only(template())
    assert found.fields == ("1", "2")
    assert found.is_usable
    assert found.category is TemplateCategory.UTILITY
    assert (found.channel_id, found.language) == (3, "de")


def test_named_fields_and_a_header_with_its_own() -> None:
    found = only(
        template(
            parameter_format="NAMED",
            components=[
                {"type": "HEADER", "format": "TEXT", "text": "Vorgang {{nummer}}"},
                {"type": "BODY", "text": "Guten Tag {{ name }}"},
                {"type": "FOOTER", "text": "Stadt Lindenau"},
            ],
        )
    )
    assert found.fields == ("header.nummer", "name")
    assert (found.header, found.footer) == ("Vorgang {{nummer}}", "Stadt Lindenau")
    assert found.is_usable


@pytest.mark.parametrize(
    ("status", "is_usable"),
    [
        ("approved", True),
        ("APPROVED", True),
        ("REJECTED", False),
        ("pending", False),
        (None, False),
    ],
)
def test_usable_in_both_spellings(status: str | None, is_usable: bool) -> None:
    assert only(template(status=status)).is_usable is is_usable


@pytest.mark.parametrize(
    "extra",
    [
        pytest.param({"type": "HEADER", "format": "IMAGE"}, id="media-header"),
        pytest.param(
            {"type": "BUTTONS", "buttons": [{"type": "URL", "url": "https://x.example/{{1}}"}]},
            id="button-variable",
        ),
        pytest.param({"type": "BUTTONS", "buttons": [{"type": "COPY_CODE"}]}, id="code-button"),
    ],
)
def test_forms_that_cannot_be_typed_are_not_offered(extra: Json) -> None:
    components = [{"type": "BODY", "text": "Guten Tag"}, extra]
    assert not only(template(components=components)).is_usable


def test_fixed_buttons_are_no_hindrance() -> None:
    buttons = {"type": "BUTTONS", "buttons": [{"type": "QUICK_REPLY", "text": "Ja"}]}
    components = [{"type": "BODY", "text": "Guten Tag"}, buttons]
    assert only(template(components=components)).is_usable


def test_one_bad_template_never_costs_the_list() -> None:
    templates, rejects = read_templates(
        raw([template(), {"name": 7}, template(name="zwei")]), ChannelId(3)
    )
    assert [found.name for found in templates] == ["rueckmeldung", "zwei"]
    assert [reject.what for reject in rejects] == ["template"]


@pytest.mark.parametrize("value", [None, {}, "text", 5])
def test_no_list_is_no_templates(value: object) -> None:
    assert read_templates(raw(value), ChannelId(3)) == ([], [])


def test_parameters_keep_their_order_and_are_protected() -> None:
    wanted = SendTemplate(
        "rueckmeldung",
        "de",
        "utility",
        "Guten Tag",
        {"10": "j", "2": "b", "1": "{{contact.name}}", "header.1": "Kopf"},
    )
    params = template_params(wanted)
    assert (params["name"], params["language"], params["category"]) == (
        "rueckmeldung",
        "de",
        "UTILITY",
    )
    processed = params["processed_params"]
    assert isinstance(processed, dict)
    assert list(processed["body"].items()) == [
        ("1", "{{ '{' }}{contact.name}}"),
        ("2", "b"),
        ("10", "j"),
    ]
    assert processed["header"] == {"1": "Kopf"}
