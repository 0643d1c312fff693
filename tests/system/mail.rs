//! Handing people over while a real mail server listens, for the tests of what it may do.

use std::collections::BTreeMap;

use jiff::SignedDuration;
use luotsi_tests::{Demo, Engine, MailServer, Received, Server};
use serde_json::Value;

use crate::handing::{Crowd, NETWORK, PARTNER, claim};

/// A Tuesday morning in Helsinki.
const START: &str = "2026-09-01T07:00:00Z";

/// How long after a fault everything has arrived.
pub(crate) const A_MINUTE: SignedDuration = SignedDuration::from_mins(1);

/// A demo without referrals that writes to a mail server.
pub(crate) fn demo(engine: Engine, mail: &MailServer) -> Server {
    let demo = Demo::new().empty().at(START.parse().unwrap()).on(engine);
    let server = demo.mails_to(mail).start();
    claim(&server, None);
    server
}

/// Hands these people over; each causes a letter to everybody at the partner.
pub(crate) fn hand_over(server: &Server, numbers: impl IntoIterator<Item = u32>) -> Vec<Value> {
    let crowd = Crowd::of(server);
    let advisor = server.client(server.people().advisor(NETWORK));
    let offered = |number| crowd.offered(&advisor, number);
    numbers.into_iter().map(offered).collect()
}

/// The addresses of those whom an offer is mailed to.
pub(crate) fn asked(server: &Server) -> Vec<String> {
    let people = server.people();
    let workers = people.at(NETWORK, PARTNER, "worker");
    let leads = people.at(NETWORK, PARTNER, "lead");
    workers
        .into_iter()
        .chain(leads)
        .map(|person| person.email.clone())
        .collect()
}

/// A referral's reference.
pub(crate) fn reference(referral: &Value) -> &str {
    referral["reference"].as_str().unwrap()
}

/// The letters about a referral.
pub(crate) fn about<'a>(letters: &'a [Received], referral: &Value) -> Vec<&'a Received> {
    letters
        .iter()
        .filter(|letter| letter.whole.contains(reference(referral)))
        .collect()
}

/// Checks that everybody who was asked about these people has exactly one letter about each, taken once;
/// but for `repeats` letters that the server took, and was handed again because nobody learnt that it had.
#[track_caller]
pub(crate) fn all_arrived(server: &Server, mail: &MailServer, referrals: &[Value], repeats: u32) {
    let letters = mail.received();
    let taken: Vec<Received> = letters.into_iter().filter(|letter| letter.taken).collect();
    for referral in referrals {
        let mut letters: BTreeMap<String, Vec<&str>> = BTreeMap::new();
        for letter in about(&taken, referral) {
            letters
                .entry(letter.to.clone())
                .or_default()
                .push(&letter.message_id);
        }
        for address in asked(server) {
            let ids = letters.entry(address).or_default();
            ids.dedup();
            assert_eq!(ids.len(), 1, "{ids:?} of {}", reference(referral));
        }
    }
    let doubles: u32 = mail.taken().values().map(|times| times - 1).sum();
    assert!(doubles <= repeats, "{doubles} letters were taken twice");
}

/// The dead letters, as the coordinator sees them.
pub(crate) fn dead_letters(server: &Server) -> Vec<Value> {
    let coordinator = server.client(server.people().coordinator(NETWORK));
    let board = coordinator.get(&format!("networks/{NETWORK}/board")).expect(200);
    board["dead_letters"].as_array().unwrap().clone()
}
