# SPDX-License-Identifier: Apache-2.0
"""Nothing that was written can be read from any file of the profile (domain-rules C4)."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from desktop_agent.domain.commands import Note, Reply
from desktop_agent.domain.directory import Directory, Snippet
from desktop_agent.domain.held import Journalled
from desktop_agent.domain.ids import AttachmentId, CustomerId, MessageId, TicketId
from desktop_agent.domain.messages import Attachment, AttachmentKind, Author, AuthorKind
from desktop_agent.domain.queries import SearchQuery
from desktop_agent.domain.secret import SecretText
from desktop_agent.domain.tickets import Customer, Preview
from desktop_agent.store.database import PAGE_SIZE
from tests.unit.store.conftest import Files
from tests.unit.store.records import KEY, NOW, make_message, make_row, make_session, make_ticket

ONE = TicketId(1)
RESERVED = 80
"""Bytes that SQLCipher keeps of each page."""
MARKERS = [
    f"canary{place}"
    for place in (
        "customer",
        "mask",
        "body",
        "preview",
        "author",
        "filename",
        "filebytes",
        "fileurl",
        "draft",
        "reply",
        "note",
        "fact",
        "blob",
        "token",
        "feed",
        "snippet",
        "label",
        "journal",
        "erased",
    )
]


@pytest.fixture
def planted(files: Files) -> Files:
    """Every table that can hold text holds a marker; some were erased again."""
    cache, work = files.cache, files.work
    cache.put_directory(Directory(snippets=(Snippet("x", "canarysnippet"),)))
    preview = Preview(
        message_id=MessageId(1),
        kind="inbound",
        author="customer",
        author_name="",
        text="canarypreview",
    )
    customer = Customer(CustomerId(5), "canarycustomer", "canarymask")
    ticket = make_ticket(customer=customer, preview=preview, labels=("canarylabel",))
    cache.put_tickets([ticket], seen_at=NOW)
    attachment = Attachment(
        id=AttachmentId(1),
        kind=AttachmentKind.FILE,
        name="canaryfilename",
        url=SecretText("https://chat.example/canaryfileurl"),
    )
    author = Author(AuthorKind.CUSTOMER, 5, "canaryauthor")
    cache.put_messages(
        ONE,
        [
            make_message(1, text="canarybody " * 50, attachments=(attachment,), author=author),
            make_message(2, text="canaryerased " * 50),
        ],
    )
    cache.put_attachment_bytes(AttachmentId(1), b"canaryfilebytes" * 999, "text/plain", NOW)
    cache.index_some(10)
    cache.put_messages(ONE, [make_message(2, is_deleted=True)])
    while cache.index_some(10):
        pass
    work.set_session(
        make_session(token=SecretText("canarytoken"), feed_token=SecretText("canaryfeed"))
    )
    work.save_draft(ONE, "canarydraft", is_note=False, at=NOW)
    work.add_row(make_row(1, Reply("canaryreply")))
    work.add_row(make_row(2, Note("canarynote"), facts={"name": "canaryfact"}))
    work.add_blob("b", b"canaryblob" * 999)
    work.journal(Journalled(NOW, "what", ONE, detail="canaryjournal"))
    assert files.ask(SearchQuery("canarybody")).hits
    return files


def markers_in(directory: Path) -> set[tuple[str, str]]:
    found = set()
    for path in directory.rglob("*"):
        if path.is_file():
            content = path.read_bytes().lower()
            for encoding in ("utf-8", "utf-16-le"):
                found |= {
                    (path.name, marker) for marker in MARKERS if marker.encode(encoding) in content
                }
    return found


def test_no_file_holds_a_marker_while_the_profile_is_open(planted: Files) -> None:
    names = {path.name for path in planted.directory.iterdir()}
    assert {"cache.db", "cache.db-wal", "work.db", "work.db-wal"} <= names
    assert markers_in(planted.directory) == set()


def test_no_file_holds_a_marker_after_it_was_closed(planted: Files) -> None:
    planted.cache_db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    planted.work_db.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    assert markers_in(planted.directory) == set()


def test_neither_file_holds_the_key(planted: Files) -> None:
    key = KEY.reveal()
    for path in planted.directory.iterdir():
        content = path.read_bytes()
        assert key.encode() not in content
        assert bytes.fromhex(key[:64]) not in content


@pytest.mark.parametrize("file", ["cache.db", "work.db"])
def test_plain_sqlite_opens_neither(planted: Files, file: str) -> None:
    plain = sqlite3.connect(planted.directory / file)
    with pytest.raises(sqlite3.DatabaseError):
        plain.execute("SELECT count(*) FROM sqlite_master")
    plain.close()


def test_decrypted_database_holds_nothing_of_an_erased_message(planted: Files) -> None:
    """domain-rules C3, C12: not in rows, not in the search index, not in free pages."""
    pages = decrypted_pages(planted)

    assert b"canarybody" in pages
    assert b"canaryerased" not in pages
    assert b"naryerased" not in pages


def decrypted_pages(files: Files) -> bytes:
    """Every page of `cache.db` in clear, free ones included: AES-256-CBC, IV and HMAC behind it."""
    pytest.importorskip("cryptography", reason="comes with the keyring's Linux backend")
    from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

    files.cache_db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    raw = (files.directory / "cache.db").read_bytes()
    key = algorithms.AES(bytes.fromhex(KEY.reveal()[:64]))
    clear = b""
    for start in range(0, len(raw), PAGE_SIZE):
        page = raw[start : start + PAGE_SIZE]
        content, iv = page[: PAGE_SIZE - RESERVED], page[PAGE_SIZE - RESERVED :][:16]
        if start == 0:
            content = content[16:]  # the salt
        decryptor = Cipher(key, modes.CBC(iv)).decryptor()
        clear += decryptor.update(content) + decryptor.finalize()
    return clear
