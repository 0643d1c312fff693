//! `luotsi serve`: the service, with the settings of an operator.

use std::path::Path;

use axum::Router;
use luotsi_web::{
    metrics::{self, Metrics},
    server::Tls,
};

use crate::{
    clock::Clock,
    config,
    deliver::Post,
    failure::{Failure, Result},
    front::{self, Doors},
    house,
    periodic::Works,
    telemetry,
};

/// Runs the service until it is told to end.
pub(crate) async fn run(file: Option<&Path>) -> Result<()> {
    let settings = config::serving(file)?;
    telemetry::start(settings.base.log, settings.base.log_format);
    let tls = match &settings.tls {
        Some((chain, key)) => Some(
            Tls::from_pem_files(chain, key)
                .map_err(|fault| Failure::refused(format!("{fault}; mend TLS_CERT and TLS_KEY")))?,
        ),
        None => None,
    };
    let service = house::open(&settings.base).await?;
    let https = settings.is_https();
    let (clock, counters) = (Clock::machine(), Metrics::default());
    let apart = match settings.metrics_listen {
        Some(at) => {
            let router = front::shell(
                Router::from(metrics::router(counters.clone())),
                &counters,
                &clock,
                false,
                None,
            );
            Some((front::listen(at).await?, router))
        }
        None => None,
    };
    let beside = apart.is_none().then(|| counters.clone());
    let all = front::routes(front::readiness(&service), beside);
    let state = front::state(service.clone(), &clock, false);
    let served = front::router(all, state.clone());
    let router = front::shell(served, &counters, &clock, https, Some(state));
    let listener = front::listen(settings.listen).await?;
    let announced = front::announce(&listener, tls.is_some())?;
    let public_url = settings.public_url.unwrap_or(announced);
    let post = settings
        .mail
        .map(|(smtp, sender)| Post::to_server(smtp, sender, public_url));
    if post.is_none() {
        tracing::warn!("no mail server is set: letters wait in the database until SMTP_URL names one");
    }
    let works = Works::new(service, clock, post, counters);
    front::keep_open(
        Doors {
            listener,
            router,
            tls,
            counters: apart,
        },
        works,
        async { Ok(()) },
    )
    .await
}
