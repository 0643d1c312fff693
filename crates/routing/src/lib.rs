//! Whom to offer to, and why. Pure.
