//! What stands around every page: language, who is signed in, the way to the other pages.

use askama::Template;
use axum::{
    http::{
        HeaderValue, StatusCode,
        header::{CONTENT_SECURITY_POLICY, CONTENT_TYPE},
    },
    response::{IntoResponse, Response},
};
use jiff::{Timestamp, civil::Date};
use luotsi_domain::referral::words::Role;
use luotsi_i18n::{Arg, Language, code, text};

use super::{assets, visitor::Visitor};

/// What a page may load and where it may send: itself, and nothing from elsewhere.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; \
     manifest-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/// What stands around a page.
#[derive(Debug, Clone)]
pub struct Frame {
    /// The language of the page.
    pub language: Language,
    /// The page's own title.
    pub title: String,
    /// Whether the page tells of a fault: its title says so first.
    pub fault: bool,
    /// The `id` of the page's form, where it has one that somebody types into: the buttons that change the
    /// language then send that form with [`super::language::SWITCH`], and its handler shows it again.
    pub form: Option<&'static str>,
    /// Who is signed in.
    pub visitor: Option<Visitor>,
    /// Whether the service is a demo.
    pub demo: bool,
}

/// A way to another page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Way {
    /// Where.
    pub href: &'static str,
    /// Its word.
    pub word: String,
    /// Whether the page is there already.
    pub here: bool,
}

impl Frame {
    /// The frame of somebody signed in.
    #[must_use]
    pub fn of(visitor: &Visitor, title: String) -> Self {
        Self {
            language: visitor.language,
            title,
            fault: false,
            form: None,
            demo: visitor.demo,
            visitor: Some(visitor.clone()),
        }
    }

    /// The frame of somebody who is not.
    #[must_use]
    pub fn of_stranger(language: Language, title: String, demo: bool) -> Self {
        Self {
            language,
            title,
            fault: false,
            form: None,
            visitor: None,
            demo,
        }
    }

    /// The same for a page with a form.
    #[must_use]
    pub fn with_form(self, id: &'static str) -> Self {
        Self {
            form: Some(id),
            ..self
        }
    }

    /// The same for a page that tells of a fault.
    #[must_use]
    pub fn with_fault(self) -> Self {
        Self { fault: true, ..self }
    }

    /// A message without arguments.
    #[must_use]
    pub fn t(&self, key: &str) -> String {
        text(self.language, key, &[])
    }

    /// A message with arguments.
    #[must_use]
    pub fn ta(&self, key: &str, args: &[(&str, Arg<'_>)]) -> String {
        text(self.language, key, args)
    }

    /// The word for a coded value.
    #[must_use]
    pub fn word(&self, family: &str, value: &str) -> String {
        code(self.language, family, value)
    }

    /// A due time as people say it: *torstaina 26.11. klo 16 mennessä*.
    #[must_use]
    pub fn due(&self, at: &Timestamp) -> String {
        self.visitor.as_ref().map_or_else(String::new, |visitor| {
            luotsi_i18n::due(self.language, *at, &visitor.zone, visitor.today())
        })
    }

    /// When something was.
    #[must_use]
    pub fn moment(&self, at: &Timestamp) -> String {
        self.visitor.as_ref().map_or_else(String::new, |visitor| {
            luotsi_i18n::moment(self.language, *at, &visitor.zone, visitor.today())
        })
    }

    /// A date with its weekday, without the year where it is this one.
    #[must_use]
    pub fn day(&self, date: &Date) -> String {
        self.visitor.as_ref().map_or_else(
            || luotsi_i18n::date(self.language, *date),
            |visitor| luotsi_i18n::day(self.language, *date, visitor.today()),
        )
    }

    /// On which day something was, with the year.
    #[must_use]
    pub fn on_day(&self, date: &Date) -> String {
        luotsi_i18n::on_day(self.language, *date)
    }

    /// The hidden field that every form of somebody signed in has.
    #[must_use]
    pub fn csrf(&self) -> &str {
        self.visitor
            .as_ref()
            .map_or("", |visitor| visitor.session.csrf.as_str())
    }

    /// Where the page is, to come back to.
    #[must_use]
    pub fn path(&self) -> &str {
        self.visitor.as_ref().map_or("/", |visitor| visitor.path.as_str())
    }

    /// The style sheet.
    #[must_use]
    pub fn style(&self) -> &'static str {
        assets::STYLE.path()
    }

    /// The script.
    #[must_use]
    pub fn script(&self) -> &'static str {
        assets::SCRIPT.path()
    }

    /// The languages, each in its own words, without the present one.
    #[must_use]
    pub fn other_languages(&self) -> Vec<(&'static str, &'static str)> {
        Language::ALL
            .into_iter()
            .filter(|language| *language != self.language)
            .map(|language| (language.tag(), own_name(language)))
            .collect()
    }

    /// The role and organisation she acts in.
    #[must_use]
    pub fn acting(&self) -> Option<(String, String)> {
        let visitor = self.visitor.as_ref()?;
        let actor = visitor.actor();
        let organisation = visitor
            .session
            .memberships
            .iter()
            .find(|one| one.organisation == actor.organisation && one.network == actor.network)
            .map_or_else(String::new, |one| one.organisation_name.clone());
        Some((self.word("role", actor.role.as_str()), organisation))
    }

    /// The ways to the pages of her role.
    #[must_use]
    pub fn ways(&self) -> Vec<Way> {
        let Some(visitor) = &self.visitor else {
            return Vec::new();
        };
        let here = visitor.path.split('?').next().unwrap_or_default();
        ways(visitor.actor().role)
            .iter()
            .map(|(href, key)| Way {
                href,
                word: self.t(key),
                here: *href == here,
            })
            .collect()
    }
}

/// The pages of a role, the first being where it starts: address and the message of its name.
#[must_use]
pub const fn ways(role: Role) -> &'static [(&'static str, &'static str)] {
    match role {
        Role::Advisor => &[
            ("/desk", "way-desk"),
            ("/handoffs/new", "way-new"),
            ("/search", "way-search"),
        ],
        Role::Worker => &[("/work", "way-work"), ("/handoffs/new", "way-bring-in")],
        Role::Lead => &[
            ("/work", "way-work"),
            ("/team", "way-team"),
            ("/handoffs/new", "way-bring-in"),
        ],
        Role::Coordinator => &[
            ("/board", "way-board"),
            ("/learning", "way-learning"),
            ("/network", "way-network"),
        ],
        Role::Machine => &[],
    }
}

const fn own_name(language: Language) -> &'static str {
    match language {
        Language::Fi => "Suomeksi",
        Language::Sv => "På svenska",
        Language::En => "In English",
    }
}

/// A page as an answer.
#[must_use]
pub fn page(status: StatusCode, template: &impl Template) -> Response {
    match template.render() {
        Ok(html) => (
            status,
            [(CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8"))],
            html,
        )
            .into_response(),
        Err(fault) => {
            tracing::error!(%fault, "a page cannot be written");
            StatusCode::INTERNAL_SERVER_ERROR.into_response()
        }
    }
}

/// A page that is in order.
#[must_use]
pub fn shown(template: &impl Template) -> Response {
    page(StatusCode::OK, template)
}

/// Gives a page its policy.
pub async fn with_policy(mut response: Response) -> Response {
    response
        .headers_mut()
        .entry(CONTENT_SECURITY_POLICY)
        .or_insert(HeaderValue::from_static(POLICY));
    response
}
