-- How well the programme fitted and how full it was when it answered, each of a thousand; nothing of answers
-- from before, and of programmes without a limit no load.
ALTER TABLE answers ADD COLUMN fit  INTEGER;
ALTER TABLE answers ADD COLUMN load INTEGER;

-- What a place in each programme is expected to cost others, worked out once a day.
CREATE TABLE forecasts (
    network TEXT NOT NULL PRIMARY KEY,
    on_day  TEXT NOT NULL,                       -- local date
    prices  TEXT NOT NULL                        -- JSON: programme to hundredths of a day
) STRICT;
