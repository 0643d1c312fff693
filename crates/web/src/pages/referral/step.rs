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
    extract::{Path, Query},
    pages::{
        fields::Fields,
        form::{self, Ask, Choice, Fault, Shown},
        frame::{Frame, page, ways},
        language::SWITCH,
        posted::Posted,
        refused::Refused,
        visitor::{Visitor, local},
        words::Speech,
    },
    problem::Slug,
};

/// The hidden field with the version of the referral that the page showed.
pub const SEEN: &str = "_seen";
/// The hidden field with the key of a form, under which its step is taken once however often it is sent.
pub const KEY: &str = "_key";
/// The hidden field with where to go on, where that is not the referral's own page.
pub const BACK: &str = "_back";
/// The longest key.
const LONGEST_KEY: usize = 255;

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
    key_field: &'static str,
    key: String,
    back: Option<String>,
}

/// The form of a step.
pub(super) async fn get_step(
    State(state): State<AppState>,
    visitor: Visitor,
    Path((id, action)): Path<(Uuid, String)>,
    Query(asked): Query<Vec<(String, String)>>,
) -> Result<Response, Refused> {
    let scene = Stage::set(&state, visitor, id, &action).await?;
    let mut fields = table::present(&action, &scene.view);
    // What a link has chosen already: codes only, never anything typed.
    for input in scene.inputs() {
        if let Ask::One(choices) | Ask::Select(choices) = &input.ask
            && let Some((_, value)) = asked.iter().find(|(name, _)| name == input.name)
            && choices.iter().any(|choice| choice.value == *value)
        {
            fields.set(input.name, value.clone());
        }
    }
    Ok(scene.form(StatusCode::OK, &fields, &[], None))
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
        let scene = Stage::set(&state, visitor, id, &action).await?;
        return Ok(scene.form(StatusCode::OK, &fields, &[], None));
    }
    let mut scene = Stage::set(&state, visitor, id, &action).await?;
    scene.worry = fields.one("worry").is_some();
    let language = scene.visitor.language;
    let inputs = scene.inputs();
    let body = form::json(&inputs, &fields, &scene.visitor.zone);
    let seen = fields.one(SEEN).and_then(|seen| u64::from_str(seen).ok());
    let taken = match table::request(&action, body) {
        Ok(request) => {
            let (actor, now) = (scene.visitor.actor(), scene.visitor.now);
            let key = fields.one(KEY).filter(|key| key.len() <= LONGEST_KEY);
            let acted = state
                .service
                .act_once(actor, ReferralId::new(id), &request, seen, key, now)
                .await;
            acted.map_err(|error| said(error, language))
        }
        Err(problem) => Err(problem),
    };
    match taken {
        Ok(Some(_)) => {
            let to = match fields.one(BACK).map(local) {
                Some(back) => format!("{back}?done={action}"),
                None => format!("/referrals/{id}?done={action}{}", said_to_desk(&action, &fields)),
            };
            Ok(Redirect::to(&to).into_response())
        }
        Ok(None) => {
            let first = ways(scene.visitor.actor().role).first();
            let first = first.map_or("/", |(href, _)| *href);
            Ok(Redirect::to(&format!("{first}?done={action}")).into_response())
        }
        Err(problem) => {
            let slug = problem.slug();
            if matches!(slug, Slug::NotFound | Slug::Internal | Slug::Unavailable) {
                return Err(Refused::new(problem, &scene.visitor.frame("")));
            }
            let names: Vec<&str> = inputs.iter().map(|input| input.name).collect();
            let mut faults = form::faults(&problem, "", &names, language);
            if slug == Slug::WorryRequired {
                scene.worry = true;
                faults = vec![Fault {
                    field: Some(form::id_of("worry")),
                    text: scene.visitor.frame("").t("worry-asked"),
                }];
            }
            let guidance = if slug == Slug::WorryRequired {
                state
                    .service
                    .guidance_on_worry(scene.visitor.actor(), language.tag())
            } else {
                problem.guidance().map(str::to_owned)
            };
            Ok(scene.form(slug.status(), &fields, &faults, guidance))
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
    /// Whether it is asked if there is reason to worry.
    worry: bool,
    key: String,
}

/// What the desk was told, for the guidance that goes with it: a code.
fn said_to_desk(action: &str, fields: &Fields) -> String {
    let what = fields.one("what").filter(|_| action == "alert_desk");
    let code = what.filter(|what| what.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_'));
    code.map_or_else(String::new, |code| format!("&what={code}"))
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
            worry: false,
            key: service.fresh_key(),
        })
    }

    fn speech(&self) -> Speech<'_> {
        Speech {
            network: &self.network,
            language: self.visitor.language,
        }
    }

    fn inputs(&self) -> Vec<form::Input> {
        let inputs = table::inputs(&self.action, &self.view, &self.options, self.speech());
        let mut inputs = inputs.unwrap_or_default();
        inputs.retain(|input| input.name != "worry" || self.worry);
        inputs
    }

    fn form(
        self,
        status: StatusCode,
        fields: &Fields,
        faults: &[Fault],
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
        let shown: Vec<Shown> = inputs
            .iter()
            .map(|input| input.shown(&self.action, fields, faults, language))
            .collect();
        let faults = form::named(faults, &shown);
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
            key_field: KEY,
            // A form that is shown again is another one: what was refused has left no key behind.
            key: self.key,
            back: fields.one(BACK).map(|back| local(back).to_owned()),
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
