//! What a new version of a definition changes, and what that does to open referrals.
