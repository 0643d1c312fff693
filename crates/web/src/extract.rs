//! What handlers take from a request, with refusals that are problems.
//!
//! axum's extractors answer in plain text and show serde's words, which hold what was sent. These say
//! where the fault is and what kind it is, and nothing else.

use std::collections::HashSet;
use std::fmt;

use axum::extract::rejection::PathRejection;
use axum::extract::{FromRequest, FromRequestParts, Request};
use axum::http::header::{CONTENT_ENCODING, CONTENT_TYPE};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue};
use axum::response::{IntoResponse, Response};
use http_body_util::BodyExt;
use luotsi_wire::validation::{Arg, Code, FieldFault};
use serde::de::{self, DeserializeOwned, Deserializer, MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, Serialize};
use serde_json::error::Category;
use serde_path_to_error::{Path as Place, Segment};

use crate::limits::BodyFault;
use crate::problem::{Problem, Slug};
use crate::strict::Strict;

/// A JSON body.
///
/// As an argument it refuses with 400 `malformed` what is no JSON text (bad UTF-8, a byte order mark,
/// a name twice in one object, too deep), with 422 `invalid-request` what does not fit `T`, with 415
/// another media type and with 413 too many bytes. An empty body stands for `{}`. `T` should
/// `deny_unknown_fields`. As an answer it is `application/json`.
#[derive(Debug, Clone, Copy, Default)]
pub struct Json<T>(pub T);

impl<T: DeserializeOwned, S: Send + Sync> FromRequest<S> for Json<T> {
    type Rejection = Problem;

    async fn from_request(request: Request, _: &S) -> Result<Self, Problem> {
        let (parts, body) = request.into_parts();
        let body = body
            .collect()
            .await
            .map_err(|error| Problem::from(BodyFault::of(error)))?
            .to_bytes();
        if body.is_empty() {
            return read(b"{}").map(Self);
        }
        if !is_json(&parts.headers) {
            return Err(Slug::UnsupportedMediaType.into());
        }
        read(&body).map(Self)
    }
}

impl<T: Serialize> IntoResponse for Json<T> {
    fn into_response(self) -> Response {
        match luotsi_wire::json(&self.0) {
            Ok(body) => (
                [(CONTENT_TYPE, HeaderValue::from_static("application/json"))],
                body,
            )
                .into_response(),
            Err(fault) => {
                tracing::error!(category = ?fault.classify(), "an answer cannot be written as JSON");
                Problem::from(Slug::Internal).into_response()
            }
        }
    }
}

impl From<BodyFault> for Problem {
    fn from(fault: BodyFault) -> Self {
        Self::from(match fault {
            BodyFault::TooLarge => Slug::TooLarge,
            BodyFault::TooSlow => Slug::TooSlow,
            BodyFault::Broken => Slug::Malformed,
        })
    }
}

/// The parameters of the query. Refuses with 422 `invalid-request` what does not fit `T`.
#[derive(Debug, Clone, Copy, Default)]
pub struct Query<T>(pub T);

impl<T: DeserializeOwned, S: Sync> FromRequestParts<S> for Query<T> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        let query = parts.uri.query().unwrap_or_default();
        // No parameter has a use for it, and PostgreSQL takes no text with it.
        if query.contains("%00") {
            return Err(Problem::invalid("", Code::ControlCharacter));
        }
        let pairs = serde_urlencoded::Deserializer::new(form_urlencoded::parse(query.as_bytes()));
        serde_path_to_error::deserialize(pairs)
            .map(Self)
            .map_err(|fault| {
                let (place, words) = (fault.path(), fault.inner().to_string());
                misfit(place, &words)
            })
    }
}

/// The parameters of the path. What cannot be one names nothing, so it is 404 `not-found`.
#[derive(Debug, Clone, Copy, Default)]
pub struct Path<T>(pub T);

impl<T: DeserializeOwned + Send, S: Send + Sync> FromRequestParts<S> for Path<T> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        match axum::extract::Path::from_request_parts(parts, state).await {
            Ok(axum::extract::Path(value)) => Ok(Self(value)),
            Err(PathRejection::FailedToDeserializePathParams(fault)) if fault.status().is_client_error() => {
                Err(Slug::NotFound.into())
            }
            Err(_) => {
                tracing::error!("a route and its handler disagree on path parameters");
                Err(Slug::Internal.into())
            }
        }
    }
}

/// Whether a body is declared as JSON in UTF-8, neither packed nor declared twice.
fn is_json(headers: &HeaderMap) -> bool {
    let plain = headers
        .get_all(CONTENT_ENCODING)
        .iter()
        .all(|coding| coding == "identity");
    let mut kinds = headers.get_all(CONTENT_TYPE).iter();
    let (Some(kind), None) = (kinds.next().and_then(|kind| kind.to_str().ok()), kinds.next()) else {
        return false;
    };
    let mut parts = kind.split(';').map(str::trim);
    let json = parts
        .next()
        .is_some_and(|essence| essence.eq_ignore_ascii_case("application/json"));
    let utf8 = parts.filter(|part| !part.is_empty()).all(|part| {
        part.split_once('=').is_some_and(|(name, value)| {
            name.eq_ignore_ascii_case("charset") && value.trim_matches('"').eq_ignore_ascii_case("utf-8")
        })
    });
    plain && json && utf8
}

