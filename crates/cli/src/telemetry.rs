//! The log: to standard error, as lines to read or as JSON to collect.
//!
//! Nothing of a person is ever logged, at no level; a field is an id, a code, a count or a duration.

use std::io::IsTerminal as _;

use tracing::{Level, Subscriber, level_filters::LevelFilter};
use tracing_subscriber::{
    Layer as _, fmt, layer::SubscriberExt as _, registry::LookupSpan, util::SubscriberInitExt as _,
};

/// How the log looks.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) enum Format {
    /// Lines for people and for the journal.
    #[default]
    Text,
    /// One JSON object a line.
    Json,
}

/// Keeps what a fault of the program says out of everybody's sight but the log's.
pub(crate) fn quiet_panics() {
    // A panic's words may hold what was being worked on; where it happened is enough to find it.
    std::panic::set_hook(Box::new(|panic| {
        let place = panic.location().map(ToString::to_string);
        tracing::error!(place, "a fault of the program");
    }));
}

/// Starts the log. A second start changes nothing.
pub(crate) fn start(level: Level, format: Format) {
    // Libraries tell of their connections and statements; statements are ours to keep out of the log.
    let own = tracing_subscriber::filter::Targets::new()
        .with_default(LevelFilter::from_level(level.min(Level::WARN)))
        .with_target("luotsi", level)
        .with_target("sqlx", LevelFilter::OFF);
    let layer = lines(format).with_filter(own);
    let _ = tracing_subscriber::registry().with(layer).try_init();
}

fn lines<S>(format: Format) -> Box<dyn tracing_subscriber::Layer<S> + Send + Sync>
where
    S: Subscriber + for<'a> LookupSpan<'a>,
{
    let lines = fmt::layer().with_writer(std::io::stderr).with_target(false);
    match format {
        Format::Text => lines.with_ansi(std::io::stderr().is_terminal()).boxed(),
        Format::Json => lines
            .json()
            .flatten_event(true)
            .with_current_span(true)
            .with_span_list(false)
            .boxed(),
    }
}
