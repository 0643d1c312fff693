//! Choosing who takes somebody who waits or came back: the same explanation as beside the form.

use askama::Template;
use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use luotsi_domain::id::ReferralId;
use luotsi_i18n::Language;
use luotsi_service::Error;
use luotsi_wire::{answer::PersonView, referral::ReferralView, request::ActionRequest};
use uuid::Uuid;

use crate::{
    api::{AppState, candidates, said},
    extract::Path,
    pages::{
        fields::Fields,
        form::{self, Choice, Fault, id_of},
        frame::{Frame, page},
        handoff::{
            candidates::{FIRST, PROGRAMME, Takers},
            panel::{AGREED, CHIP, CHIP_WORDS, CHIPS, DEPUTY, Named, named},
            submit::{chip, placement},
        },
        language::SWITCH,
        posted::Posted,
        referral::step::{SEEN, network_of},
        refused::Refused,
        visitor::Visitor,
        words::Speech,
    },
    problem::Slug,
};

#[derive(Template)]
#[template(path = "placing/place.html")]
struct Place {
    f: Frame,
    r: ReferralView,
    status: String,
    reason: Option<String>,
    panel: Choosing,
    faults: Vec<Fault>,
    /// A coordinator may go beyond the capacity, with a reason, and knows no workers.
    coordinates: bool,
}

/// What is chosen from.
pub(super) struct Choosing {
    pub takers: Takers,
    pub chips: Vec<Choice>,
    pub chip_words: String,
    pub workers: Vec<Named>,
    pub deputies: Vec<Named>,
    pub protected: bool,
    pub faults: Vec<Fault>,
}

impl Choosing {
    /// Reads who would take her, and whom it may be agreed with.
    pub async fn of(
        state: &AppState,
        visitor: &Visitor,
        r: &ReferralView,
        fields: &Fields,
        faults: &[Fault],
    ) -> Result<Self, Refused> {
        let f = visitor.frame("");
        let refuse = |error| Refused::of(error, &f);
        let id: Uuid = r.id.parse().map_err(|_| Refused::not_found(&f))?;
        let actor = visitor.actor();
        let found = state
            .service
            .would_take(actor, ReferralId::new(id), visitor.now)
            .await;
        let (found, vocabulary) = found.map_err(refuse)?;
        let network = network_of(&state.service, visitor)?;
        let speech = Speech {
            network: &network,
            language: visitor.language,
        };
        let views = candidates(&found, &vocabulary, visitor.language);
        let people = if actor.is_coordinator() {
            Vec::new()
        } else {
            state
                .service
                .people(actor, &actor.network, None)
                .await
                .map_err(refuse)?
        };
        let partners: Vec<&PersonView> = people
            .iter()
            .filter(|person| {
                let mut known = network.definition.partners();
                known.any(|partner| partner.id.as_str() == person.organisation)
            })
            .collect();
        let client = r.client.as_ref();
        Ok(Self {
            takers: Takers::of(&views, fields, false, speech),
            chips: CHIPS
                .iter()
                .map(|chip| Choice {
                    chosen: fields.has(CHIP, chip),
                    ..Choice::new(*chip, f.word("placement", chip))
                })
                .collect(),
            chip_words: fields.again(CHIP_WORDS).to_owned(),
            workers: named(&partners, fields, AGREED, speech),
            deputies: named(&partners, fields, DEPUTY, speech),
            protected: client
                .and_then(|client| client.get("protected"))
                .and_then(serde_json::Value::as_bool)
                == Some(true),
            faults: faults.to_vec(),
        })
    }

    /// What is wrong with a field.
    pub fn fault(&self, name: &str) -> Option<String> {
        let id = if name == "who" {
            name.to_owned()
        } else {
            id_of(name)
        };
        let found = self
            .faults
            .iter()
            .find(|fault| fault.field.as_deref() == Some(&id));
        found.map(|fault| fault.text.clone())
    }
}

/// The fault of a refused placement, at the field where it can be mended.
pub(super) fn fault_of(error: &Error, f: &Frame) -> Option<Fault> {
    let at = |field: &str, text: String| {
        Some(Fault {
            field: Some(field.to_owned()),
            text,
        })
    };
    match error {
        Error::PlacementRequired(..) => at("who", f.t("handoff-confirm-who")),
        Error::ProgrammeExcluded { soft: true, .. } | Error::ReasonRequired => {
            at(&id_of(CHIP), f.t("handoff-chip-needed"))
        }
        Error::ProgrammeExcluded { .. } => at(
            "who",
            Slug::ProgrammeExcluded.detail(f.language).unwrap_or_default(),
        ),
        Error::WorkerRequired => at(&id_of(AGREED), f.t("handoff-workers-needed")),
        Error::NotFound
        | Error::Forbidden
        | Error::IllegalTransition(_)
        | Error::Conflict(_)
        | Error::PreconditionFailed
        | Error::AlreadyOpen { .. }
        | Error::GateClosed(_)
        | Error::WorryRequired
        | Error::KeyReused
        | Error::InvalidHandoff(_)
        | Error::InvalidRequest(_)
        | Error::Store(_)
        | Error::Broken(_)
        | Error::Definition(_) => None,
    }
}

