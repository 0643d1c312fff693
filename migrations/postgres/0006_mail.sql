-- Since when a working mail server has put the letter off; what the waits and the giving up are counted from.
ALTER TABLE letters ADD COLUMN refused_since BIGINT; -- ms UTC

-- How many letters did not reach their receivers: what a coordinator's digest tells her.
ALTER TABLE letters ADD COLUMN undelivered BIGINT NOT NULL DEFAULT 0;
