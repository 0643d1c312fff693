//! Outbox rows become letters, and letters are sent.
