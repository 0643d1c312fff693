//! The samples' plans: which example, whose desk, and what happens how many days before the start.

use jiff::{ToSpan as _, civil::Date};
use luotsi_domain::{
    handoff::{Form, Measures},
    referral::words::{CheckResult, CloseReason, ContactKind, ContactOutcome, HandBackReason},
};
use luotsi_wire::request::{
    AcceptRequest, ActionRequest, CloseRequest, EndSupportRequest, HandBackRequest, MeasuresRequest, NoBody,
    RecordCheckRequest, RecordContactRequest, ReviewRequest, SendMessageRequest,
};

/// An example's name and text.
type Example = (&'static str, &'static str);

macro_rules! examples {
    ($($name:ident = $file:literal;)+) => {
        $(const $name: Example =
            ($file, include_str!(concat!("../../../../../schemas/examples/valid/", $file, ".json")));)+
    };
}

examples! {
    HOME_VISIT = "helsinki-kotikaynti";
    EXERCISE = "helsinki-liikuntaryhma";
    NEIGHBOUR = "helsinki-naapurin-huoli";
    OWN_LANGUAGE = "helsinki-omakielinen-ryhma";
    PHONE_FRIEND = "helsinki-puhelinystava";
    PUKINMAKI = "helsinki-pukinmaki";
    MEETING_PLACE = "helsinki-tapaamispaikka";
    WALKING = "helsinki-ulkoilukaveri";
    SOCIAL_WORK = "tampere-asto-aikuissosiaalityo";
    ONESELF = "tampere-asto-itse";
    MOVE = "tampere-asto-muutto";
    WORKSHOPS = "tampere-asto-pajat";
    RELEASE = "tampere-asto-vapautuva";
}

/// A sample to be.
#[derive(Debug)]
pub(super) struct Plan {
    /// The handoff.
    pub example: Example,
    /// Whose advisor hands it over.
    pub desk: &'static str,
    /// Who the person is.
    pub person: Person,
    /// Days before the start, and what is done then.
    pub road: &'static [(u16, Deed)],
}

impl Plan {
    /// Its network.
    pub(super) fn network(&self) -> &'static str {
        if self.example.0.starts_with("helsinki") {
            "helsinki"
        } else {
            "tampere-asto"
        }
    }
}

