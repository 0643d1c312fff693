//! One that stands still, as lines that need no opening.

use luotsi_domain::referral::{
    Comes,
    words::{Action, Nudge, Status},
};
use luotsi_i18n::Arg;
use luotsi_service::board::overview::{Still, Why};

use crate::pages::{frame::Frame, words::Speech};

/// A card of the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Card {
    pub id: String,
    pub version: u64,
    pub reference: String,
    pub status: String,
    pub how_long: String,
    pub turn: String,
    pub step: String,
    pub by: String,
    pub why: String,
    pub next: String,
    pub places: bool,
    pub asks: bool,
}

/// The card of one that stands still.
pub(super) fn card(still: &Still, speech: Speech<'_>, f: &Frame) -> Card {
    let referral = &still.referral;
    let due = referral.due();
    let today = f.visitor.as_ref().map(super::super::visitor::Visitor::today);
    let zone = f.visitor.as_ref().map(|visitor| visitor.zone.clone());
    let days = due.zip(today.zip(zone)).map_or(0, |(due, (today, zone))| {
        let was = due.at.to_zoned(zone).date();
        was.until(today).map_or(0, |span| span.get_days())
    });
    Card {
        id: referral.id.to_string(),
        version: referral.version,
        reference: referral.reference.clone(),
        status: status(still, speech, f),
        how_long: f.ta("board-late", &[("days", days.into())]),
        turn: turn(still, speech, f),
        step: due.map_or_else(String::new, |due| f.word("due", due.what.as_str())),
        by: due.map_or_else(String::new, |due| f.moment(&due.at)),
        why: why(still, speech, f),
        next: next(still, speech, f),
        places: still.actions.contains(&Action::Place),
        asks: still.actions.contains(&Action::AskDesk) && !still.desk_asked,
    }
}

fn status(still: &Still, speech: Speech<'_>, f: &Frame) -> String {
    let status = still.referral.status();
    let programme = still.referral.programme();
    let (organisation, programme) = programme.map_or_else(Default::default, |(programme, organisation)| {
        (
            speech.organisation(organisation.as_str()),
            speech.programme(programme.as_str()),
        )
    });
    let desk = speech.desk("desk-in");
    let args = [
        ("organisation", Arg::from(&organisation)),
        ("desk_in", Arg::from(&desk)),
        ("reason", Arg::from("")),
    ];
    let said = luotsi_i18n::text(f.language, &format!("status-{status}"), &args);
    match (status, programme.is_empty()) {
        (_, true) => said,
        (Status::Offered, false) => format!("{said}, {programme}"),
        (_, false) => format!("{said} · {organisation}, {programme}"),
    }
}

fn turn(still: &Still, speech: Speech<'_>, f: &Frame) -> String {
    let who = speech.holder(&still.holder);
    let home = still
        .referral
        .programme()
        .map(|(_, organisation)| speech.organisation(organisation.as_str()))
        .filter(|_| still.holder.kind == "worker");
    let who = home.map_or(who.clone(), |home| format!("{who}, {home}"));
    if still.holder.kind == "coordinator" {
        f.ta("board-your-turn", &[("who", (&who).into())])
    } else {
        who
    }
}

fn why(still: &Still, speech: Speech<'_>, f: &Frame) -> String {
    match &still.why {
        Why::NotDone => {
            let due = still.referral.due().map_or("none", |due| due.what.as_str());
            f.word("board_why", due)
        }
        Why::NobodyFits => f.t("board-why-nobody"),
        Why::Full(programme) => f.ta(
            "board-why-full",
            &[("programme", speech.programme(programme).as_str().into())],
        ),
        Why::NotReached(times) => f.ta("board-why-tries", &[("times", (*times).into())]),
        Why::CameBack(reason) => {
            let reason = luotsi_i18n::inside(&f.word("returned", reason));
            f.ta("board-why-back", &[("reason", (&reason).into())])
        }
        Why::Away => f.t("board-why-away"),
    }
}

fn next(still: &Still, speech: Speech<'_>, f: &Frame) -> String {
    let asked = still.desk_asked.then(|| {
        let desk = speech.desk("desk-to");
        f.ta("board-next-asked", &[("desk_to", (&desk).into())])
    });
    let comes = still.next.map(|(at, comes)| {
        let when = f.moment(&at);
        let when = Arg::from(&when);
        match comes {
            Comes::AsksNext => {
                let then = still.referral.then.first();
                let then = then.map_or_else(String::new, |then| speech.programme(then.as_str()));
                f.ta(
                    "board-next-asks",
                    &[("when", when), ("programme", (&then).into())],
                )
            }
            Comes::GoesBack => {
                let into = speech.desk("desk-into");
                f.ta(
                    "board-next-back",
                    &[("when", when), ("desk_into", (&into).into())],
                )
            }
            Comes::StaysThere => f.ta("board-next-stays", &[("when", when)]),
            Comes::ProgrammeEnds => f.ta("board-next-ends", &[("when", when)]),
            Comes::Tells(Nudge::Holder) => f.ta("board-next-holder", &[("when", when)]),
            Comes::Tells(Nudge::Coordinator) => f.ta("board-next-you", &[("when", when)]),
            Comes::Tells(Nudge::Desk) => {
                let desk = speech.desk("desk-to");
                f.ta("board-next-desk", &[("when", when), ("desk_to", (&desk).into())])
            }
        }
    });
    let said: Vec<String> = asked.into_iter().chain(comes).collect();
    if said.is_empty() {
        f.t("board-next-nothing")
    } else {
        said.join(" ")
    }
}
