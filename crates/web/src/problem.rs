//! Every refusal of the API, as RFC 9457 `application/problem+json`.
//!
//! A handler returns a [`Problem`]; it knows nothing of the reader's language. The shell renders it
//! once more in that language on the way out ([`Problem::render`]), so that no handler has to carry it.

use axum::body::Body;
use axum::http::header::{
    CACHE_CONTROL, CONNECTION, CONTENT_LANGUAGE, CONTENT_TYPE, RETRY_AFTER, WWW_AUTHENTICATE,
};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use luotsi_i18n::{Arg, Language, code, text};
use luotsi_wire::validation::{Arg as FaultArg, Code, FieldFault};
use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;

/// The media type of a problem.
pub const MEDIA_TYPE: &str = "application/problem+json";

macro_rules! slugs {
    ($($(#[$doc:meta])* $name:ident = $slug:literal $status:ident;)+) => {
        /// What kind of problem it is. The slug is stable and ends the problem's `type`.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum Slug { $($(#[$doc])* $name,)+ }

        impl Slug {
            /// Every kind there is.
            pub const ALL: &[Self] = &[$(Self::$name),+];

            /// The stable name.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$name => $slug,)+ }
            }

            /// The status that such a problem is answered with.
            #[must_use]
            pub const fn status(self) -> StatusCode {
                match self { $(Self::$name => StatusCode::$status,)+ }
            }
        }
    };
}

slugs! {
    /// Not JSON, not HTTP, not UTF-8, or nested too deep.
    Malformed = "malformed" BAD_REQUEST;
    /// No token, or none that holds.
    Unauthenticated = "unauthenticated" UNAUTHORIZED;
    /// Visible, but the role lacks the action.
    Forbidden = "forbidden" FORBIDDEN;
    /// Not there, or not for this caller to know of.
    NotFound = "not-found" NOT_FOUND;
    /// The address is right, the method is not; `Allow` has those that are.
    MethodNotAllowed = "method-not-allowed" METHOD_NOT_ALLOWED;
    /// The body did not arrive in time. HTTP's own status says it all, so it has no `type` of ours.
    TooSlow = "too-slow" REQUEST_TIMEOUT;
    /// The referral's status does not permit the action.
    IllegalTransition = "illegal-transition" CONFLICT;
    /// Somebody else was first.
    Conflict = "conflict" CONFLICT;
    /// The same person has an open referral at the same desk.
    AlreadyOpen = "already-open" CONFLICT;
    /// A request with the same `Idempotency-Key` still runs.
    RequestInFlight = "request-in-flight" CONFLICT;
    /// `If-Match` names another version.
    PreconditionFailed = "precondition-failed" PRECONDITION_FAILED;
    /// The body is larger than the service takes.
    TooLarge = "too-large" PAYLOAD_TOO_LARGE;
    /// The body is not declared as JSON in UTF-8.
    UnsupportedMediaType = "unsupported-media-type" UNSUPPORTED_MEDIA_TYPE;
    /// The handoff breaks its schema; `errors` has all faults.
    InvalidHandoff = "invalid-handoff" UNPROCESSABLE_ENTITY;
    /// A field or parameter is missing, unknown or of the wrong kind.
    InvalidRequest = "invalid-request" UNPROCESSABLE_ENTITY;
    /// The gate is closed; `gate` says what instead.
    GateClosed = "gate-closed" UNPROCESSABLE_ENTITY;
    /// A person has to confirm the placement; `candidates` has the proposals.
    PlacementRequired = "placement-required" UNPROCESSABLE_ENTITY;
    /// The named programme does not fit; `rule` says why.
    ProgrammeExcluded = "programme-excluded" UNPROCESSABLE_ENTITY;
    /// The choice needs a reason.
    ReasonRequired = "reason-required" UNPROCESSABLE_ENTITY;
    /// A protected person needs a named worker and deputy.
    WorkerRequired = "worker-required" UNPROCESSABLE_ENTITY;
    /// Not reached several times: is there reason to worry?
    WorryRequired = "worry-required" UNPROCESSABLE_ENTITY;
    /// The `Idempotency-Key` came with another body before.
    IdempotencyKeyReused = "idempotency-key-reused" UNPROCESSABLE_ENTITY;
    /// Too many requests; `Retry-After` says when again.
    RateLimited = "rate-limited" TOO_MANY_REQUESTS;
    /// A fault of the service. The body says nothing of it.
    Internal = "internal" INTERNAL_SERVER_ERROR;
    /// The service cannot work at the moment; nothing was stored.
    Unavailable = "unavailable" SERVICE_UNAVAILABLE;
}

impl Slug {
    /// The problem's `type`.
    #[must_use]
    pub fn uri(self) -> String {
        if self == Self::TooSlow {
            "about:blank".to_owned()
        } else {
            format!("/problems/{}", self.as_str())
        }
    }

    /// What is the case, in `language`.
    #[must_use]
    pub fn title(self, language: Language) -> String {
        if self == Self::TooSlow {
            return "Request Timeout".to_owned();
        }
        code(language, "problem", &format!("{}-title", self.as_str()))
    }

    /// What to do about it, in `language`.
    #[must_use]
    pub fn detail(self, language: Language) -> Option<String> {
        (self != Self::TooSlow).then(|| code(language, "problem", &format!("{}-detail", self.as_str())))
    }
}

/// One fault at one place of a request, as the client reads it. Never holds a value that was sent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub(crate) struct FieldError {
    /// Where: a JSON pointer into the body, or `/name` of a query parameter.
    #[schema(example = "/handoff/client/language")]
    pointer: String,
    /// What is wrong there, as a stable code.
    #[schema(value_type = String, example = "required")]
    code: &'static str,
    /// The same as a sentence, in the language of the request.
    message: String,
}

