-- Definitions as they were imported; the highest version of a network is in force, older ones are kept
-- because handoffs keep the schema they were written by.
CREATE TABLE definitions (
    network         TEXT    NOT NULL,
    version         INTEGER NOT NULL,
    handoff_version INTEGER NOT NULL,
    definition      TEXT    NOT NULL,            -- JSON
    imported_at     INTEGER NOT NULL,            -- ms UTC
    PRIMARY KEY (network, version)
) STRICT;

-- What people claim and what the service has taken. Claims are never overwritten by an import.
CREATE TABLE programmes (
    id               TEXT    NOT NULL PRIMARY KEY,
    network          TEXT    NOT NULL,
    organisation     TEXT    NOT NULL,
    places           INTEGER,                    -- NULL: no limit
    intake_per_month INTEGER,                    -- NULL: no limit
    reserved         INTEGER NOT NULL DEFAULT 0, -- kept for an answer
    used             INTEGER NOT NULL DEFAULT 0, -- accepted
    intake_month     TEXT    NOT NULL DEFAULT '',-- the local month that intake counts, 2026-11
    intake           INTEGER NOT NULL DEFAULT 0, -- taken in that month
    lowered          INTEGER NOT NULL DEFAULT FALSE CHECK (lowered IN (FALSE, TRUE)), -- below what was taken then
    claimed_at       INTEGER NOT NULL,           -- ms UTC
    paused_from      TEXT,                       -- local date
    paused_until     TEXT,                       -- local date, the last day of the pause
    note             BLOB,                       -- sealed
    CHECK (reserved >= 0 AND used >= 0 AND intake >= 0)
) STRICT;

CREATE TABLE users (
    id         TEXT    NOT NULL PRIMARY KEY,
    name       TEXT    NOT NULL,
    email      TEXT,                             -- NULL: a machine
    language   TEXT    NOT NULL,
    created_at INTEGER NOT NULL,
    ended_at   INTEGER
) STRICT;

CREATE TABLE memberships (
    user_id      TEXT NOT NULL REFERENCES users (id),
    network      TEXT NOT NULL,
    organisation TEXT NOT NULL,
    role         TEXT NOT NULL,
    PRIMARY KEY (user_id, network, organisation, role)
) STRICT;
CREATE INDEX memberships_by_organisation ON memberships (network, organisation, role);

CREATE TABLE tokens (
    hash         TEXT    NOT NULL PRIMARY KEY,   -- SHA-256, hex; the token itself is never stored
    user_id      TEXT    NOT NULL REFERENCES users (id),
    network      TEXT    NOT NULL,
    organisation TEXT    NOT NULL,
    role         TEXT    NOT NULL,
    name         TEXT    NOT NULL,
    created_at   INTEGER NOT NULL,
    expires_at   INTEGER,
    revoked_at   INTEGER
) STRICT;
CREATE INDEX tokens_by_user ON tokens (user_id);

-- The person of one referral. Destroying wrapped_key erases her.
CREATE TABLE clients (
    id          TEXT    NOT NULL PRIMARY KEY,
    network     TEXT    NOT NULL,
    desk        TEXT    NOT NULL,
    wrapped_key BLOB,                            -- the data key under the master key
    handoff     BLOB,                            -- sealed JSON
    phone_index BLOB,                            -- keyed hash of phone and birth year
    name_index  BLOB,                            -- keyed hash of full name and birth year
    created_at  INTEGER NOT NULL,
    erased_at   INTEGER
) STRICT;
CREATE INDEX clients_by_phone ON clients (network, phone_index);
CREATE INDEX clients_by_name ON clients (network, name_index);

-- The present state, and beside it the columns that lists and the clock ask for. All of it follows from events.
CREATE TABLE referrals (
    id           TEXT    NOT NULL PRIMARY KEY,
    network      TEXT    NOT NULL,
    reference    TEXT    NOT NULL UNIQUE,
    client_id    TEXT    NOT NULL REFERENCES clients (id),
    version      INTEGER NOT NULL,               -- number of events
    head         TEXT    NOT NULL,               -- last link of the chain, hex
    status       TEXT    NOT NULL,
    holder_kind  TEXT    NOT NULL,
    holder       TEXT,                           -- organisation or user
    due_what     TEXT,
    due_at       INTEGER,
    due_key      INTEGER NOT NULL,               -- due_at, or what sorts after everything that is due
    wake_at      INTEGER,                        -- when the clock next has something to do
    desk         TEXT    NOT NULL,
    submitter    TEXT    NOT NULL,
    organisation TEXT,                           -- the partner that may know it
    transfer_to  TEXT,                           -- the partner that is asked beside
    programme    TEXT,
    worker       TEXT,
    deputy       TEXT,
    transfer_worker TEXT,                        -- who is named there
    transfer_deputy TEXT,
    asked        TEXT    NOT NULL,               -- every organisation ever asked: |a|b|
    protected    INTEGER NOT NULL CHECK (protected IN (FALSE, TRUE)),
    district     TEXT,
    submitted_at INTEGER NOT NULL,
    changed_at   INTEGER NOT NULL,
    state        TEXT    NOT NULL                -- JSON; last, so that lists skip it while they look for theirs
) STRICT;
CREATE INDEX referrals_by_wake ON referrals (wake_at, id) WHERE wake_at IS NOT NULL;
-- Lists, the most urgent first.
CREATE INDEX referrals_by_desk ON referrals (network, desk, due_key, id);
CREATE INDEX referrals_by_organisation ON referrals (network, organisation, due_key, id)
    WHERE organisation IS NOT NULL;
