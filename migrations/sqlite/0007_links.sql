-- At the desk, whoever knows of a protected person whom a partner's worker brought in.
ALTER TABLE referrals ADD COLUMN advisor TEXT;
