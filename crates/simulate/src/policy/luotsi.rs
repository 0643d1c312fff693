//! The service's own policy: what a scenario has, put into the words of `luotsi_routing::outlook`.
//!
//! Estimates, forecast, sum and matching are the service's. What a scenario does not carry (age, permission,
//! absences) is absent. What is weighed by how much is told in `crates/README.md`, where the two differ.

use std::collections::BTreeMap;

use luotsi_routing::outlook::{
    Answer, Asked, Asks, Coming, Expected, Experience, Forecast, Habits, Person, Place, Room, USUAL_LOAD,
    Way, Weights, propose, weigh,
};
use serde_json::{Value, json};

use super::Policy;
use crate::{
    fit::{eligible, fit},
    people::Pair,
    scenario::{DAY, WEEK},
    view::View,
    world::{Illegal, Offer, Outcome},
};

/// Days of waiting before the first answers tell, by priority.
const USUAL_DAYS: [f64; 3] = [2.0, 4.0, 8.0];
/// How much one more of them counts.
const ONE_MORE: f64 = 0.05;
/// Whoever ends within a week is not counted on as another way.
const ENDING_DAYS: f64 = 7.0;
/// The share of a working week that is over by Friday afternoon.
const WORKING_DAYS: f64 = 4.6;
/// Times that free places are matched anew in one go: who got none may fit what was left.
const PASSES: usize = 4;
/// How often estimates of those who came before are made anew, in days.
const STALE_DAYS: i64 = 5;
/// History has no silence; an answer that took this long was none in time.
const SILENCE_MINUTES: i64 = 5760;

/// Somebody known: from last year, or who has come since.
#[derive(Debug)]
struct Known {
    priority: u8,
    needs: Vec<u16>,
    pairs: Vec<Pair>,
    /// As of that day.
    day: Option<i64>,
    expected: Vec<Expected>,
    asks: Asks,
}

#[derive(Debug)]
pub(super) struct Luotsi {
    weights: Weights,
    needs: BTreeMap<String, u16>,
    experience: Experience,
    forecast: Forecast,
    known: Vec<Known>,
    /// Each referral that has come, among the known.
    people: BTreeMap<usize, usize>,
    arrivals: Vec<i64>,
    /// Since which minute whom each programme has.
    in_support: Vec<BTreeMap<usize, i64>>,
    from_before: Vec<i64>,
    usual: [f64; 3],
    day: Option<i64>,
    explanations: Vec<Value>,
}

impl Luotsi {
    pub fn new(weights: Weights) -> Self {
        Self {
            weights,
            needs: BTreeMap::new(),
            experience: Experience::new([]),
            forecast: Forecast::new(weights, 0),
            known: Vec::new(),
            people: BTreeMap::new(),
            arrivals: Vec::new(),
            in_support: Vec::new(),
            from_before: Vec::new(),
            usual: USUAL_DAYS,
            day: None,
            explanations: Vec::new(),
        }
    }

    fn numbers(&mut self, needs: &[String]) -> Vec<u16> {
        let mut numbers = Vec::with_capacity(needs.len());
        for need in needs {
            let next = u16::try_from(self.needs.len()).unwrap_or(u16::MAX);
            numbers.push(*self.needs.entry(need.clone()).or_insert(next));
        }
        numbers
    }

    fn know(&mut self, priority: u8, needs: Vec<u16>, pairs: Vec<Pair>) {
        self.known.push(Known {
            priority,
            needs,
            pairs,
            day: None,
            expected: Vec::new(),
            asks: Asks::default(),
        });
    }