impl FieldError {
    fn new(fault: &FieldFault, language: Language) -> Self {
        let said = fault.args.iter().map(|(name, arg)| {
            let arg = match arg {
                // Limits of lengths and counts; one beyond `i32` is none.
                FaultArg::Number(number) => i32::try_from(*number).unwrap_or(i32::MAX).into(),
                FaultArg::Text(text) => Arg::from(text),
            };
            (*name, arg)
        });
        let message = text(language, &fault.message_key(), &said.collect::<Vec<_>>());
        Self {
            pointer: fault.pointer.clone(),
            code: fault.code.as_str(),
            message,
        }
    }
}

/// A refusal on its way to the client.
#[derive(Debug, Clone, PartialEq)]
pub struct Problem {
    slug: Slug,
    faults: Vec<FieldFault>,
    extra: Box<Extra>,
    retry_after: Option<u32>,
}

/// The members that only some kinds of problem have.
#[derive(Debug, Clone, Default, PartialEq, Serialize, ToSchema)]
struct Extra {
    /// With `illegal-transition` and `conflict`: what the caller may do now.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(example = json!(["acknowledge", "accept", "hand_back"]))]
    actions: Option<Vec<String>>,
    /// With `illegal-transition` and `conflict`: the referral's present `status` and `actions` (the
    /// problem's own `status` is the number of the answer, as RFC 9457 has it). With `already-open`:
    /// the open referral.
    #[serde(skip_serializing_if = "Option::is_none")]
    referral: Option<Value>,
    /// With `gate-closed`: the gate as in a preview.
    #[serde(skip_serializing_if = "Option::is_none")]
    gate: Option<Value>,
    /// With `placement-required`: the proposals as in a preview.
    #[serde(skip_serializing_if = "Option::is_none")]
    candidates: Option<Value>,
    /// With `programme-excluded`: the rule.
    #[serde(skip_serializing_if = "Option::is_none")]
    rule: Option<Value>,
    /// With `worry-required`: what to do where there is reason to worry.
    #[serde(skip_serializing_if = "Option::is_none")]
    guidance: Option<String>,
}

/// Problem details (RFC 9457).
#[derive(Serialize, ToSchema)]
#[schema(as = Problem)]
pub(crate) struct Details<'a> {
    /// `/problems/` and the stable slug.
    #[serde(rename = "type")]
    #[schema(example = "/problems/invalid-request")]
    kind: String,
    /// What is the case, in the language of the request.
    title: String,
    /// The status of the answer.
    #[schema(minimum = 400, maximum = 599, example = 422)]
    status: u16,
    /// What to do about it, in the language of the request.
    #[serde(skip_serializing_if = "Option::is_none")]
    detail: Option<String>,
    /// The places that need mending.
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    #[schema(value_type = Vec<FieldError>, required = false)]
    errors: &'a [FieldError],
    #[serde(flatten)]
    #[schema(inline)]
    extra: &'a Extra,
}

impl From<Slug> for Problem {
    fn from(slug: Slug) -> Self {
        Self {
            slug,
            faults: Vec::new(),
            extra: Box::default(),
            retry_after: None,
        }
    }
}

impl Problem {
    /// A problem that needs mending at these places.
    #[must_use]
    pub fn with_faults(slug: Slug, faults: Vec<FieldFault>) -> Self {
        Self {
            faults,
            ..Self::from(slug)
        }
    }

    /// `invalid-request` at one place.
    #[must_use]
    pub fn invalid(pointer: impl Into<String>, code: Code) -> Self {
        Self::with_faults(Slug::InvalidRequest, vec![FieldFault::new(pointer, code)])
    }

