//! What each step asks: the one table that the form of a step is drawn from and read by.

use luotsi_domain::{
    handoff::{CityTrackKind, ConsentBy, ConsentMethod, Form},
    id::OrganisationId,
    referral::words::{
        AlertWhat, ChangeWhat, CheckResult, ClientWish, CloseReason, ConsentAnswer, ContactKind,
        ContactOutcome, EndOutcome, EndingDecision, FallbackWhat, HandBackReason, MeetingOutcome,
        MeetingPlace, Phase, VoiceAnswer, WaitingAnswer, WithdrawScope,
    },
};
use luotsi_i18n::{code, has};
use luotsi_wire::{
    referral::ReferralView,
    request::{ActionRequest, NoBody},
};
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::{
    extract,
    pages::{
        fields::Fields,
        form::{Ask, Choice, Input},
        words::Speech,
    },
    problem::{Problem, Slug},
};

/// What a step's form may choose from, beside the fixed words.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// Colleagues of the caller's organisation: id and name.
    pub colleagues: Vec<Choice>,
    /// Programmes of the network, of other organisations.
    pub programmes: Vec<Choice>,
    /// Workers of other organisations.
    pub others: Vec<Choice>,
    /// Linked referrals, by reference.
    pub links: Vec<Choice>,
    /// Meetings that are open.
    pub meetings: Vec<Choice>,
}

/// The steps that this table knows, in the order in which they are offered.
pub const STEPS: &[&str] = &[
    "accept",
    "acknowledge",
    "record_contact",
    "record_meeting",
    "review",
    "record_check",
    "end_support",
    "client_called",
    "confirm_waiting",
    "keep_waiting",
    "send_message",
    "alert_desk",
    "propose_meeting",
    "report_change",
    "reassign",
    "transfer",
    "plan_ending",
    "record_consent",
    "add_carrier",
    "extend_overlap",
    "link",
    "unlink",
    "update_city_track",
    "withdraw_consent",
    "ask_desk",
    "return",
    "hand_back",
    "close",
    "break_glass",
];

/// The fields of a step's form; nothing where there is no such step.
#[must_use]
pub fn inputs(
    action: &str,
    view: &ReferralView,
    options: &Options,
    speech: Speech<'_>,
) -> Option<Vec<Input>> {
    let asks = Asks { options, speech };
    let mut inputs = asks
        .alone(action)
        .or_else(|| asks.together(action))
        .or_else(|| asks.desk(action))?;
    // What has only one answer is not asked.
    if action == "accept" && options.colleagues.len() < 2 {
        inputs.clear();
    }
    if view.phase.is_none() {
        inputs.retain(|input| !matches!(input.name, "phase" | "moves_on"));
    }
    Some(inputs)
}

/// What the fields of a form are made of.
#[derive(Clone, Copy)]
struct Asks<'a> {
    options: &'a Options,
    speech: Speech<'a>,
}