/// Who the person of a sample is.
#[derive(Debug, Clone, Copy)]
pub(super) enum Person {
    /// Somebody like the example's.
    Alike,
    /// ... but so old.
    Aged(i16),
    /// ... but of that language.
    Speaking(&'static str),
}

/// Who does something.
#[derive(Debug, Clone, Copy)]
pub(super) enum Who {
    /// The advisor who handed over.
    Advisor,
    /// A worker where the person is, or is offered to.
    Worker,
}

/// Which programme an advisor chooses.
#[derive(Debug)]
pub(super) enum Choice {
    /// The first proposed, with the next two as alternatives.
    Ranked,
    /// This one.
    Named(&'static str),
    /// None, because none fits.
    Nobody,
}

/// Something that is done.
#[derive(Debug)]
pub(super) enum Deed {
    Submit(Choice),
    Acknowledge,
    Accept,
    HandBack(HandBackReason, &'static str),
    NoAnswer(ContactKind),
    Reached,
    /// Not yet: again in so many days.
    NotYet(i64),
    Met,
    Declined,
    Review(Option<Form>),
    Message(&'static str),
    End(&'static str, Measures),
    Lasts,
    Close(CloseReason),
}

impl Deed {
    /// Who does it.
    pub(super) const fn who(&self) -> Who {
        match self {
            Self::Submit(_) | Self::Message(_) | Self::Close(_) => Who::Advisor,
            Self::Acknowledge
            | Self::Accept
            | Self::HandBack(..)
            | Self::NoAnswer(_)
            | Self::Reached
            | Self::NotYet(_)
            | Self::Met
            | Self::Declined
            | Self::Review(_)
            | Self::End(..)
            | Self::Lasts => Who::Worker,
        }
    }

    /// The request it is; handing over is another one.
    pub(super) fn request(&self, today: Date) -> ActionRequest {
        let contact = |kind, outcome, next_on| {
            ActionRequest::RecordContact(RecordContactRequest {
                kind,
                outcome,
                at: None,
                next_on,
                why: None,
                worry: None,
            })
        };
        match self {
            Self::Submit(_) | Self::Acknowledge => ActionRequest::Acknowledge(NoBody {}),
            Self::Accept => ActionRequest::Accept(AcceptRequest { worker: None }),
            Self::HandBack(reason, note) => ActionRequest::HandBack(HandBackRequest {
                reason: *reason,
                note: Some((*note).to_owned()),
            }),
            Self::NoAnswer(kind) => contact(*kind, ContactOutcome::NoAnswer, None),
            Self::Reached => contact(ContactKind::Phone, ContactOutcome::Reached, None),
            Self::NotYet(days) => contact(
                ContactKind::Phone,
                ContactOutcome::NotYet,
                Some(today.saturating_add(days.days())),
            ),
            Self::Met => contact(ContactKind::Visit, ContactOutcome::Met, None),
            Self::Declined => contact(ContactKind::Phone, ContactOutcome::Declined, None),
            Self::Review(form) => ActionRequest::Review(ReviewRequest {
                form: *form,
                ..ReviewRequest::default()
            }),
            Self::Message(text) => ActionRequest::SendMessage(SendMessageRequest {
                text: (*text).to_owned(),
            }),
            Self::End(outcome, measures) => ActionRequest::EndSupport(EndSupportRequest {
                outcome: (*outcome).to_owned(),
                measures: Some(MeasuresRequest {
                    loneliness: measures.loneliness,
                    coping: measures.coping,
                }),
                client_voice: None,
            }),
            Self::Lasts => ActionRequest::RecordCheck(RecordCheckRequest {
                result: CheckResult::Stable,
                measures: None,
                client_voice: None,
                worry: None,
            }),
            Self::Close(reason) => ActionRequest::Close(CloseRequest { reason: *reason }),
        }
    }
}

const BETTER: Measures = Measures {
    loneliness: Some(1),
    coping: Some(7),
};

const fn plan(example: Example, desk: &'static str, road: &'static [(u16, Deed)]) -> Plan {
    Plan {
        example,
        desk,
        person: Person::Alike,
        road,
    }
}

/// Every sample. No more than half of any programme's places stay taken at the end.
#[rustfmt::skip]
pub(super) const PLANS: &[Plan] = {
    use Choice::{Named, Nobody, Ranked};
    use Person::{Aged, Speaking};
    use Deed::{
        Accept, Acknowledge, Close, Declined, End, HandBack, Lasts, Message, Met, NoAnswer, NotYet, Reached, Review,
        Submit,
    };
    &[
        // Helsinki: stable after two checks.
        plan(HOME_VISIT, "seniori-info", &[
            (180, Submit(Ranked)), (179, Acknowledge), (178, Accept), (176, NoAnswer(ContactKind::Phone)), (175, Reached),
            (170, Met), (140, Review(None)), (112, End("goals_met", BETTER)), (80, Lasts), (18, Lasts),
        ]),
        // Support ended with a volunteer who stays; the first check is near.
        plan(PHONE_FRIEND, "seniori-info", &[
            (90, Submit(Ranked)), (89, Accept), (88, Reached), (82, Met), (40, Review(None)),
            (22, End("volunteer_continues", BETTER)),
        ]),
        // From single meetings to a group, which goes on without support.
        plan(EXERCISE, "seniori-info", &[
            (120, Submit(Ranked)), (119, Acknowledge), (117, Accept), (115, Reached), (110, Met),
            (80, Review(Some(Form::Group))), (48, End("group_continues", BETTER)), (16, Lasts),
        ]),
        plan(HOME_VISIT, "seniori-info", &[
            (45, Submit(Ranked)), (44, Acknowledge), (43, Accept), (42, NoAnswer(ContactKind::Phone)),
            (41, NoAnswer(ContactKind::Door)), (38, Reached), (33, Met), (20, Message("Asiakas kiitti soitosta.")),
        ]),
        plan(OWN_LANGUAGE, "seniori-info", &[
            (36, Submit(Ranked)), (35, Accept), (33, Reached), (28, Met), (9, Review(Some(Form::OwnLanguageGroup))),
        ]),
        plan(WALKING, "seniori-info", &[
            (6, Submit(Ranked)), (5, Acknowledge), (4, Accept), (1, Reached),
        ]),
        // Not yet: she asks to be called again in a month.
        plan(PHONE_FRIEND, "seniori-info", &[
            (13, Submit(Ranked)), (12, Accept), (9, NotYet(30)),
        ]),
        plan(NEIGHBOUR, "seniori-info", &[(3, Submit(Ranked)), (2, Acknowledge)]),
        plan(MEETING_PLACE, "seniori-info", &[(1, Submit(Ranked))]),
        // Accepted, and standing still since: nobody has tried to reach him.
        plan(EXERCISE, "seniori-info", &[(19, Submit(Ranked)), (18, Acknowledge), (17, Accept)]),
        plan(PUKINMAKI, "seniori-info", &[
            (7, Submit(Ranked)), (6, Acknowledge),
            (2, HandBack(HandBackReason::NeedsAuthority, "Tarvitaan ensin palvelutarpeen arviointi.")),
        ]),
        plan(NEIGHBOUR, "seniori-info", &[
            (70, Submit(Ranked)), (69, Accept), (67, NoAnswer(ContactKind::Phone)), (65, Declined),
            (63, Close(CloseReason::ClientDeclined)),
        ]),
        // Younger than any programme is for.
        Plan { person: Aged(46), ..plan(HOME_VISIT, "seniori-info", &[(1, Submit(Nobody))]) },
        // Tampere.
        plan(SOCIAL_WORK, "aikuissosiaalityo", &[
            (178, Submit(Ranked)), (177, Acknowledge), (176, Accept), (174, Reached), (168, Met), (130, Review(None)),
            (110, End("social_rehabilitation", BETTER)), (78, Lasts), (17, Lasts),
        ]),
        plan(WORKSHOPS, "asto-desk", &[
            (85, Submit(Ranked)), (84, Accept), (82, Reached), (77, Met), (18, End("rehabilitative_work", BETTER)),
        ]),
        plan(MOVE, "asumisyksikko", &[
            (40, Submit(Ranked)), (39, Acknowledge), (38, Accept), (36, Reached), (31, Met), (4, Review(None)),
        ]),
        plan(WORKSHOPS, "aikuissosiaalityo", &[(8, Submit(Named("asto-pajat"))), (7, Accept), (2, Reached)]),
        plan(WORKSHOPS, "asto-desk", &[(3, Submit(Named("asto-pajat"))), (2, Acknowledge)]),
        plan(WORKSHOPS, "asumisyksikko", &[(1, Submit(Named("asto-pajat")))]),
        plan(WORKSHOPS, "asto-desk", &[(21, Submit(Named("asto-pajat"))), (20, Accept)]),
        plan(RELEASE, "rikosseuraamus", &[
            (6, Submit(Ranked)), (5, Accept),
            (2, HandBack(HandBackReason::ClientDeclined, "Muutti mielensä, kysytään myöhemmin uudelleen.")),
        ]),
        plan(ONESELF, "asto-desk", &[
            (60, Submit(Ranked)), (59, Accept), (57, Reached), (55, Declined), (54, Close(CloseReason::ClientDeclined)),
        ]),
        // In a language that nobody there works in yet.
        Plan { person: Speaking("so"), ..plan(ONESELF, "asto-desk", &[(1, Submit(Nobody))]) },
    ]
};
