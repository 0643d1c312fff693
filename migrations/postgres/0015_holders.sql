-- Whose turn it is stands in the index by which a partner's list is walked: a worker's own are found without
-- visiting everybody whom her organisation has.
DROP INDEX referrals_by_organisation;
CREATE INDEX referrals_by_organisation ON referrals (network, organisation, due_key, id, holder)
    WHERE organisation IS NOT NULL;
