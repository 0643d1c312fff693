//! What is wrong in a definition: where, what, and how to mend it.
//!
//! [`parse`] reads a definition and tells the line where it cannot be read; [`faults`] finds what no
//! JSON Schema can see, such as names that lead nowhere and dates that contradict. Sentences are for
//! the operator at the command line, in English; a definition holds no data of persons, so values show.

use std::fmt;

use super::Definition;

mod check;
mod shape;

codes! {
    /// What kind of fault it is.
    pub enum FaultCode {
        /// The text is no JSON.
        Syntax = "syntax",
        /// A field that a definition does not have.
        UnknownField = "unknown_field",
        /// A field that must be there.
        MissingField = "missing_field",
        /// A value that is none of its list.
        UnknownValue = "unknown_value",
        /// A value of another type than the field's.
        WrongType = "wrong_type",
        /// Nothing where something is needed.
        Empty = "empty",
        /// The same thing twice.
        Duplicate = "duplicate",
        /// A slug, code, tag, key or prefix of a form that it must not have.
        IllFormed = "ill_formed",
        /// An organisation that the definition does not have.
        UnknownOrganisation = "unknown_organisation",
        /// An organisation of another kind than its part asks for.
        WrongKind = "wrong_kind",
        /// A programme that the definition does not have.
        UnknownProgramme = "unknown_programme",
        /// A way that leads back to where it began.
        Circle = "circle",
        /// A need that the network does not ask about.
        UnknownNeed = "unknown_need",
        /// A district that the definition does not have.
        UnknownDistrict = "unknown_district",
        /// A time zone that nobody knows.
        UnknownTimeZone = "unknown_time_zone",
        /// A key that leads nowhere.
        UnknownKey = "unknown_key",
        /// A day that no year has.
        ImpossibleDate = "impossible_date",
        /// An end before its beginning, a highest below its lowest, days that do not grow.
        Order = "order",
        /// A number outside its bounds.
        OutOfRange = "out_of_range",
    }
}

/// Where a fault is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Place {
    /// A JSON pointer into the definition.
    Pointer(String),
    /// Line and column of the text, both from 1, where it could not be read any further.
    Line(usize, usize),
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Pointer(pointer) if pointer.is_empty() => f.write_str("the definition"),
            Self::Pointer(pointer) => f.write_str(pointer),
            Self::Line(line, column) => write!(f, "line {line}, column {column}"),
        }
    }
}

/// A fault in a definition; prints as place, what is wrong, and the mend.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// Where.
    pub place: Place,
    /// What kind.
    pub code: FaultCode,
    /// What is wrong, in words.
    pub what: String,
    /// What to do about it.
    pub mend: String,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}; {}", self.place, self.what, self.mend)
    }
}

impl std::error::Error for Fault {}

/// Reads a definition, or tells every fault that can be told: the first where the text cannot be read
/// at all, otherwise all.
///
/// # Errors
///
/// The faults, at least one.
pub fn parse(text: &str) -> Result<Definition, Vec<Fault>> {
    let definition: Definition = serde_json::from_str(text).map_err(|error| vec![shape::fault(&error)])?;
    let faults = faults(&definition);
    if faults.is_empty() {
        Ok(definition)
    } else {
        Err(faults)
    }
}

/// All faults of a definition that has the right shape, in the order of its fields.
#[must_use]
pub fn faults(definition: &Definition) -> Vec<Fault> {
    let mut found = Found::default();
    check::network(definition, &mut found);
    check::calendar(&definition.calendar, &mut found);
    check::deadlines(&definition.deadlines, &mut found);
    check::organisations(definition, &mut found);
    check::programmes(definition, &mut found);
    check::districts(definition, &mut found);
    check::words_and_keys(definition, &mut found);
    check::cautions(definition, &mut found);
    found.0
}

/// The faults found so far.
#[derive(Default)]
struct Found(Vec<Fault>);

impl Found {
    fn add(
        &mut self,
        pointer: impl Into<String>,
        code: FaultCode,
        what: impl Into<String>,
        mend: impl Into<String>,
    ) {
        self.0.push(Fault {
            place: Place::Pointer(pointer.into()),
            code,
            what: what.into(),
            mend: mend.into(),
        });
    }
}
