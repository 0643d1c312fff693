-- What came of questions to programmes, and how long it took: what the router learns from. Nothing of the
-- person is in it, and of protected persons there is no row.
CREATE TABLE answers (
    id        TEXT    NOT NULL PRIMARY KEY,      -- referral, version and which of its outcomes
    network   TEXT    NOT NULL,
    programme TEXT    NOT NULL,
    what      TEXT    NOT NULL,                  -- yes, no, silent, contact, end
    took      BIGINT  NOT NULL,                  -- ms
    at        BIGINT  NOT NULL                   -- ms UTC
);
CREATE INDEX answers_by_time ON answers (network, at, id);

-- What each offer was decided by, sealed under the person's key.
CREATE TABLE decisions (
    referral_id TEXT    NOT NULL REFERENCES referrals (id),
    seq         BIGINT  NOT NULL,                -- the first event of the step that asked
    sealed      BYTEA   NOT NULL,                -- JSON
    PRIMARY KEY (referral_id, seq)
);
