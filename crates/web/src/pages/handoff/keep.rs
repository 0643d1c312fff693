//! What the page's script asks while somebody types: who would take her, and that the draft is kept.

use axum::{
    extract::State,
    response::{IntoResponse, Response},
};
use luotsi_i18n::time;
use luotsi_service::Error;
use serde::Serialize;

use super::{
    panel::{self, Parts},
    read,
    sheet::Sheet,
    submit,
};
use crate::{
    api::{AppState, said},
    extract::Json,
    pages::{frame::shown, posted::Posted, refused::Refused},
};

/// The parts of the page that follow what is typed.
pub(super) async fn post_who(State(state): State<AppState>, posted: Posted) -> Result<Response, Refused> {
    let Posted { visitor, fields } = posted;
    let sheet = Sheet::new(&state, visitor, fields)?;
    let form = sheet.form();
    let handoff = sheet.handoff(&form);
    let panel = panel::look(&state, &sheet, &form, &handoff, &[]).await?;
    let f = sheet.visitor.frame("");
    Ok(shown(&Parts { f, panel }))
}

/// What became of the draft.
#[derive(Debug, Serialize)]
struct Kept {
    /// Its id, where it is kept.
    draft: Option<String>,
    /// Its version.
    version: Option<u64>,
    /// The same in words.
    said: String,
}

/// Keeps the draft as it stands. What cannot be kept yet is left out; nothing is deleted here.
pub(super) async fn post_keep(State(state): State<AppState>, posted: Posted) -> Result<Response, Refused> {
    let Posted { visitor, fields } = posted;
    let sheet = Sheet::new(&state, visitor, fields)?;
    let f = sheet.visitor.frame("");
    let form = sheet.form();
    let handoff = sheet.handoff(&form);
    let not_kept = |said: String| Kept {
        draft: None,
        version: None,
        said,
    };
    if !read::is_begun(&handoff) {
        return Ok(Json(not_kept(String::new())).into_response());
    }
    if submit::denied(&handoff) {
        return Ok(Json(not_kept(f.t("handoff-keep-denied"))).into_response());
    }
    let kept = match submit::keep(&state, &sheet, &handoff).await {
        Err(Error::InvalidHandoff(faults)) => {
            let problem = said(Error::InvalidHandoff(faults), f.language);
            submit::keep(&state, &sheet, &read::without(&handoff, &problem)).await
        }
        done => done,
    };
    let answer = match kept {
        Ok(Some((id, version))) => {
            let local = sheet.visitor.now.to_zoned(sheet.visitor.zone.clone()).time();
            let at = time(f.language, local);
            Kept {
                draft: Some(id.to_string()),
                version: Some(version),
                said: f.ta("handoff-kept-at", &[("time", (&at).into())]),
            }
        }
        Ok(None) => not_kept(f.t("handoff-keep-denied")),
        Err(Error::GateClosed(_)) => not_kept(f.t("handoff-keep-closed")),
        Err(Error::PreconditionFailed) => not_kept(f.t("handoff-saved-elsewhere")),
        Err(error) => return Err(Refused::of(error, &f)),
    };
    Ok(Json(answer).into_response())
}
