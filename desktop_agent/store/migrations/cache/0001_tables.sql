-- SPDX-License-Identifier: Apache-2.0
-- What the server said. Times are microseconds since 1970 UTC; ids are the server's.

CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;

-- Display data only: there is no column for a number, an address or a picture (architecture §4).
CREATE TABLE customers (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    mask TEXT NOT NULL,
    is_blocked INTEGER
);

CREATE TABLE tickets (
    id INTEGER PRIMARY KEY,
    channel_id INTEGER NOT NULL,
    status TEXT NOT NULL,
    customer_id INTEGER NOT NULL,
    version REAL NOT NULL,
    created_at INTEGER NOT NULL,
    last_activity_at INTEGER NOT NULL,
    priority TEXT NOT NULL,
    owner_kind TEXT,
    owner_id INTEGER,
    owner_name TEXT NOT NULL,
    team_id INTEGER,
    labels TEXT NOT NULL,
    waiting_since_at INTEGER,
    snoozed_until_at INTEGER,
    unread INTEGER NOT NULL,
    can_reply INTEGER NOT NULL,
    is_muted INTEGER,
    last_inbound_at INTEGER,
    preview_message_id INTEGER,
    preview_kind TEXT,
    preview_author TEXT,
    preview_author_name TEXT,
    preview_text TEXT,
    preview_attachment_kind TEXT,
    preview_at INTEGER,
    consent_state TEXT NOT NULL,
    consent_source TEXT NOT NULL,
    consent_notice TEXT NOT NULL,
    consent_declared_at INTEGER,
    consent_confirmed_at INTEGER,
    consent_first_message_id INTEGER,
    consent_link TEXT NOT NULL,
    legal_basis TEXT NOT NULL,
    is_sensitive INTEGER NOT NULL,
    routing_rule TEXT NOT NULL,
    routed_at INTEGER,
    customer_since_at INTEGER,
    earlier_tickets INTEGER,
    -- Derived, so that every list is one walk along an index:
    shelf INTEGER NOT NULL,             -- 0 open and pending, 1 snoozed, 2 closed
    waiting_key INTEGER NOT NULL,       -- waiting tickets first, then the most recent ones
    window_closes_at INTEGER,           -- last_inbound_at + the channel's window
    lacks_messages INTEGER NOT NULL     -- the newest message is not in the held range
);

-- Three sorts; each index carries every column that a view filters by, so rows are not read.
CREATE INDEX tickets_newest ON tickets (
    shelf, last_activity_at DESC, id, status, owner_kind, owner_id, channel_id, team_id,
    consent_state, window_closes_at
);
CREATE INDEX tickets_waiting ON tickets (
    shelf, waiting_key, id, status, owner_kind, owner_id, channel_id, team_id,
    consent_state, window_closes_at
);
CREATE INDEX tickets_window ON tickets (
    shelf, window_closes_at, id, status, owner_kind, owner_id, channel_id, team_id,
    consent_state, last_activity_at
);
CREATE INDEX tickets_owner ON tickets (
    owner_id, shelf, last_activity_at DESC, id, status, owner_kind, channel_id, team_id,
    consent_state, window_closes_at, waiting_key, waiting_since_at, unread
) WHERE owner_id IS NOT NULL;
CREATE INDEX tickets_customer ON tickets (customer_id, last_activity_at DESC);
CREATE INDEX tickets_lacking ON tickets (last_activity_at DESC)
    WHERE lacks_messages = 1 AND status = 'open';

CREATE TABLE ticket_labels (
    label TEXT NOT NULL, ticket_id INTEGER NOT NULL, PRIMARY KEY (label, ticket_id)
) WITHOUT ROWID;
CREATE INDEX ticket_labels_ticket ON ticket_labels (ticket_id);

-- Folded words of the customer's name and mask, for the search by customer.
CREATE TABLE ticket_words (
    word TEXT NOT NULL, ticket_id INTEGER NOT NULL, PRIMARY KEY (word, ticket_id)
) WITHOUT ROWID;
CREATE INDEX ticket_words_ticket ON ticket_words (ticket_id);

-- Numbers for the view switcher. By shelf and free only: nothing is counted per agent (C21).
CREATE TABLE ticket_counts (bucket TEXT PRIMARY KEY, n INTEGER NOT NULL) WITHOUT ROWID;
INSERT INTO ticket_counts (bucket, n)
VALUES ('open', 0), ('pending', 0), ('snoozed', 0), ('closed', 0), ('free', 0);

CREATE TRIGGER tickets_counted AFTER INSERT ON tickets BEGIN
    UPDATE ticket_counts SET n = n + 1 WHERE bucket = new.status;
    UPDATE ticket_counts SET n = n + 1
        WHERE bucket = 'free' AND new.status = 'open' AND new.owner_kind IS NULL;
END;
CREATE TRIGGER tickets_uncounted AFTER DELETE ON tickets BEGIN
    UPDATE ticket_counts SET n = n - 1 WHERE bucket = old.status;
    UPDATE ticket_counts SET n = n - 1
        WHERE bucket = 'free' AND old.status = 'open' AND old.owner_kind IS NULL;
