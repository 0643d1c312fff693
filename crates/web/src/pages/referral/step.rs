//! A step on a referral: its form, and taking it.

use std::str::FromStr;

use askama::Template;
use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use luotsi_domain::id::ReferralId;
use luotsi_i18n::{Language, has};
use luotsi_service::{Network, Service};
use luotsi_wire::referral::ReferralView;
use uuid::Uuid;

use super::table::{self, Options};
use crate::{
    api::{AppState, said},
    extract::Path,
    pages::{
        fields::Fields,
        form::{self, Choice, Fault, Shown},
        frame::{Frame, page},
        language::SWITCH,
        posted::Posted,
        refused::Refused,
        visitor::Visitor,
        words::Speech,
    },
    problem::Slug,
};

/// The hidden field with the version of the referral that the page showed.
pub const SEEN: &str = "_seen";

#[derive(Template)]
#[template(path = "step.html")]
struct StepPage {
    f: Frame,
    action: String,
    button: String,
    referral: ReferralView,
    fields: Vec<Shown>,
    faults: Vec<Fault>,
    intro: Option<String>,
    guidance: Option<String>,
    /// A step that ends something is a plain button in another colour.
    ends: bool,
}

/// The form of a step.
pub(super) async fn get_step(
    State(state): State<AppState>,
    visitor: Visitor,
    Path((id, action)): Path<(Uuid, String)>,
) -> Result<Response, Refused> {
    let fields = Fields::default();
    let stage = Stage::set(&state, visitor, id, &action).await?;
    Ok(stage.form(StatusCode::OK, &fields, Vec::new(), None))
}

/// Takes a step, or shows its form again with what was typed.
pub(super) async fn post_step(
    State(state): State<AppState>,
    Path((id, action)): Path<(Uuid, String)>,
    posted: Posted,
) -> Result<Response, Refused> {
    let Posted { mut visitor, fields } = posted;
    if let Some(language) = fields.one(SWITCH).and_then(Language::parse) {
        visitor.language = language;
        let stage = Stage::set(&state, visitor, id, &action).await?;
        return Ok(stage.form(StatusCode::OK, &fields, Vec::new(), None));
    }
    let stage = Stage::set(&state, visitor, id, &action).await?;
    let language = stage.visitor.language;
    let inputs = stage.inputs();
    let body = form::json(&inputs, &fields, &stage.visitor.zone);
    let seen = fields.one(SEEN).and_then(|seen| u64::from_str(seen).ok());
    let taken = match table::request(&action, body) {
        Ok(request) => {
            let (actor, now) = (stage.visitor.actor(), stage.visitor.now);
            let acted = state
                .service
                .act(actor, ReferralId::new(id), &request, seen, now)
                .await;
            acted.map_err(|error| said(error, language))
        }
        Err(problem) => Err(problem),
    };
    match taken {
        Ok(Some(_)) => Ok(Redirect::to(&format!("/referrals/{id}?done={action}")).into_response()),
        Ok(None) => Ok(Redirect::to(&format!("/?done={action}")).into_response()),
        Err(problem) => {
            let slug = problem.slug();
            if matches!(slug, Slug::NotFound | Slug::Internal | Slug::Unavailable) {
                return Err(Refused::new(problem, &stage.visitor.frame("")));
            }
            let names: Vec<&str> = inputs.iter().map(|input| input.name).collect();
            let faults = form::faults(&problem, "", &names, language);
            let guidance = match slug {
                Slug::WorryRequired => state
                    .service
                    .guidance_on_worry(stage.visitor.actor(), language.tag()),
                _ => problem.guidance().map(str::to_owned),
            };
            Ok(stage.form(slug.status(), &fields, faults, guidance))
        }
    }
}

/// A step about to be taken: by whom, on what.
pub(crate) struct Stage {
    pub(crate) visitor: Visitor,
    pub(crate) network: std::sync::Arc<Network>,
    pub(crate) view: ReferralView,
    action: String,
    options: Options,
}

