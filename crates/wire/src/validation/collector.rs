//! From the schema library's errors to faults.
//!
//! The library's own messages quote the value, so none of them is used: only the keyword that failed, its
//! arguments and its place. A field name that nobody knows is the client's own text too and might be a
//! person's: it is shown only where it looks like a field name.

use jsonschema::{
    ValidationError,
    error::{TypeKind, ValidationErrorKind as Kind},
};
use serde_json::Value;

use super::fault::{Arg, Code, FieldFault};

/// Faults shown at once; more would help nobody and let a small body ask for a large answer.
pub const MOST_FAULTS: usize = 100;

/// Collects the faults of one document: without repeats, and no more than [`MOST_FAULTS`].
pub(super) struct Collector<'a> {
    document: &'a Value,
    faults: Vec<FieldFault>,
}

impl<'a> Collector<'a> {
    /// A collector for faults found by the schema `document`.
    pub(super) const fn new(document: &'a Value) -> Self {
        Self {
            document,
            faults: Vec::new(),
        }
    }

    /// The faults, in the order of the form.
    pub(super) fn into_faults(mut self) -> Vec<FieldFault> {
        self.faults
            .sort_by(|a, b| (form_order(&a.pointer), &a.pointer).cmp(&(form_order(&b.pointer), &b.pointer)));
        self.faults
    }

    /// Whether another fault would be one too many.
    pub(super) fn is_full(&self) -> bool {
        self.faults.len() >= MOST_FAULTS
    }

    /// Turns an error of the schema library into faults.
    pub(super) fn take(&mut self, error: &ValidationError<'_>) {
        let keyword = Keyword::of(self.document, error);
        let at = error.instance_path().as_str();
        let kind = error.kind();
        if let Kind::Required { property } = kind {
            let name = property.as_str().unwrap_or_default();
            self.push(below(at, name), keyword.code(Code::Required), Vec::new());
        } else if let Kind::AdditionalProperties { unexpected } | Kind::UnevaluatedProperties { unexpected } =
            kind
        {
            for name in unexpected.iter().take(MOST_FAULTS) {
                self.push(below(at, name), keyword.code(Code::UnknownField), Vec::new());
            }
        } else if let Kind::AnyOf { context } | Kind::OneOfNotValid { context } = kind
            && keyword.named().is_none()
            && let Some(nearest) = context.iter().min_by_key(|branch| distance(branch, at))
            && !nearest.is_empty()
        {
            // Of several ways to fit, the person is told about the one she came closest to.
            for inner in nearest {
                self.take(inner);
            }
        } else {
            let (code, args) = plain(kind, &keyword);
            self.push(at.to_owned(), keyword.code(code), args);
        }
    }

    fn push(&mut self, pointer: String, code: Code, args: Vec<(&'static str, Arg)>) {
        let pointer = presentable(pointer);
        let known = self.faults.iter().any(|fault| {
            fault.pointer == pointer
                && (fault.code == code || (fault.code.is_about_the_value() && code.is_about_the_value()))
        });
        if !known && !self.is_full() {
            self.faults.push(FieldFault { pointer, code, args });
        }
    }
}

/// The keyword that a document failed, with its neighbours in the schema.
struct Keyword<'a> {
    schema: Option<&'a Value>,
    name: String,
}

impl<'a> Keyword<'a> {
    fn of(document: &'a Value, error: &ValidationError<'_>) -> Self {
        let path = error.schema_path().as_str();
        let schema = path
            .rsplit_once('/')
            .and_then(|(parent, _)| document.pointer(parent));
        Self {
            schema,
            name: error.kind().keyword().to_owned(),
        }
    }

    /// The code that the schema itself gives to a failure of this keyword, in `x-fault`.
    fn named(&self) -> Option<Code> {
        self.schema?
            .get("x-fault")?
            .get(&self.name)?
            .as_str()?
            .parse()
            .ok()
    }

    fn code(&self, otherwise: Code) -> Code {
        self.named().unwrap_or(otherwise)
    }

    fn beside(&self, keyword: &str) -> Option<Arg> {
        self.schema?.get(keyword).map(number)
    }
}

