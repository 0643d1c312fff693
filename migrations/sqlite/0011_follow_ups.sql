-- How follow-ups ended, as sums from the first: whoever reads them finds nobody in them.
CREATE TABLE follow_ups (
    network TEXT    NOT NULL,
    month   TEXT    NOT NULL,                    -- local, 2026-11
    outcome TEXT    NOT NULL,                    -- stable, not_reached, changed, no_contact_wanted, moved, died
    times   INTEGER NOT NULL,
    PRIMARY KEY (network, month, outcome)
) STRICT;
