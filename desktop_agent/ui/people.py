# SPDX-License-Identifier: Apache-2.0
"""How people are called on screen: initials and titles. Must not invent names."""

from __future__ import annotations

from desktop_agent.ui.conversation.safe_text import one_line
from desktop_agent.ui.strings import tr


def initials(name: str) -> str:
    """First letters of the first and last word, "·" for somebody without a name."""
    words = [word for word in name.split() if word[0].isalnum()]
    if not words:
        return "·"
    ends = words[:1] if len(words) == 1 else [words[0], words[-1]]
    return "".join(word[0].upper() for word in ends)


def shown_mask(mask: str) -> str:
    """The end of an opaque id, with the dots that say that it is only the end; "" for none."""
    end = mask.lstrip("…")
    return f"…{end}" if end else ""


def customer_title(name: str, mask: str) -> str:
    """The messenger's name of a customer, or "Customer" with the end of the id."""
    if name.strip():
        return one_line(name, 120)
    return tr("Customer {mask}").format(mask=shown_mask(mask)).strip()
