//! The page of one referral: whose turn, what is next, who she is as far as the reader may know, what
//! has happened.

use std::collections::BTreeMap;

use askama::Template;
use axum::{extract::State, response::Response};
use jiff::civil::Date;
use luotsi_domain::id::ReferralId;
use luotsi_i18n::code;
use luotsi_routing::Queued;
use luotsi_service::Service;
use luotsi_wire::referral::ReferralView;
use serde::Deserialize;
use serde_json::{Value, json};
use uuid::Uuid;

use super::{
    calendar,
    step::{KEY, network_of},
    story::{Said, Story, story},
    table::{self, STEPS},
};
use crate::{
    api::AppState,
    extract::{Path, Query},
    pages::{
        frame::{Frame, shown},
        refused::Refused,
        visitor::Visitor,
        words::Speech,
    },
};

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    /// The step that was just taken.
    done: Option<String>,
    /// More exactly: what the desk was told.
    what: Option<String>,
}

/// A step that may be taken now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Way {
    pub(crate) action: &'static str,
    pub(crate) word: String,
    /// Whether it is taken at once, without a form.
    pub(crate) at_once: bool,
}

/// A line of facts: what, and the facts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Fact {
    pub(crate) what: String,
    pub(crate) facts: Vec<String>,
}

/// Coming back from the call: the next working days, to be tapped.
struct Reached {
    days: Vec<(Date, String)>,
    /// How often in a row she did not answer.
    tries: usize,
}

#[derive(Template)]
#[template(path = "referral.html")]
#[allow(
    clippy::struct_excessive_bools,
    reason = "each says whether one part of the page is there"
)]
struct ReferralPage<'a> {
    f: Frame,
    speech: Speech<'a>,
    r: ReferralView,
    name: Option<String>,
    phone: Option<String>,
    address: Option<String>,
    meeting_place: Option<String>,
    safety: Vec<String>,
    /// Whether calling her may put her in danger.
    unsafe_to_call: bool,
    rules: Vec<String>,
    facts: Vec<Fact>,
    own_words: Option<String>,
    safety_note: Option<String>,
    /// Where she stands among those who wait for the same places, in sentences.
    line: Vec<String>,
    first: Vec<Way>,
    other: Vec<Way>,
    reached: Option<Reached>,
    /// Whether there is a date for her own calendar.
    has_dates: bool,
    /// Whether somebody else of the organisation may be the one who takes the client.
    may_name: bool,
    /// Who joins the meetings, each with a word.
    joining: BTreeMap<String, String>,
    story: Vec<Story>,
    messages: Vec<Said>,
    may_write: bool,
    may_read_views: bool,
    may_ask_why: bool,
    done: Option<String>,
    guidance: Option<String>,
    key_field: &'static str,
    key: String,
    user: String,
}

