# SPDX-License-Identifier: Apache-2.0
"""Brings attachments into the encrypted store when the window asks. Logs no address and no name."""

from __future__ import annotations

import asyncio
import logging
import mimetypes

from desktop_agent.domain.clock import Clock
from desktop_agent.domain.errors import AgentError, Problem, ProblemCode
from desktop_agent.domain.events import AttachmentReady
from desktop_agent.domain.ids import AttachmentId
from desktop_agent.domain.messages import Attachment
from desktop_agent.provider.port import Provider
from desktop_agent.sync.coalesce import Emitter
from desktop_agent.sync.ports import Stores

log = logging.getLogger(__name__)

AT_ONCE = 2
UNKNOWN_MIME = "application/octet-stream"


class AttachmentFetcher:
    """Single-flight downloads, a few at once. Engine thread only; reports, never raises."""

    def __init__(self, provider: Provider, stores: Stores, emitter: Emitter, clock: Clock) -> None:
        self._provider = provider
        self._stores = stores
        self._emitter = emitter
        self._clock = clock
        self._slots = asyncio.Semaphore(AT_ONCE)
        self._running: set[AttachmentId] = set()

    async def fetch(self, attachment_id: AttachmentId) -> None:
        """Fetch one attachment and answer with `AttachmentReady`, well or with the reason."""
        if attachment_id in self._running:
            return
        self._running.add(attachment_id)
        problem: Problem | None = None
        try:
            async with self._slots:
                await self._fetch(attachment_id)
        except AgentError as trouble:
            log.warning("attachment %d: %s", attachment_id, trouble.problem.code)
            problem = trouble.problem
        finally:
            self._running.discard(attachment_id)
        self._emitter.now(AttachmentReady(attachment_id, problem))

    async def _fetch(self, attachment_id: AttachmentId) -> None:
        known = await self._stores.cache(lambda repos: repos.attachment(attachment_id))
        if known is None or not known.url:
            raise AgentError(ProblemCode.ATTACHMENT_UNAVAILABLE)
        chunks = [chunk async for chunk in self._provider.attachment(known)]
        content = b"".join(chunks)
        at = self._clock.now()
        await self._stores.cache(
            lambda repos: repos.put_attachment_bytes(attachment_id, content, _mime_of(known), at)
        )


def _mime_of(attachment: Attachment) -> str:
    guessed, _ = mimetypes.guess_type(attachment.name)
    return guessed or UNKNOWN_MIME
