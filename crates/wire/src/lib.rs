//! What others see: the JSON of the API and its validation.
//!
//! Pure: documents come in as values and go out as values; nothing here reads a file or a clock.

pub mod answer;
pub mod draft;
pub mod referral;
pub mod request;
pub mod validation;

/// A value as JSON text. It comes erased, so that the writer is compiled once and here, where it is made fast,
/// and not anew for every kind of answer.
///
/// # Errors
/// Where a value refuses to be written.
pub fn json(value: &dyn erased_serde::Serialize) -> serde_json::Result<Vec<u8>> {
    serde_json::to_vec(value)
}
