//! One's own account: which role one acts in, the language, the password, signing out everywhere.

use askama::Template;
use axum::{
    Router,
    extract::State,
    http::{HeaderMap, StatusCode},
    response::{IntoResponse, Redirect, Response},
    routing::{get, post},
};
use luotsi_domain::id::{NetworkId, OrganisationId};
use luotsi_service::session::Membership;
use serde::Deserialize;

use super::{
    form::Fault,
    frame::{Frame, page, shown},
    posted::Posted,
    refused::Refused,
    session,
    visitor::Visitor,
};
use crate::{api::AppState, extract::Query};

/// Routes of the account.
pub(super) fn routes() -> Router<AppState> {
    Router::new()
        .route("/account", get(get_account))
        .route("/account/role", post(post_role))
        .route("/account/password", post(post_password))
        .route("/account/sign-out-everywhere", post(post_everywhere))
}

#[derive(Template)]
#[template(path = "account.html")]
struct Account {
    f: Frame,
    roles: Vec<Part>,
    faults: Vec<Fault>,
    done: Option<String>,
}

/// A role that one may act in.
struct Part {
    membership: Membership,
    role: String,
    now: bool,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Asked {
    done: Option<String>,
}

async fn get_account(visitor: Visitor, Query(asked): Query<Asked>) -> Response {
    let done = asked.done.is_some().then(|| visitor.frame("").t("account-password-done"));
    shown(&account(&visitor, Vec::new(), done))
}

fn account(visitor: &Visitor, faults: Vec<Fault>, done: Option<String>) -> Account {
    let f = visitor.frame("");
    let actor = visitor.actor();
    let memberships = visitor.session.memberships.iter();
    let roles = memberships
        .map(|one| Part {
            role: f.word("role", one.role.as_str()),
            now: one.network == actor.network
                && one.organisation == actor.organisation
                && one.role == actor.role,
            membership: one.clone(),
        })
        .collect();
    let f = Frame {
        title: f.t("account-title"),
        fault: !faults.is_empty(),
        ..f
    };
    Account {
        f,
        roles,
        faults,
        done,
    }
}

async fn post_role(
    State(state): State<AppState>,
    headers: HeaderMap,
    posted: Posted,
) -> Result<Response, Refused> {
    let Posted { visitor, fields } = posted;
    let f = visitor.frame("");
    let (Some(network), Some(organisation), Some(role), Some(secret)) = (
        fields.one("network"),
        fields.one("organisation"),
        fields.one("role").and_then(|role| role.parse().ok()),
        session::secret(&headers),
    ) else {
        return Err(Refused::not_found(&f));
    };
    let (network, organisation) = (NetworkId::new(network), OrganisationId::new(organisation));
    let chosen = state
        .service
        .act_as(secret, &network, &organisation, role, visitor.now)
        .await
        .map_err(|error| Refused::of(error, &f))?;
    match chosen {
        Some(()) => Ok(Redirect::to("/").into_response()),
        None => Err(Refused::not_found(&f)),
    }
}

async fn post_password(State(state): State<AppState>, posted: Posted) -> Result<Response, Refused> {
    use luotsi_service::session::Changed;

    let Posted { visitor, fields } = posted;
    let f = visitor.frame("");
    let (old, new) = (fields.again("old"), fields.again("new"));
    let changed = state
        .service
        .change_password(visitor.actor().user, old, new, visitor.now)
        .await
        .map_err(|error| Refused::of(error, &f))?;
    let (field, text) = match changed {
        Changed::Done => return Ok(Redirect::to("/account?done=password").into_response()),
        Changed::Wrong => ("old", f.t("password-wrong")),
        Changed::Weak(weak) => ("new", f.word("password", weak.as_str())),
        Changed::TooMany { .. } => ("old", f.t("password-too-many")),
    };
    let fault = Fault {
        field: Some(field.to_owned()),
        text,
    };
    Ok(page(
        StatusCode::UNPROCESSABLE_ENTITY,
        &account(&visitor, vec![fault], None),
    ))
}

async fn post_everywhere(State(state): State<AppState>, posted: Posted) -> Result<Response, Refused> {
    let visitor = &posted.visitor;
    state
        .service
        .sign_out_everywhere(visitor.actor().user)
        .await
        .map_err(|error| Refused::of(error, &visitor.frame("")))?;
    Ok(([(session::FIELD, session::ended())], Redirect::to("/sign-in")).into_response())
}
