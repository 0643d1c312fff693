-- Who of a partner is away. A row goes when the absence is over; what it moved stands in the events.
CREATE TABLE absences (
    user_id      TEXT    NOT NULL REFERENCES users (id),
    network      TEXT    NOT NULL,
    organisation TEXT    NOT NULL,
    from_on      TEXT    NOT NULL,               -- local date, the first day away
    until_on     TEXT    NOT NULL,               -- local date, the last day away
    covered_by   TEXT,                           -- user
    acts_at      INTEGER NOT NULL,               -- when it next moves work: the first day begins, the last has passed
    PRIMARY KEY (user_id, network, organisation)
) STRICT;
CREATE INDEX absences_by_organisation ON absences (network, organisation, user_id);
CREATE INDEX absences_by_act ON absences (acts_at, network, organisation);

-- Whom a worker has, whoever stands in for her.
CREATE INDEX referrals_by_worker ON referrals (network, worker, id) WHERE worker IS NOT NULL;

-- Nobody of a partner is there: one task of a desk for all whom the partner has.
CREATE TABLE watches (
    id           TEXT    NOT NULL PRIMARY KEY,
    network      TEXT    NOT NULL,
    organisation TEXT    NOT NULL,
    desk         TEXT    NOT NULL,
    submitter    TEXT    NOT NULL,               -- of protected persons only this user's; else empty
    from_on      TEXT    NOT NULL,               -- local date
    until_on     TEXT    NOT NULL,               -- local date
    due_at       INTEGER NOT NULL,               -- ms UTC
    told         INTEGER NOT NULL DEFAULT FALSE CHECK (told IN (FALSE, TRUE)),
    opened_at    INTEGER NOT NULL,
    done_at      INTEGER,
    done_by      TEXT                            -- user
) STRICT;
CREATE INDEX watches_by_desk ON watches (network, desk, opened_at, id);
CREATE INDEX watches_by_age ON watches (network, opened_at, id);
CREATE INDEX watches_by_due ON watches (due_at, id) WHERE told = FALSE AND done_at IS NULL;

-- Each is on one watch at most: the latest.
CREATE TABLE watched (
    referral_id TEXT NOT NULL PRIMARY KEY REFERENCES referrals (id),
    watch_id    TEXT NOT NULL REFERENCES watches (id)
) STRICT;
CREATE INDEX watched_by_watch ON watched (watch_id, referral_id);

-- What a letter says that is about no referral: a watch, a programme.
CREATE TABLE announcements (
    id           TEXT    NOT NULL PRIMARY KEY,
    letter_id    TEXT    NOT NULL REFERENCES letters (id),
    kind         TEXT    NOT NULL,
    about        TEXT    NOT NULL,               -- watch or programme
    detail       TEXT    NOT NULL,               -- organisation of a watch, instant of a programme's claim
    created_at   INTEGER NOT NULL
) STRICT;
CREATE INDEX announcements_by_letter ON announcements (letter_id, created_at, id);
CREATE INDEX announcements_by_subject ON announcements (about, kind);

-- When it was last asked whether what is claimed of a programme still holds.
CREATE TABLE claim_questions (
    programme TEXT    NOT NULL PRIMARY KEY REFERENCES programmes (id),
    asked_at  INTEGER NOT NULL                   -- ms UTC
) STRICT;
