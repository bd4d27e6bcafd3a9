-- SPDX-License-Identifier: Apache-2.0
-- What the agent did; never deleted by the program on its own. No keys into the cache: it may vanish.
-- Times are microseconds since 1970 UTC.

CREATE TABLE outbox (
    seq INTEGER PRIMARY KEY,            -- the order in which wishes were made
    command_id TEXT NOT NULL UNIQUE,
    ticket_id INTEGER NOT NULL,
    kind TEXT NOT NULL,
    payload TEXT NOT NULL,
    basis TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    batch_id TEXT,
    state TEXT NOT NULL CHECK (
        state IN ('queued', 'sending', 'unknown', 'held', 'failed', 'confirmed', 'cancelled')
    ),
    attempts INTEGER NOT NULL,
    not_before_at INTEGER,
    next_attempt_at INTEGER,
    first_sent_at INTEGER,
    last_sent_at INTEGER,
    held TEXT,
    facts TEXT NOT NULL,
    anchor_id INTEGER,
    result_id INTEGER,
    changed_at INTEGER,
    is_approved INTEGER NOT NULL
);
CREATE INDEX outbox_open ON outbox (ticket_id, seq) WHERE state NOT IN ('confirmed', 'cancelled');

CREATE TABLE drafts (
    ticket_id INTEGER PRIMARY KEY,
    text TEXT NOT NULL,
    is_note INTEGER NOT NULL,
    saved_at INTEGER NOT NULL
);

CREATE TABLE blobs (id TEXT PRIMARY KEY, content BLOB NOT NULL);

CREATE TABLE session (
    one INTEGER PRIMARY KEY CHECK (one = 1),
    server TEXT NOT NULL,
    account_id INTEGER NOT NULL,
    account_name TEXT NOT NULL,
    agent_id INTEGER NOT NULL,
    agent_name TEXT NOT NULL,
    role TEXT NOT NULL,
    availability TEXT NOT NULL,
    token TEXT NOT NULL,
    feed_token TEXT NOT NULL,
    server_version TEXT NOT NULL
);

-- Ids, states and codes; never bodies (architecture §4).
CREATE TABLE journal (
    at INTEGER NOT NULL,
    what TEXT NOT NULL,
    ticket_id INTEGER,
    command_id TEXT,
    detail TEXT NOT NULL
);
CREATE INDEX journal_at ON journal (at);