/// Who would take her.
pub(super) async fn get_place(
    State(state): State<AppState>,
    visitor: Visitor,
    Path(id): Path<Uuid>,
) -> Result<Response, Refused> {
    shown(
        &state,
        &visitor,
        id,
        &Fields::default(),
        Vec::new(),
        StatusCode::OK,
    )
    .await
}

/// Asks whoever was chosen.
pub(super) async fn post_place(
    State(state): State<AppState>,
    Path(id): Path<Uuid>,
    posted: Posted,
) -> Result<Response, Refused> {
    let Posted { mut visitor, fields } = posted;
    if let Some(language) = fields.one(SWITCH).and_then(Language::parse) {
        visitor.language = language;
        return shown(&state, &visitor, id, &fields, Vec::new(), StatusCode::OK).await;
    }
    let f = visitor.frame("");
    let why = fields.one("why");
    let Some(request) = placement(&fields, visitor.language, why) else {
        let fault = Fault {
            field: Some("who".to_owned()),
            text: f.t("handoff-confirm-who"),
        };
        return shown(
            &state,
            &visitor,
            id,
            &fields,
            vec![fault],
            StatusCode::UNPROCESSABLE_ENTITY,
        )
        .await;
    };
    let other = fields.one(PROGRAMME) != fields.one(FIRST);
    if other && chip(&fields, visitor.language).is_none() && why.is_none() {
        let fault = Fault {
            field: Some(id_of(CHIP)),
            text: f.t("handoff-chip-needed"),
        };
        return shown(
            &state,
            &visitor,
            id,
            &fields,
            vec![fault],
            StatusCode::UNPROCESSABLE_ENTITY,
        )
        .await;
    }
    let seen = fields.one(SEEN).and_then(|seen| seen.parse().ok());
    let request = ActionRequest::Place(request);
    let (actor, now) = (visitor.actor(), visitor.now);
    match state
        .service
        .act(actor, ReferralId::new(id), &request, seen, now)
        .await
    {
        Ok(Some(_)) if actor.is_desk() => {
            Ok(Redirect::to(&format!("/referrals/{id}/receipt?done=place")).into_response())
        }
        Ok(Some(_)) => Ok(Redirect::to(&format!("/referrals/{id}?done=place")).into_response()),
        Ok(None) => Ok(Redirect::to("/?done=place").into_response()),
        Err(error) => {
            let own = fault_of(&error, &f);
            let problem = said(error, visitor.language);
            let slug = problem.slug();
            if matches!(
                slug,
                Slug::NotFound | Slug::Internal | Slug::Unavailable | Slug::IllegalTransition
            ) {
                return Err(Refused::new(problem, &f));
            }
            let faults = own.map_or_else(
                || form::faults(&problem, "", &["agreed_with", "deputy"], visitor.language),
                |fault| vec![fault],
            );
            let faults = faults.into_iter().map(of_placement).collect();
            shown(&state, &visitor, id, &fields, faults, slug.status()).await
        }
    }
}

/// A fault of the request, at the field of the form.
fn of_placement(fault: Fault) -> Fault {
    let field = fault.field.map(|field| match field.strip_prefix("f-") {
        Some(name @ ("agreed-with" | "deputy")) => format!("f-placement-{name}"),
        _ => field,
    });
    Fault { field, ..fault }
}

async fn shown(
    state: &AppState,
    visitor: &Visitor,
    id: Uuid,
    fields: &Fields,
    faults: Vec<Fault>,
    status: StatusCode,
) -> Result<Response, Refused> {
    let f = visitor.frame("");
    let read = state
        .service
        .referral(visitor.actor(), ReferralId::new(id), visitor.now)
        .await;
    let r = read.map_err(|error| Refused::of(error, &f))?;
    if !r.actions.contains(&"place") {
        return Err(Refused::new(Slug::IllegalTransition.into(), &f));
    }
    let panel = Choosing::of(state, visitor, &r, fields, &faults).await?;
    let network = network_of(&state.service, visitor)?;
    let speech = Speech {
        network: &network,
        language: visitor.language,
    };
    let answer = Place {
        status: speech.status(&r),
        reason: r.reason.map(|reason| f.word("returned", reason)),
        f: Frame {
            title: f.t("action-place"),
            fault: !faults.is_empty(),
            ..f
        }
        .with_form("place"),
        coordinates: visitor.actor().is_coordinator(),
        panel,
        faults,
        r,
    };
    Ok(page(status, &answer))
}
