//! Power cuts and stops in the middle of work: what was answered is there.

use std::sync::Mutex;
use std::sync::atomic::{AtomicU32, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use luotsi_tests::{Client, Server, on_both, until};
use serde_json::Value;

use crate::handing::{Crowd, NETWORK, PROGRAMME, claim, demo, listed, path, standing};

/// Debug build, two busy cores: a release build is asked for two seconds.
const QUICKLY: Duration = Duration::from_secs(10);
const THREADS: u32 = 8;

on_both! {
    fn every_handoff_answered_before_a_power_cut_is_there_after_it(engine: Engine) {
        let mut server = demo(engine);
        let crowd = Crowd::of(&server);
        claim(&server, None);
        let mut answered: Vec<Value> = Vec::new();
        let next = AtomicU32::new(0);
        for round in 1..=4 {
            let enough = answered.len() + 12 * round;
            let before = answered.len();
            let answers = Mutex::new(answered);
            submit_until(&mut server, &crowd, &next, &answers, enough, Server::kill);
            answered = answers.into_inner().unwrap();
            assert!(answered.len() > before);

            let began = Instant::now();
            server.restart();
            assert!(began.elapsed() < QUICKLY, "ready after {:?}", began.elapsed());
            server.verify().expect(0);
            let advisor = server.client(server.people().advisor(NETWORK));
            for referral in &answered[before..] {
                let now = advisor.get(&path(referral)).expect(200);
                assert_eq!(now, *referral);
            }
            // Nobody is lost, and nobody holds a place whom no referral knows.
            let there = listed(&advisor, "");
            assert!(there.len() >= answered.len());
            let held = standing(&advisor, PROGRAMME);
            assert_eq!(held["reserved"].as_u64(), u64::try_from(there.len()).ok(), "{held}");
        }
    }

    fn asked_to_stop_it_answers_what_it_has_begun_and_ends_well(engine: Engine) {
        let mut server = demo(engine);
        let crowd = Crowd::of(&server);
        claim(&server, None);
        let next = AtomicU32::new(0);
        let answers = Mutex::new(Vec::new());
        submit_until(&mut server, &crowd, &next, &answers, 30, |server| {
            let began = Instant::now();
            let status = server.stop();
            assert_eq!(status.code(), Some(0), "{status}: {}", server.log());
            assert!(began.elapsed() < Duration::from_secs(10), "stopped after {:?}", began.elapsed());
        });
        let answered = answers.into_inner().unwrap();
        server.verify().expect(0);
        server.restart();
        let advisor = server.client(server.people().advisor(NETWORK));
        for referral in &answered {
            assert_eq!(advisor.get(&path(referral)).expect(200), *referral);
        }
        // It told everybody: nothing was stored for somebody who then heard nothing.
        assert_eq!(listed(&advisor, "").len(), answered.len());
    }
}

/// Hands people over from many threads; once `enough` are answered the service meets its `end`, in the
/// middle of the rest.
fn submit_until(
    server: &mut Server,
    crowd: &Crowd,
    next: &AtomicU32,
    answers: &Mutex<Vec<Value>>,
    enough: usize,
    end: impl FnOnce(&mut Server),
) {
    let advisor = server.client(server.people().advisor(NETWORK));
    thread::scope(|scope| {
        for _ in 0..THREADS {
            let advisor = advisor.clone();
            scope.spawn(move || {
                while let Some(referral) = hand_over(&advisor, crowd, next) {
                    answers.lock().unwrap().push(referral);
                }
            });
        }
        until(Duration::from_mins(1), "enough answers", || {
            (answers.lock().unwrap().len() >= enough).then_some(())
        });
        end(server);
    });
}

/// Hands the next person over; nothing once the service does not answer any more.
fn hand_over(advisor: &Client, crowd: &Crowd, next: &AtomicU32) -> Option<Value> {
    let number = next.fetch_add(1, Ordering::Relaxed);
    let answer = advisor
        .request("POST", &format!("networks/{NETWORK}/referrals"))
        .json(&crowd.submission(number))
        .try_send()
        .ok()?;
    Some(answer.expect(201))
}