    fn learn_from_last_year(&mut self, view: &View<'_, '_>) {
        let programmes = view.programmes();
        let numbered = programmes.iter().enumerate();
        let index: BTreeMap<&str, usize> = numbered.map(|(at, one)| (one.id.as_str(), at)).collect();
        let areas: BTreeMap<&str, _> = view.areas().iter().map(|area| (area.id.as_str(), area)).collect();
        for earlier in view.history() {
            let asked = index.get(earlier.programme.as_str());
            let (Some(&programme), Some(area)) = (asked, areas.get(earlier.area.as_str())) else {
                continue;
            };
            let fit_with = |at: usize| fit(&earlier.needs, &earlier.wishes, area, &programmes[at]);
            let needs = self.numbers(&earlier.needs);
            let asked = Asked {
                programme,
                fit: per_mille(fit_with(programme)),
                needs: &needs,
            };
            let answer = if earlier.accepted { Answer::Yes } else { Answer::No };
            if earlier.ack_minutes >= SILENCE_MINUTES {
                self.experience.learn(&asked, Answer::Silent, None, None);
                self.experience.learn(&asked, answer, None, None);
            } else {
                self.experience
                    .learn(&asked, answer, None, Some(days(earlier.ack_minutes)));
            }
            let stay = earlier.duration_days.map(|stay| days(stay * DAY));
            let contact = earlier.first_contact_minutes.map(days);
            self.experience.learn_stay(programme, contact, stay);
            let may_take = |at: &usize| {
                eligible(
                    &earlier.area,
                    &earlier.language,
                    &earlier.needs[0],
                    &programmes[*at],
                )
            };
            let pairs = (0..programmes.len()).filter(may_take).map(|programme| Pair {
                programme,
                fit: fit_with(programme),
                distance_m: 0,
            });
            self.know(earlier.priority, needs, pairs.collect());
        }
        self.experience.settle();
    }

    /// How a programme stands; who is there, only where it is asked for.
    fn place(&self, view: &View<'_, '_>, programme: usize, with_people: bool) -> Place {
        let now = view.now();
        let one = &view.programmes()[programme];
        let room = match (view.slots(programme), one.weekly_intake) {
            (Some(slots), _) => Room::AtOnce {
                places: real(slots),
                taken: real(view.occupied(programme)),
                offered: real(view.held(programme)),
            },
            (None, intake) => Room::Each {
                intake: real(intake.unwrap_or(1)),
                taken: real(view.intake_used(programme)),
                days: 7.0,
                left: 7.0 * (1.0 - days(now % WEEK) / WORKING_DAYS).max(0.0),
            },
        };
        let free = if view.is_active(programme) {
            view.free(programme)
        } else {
            0
        };
        let mut place = Place {
            room,
            free: u32::try_from(free).unwrap_or(0),
            begins: days(one.starts_minute - now),
            ends: days(one.ends_minute - now),
            pauses: Vec::new(),
            since: Vec::new(),
            from_before: (real(self.from_before[programme]), days(now)),
        };
        if with_people {
            let pauses = view.announced_pauses(programme).iter();
            place.pauses = pauses
                .map(|(from, to)| (days(from - now), days(to - now)))
                .collect();
            let people = self.in_support[programme].values();
            place.since = people.map(|since| days(now - since)).collect();
        }
        place
    }

    /// What is expected of asking about somebody, as of today.
    fn refresh(&mut self, view: &View<'_, '_>, who: usize) {
        let today = view.now() / DAY;
        let lately = who + 400 >= self.known.len();
        let one = &self.known[who];
        if one
            .day
            .is_some_and(|day| day == today || (!lately && day > today - STALE_DAYS))
        {
            return;
        }
        let rules = view.rules();
        let patience = days(rules.offer_timeout_minutes.of(one.priority));
        let usual = self.experience.at_load(USUAL_LOAD);
        let mut expected = Vec::with_capacity(one.pairs.len());
        let mut asks = Asks {
            weight: real(rules.priority_weights.of(one.priority)),
            days: Vec::with_capacity(one.pairs.len()),
        };
        for pair in &one.pairs {
            let asked = Asked {
                programme: pair.programme,
                fit: per_mille(pair.fit),
                needs: &one.needs,
            };
            let of = self.experience.expect(&asked, patience);
            let usually = Expected {
                yes: of.yes * usual,
                ..of
            };
            asks.days
                .push((pair.programme, self.weights.asking(&usually, asked.fit)));
            expected.push(of);
        }
        let one = &mut self.known[who];
        one.day = Some(today);
        one.expected = expected;
        one.asks = asks;
    }

