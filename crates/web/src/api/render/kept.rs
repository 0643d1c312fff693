//! The kept account of an offer that is not decided again as it was: its codes and days, without what was never
//! kept.

use luotsi_i18n::{Arg, Language, code, has, text};
use luotsi_routing::{Decision, Stood};

/// The terms of the sum of days, in the order in which they are kept.
const TERMS: [&str; 4] = ["contact", "refusal", "misfit", "price"];

/// Where a programme stood, in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeptView {
    /// Its slug.
    pub programme: String,
    /// Its rank; none where it did not fit.
    pub rank: Option<u32>,
    /// Why, or why not.
    pub reasons: Vec<String>,
    /// What asking it meant in days.
    pub days: Vec<String>,
}

/// The order as it was kept, in words.
#[must_use]
pub fn kept(decision: &Decision, language: Language) -> Vec<KeptView> {
    decision.ranking.iter().map(|one| view(one, language)).collect()
}

fn view(stood: &Stood, language: Language) -> KeptView {
    // A code of earlier rules that nobody has a word for any more is passed over: a bare code is no word.
    let known = stood.reasons.iter().filter(|one| has(&format!("kept-{one}")));
    KeptView {
        programme: stood.programme.to_string(),
        rank: stood.rank,
        reasons: known.map(|one| code(language, "kept", one)).collect(),
        days: stood
            .tenths
            .map_or_else(Vec::new, |tenths| days(tenths, language)),
    }
}

fn days(tenths: [u32; 4], language: Language) -> Vec<String> {
    let terms = TERMS.iter().zip(tenths).enumerate();
    // The days to the first contact are told even where they are none, as everywhere.
    let told = terms.filter(|(at, (_, tenths))| *at == 0 || *tenths > 0);
    let all = text(language, "kept_days-all", &[]);
    told.map(|(_, (term, tenths))| (code(language, "term", term), tenths))
        .chain([(all, tenths.iter().sum())])
        .map(|(what, tenths)| {
            let args = [
                ("what", Arg::from(&what)),
                ("days", Arg::from(f64::from(tenths) / 10.0)),
            ];
            text(language, "kept_days-term", &args)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use luotsi_routing::Reason;

    use super::*;

    #[test]
    fn every_reason_that_is_kept_has_a_word() {
        // Days are kept as days.
        let of_days = |code: &&str| code.starts_with("days_") || *code == "more_days";
        for code in Reason::CODES.iter().filter(|code| !of_days(code)) {
            assert!(has(&format!("kept-{code}")), "{code}");
        }
    }

    #[test]
    fn what_is_not_known_any_more_is_not_told() {
        let stood = Stood {
            programme: "a".into(),
            rank: Some(2),
            reasons: vec!["nearby".to_owned(), "of_old".to_owned()],
            tenths: Some([0, 15, 0, 4]),
            would_change: Vec::new(),
        };
        let told = view(&stood, Language::En);
        assert_eq!(told.reasons, ["Worked where the client lived"]);
        assert_eq!(
            told.days,
            [
                "The time to the first contact: 0 days",
                "A possible refusal: 1.5 days",
                "Few places: 0.4 days",
                "In all: 1.9 days"
            ]
        );
    }
}
