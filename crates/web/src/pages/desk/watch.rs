//! A watch: nobody of a partner is there, and these people are told that it begins later.

use askama::Template;
use axum::{
    extract::State,
    response::{IntoResponse, Redirect, Response},
};
use luotsi_domain::id::WatchId;
use luotsi_wire::answer::WatchView;
use uuid::Uuid;

use crate::{
    api::AppState,
    extract::Path,
    pages::{
        frame::{Frame, shown},
        posted::Posted,
        referral::step::network_of,
        refused::Refused,
        visitor::Visitor,
    },
};

#[derive(Template)]
#[template(path = "desk/watch.html")]
struct Watch {
    f: Frame,
    kept: WatchView,
    organisation: String,
    at_desk: bool,
}

/// The watch.
pub(super) async fn get_watch(
    State(state): State<AppState>,
    visitor: Visitor,
    Path(id): Path<Uuid>,
) -> Result<Response, Refused> {
    let f = visitor.frame("");
    let actor = visitor.actor();
    let watches = state.service.watches(actor, &actor.network, visitor.now).await;
    let watches = watches.map_err(|error| Refused::of(error, &f))?;
    let id = id.to_string();
    let watch = watches
        .into_iter()
        .find(|watch| watch.id == id)
        .ok_or_else(|| Refused::not_found(&f))?;
    let network = network_of(&state.service, &visitor)?;
    let organisation =
        network.organisation_name(&luotsi_domain::id::OrganisationId::new(&watch.organisation));
    let organisation = organisation.unwrap_or_else(|| watch.organisation.clone());
    let answer = Watch {
        f: Frame {
            title: f.ta("watch-title", &[("organisation", (&organisation).into())]),
            ..f
        },
        at_desk: actor.is_desk(),
        kept: watch,
        organisation,
    };
    Ok(shown(&answer))
}

/// These people are told.
pub(super) async fn post_done(
    State(state): State<AppState>,
    Path(id): Path<Uuid>,
    posted: Posted,
) -> Result<Response, Refused> {
    let visitor = &posted.visitor;
    let done = state
        .service
        .watch_done(visitor.actor(), WatchId::new(id), visitor.now)
        .await;
    done.map_err(|error| Refused::of(error, &visitor.frame("")))?;
    Ok(Redirect::to("/desk?done=watch").into_response())
}