END;
CREATE TRIGGER tickets_recounted AFTER UPDATE OF status, owner_kind ON tickets
WHEN old.status IS NOT new.status OR old.owner_kind IS NOT new.owner_kind BEGIN
    UPDATE ticket_counts SET n = n - 1 WHERE bucket = old.status;
    UPDATE ticket_counts SET n = n - 1
        WHERE bucket = 'free' AND old.status = 'open' AND old.owner_kind IS NULL;
    UPDATE ticket_counts SET n = n + 1 WHERE bucket = new.status;
    UPDATE ticket_counts SET n = n + 1
        WHERE bucket = 'free' AND new.status = 'open' AND new.owner_kind IS NULL;
END;

CREATE TABLE owner_changes (
    ticket_id INTEGER NOT NULL,
    seen_at INTEGER NOT NULL,
    owner_kind TEXT,
    owner_id INTEGER,
    owner_name TEXT NOT NULL
);
CREATE INDEX owner_changes_ticket ON owner_changes (ticket_id);

CREATE TABLE tombstones (ticket_id INTEGER PRIMARY KEY, why TEXT NOT NULL, at INTEGER NOT NULL);

-- The server numbers messages in the order in which they came to be, so rowids grow with time and
-- newest-first search needs no ranking. An index on ticket_id ends in the rowid by itself.
CREATE TABLE messages (
    id INTEGER PRIMARY KEY,
    ticket_id INTEGER NOT NULL,
    kind TEXT NOT NULL,
    author_kind TEXT NOT NULL,
    author_id INTEGER NOT NULL,
    author_name TEXT NOT NULL,
    text TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    delivery TEXT NOT NULL,
    version REAL,
    ref TEXT,
    quoted_id INTEGER,
    is_deleted INTEGER NOT NULL,
    content_kind TEXT NOT NULL,
    failure TEXT NOT NULL
);
CREATE INDEX messages_ticket ON messages (ticket_id);
CREATE INDEX messages_ref ON messages (ref) WHERE ref IS NOT NULL;

CREATE TABLE held_ranges (
    ticket_id INTEGER PRIMARY KEY,
    oldest_id INTEGER,
    newest_id INTEGER,
    is_first INTEGER NOT NULL
);

CREATE TABLE attachments (
    id INTEGER PRIMARY KEY,
    message_id INTEGER NOT NULL,
    place INTEGER NOT NULL,
    kind TEXT NOT NULL,
    name TEXT NOT NULL,
    size INTEGER,
    width INTEGER,
    height INTEGER,
    url TEXT NOT NULL,
    title TEXT NOT NULL,
    latitude REAL,
    longitude REAL
);
CREATE INDEX attachments_message ON attachments (message_id);

CREATE TABLE attachment_bytes (
    attachment_id INTEGER PRIMARY KEY,
    mime TEXT NOT NULL,
    size INTEGER NOT NULL,
    fetched_at INTEGER NOT NULL,
    content BLOB NOT NULL
);

-- Messages that are held but not (or no longer rightly) in the search index.
CREATE TABLE index_queue (message_id INTEGER PRIMARY KEY);

-- Contentless, newest first by rowid, so neither text nor positions are kept twice. pgsz fits one
-- SQLCipher page. Without prefix indexes a beginning of a frequent word merges every message it
-- stands in: 130 ms at 2 million; with detail=none all four cost what positions would.
-- Segments are merged by `search_index` in short steps (automerge stalls the db thread for 100 ms).
CREATE VIRTUAL TABLE message_index USING fts5 (
    body, content = '', contentless_delete = 1, detail = none, prefix = '3 4 5 6',
    tokenize = "unicode61 remove_diacritics 2"
);
INSERT INTO message_index (message_index, rank)
VALUES ('pgsz', 8070), ('hashsize', 16777216), ('automerge', 0);

CREATE TABLE agents (
    id INTEGER PRIMARY KEY,
    place INTEGER NOT NULL,
    name TEXT NOT NULL,
    role TEXT NOT NULL,
    availability TEXT NOT NULL,
    team_ids TEXT NOT NULL
);
CREATE TABLE teams (id INTEGER PRIMARY KEY, place INTEGER NOT NULL, name TEXT NOT NULL);
CREATE TABLE channels (
    id INTEGER PRIMARY KEY,
    place INTEGER NOT NULL,
    name TEXT NOT NULL,
    kind TEXT NOT NULL,
    window_us INTEGER,
    text_limit INTEGER NOT NULL,
    provider TEXT NOT NULL,
    needs_reconnect INTEGER NOT NULL
);
CREATE TABLE labels (name TEXT PRIMARY KEY, place INTEGER NOT NULL, colour TEXT NOT NULL);
CREATE TABLE templates (
    place INTEGER PRIMARY KEY,
    channel_id INTEGER NOT NULL,
    name TEXT NOT NULL,
    language TEXT NOT NULL,
    category TEXT NOT NULL,
    body TEXT NOT NULL,
    is_usable INTEGER NOT NULL,
    fields TEXT NOT NULL,
    header TEXT NOT NULL,
    footer TEXT NOT NULL
);
CREATE TABLE snippets (place INTEGER PRIMARY KEY, code TEXT NOT NULL, text TEXT NOT NULL);

CREATE TABLE rejects (
    what TEXT NOT NULL,
    field TEXT NOT NULL,
    n INTEGER NOT NULL,
    last_record_id INTEGER,
    last_at INTEGER NOT NULL,
    PRIMARY KEY (what, field)
) WITHOUT ROWID;
