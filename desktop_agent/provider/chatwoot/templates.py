# SPDX-License-Identifier: Apache-2.0
"""Maps message templates and builds their parameters (chatwoot §3.2, §6.1)."""

from __future__ import annotations

import re
from collections.abc import Mapping

import msgspec

from desktop_agent.domain.commands import SendTemplate
from desktop_agent.domain.directory import Template, TemplateCategory
from desktop_agent.domain.ids import ChannelId
from desktop_agent.provider.chatwoot.cleaning import clean_name, clean_text
from desktop_agent.provider.chatwoot.decode import UNREADABLE, decode_or, reject_of
from desktop_agent.provider.chatwoot.outgoing_text import escape_liquid_value
from desktop_agent.provider.chatwoot.wire_account import (
    WireTemplate,
    WireTemplateButton,
    WireTemplateComponent,
)
from desktop_agent.provider.port import Reject

HEADER_PREFIX = "header."
"""Field names of header variables start with it; all others belong to the body."""

_LIST = msgspec.json.Decoder(list[msgspec.Raw] | None)
_TEMPLATE = msgspec.json.Decoder(WireTemplate)
_BUTTONS = msgspec.json.Decoder(list[WireTemplateButton] | None)

_VARIABLE = re.compile(r"\{\{\s*(\w{1,60})\s*\}\}")
_BODY_LIMIT = 4096
_PART_LIMIT = 500
_MAX_TEMPLATES = 2000


def read_templates(raw: msgspec.Raw, channel_id: ChannelId) -> tuple[list[Template], list[Reject]]:
    """The templates of a channel, one by one."""
    templates: list[Template] = []
    rejects: list[Reject] = []
    for record in (decode_or(raw, _LIST, None) or [])[:_MAX_TEMPLATES]:
        try:
            templates.append(map_template(_TEMPLATE.decode(record), channel_id))
        except UNREADABLE as error:
            rejects.append(reject_of(record, "template", error))
    return templates, rejects


def map_template(wire: WireTemplate, channel_id: ChannelId) -> Template:
    """A template with its fields in order of appearance.

    Usable = approved (both spellings) and everything it needs can be typed: forms with a media
    header or a variable in a button are left to other tools.
    """
    header = _part(wire, "HEADER")
    body = _part(wire, "BODY")
    header_text = clean_text(header.text, _PART_LIMIT) if header else ""
    body_text = clean_text(body.text, _BODY_LIMIT) if body else ""
    fields = (
        *(f"{HEADER_PREFIX}{name}" for name in _variables(header_text)),
        *_variables(body_text),
    )
    footer = _part(wire, "FOOTER")
    return Template(
        channel_id=channel_id,
        name=clean_name(wire.name, _PART_LIMIT),
        language=clean_name(wire.language, 40),
        category=_category(wire.category),
        body=body_text,
        is_usable=_is_approved(wire) and bool(body_text) and _is_fillable(wire),
        fields=fields,
        header=header_text,
        footer=clean_text(footer.text, _PART_LIMIT) if footer else "",
    )


def template_params(wanted: SendTemplate) -> dict[str, object]:
    """The `template_params` object; values are protected against Liquid (trap 8).

    Positional values keep their order: the server sends them in the order of the object.
    """
    body: dict[str, str] = {}
    header: dict[str, str] = {}
    for name, value in _in_order(wanted.fields):
        target = header if name.startswith(HEADER_PREFIX) else body
        target[name.removeprefix(HEADER_PREFIX)] = escape_liquid_value(value)
    processed: dict[str, object] = {"body": body}
    if header:
        processed["header"] = header
    return {
        "name": wanted.name,
        "category": wanted.category.upper(),
        "language": wanted.language,
        "processed_params": processed,
    }


def _in_order(fields: Mapping[str, str]) -> list[tuple[str, str]]:
    def place(item: tuple[str, str]) -> int:
        number = item[0].removeprefix(HEADER_PREFIX)
        return int(number) if number.isascii() and number.isdigit() else 0

    return sorted(fields.items(), key=place)


def _part(wire: WireTemplate, word: str) -> WireTemplateComponent | None:
    return next((part for part in wire.components if (part.type or "").upper() == word), None)


def _variables(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(_VARIABLE.findall(text)))


def _category(word: str | None) -> TemplateCategory:
    try:
        return TemplateCategory((word or "").lower())
    except ValueError:
        return TemplateCategory.UNKNOWN


def _is_approved(wire: WireTemplate) -> bool:
    return (wire.status or "").lower() == "approved"


def _is_fillable(wire: WireTemplate) -> bool:
    header = _part(wire, "HEADER")
    if header is not None and (header.format or "TEXT").upper() != "TEXT":
        return False
    part = _part(wire, "BUTTONS")
    if part is None:
        return True
    buttons = decode_or(part.buttons, _BUTTONS, None)
    return buttons is not None and not any(_needs_value(button) for button in buttons)


def _needs_value(button: WireTemplateButton) -> bool:
    is_code = (button.type or "").upper() in ("COPY_CODE", "OTP")
    return is_code or "{{" in (button.url or "")
