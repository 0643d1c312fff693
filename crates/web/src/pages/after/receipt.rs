//! The receipt of a handoff, and the sheet that the client gets.

use askama::Template;
use axum::{extract::State, response::Response};
use luotsi_i18n::{Language, text};
use luotsi_wire::referral::ReferralView;
use serde::Deserialize;
use serde_json::Value;
use uuid::Uuid;

use super::promise::{language_for, said};
use crate::{
    api::AppState,
    extract::{Path, Query},
    pages::{
        frame::{Frame, shown},
        referral::step::network_of,
        refused::Refused,
        visitor::Visitor,
        words::Speech,
    },
};

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    done: Option<String>,
}

#[derive(Template)]
#[template(path = "after/receipt.html")]
struct Receipt {
    f: Frame,
    r: ReferralView,
    done: bool,
    status: String,
    next: String,
    /// What is asked when this one cannot.
    then: Vec<String>,
    spoken: String,
    track: Option<String>,
}

#[derive(Template)]
#[template(path = "after/note.html")]
struct Note {
    f: Frame,
    r: ReferralView,
    sheet: Language,
    own: bool,
    client_language: String,
    title: String,
    promise: String,
    desk: String,
    call: String,
    free: String,
    code: String,
}

/// What to read out, who calls and by when.
pub(super) async fn get_receipt(
    State(state): State<AppState>,
    visitor: Visitor,
    Path(id): Path<Uuid>,
    Query(asked): Query<Asked>,
) -> Result<Response, Refused> {
    let r = visitor.referral(&state.service, id).await?;
    let network = network_of(&state.service, &visitor)?;
    let speech = Speech::new(&network, visitor.language);
    let f = visitor.frame("");
    let track = r
        .city_track
        .as_ref()
        .filter(|track| !track.done)
        .map(|track| f.word("city_track", track.kind));
    let answer = Receipt {
        f: Frame {
            title: f.t("receipt-title"),
            ..f
        },
        done: asked.done.as_deref() == Some("submit"),
        status: speech.status(&r),
        next: said("receipt", &r, speech, &visitor.zone, visitor.today()),
        then: r
            .then
            .iter()
            .map(|programme| speech.programme(programme))
            .collect(),
        spoken: spoken(&r.reference),
        track,
        r,
    };
    Ok(shown(&answer))
}

/// A reference as it is said aloud: character by character.
fn spoken(reference: &str) -> String {
    let letters: Vec<String> = reference
        .chars()
        .filter(char::is_ascii_alphanumeric)
        .map(String::from)
        .collect();
    letters.join(" ")
}

/// The sheet in the client's language.
pub(super) async fn get_note(
    State(state): State<AppState>,
    visitor: Visitor,
    Path(id): Path<Uuid>,
) -> Result<Response, Refused> {
    let r = visitor.referral(&state.service, id).await?;
    let network = network_of(&state.service, &visitor)?;
    let tag = r
        .client
        .as_ref()
        .and_then(|client| client.get("language"))
        .and_then(Value::as_str)
        .map(str::to_owned);
    let (sheet, own) = language_for(
        tag.as_deref(),
        network.definition.languages.first().map(String::as_str),
    );
    let speech = Speech::new(&network, sheet);
    let f = visitor.frame("");
    let desk = network.desk_of(&visitor.actor().organisation);
    let answer = Note {
        title: text(sheet, "note-title", &[]),
        promise: said("note", &r, speech, &visitor.zone, visitor.today()),
        desk: speech.organisation(desk.as_str()),
        call: text(sheet, "note-call", &[]),
        free: text(sheet, "note-free", &[]),
        code: text(sheet, "note-code", &[("reference", (&r.reference).into())]),
        client_language: tag.map_or_else(String::new, |tag| luotsi_i18n::language_name(f.language, &tag)),
        f: Frame {
            title: f.t("note-page"),
            ..f
        },
        sheet,
        own,
        r,
    };
    Ok(shown(&answer))
}

#[cfg(test)]
mod tests {
    use super::spoken;

    #[test]
    fn a_reference_is_said_letter_by_letter() {
        assert_eq!(spoken("HKI-7K3M-Q"), "H K I 7 K 3 M Q");
    }
}