impl Asks<'_> {
    fn one(self, family: &str, codes: &[&str]) -> Ask {
        Ask::One(choices(self.speech, family, codes))
    }

    fn worry(self) -> Input {
        Input::may("worry", self.one("word", &["yes", "no"]))
    }

    fn programme(self) -> Input {
        Input::must("programme", Ask::Select(self.options.programmes.clone()))
    }

    fn measures() -> [Input; 2] {
        [
            Input::may("measures.loneliness", Ask::Number(1, 4)),
            Input::may("measures.coping", Ask::Number(0, 10)),
        ]
    }

    /// Whoever may join a meeting: the client, the desk, the worker before, and one's own colleagues.
    fn joining(self) -> Vec<Choice> {
        let parts = ["client", "desk", "old_worker"].into_iter();
        let parts = parts.filter_map(|part| Some(Choice::new(part, joins(self.speech, part)?)));
        parts.chain(self.options.colleagues.iter().cloned()).collect()
    }

    fn voice(self) -> [Input; 3] {
        [
            "client_voice.met_as_person",
            "client_voice.taken_seriously",
            "client_voice.solutions_found",
        ]
        .map(|name| Input::may(name, self.one("voice_answer", &codes(VoiceAnswer::ALL))))
    }

    /// The steps that one worker takes with the person.
    fn alone(self, action: &str) -> Option<Vec<Input>> {
        Some(match action {
            "acknowledge" | "ask_desk" => Vec::new(),
            "accept" => vec![Input::may("worker", Ask::Select(self.options.colleagues.clone()))],
            "hand_back" => vec![
                Input::must("reason", self.one("hand_back", &codes(HandBackReason::ALL))),
                Input::may("note", Ask::Text),
            ],
            "record_contact" => vec![
                Input::must("outcome", self.one("contact", &codes(ContactOutcome::ALL))),
                Input::must("kind", self.one("contact_kind", &codes(ContactKind::ALL))),
                Input::may("next_on", Ask::Date),
                Input::may("why", Ask::Text),
                self.worry(),
            ],
            "review" => vec![
                Input::may("form", self.one("form", &codes(Form::ALL))),
                Input::may("phase", self.one("phase", &codes(Phase::ALL))),
                Input::may("moves_on", Ask::Date),
                Input::may("co_workers", Ask::Many(self.options.colleagues.clone())),
                Input::may("peer", Ask::Yes),
                Input::may("next_on", Ask::Date),
            ],
            "reassign" => vec![Input::must(
                "worker",
                Ask::Select(self.options.colleagues.clone()),
            )],
            "end_support" => {
                let mut outcomes = choices(self.speech, "end_support", &codes(EndOutcome::ALL));
                let own = self.speech.network.definition.outcomes.iter();
                let vocabulary = self.speech.vocabulary();
                outcomes.extend(own.map(|(code, words)| {
                    Choice::new(code, vocabulary.say(words, self.speech.language.tag()))
                }));
                let mut inputs = vec![Input::must("outcome", Ask::One(outcomes))];
                inputs.extend(Self::measures());
                inputs.extend(self.voice());
                inputs
            }
            "record_check" => {
                let mut inputs = vec![Input::must("result", self.one("check", &codes(CheckResult::ALL)))];
                inputs.extend(Self::measures());
                inputs.extend(self.voice());
                inputs.push(self.worry());
                inputs
            }
            "report_change" => vec![
                Input::must("what", self.one("report_change", &codes(ChangeWhat::ALL))),
                Input::may("until", Ask::Date),
            ],
            "alert_desk" => vec![Input::must(
                "what",
                self.one("alert_desk", &codes(AlertWhat::ALL)),
            )],
            "client_called" => vec![Input::must("wish", self.one("wish", &codes(ClientWish::ALL)))],
            "send_message" => vec![Input::must("text", Ask::Text)],
            _ => return None,
        })
    }

    /// The steps that need somebody else of the network too.
    fn together(self, action: &str) -> Option<Vec<Input>> {
        Some(match action {
            "transfer" => vec![
                self.programme(),
                Input::may("worker", Ask::Select(self.options.others.clone())),
                Input::may("deputy", Ask::Select(self.options.others.clone())),
                Input::may("reason", Ask::Text),
            ],
            "plan_ending" => vec![
                Input::must("decision", self.one("ending", &codes(EndingDecision::ALL))),
                Input::may("programme", Ask::Select(self.options.programmes.clone())),
                Input::may("worker", Ask::Select(self.options.others.clone())),
                Input::may("deputy", Ask::Select(self.options.others.clone())),
                Input::may("reason", Ask::Text),
            ],
            "propose_meeting" => vec![
                Input::must("times", Ask::Moment),
                Input::may("joins", Ask::Many(self.joining())),
                Input::may("place_kind", self.one("meeting_place", &codes(MeetingPlace::ALL))),
                Input::may("fallback.what", self.one("fallback", &codes(FallbackWhat::ALL))),
                Input::may("fallback.by", Ask::Date),
                Input::may("note", Ask::Text),
            ],
            "record_meeting" => vec![
                Input::must("meeting", Ask::Select(self.options.meetings.clone())),
                Input::must("outcome", self.one("meeting", &codes(MeetingOutcome::ALL))),
                Input::may("next_times", Ask::Moment),
                Input::may("fallback.what", self.one("fallback", &codes(FallbackWhat::ALL))),
                Input::may("fallback.by", Ask::Date),
                Input::may("note", Ask::Text),
            ],
            "add_carrier" => vec![
                self.programme(),
                Input::may("agreed_with", Ask::Select(self.options.others.clone())),
                Input::may("deputy", Ask::Select(self.options.others.clone())),
                Input::may("overlap_until", Ask::Date),
                Input::may("reason", Ask::Text),
            ],
            "extend_overlap" => vec![Input::must("until", Ask::Date)],
            "link" => vec![
                Input::must("referral", Ask::Line),
                Input::must("kind", self.one("link", &["couple", "friend"])),
            ],
            "unlink" => vec![Input::must("referral", Ask::Select(self.options.links.clone()))],
            _ => return None,
        })
    }

    /// The steps of the desk, and what anybody may say of the whole.
    fn desk(self, action: &str) -> Option<Vec<Input>> {
        Some(match action {
            "record_consent" => vec![
                Input::must("answer", self.one("consent_answer", &codes(ConsentAnswer::ALL))),
                Input::must("by", self.one("consent_by", &codes(ConsentBy::ALL))),
                Input::may("method", self.one("consent_method", &codes(ConsentMethod::ALL))),
                Input::may("wording", Ask::Select(wordings(self.speech))),
            ],
            "close" => vec![Input::must("reason", self.one("close", &codes(CloseReason::ALL)))],
            "confirm_waiting" => vec![Input::must(
                "result",
                self.one("confirm", &codes(WaitingAnswer::ALL)),
            )],
            "keep_waiting" => vec![Input::must("until", Ask::Date), Input::may("reason", Ask::Text)],
            "withdraw_consent" => vec![
                Input::must("scope", self.one("withdraw", &codes(WithdrawScope::ALL))),
                Input::may("told_to", Ask::Line),
            ],
            "update_city_track" => vec![
                Input::may("kind", self.one("city_track", &codes(CityTrackKind::ALL))),
                Input::may("started_on", Ask::Date),
                Input::may("notified_on", Ask::Date),
                Input::may("done", Ask::Yes),
            ],
            "return" | "break_glass" => vec![Input::may("reason", Ask::Text)],
            _ => return None,
        })
    }
}

