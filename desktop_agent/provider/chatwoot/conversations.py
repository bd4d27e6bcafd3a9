# SPDX-License-Identifier: Apache-2.0
"""Reads single tickets and lists of them; remembers which channels render Markdown.

Holds no content: of every ticket seen it keeps one flag.
"""

from __future__ import annotations

from collections import OrderedDict

import msgspec

from desktop_agent.domain.errors import EnvironmentProblem, ProblemCode, ServerRefusal
from desktop_agent.domain.ids import TicketId
from desktop_agent.domain.light_dataclass import dataclass
from desktop_agent.domain.tickets import Ticket
from desktop_agent.provider.chatwoot.api import Api
from desktop_agent.provider.chatwoot.decode import (
    UNREADABLE,
    RecordError,
    decode_answer,
    reject_of,
)
from desktop_agent.provider.chatwoot.line import Params
from desktop_agent.provider.chatwoot.map_tickets import (
    CONVERSATION,
    is_markdown_channel,
    map_ticket,
)
from desktop_agent.provider.chatwoot.wire import (
    WireAttributes,
    WireConversation,
    WireCounts,
    WireList,
    WireListMeta,
)
from desktop_agent.provider.port import Reject, TicketGone

_LIST = msgspec.json.Decoder(WireList)
_LIST_META = msgspec.json.Decoder(WireListMeta)
_ATTRIBUTES = msgspec.json.Decoder(WireAttributes)
_RAW = msgspec.json.Decoder(msgspec.Raw)

_REMEMBERED = 20_000

ALL_TIME_S = 10 * 365 * 86_400
"""As `updated_within`, matches everything and switches pages off (chatwoot §2.1)."""


@dataclass(frozen=True, slots=True)
class TicketList:
    """One answer of the list call; `size` counts records, readable or not."""

    tickets: tuple[Ticket, ...]
    rejects: tuple[Reject, ...]
    counts: WireCounts

    @property
    def size(self) -> int:
        """How many records the server sent."""
        return len(self.tickets) + len(self.rejects)


class Conversations:
    """Reading tickets. Engine thread."""

    def __init__(self, api: Api) -> None:
        self._api = api
        self._is_markdown: OrderedDict[TicketId, bool] = OrderedDict()

    async def list(self, params: Params) -> TicketList:
        """One list call (chatwoot §2.1); always give a status: the default hides most (trap 26)."""
        wire = await self._api.get("conversations", _LIST, params)
        tickets: list[Ticket] = []
        rejects: list[Reject] = []
        for raw in wire.data.payload:
            record = self.read(raw)
            if isinstance(record, Reject):
                rejects.append(record)
            else:
                tickets.append(record)
        return TicketList(tuple(tickets), tuple(rejects), wire.data.meta)

    async def counts(self, status: str) -> WireCounts:
        """The four counts alone, the cheapest check for drift (chatwoot §2.1)."""
        return (await self._api.get("conversations/meta", _LIST_META, [("status", status)])).meta

    async def ticket(self, ticket_id: TicketId) -> Ticket:
        """One ticket. Raises `TicketGone`."""
        body = await self.raw(ticket_id)
        record = self.read(body)
        if isinstance(record, Reject):
            raise EnvironmentProblem(ProblemCode.BAD_ANSWER, where=record.where)
        return record

    async def attributes(self, ticket_id: TicketId) -> dict[str, msgspec.Raw]:
        """The custom attributes as they are now, byte for byte. Raises `TicketGone`."""
        body = await self.raw(ticket_id)
        return decode_answer(body, _ATTRIBUTES).custom_attributes or {}

    async def raw(self, ticket_id: TicketId) -> msgspec.Raw:
        """The bytes of one ticket's record. Raises `TicketGone`."""
        try:
            return await self._api.get(f"conversations/{ticket_id}", _RAW)
        except ServerRefusal as error:
            raise gone_or(error, ticket_id) from None

    async def is_markdown(self, ticket_id: TicketId) -> bool:
        """Whether replies in this ticket are rendered as Markdown. Raises like `ticket`."""
        if ticket_id not in self._is_markdown:
            await self.ticket(ticket_id)
        return self._is_markdown[ticket_id]

    def read(self, raw: msgspec.Raw | bytes) -> Ticket | Reject:
        """Decode and map one record, and remember its channel."""
        try:
            wire = CONVERSATION.decode(raw)
            ticket = map_ticket(wire, self._api.session.account_id)
        except (*UNREADABLE, RecordError) as error:
            return reject_of(raw, "ticket", error)
        self._remember(ticket.id, wire)
        return ticket

    def _remember(self, ticket_id: TicketId, wire: WireConversation) -> None:
        self._is_markdown[ticket_id] = is_markdown_channel(wire)
        self._is_markdown.move_to_end(ticket_id)
        if len(self._is_markdown) > _REMEMBERED:
            self._is_markdown.popitem(last=False)


def gone_or(error: ServerRefusal, ticket_id: TicketId) -> Exception:
    """`TicketGone` for a ticket that is deleted (404) or out of scope (401), else the error."""
    if error.problem.code is ProblemCode.NOT_FOUND:
        return TicketGone(ticket_id, is_deleted=True)
    if error.problem.code is ProblemCode.PERMISSION_LOST:
        return TicketGone(ticket_id, is_deleted=False)
    return error
