-- An advisor's own page: whom she handed over herself, the latest change first, without a look at the rest.
DROP INDEX referrals_by_submitter;
CREATE INDEX referrals_by_submitter ON referrals (network, submitter, changed_at, id);
