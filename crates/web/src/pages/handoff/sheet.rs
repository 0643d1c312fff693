//! The page of the form: new, or a draft that was kept.

use std::sync::Arc;

use askama::Template;
use axum::{extract::State, http::StatusCode, response::Response};
use luotsi_domain::id::DraftId;
use luotsi_service::Network;
use serde::Deserialize;
use serde_json::Value;
use uuid::Uuid;

use super::{
    panel::{self, Panel},
    read::{self, Usual},
    schema::Form,
    sections::Sections,
};
use crate::{
    api::AppState,
    extract::{Path, Query},
    pages::{
        fields::Fields,
        form::Fault,
        frame::{Frame, page},
        referral::step::network_of,
        refused::Refused,
        visitor::Visitor,
        words::Speech,
    },
};

/// The hidden field with the draft's id.
pub(super) const DRAFT: &str = "_draft";
/// The hidden field with the version of it that the page showed.
pub(super) const VERSION: &str = "_version";
/// The hidden field with the key under which the form has one effect.
pub(super) const KEY: &str = "_key";

/// A form somebody fills in.
pub(crate) struct Sheet {
    pub visitor: Visitor,
    pub network: Arc<Network>,
    pub fields: Fields,
}

#[derive(Template)]
#[template(path = "handoff/new.html")]
struct Page {
    f: Frame,
    s: Sections,
    panel: Panel,
    faults: Vec<Fault>,
    action: String,
    draft: Option<String>,
    version: String,
    key: String,
    opened: String,
    at_desk: bool,
    done: Option<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    done: Option<String>,
}

impl Sheet {
    /// A form of whoever may hand over.
    pub fn new(state: &AppState, visitor: Visitor, fields: Fields) -> Result<Self, Refused> {
        let network = network_of(&state.service, &visitor)?;
        let actor = visitor.actor();
        if !actor.is_desk() && !actor.is_partner() {
            return Err(Refused::forbidden(&visitor.frame("")));
        }
        Ok(Self {
            visitor,
            network,
            fields,
        })
    }

    /// How the network is spoken of to her.
    pub fn speech(&self) -> Speech<'_> {
        Speech::new(&self.network, self.visitor.language)
    }

    /// The fields of the network's handoff.
    pub fn form(&self) -> Form {
        let document = self
            .network
            .validator(None)
            .map(luotsi_wire::validation::Validator::document);
        Form::of(document.unwrap_or(&Value::Null), self.speech())
    }

    /// What stands behind the one click of *permission given*.
    pub fn usual(&self) -> Usual {
        Usual::of(
            &self.network.definition,
            self.visitor.actor().is_desk(),
            self.visitor.language,
        )
    }

    /// The handoff that it says.
    pub fn handoff(&self, form: &Form) -> Value {
        read::handoff(
            form,
            &self.fields,
            &self.network.definition,
            &self.usual(),
            &self.visitor.zone,
            self.visitor.now,
        )
    }

    /// The draft that it is kept as.
    pub fn draft(&self) -> Option<DraftId> {
        let id: Option<Uuid> = self.fields.one(DRAFT).and_then(|id| id.parse().ok());
        id.map(DraftId::new)
    }

    /// The version of it that the page showed.
    pub fn version(&self) -> Option<u64> {
        self.fields.one(VERSION).and_then(|version| version.parse().ok())
    }

    /// The page, with what is wrong. `look` says who would take her.
    pub async fn page(
        self,
        state: &AppState,
        status: StatusCode,
        faults: Vec<Fault>,
        look: bool,
        done: Option<String>,
    ) -> Result<Response, Refused> {
        let form = self.form();
        let handoff = self.handoff(&form);
        let panel = if look {
            panel::look(state, &self, &form, &handoff, &faults).await?
        } else {
            panel::blank(&self, &form, &handoff, &faults)
        };
        let s = Sections::of(&form, &self.fields, &faults, self.speech(), &self.network);
        let draft = self.draft().map(|id| id.to_string());
        let f = self.visitor.frame("");
        let at_desk = self.visitor.actor().is_desk();
        let title = match (&draft, at_desk) {
            (Some(_), _) => f.t("handoff-draft-title"),
            (None, true) => f.t("way-new"),
            (None, false) => f.t("way-bring-in"),
        };
        let key = self
            .fields
            .one(KEY)
            .map_or_else(|| state.service.fresh_key(), str::to_owned);
        let answer = Page {
            f: Frame {
                title,
                fault: !faults.is_empty(),
                ..f
            }
            .with_form("handoff"),
            s,
            panel,
            faults,
            action: draft
                .as_ref()
                .map_or_else(|| "/handoffs/new".to_owned(), |id| format!("/drafts/{id}")),
            version: self.fields.again(VERSION).to_owned(),
            draft,
            key,
            opened: self
                .fields
                .one(read::OPENED)
                .map_or_else(|| self.visitor.now.to_string(), str::to_owned),
            at_desk,
            done,
        };
        Ok(page(status, &answer))
    }
}

/// An empty form, but for the network's first language.
pub(super) async fn get_new(State(state): State<AppState>, visitor: Visitor) -> Result<Response, Refused> {
    let mut fields = Fields::default();
    let sheet = Sheet::new(&state, visitor, Fields::default())?;
    if let Some(language) = sheet.network.definition.languages.first() {
        fields.set("client.language", language.clone());
    }
    let sheet = Sheet { fields, ..sheet };
    sheet.page(&state, StatusCode::OK, Vec::new(), false, None).await
}

/// A draft, to go on with.
pub(super) async fn get_draft(
    State(state): State<AppState>,
    visitor: Visitor,
    Path(id): Path<Uuid>,
    Query(asked): Query<Asked>,
) -> Result<Response, Refused> {
    let f = visitor.frame("");
    let (actor, now) = (visitor.actor().clone(), visitor.now);
    let kept = state.service.draft(&actor, DraftId::new(id), now).await;
    let kept = kept.map_err(|error| Refused::of(error, &f))?;
    let sheet = Sheet::new(&state, visitor, Fields::default())?;
    let mut fields = read::fields(
        &sheet.form(),
        kept.handoff.as_ref().unwrap_or(&Value::Null),
        &sheet.usual(),
    );
    fields.set(DRAFT, kept.id);
    fields.set(VERSION, kept.version.to_string());
    if let Some(day) = kept.call_back_on {
        fields.set(read::CALL_BACK, day.to_string());
    }
    let sheet = Sheet { fields, ..sheet };
    let done = asked
        .done
        .filter(|done| done == "save")
        .map(|_| f.t("handoff-saved"));
    sheet.page(&state, StatusCode::OK, Vec::new(), true, done).await
}
