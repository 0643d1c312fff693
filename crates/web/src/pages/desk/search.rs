//! Whoever rings back: asked for in a form, never in an address.

use askama::Template;
use axum::{extract::State, http::StatusCode, response::Response};
use luotsi_i18n::Language;
use luotsi_wire::{draft::FoundView, request::SearchRequest};

use crate::{
    api::{AppState, said},
    pages::{
        fields::Fields,
        form::{self, Fault},
        frame::{Frame, page},
        language::SWITCH,
        posted::Posted,
        referral::step::network_of,
        refused::Refused,
        visitor::Visitor,
        words::Speech,
    },
};

/// What the client wants who rings back.
const WISHES: [&str; 4] = ["asks_when", "wants_contact", "changed_mind", "worse"];

#[derive(Template)]
#[template(path = "desk/search.html")]
struct Search<'a> {
    f: Frame,
    speech: Speech<'a>,
    faults: Vec<Fault>,
    fields: &'a Fields,
    /// Who was found; nothing where nobody was asked for yet.
    found: Option<Vec<FoundView>>,
    more: bool,
    wishes: Vec<(&'static str, String)>,
}

/// The form.
pub(super) async fn get_search(State(state): State<AppState>, visitor: Visitor) -> Result<Response, Refused> {
    answer(
        &state,
        &visitor,
        &Fields::default(),
        Vec::new(),
        None,
        false,
        StatusCode::OK,
    )
}

/// Who it may be.
pub(super) async fn post_search(State(state): State<AppState>, posted: Posted) -> Result<Response, Refused> {
    let Posted { mut visitor, fields } = posted;
    if let Some(language) = fields.one(SWITCH).and_then(Language::parse) {
        visitor.language = language;
        return answer(&state, &visitor, &fields, Vec::new(), None, false, StatusCode::OK);
    }
    let year = fields.one("birth_year");
    let request = SearchRequest {
        name: fields.one("name").map(str::to_owned),
        phone: fields.one("phone").map(str::to_owned),
        birth_year: year.and_then(|year| year.parse().ok()),
    };
    let (actor, now) = (visitor.actor(), visitor.now);
    match state
        .service
        .search(actor, &actor.network, &request, None, now)
        .await
    {
        Ok(finds) => {
            let more = finds.next.is_some();
            answer(
                &state,
                &visitor,
                &fields,
                Vec::new(),
                Some(finds.people),
                more,
                StatusCode::OK,
            )
        }
        Err(error) => {
            let problem = said(error, visitor.language);
            if problem.said(visitor.language).is_empty() {
                return Err(Refused::new(problem, &visitor.frame("")));
            }
            let mut faults = form::faults(&problem, "", &["name", "phone", "birth_year"], visitor.language);
            for fault in &mut faults {
                if fault.field.is_none() {
                    fault.field = Some("f-name".to_owned());
                    fault.text = visitor.frame("").t("search-nothing-asked");
                }
            }
            answer(
                &state,
                &visitor,
                &fields,
                faults,
                None,
                false,
                problem.slug().status(),
            )
        }
    }
}

fn answer(
    state: &AppState,
    visitor: &Visitor,
    fields: &Fields,
    faults: Vec<Fault>,
    found: Option<Vec<FoundView>>,
    more: bool,
    status: StatusCode,
) -> Result<Response, Refused> {
    let f = visitor.frame("");
    let actor = visitor.actor();
    if !actor.is_desk() && !actor.is_partner() {
        return Err(Refused::forbidden(&f));
    }
    let network = network_of(&state.service, visitor)?;
    let wishes = WISHES.iter().map(|wish| (*wish, f.word("wish", wish))).collect();
    let answer = Search {
        speech: Speech::new(&network, visitor.language),
        f: Frame {
            title: f.t("search-who-rings"),
            fault: !faults.is_empty(),
            ..f
        }
        .with_form("search"),
        faults,
        fields,
        found,
        more,
        wishes,
    };
    Ok(page(status, &answer))
}

impl Search<'_> {
    /// Who she is, as far as that may be known.
    fn name(one: &FoundView) -> String {
        let parts: Vec<&str> = [&one.client.first_name, &one.client.last_name]
            .into_iter()
            .filter_map(|part| part.as_deref())
            .collect();
        if parts.is_empty() {
            one.reference.clone()
        } else {
            parts.join(" ")
        }
    }

    /// What tells her from others of her name.
    fn marks(&self, one: &FoundView) -> String {
        let client = &one.client;
        let year = client.birth_year.map(|year| {
            self.f
                .ta("fact-born", &[("year", year.to_string().as_str().into())])
        });
        let band = client
            .age_band
            .map(|band| luotsi_i18n::age_band(self.f.language, band));
        let district = client.district.as_deref().map(|code| self.speech.district(code));
        let marks = [year.or(band), district, Some(one.reference.clone())];
        marks.into_iter().flatten().collect::<Vec<_>>().join(" · ")
    }

    /// Where she stands.
    fn status(&self, one: &FoundView) -> String {
        one.status.map_or_else(
            || self.f.t("status-hidden"),
            |status| luotsi_i18n::code(self.f.language, "stage", status),
        )
    }

    /// Who has her, and until when.
    fn turn(&self, one: &FoundView) -> String {
        let holder = one.holder.as_ref().map(|holder| self.speech.holder(holder));
        let due = one.due.and_then(|due| due.at).map(|at| self.f.due(&at));
        [holder, due].into_iter().flatten().collect::<Vec<_>>().join(", ")
    }

    /// What is wrong with a field.
    fn fault(&self, id: &str) -> Option<&str> {
        let mut found = self
            .faults
            .iter()
            .filter(|fault| fault.field.as_deref() == Some(id));
        found.next().map(|fault| fault.text.as_str())
    }
}