    /// `illegal-transition` or `conflict`: where the referral stands and what is possible there.
    #[must_use]
    pub fn standing(slug: Slug, status: Option<&str>, actions: Vec<String>) -> Self {
        let referral = serde_json::json!({ "status": status, "actions": actions });
        let extra = Extra {
            actions: Some(actions),
            referral: Some(referral),
            ..Extra::default()
        };
        Self {
            extra: Box::new(extra),
            ..Self::from(slug)
        }
    }

    /// `already-open`, with what the caller may see of that referral.
    #[must_use]
    pub fn already_open(referral: Value) -> Self {
        let extra = Extra {
            referral: Some(referral),
            ..Extra::default()
        };
        Self {
            extra: Box::new(extra),
            ..Self::from(Slug::AlreadyOpen)
        }
    }

    /// `gate-closed`, with the gate of the preview.
    #[must_use]
    pub fn gate_closed(gate: Value) -> Self {
        let extra = Extra {
            gate: Some(gate),
            ..Extra::default()
        };
        Self {
            extra: Box::new(extra),
            ..Self::from(Slug::GateClosed)
        }
    }

    /// `placement-required`, with the candidates of the preview.
    #[must_use]
    pub fn placement_required(candidates: Value) -> Self {
        let extra = Extra {
            candidates: Some(candidates),
            ..Extra::default()
        };
        Self {
            extra: Box::new(extra),
            ..Self::from(Slug::PlacementRequired)
        }
    }

    /// `programme-excluded`, with its rule.
    #[must_use]
    pub fn programme_excluded(rule: Value) -> Self {
        let extra = Extra {
            rule: Some(rule),
            ..Extra::default()
        };
        Self {
            extra: Box::new(extra),
            ..Self::from(Slug::ProgrammeExcluded)
        }
    }

    /// With what to do about it beside the answer, in the language of the reader.
    #[must_use]
    pub fn guided(mut self, guidance: String) -> Self {
        self.extra.guidance = Some(guidance);
        self
    }

    /// Says after how many seconds it is worth trying again.
    #[must_use]
    pub fn retry_after(self, seconds: u32) -> Self {
        Self {
            retry_after: Some(seconds),
            ..self
        }
    }

    /// What kind of problem it is.
    #[must_use]
    pub fn slug(&self) -> Slug {
        self.slug
    }

    /// The places that need mending, each with a sentence in `language`.
    pub(crate) fn said(&self, language: Language) -> Vec<(String, String)> {
        let faults = self.faults.iter();
        faults
            .map(|fault| FieldError::new(fault, language))
            .map(|error| (error.pointer, error.message))
            .collect()
    }

    /// What to do about it beside the answer, where there is something to do.
    pub(crate) fn guidance(&self) -> Option<&str> {
        self.extra.guidance.as_deref()
    }

    /// The answer in `language`.
    pub fn render(self, language: Language) -> Response {
        let (slug, status) = (self.slug, self.slug.status());
        let errors: Vec<_> = self
            .faults
            .iter()
            .map(|fault| FieldError::new(fault, language))
            .collect();
        let details = Details {
            kind: slug.uri(),
            title: slug.title(language),
            status: status.as_u16(),
            detail: slug.detail(language),
            errors: &errors,
            extra: &self.extra,
        };
        // Strings, numbers and JSON values always serialize; an empty body would be the honest rest.
        let body = serde_json::to_vec(&details).unwrap_or_default();
        let mut response = Response::new(Body::from(body));
        *response.status_mut() = status;
        let headers = response.headers_mut();
        headers.insert(CONTENT_TYPE, HeaderValue::from_static(MEDIA_TYPE));
        headers.insert(CONTENT_LANGUAGE, HeaderValue::from_static(language.tag()));
        headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
        if slug == Slug::Unauthenticated {
            headers.insert(WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
        }
        if matches!(slug, Slug::TooLarge | Slug::TooSlow) {
            headers.insert(CONNECTION, HeaderValue::from_static("close"));
        }
        if let Some(seconds) = self.retry_after {
            headers.insert(RETRY_AFTER, HeaderValue::from(seconds));
        }
        response.extensions_mut().insert(self);
        response
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        self.render(Language::En)
    }
}

/// Renders the problem of an answer, if it is one, in the language of its reader.
pub(crate) fn translated(mut response: Response, language: Language) -> Response {
    let Some(problem) = response.extensions_mut().remove::<Problem>() else {
        return response;
    };
    let headers = std::mem::take(response.headers_mut());
    let mut said = problem.render(language);
    // What a handler or axum has added (`Allow`) stays; what the rendering says is newer.
    for (name, value) in &headers {
        if !said.headers().contains_key(name) {
            said.headers_mut().append(name, value.clone());
        }
    }
    said
}
