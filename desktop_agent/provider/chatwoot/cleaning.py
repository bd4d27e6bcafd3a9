# SPDX-License-Identifier: Apache-2.0
"""Makes foreign text safe to keep: lengths, control characters, hidden phone numbers and mails.

Texts stay plain text; nothing here interprets markup.
"""

from __future__ import annotations

import hashlib
import re

TEXT_LIMIT = 150_000
"""The server's own limit for a message, in characters (chatwoot §7.2)."""
NAME_LIMIT = 200
LABEL_LIMIT = 100
MAX_LABELS = 100

_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
_CONTROLS_AND_BREAKS = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")
_DIRECTION = re.compile(r"[\u061c\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]")
_SPACES = re.compile(r"\s+")
_MAIL = re.compile(r"(?:mailto:)?[^\s@<>,;]{1,64}@[^\s@<>,;]{1,200}", re.IGNORECASE)
_PHONE = re.compile(
    r"(?:whatsapp:|tel:|sms:)?[+(]{0,2}\d[\d\s()/.+\-\u2010-\u2015\u00a0]{3,60}\d", re.IGNORECASE
)
_PHONE_DIGITS = 6


def clean_text(text: str | None, limit: int = TEXT_LIMIT) -> str:
    """A message's text: line ends unified, controls gone (tab and newline stay), cut to a limit.

    Marks of writing direction stay: the view isolates whole texts.
    """
    if not text:
        return ""
    return _CONTROLS.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))[:limit]


def clean_name(text: str | None, limit: int = NAME_LIMIT) -> str:
    """A one-line name: no controls, no direction marks that could disguise its neighbours."""
    if not text:
        return ""
    if len(text) <= limit and text.isprintable() and "  " not in text:
        # Nearly every name: printable text holds no control and no direction mark.
        return text.strip()
    bare = _DIRECTION.sub("", _CONTROLS_AND_BREAKS.sub(" ", text[: limit * 4]))
    return _SPACES.sub(" ", bare).strip()[:limit].strip()


def customer_name(text: str | None) -> str:
    """A customer's name without phone numbers and mail addresses; empty when that is all it was.

    Messengers that know no name give the number instead (architecture §4: it may not be stored).
    """
    name = clean_name(text)
    without_mail = _MAIL.sub(" ", name) if "@" in name else name
    without_phone = _PHONE.sub(_blank_if_phone, without_mail)
    if without_phone == name:
        return name
    rest = _SPACES.sub(" ", without_phone).strip(" -–|/,;:()<>+~")
    return rest if any(character.isalpha() for character in rest) else ""


def _blank_if_phone(found: re.Match[str]) -> str:
    digits = sum(character.isdigit() for character in found.group())
    return " " if digits >= _PHONE_DIGITS else found.group()


def customer_mask(account_id: int, contact_id: int) -> str:
    """The last characters of an opaque id, to tell customers of one name apart.

    Six hex digits; derived from the server's own running number, never from a phone number.
    """
    digest = hashlib.sha256(f"{account_id}:{contact_id}".encode()).hexdigest()
    return digest[-6:]


def clean_labels(labels: list[str]) -> tuple[str, ...]:
    """Labels in server order, without absurd ones."""
    cleaned = (clean_name(label, LABEL_LIMIT) for label in labels[:MAX_LABELS])
    return tuple(dict.fromkeys(label for label in cleaned if label))
