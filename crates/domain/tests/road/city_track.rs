//! The authority's track beside the partner's, with its own clock.

use luotsi_domain::{
    handoff::{CityTrack, CityTrackKind},
    referral::{Command, Context, Placement, Refusal, Submission, submit},
};

use crate::{
    fixture::{DESK, OLLI, OWL_VISITS, anna, choice, days, definition, olli, submitted, wall},
    walk::{Walk, date},
};

#[test]
fn the_citys_track_runs_beside_from_the_submission_on() {
    let definition = definition();
    let days = days(&definition);
    let now = wall("2026-12-18 10:00");
    // Seven working days after Friday 18 December: 21, 22, 23, 28, 29, 30, 31. Started on the 16th: two less.
    for (kind, started_on, expected) in [
        (
            CityTrackKind::Assessment,
            None,
            "city_track · desk neuvonta · 2026-12-31 16:00",
        ),
        (
            CityTrackKind::Notification,
            Some("2026-12-16"),
            "city_track · desk neuvonta · 2026-12-29 16:00",
        ),
        (
            CityTrackKind::UrgentAssessment,
            None,
            "city_track · desk neuvonta · 2026-12-18 16:00",
        ),
    ] {
        let submission = Submission {
            submitted: submitted(),
            placement: Placement::Offer(choice(OWL_VISITS, &[])),
            city_track: Some(CityTrack {
                kind,
                started_on: started_on.map(date),
                notified_on: None,
            }),
        };
        let actor = anna();
        let context = Context {
            now,
            actor: &actor,
            definition: &definition,
            days: &days,
        };
        let events = submit(&submission, &context).unwrap();
        let mut walk = Walk::entered(&definition, &days, now, &actor, events);
        assert_eq!(walk.tasks(), [expected], "{kind}");
        walk.does(&olli(), &Command::Accept { worker: OLLI });
        assert_eq!(
            walk.tasks(),
            [expected],
            "a partner's referral never counts for the city"
        );
        assert!(walk.stands().starts_with("accepted · worker olli"));
    }
}

#[test]
fn another_kind_of_track_takes_the_place_of_the_one_that_ran() {
    let update = |kind, done| Command::UpdateCityTrack {
        kind,
        started_on: None,
        notified_on: None,
        done,
    };
    let mut walk = Walk::in_support();
    let refused = |pointer, code| Err(Refusal::Invalid { pointer, code });
    assert_eq!(
        walk.tries(&anna(), &update(None, false)),
        refused("/kind", "required")
    );
    assert_eq!(
        walk.tries(&anna(), &update(None, true)),
        refused("/done", "unchanged")
    );
    walk.at("2026-12-07 10:00")
        .does(&anna(), &update(Some(CityTrackKind::Assessment), false));
    assert_eq!(walk.tasks(), ["city_track · desk neuvonta · 2026-12-16 16:00"]);
    walk.does(&anna(), &update(Some(CityTrackKind::UrgentAssessment), false));
    assert_eq!(walk.tasks(), ["city_track · desk neuvonta · 2026-12-07 16:00"]);
    let kind = walk
        .referral
        .city_track
        .as_ref()
        .map(|track| (track.kind, track.done));
    assert_eq!(kind, Some((CityTrackKind::UrgentAssessment, false)));
    assert_eq!(walk.referral.tasks[0].holder.organisation.as_str(), DESK);
}