/// The page of a referral.
pub(super) async fn get_referral(
    State(state): State<AppState>,
    visitor: Visitor,
    Path(id): Path<Uuid>,
    Query(asked): Query<Asked>,
) -> Result<Response, Refused> {
    let f = visitor.frame("");
    let refuse = |error| Refused::of(error, &f);
    let (actor, service) = (visitor.actor(), &state.service);
    let id = ReferralId::new(id);
    let view = service.referral(actor, id, visitor.now).await.map_err(refuse)?;
    let timeline = service.timeline(actor, id, visitor.now).await.map_err(refuse)?;
    let network = network_of(service, &visitor)?;
    let speech = Speech::new(&network, visitor.language);
    let client = view.client.clone().unwrap_or_default();
    let handoff = view.handoff.clone().unwrap_or_default();
    let asks = actor.is_desk() || actor.is_coordinator();
    let line = if view.status == Some("waiting") && asks {
        let queued = service.queued(actor, id, visitor.now).await.map_err(refuse)?;
        queued.map_or_else(Vec::new, |queued| line(queued, &f))
    } else {
        Vec::new()
    };
    let name = full_name(&client);
    let has_offers = !view.offers.is_empty();
    let can = |action: &str| view.actions.contains(&action);
    let reached = can("record_contact").then(|| Reached {
        days: (1..=DAYS)
            .map(|n| network.days.nth_working_day_after(visitor.today(), n))
            .map(|day| (day, f.day(&day)))
            .collect(),
        tries: tries(&view),
    });
    let answers = matches!(view.status, Some("offered" | "acknowledged"));
    // The first few are what one comes for; the rest stands folded below.
    let (mut first, other): (Vec<Way>, Vec<Way>) = ways(&view, speech)
        .into_iter()
        .filter(|way| way.action != "send_message" && !(reached.is_some() && way.action == "record_contact"))
        .partition(|way| FIRST.contains(&way.action) || (answers && way.action == "hand_back"));
    first.sort_by_key(|way| {
        FIRST
            .iter()
            .position(|step| *step == way.action)
            .unwrap_or(FIRST.len())
    });
    let joining = joining(service, &visitor, &view, speech).await.map_err(refuse)?;
    let (story, messages) = story(timeline, speech, &f);
    let guidance = asked.what.as_deref().and_then(|what| {
        let request = table::request("alert_desk", json!({"what": what})).ok()?;
        service.guidance_after(actor, &request, visitor.language.tag())
    });
    let page = ReferralPage {
        // A title stands in the browser's history: never a name.
        f: Frame {
            title: view.reference.clone(),
            ..f.clone()
        },
        facts: facts(&client, &handoff, speech, &f),
        phone: told(&client, "phone"),
        address: told(&client, "address"),
        meeting_place: told(&client, "meeting_place"),
        unsafe_to_call: codes(&handoff, "safety").contains(&"unsafe_to_call"),
        safety: said(&handoff, "safety", "safety", &f),
        rules: said(&client, "contact_rules", "contact_rule", &f),
        own_words: told(&handoff, "own_words"),
        safety_note: told(&handoff, "safety_note"),
        guidance: guidance.filter(|_| asked.done.as_deref() == Some("alert_desk")),
        done: asked
            .done
            .filter(|done| {
                STEPS.contains(&done.as_str())
                    || matches!(done.as_str(), "submit" | "place" | "amend" | "renew_consent")
            })
            .map(|done| speech.done(&done)),
        has_dates: calendar::has_dates(&view),
        may_name: can("accept"),
        may_write: can("send_message"),
        may_read_views: actor.is_desk(),
        may_ask_why: asks && has_offers,
        reached,
        joining,
        story,
        messages,
        key_field: KEY,
        key: service.fresh_key(),
        user: actor.user.to_string(),
        speech,
        r: view,
        name,
        line,
        first,
        other,
    };
    Ok(shown(&page))
}

/// How many working days are offered to be tapped.
const DAYS: u16 = 5;

/// The steps that stand on top, what is most often meant first; the rest is folded.
const FIRST: &[&str] = &[
    "accept",
    "acknowledge",
    "record_meeting",
    "record_contact",
    "record_check",
    "place",
    "confirm_waiting",
    "record_consent",
    "review",
    "end_support",
    "client_called",
];

/// What may be taken now, in the order of the table of steps.
pub(crate) fn ways(view: &ReferralView, speech: Speech<'_>) -> Vec<Way> {
    STEPS
        .iter()
        .chain(&["place", "amend", "reopen", "renew_consent"])
        .filter(|step| view.actions.contains(step))
        .map(|step| Way {
            action: step,
            word: speech.action(view, step),
            at_once: matches!(*step, "accept" | "acknowledge" | "ask_desk"),
        })
        .collect()
}

/// How often in a row she did not answer since a worker has her.
fn tries(view: &ReferralView) -> usize {
    let since = view.milestones.and_then(|done| done.accepted_at);
    let contacts = view.contacts.iter().rev();
    contacts
        .take_while(|contact| contact.outcome == "no_answer" && since.is_none_or(|since| contact.at >= since))
        .count()
}

impl ReferralPage<'_> {
    /// A Finnish number in groups, to be read out or dialled on another telephone; others as they are.
    fn legible(phone: &str) -> String {
        let rest = phone.strip_prefix("+358").unwrap_or_default();
        match (rest.get(..2), rest.get(2..5), rest.get(5..)) {
            (Some(network), Some(first), Some(last)) if rest.len() >= 7 => {
                format!("+358 {network} {first} {last}")
            }
            _ => phone.to_owned(),
        }
    }

    fn programme(&self, id: &str) -> String {
        self.speech.programme(id)
    }

    fn organisation(&self, id: &str) -> String {
        self.speech.organisation(id)
    }

    fn joins(&self, who: &str) -> &str {
        self.joining.get(who).map_or("", String::as_str)
    }

    fn reason(&self, reason: &str) -> String {
        self.speech.reason(reason)
    }
}

