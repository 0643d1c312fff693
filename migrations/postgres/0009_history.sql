-- The ordered feed: every event once, in an order in which nothing is ever entered before what is there.
-- What is not in it yet waits in `unplaced`, written with the event; places are given afterwards, by one at
-- a time for a network, to whatever has been committed by then.
CREATE TABLE unplaced (
    network     TEXT    NOT NULL,
    at          BIGINT NOT NULL,                -- the event's
    referral_id TEXT    NOT NULL,
    seq         BIGINT NOT NULL,
    PRIMARY KEY (network, at, referral_id, seq)
);

CREATE TABLE feed (
    network     TEXT    NOT NULL,
    position    BIGINT NOT NULL,                -- 1, 2, … without gaps
    referral_id TEXT    NOT NULL,
    seq         BIGINT NOT NULL,
    at          BIGINT NOT NULL,
    PRIMARY KEY (network, position),
    UNIQUE (referral_id, seq)
);

-- Where each network's feed ends; whoever gives places holds this row.
CREATE TABLE feed_ends (
    network  TEXT    NOT NULL PRIMARY KEY,
    position BIGINT NOT NULL
);

-- What had happened in a network at an hour: a Merkle root over the heads of all its referrals, and one over
-- those that changed since the checkpoint before, chained. No row here refers to a referral, so that these
-- stay when one is taken away.
CREATE TABLE checkpoints (
    network   TEXT    NOT NULL,
    number    BIGINT NOT NULL,                  -- 1, 2, … without gaps
    at        BIGINT NOT NULL,                  -- ms UTC
    position  BIGINT NOT NULL,                  -- of the feed, up to which it covers
    referrals BIGINT NOT NULL,                  -- how many there were
    root      TEXT    NOT NULL,                  -- over all heads, hex
    changes   TEXT    NOT NULL,                  -- over those that are new here, hex
    link      TEXT    NOT NULL,                  -- SHA-256 over the link before it and the above, hex
    PRIMARY KEY (network, number)
);

-- The heads that are new in each checkpoint. The latest of each referral together are the leaves of the root.
CREATE TABLE checkpoint_leaves (
    network     TEXT    NOT NULL,
    number      BIGINT NOT NULL,
    referral_id TEXT    NOT NULL,
    version     BIGINT NOT NULL,
    head        TEXT    NOT NULL,                -- hex
    newest      BOOLEAN NOT NULL,                           -- no later checkpoint has this referral
    PRIMARY KEY (network, number, referral_id)
);
CREATE INDEX checkpoint_leaves_by_referral ON checkpoint_leaves (referral_id, version);
CREATE INDEX checkpoint_leaves_newest ON checkpoint_leaves (network, referral_id) WHERE newest = TRUE;

-- What happened before there was a feed gets its places first.
INSERT INTO unplaced (network, at, referral_id, seq)
SELECT referrals.network, events.at, events.referral_id, events.seq
  FROM events JOIN referrals ON referrals.id = events.referral_id;

-- What is over gets a retention clock: the next sweep sets it to its instant.
UPDATE referrals SET wake_at = changed_at WHERE status IN ('stable', 'closed') AND wake_at IS NULL;
