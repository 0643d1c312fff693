//! What has happened, in plain words: the lines of a timeline with what they say more exactly, and the
//! messages apart.

use jiff::Timestamp;
use luotsi_i18n::{Arg, code, has, text};
use luotsi_wire::referral::TimelineEntry;

use crate::pages::{frame::Frame, words::Speech};

/// A line of what has happened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Story {
    /// When.
    pub at: Timestamp,
    /// What, as a sentence.
    pub what: String,
    /// More exactly.
    pub detail: Option<String>,
    /// Who did it, with her organisation.
    pub by: Option<String>,
    /// What was written with it.
    pub texts: Vec<String>,
}

/// A message between desk and partner.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Said {
    /// When.
    pub at: Timestamp,
    /// By whom.
    pub by: Option<String>,
    /// Its words.
    pub text: String,
}

/// The lines of a timeline, newest first, and the messages in it, oldest first.
pub(super) fn story(entries: Vec<TimelineEntry>, speech: Speech<'_>, f: &Frame) -> (Vec<Story>, Vec<Said>) {
    let (mut story, mut messages) = (Vec::new(), Vec::new());
    for entry in entries {
        let by = by(&entry, speech);
        let mut texts = entry.texts.clone();
        if entry.event == "message_sent"
            && let Some(text) = texts.remove("text")
        {
            messages.push(Said {
                at: entry.at,
                by: by.clone(),
                text,
            });
        }
        story.push(Story {
            at: entry.at,
            what: what(entry.event, speech),
            detail: entry
                .detail
                .as_deref()
                .and_then(|code| detail(entry.event, code, speech, f)),
            by,
            texts: texts.into_values().collect(),
        });
    }
    story.reverse();
    (story, messages)
}

/// What happened, with the desk's name bent as the sentence needs it.
fn what(event: &str, speech: Speech<'_>) -> String {
    let (inside, into, to) = (
        speech.desk("desk-in"),
        speech.desk("desk-into"),
        speech.desk("desk-to"),
    );
    let args = [
        ("desk_in", Arg::from(&inside)),
        ("desk_into", Arg::from(&into)),
        ("desk_to", Arg::from(&to)),
    ];
    text(speech.language, &format!("event-{event}"), &args)
}

fn by(entry: &TimelineEntry, speech: Speech<'_>) -> Option<String> {
    let organisation = entry.organisation.as_deref().map(|id| speech.organisation(id));
    match (&entry.by, organisation) {
        (Some(name), Some(organisation)) => Some(format!("{name}, {organisation}")),
        (Some(one), None) => Some(one.clone()),
        (None, organisation) => organisation,
    }
}

/// The family of words that an event's detail is of; `programme` names one.
fn family(event: &str) -> Option<&'static str> {
    Some(match event {
        "offered" | "transfer_offered" | "brought_in" | "waits" | "place_proposed" | "place_gone"
        | "carried_over" | "programme_ended" => "programme",
        "city_track_opened" | "city_track_updated" => "city_track",
        "handed_back" | "transfer_declined" => "hand_back",
        "returned" => "returned",
        "contacted" => "contact",
        "reviewed" => "form",
        "meeting_proposed" => "meeting_with",
        "meeting_recorded" => "meeting",
        "support_ended" => "end_support",
        "checked" => "check",
        "closed" | "fell_silent" => "close",
        "consent_withdrawn" => "withdraw",
        "waiting_confirmed" => "confirm",
        "paused" => "report_change",
        "client_called" => "wish",
        "desk_alerted" => "alert_desk",
        "task_opened" | "task_done" => "task",
        "ending_planned" => "ending",
        "consent_asked" => "consent_answer",
        "linked" => "link",
        _ => return None,
    })
}

/// What an event's code says; nothing where it has no word, because a bare code is no word.
fn detail(event: &str, value: &str, speech: Speech<'_>, f: &Frame) -> Option<String> {
    let family = family(event)?;
    if family == "programme" {
        return Some(speech.programme(value));
    }
    // A review tells the form or the phase.
    let families: &[&str] = if family == "form" {
        &["form", "phase"]
    } else {
        &[family]
    };
    let found = families.iter().find(|family| has(&format!("{family}-{value}")));
    if let Some(family) = found {
        return Some(code(f.language, family, value));
    }
    let own = speech.network.definition.outcomes.get(value)?;
    (family == "end_support").then(|| speech.vocabulary().say(own, speech.language.tag()).to_owned())
}
