//! What a submission asks for beside the handoff: ways, reasons, and how much of each.

use luotsi_domain::access::Actor;
use luotsi_wire::{
    request::{Destination, Duplicate, SubmitRequest},
    validation::{Code, FieldFault},
};

use crate::error::{Error, Result};

/// To the desk is a way for those who are not of the desk, and leaves the choice there; and nobody is close to
/// endlessly many.
pub(super) fn check_ways(actor: &Actor, request: &SubmitRequest) -> Result<()> {
    if request.to == Some(Destination::Desk) {
        if !actor.is_partner() {
            return Err(Error::invalid("/to", Code::Invalid));
        }
        if request.placement.is_some() {
            return Err(Error::invalid("/placement", Code::Invalid));
        }
    }
    if request.links.len() > 10 {
        let fault = FieldFault {
            args: vec![("limit", luotsi_wire::validation::Arg::Number(10))],
            ..FieldFault::new("/links", Code::TooMany)
        };
        return Err(Error::InvalidRequest(vec![fault]));
    }
    Ok(())
}

/// The reason that came with a submission.
pub(super) fn reasons(request: &SubmitRequest) -> Vec<(&'static str, &str)> {
    let placed = request
        .placement
        .as_ref()
        .and_then(|placement| placement.reason.as_deref());
    placed
        .or(request.reason.as_deref())
        .map(|reason| ("reason", reason))
        .into_iter()
        .collect()
}

/// A separate matter needs its reason, and no reason is endless.
pub(super) fn check_reasons(request: &SubmitRequest) -> Result<()> {
    let placed = request
        .placement
        .as_ref()
        .and_then(|placement| placement.reason.as_deref());
    for (pointer, text) in [
        ("/placement/reason", placed),
        ("/reason", request.reason.as_deref()),
    ] {
        if let Some(text) = text {
            crate::act::check_text(pointer, text)?;
        }
    }
    let given = [placed, request.reason.as_deref()]
        .into_iter()
        .flatten()
        .any(|text| !text.trim().is_empty());
    if request.duplicate == Some(Duplicate::Separate) && !given {
        return Err(Error::ReasonRequired);
    }
    if request
        .placement
        .as_ref()
        .is_some_and(|placement| placement.then.len() > 50)
    {
        let fault = FieldFault {
            args: vec![("limit", luotsi_wire::validation::Arg::Number(50))],
            ..FieldFault::new("/placement/then", Code::TooMany)
        };
        return Err(Error::InvalidRequest(vec![fault]));
    }
    Ok(())
}
