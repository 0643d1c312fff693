-- Handoffs that their authors still keep. The person's key and her sealed handoff are in `clients`; when the
-- draft ends, both rows go.
CREATE TABLE drafts (
    id           TEXT    NOT NULL PRIMARY KEY,
    network      TEXT    NOT NULL,
    organisation TEXT    NOT NULL,               -- in whose space
    client_id    TEXT    NOT NULL REFERENCES clients (id),
    reference    TEXT    NOT NULL UNIQUE,
    author       TEXT    NOT NULL,
    version      INTEGER NOT NULL,
    queued       INTEGER NOT NULL CHECK (queued IN (FALSE, TRUE)),
    holder_kind  TEXT    NOT NULL,
    holder       TEXT    NOT NULL,               -- organisation or user
    due_what     TEXT    NOT NULL,
    due_at       INTEGER NOT NULL,
    wake_at      INTEGER,                        -- when the clock next has something to do
    protected    INTEGER NOT NULL CHECK (protected IN (FALSE, TRUE)),
    saved_at     INTEGER NOT NULL,
    state        TEXT    NOT NULL                -- JSON
) STRICT;
CREATE INDEX drafts_by_wake ON drafts (wake_at, id) WHERE wake_at IS NOT NULL;
CREATE INDEX drafts_by_author ON drafts (network, organisation, author, due_at, id);
CREATE INDEX drafts_by_queue ON drafts (network, organisation, due_at, id) WHERE queued = TRUE;
CREATE INDEX drafts_by_client ON drafts (client_id);

-- What letters say of drafts. A notice outlives its draft, as the letter it was sent in does.
CREATE TABLE draft_notices (
    id         TEXT    NOT NULL PRIMARY KEY,
    letter_id  TEXT    NOT NULL REFERENCES letters (id),
    draft_id   TEXT    NOT NULL,
    reference  TEXT    NOT NULL,
    kind       TEXT    NOT NULL,
    due_what   TEXT,
    due_at     INTEGER,
    created_at INTEGER NOT NULL
) STRICT;
CREATE INDEX draft_notices_by_letter ON draft_notices (letter_id);
CREATE INDEX draft_notices_by_draft ON draft_notices (draft_id);

-- Every view of an identity in a draft. Handed over, they become views of the referral.
CREATE TABLE draft_views (
    id           TEXT    NOT NULL PRIMARY KEY,
    draft_id     TEXT    NOT NULL,
    user_id      TEXT    NOT NULL,
    role         TEXT    NOT NULL,
    organisation TEXT    NOT NULL,
    what         TEXT    NOT NULL,
    at           INTEGER NOT NULL
) STRICT;
CREATE INDEX draft_views_by_draft ON draft_views (draft_id, at);
CREATE INDEX draft_views_by_user ON draft_views (user_id, at);

-- Keyed hashes by which whoever rings back is found: of her phone, her name, her birth year alone.
CREATE TABLE client_indexes (
    client_id TEXT NOT NULL REFERENCES clients (id),
    value     BLOB NOT NULL,
    PRIMARY KEY (client_id, value)
) STRICT;
CREATE INDEX client_indexes_by_value ON client_indexes (value, client_id);

-- Whether those hashes were entered; who was there before them is entered by the service.
ALTER TABLE clients ADD COLUMN indexed INTEGER NOT NULL DEFAULT FALSE CHECK (indexed IN (FALSE, TRUE));
CREATE INDEX clients_to_index ON clients (id) WHERE indexed = FALSE AND handoff IS NOT NULL;
