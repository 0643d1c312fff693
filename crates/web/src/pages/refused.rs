//! What went wrong, as a page that says what to do.

use askama::Template;
use axum::response::{IntoResponse, Response};
use luotsi_service::Error;

use super::frame::{Frame, page};
use crate::{
    api::said,
    problem::{Problem, Slug},
};

/// A refusal, ready to be shown.
#[derive(Debug, Template)]
#[template(path = "refused.html")]
pub struct Refused {
    f: Box<Frame>,
    problem: Box<Problem>,
}

impl Refused {
    /// The refusal in the frame of whoever asked.
    #[must_use]
    pub fn new(problem: Problem, frame: &Frame) -> Self {
        let f = Frame {
            title: problem.slug().title(frame.language),
            form: None,
            ..frame.clone()
        };
        Self {
            f: Box::new(f.with_fault()),
            problem: Box::new(problem),
        }
    }

    /// What a use case refused.
    #[must_use]
    pub fn of(error: Error, frame: &Frame) -> Self {
        Self::new(said(error, frame.language), frame)
    }

    /// There is no such thing, or not for her to know of.
    #[must_use]
    pub fn not_found(frame: &Frame) -> Self {
        Self::new(Slug::NotFound.into(), frame)
    }

    /// Her role has no such page.
    #[must_use]
    pub fn forbidden(frame: &Frame) -> Self {
        Self::new(Slug::Forbidden.into(), frame)
    }

    /// What to do about it: for a page it is said otherwise than for a program, where that matters.
    fn detail(&self) -> String {
        let key = format!("refused-{}", self.problem.slug().as_str());
        if luotsi_i18n::has(&key) {
            self.f.t(&key)
        } else {
            self.problem.slug().detail(self.f.language).unwrap_or_default()
        }
    }
}

impl IntoResponse for Refused {
    fn into_response(self) -> Response {
        page(self.problem.slug().status(), &self)
    }
}
