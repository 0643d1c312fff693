//! Faults: what is wrong with a field, told without ever telling what was sent.
//!
//! A fault is a place, a stable code and arguments that all come out of the schema. The sentence is made
//! elsewhere, by language: the message `fault-<code>`.

use std::{fmt, str::FromStr};

/// Declares the fault codes; each is a message key `fault-<code>` as well.
macro_rules! codes {
    ($($(#[$doc:meta])* $name:ident = $slug:literal,)+) => {
        /// What is wrong, as a stable slug.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum Code { $($(#[$doc])* $name,)+ }

        impl Code {
            /// Every code.
            pub const ALL: &'static [Self] = &[$(Self::$name),+];

            /// The slug, as it stands in JSON and in message keys.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$name => $slug),+ }
            }
        }
    };
}

codes! {
    /// Something that must be there is not.
    Required = "required",
    /// A field that nobody knows.
    UnknownField = "unknown-field",
    /// Text for a number, or the like. Argument `expected`.
    WrongType = "wrong-type",
    /// None of the listed values.
    NotInList = "not-in-list",
    /// Argument `limit`.
    TooLong = "too-long",
    /// Argument `limit`.
    TooShort = "too-short",
    /// Too many entries in a list. Argument `limit`.
    TooMany = "too-many",
    /// Too few entries in a list. Argument `limit`.
    TooFew = "too-few",
    /// Arguments `minimum` and `maximum`.
    OutOfRange = "out-of-range",
    /// Argument `limit`.
    TooSmall = "too-small",
    /// Argument `limit`.
    TooLarge = "too-large",
    /// Not written as it should be.
    Pattern = "pattern",
    /// No date, no time. Argument `format`.
    Format = "format",
    /// The same entry twice.
    Duplicate = "duplicate",
    /// Only spaces, or nothing.
    Blank = "blank",
    /// Characters that cannot be seen.
    ControlCharacter = "control-character",
    /// No phone number.
    Phone = "phone",
    /// No language tag.
    LanguageTag = "language-tag",
    /// No postal code.
    PostalCode = "postal-code",
    /// Written for another network or version.
    WrongSchema = "wrong-schema",
    /// Neither phone nor address nor meeting place.
    OneWayToReach = "one-way-to-reach",
    /// No need at all.
    OneNeed = "one-need",
    /// An authority is needed alongside, and nothing says how.
    CityTrackRequired = "city-track-required",
    /// The permission is for named organisations, and none is named.
    NameOrganisations = "name-organisations",
    /// The permission is for named fields, and none is named.
    NameFields = "name-fields",
    /// No organisation of this network.
    UnknownOrganisation = "unknown-organisation",
    /// No district of this network.
    UnknownDistrict = "unknown-district",
    /// No wording of this network.
    UnknownWording = "unknown-wording",
    /// Wrong in a way that only the network's own schema knows.
    Invalid = "invalid",
    /// A date that has passed.
    InThePast = "in-the-past",
    /// A date so far ahead that it is a slip of the pen.
    TooFarAhead = "too-far-ahead",
    /// An instant that has not come yet.
    InTheFuture = "in-the-future",
    /// An instant before the handoff.
    BeforeHandoff = "before-handoff",
    /// What is asked for is the case already.
    Unchanged = "unchanged",
    /// A time that is over already.
    HasPassed = "has-passed",
    /// A time farther away than somebody may be put off.
    TooLate = "too-late",
    /// A day before the meeting that it follows.
    BeforeMeeting = "before-meeting",
    /// Missed often enough: the other way that was agreed is next.
    UseFallback = "use-fallback",
    /// Another organisation is needed.
    SameOrganisation = "same-organisation",
    /// Whoever is named is away.
    Away = "away",
    /// Nobody has the person yet, so nothing can overlap.
    NotCarried = "not-carried",
    /// The permission leaves out whoever has the person or is asked.
    LeavesOutCarrier = "leaves-out-carrier",
    /// It is not changed here.
    NotHere = "not-here",
    /// Nothing is other than before.
    NothingNew = "nothing-new",
    /// The person's details are destroyed: there is nothing to go on from.
    Erased = "erased",
}

impl Code {
    /// Whether the code speaks of the value itself: of those one a place is enough.
    pub(super) const fn is_about_the_value(self) -> bool {
        !matches!(
            self,
            Self::Required
                | Self::UnknownField
                | Self::OneWayToReach
                | Self::OneNeed
                | Self::CityTrackRequired
                | Self::NameOrganisations
                | Self::NameFields
        )
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// A slug that is no fault code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct UnknownSlug;

impl FromStr for Code {
    type Err = UnknownSlug;
    fn from_str(slug: &str) -> Result<Self, UnknownSlug> {
        Self::ALL
            .iter()
            .copied()
            .find(|code| code.as_str() == slug)
            .ok_or(UnknownSlug)
    }
}

/// An argument of a fault's sentence; always out of the schema, never out of what was sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Arg {
    /// A number, for plurals.
    Number(i64),
    /// A word of JSON Schema such as `string`, or a limit that is no whole number.
    Text(String),
}

/// One thing that is wrong with a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldFault {
    /// Where: an RFC 6901 pointer, empty for the whole document.
    pub pointer: String,
    /// What.
    pub code: Code,
    /// What the sentence needs to know: name and argument.
    pub args: Vec<(&'static str, Arg)>,
}

impl FieldFault {
    /// A fault without arguments.
    #[must_use]
    pub fn new(pointer: impl Into<String>, code: Code) -> Self {
        Self {
            pointer: pointer.into(),
            code,
            args: Vec::new(),
        }
    }

    /// The key of the sentence in the catalogues.
    #[must_use]
    pub fn message_key(&self) -> String {
        format!("fault-{}", self.code)
    }
}
