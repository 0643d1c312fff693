//! The demo's screens: whom to be, the mailbox, and the buttons that move the clock.

use std::{fs, io, path::PathBuf, sync::Arc};

use axum::{
    Extension, Router,
    extract::State,
    http::{HeaderMap, header::SET_COOKIE},
    middleware,
    response::{IntoResponse as _, Redirect, Response},
    routing::{get, post},
};
use jiff::{SignedDuration, Timestamp};
use luotsi_domain::id::{NetworkId, OrganisationId, UserId};
use luotsi_notify::Mail;
use luotsi_web::{
    api::AppState,
    pages::{
        self,
        demo::{Caught, Line, Somebody},
        frame::Frame,
        language::{chosen, of_stranger},
        posted::Sent,
        session,
        visitor::{Visitor, local},
    },
    problem::{Problem, Slug},
};

use super::{Listing, Mailbox, advance, routes::caught};
use crate::{clock::machine_time, periodic::Works};

/// What the screens work with, beside what every page does.
#[derive(Clone)]
struct Screens {
    works: Arc<Works>,
    mailbox: Arc<Mailbox>,
    listing: PathBuf,
}

/// The routes of the screens.
pub(super) fn router(works: Arc<Works>, mailbox: Arc<Mailbox>, state: AppState, listing: PathBuf) -> Router {
    Router::new()
        .route("/demo", get(get_people))
        .route("/demo/mailbox", get(get_mailbox))
        .route("/demo/be", post(post_be))
        .route("/demo/forward", post(post_forward))
        .layer(Extension(Screens {
            works,
            mailbox,
            listing,
        }))
        .layer(middleware::map_response(pages::frame::with_policy))
        .with_state(state)
}

/// What stands around a screen, whoever looks at it.
fn frame(visitor: Option<Visitor>, headers: &HeaderMap) -> Frame {
    visitor.map_or_else(
        || Frame::of_stranger(of_stranger(headers), String::new(), true),
        |visitor| visitor.frame(""),
    )
}

async fn get_people(
    State(state): State<AppState>,
    Extension(screens): Extension<Screens>,
    headers: HeaderMap,
    visitor: Option<Visitor>,
) -> Result<Response, Problem> {
    let f = frame(visitor, &headers);
    let listing = screens.read()?;
    let mut networks: Vec<(String, Vec<Somebody>)> = Vec::new();
    for one in listing.people {
        let Some(network) = state.service.networks().get(&NetworkId::new(&one.network)) else {
            continue;
        };
        let definition = &network.definition;
        let name = definition
            .vocabulary()
            .say(&definition.name, f.language.tag())
            .to_owned();
        let organisation = OrganisationId::new(&one.organisation);
        let somebody = Somebody {
            id: one.id,
            name: one.name,
            role: one.role,
            organisation: network
                .organisation_name(&organisation)
                .unwrap_or(one.organisation),
        };
        match networks.iter_mut().find(|(known, _)| *known == name) {
            Some((_, people)) => people.push(somebody),
            None => networks.push((name, vec![somebody])),
        }
    }
    Ok(pages::demo::front(f, networks))
}

async fn post_be(
    State(state): State<AppState>,
    Extension(screens): Extension<Screens>,
    headers: HeaderMap,
    sent: Sent,
) -> Result<Response, Problem> {
    let wanted = sent.fields.one("person").unwrap_or_default();
    let listing = screens.read()?;
    let one = listing.people.into_iter().find(|one| one.id == wanted);
    let one = one.ok_or(Slug::NotFound)?;
    let (Ok(user), Ok(role)) = (one.id.parse::<UserId>(), one.role.parse()) else {
        return Err(Slug::Internal.into());
    };
    let (network, organisation) = (NetworkId::new(one.network), OrganisationId::new(one.organisation));
    let secret = state
        .service
        .enter_session(user, &network, &organisation, role, machine_time())
        .await?;
    // Whoever tries the demo in a language goes on in it, whomever she is next.
    if let Some(language) = chosen(&headers) {
        state.service.choose_language(user, language.tag()).await?;
    }
    Ok(([(SET_COOKIE, session::begun(&secret))], Redirect::to("/")).into_response())
}

async fn post_forward(Extension(screens): Extension<Screens>, sent: Sent) -> Result<Response, Problem> {
    let hours = match sent.fields.one("step") {
        Some("hour") => 1,
        Some("day") => 24,
        Some("week") => 7 * 24,
        _ => return Err(Slug::NotFound.into()),
    };
    let works = &screens.works;
    let _alone = works.alone().await;
    let to = works
        .clock()
        .now()
        .saturating_add(SignedDuration::from_hours(hours));
    let to = to.unwrap_or(Timestamp::MAX);
    advance::move_clock(works, to).await.map_err(|stopped| {
        tracing::error!(error = %stopped, "the clock could not be moved all the way");
        Problem::from(Slug::Internal)
    })?;
    Ok(Redirect::to(sent.fields.one("back").map_or("/", local)).into_response())
}

async fn get_mailbox(
    Extension(screens): Extension<Screens>,
    headers: HeaderMap,
    visitor: Option<Visitor>,
) -> Result<Response, Problem> {
    let f = frame(visitor, &headers);
    let all = caught(&screens.works, &screens.mailbox).await?;
    let url = screens.read()?.url;
    let mails: Vec<Mail> = serde_json::from_slice(&all).map_err(|_| Slug::Internal)?;
    let letters = mails.into_iter().rev().take(SHOWN).map(|mail| Caught {
        lines: mail.text.lines().map(|line| of_letter(line, &url)).collect(),
        to: mail.to,
        subject: mail.subject,
        at: mail.at,
    });
    Ok(pages::demo::mailbox(f, letters.collect()))
}

/// The most letters on one page.
const SHOWN: usize = 40;

/// A line of a letter; where it holds an address of this service, the place it leads to.
fn of_letter(line: &str, url: &str) -> Line {
    let leads_to = line.split_whitespace().find_map(|word| {
        let place = word.strip_prefix(url)?;
        place.starts_with('/').then(|| place.to_owned())
    });
    Line {
        text: line.to_owned(),
        link: leads_to,
    }
}

impl Screens {
    fn read(&self) -> Result<Listing, Problem> {
        let read = || -> io::Result<Listing> { Ok(serde_json::from_slice(&fs::read(&self.listing)?)?) };
        read().map_err(|fault| {
            tracing::error!(%fault, "the demo's people cannot be read");
            Slug::Unavailable.into()
        })
    }
}