/// What a step's form begins with: how it stands now, and what is usual.
#[must_use]
pub fn present(action: &str, view: &ReferralView) -> Fields {
    let mut fields: Vec<(String, String)> = Vec::new();
    let mut begin = |name: &str, value: Option<String>| {
        fields.extend(value.map(|value| (name.to_owned(), value)));
    };
    match action {
        "record_contact" => begin("kind", Some(ContactKind::Phone.as_str().to_owned())),
        "review" => {
            begin("form", view.form.map(str::to_owned));
            begin("phase", view.phase.clone());
            begin("moves_on", view.moves_on.map(|day| day.to_string()));
            for colleague in &view.co_workers {
                begin("co_workers", Some(colleague.id.clone()));
            }
            begin("peer", view.peer.then(|| "yes".to_owned()));
        }
        "update_city_track" => {
            let track = view.city_track.as_ref();
            begin("kind", track.map(|track| track.kind.to_owned()));
            let day = |day: Option<jiff::civil::Date>| day.map(|day| day.to_string());
            begin("started_on", day(track.and_then(|track| track.started_on)));
            begin("notified_on", day(track.and_then(|track| track.notified_on)));
        }
        "plan_ending" => {
            let ending = view.ending.as_ref();
            begin(
                "decision",
                ending.and_then(|ending| ending.decision.map(str::to_owned)),
            );
            let proposed =
                ending.and_then(|ending| ending.programme.clone().or(ending.proposed.first().cloned()));
            begin("programme", proposed);
        }
        _ => {}
    }
    fields.into_iter().collect()
}