/// Who joins the meetings, by what the referral calls them: a part in it, an organisation, or somebody.
/// Whose name the visitor may not know is said as *a worker*.
async fn joining(
    service: &Service,
    visitor: &Visitor,
    view: &ReferralView,
    speech: Speech<'_>,
) -> luotsi_service::Result<BTreeMap<String, String>> {
    let everybody = view.meetings.iter().flat_map(|meeting| &meeting.joins);
    let (known, people): (Vec<&String>, Vec<&String>) =
        everybody.partition(|who| table::joins(speech, who).is_some());
    let mut names: BTreeMap<String, String> = known
        .into_iter()
        .filter_map(|who| Some((who.clone(), table::joins(speech, who)?)))
        .collect();
    let actor = visitor.actor();
    if !people.is_empty() && !actor.is_coordinator() {
        for person in service.people(actor, &actor.network, None).await? {
            names.insert(person.id, person.name);
        }
    }
    for who in people {
        let unnamed = || code(speech.language, "role", "worker");
        names.entry(who.clone()).or_insert_with(unnamed);
    }
    Ok(names)
}

/// Where somebody stands among those who wait for the same places.
fn line(queued: Queued, f: &Frame) -> Vec<String> {
    let (place, people) = (queued.place.into(), queued.people.into());
    let mut said = vec![f.ta("line-place", &[("people", people), ("place", place)])];
    said.extend(
        queued
            .days
            .map(|days| f.ta("line-days", &[("days", days.into())])),
    );
    said
}

/// First and last name as far as they are known.
pub(crate) fn full_name(client: &Value) -> Option<String> {
    let parts: Vec<String> = ["first_name", "last_name"]
        .into_iter()
        .filter_map(|part| told(client, part))
        .collect();
    (!parts.is_empty()).then(|| parts.join(" "))
}

/// A text of the handoff, where there is one.
pub(crate) fn told(value: &Value, name: &str) -> Option<String> {
    let text = value.get(name)?.as_str()?.trim();
    (!text.is_empty()).then(|| text.to_owned())
}

fn codes<'a>(value: &'a Value, name: &str) -> Vec<&'a str> {
    let codes = value.get(name).and_then(Value::as_array);
    codes.map_or_else(Vec::new, |codes| codes.iter().filter_map(Value::as_str).collect())
}

fn said(value: &Value, name: &str, family: &str, f: &Frame) -> Vec<String> {
    let codes = codes(value, name);
    codes.into_iter().map(|code| f.word(family, code)).collect()
}

/// The coded facts, each with its word; what is not known has no line.
pub(crate) fn facts(client: &Value, handoff: &Value, speech: Speech<'_>, f: &Frame) -> Vec<Fact> {
    let mut facts = Vec::new();
    let mut add = |key: &str, lines: Vec<String>| {
        if !lines.is_empty() {
            facts.push(Fact {
                what: f.word("fact", key),
                facts: lines,
            });
        }
    };
    let place = handoff.get("place").cloned().unwrap_or_default();
    let wishes = handoff.get("wishes").cloned().unwrap_or_default();
    let needs = codes(handoff, "needs");
    add("needs", needs.into_iter().map(|need| speech.need(need)).collect());
    let year = client.get("birth_year").and_then(Value::as_i64);
    let band = told(client, "age_band").map(|band| luotsi_i18n::age_band(f.language, &band));
    let age = year.map(|year| f.ta("fact-born", &[("year", year.to_string().as_str().into())]));
    add("age", age.or(band).into_iter().collect());
    add(
        "district",
        told(&place, "district")
            .map(|code| speech.district(&code))
            .into_iter()
            .collect(),
    );
    add(
        "language",
        told(client, "language")
            .map(|tag| luotsi_i18n::language_name(f.language, &tag))
            .into_iter()
            .collect(),
    );
    add("forms", said(&wishes, "forms", "form", f));
    add("not_forms", said(&wishes, "not_forms", "form", f));
    add(
        "worker_gender",
        told(&wishes, "worker_gender")
            .map(|code| f.word("gender", &code))
            .into_iter()
            .collect(),
    );
    add(
        "urgency",
        told(handoff, "urgency")
            .filter(|code| code != "normal")
            .map(|code| f.word("urgency", &code))
            .into_iter()
            .collect(),
    );
    facts
}