    fn look_ahead(&mut self, view: &View<'_, '_>) {
        self.experience.settle();
        let now = view.now();
        let waiting: Vec<Asks> = view
            .waiting()
            .into_iter()
            .map(|referral| {
                let who = self.people[&referral];
                self.refresh(view, who);
                let asks = &self.known[who].asks;
                let open = asks
                    .days
                    .iter()
                    .zip(view.barred(referral))
                    .filter(|(_, until)| **until <= now);
                Asks {
                    weight: asks.weight,
                    days: open.map(|(days, _)| *days).collect(),
                }
            })
            .collect();
        let lately = self
            .arrivals
            .iter()
            .rev()
            .take_while(|at| **at > now - 4 * WEEK)
            .count();
        let weeks = (days(now) / 7.0).min(4.0);
        let recent = f64::from(u32::try_from(lately).unwrap_or(u32::MAX));
        let coming = Coming {
            today: days(now),
            // What is declared counts as two weeks.
            a_day: (view.expected_per_week() * 2.0 + recent) / (2.0 + weeks) / 7.0,
            each: 1.0,
            until: days(view.clock().arrivals_end_minute),
            known: self.known.len(),
        };
        let places: Vec<Place> = (0..view.programmes().len())
            .map(|programme| self.place(view, programme, true))
            .collect();
        let mut forecast = std::mem::replace(&mut self.forecast, Forecast::new(self.weights, 0));
        let stay_days: Vec<f64> = (0..places.len())
            .map(|programme| self.experience.stay_days(programme))
            .collect();
        forecast.settle(&coming, &places, &stay_days, &waiting, |who| {
            self.refresh(view, who);
            self.known[who].asks.clone()
        });
        self.forecast = forecast;
    }

    /// Matches once; whether anybody was asked.
    fn decide_once(&mut self, view: &mut View<'_, '_>) -> Result<bool, Illegal> {
        let places: Vec<Place> = (0..view.programmes().len())
            .map(|programme| self.place(view, programme, false))
            .collect();
        if places.iter().all(|place| place.free == 0) {
            return Ok(false);
        }
        let waiting = view.waiting().len();
        let all = places.iter().map(Place::at_once).sum();
        let counts = self.weights.left_of_price(waiting, all);
        let standing: Vec<(f64, f64)> = places
            .iter()
            .enumerate()
            .map(|(programme, place)| {
                let price = counts * self.forecast.price_now(programme, place, &self.experience);
                (price, self.experience.at_load(place.load()))
            })
            .collect();
        let (mut referrals, mut people) = (Vec::new(), Vec::new());
        for referral in view.waiting() {
            let who = self.people[&referral];
            if self.known[who]
                .pairs
                .iter()
                .all(|pair| places[pair.programme].free == 0)
            {
                continue;
            }
            self.refresh(view, who);
            referrals.push(referral);
            people.push(self.person(view, referral, &places, &standing));
        }
        let free: Vec<u32> = places.iter().map(|place| place.free).collect();
        let mut any = false;
        let proposed = propose(&people, &free, &self.weights);
        for ((referral, person), programme) in referrals.iter().zip(&people).zip(proposed) {
            if let Some(programme) = programme {
                self.explain(view, *referral, person, programme, &free);
                view.offer(*referral, programme)?;
                any = true;
            }
        }
        Ok(any)
    }

    fn person(
        &self,
        view: &View<'_, '_>,
        referral: usize,
        places: &[Place],
        standing: &[(f64, f64)],
    ) -> Person {
        let now = view.now();
        let known = &self.known[self.people[&referral]];
        let arrival = view.referral(referral).map_or(now, |one| one.arrival_minute);
        let pairs = known.pairs.iter().zip(&known.expected).zip(view.barred(referral));
        let ways = pairs.map(|((pair, expected), until)| {
            let (price, at_load) = standing[pair.programme];
            let place = &places[pair.programme];
            Way {
                programme: pair.programme,
                expected: Expected {
                    yes: expected.yes * at_load,
                    ..*expected
                },
                fit: per_mille(pair.fit),
                price,
                now: *until <= now && place.free > 0,
                later: *until <= now && place.ends >= ENDING_DAYS,
            }
        });
        Person {
            weight: known.asks.weight,
            waited: days(now - arrival),
            usual: self.usual[usize::from(known.priority.clamp(1, 3)) - 1],
            ways: ways.collect(),
        }
    }

