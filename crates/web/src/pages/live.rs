//! `/live`: tells a page that something has changed, by server-sent events. What has changed it does not
//! say: the page asks for itself again, as whoever reads it.
//!
//! One watcher looks for all who listen, every few seconds, and rests where nobody does.

use std::{
    collections::{BTreeMap, BTreeSet},
    convert::Infallible,
    fmt,
    pin::Pin,
    sync::{Arc, Mutex, PoisonError},
    task::{Context, Poll},
    time::Duration,
};

use axum::{
    Router,
    body::{Body, Bytes},
    extract::State,
    http::header::{CACHE_CONTROL, CONTENT_TYPE},
    response::{IntoResponse, Response},
    routing::get,
};
use hyper::body::Frame as Piece;
use luotsi_domain::{
    access::Actor,
    id::{NetworkId, OrganisationId},
};
use luotsi_service::Service;
use tokio::{
    sync::watch,
    time::{Instant, sleep_until},
};

use super::visitor::Visitor;
use crate::api::AppState;

/// How often the watcher looks.
const LOOK: Duration = Duration::from_secs(2);
/// How often something is said where there is nothing to say, so that nobody on the way thinks it over.
const BREATH: Duration = Duration::from_secs(20);
/// How long one listens. A page that is still in use asks again; listening keeps nobody signed in for ever.
const LONG: Duration = Duration::from_mins(15);

/// Who is told: an organisation of a network, or with none its coordinator.
type Whom = (NetworkId, Option<OrganisationId>);

/// Those who listen.
#[derive(Clone, Default)]
pub struct Live(Arc<Mutex<Ears>>);

#[derive(Default)]
struct Ears {
    /// To each how far the network's feed was when she was concerned last.
    told: BTreeMap<Whom, watch::Sender<i64>>,
    looking: bool,
}

impl fmt::Debug for Live {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Live").finish_non_exhaustive()
    }
}

/// Routes of what is told.
pub(super) fn routes() -> Router<AppState> {
    Router::new().route("/live", get(get_live))
}

async fn get_live(State(state): State<AppState>, visitor: Visitor) -> Response {
    let actor = visitor.actor();
    // What was done before the page was asked for stands on it: her own step, most of all.
    let known = state.service.changes(&actor.network, None).await;
    let since = known.map_or(i64::MIN, |(now, _)| now);
    let heard = state.live.listen(&state.service, actor);
    let body = Body::new(Telling::new(heard, since));
    let fields = [(CONTENT_TYPE, "text/event-stream"), (CACHE_CONTROL, "no-store")];
    (fields, body).into_response()
}

impl Live {
    fn ears(&self) -> std::sync::MutexGuard<'_, Ears> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Listens for what concerns the actor's organisation; the watcher begins to look with the first who does.
    fn listen(&self, service: &Service, actor: &Actor) -> watch::Receiver<i64> {
        let organisation = (!actor.is_coordinator()).then(|| actor.organisation.clone());
        let mut ears = self.ears();
        let told = ears
            .told
            .entry((actor.network.clone(), organisation))
            .or_insert_with(|| watch::channel(i64::MIN).0);
        let heard = told.subscribe();
        if !ears.looking {
            ears.looking = true;
            let (live, service) = (self.clone(), service.clone());
            tokio::spawn(async move { live.look(&service).await });
        }
        heard
    }

    /// Looks until nobody listens any more.
    async fn look(&self, service: &Service) {
        let mut seen: BTreeMap<NetworkId, i64> = BTreeMap::new();
        while let Some(networks) = self.looked_for() {
            seen.retain(|network, _| networks.contains(network));
            for network in networks {
                let before = seen.get(&network).copied();
                match service.changes(&network, before).await {
                    Ok((now, concerned)) => {
                        if before.is_some_and(|before| before != now) {
                            self.tell(&network, &concerned, now);
                        }
                        seen.insert(network, now);
                    }
                    Err(error) => tracing::debug!(%error, "nobody could be told of changes"),
                }
            }
            sleep_until(Instant::now() + LOOK).await;
        }
    }

    /// The networks that somebody listens to; where there are none, looking is over.
    fn looked_for(&self) -> Option<BTreeSet<NetworkId>> {
        let mut ears = self.ears();
        ears.told.retain(|_, told| told.receiver_count() > 0);
        ears.looking = !ears.told.is_empty();
        ears.looking
            .then(|| ears.told.keys().map(|(network, _)| network.clone()).collect())
    }

    fn tell(&self, network: &NetworkId, concerned: &BTreeSet<OrganisationId>, now: i64) {
        let ears = self.ears();
        let of_network = ears.told.iter().filter(|((of, _), _)| of == network);
        for ((_, organisation), told) in of_network {
            if organisation.as_ref().is_none_or(|one| concerned.contains(one)) && !concerned.is_empty() {
                told.send_replace(now);
            }
        }
    }
}

/// What one listener hears next, and the ear it goes on listening with.
type Next = Pin<Box<dyn Future<Output = Option<(Bytes, Ear)>> + Send>>;

/// What one listener listens with, and up to where she knows everything.
type Ear = (watch::Receiver<i64>, i64);

/// The body of an answer that goes on.
struct Telling {
    next: Option<Next>,
    until: Instant,
}

impl Telling {
    fn new(heard: watch::Receiver<i64>, since: i64) -> Self {
        let hello = async move { Some((Bytes::from_static(b"retry: 5000\n\n"), (heard, since))) };
        Self {
            next: Some(Box::pin(hello)),
            until: Instant::now() + LONG,
        }
    }
}

async fn hear((mut heard, mut since): Ear, until: Instant) -> Option<(Bytes, Ear)> {
    let line: &'static [u8] = tokio::select! {
        changed = heard.wait_for(|now| *now > since) => {
            since = *changed.ok()?;
            b"event: changed\ndata: 1\n\n"
        }
        () = sleep_until(until) => return None,
        () = sleep_until(Instant::now() + BREATH) => b":\n\n",
    };
    Some((Bytes::from_static(line), (heard, since)))
}

impl hyper::body::Body for Telling {
    type Data = Bytes;
    type Error = Infallible;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Piece<Bytes>, Infallible>>> {
        let until = self.until;
        let Some(next) = self.next.as_mut() else {
            return Poll::Ready(None);
        };
        match next.as_mut().poll(cx) {
            Poll::Pending => Poll::Pending,
            Poll::Ready(None) => {
                self.next = None;
                Poll::Ready(None)
            }
            Poll::Ready(Some((line, heard))) => {
                self.next = Some(Box::pin(hear(heard, until)));
                Poll::Ready(Some(Ok(Piece::data(line))))
            }
        }
    }
}
