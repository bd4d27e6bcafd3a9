# SPDX-License-Identifier: Apache-2.0
"""Makes customers from a seed and keeps those that were changed; reads no messages."""

from __future__ import annotations

from collections import OrderedDict
from typing import Final

from desktop_agent.sandbox.corpus import names
from desktop_agent.sandbox.corpus.cast import CAST
from desktop_agent.sandbox.corpus.topics import TOPICS
from desktop_agent.sandbox.world.dice import Dice
from desktop_agent.sandbox.world.directory import (
    API,
    FACEBOOK,
    TELEGRAM,
    Directory,
    email_local_part,
)
from desktop_agent.sandbox.world.index import TicketIndex
from desktop_agent.sandbox.world.model import Contact

_RECENT: Final = 2000
_CITIES: Final = ("Lindenau", "Auental", "Westhafen", "Neufeld")
_NAMES: Final = {
    "de": (names.FIRST_NAMES_DE, names.LAST_NAMES_DE),
    "en": (names.FIRST_NAMES_EN, names.LAST_NAMES_EN),
    "tr": (names.FIRST_NAMES_TR, names.LAST_NAMES_TR),
    "ar": (names.FIRST_NAMES_AR, names.LAST_NAMES_AR),
}


class Customers:
    """Contacts by id. Base contacts are made on demand; `changed` holds what differs from them."""

    def __init__(self, seed: int, index: TicketIndex, directory: Directory) -> None:
        self._seed = seed
        self._index = index
        self._directory = directory
        self._recent: OrderedDict[int, Contact] = OrderedDict()
        self.changed: dict[int, Contact] = {}
        self.deleted: set[int] = set()
        self.last_id = max(index.contact, default=0)

    def get(self, contact_id: int) -> Contact | None:
        """Return a contact, None if unknown or deleted."""
        if contact_id in self.deleted:
            return None
        contact = self.changed.get(contact_id) or self._recent.get(contact_id)
        if contact is None and contact_id in self._index.row_of_contact:
            contact = self._make(contact_id)
            self._recent[contact_id] = contact
            if len(self._recent) > _RECENT:
                self._recent.popitem(last=False)
        return contact

    def keep(self, contact: Contact) -> None:
        """Store a contact that was changed or created."""
        self.changed[contact.id] = contact
        self.last_id = max(self.last_id, contact.id)

    def create(self, name: str, inbox_id: int, at: float, language: str = "de") -> Contact:
        """Make a new contact with fictional identifiers and keep it."""
        contact_id = self.last_id + 1
        contact = self._fill(contact_id, name, inbox_id, language, at)
        self.keep(contact)
        return contact

    def _make(self, contact_id: int) -> Contact:
        row = self._index.row_of_contact[contact_id]
        dice = Dice(self._seed, 31, contact_id)
        at = self._index.created[row] - dice.unit() * 200 * 86400
        if self._index.cast[row]:
            ticket = CAST[self._index.cast[row] - 1]
            return self._fill(contact_id, ticket.name, ticket.inbox_id, ticket.language, at)
        language = TOPICS[self._index.topic[row]].language
        return self._fill(contact_id, _name(dice, language), self._index.inbox[row], language, at)

    def _fill(self, contact_id: int, name: str, inbox_id: int, language: str, at: float) -> Contact:
        dice = Dice(self._seed, 32, contact_id)
        # 1555 is a German range kept for fiction; no such subscriber exists.
        phone = f"+49155501{contact_id % 1_000_000:06d}"
        inbox = self._directory.inboxes[inbox_id]
        has_phone = inbox.channel_type == "Channel::Whatsapp"
        local = email_local_part(name) if name.isascii() and name else f"kunde.{contact_id}"
        email = f"{local}.{contact_id}@{dice.pick(names.EMAIL_HOSTS)}"
        return Contact(
            id=contact_id,
            name=name,
            inbox_id=inbox_id,
            source_id=_source_id(dice, inbox_id, phone),
            phone_number=phone if has_phone else None,
            email=email if not has_phone or dice.chance(0.5) else None,
            identifier=f"KD-{contact_id:07d}" if inbox_id == API else None,
            language=language,
            additional_attributes={
                "city": dice.pick(_CITIES),
                "country": "Germany",
                "country_code": "DE",
                "company_name": "",
                "description": "",
                "social_profiles": {
                    "instagram": "",
                    "telegram": local if inbox_id == TELEGRAM else "",
                },
            },
            custom_attributes={"sprache": language},
            created_at=at,
        )


def _source_id(dice: Dice, inbox_id: int, phone: str) -> str:
    if inbox_id == API:
        return f"{dice.bits():016x}-{dice.bits():016x}"
    if inbox_id in (TELEGRAM, FACEBOOK):
        return str(dice.between(10**9, 10**12))
    return phone.removeprefix("+")


def _name(dice: Dice, language: str) -> str:
    """Return a name; some customers give only a first name or none at all."""
    first, last = _NAMES[language]
    kind = dice.unit()
    if kind < 0.03:
        return ""
    if kind < 0.08:
        return dice.pick(first)
    if kind < 0.12:
        return f"{dice.pick(first)} {dice.pick(last)}-{dice.pick(last)}"
    if kind < 0.14:
        return f"Familie {dice.pick(last)}" if language == "de" else dice.pick(last)
    return f"{dice.pick(first)} {dice.pick(last)}"
