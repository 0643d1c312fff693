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
use luotsi_service::session::{Membership, PasswordRefusal};
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
    let done = asked
        .done
        .is_some()
        .then(|| visitor.frame("").t("account-password-done"));
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
        .act_as(secret, &network, &organisation, role, state.machine_now())
        .await
        .map_err(|error| Refused::of(error, &f))?;
    match chosen {
        Some(()) => Ok(Redirect::to("/").into_response()),
        None => Err(Refused::not_found(&f)),
    }
}

async fn post_password(
    State(state): State<AppState>,
    headers: HeaderMap,
    posted: Posted,
) -> Result<Response, Refused> {
    let Posted { visitor, fields } = posted;
    let f = visitor.frame("");
    let secret = session::secret(&headers).ok_or_else(|| Refused::not_found(&f))?;
    // A password is what was typed, blanks included.
    let (old, new) = (fields.again("old"), fields.again("new"));
    let changed = state
        .service
        .change_password(secret, old, new, state.machine_now())
        .await
        .map_err(|error| Refused::of(error, &f))?;
    let field = match &changed {
        Ok(secret) => {
            let begun = [(session::FIELD, session::begun(secret))];
            return Ok((begun, Redirect::to("/account?done=password")).into_response());
        }
        Err(PasswordRefusal::Weak(_)) => "new",
        Err(PasswordRefusal::Wrong | PasswordRefusal::TooMany { .. }) => "old",
    };
    let fault = Fault {
        field: Some(field.to_owned()),
        text: changed
            .err()
            .map_or_else(String::new, |refusal| password_words(&f, refusal)),
    };
    let answer = account(&visitor, vec![fault], None);
    Ok(page(StatusCode::UNPROCESSABLE_ENTITY, &answer))
}

/// Why a password was not taken, as a sentence.
pub(super) fn password_words(f: &Frame, refusal: PasswordRefusal) -> String {
    match refusal {
        PasswordRefusal::Weak(weak) => f.word("password", weak.as_str()),
        PasswordRefusal::Wrong => f.t("password-wrong"),
        PasswordRefusal::TooMany { .. } => f.t("password-too-many"),
    }
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
