//! Network definitions: the shipped ones, what is found wrong in others, and what a new version does.

mod changes;
mod edit;
mod faults;
mod shipped;
