# SPDX-License-Identifier: Apache-2.0
"""What this device holds, a stored file, and the directory with policy's records laid in."""

from __future__ import annotations

from dataclasses import replace

from desktop_agent.domain.directory import Directory
from desktop_agent.domain.queries import (
    AttachmentBytes,
    AttachmentQuery,
    DeviceReport,
    DeviceReportQuery,
    DirectoryQuery,
)
from desktop_agent.store.directory_repo import read_directory
from desktop_agent.store.sources import Sources


def directory(sources: Sources, _query: DirectoryQuery) -> Directory:
    """The whole directory."""
    return replace(read_directory(sources.db), processing=dict(sources.processing.records))


def attachment_bytes(sources: Sources, query: AttachmentQuery) -> AttachmentBytes | None:
    """The stored bytes of an attachment, None when they have not been fetched."""
    row = sources.db.execute(
        "SELECT a.name, b.mime, b.content FROM attachment_bytes b "
        "JOIN attachments a ON a.id = b.attachment_id WHERE b.attachment_id = ?",
        (query.attachment_id,),
    ).fetchone()
    return None if row is None else AttachmentBytes(row[0], row[1], bytes(row[2]))


def device_report(sources: Sources, _query: DeviceReportQuery) -> DeviceReport:
    """Counts and bytes, no content (domain-rules C19)."""
    counted = [
        sources.db.execute(f"SELECT count(*) FROM {table}").fetchone()[0]  # noqa: S608 - constants
        for table in ("tickets", "messages", "attachment_bytes", "work.drafts", "customers")
    ]
    size = sources.db.execute("SELECT coalesce(sum(size), 0) FROM attachment_bytes").fetchone()[0]
    outbox = sources.db.execute(
        "SELECT count(*) FROM work.outbox WHERE state NOT IN ('confirmed', 'cancelled')"
    ).fetchone()[0]
    tickets, messages, attachments, drafts, customers = counted
    return DeviceReport(
        tickets=tickets,
        messages=messages,
        attachments=attachments,
        attachment_bytes=size,
        drafts=drafts,
        outbox=outbox,
        customers=customers,
    )
