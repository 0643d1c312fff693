//! `luotsi openapi`: the document that the service serves.

use luotsi_web::{health::Readiness, metrics::Metrics, openapi};

use crate::{
    failure::{Failure, Result},
    front,
};

/// Prints the document.
pub(crate) fn run() -> Result<()> {
    let never = Readiness::new(|| async { false });
    let (_, document) = openapi::assemble(front::routes(never, Some(Metrics::default())));
    let text = document
        .to_pretty_json()
        .map_err(|fault| Failure::refused(format!("the document cannot be written: {fault}")))?;
    println!("{text}");
    Ok(())
}