impl Stage {
    /// Reads what the step is about. What she may not do now is not there.
    pub(crate) async fn set(
        state: &AppState,
        visitor: Visitor,
        id: Uuid,
        action: &str,
    ) -> Result<Self, Refused> {
        let f = visitor.frame("");
        let refuse = |error| Refused::of(error, &f);
        let service = &state.service;
        let view = service
            .referral(visitor.actor(), ReferralId::new(id), visitor.now)
            .await
            .map_err(refuse)?;
        let network = network_of(service, &visitor)?;
        let options = options(service, &visitor, &network, &view)
            .await
            .map_err(refuse)?;
        Ok(Self {
            visitor,
            network,
            view,
            action: action.to_owned(),
            options,
        })
    }

    fn speech(&self) -> Speech<'_> {
        Speech {
            network: &self.network,
            language: self.visitor.language,
        }
    }

    fn inputs(&self) -> Vec<form::Input> {
        table::inputs(&self.action, &self.view, &self.options, self.speech()).unwrap_or_default()
    }

    fn form(
        self,
        status: StatusCode,
        fields: &Fields,
        faults: Vec<Fault>,
        guidance: Option<String>,
    ) -> Response {
        let known = table::STEPS.contains(&self.action.as_str());
        let allowed = self.view.actions.iter().any(|one| *one == self.action);
        let f = self.visitor.frame("");
        // A refusal is shown even where the step is no longer there: somebody else was first.
        if !known || (!allowed && faults.is_empty()) {
            return Refused::new(Slug::NotFound.into(), &f).into_response();
        }
        let language = self.visitor.language;
        let inputs = self.inputs();
        let shown = inputs
            .iter()
            .map(|input| input.shown(&self.action, fields, &faults, language))
            .collect();
        let button = self.speech().action(&self.view, &self.action);
        let intro = format!("intro-{}", self.action);
        let f = Frame {
            title: button.clone(),
            fault: !faults.is_empty(),
            ..f
        }
        .with_form("step");
        let answer = StepPage {
            intro: has(&intro).then(|| f.t(&intro)),
            f,
            ends: matches!(
                self.action.as_str(),
                "close" | "hand_back" | "withdraw_consent" | "break_glass"
            ),
            action: self.action,
            button,
            referral: self.view,
            fields: shown,
            faults,
            guidance,
        };
        page(status, &answer)
    }
}

/// The network that somebody acts in.
pub(crate) fn network_of(service: &Service, visitor: &Visitor) -> Result<std::sync::Arc<Network>, Refused> {
    let network = service.networks().get(&visitor.actor().network);
    network.ok_or_else(|| Refused::not_found(&visitor.frame("")))
}

async fn options(
    service: &Service,
    visitor: &Visitor,
    network: &Network,
    view: &ReferralView,
) -> luotsi_service::Result<Options> {
    let actor = visitor.actor();
    let speech = Speech {
        network,
        language: visitor.language,
    };
    let mut options = Options::default();
    if !actor.is_coordinator() {
        for person in service.people(actor, &actor.network, None).await? {
            let own = person.organisation == actor.organisation.as_str();
            if own {
                options.colleagues.push(Choice {
                    chosen: false,
                    ..Choice::new(person.id, person.name)
                });
            } else {
                let organisation = speech.organisation(&person.organisation);
                let word = format!("{} ({organisation})", person.name);
                options.others.push(Choice::new(person.id, word));
            }
        }
    }
    let today = visitor.today();
    for programme in &network.definition.programmes {
        let over = programme.valid_to.is_some_and(|last| last < today);
        if view.programme.as_deref() == Some(programme.id.as_str()) || over {
            continue;
        }
        let word = format!(
            "{} · {}",
            speech.organisation(programme.organisation.as_str()),
            speech.programme(programme.id.as_str())
        );
        options.programmes.push(Choice::new(programme.id.as_str(), word));
    }
    options.links = view
        .links
        .iter()
        .map(|link| Choice::new(&link.reference, &link.reference))
        .collect();
    options.meetings = view
        .meetings
        .iter()
        .filter(|meeting| matches!(meeting.status, "proposed" | "missed"))
        .map(|meeting| {
            let f = visitor.frame("");
            let times: Vec<String> = meeting.times.iter().map(|at| f.moment(at)).collect();
            let mut choice = Choice::new(meeting.id.to_string(), times.join(", "));
            choice.chosen = true;
            choice
        })
        .collect();
    Ok(options)
}
