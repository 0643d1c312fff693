//! The system tests: one program, so that it is linked once.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::too_many_lines,
    clippy::elidable_lifetime_names,
    clippy::cloned_ref_to_slice_refs,
    clippy::similar_names,
    reason = "what lies between two tests is test code too, and a road is long, not deep"
)]

mod absence;
mod amended;
mod christmas;
mod claims;
mod command_line;
mod contract;
mod crashes;
mod domain_sentences;
mod domain_sentences_road;
mod drafts;
mod endings;
mod expected;
mod free_texts;
mod handing;
mod history;
mod hostile;
mod house;
mod in_sight;
mod kept;
mod linked_carriers;
mod linked_people;
mod mail;
mod mail_faults;
mod mail_letters;
mod pages_board;
mod pages_dates;
mod pages_desk;
mod pages_forms;
mod pages_handoff;
mod pages_sign_in;
mod pages_walk;
mod pages_words;
mod pages_work;
mod planted;
mod post;
mod privacy;
mod races;
mod road;
mod routing;
mod search;
mod sentences;
mod setting_up;
mod side_roads_consent;
mod side_roads_hand_back;
mod side_roads_life;
mod side_roads_moves;
mod side_roads_places;
mod side_roads_protected;
mod side_roads_same_person;
mod side_roads_silence;
mod side_roads_submit;
mod side_roads_unreached;
mod sight;
mod strangers;
mod third_network;
mod verified;
mod visit;
mod walk;
mod worker_days;
