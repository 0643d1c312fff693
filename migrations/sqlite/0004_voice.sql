-- What clients said of an organisation, as sums from the first: whoever reads them finds nobody in them.
CREATE TABLE voices (
    network      TEXT    NOT NULL,
    organisation TEXT    NOT NULL,
    month        TEXT    NOT NULL,               -- local, 2026-11
    question     TEXT    NOT NULL,
    answer       TEXT    NOT NULL,
    times        INTEGER NOT NULL,
    PRIMARY KEY (network, organisation, month, question, answer)
) STRICT;
