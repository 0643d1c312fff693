-- Which steps on the way to a programme's last day have been told, so that each is told once.
CREATE TABLE endings_told (
    programme TEXT    NOT NULL,
    last_day  TEXT    NOT NULL,                  -- local date
    days      BIGINT NOT NULL,                  -- before the last day
    told_at   BIGINT NOT NULL,                  -- ms UTC
    PRIMARY KEY (programme, last_day, days)
);

-- Who left a programme because it ended, and where to: only counted, protected persons not at all.
CREATE TABLE leavings (
    network     TEXT    NOT NULL,
    programme   TEXT    NOT NULL,
    referral_id TEXT    NOT NULL REFERENCES referrals (id),
    how         TEXT    NOT NULL,
    at          BIGINT NOT NULL,
    PRIMARY KEY (programme, referral_id)
);
CREATE INDEX leavings_by_network ON leavings (network, programme, how);
CREATE INDEX leavings_by_referral ON leavings (referral_id);

-- The people of one programme, while they are open.
CREATE INDEX referrals_by_programme ON referrals (network, programme, id) WHERE due_at IS NOT NULL;

-- The program before this one did not wake for the end of a programme: the clock looks at all of them again.
UPDATE referrals SET wake_at = 0 WHERE due_at IS NOT NULL;