    /// What spoke for an offer, and against each other programme.
    fn explain(
        &mut self,
        view: &View<'_, '_>,
        referral: usize,
        person: &Person,
        chosen: usize,
        free: &[u32],
    ) {
        let programmes = view.programmes();
        let terms = weigh(person, &self.weights);
        let days_of = |x: f64| (x * 100.0).round() / 100.0;
        let total = |programme: usize| {
            let one = terms.iter().find(|one| one.programme == programme);
            one.map_or(f64::INFINITY, luotsi_routing::outlook::Terms::total)
        };
        let others: Vec<Value> = person
            .ways
            .iter()
            .filter(|way| way.programme != chosen)
            .map(|way| {
                let id = &programmes[way.programme].id;
                let more = total(way.programme) - total(chosen);
                let reason = if !view.is_active(way.programme) {
                    "not_active"
                } else if !view.can_offer(referral, way.programme) {
                    "asked_before"
                } else if free[way.programme] == 0 {
                    "full"
                } else if more >= 0.0 {
                    "more_days"
                } else {
                    "needed_by_another"
                };
                json!({"programme": id, "reason": reason, "more_days": days_of(more)})
            })
            .collect();
        let Some(one) = terms.iter().find(|one| one.programme == chosen) else {
            return;
        };
        let row = json!({
            "minute": view.now(),
            "referral": view.referral(referral).map(|one| one.id.as_str()),
            "programme": programmes[chosen].id,
            "contact_days": days_of(one.contact),
            "refusal_days": days_of(one.refusal),
            "misfit_days": days_of(one.misfit),
            "price_days": days_of(one.price),
            "total_days": days_of(one.total()),
            "others": others,
        });
        self.explanations.push(row);
    }
}

impl Policy for Luotsi {
    fn begin(&mut self, view: &View<'_, '_>) {
        let mut declared = Vec::new();
        for programme in view.programmes() {
            let typical = programme.typical;
            let habits = Habits {
                accepts: real(typical.accept_pct) / 100.0,
                answer_days: days(typical.ack_minutes),
                contact_days: days(typical.first_contact_minutes),
                stay_days: real(typical.duration_days),
            };
            declared.push((habits, self.numbers(&programme.needs)));
        }
        let count = declared.len();
        self.experience = Experience::new(declared);
        self.learn_from_last_year(view);
        self.in_support = vec![BTreeMap::new(); count];
        self.from_before = (0..count).map(|programme| view.occupied(programme)).collect();
        self.forecast = Forecast::new(self.weights, count);
    }

    fn arrived(&mut self, view: &View<'_, '_>, referral: usize) {
        if let Some(one) = view.referral(referral) {
            let needs = self.numbers(&one.needs);
            self.people.insert(referral, self.known.len());
            self.arrivals.push(one.arrival_minute);
            self.know(one.priority, needs, view.pairs(referral).to_vec());
        }
    }

    fn answered(&mut self, view: &View<'_, '_>, offer: &Offer) {
        let answer = match offer.outcome {
            Outcome::Accepted => Answer::Yes,
            Outcome::Unsuitable => Answer::No,
            Outcome::Load => Answer::Busy,
            Outcome::Timeout => Answer::Silent,
            Outcome::Cancelled | Outcome::Closed | Outcome::Full => return,
        };
        let known = &self.known[self.people[&offer.referral]];
        let asked = known.pairs.iter().find(|pair| pair.programme == offer.programme);
        let Some(pair) = asked else { return };
        let asked = Asked {
            programme: offer.programme,
            fit: per_mille(pair.fit),
            needs: &known.needs,
        };
        let load = (real(offer.load_pct) / 100.0).min(1.0);
        let took = days(offer.at - offer.minute);
        self.experience.learn(&asked, answer, Some(load), Some(took));
        if answer == Answer::Yes {
            self.in_support[offer.programme].insert(offer.referral, offer.at);
            if let Some(one) = view.referral(offer.referral) {
                let usual = &mut self.usual[usize::from(one.priority.clamp(1, 3)) - 1];
                *usual += ONE_MORE * (days(offer.minute - one.arrival_minute) - *usual);
            }
        }
    }

    fn ended(&mut self, view: &View<'_, '_>, programme: usize, referral: Option<usize>) {
        match referral {
            None => self.from_before[programme] -= 1,
            Some(referral) => {
                if let Some(since) = self.in_support[programme].remove(&referral) {
                    let stay = days(view.now() - since);
                    self.experience.learn_stay(programme, None, Some(stay));
                }
            }
        }
    }

    fn decide(&mut self, view: &mut View<'_, '_>) -> Result<(), Illegal> {
        let today = view.now() / DAY;
        if self.day.replace(today) != Some(today) {
            self.look_ahead(view);
        }
        for _ in 0..PASSES {
            if !self.decide_once(view)? {
                break;
            }
        }
        Ok(())
    }

    fn explanations(&self) -> Vec<Value> {
        self.explanations.clone()
    }
}

fn days(minutes: i64) -> f64 {
    real(minutes) / real(DAY)
}

fn per_mille(fit: i64) -> f64 {
    real(fit) / 1000.0
}

#[expect(clippy::cast_precision_loss, reason = "minutes and counts are far below 2^53")]
fn real(value: i64) -> f64 {
    value as f64
}
