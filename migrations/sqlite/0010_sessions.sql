-- Signing in. Nothing here lets anybody in who has stolen it: a password is kept as argon2id leaves it, a
-- session as the hash of a secret that only the cookie has.
CREATE TABLE passwords (
    user_id    TEXT    NOT NULL PRIMARY KEY REFERENCES users (id),
    hash       TEXT    NOT NULL,                  -- argon2id, PHC string
    changed_at INTEGER NOT NULL                   -- ms UTC
) STRICT;

CREATE TABLE sessions (
    hash         TEXT    NOT NULL PRIMARY KEY,    -- of the cookie's secret: SHA-256, hex
    user_id      TEXT    NOT NULL REFERENCES users (id),
    network      TEXT    NOT NULL,                -- these three: as what she acts now
    organisation TEXT    NOT NULL,
    role         TEXT    NOT NULL,
    created_at   INTEGER NOT NULL,                -- ms UTC
    seen_at      INTEGER NOT NULL,                -- to the minute; the idle end is counted from here
    ends_at      INTEGER NOT NULL                 -- the absolute end
) STRICT;
CREATE INDEX sessions_by_user ON sessions (user_id);
CREATE INDEX sessions_by_seen ON sessions (seen_at);

-- Tries that did not let anybody in, since the last that did. Kept for addresses nobody has as well: how a
-- try is answered tells nothing about who is here.
CREATE TABLE sign_in_tries (
    hash     TEXT    NOT NULL PRIMARY KEY,        -- of the folded address, keyed, hex
    tries    INTEGER NOT NULL,
    tried_at INTEGER NOT NULL,                    -- ms UTC
    again_at INTEGER NOT NULL                     -- before this nothing is tried
) STRICT;
CREATE INDEX sign_in_tries_by_tried ON sign_in_tries (tried_at);

-- An invitation of somebody who had that role already is there to set a new password.
ALTER TABLE invitations ADD COLUMN renews INTEGER NOT NULL DEFAULT FALSE CHECK (renews IN (FALSE, TRUE));

-- Addresses are looked for however they were typed. LOWER folds A to Z on both engines, which is what
-- addresses are made of; what is entered from now on is folded by the program.
ALTER TABLE users ADD COLUMN email_folded TEXT;
UPDATE users SET email_folded = LOWER(email) WHERE email IS NOT NULL;
CREATE INDEX users_by_email_folded ON users (email_folded) WHERE email_folded IS NOT NULL;
