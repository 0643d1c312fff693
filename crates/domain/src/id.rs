//! Identifiers: each its own type, so that none can be passed for another.
//!
//! Generated ids are `UUIDv7`, bare and hyphenated in JSON and URLs. Networks, organisations and
//! programmes go by the slug of the network definition.

use std::{fmt, str::FromStr, sync::Arc};

use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// A text that is none of a type's codes; names the type, never the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct UnknownCode(pub &'static str);

impl fmt::Display for UnknownCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "not a known {}", self.0)
    }
}
impl std::error::Error for UnknownCode {}

/// Declares a generated identifier.
macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident;)+) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(Uuid);

        impl $name {
            /// Wraps a UUID minted at the edge of the program.
            #[must_use]
            pub const fn new(uuid: Uuid) -> Self { Self(uuid) }

            /// The UUID inside.
            #[must_use]
            pub const fn uuid(self) -> Uuid { self.0 }
        }
        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { self.0.hyphenated().fmt(f) }
        }
        impl FromStr for $name {
            type Err = UnknownCode;
            fn from_str(text: &str) -> Result<Self, UnknownCode> {
                text.parse().map(Self).map_err(|_| UnknownCode(stringify!($name)))
            }
        }
    )+};
}

ids! {
    /// A referral, from submission to the last event in its history.
    ReferralId;
    /// Somebody who works with referrals: a person or a machine client.
    UserId;
    /// The person a referral is about; carries the encryption key of her data.
    ClientId;
    /// A handoff that its author still keeps to herself.
    DraftId;
    /// A desk's watch over those whose partner is away.
    WatchId;
    /// A mail, from the event that caused it to its delivery.
    LetterId;
    /// A line a network keeps: a question it asks itself, a decision.
    NoteId;
}

/// Declares a slug: a short name given by a network definition. Shared, because each of hundreds stands in every
/// ranking.
macro_rules! slugs {
    ($($(#[$doc:meta])* $name:ident;)+) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(Arc<str>);

        impl $name {
            /// Wraps a slug that a definition, the store or a client named.
            #[must_use]
            pub fn new(slug: impl AsRef<str>) -> Self { Self(slug.as_ref().into()) }

            /// The slug itself.
            #[must_use]
            pub fn as_str(&self) -> &str { &self.0 }

            /// Whether the text has a slug's form: 1 to 60 of a-z, 0-9 and inner hyphens.
            #[must_use]
            pub fn is_well_formed(&self) -> bool { is_slug(&self.0) }
        }
        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { f.write_str(&self.0) }
        }
        impl From<&str> for $name {
            fn from(slug: &str) -> Self { Self(slug.into()) }
        }
    )+};
}

slugs! {
    /// A network, such as `helsinki`.
    NetworkId;
    /// An organisation of a network, such as `mereo`.
    OrganisationId;
    /// A programme: one thing of which there is so much and no more, such as `mereo-evt`.
    ProgrammeId;
}

fn is_slug(text: &str) -> bool {
    (1..=60).contains(&text.len())
        && text
            .bytes()
            .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
        && !text.starts_with('-')
        && !text.ends_with('-')
}