/// The request that a step's form stands for.
///
/// # Errors
/// Where a field cannot be so; `NotFound` where there is no such step.
pub fn request(action: &str, mut body: Value) -> Result<ActionRequest, Problem> {
    // Times are lists in the request and one field in the form.
    for name in ["times", "next_times"] {
        if let Some(time) = body.get_mut(name)
            && time.is_string()
        {
            *time = Value::Array(vec![time.take()]);
        }
    }
    // Numbers of meetings are chosen from a list.
    if let Some(meeting) = body.get_mut("meeting")
        && let Some(number) = meeting.as_str().and_then(|text| text.parse::<u32>().ok())
    {
        *meeting = number.into();
    }
    Ok(match action {
        "acknowledge" => ActionRequest::Acknowledge(NoBody {}),
        "ask_desk" => ActionRequest::AskDesk(NoBody {}),
        "accept" => ActionRequest::Accept(read(&body)?),
        "hand_back" => ActionRequest::HandBack(read(&body)?),
        "record_contact" => ActionRequest::RecordContact(read(&body)?),
        "review" => ActionRequest::Review(read(&body)?),
        "reassign" => ActionRequest::Reassign(read(&body)?),
        "transfer" => ActionRequest::Transfer(read(&body)?),
        "end_support" => ActionRequest::EndSupport(read(&body)?),
        "record_check" => ActionRequest::RecordCheck(read(&body)?),
        "report_change" => ActionRequest::ReportChange(read(&body)?),
        "alert_desk" => ActionRequest::AlertDesk(read(&body)?),
        "plan_ending" => ActionRequest::PlanEnding(read(&body)?),
        "record_consent" => ActionRequest::RecordConsent(read(&body)?),
        "propose_meeting" => ActionRequest::ProposeMeeting(read(&body)?),
        "record_meeting" => ActionRequest::RecordMeeting(read(&body)?),
        "close" => ActionRequest::Close(read(&body)?),
        "client_called" => ActionRequest::ClientCalled(read(&body)?),
        "confirm_waiting" => ActionRequest::ConfirmWaiting(read(&body)?),
        "keep_waiting" => ActionRequest::KeepWaiting(read(&body)?),
        "withdraw_consent" => ActionRequest::WithdrawConsent(read(&body)?),
        "update_city_track" => ActionRequest::UpdateCityTrack(read(&body)?),
        "send_message" => ActionRequest::SendMessage(read(&body)?),
        "add_carrier" => ActionRequest::AddCarrier(read(&body)?),
        "extend_overlap" => ActionRequest::ExtendOverlap(read(&body)?),
        "link" => ActionRequest::Link(read(&body)?),
        "unlink" => ActionRequest::Unlink(read(&body)?),
        "place" => ActionRequest::Place(read(&body)?),
        "renew_consent" => ActionRequest::RenewConsent(read(&body)?),
        "return" => ActionRequest::Return(read(&body)?),
        "break_glass" => ActionRequest::BreakGlass(read(&body)?),
        _ => return Err(Slug::NotFound.into()),
    })
}

fn read<T: DeserializeOwned>(body: &Value) -> Result<T, Problem> {
    extract::read(body.to_string().as_bytes())
}

fn choices(speech: Speech<'_>, family: &str, codes: &[&str]) -> Vec<Choice> {
    let codes = codes.iter();
    codes
        .map(|value| Choice::new(*value, code(speech.language, family, value)))
        .collect()
}

fn codes<T: Copy + Into<&'static str>>(all: &[T]) -> Vec<&'static str> {
    all.iter().map(|one| (*one).into()).collect()
}

fn wordings(speech: Speech<'_>) -> Vec<Choice> {
    let keys = speech.network.definition.wordings.iter();
    keys.map(|(key, words)| Choice::new(key, words)).collect()
}

/// Who joins a meeting, where that is a part in it or an organisation.
pub(super) fn joins(speech: Speech<'_>, who: &str) -> Option<String> {
    if who == "desk" {
        return Some(speech.desk_name());
    }
    if has(&format!("joins-{who}")) {
        return Some(code(speech.language, "joins", who));
    }
    speech.network.organisation_name(&OrganisationId::new(who))
}
