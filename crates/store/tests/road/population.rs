//! Referrals in every state, of every kind of person, from every side.

use luotsi_domain::{
    id::UserId,
    referral::{
        Choice, Command, Placement,
        event::Submitted,
        words::{CheckResult, ContactOutcome, HandBackReason, Status, WithdrawScope},
    },
};

use crate::{
    fixture::{
        DESK, OLLI, OTHER_DESK, OUTI, OWL_PHONE, OWL_VISITS, SANNI, SWAN_COMPANY, anna, choice, olli,
        other_advisor, outi, sami, sanni, sirpa,
    },
    walk::{Walk, contact, ended},
    world::{elsewhere, numbered, organisation},
};

fn begun(submitted: Submitted, choice: Choice) -> Walk {
    Walk::begun("2026-12-01 10:00", submitted, Placement::Offer(choice)).unwrap()
}

fn hand_back() -> Command {
    Command::HandBack {
        reason: HandBackReason::NotTargetGroup,
        next: None,
    }
}

fn transfer(to: Choice) -> Command {
    Command::Transfer { choice: to }
}

fn in_support(mut walk: Walk) -> Walk {
    walk.does(&olli(), &Command::Accept { worker: OLLI })
        .does(&olli(), &contact(ContactOutcome::Met));
    walk
}

fn stable(mut walk: Walk) -> Walk {
    walk.does(&olli(), &ended());
    while walk.status() == Status::FollowUp {
        let command = Command::RecordCheck {
            result: CheckResult::Stable,
            measures: None,
            voice: None,
            worry: None,
        };
        walk.now = walk.referral.due().unwrap().at;
        walk.does(&olli(), &command);
    }
    walk
}

/// Agreed with a worker, and with a deputy beside her.
fn agreed(programme: &str, worker: UserId, deputy: Option<UserId>) -> Choice {
    Choice {
        agreed_with: Some(worker),
        deputy,
        ..choice(programme, &[])
    }
}

/// Referrals in every state, of every kind of person, from every side.
pub fn population() -> Vec<Walk> {
    let mut walks = Vec::new();
    let mut number = 0;
    let mut next = || {
        number += 1;
        numbered(number)
    };
    let by_olli = |submitted| Submitted {
        submitter: OLLI,
        ..submitted
    };
    let hidden = |submitted| Submitted {
        protected: true,
        ..submitted
    };

    for (at_desk, submitter) in [(DESK, anna().user), (OTHER_DESK, other_advisor().user)] {
        let mut next = || Submitted {
            desk: organisation(at_desk),
            submitter,
            ..next()
        };
        let wait = Placement::Wait {
            waiting_for: Some(SWAN_COMPANY.into()),
            then: Vec::new(),
        };
        walks.push(Walk::begun("2026-12-01 10:00", next(), wait).unwrap());
        walks.push(begun(next(), choice(OWL_VISITS, &[])));
        walks.push(begun(next(), agreed(OWL_VISITS, OUTI, None)));
        let mut acknowledged = begun(next(), choice(SWAN_COMPANY, &[]));
        acknowledged.does(&sanni(), &Command::Acknowledge);
        walks.push(acknowledged);
        let mut accepted = begun(next(), choice(OWL_PHONE, &[]));
        accepted.does(&olli(), &Command::Accept { worker: OLLI });
        walks.push(accepted);
        walks.push(in_support(begun(next(), choice(OWL_VISITS, &[]))));
        let mut moving = in_support(begun(next(), choice(OWL_VISITS, &[])));
        moving.does(&olli(), &transfer(choice(SWAN_COMPANY, &[])));
        walks.push(moving.clone());
        let mut moved = in_support(begun(next(), choice(OWL_VISITS, &[])));
        moved
            .does(&olli(), &transfer(choice(SWAN_COMPANY, &[])))
            .does(&sanni(), &Command::Accept { worker: SANNI });
        walks.push(moved);
        let mut checked = in_support(begun(next(), choice(OWL_VISITS, &[])));
        checked.does(&olli(), &ended());
        walks.push(checked);
        walks.push(stable(in_support(begun(next(), choice(OWL_VISITS, &[])))));
        let mut returned = begun(next(), choice(OWL_VISITS, &[]));
        returned.does(&olli(), &hand_back());
        walks.push(returned);
        let mut expired = begun(next(), choice(OWL_VISITS, &[]));
        expired.clock_to("2026-12-31 16:00");
        walks.push(expired);
        let mut withdrawn = in_support(begun(next(), choice(OWL_VISITS, &[])));
        let all = Command::WithdrawConsent {
            scope: WithdrawScope::All,
        };
        withdrawn.does(&olli(), &all);
        walks.push(withdrawn);
    }

    // Brought in by a worker: for another partner, for nobody yet, for her own, and handed back there.
    walks.push(begun(by_olli(next()), choice(SWAN_COMPANY, &[])));
    let wait = Placement::Wait {
        waiting_for: None,
        then: Vec::new(),
    };
    walks.push(Walk::begun("2026-12-01 10:00", by_olli(next()), wait.clone()).unwrap());
    walks.push(begun(by_olli(next()), choice(OWL_PHONE, &[])));
    let mut asked = begun(by_olli(next()), choice(OWL_PHONE, &[]));
    asked.does(&outi(), &hand_back());
    walks.push(asked);

    // Protected persons.
    walks.push(Walk::begun("2026-12-01 10:00", hidden(next()), wait).unwrap());
    let pair = agreed(OWL_VISITS, OLLI, Some(OUTI));
    walks.push(begun(hidden(next()), pair.clone()));
    walks.push(in_support(begun(hidden(next()), pair.clone())));
    let mut moving = in_support(begun(hidden(next()), pair.clone()));
    moving.does(&olli(), &transfer(agreed(SWAN_COMPANY, SANNI, Some(sami().user))));
    walks.push(moving);
    let mut withdrawn = in_support(begun(hidden(next()), pair.clone()));
    let all = Command::WithdrawConsent {
        scope: WithdrawScope::All,
    };
    withdrawn.does(&olli(), &all);
    walks.push(withdrawn);
    walks.push(begun(
        by_olli(hidden(next())),
        agreed(SWAN_COMPANY, SANNI, Some(sirpa().user)),
    ));
    walks.push(stable(in_support(begun(hidden(next()), pair))));

    // Of another network, where an organisation has the same name.
    let mut foreign = begun(next(), choice(OWL_VISITS, &[]));
    foreign.referral.network = elsewhere();
    walks.push(foreign);
    walks
}
