# SPDX-License-Identifier: Apache-2.0
"""Chatwoot behind the port: puts the parts together. Holds no logic of its own beyond that."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from contextlib import aclosing

import msgspec

from desktop_agent.domain.clock import Clock
from desktop_agent.domain.commands import Command
from desktop_agent.domain.directory import Availability, Directory
from desktop_agent.domain.ids import ChannelId, Cursor, MessageId, TicketId
from desktop_agent.domain.messages import Attachment
from desktop_agent.domain.session import Capabilities, Credentials, ServerInfo, Session
from desktop_agent.domain.tickets import Ticket
from desktop_agent.provider.chatwoot.api import Api
from desktop_agent.provider.chatwoot.attachments import Attachments
from desktop_agent.provider.chatwoot.cable import Cable, SubscriptionUnanswered
from desktop_agent.provider.chatwoot.commands import Commands
from desktop_agent.provider.chatwoot.conversations import Conversations
from desktop_agent.provider.chatwoot.decode import decode_records
from desktop_agent.provider.chatwoot.directory import fetch_directory
from desktop_agent.provider.chatwoot.evidence import find_evidence
from desktop_agent.provider.chatwoot.feed import Feed
from desktop_agent.provider.chatwoot.history import History
from desktop_agent.provider.chatwoot.line import HttpLine
from desktop_agent.provider.chatwoot.ownership import ownership_digest
from desktop_agent.provider.chatwoot.sends import Sends
from desktop_agent.provider.chatwoot.server_clock import ServerClock
from desktop_agent.provider.chatwoot.signing import Signing
from desktop_agent.provider.chatwoot.trust import Trust
from desktop_agent.provider.chatwoot.wire import WireId
from desktop_agent.provider.chatwoot.wire_account import WireInboxes
from desktop_agent.provider.connection import ConnectionConfig
from desktop_agent.provider.port import (
    ChangePage,
    Evidence,
    LiveEvent,
    MessagePage,
    MessageRange,
    Outcome,
    OwnershipDigest,
    Reject,
    SecondFactorNeeded,
)

_INBOXES = msgspec.json.Decoder(WireInboxes)
_INBOX_ID = msgspec.json.Decoder(WireId)


class ChatwootProvider:
    """Chatwoot 4.x, spoken to as one agent. Engine thread; see `port.Provider`."""

    def __init__(self, config: ConnectionConfig, clock: Clock) -> None:
        server_clock = ServerClock(clock)
        trust = Trust(config.ca_file)
        self._line = HttpLine(config, clock, server_clock, trust)
        self._api = Api(self._line)
        self._signing = Signing(config, self._line, clock, server_clock)
        self._conversations = Conversations(self._api)
        self._history = History(self._api)
        self._feed = Feed(
            self._conversations,
            clock,
            server_clock,
            probe=self._signing.probe,
            channel_ids=self._channel_ids,
            closed_horizon=config.closed_horizon,
        )
        self._commands = Commands(
            self._api,
            self._conversations,
            Sends(self._api, self._conversations),
            clock,
            config.timeouts.effect_s,
        )
        self._attachments = Attachments(config, self._line, clock)
        self._cable = Cable(config, clock, trust, self._conversations.read, self._wants_presence)
        self._has_presence = False
        self._must_refresh = False

    @property
    def capabilities(self) -> Capabilities:
        """A weak server: no conditional assignment, no idempotency (chatwoot §2.7, §3.7)."""
        return Capabilities()

    async def probe(self) -> ServerInfo:
        """See `port.Provider`."""
        return await self._signing.probe()

    async def sign_in(self, credentials: Credentials) -> Session | SecondFactorNeeded:
        """See `port.Provider`."""
        session = await self._signing.sign_in(credentials)
        if isinstance(session, Session):
            self._api.use(session)
        return session

    async def resume(self, session: Session) -> Session:
        """See `port.Provider`."""
        refreshed = await self._signing.resume(session)
        self._api.use(refreshed)
        return refreshed

    async def directory(self) -> tuple[Directory, tuple[Reject, ...]]:
        """See `port.Provider`."""
        directory, rejects = await fetch_directory(self._api)
        self._commands.know_agents(frozenset(agent.id for agent in directory.agents))
        return directory, rejects

    async def changes(self, cursor: Cursor | None) -> AsyncIterator[ChangePage]:
        """See `port.Provider`."""
        async with aclosing(self._feed.changes(cursor)) as pages:
            async for page in pages:
                yield page

    async def ticket(self, ticket_id: TicketId) -> Ticket:
        """See `port.Provider`."""
        return await self._conversations.ticket(ticket_id)

    async def messages(self, ticket_id: TicketId, wanted: MessageRange) -> MessagePage:
        """See `port.Provider`."""
        return await self._history.page(ticket_id, wanted)

    async def ownership(self) -> OwnershipDigest:
        """See `port.Provider`."""
        return await ownership_digest(self._conversations)

    async def events(self) -> AsyncIterator[LiveEvent]:
        """See `port.Provider`. A subscription that nobody answers refreshes the feed token."""
        self._line.check_open()
        session = self._api.session
        if self._must_refresh or not session.feed_token:
            session = await self._signing.refreshed(session)
            self._api.use(session)
            self._must_refresh = False
        try:
            async with aclosing(self._cable.events(session)) as events:
                async for event in events:
                    yield event
        except SubscriptionUnanswered:
            self._must_refresh = True
            raise

    async def execute(self, command: Command, content: bytes | None = None) -> Outcome:
        """See `port.Provider`."""
        return await self._commands.run(command, content)

    async def find(self, command: Command, anchor_id: MessageId | None) -> Evidence | None:
        """See `port.Provider`."""
        return await find_evidence(
            self._api, self._conversations, self._history, command, anchor_id
        )

    async def attachment(self, attachment: Attachment) -> AsyncIterator[bytes]:
        """See `port.Provider`."""
        async with aclosing(self._attachments.stream(attachment)) as chunks:
            async for chunk in chunks:
                yield chunk

    async def set_availability(self, availability: Availability) -> None:
        """Tell the server, and show presence from now on unless the agent is away.

        Presence starts here and nowhere else: it makes the agent eligible for tickets.
        """
        session = self._api.session
        await self._api.post_user(
            "/api/v1/profile/availability",
            {
                "profile": {
                    "account_id": session.account_id,
                    "availability": availability.value,
                }
            },
        )
        self._has_presence = availability is not Availability.OFFLINE

    async def aclose(self) -> None:
        """See `port.Provider`."""
        await self._line.aclose()

    def _wants_presence(self) -> bool:
        return self._has_presence

    async def _channel_ids(self) -> Sequence[ChannelId]:
        wire = await self._api.get("inboxes", _INBOXES)
        records = decode_records(wire.payload, _INBOX_ID, "channel")[0]
        return [ChannelId(record.id) for record in records if record.id is not None]
