//! Who has seen the person: for the desk that handed her over, and on paper for the person herself.

use askama::Template;
use axum::{extract::State, response::Response};
use luotsi_domain::id::ReferralId;
use luotsi_wire::answer::ViewEntry;
use serde::Deserialize;
use uuid::Uuid;

use super::step::network_of;
use crate::{
    api::AppState,
    extract::{Path, Query},
    pages::{
        frame::{Frame, shown},
        refused::Refused,
        visitor::Visitor,
        words::Speech,
    },
};

/// Lines of one page.
const LINES: u32 = 200;

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    after: Option<String>,
}

#[derive(Template)]
#[template(path = "views.html")]
struct ViewsPage<'a> {
    f: Frame,
    speech: Speech<'a>,
    id: Uuid,
    reference: String,
    views: Vec<ViewEntry>,
    next: Option<String>,
}

/// The log.
pub(super) async fn get_views(
    State(state): State<AppState>,
    visitor: Visitor,
    Path(id): Path<Uuid>,
    Query(asked): Query<Asked>,
) -> Result<Response, Refused> {
    let f = visitor.frame("");
    let refuse = |error| Refused::of(error, &f);
    let (actor, referral) = (visitor.actor(), ReferralId::new(id));
    let after = asked.after.as_deref();
    let log = state
        .service
        .views(actor, referral, after, Some(LINES), visitor.now)
        .await
        .map_err(refuse)?;
    let reference = state.service.reference(actor, referral).await.map_err(refuse)?;
    let network = network_of(&state.service, &visitor)?;
    let page = ViewsPage {
        f: Frame {
            title: f.t("views-title"),
            ..f.clone()
        },
        speech: Speech::new(&network, visitor.language),
        id,
        reference,
        views: log.views,
        next: log.next,
    };
    Ok(shown(&page))
}

impl ViewsPage<'_> {
    /// By what she was seen; what is no word of its own is a step.
    fn what(&self, what: &str) -> String {
        if luotsi_i18n::has(&format!("view-{what}")) {
            self.f.word("view", what)
        } else {
            self.f.t("view-step")
        }
    }
}
