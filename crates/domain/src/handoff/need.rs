//! What a person needs: the contract's codes, and those that a network has words of its own for.

use std::{borrow::Cow, fmt};

use serde::{Deserialize, Deserializer, Serialize};

/// Declares the contract's needs, as constants and as the list of them.
macro_rules! needs {
    ($($name:ident = $code:literal),+ $(,)?) => {
        impl Need {
            $(#[doc = concat!("`", $code, "`")] pub const $name: Self = Self(Cow::Borrowed($code));)+

            /// The needs of the contract, in its order. A network definition names the ones it uses.
            pub const ALL: &'static [Self] = &[$(Self::$name),+];
        }
    };
}

/// What the person needs, as a code.
///
/// Any text can be read as one, since history must be read whatever a definition says today. Which codes
/// a handoff may name is the definition's list, closed in the network's handoff schema; what a new code is
/// called stands in the definition's `need_words`.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(transparent)]
pub struct Need(Cow<'static, str>);

needs! {
    LONELINESS = "loneliness", BEREAVEMENT = "bereavement", NO_ACTIVITY = "no_activity", MOBILITY = "mobility",
    FALLS = "falls", FEAR_OF_GOING_OUT = "fear_of_going_out", INSECURITY = "insecurity", MOOD = "mood",
    MEMORY_WORRY = "memory_worry", PAPERWORK = "paperwork", DIGITAL = "digital", MONEY = "money",
    CARER_EXHAUSTED = "carer_exhausted", NEW_AREA = "new_area", OWN_LANGUAGE = "own_language",
    SUBSTANCE_USE = "substance_use", HOME_IN_DISORDER = "home_in_disorder", NUTRITION = "nutrition",
    SIGHT_OR_HEARING = "sight_or_hearing", LIFE_CHANGE = "life_change",
    TRANSITION_TO_OWN_HOME = "transition_to_own_home", TRUST = "trust", RELAPSE = "relapse",
    NEIGHBOUR_CONFLICT = "neighbour_conflict", ONWARD_PATH = "onward_path",
}

impl Need {
    /// The code as it stands in JSON and in the store.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether it is one of the contract's, for which the product has words.
    #[must_use]
    pub fn is_of_the_contract(&self) -> bool {
        Self::ALL.contains(self)
    }
}

impl From<&str> for Need {
    fn from(code: &str) -> Self {
        // The contract's own are copied without an allocation, as often as reasons name them.
        let known = Self::ALL.iter().find(|need| need.as_str() == code);
        known.map_or_else(|| Self(Cow::Owned(code.to_owned())), Self::clone)
    }
}

impl<'de> Deserialize<'de> for Need {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer).map(|code| Self::from(code.as_str()))
    }
}

impl fmt::Display for Need {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
