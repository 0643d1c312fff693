-- An advisor's own page without a look at the rest: whom she handed over, the latest change first.
DROP INDEX referrals_by_submitter;
CREATE INDEX referrals_by_submitter ON referrals (network, submitter, changed_at, id);
-- Who came back to her desk.
CREATE INDEX referrals_by_return ON referrals (network, desk, due_key, id) WHERE status = 'returned';
