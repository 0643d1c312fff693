//! `luotsi openapi`: the document that the service serves.

use luotsi_web::{health::Readiness, metrics::Metrics, openapi};

use crate::{
    failure::{Failure, Result},
    front,
    speech::say,
};

/// Prints the document.
pub(crate) fn run() -> Result<()> {
    let never = Readiness::new(|| async { false });
    let (_, document) = openapi::assemble(front::routes(never, Some(Metrics::default())));
    let text = serde_json::to_string_pretty(&document)
        .map_err(|fault| Failure::refused(format!("the document cannot be written: {fault}")))?;
    say(text);
    Ok(())
}
