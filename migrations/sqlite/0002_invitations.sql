-- One-time links to whoever was invited. Only the hash of a link's secret is kept.
CREATE TABLE invitations (
    hash         TEXT    NOT NULL PRIMARY KEY,   -- SHA-256, hex
    user_id      TEXT    NOT NULL REFERENCES users (id),
    network      TEXT    NOT NULL,
    organisation TEXT    NOT NULL,
    role         TEXT    NOT NULL,
    created_at   INTEGER NOT NULL,                -- ms UTC
    expires_at   INTEGER NOT NULL,
    used_at      INTEGER
) STRICT;
CREATE INDEX invitations_by_user ON invitations (user_id);
-- Whoever is invited again is found by her address.
CREATE INDEX users_by_email ON users (email) WHERE email IS NOT NULL;
