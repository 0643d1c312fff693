//! What others see: the JSON of the API and its validation.
//!
//! Pure: documents come in as values and go out as values; nothing here reads a file or a clock.

pub mod answer;
pub mod draft;
pub mod referral;
pub mod request;
pub mod validation;
