//! The front of the house: all routes in one router, open until the program is told to end.

use std::{net::SocketAddr, sync::Arc, time::Duration};

use axum::Router;
use luotsi_service::Service;
use luotsi_web::{
    api::{self, AppState},
    health::{self, Readiness},
    limits::Limits,
    metrics::{self, Metrics},
    openapi, pages,
    server::{self, Drained, Tls},
    shell::Shell,
};
use tokio::{
    net::TcpListener,
    signal::unix::{SignalKind, signal},
    sync::watch,
    task::JoinSet,
    time::timeout,
};
use utoipa_axum::router::OpenApiRouter;

use crate::{
    clock::{Clock, machine_time},
    failure::{Failure, Result},
    ids,
    periodic::{self, Works},
    speech::say,
};

/// How long the loops may take to end the round they are in.
const LAST_ROUND: Duration = Duration::from_secs(8);

/// What the routes work with.
pub(crate) fn state(service: Service, clock: &Clock, demo: bool) -> AppState {
    let clock = clock.clone();
    AppState {
        service,
        clock: Arc::new(move || clock.now()),
        machine_clock: Arc::new(machine_time),
        demo,
        live: pages::live::Live::default(),
    }
}

/// Every route of the service. Counters may have a listener of their own.
pub(crate) fn routes(readiness: Readiness, counters: Option<Metrics>) -> OpenApiRouter<AppState> {
    let routes = api::routes().merge(health::router(readiness));
    match counters {
        Some(counters) => routes.merge(metrics::router(counters)),
        None => routes,
    }
}

/// The answer to `/readyz`.
pub(crate) fn readiness(service: &Service) -> Readiness {
    let service = service.clone();
    Readiness::new(move || {
        let service = service.clone();
        async move { service.is_ready().await }
    })
}

/// The finished router of the service.
pub(crate) fn router(routes: OpenApiRouter<AppState>, state: AppState) -> Router {
    let pages = pages::router(state.clone());
    openapi::assemble(routes.with_state(state)).0.merge(pages)
}

/// Puts around a router what every request goes through; with `pages`, browsers get pages where nothing is.
pub(crate) fn shell(
    router: Router,
    metrics: &Metrics,
    clock: &Clock,
    https: bool,
    pages: Option<AppState>,
) -> Router {
    let clock = clock.clone();
    Shell {
        limits: Limits::default(),
        metrics: metrics.clone(),
        https,
        pages,
        request_id: Arc::new(move || ids::id(clock.now())),
    }
    .around(router)
}

/// Listens, and tells what to do where that is not possible.
pub(crate) async fn listen(at: SocketAddr) -> Result<TcpListener> {
    TcpListener::bind(at).await.map_err(|fault| {
        Failure::refused(format!(
            "cannot listen on {at} ({fault}); end what listens there, or choose another port"
        ))
    })
}

/// Says where the service is: the first line on standard output.
pub(crate) fn announce(listener: &TcpListener, tls: bool) -> Result<String> {
    let at = listener
        .local_addr()
        .map_err(|fault| Failure::refused(format!("the address listened on cannot be read: {fault}")))?;
    let url = format!("{}://{at}", if tls { "https" } else { "http" });
    say(&url);
    Ok(url)
}

/// What is open.
pub(crate) struct Doors {
    /// Where people and programs come in.
    pub listener: TcpListener,
    /// What answers them.
    pub router: Router,
    /// With what certificate.
    pub tls: Option<Tls>,
    /// Where the counters are shown, if apart.
    pub counters: Option<(TcpListener, Router)>,
}

/// Keeps the doors open and the loops running until a signal, then ends both in order. What is to be
/// prepared meanwhile ends it too, if it fails.
pub(crate) async fn keep_open(
    doors: Doors,
    works: Arc<Works>,
    preparation: impl Future<Output = Result<()>> + Send + 'static,
) -> Result<()> {
    let told = told_to_end()?;
    let (stop, stopped) = watch::channel(false);
    let mut loops = periodic::start(&works, &stopped);
    let mut beside = JoinSet::new();
    if let Some((listener, router)) = doors.counters {
        let stopped = stopped.clone();
        beside.spawn(server::serve(
            listener,
            router,
            Limits::default(),
            None,
            until(stopped),
        ));
    }
    tracing::info!("the service is open");
    let mut failure = None;
    let ending = async {
        failure = prepared_or_told(preparation, told).await;
        stop.send_replace(true);
    };
    let drained = server::serve(doors.listener, doors.router, Limits::default(), doors.tls, ending).await;
    if let Drained::Cut(connections) = drained {
        tracing::warn!(
            connections,
            "some connections were cut because they took too long"
        );
    }
    let ended = timeout(LAST_ROUND, async {
        while loops.join_next().await.is_some() {}
        while beside.join_next().await.is_some() {}
    });
    if ended.await.is_err() {
        tracing::warn!("a round was given up; what it had leased will be taken up again");
    }
    loops.shutdown().await;
    works.close().await;
    tracing::info!("the service has ended");
    failure.map_or(Ok(()), Err)
}

/// Resolves when the program is told to end, or with why it cannot go on.
async fn prepared_or_told(
    preparation: impl Future<Output = Result<()>> + Send + 'static,
    told: impl Future<Output = ()>,
) -> Option<Failure> {
    let mut preparing = JoinSet::new();
    preparing.spawn(preparation);
    let prepared = async {
        match preparing.join_next().await {
            Some(Ok(Err(failure))) => Some(failure),
            Some(Err(_)) => Some(Failure::refused(
                "the start failed through a fault of the program; see the log",
            )),
            Some(Ok(Ok(()))) | None => std::future::pending().await,
        }
    };
    // A preparation that is still under way is given up here.
    tokio::select! {
        failure = prepared => failure,
        () = told => None,
    }
}

async fn until(mut stopped: watch::Receiver<bool>) {
    let _ = stopped.wait_for(|stopped| *stopped).await;
}

/// Resolves when the program is told to end.
fn told_to_end() -> Result<impl Future<Output = ()>> {
    let hear = |kind| {
        signal(kind).map_err(|fault| Failure::refused(format!("the program cannot hear signals: {fault}")))
    };
    let (mut terminate, mut interrupt) = (hear(SignalKind::terminate())?, hear(SignalKind::interrupt())?);
    Ok(async move {
        tokio::select! {
            _ = terminate.recv() => {}
            _ = interrupt.recv() => {}
        }
    })
}
