//! Why a programme stands where it stands: typed, with a stable code each. Words are given elsewhere.

use jiff::civil::Date;
use luotsi_domain::{
    handoff::{Form, Gender, Need},
    referral::words::HandBackReason,
};

use crate::days::Lacks;

/// Declares an enum whose variants carry arguments and have a stable code.
macro_rules! coded {
    ($(#[$doc:meta])* pub enum $name:ident {
        $($(#[$vdoc:meta])* $variant:ident $({ $($(#[$fdoc:meta])* $field:ident: $type:ty),+ $(,)? })? = $code:literal,)+
    }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
        pub enum $name {
            $($(#[$vdoc])* #[doc = concat!("`", $code, "`")]
            $variant $({ $($(#[$fdoc])* $field: $type),+ })?),+
        }

        impl $name {
            /// Every code there is, for whoever has words for them.
            pub const CODES: &'static [&'static str] = &[$($code),+];

            /// The stable code.
            #[must_use]
            pub const fn code(&self) -> &'static str {
                match self { $(Self::$variant { .. } => $code),+ }
            }
        }
    };
}
pub(crate) use coded;

coded! {
    /// A reason: the rule that leaves a programme out, or what speaks for and against asking it.
    pub enum Reason {
        /// The programme has not begun.
        NotYetValid { /// Its first day.
            from: Date } = "not_yet_valid",
        /// The programme has ended, or will have when support may begin.
        Ended { /// Its last day.
            on: Date } = "ended",
        /// It takes nobody on for now.
        Paused { /// The last day of it, if it has one.
            until: Option<Date> } = "paused",
        /// The permission does not name its organisation.
        NotWithinConsent = "not_within_consent",
        /// It serves none of the person's needs.
        NeedNotServed = "need_not_served",
        /// It does not work in her language, nor wishes to be asked.
        LanguageNotServed { /// Hers.
            language: String } = "language_not_served",
        /// She is too young or too old for it.
        AgeOutside { /// From this age.
            youngest: Option<u16>, /// To this age.
            oldest: Option<u16> } = "age_outside",
        /// It does not work where she lives. Soft for what one can travel to.
        OutsideArea = "outside_area",
        /// All it does is in forms that she does not want.
        FormsUnwanted { /// What she ruled out of it.
            forms: Vec<Form> } = "forms_unwanted",
        /// Nobody there is at work until the question would expire.
        NobodyThere { /// The last day of it.
            until: Date } = "nobody_there",
        /// It handed her back. Where the reason was about her, this leaves it out, softly.
        HandedBack { /// Why.
            reason: HandBackReason, /// When.
            on: Date } = "handed_back",

        /// Made for these needs of hers.
        NeedsServed { /// Those needs.
            needs: Vec<Need> } = "needs_served",
        /// Meets these too.
        NeedsAlso { /// Those needs.
            needs: Vec<Need> } = "needs_also",
        /// Leaves these open.
        NeedsOpen { /// Those needs.
            needs: Vec<Need> } = "needs_open",
        /// Works in forms that she wishes.
        FormsWished { /// Those forms.
            forms: Vec<Form> } = "forms_wished",
        /// Works in none of the forms that she wishes.
        FormsNotOffered { /// What she wishes.
            forms: Vec<Form> } = "forms_not_offered",
        /// Works in her language.
        LanguageServed { /// Hers.
            language: String } = "language_served",
        /// Has an area of its own, and she lives in it.
        Nearby = "nearby",
        /// Places free now.
        FreePlaces { /// How many.
            count: u32 } = "free_places",
        /// Takes on without a limit.
        NoLimit = "no_limit",
        /// No place free now.
        Full { /// Taken by people and by questions that are open.
            taken: u32, /// All there are.
            places: u32 } = "full",
        /// Places may be free, but as many as it takes on in a month have come.
        FullThisMonth = "full_this_month",
        /// What it said of its places is old.
        ClaimOld { /// How old.
            days: u32 } = "claim_old",
        /// It ends soon.
        EndsOn { /// Its last day.
            on: Date } = "ends_on",
        /// It was asked about her and stayed silent.
        Expired { /// When the offer expired.
            on: Date } = "expired",
        /// Her age is not known, or not exactly enough: ask.
        AskAge = "ask_age",
        /// Her district is not known or not told: ask.
        AskDistrict = "ask_district",
        /// Her language is not known, or the programme wishes to be asked about it.
        AskLanguage { /// Hers, if known.
            language: Option<String> } = "ask_language",
        /// She wishes a worker of that gender: ask.
        AskWorker { /// The wish.
            gender: Gender } = "ask_worker",
        /// She wishes a worker who speaks that language: ask.
        AskWorkerLanguage { /// The wish.
            language: String } = "ask_worker_language",
        /// She wishes the same worker as before: ask.
        AskSameWorker = "ask_same_worker",

        /// Days to the first contact, where it says yes.
        DaysToContact { /// Tenths of a day.
            tenths: u32 } = "days_to_contact",
        /// The same from the day on which a place is free, where none is.
        DaysOncePlaced { /// Tenths of a day.
            tenths: u32 } = "days_once_placed",
        /// Days more to be expected, because it may refuse.
        DaysOfRefusal { /// Tenths of a day.
            tenths: u32, /// The share of yes; none where there are too few answers.
            percent: Option<u32>, /// The answers so far.
            answers: u32, /// Whether a yes is less likely, because it was asked about her before.
            asked_before: bool } = "days_of_refusal",
        /// What does not fit counts as days.
        DaysOfMisfit { /// Tenths of a day.
            tenths: u32, /// What that is.
            lacks: Lacks } = "days_of_misfit",
        /// Days that others are expected to wait longer, if this place is taken.
        DaysOfPrice { /// Tenths of a day.
            tenths: u32 } = "days_of_price",
        /// All of them together: what programmes are compared by.
        DaysInAll { /// Tenths of a day.
            tenths: u32 } = "days_in_all",
        /// More days than the first, and mainly because of what.
        MoreDays { /// Tenths of a day.
            tenths: u32, /// The term: contact, refusal, misfit or price.
            because: &'static str } = "more_days",
    }
}

/// An argument of a reason or change, for whoever puts it into words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Argument {
    /// A local date.
    Date(Date),
    /// A count or an age.
    Number(u32),
    /// Tenths.
    Tenths(u32),
    /// Coded values of a family, such as `need`.
    Codes(&'static str, Vec<&'static str>),
    /// Needs, for some of which only the network has words.
    Needs(Vec<Need>),
    /// A language, BCP 47.
    Language(String),
}

impl Reason {
    /// Of a reason that is told in days: how many, in tenths.
    #[must_use]
    pub const fn tenths(&self) -> Option<u32> {
        match self {
            Self::DaysToContact { tenths }
            | Self::DaysOfRefusal { tenths, .. }
            | Self::DaysOncePlaced { tenths }
            | Self::DaysOfMisfit { tenths, .. }
            | Self::DaysOfPrice { tenths }
            | Self::DaysInAll { tenths }
            | Self::MoreDays { tenths, .. } => Some(*tenths),
            Self::NotYetValid { .. }
            | Self::Ended { .. }
            | Self::Paused { .. }
            | Self::NotWithinConsent
            | Self::NeedNotServed
            | Self::LanguageNotServed { .. }
            | Self::AgeOutside { .. }
            | Self::OutsideArea
            | Self::FormsUnwanted { .. }
            | Self::NobodyThere { .. }
            | Self::HandedBack { .. }
            | Self::NeedsServed { .. }
            | Self::NeedsAlso { .. }
            | Self::NeedsOpen { .. }
            | Self::FormsWished { .. }
            | Self::FormsNotOffered { .. }
            | Self::LanguageServed { .. }
            | Self::Nearby
            | Self::FreePlaces { .. }
            | Self::NoLimit
            | Self::Full { .. }
            | Self::FullThisMonth
            | Self::ClaimOld { .. }
            | Self::EndsOn { .. }
            | Self::Expired { .. }
            | Self::AskAge
            | Self::AskDistrict
            | Self::AskLanguage { .. }
            | Self::AskWorker { .. }
            | Self::AskWorkerLanguage { .. }
            | Self::AskSameWorker => None,
        }
    }

    /// The arguments by name. What is not known is not there.
    #[must_use]
    pub fn arguments(&self) -> Vec<(&'static str, Argument)> {
        match self {
            Self::NotYetValid { from } => vec![("date", Argument::Date(*from))],
            Self::Ended { on } | Self::EndsOn { on } | Self::Expired { on } => {
                vec![("date", Argument::Date(*on))]
            }
            Self::Paused { until } => until
                .map(|date| ("date", Argument::Date(date)))
                .into_iter()
                .collect(),
            Self::NobodyThere { until } => vec![("date", Argument::Date(*until))],
            Self::LanguageNotServed { language }
            | Self::LanguageServed { language }
            | Self::AskWorkerLanguage { language } => {
                vec![("language", Argument::Language(language.clone()))]
            }
            Self::AskLanguage { language } => language
                .iter()
                .map(|tag| ("language", Argument::Language(tag.clone())))
                .collect(),
            Self::AgeOutside { youngest, oldest } => [("youngest", youngest), ("oldest", oldest)]
                .into_iter()
                .filter_map(|(name, age)| age.map(|age| (name, Argument::Number(age.into()))))
                .collect(),
            Self::FormsUnwanted { forms } | Self::FormsWished { forms } | Self::FormsNotOffered { forms } => {
                let codes = forms.iter().map(|form| form.as_str()).collect();
                vec![("forms", Argument::Codes("form", codes))]
            }
            Self::NeedsServed { needs } | Self::NeedsAlso { needs } | Self::NeedsOpen { needs } => {
                vec![("needs", Argument::Needs(needs.clone()))]
            }
            Self::HandedBack { reason, on } => vec![
                ("reason", Argument::Codes("hand_back", vec![reason.as_str()])),
                ("date", Argument::Date(*on)),
            ],
            Self::FreePlaces { count } => vec![("count", Argument::Number(*count))],
            Self::ClaimOld { days } => vec![("days", Argument::Number(*days))],
            Self::AskWorker { gender } => vec![("gender", Argument::Codes("gender", vec![gender.as_str()]))],
            Self::Full { taken, places } => vec![
                ("taken", Argument::Number(*taken)),
                ("places", Argument::Number(*places)),
            ],
            Self::DaysToContact { tenths }
            | Self::DaysOncePlaced { tenths }
            | Self::DaysOfPrice { tenths }
            | Self::DaysInAll { tenths } => vec![("days", Argument::Tenths(*tenths))],
            Self::DaysOfMisfit { tenths, lacks } => vec![
                ("days", Argument::Tenths(*tenths)),
                ("lacks", Argument::Codes("lack", lacks.codes().collect())),
            ],
            Self::DaysOfRefusal {
                tenths,
                percent,
                answers,
                asked_before,
            } => std::iter::once(("days", Argument::Tenths(*tenths)))
                .chain(percent.map(|percent| ("percent", Argument::Number(percent))))
                .chain([("answers", Argument::Number(*answers))])
                .chain(asked_before.then(|| ("before", Argument::Number(1))))
                .collect(),
            Self::MoreDays { tenths, because } => vec![
                ("days", Argument::Tenths(*tenths)),
                ("because", Argument::Codes("term", vec![because])),
            ],
            Self::NotWithinConsent
            | Self::NeedNotServed
            | Self::OutsideArea
            | Self::Nearby
            | Self::NoLimit
            | Self::FullThisMonth
            | Self::AskAge
            | Self::AskDistrict
            | Self::AskSameWorker => Vec::new(),
        }
    }
}
