//! Finnish, Swedish and English: messages, dates, language choice. Pure.
//!
//! The catalogues stand in `messages/<language>/*.ftl` and are embedded. [`text`] says a message by its
//! key, [`code`] the word for a coded value, [`due`] and its neighbours say dates as people do. Nothing
//! here fails at run time: an unknown key renders as itself, and the tests make sure that none is asked
//! for. How keys are named, and the call forms that the tests look for, stand in `README.md`.

mod catalogue;
mod date;
mod language;
mod message;

pub use catalogue::FILES;
pub use date::{date, day, due, instant, moment, on_day, time};
pub use language::{Language, UnknownLanguage};
pub use message::{Arg, age_band, code, has, inside, language_name, list, text, words};