/// Code and arguments of the kinds that speak of the value where it stands.
fn plain(kind: &Kind, keyword: &Keyword<'_>) -> (Code, Vec<(&'static str, Arg)>) {
    match kind {
        Kind::Type { kind } => (Code::WrongType, vec![("expected", expected(kind))]),
        Kind::Enum { .. } | Kind::Constant { .. } => (Code::NotInList, Vec::new()),
        Kind::MaxLength { limit } => (Code::TooLong, vec![("limit", count(*limit))]),
        Kind::MinLength { limit } => (Code::TooShort, vec![("limit", count(*limit))]),
        Kind::MaxItems { limit } | Kind::MaxProperties { limit } => {
            (Code::TooMany, vec![("limit", count(*limit))])
        }
        Kind::AdditionalItems { limit } => (
            Code::TooMany,
            vec![("limit", count(u64::try_from(*limit).unwrap_or(u64::MAX)))],
        ),
        Kind::MinItems { limit } | Kind::MinProperties { limit } => {
            (Code::TooFew, vec![("limit", count(*limit))])
        }
        Kind::Minimum { limit } | Kind::ExclusiveMinimum { limit } => range(keyword, Code::TooSmall, limit),
        Kind::Maximum { limit } | Kind::ExclusiveMaximum { limit } => range(keyword, Code::TooLarge, limit),
        Kind::Pattern { .. } | Kind::BacktrackLimitExceeded { .. } | Kind::RegexEngineFailure { .. } => {
            (Code::Pattern, Vec::new())
        }
        Kind::Format { format } => (Code::Format, vec![("format", Arg::Text(format.clone()))]),
        Kind::UniqueItems => (Code::Duplicate, Vec::new()),
        Kind::Required { .. }
        | Kind::AdditionalProperties { .. }
        | Kind::UnevaluatedProperties { .. }
        | Kind::AnyOf { .. }
        | Kind::OneOfNotValid { .. }
        | Kind::OneOfMultipleValid { .. }
        | Kind::Contains
        | Kind::ContentEncoding { .. }
        | Kind::ContentMediaType { .. }
        | Kind::FromUtf8 { .. }
        | Kind::Custom { .. }
        | Kind::FalseSchema
        | Kind::MultipleOf { .. }
        | Kind::Not { .. }
        | Kind::PropertyNames { .. }
        | Kind::UnevaluatedItems { .. }
        | Kind::Referencing(_) => (Code::Invalid, Vec::new()),
    }
}

/// Both ends where the schema names both, so that the person is not told one after the other.
fn range(keyword: &Keyword<'_>, alone: Code, limit: &Value) -> (Code, Vec<(&'static str, Arg)>) {
    match (keyword.beside("minimum"), keyword.beside("maximum")) {
        (Some(minimum), Some(maximum)) => {
            (Code::OutOfRange, vec![("minimum", minimum), ("maximum", maximum)])
        }
        _ => (alone, vec![("limit", number(limit))]),
    }
}

/// How far a branch is from fitting: one of another type altogether is the farthest.
fn distance(branch: &[ValidationError<'_>], at: &str) -> (bool, usize) {
    let other_type = branch
        .iter()
        .any(|error| error.instance_path().as_str() == at && matches!(error.kind(), Kind::Type { .. }));
    (other_type, branch.len())
}

fn expected(kind: &TypeKind) -> Arg {
    let name = match kind {
        TypeKind::Single(one) => one.to_string(),
        TypeKind::Multiple(several) => several
            .iter()
            .map(|one| one.to_string())
            .find(|name| name != "null")
            .unwrap_or_default(),
    };
    Arg::Text(name)
}

fn count(limit: u64) -> Arg {
    i64::try_from(limit).map_or_else(|_| Arg::Text(limit.to_string()), Arg::Number)
}

fn number(limit: &Value) -> Arg {
    limit
        .as_i64()
        .map_or_else(|| Arg::Text(limit.to_string()), Arg::Number)
}

/// The pointer of a member, with the escapes of RFC 6901.
fn below(parent: &str, name: &str) -> String {
    format!("{parent}/{}", name.replace('~', "~0").replace('/', "~1"))
}

/// Cuts the pointer before the first segment that is no field name by its look.
///
/// Names of unknown fields are the client's own text. A surname, a phone number or ten thousand letters
/// in their place must not come back in an answer or stand in a log.
fn presentable(pointer: String) -> String {
    let mut end = 0;
    for segment in pointer.split('/').skip(1) {
        if !is_index(segment) && !is_field_name(segment) {
            return pointer.get(..end).unwrap_or_default().to_owned();
        }
        end += 1 + segment.len();
    }
    pointer
}

fn is_index(segment: &str) -> bool {
    (1..=4).contains(&segment.len()) && segment.bytes().all(|byte| byte.is_ascii_digit())
}

/// A small letter, then letters, digits (never three in a row), `_` and `-`; 40 at most.
fn is_field_name(segment: &str) -> bool {
    segment.len() <= 40
        && segment.starts_with(|first: char| first.is_ascii_lowercase())
        && segment
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'-')
        && !segment
            .as_bytes()
            .windows(3)
            .any(|three| three.iter().all(u8::is_ascii_digit))
}

/// The place of a pointer's first segment in the contract's order.
fn form_order(pointer: &str) -> usize {
    const ORDER: [&str; 18] = [
        "schema",
        "source",
        "gate",
        "city_track",
        "consent",
        "client",
        "place",
        "needs",
        "wishes",
        "urgency",
        "not_before",
        "deadline",
        "safety",
        "own_words",
        "safety_note",
        "measures",
        "network",
        "",
    ];
    let first = pointer.split('/').nth(1).unwrap_or_default();
    ORDER
        .iter()
        .position(|name| *name == first)
        .unwrap_or(ORDER.len())
}
