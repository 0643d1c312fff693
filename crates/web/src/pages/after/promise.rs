//! What may be promised to the client now: only what is true as the referral stands.

use jiff::{Timestamp, civil::Date, tz::TimeZone};
use luotsi_i18n::{Arg, Language, due, has, text};
use luotsi_wire::referral::ReferralView;

use crate::pages::words::Speech;

/// The catalogue's language that is nearest to the client's own, and whether it is hers.
#[must_use]
pub fn language_for(client: Option<&str>, first: Option<&str>) -> (Language, bool) {
    if let Some(own) = client.and_then(Language::parse) {
        return (own, true);
    }
    (first.and_then(Language::parse).unwrap_or_default(), false)
}

/// What is promised, in a family of sentences: `note` to the client, `receipt` to whoever handed her over.
#[must_use]
pub fn said(family: &str, view: &ReferralView, speech: Speech<'_>, zone: &TimeZone, today: Date) -> String {
    let language = speech.language;
    let when = |at: Option<Timestamp>| at.map(|at| due(language, at, zone, today));
    let open = view.offers.iter().rev().find(|offer| offer.answer == "open");
    let at = match view.status {
        Some("offered" | "acknowledged") => open.and_then(|offer| offer.decide_by),
        _ => view.due.and_then(|due| due.at),
    };
    let worker = view
        .holder
        .as_ref()
        .filter(|holder| holder.kind == "worker")
        .and_then(|holder| holder.name.clone());
    let organisation = view
        .organisation
        .as_deref()
        .or_else(|| open.map(|offer| offer.organisation.as_str()))
        .map(|id| speech.organisation(id));
    let (when, worker) = (when(at), worker.unwrap_or_default());
    let (organisation, desk) = (organisation.unwrap_or_default(), speech.desk("desk-in"));
    let key = key(family, view);
    let args = [
        ("organisation", Arg::from(&organisation)),
        (
            "worker",
            if worker.is_empty() {
                Arg::None
            } else {
                Arg::from(&worker)
            },
        ),
        ("due", when.as_deref().map_or(Arg::None, Arg::from)),
        ("desk_in", Arg::from(&desk)),
    ];
    text(language, &key, &args)
}

/// The sentence of a status; what the desk may not know promises nothing.
fn key(family: &str, view: &ReferralView) -> String {
    let Some(status) = view.status else {
        return format!("{family}-hidden");
    };
    // Once she was reached, the first meeting is what comes next.
    let met_next = status == "accepted" && view.due.is_some_and(|due| due.what == "first_meeting");
    let own = if met_next {
        format!("{family}-reached")
    } else {
        format!("{family}-{status}")
    };
    if has(&own) {
        own
    } else {
        format!("{family}-hidden")
    }
}

#[cfg(test)]
mod tests {
    use luotsi_i18n::Language;

    use super::language_for;

    #[test]
    fn a_client_is_written_to_in_her_language_or_the_networks_first() {
        for (client, first, expected) in [
            (Some("sv"), Some("fi"), (Language::Sv, true)),
            (Some("en-GB"), Some("fi"), (Language::En, true)),
            (Some("so"), Some("fi"), (Language::Fi, false)),
            (Some("und"), Some("sv"), (Language::Sv, false)),
            (None, Some("ar"), (Language::default(), false)),
        ] {
            assert_eq!(language_for(client, first), expected, "{client:?} {first:?}");
        }
    }
}
