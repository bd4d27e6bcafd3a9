# SPDX-License-Identifier: Apache-2.0
"""Which function answers which query. A query that is missing here is a bug, and a test says so."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from desktop_agent.domain import queries as q
from desktop_agent.store.read_counts import counts, next_window
from desktop_agent.store.read_detail import detail
from desktop_agent.store.read_device import attachment_bytes, device_report, directory
from desktop_agent.store.read_outbox import open_outbox
from desktop_agent.store.read_rows import tickets_of_customer, wanted_rows
from desktop_agent.store.read_search import search
from desktop_agent.store.read_transcript import transcript
from desktop_agent.store.read_views import index, places
from desktop_agent.store.sources import Sources

ANSWERS: dict[type[q.Query[Any]], Callable[[Sources, Any], Any]] = {
    q.TicketIndexQuery: index,
    q.TicketRowsQuery: wanted_rows,
    q.TicketPlacesQuery: places,
    q.CountsQuery: counts,
    q.NextWindowQuery: next_window,
    q.TicketDetailQuery: detail,
    q.TranscriptQuery: transcript,
    q.OutboxQuery: open_outbox,
    q.DirectoryQuery: directory,
    q.SearchQuery: search,
    q.AttachmentQuery: attachment_bytes,
    q.DeviceReportQuery: device_report,
    q.CustomerTicketsQuery: tickets_of_customer,
}
