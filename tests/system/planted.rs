//! A protected person planted in every state: searched for in every answer of every route as everybody, in
//! letters, feed, metrics, logs and exports, and found exactly where one table says.

mod pages;
mod planting;
mod reading;
mod table;
mod vain;

use std::collections::{BTreeMap, BTreeSet};

use luotsi_tests::{Engine, Scratch, Server, on_both};

use self::planting::{Field, Relation};
use self::reading::Viewer;
use self::table::{Place, Search};
use crate::walk::{MONDAY, NETS, demo_at, instant};

/// Where she can be read, but for letters.
const ROUTES: &[Place] = &[
    Place::Referral,
    Place::Timeline,
    Place::Export,
    Place::List,
    Place::Search,
    Place::Draft,
];

/// A demo with protected persons in it, and everybody who looks.
struct Ground {
    demo: Server,
    field: Field,
    viewers: Vec<Viewer>,
    forms: BTreeMap<String, Vec<u8>>,
}

impl Ground {
    fn on(engine: Engine) -> Self {
        let demo = demo_at(MONDAY).on(engine).start();
        let forms = reading::forms(&demo);
        let mut field = Field::default();
        for net in NETS {
            planting::plant(&demo, net, &mut field);
        }
        demo.advance_to(instant("2026-11-27T07:00:00Z"));
        let viewers = reading::viewers(&demo);
        Self {
            demo,
            field,
            viewers,
            forms,
        }
    }

    /// Everything that those of some roles read, held against the table.
    fn is_read_by(&self, roles: &[&str], relations: &[Relation]) {
        let viewers: Vec<&Viewer> = self
            .viewers
            .iter()
            .filter(|viewer| roles.contains(&viewer.role.as_str()))
            .collect();
        for role in roles {
            assert!(viewers.iter().any(|viewer| viewer.role == *role), "no {role}");
        }
        let mut search = Search::of(&self.field);
        reading::read_everything(&mut search, &viewers, &self.forms);
        reading::ask_for_everybody(&mut search, &viewers);
        search.held(ROUTES, relations);
    }
}

on_both! {
    fn of_a_protected_person_the_desk_reads_who_submitted_her_and_nobody_else(engine: Engine) {
        Ground::on(engine).is_read_by(&["advisor"], &[Relation::Submitter]);
    }

    fn of_a_protected_person_partners_read_who_have_her_or_are_asked(engine: Engine) {
        Ground::on(engine).is_read_by(&["worker", "lead"], &[Relation::Carrier, Relation::Asked]);
    }

    fn of_a_protected_person_those_who_carry_nobody_read_nothing(engine: Engine) {
        let ground = Ground::on(engine);
        let roles: BTreeSet<&str> = ground.viewers.iter().map(|viewer| viewer.role.as_str()).collect();
        let others: Vec<&str> = roles.into_iter().filter(|role| !["advisor", "worker", "lead"].contains(role)).collect();
        ground.is_read_by(&others, &[]);
        let nobody = ground.viewers.last().expect("nobody looks last");
        let mut search = Search::of(&ground.field);
        for path in ["/demo/clock", "/metrics", "/healthz", "/readyz"] {
            search.answer(path, nobody, &nobody.client.get(path));
        }
        search.held(&[], &[]);
    }

    fn nothing_is_done_to_a_protected_person_by_whoever_may_not_know_of_her(engine: Engine) {
        let ground = Ground::on(engine);
        let mut search = Search::of(&ground.field);
        let posts = reading::paths(&ground.demo.anonymous(), "post");
        vain::do_everything_in_vain(&mut search, &ground.demo, &ground.viewers, &posts);
        search.held(&[], &[]);
    }

    fn letters_the_log_and_exports_have_nothing_of_a_protected_person(engine: Engine) {
        let ground = Ground::on(engine);
        let mut search = Search::of(&ground.field);
        let scratch = Scratch::new();
        vain::read_what_is_written(&mut search, &ground.demo, &scratch);
        search.held(&[Place::Letter], &[Relation::Submitter, Relation::Carrier, Relation::Asked]);
        vain::hand_over_again(&mut search, &ground.demo);
    }

    fn a_log_that_says_everything_has_nothing_of_a_protected_person(engine: Engine) {
        let mut ground = Ground::on(engine);
        assert!(ground.demo.stop().success());
        let mut search = Search::of(&ground.field);
        vain::log_everything(&mut search, &ground.demo, &Scratch::new());
        search.held(&[], &[]);
    }
}

#[test]
fn a_protected_person_stands_on_no_page_but_of_those_named() {
    let ground = Ground::on(Engine::Sqlite);
    let mut search = Search::of(&ground.field);
    pages::read_every_page(&mut search, &ground.demo);
    // Of a page on which many stand, and of drafts, the rooms are furnished by and by: what may stand there is
    // not yet asked for.
    search.held(
        &[Place::Page],
        &[Relation::Submitter, Relation::Carrier, Relation::Asked],
    );
}