/// Reads a JSON text as `T`.
pub(crate) fn read<T: DeserializeOwned>(text: &[u8]) -> Result<T, Problem> {
    check(text)?;
    let mut json = serde_json::Deserializer::from_slice(text);
    serde_path_to_error::deserialize(Strict(&mut json)).map_err(|fault| refusal(&fault))
}

/// Refuses what no `T` may hold: broken JSON, a name twice in an object, U+0000 in a text.
///
/// serde finds a doubled name only where it names a struct's field; in a map or a
/// [`Value`](serde_json::Value) the last one would silently win.
fn check(text: &[u8]) -> Result<(), Problem> {
    let mut json = serde_json::Deserializer::from_slice(text);
    serde_path_to_error::deserialize::<_, Sound>(&mut json).map_err(|fault| refusal(&fault))?;
    json.end().map_err(|_| Slug::Malformed.into())
}

fn refusal(fault: &serde_path_to_error::Error<serde_json::Error>) -> Problem {
    match fault.inner().classify() {
        Category::Data => misfit(fault.path(), &fault.inner().to_string()),
        Category::Syntax | Category::Eof | Category::Io => Slug::Malformed.into(),
    }
}

/// Tells place and kind of a fault from serde's words, of which only those that are ours are used.
fn misfit(place: &Place, words: &str) -> Problem {
    if words.starts_with(TWICE) {
        return Slug::Malformed.into();
    }
    let mut fault = FieldFault::new(pointer(place), Code::Invalid);
    let field = || words.split('`').nth(1).unwrap_or_default();
    if words.starts_with("missing field") {
        fault.pointer.extend(["/", field()]);
        fault.code = Code::Required;
    } else if words.starts_with("duplicate field") {
        fault.pointer.extend(["/", field()]);
        fault.code = Code::Duplicate;
    } else if words.starts_with("unknown field") {
        fault.code = Code::UnknownField;
    } else if words.starts_with("unknown variant") {
        fault.code = Code::NotInList;
    } else if words.starts_with(NUL) {
        fault.code = Code::ControlCharacter;
    } else if let (true, Some(kind)) = (words.starts_with("invalid type"), expected(words)) {
        fault.code = Code::WrongType;
        fault.args = vec![("expected", Arg::Text(kind.to_owned()))];
    }
    Problem::with_faults(Slug::InvalidRequest, vec![fault])
}

/// The JSON type that serde wanted. Its words end with it; what was sent stands before.
fn expected(words: &str) -> Option<&'static str> {
    let (_, wanted) = words.rsplit_once(", expected ")?;
    let wanted = wanted.split(" at line ").next()?;
    match wanted.split(' ').find(|word| *word != "a" && *word != "an")? {
        "string" | "borrowed" | "str" | "UUID" => Some("string"),
        "boolean" => Some("boolean"),
        "u8" | "u16" | "u32" | "u64" | "usize" | "i8" | "i16" | "i32" | "i64" | "integer" => Some("integer"),
        "f32" | "f64" | "number" => Some("number"),
        "sequence" | "tuple" | "array" => Some("array"),
        "struct" | "map" | "object" => Some("object"),
        _ => None,
    }
}

/// The pointer to a place, as far as its names can be names of ours: a client may have sent anything
/// as a name.
fn pointer(place: &Place) -> String {
    let mut pointer = String::new();
    for segment in place {
        match segment {
            Segment::Seq { index } => pointer.extend(["/", &index.to_string()]),
            Segment::Map { key } if is_name(key) => pointer.extend(["/", key]),
            Segment::Map { .. } | Segment::Enum { .. } | Segment::Unknown => break,
        }
    }
    pointer
}

fn is_name(key: &str) -> bool {
    let plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_';
    (1..=40).contains(&key.len()) && key.bytes().all(plain)
}

const TWICE: &str = "a name stands twice in one object";
const NUL: &str = "a text holds U+0000";

/// Any JSON value that [`check`] lets through.
struct Sound;

impl<'de> Deserialize<'de> for Sound {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Self)
    }
}

impl<'de> Visitor<'de> for Sound {
    type Value = Self;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("any JSON value")
    }

    fn visit_unit<E>(self) -> Result<Self, E> {
        Ok(self)
    }

    fn visit_bool<E>(self, _: bool) -> Result<Self, E> {
        Ok(self)
    }

    fn visit_i64<E>(self, _: i64) -> Result<Self, E> {
        Ok(self)
    }

    fn visit_u64<E>(self, _: u64) -> Result<Self, E> {
        Ok(self)
    }

    fn visit_f64<E>(self, _: f64) -> Result<Self, E> {
        Ok(self)
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<Self, E> {
        if text.contains('\0') {
            Err(E::custom(NUL))
        } else {
            Ok(self)
        }
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Self, A::Error> {
        while items.next_element::<Self>()?.is_some() {}
        Ok(self)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<Self, A::Error> {
        let mut names = HashSet::new();
        while let Some(name) = members.next_key::<String>()? {
            if name.contains('\0') {
                return Err(de::Error::custom(NUL));
            }
            if !names.insert(name) {
                return Err(de::Error::custom(TWICE));
            }
            members.next_value::<Self>()?;
        }
        Ok(self)
    }
}
