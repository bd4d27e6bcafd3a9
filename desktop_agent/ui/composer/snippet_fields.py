# SPDX-License-Identifier: Apache-2.0
"""Variables in snippets and templates: which there are, which are known, the filled text. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from desktop_agent.domain.queries import TicketDetail

_FIELD: Final = re.compile(r"\{\{\s*([^{}\n]{1,60}?)\s*\}\}")


def field_names(text: str) -> tuple[str, ...]:
    """Names between double braces, each once, in order of appearance."""
    return tuple(dict.fromkeys(_FIELD.findall(text)))


def fill(text: str, values: Mapping[str, str]) -> str:
    """The text with known fields filled; others stay as they are."""
    return _FIELD.sub(lambda found: values.get(found.group(1)) or found.group(0), text)


def known_values(detail: TicketDetail, agent_name: str) -> dict[str, str]:
    """What the ticket itself says about usual fields; empty values are left out."""
    name = detail.ticket.customer.name.strip()
    first, _, last = name.partition(" ")
    values = {
        "name": name,
        "kunde": name,
        "customer": name,
        "contact.name": name,
        "contact.first_name": first,
        "contact.last_name": last,
        "agent": agent_name,
        "agent.name": agent_name,
        "ticket": str(int(detail.ticket.id)),
        "conversation.display_id": str(int(detail.ticket.id)),
        "team": detail.row.team_name,
    }
    return {key: value for key, value in values.items() if value}
