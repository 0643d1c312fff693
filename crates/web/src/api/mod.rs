//! The JSON API, base `/api/v1`: each handler extracts, calls one use case, renders.

use std::{fmt, sync::Arc};

use jiff::{Timestamp, tz::TimeZone};
use luotsi_domain::id::NetworkId;
use luotsi_service::Service;
use utoipa_axum::{router::OpenApiRouter, routes};

mod absences;
mod actions;
mod actor;
mod drafts;
mod history;
mod networks;
mod referrals;
mod refusal;
pub(crate) mod render;

pub(crate) use refusal::said;
pub use render::{KeptView, candidates, kept};

/// What the API works with.
#[derive(Clone)]
pub struct AppState {
    /// The use cases.
    pub service: Service,
    /// The instant of a request.
    pub clock: Arc<dyn Fn() -> Timestamp + Send + Sync>,
    /// The instant by which sessions begin and end. In a demo, whose clock can be moved, it is another.
    pub machine_clock: Arc<dyn Fn() -> Timestamp + Send + Sync>,
    /// Whether the service is a demo, whose pages have a bar to change person and to move the clock.
    pub demo: bool,
    /// Those whom a page tells that something has changed.
    pub live: crate::pages::live::Live,
}

impl fmt::Debug for AppState {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("AppState").finish_non_exhaustive()
    }
}

impl AppState {
    /// The instant of this request.
    pub(crate) fn now(&self) -> Timestamp {
        (self.clock)()
    }

    /// The instant by which sessions go.
    pub(crate) fn machine_now(&self) -> Timestamp {
        (self.machine_clock)()
    }

    /// The time zone of a network; UTC where there is no such network.
    pub(crate) fn zone(&self, network: &NetworkId) -> TimeZone {
        let network = self.service.networks().get(network);
        network.map_or(TimeZone::UTC, |network| network.days.zone().clone())
    }
}

/// The tag of what concerns one referral.
const REFERRALS: &str = "referrals";
/// The tag of what is kept before it is handed over, and of finding people.
const DRAFTS: &str = "drafts";
/// The tag of what concerns a network.
const NETWORKS: &str = "networks";

/// All routes of the API, over the state.
#[must_use]
pub fn router(state: AppState) -> OpenApiRouter {
    routes().with_state(state)
}

/// All routes of the API, for their document.
pub fn routes() -> OpenApiRouter<AppState> {
    let v1 = OpenApiRouter::new()
        .routes(routes!(networks::get_me))
        .routes(routes!(networks::get_people))
        .routes(routes!(networks::get_programmes))
        .routes(routes!(networks::put_capacity))
        .routes(routes!(networks::get_ending))
        .routes(routes!(networks::get_board))
        .routes(routes!(networks::post_dead_letter_retry))
        .routes(routes!(networks::get_handoff_schema))
        .routes(routes!(networks::get_voice))
        .routes(routes!(networks::post_cautions))
        .routes(routes!(referrals::post_preview))
        .routes(routes!(referrals::post_referral, referrals::get_referrals))
        .routes(routes!(referrals::get_referral))
        .routes(routes!(referrals::get_timeline))
        .routes(routes!(drafts::post_draft, drafts::get_drafts))
        .routes(routes!(
            drafts::get_draft,
            drafts::put_draft,
            drafts::delete_draft
        ))
        .routes(routes!(drafts::submit_draft))
        .routes(routes!(drafts::post_search))
        .routes(routes!(networks::post_confirm))
        .merge(absences::router())
        .routes(routes!(history::get_events))
        .routes(routes!(history::get_export))
        .routes(routes!(history::get_views))
        .merge(actions::router());
    OpenApiRouter::new()
        .nest("/api/v1", v1)
        .merge(crate::pages::confirm::router())
}