CREATE INDEX referrals_by_due ON referrals (network, due_key, id);
-- The same, the newest first.
CREATE INDEX referrals_by_desk_and_age ON referrals (network, desk, submitted_at, id);
CREATE INDEX referrals_by_organisation_and_age ON referrals (network, organisation, submitted_at, id)
    WHERE organisation IS NOT NULL;
CREATE INDEX referrals_by_age ON referrals (network, submitted_at, id);
CREATE INDEX referrals_by_transfer ON referrals (network, transfer_to) WHERE transfer_to IS NOT NULL;
CREATE INDEX referrals_by_submitter ON referrals (network, submitter);
CREATE INDEX referrals_by_waiting ON referrals (network, submitted_at, id) WHERE status = 'waiting';
-- The board's figures without a look at the rows.
CREATE INDEX referrals_by_standing ON referrals (network, protected, status, holder_kind, holder, due_at);
CREATE INDEX referrals_by_client ON referrals (client_id);

-- Append-only. `content` is what the chain covers, byte for byte.
CREATE TABLE events (
    referral_id TEXT    NOT NULL REFERENCES referrals (id),
    seq         INTEGER NOT NULL,
    at          INTEGER NOT NULL,                -- ms UTC
    name        TEXT    NOT NULL,
    content     TEXT    NOT NULL,                -- JSON
    link        TEXT    NOT NULL,                -- SHA-256 over the link before it and the content, hex
    PRIMARY KEY (referral_id, seq)
) STRICT;

-- Free texts that came with an event, sealed under the person's key.
CREATE TABLE texts (
    referral_id TEXT    NOT NULL REFERENCES referrals (id),
    seq         INTEGER NOT NULL,
    field       TEXT    NOT NULL,
    sealed      BLOB    NOT NULL,
    PRIMARY KEY (referral_id, seq, field)
) STRICT;

-- Every view of an identity: who, in which role, when, of whom, by what.
CREATE TABLE views (
    id           TEXT    NOT NULL PRIMARY KEY,
    referral_id  TEXT    NOT NULL REFERENCES referrals (id),
    user_id      TEXT    NOT NULL,
    role         TEXT    NOT NULL,
    organisation TEXT    NOT NULL,
    what         TEXT    NOT NULL,
    at           INTEGER NOT NULL
) STRICT;
CREATE INDEX views_by_referral ON views (referral_id, at);
CREATE INDEX views_by_user ON views (user_id, at);

-- One letter a notice, or one digest a person and day; written with the event that caused it.
CREATE TABLE letters (
    id          TEXT    NOT NULL PRIMARY KEY,
    user_id     TEXT    NOT NULL REFERENCES users (id),
    network     TEXT    NOT NULL,
    slot        INTEGER,                         -- the digest's instant; NULL for a letter at once
    created_at  INTEGER NOT NULL,
    send_at     INTEGER NOT NULL,                -- next try
    tries       INTEGER NOT NULL DEFAULT 0,
    lease_until INTEGER NOT NULL DEFAULT 0,
    sent_at     INTEGER,
    dead_at     INTEGER,
    failure     TEXT,                            -- a code, never the server's words
    UNIQUE (user_id, network, slot)
) STRICT;
-- What was sent stays in the table; the outbox looks only at what was not.
CREATE INDEX letters_by_send ON letters (send_at, id) WHERE sent_at IS NULL AND dead_at IS NULL;
CREATE INDEX letters_by_death ON letters (network, dead_at) WHERE dead_at IS NOT NULL;

CREATE TABLE notices (
    id          TEXT    NOT NULL PRIMARY KEY,
    letter_id   TEXT    NOT NULL REFERENCES letters (id),
    referral_id TEXT    NOT NULL REFERENCES referrals (id),
    kind        TEXT    NOT NULL,
    due_what    TEXT,
    due_at      INTEGER,
    programme   TEXT,
    created_at  INTEGER NOT NULL
) STRICT;
CREATE INDEX notices_by_letter ON notices (letter_id);
CREATE INDEX notices_by_referral ON notices (referral_id);

-- A repeated request finds its first answer here for 24 hours. Never a body.
CREATE TABLE idempotency (
    user_id     TEXT    NOT NULL,
    key         TEXT    NOT NULL,
    body        BLOB    NOT NULL,                -- keyed hash
    referral_id TEXT    NOT NULL,
    created_at  INTEGER NOT NULL,
    PRIMARY KEY (user_id, key)
) STRICT;
CREATE INDEX idempotency_by_age ON idempotency (created_at);

-- The same person at another desk: the coordinator sees the references, the desks see nothing.
CREATE TABLE doubles (
    network   TEXT    NOT NULL,
    referral  TEXT    NOT NULL,
    other     TEXT    NOT NULL,
    at        INTEGER NOT NULL,
    PRIMARY KEY (referral, other)
) STRICT;
CREATE INDEX doubles_by_network ON doubles (network, at);

-- Closed gates keep nothing identifying, only how many.
CREATE TABLE closed_gates (
    network TEXT    NOT NULL,
    month   TEXT    NOT NULL,                    -- local, 2026-11
    outcome TEXT    NOT NULL,
    times   INTEGER NOT NULL,
    PRIMARY KEY (network, month, outcome)
) STRICT;

-- Held for the length of a submission, so that the same person is not handed over twice at once.
CREATE TABLE person_locks (
    person BLOB NOT NULL PRIMARY KEY
) STRICT;
