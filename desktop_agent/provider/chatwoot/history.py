# SPDX-License-Identifier: Apache-2.0
"""Reads ranges of a ticket's messages by the four modes of the server (chatwoot §3.1)."""

from __future__ import annotations

from datetime import timedelta

import msgspec

from desktop_agent.domain.errors import EnvironmentProblem, ProblemCode, ServerRefusal
from desktop_agent.domain.ids import MessageId, TicketId
from desktop_agent.domain.messages import Message
from desktop_agent.provider.chatwoot.api import Api
from desktop_agent.provider.chatwoot.conversations import gone_or
from desktop_agent.provider.chatwoot.line import Params
from desktop_agent.provider.chatwoot.map_messages import read_messages
from desktop_agent.provider.chatwoot.wire import WireMessages
from desktop_agent.provider.port import MessagePage, MessageRange, Reject

_MESSAGES = msgspec.json.Decoder(WireMessages)

NO_UPPER_ID = 2_147_483_647
_PAGE = 20
_RANGE_PAGE = 1000
_MAX_RANGE_PAGES = 20
_OVERLAP = 50
"""Ids read again between pages of a range: rows are cut by time, not by id (trap 32)."""
_TIE = timedelta(seconds=2)
"""How far ids and creation times may disagree: times are told in whole seconds (§3.1)."""


class History:
    """Reading messages. Engine thread."""

    def __init__(self, api: Api) -> None:
        self._api = api

    async def page(self, ticket_id: TicketId, wanted: MessageRange) -> MessagePage:
        """A range of messages, oldest first. Raises `TicketGone`."""
        if wanted.after_id is not None:
            return await self._between(ticket_id, wanted.after_id, wanted.before_id)
        before = [] if wanted.before_id is None else [("before", int(wanted.before_id))]
        messages, rejects = await self._read(ticket_id, before)
        is_first = len(messages) + len(rejects) < _PAGE
        return MessagePage(
            messages=tuple(messages),
            covers_from_id=_covers_from(messages, is_first=is_first),
            is_first=is_first,
            rejects=tuple(rejects),
        )

    async def _between(
        self, ticket_id: TicketId, after_id: MessageId, before_id: MessageId | None
    ) -> MessagePage:
        """Everything between two ids; the server counts the lower one in when both are given."""
        upper = NO_UPPER_ID if before_id is None else int(before_id)
        lower = after_id + 1
        found: dict[MessageId, Message] = {}
        rejects: dict[tuple[int | None, str], Reject] = {}
        for _ in range(_MAX_RANGE_PAGES):
            messages, bad = await self._read(ticket_id, [("after", lower), ("before", upper)])
            known = len(found)
            found |= {message.id: message for message in messages}
            rejects |= {(reject.record_id, reject.where): reject for reject in bad}
            if len(messages) + len(bad) < _RANGE_PAGE:
                return _range_page(found, rejects, after_id)
            if len(found) == known:
                # A thousand rows that are known or unreadable: no way forward.
                break
            lower = max(lower, max(found) - _OVERLAP)
        raise EnvironmentProblem(ProblemCode.ANSWER_TOO_LARGE, limit=_RANGE_PAGE * _MAX_RANGE_PAGES)

    async def _read(
        self, ticket_id: TicketId, params: Params
    ) -> tuple[list[Message], list[Reject]]:
        try:
            wire = await self._api.get(f"conversations/{ticket_id}/messages", _MESSAGES, params)
        except ServerRefusal as error:
            raise gone_or(error, ticket_id) from None
        return read_messages(wire.payload, ticket_id)


def _range_page(
    found: dict[MessageId, Message],
    rejects: dict[tuple[int | None, str], Reject],
    after_id: MessageId,
) -> MessagePage:
    messages = sorted(found.values(), key=lambda message: (message.created_at, message.id))
    return MessagePage(
        messages=tuple(messages),
        covers_from_id=MessageId(after_id + 1) if messages else None,
        is_first=after_id <= 0,
        rejects=tuple(rejects.values()),
    )


def _covers_from(messages: list[Message], *, is_first: bool) -> MessageId | None:
    """From which id on a newest-first page is certainly complete.

    The server cuts the page by time while ids may run ahead of it, so at a cut the ids of the
    oldest two seconds prove nothing; if all are that close together, the lower half does not.
    """
    if not messages:
        return None
    if is_first:
        return min(message.id for message in messages)
    cut_at = messages[0].created_at + _TIE
    safe = [message.id for message in messages if message.created_at >= cut_at]
    return min(safe) if safe else sorted(message.id for message in messages)[len(messages) // 2]
