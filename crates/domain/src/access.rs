//! Placeholder until its subject lands.
