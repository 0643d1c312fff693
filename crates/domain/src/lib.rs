//! What a referral is and what may happen to it. Pure.
