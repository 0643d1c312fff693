//! Every coded value of the domain has a word. Stands here because the catalogues depend on nothing.

use luotsi_domain::{
    handoff,
    network::OrganisationKind,
    notice::{NoticeKind, Undelivered},
    referral::{ending::EndingWait, words},
};
use luotsi_i18n::{Language, code, has};

#[test]
fn every_code_of_the_domain_has_a_word() {
    let mut missing = Vec::new();
    let mut check = |family: &str, codes: Vec<&'static str>| {
        assert!(!codes.is_empty(), "{family}");
        missing.extend(
            codes
                .into_iter()
                .map(|code| format!("{family}-{code}"))
                .filter(|key| !has(key)),
        );
    };
    macro_rules! codes {
        ($($family:literal: $type:ty),+ $(,)?) => {
            $(check($family, <$type>::ALL.iter().map(|code| code.as_str()).collect());)+
        };
    }
    codes! {
        "status": words::Status, "stage": words::Status, "action": words::Action, "role": words::Role,
        "holder": words::HolderKind, "due": words::DueWhat, "hand_back": words::HandBackReason,
        "returned": words::ReturnReason, "contact_kind": words::ContactKind, "contact": words::ContactOutcome,
        "check": words::CheckResult, "close": words::CloseReason, "end_support": words::EndOutcome,
        "withdraw": words::WithdrawScope, "confirm": words::WaitingAnswer, "wish": words::ClientWish,
        "alert_desk": words::AlertWhat, "report_change": words::ChangeWhat, "phase": words::Phase,
        "feedback": words::Feedback, "needs_you": words::NeedsYou, "task": words::TaskKind,
        "meeting_with": words::MeetingWith, "meeting_place": words::MeetingPlace, "meeting": words::MeetingOutcome,
        "meeting_status": words::MeetingStatus, "fallback": words::FallbackWhat, "voice_answer": words::VoiceAnswer,
        "form": handoff::Form, "need": handoff::Need, "urgency": handoff::Urgency, "safety": handoff::Safety,
        "contact_rule": handoff::ContactRule, "gate_answer": handoff::GateAnswer, "gate": handoff::GateOutcome,
        "city_track": handoff::CityTrackKind, "consent_status": handoff::ConsentStatus,
        "consent_by": handoff::ConsentBy, "consent_scope": handoff::ConsentScope,
        "consent_method": handoff::ConsentMethod, "consent_field": handoff::ConsentField,
        "source": handoff::SourceKind, "gender": handoff::Gender,
        "organisation": OrganisationKind, "undelivered": Undelivered,
        "ending": words::EndingDecision, "ending_wait": EndingWait,
        "consent_answer": words::ConsentAnswer,
    }
    for kind in NoticeKind::ALL {
        for part in ["title", "text"] {
            let key = format!("letter-{kind}-{part}");
            if !has(&key) {
                missing.push(key);
            }
        }
    }
    assert!(missing.is_empty(), "{missing:#?}");
    assert_eq!(
        code(Language::En, "gate", "open"),
        "Can be guided to an organisation"
    );
}
