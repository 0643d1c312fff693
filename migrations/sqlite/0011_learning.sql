-- What happened in a network, counted. Each count comes in as a row of its own, so that nobody waits for
-- anybody's sum; the clock then adds them up. Protected persons are in no count.
CREATE TABLE tallies (
    id      TEXT NOT NULL PRIMARY KEY,           -- referral, version and which of its counts
    network TEXT NOT NULL,
    month   TEXT NOT NULL,                       -- local, 2026-11
    what    TEXT NOT NULL,
    key     TEXT NOT NULL
) STRICT;
CREATE INDEX tallies_by_month ON tallies (network, month, what, key);

CREATE TABLE figures (
    network TEXT    NOT NULL,
    month   TEXT    NOT NULL,
    what    TEXT    NOT NULL,
    key     TEXT    NOT NULL,
    times   INTEGER NOT NULL,
    PRIMARY KEY (network, month, what, key)
) STRICT;

-- What the network asks itself and what it decided, as dated lines. They are about no person; sealed all the same.
CREATE TABLE network_notes (
    id      TEXT    NOT NULL PRIMARY KEY,
    network TEXT    NOT NULL,
    kind    TEXT    NOT NULL,
    on_day  TEXT    NOT NULL,                    -- local date
    sealed  BLOB    NOT NULL,
    user_id TEXT    NOT NULL REFERENCES users (id),
    at      INTEGER NOT NULL                     -- ms UTC
) STRICT;
CREATE INDEX network_notes_by_day ON network_notes (network, kind, on_day, id);
CREATE INDEX network_notes_by_user ON network_notes (user_id);

-- The board's figures of what is open without a look at the rows, however much is over.
CREATE INDEX referrals_by_load ON referrals (network, protected, status, holder_kind, organisation, due_at)
    WHERE due_at IS NOT NULL;
