# SPDX-License-Identifier: Apache-2.0
"""How the gapless newest range of a ticket's messages grows by a page. Pure; no SQL."""

from __future__ import annotations

from desktop_agent.domain.ids import MessageId
from desktop_agent.domain.light_dataclass import dataclass


@dataclass(frozen=True, slots=True)
class Span:
    """Messages from `oldest_id` to `newest_id`, both included, of which none is missing."""

    oldest_id: MessageId
    newest_id: MessageId
    is_first: bool


def grow(held: Span | None, page: Span) -> Span:
    """The held range after a complete page.

    A page that touches the range extends it; a newer one behind a gap replaces it, since only the
    newest range counts; an older one before a gap leaves it. Message ids of other tickets lie
    between those of one ticket, so "touches" means that no id is left between the two.
    """
    if held is None or page.oldest_id > held.newest_id + 1:
        return page
    if page.newest_id < held.oldest_id - 1:
        return held
    oldest = min(held.oldest_id, page.oldest_id)
    return Span(
        oldest_id=oldest,
        newest_id=max(held.newest_id, page.newest_id),
        is_first=(held.is_first and oldest == held.oldest_id)
        or (page.is_first and oldest == page.oldest_id),
    )
