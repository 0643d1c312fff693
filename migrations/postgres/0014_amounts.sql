-- A count may be of more than one at once: days that somebody waited.
ALTER TABLE tallies ADD COLUMN times BIGINT NOT NULL DEFAULT 1;
