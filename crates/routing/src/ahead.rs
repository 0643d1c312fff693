//! What a place in each programme costs others: the days that whoever waits, and whoever is expected by those
//! who came lately, would wait longer if it were taken. Looked ahead once a day.
//!
//! It is the forecast that `luotsi simulate` measures, told in the words of a network: who may go where is asked
//! of the same rules as in [`rank`](crate::rank()). Nothing is drawn by chance, so the same day has the same
//! prices wherever it is worked out.

use std::collections::BTreeMap;

use jiff::{ToSpan, civil::Date};
use luotsi_domain::id::ProgrammeId;

use crate::{
    days::{rooms, way_at, weight},
    foreseen::whole,
    outlook::{Asks, Coming, Forecast, Place, Room, USUAL_LOAD, Weights, real},
    prepared::Prepared,
    question::CapacityNow,
    rules::Known,
    situation::{Situation, Somebody, weights},
};

#[cfg(test)]
mod tests;

/// A network's demand on one day.
#[derive(Debug, Clone, Copy)]
pub struct Demand<'a> {
    /// Those who wait for a place.
    pub waiting: &'a [Somebody],
    /// Those who came lately, the latest last. Whoever is expected is like one of them.
    pub lately: &'a [Somebody],
    /// How many come a day.
    pub a_day: f64,
    /// For each programme, since how many days each of those has been there of whom that is known.
    pub since: &'a BTreeMap<ProgrammeId, Vec<f64>>,
}

/// Of how many who are expected in all it is reckoned. Where more are, each stands for several.
const MOST_EXPECTED: f64 = 600.0;
/// Programmes among which each of them chooses: those that would be asked first. Of hundreds alike, more
/// would make no difference but to the time it takes.
const FEW: usize = 24;

/// The price of a place in each programme, in hundredths of a day. What `situation` expects of the
/// programmes is without prices, or they have no influence.
#[must_use]
pub fn look_ahead(situation: Situation<'_>, demand: &Demand<'_>) -> BTreeMap<ProgrammeId, u32> {
    // Whoever is expected may come after a pause, or once a programme has begun. When that is, the places know.
    let open: BTreeMap<ProgrammeId, CapacityNow> = situation
        .capacity
        .iter()
        .map(|(id, now)| (id.clone(), without_pause(*now)))
        .collect();
    let open = Situation {
        capacity: &open,
        ..situation
    };
    let weights = weights(situation.definition);
    let prepared = Prepared::within(open, weights.weeks);
    let programmes = prepared.programmes();
    let places: Vec<Place> = programmes
        .iter()
        .map(|known| place(situation, known, demand.since))
        .collect();
    let stays: Vec<f64> = programmes.iter().map(Known::stay_days).collect();
    let asks = |somebody| asks(&prepared, open, somebody, &weights);
    let waiting: Vec<Asks> = demand.waiting.iter().map(asks).collect();
    let lately: Vec<Asks> = demand.lately.iter().map(asks).collect();
    let reckoned = demand.a_day.min(MOST_EXPECTED / weights.days_ahead());
    let coming = Coming {
        today: 0.0,
        a_day: reckoned,
        each: if reckoned > 0.0 {
            demand.a_day / reckoned
        } else {
            1.0
        },
        until: f64::INFINITY,
        known: lately.len(),
    };
    let mut forecast = Forecast::new(weights, programmes.len());
    forecast.settle(&coming, &places, &stays, &waiting, |who| {
        lately.get(who).cloned().unwrap_or_default()
    });
    let prices = programmes.iter().zip(forecast.prices());
    prices
        .map(|(known, price)| (known.programme.id.clone(), whole(price * 100.0)))
        .collect()
}

/// How somebody would ask: the few that would be first, with the days that asking each of them takes.
fn asks<'a>(prepared: &Prepared<'a>, open: Situation<'a>, somebody: &'a Somebody, weights: &Weights) -> Asks {
    let mut days: Vec<(usize, f64)> = prepared
        .fitting(open.question(somebody))
        .map(|(at, case)| {
            let way = way_at(&case, Some(USUAL_LOAD));
            (at, weights.asking(&way.expected, way.fit))
        })
        .collect();
    days.sort_by(|(at, days), (other, than)| days.total_cmp(than).then(at.cmp(other)));
    days.truncate(FEW);
    Asks {
        weight: weight(&somebody.facts),
        days,
    }
}

fn without_pause(now: CapacityNow) -> CapacityNow {
    CapacityNow {
        paused_from: None,
        paused_until: None,
        nobody_until: None,
        ..now
    }
}

fn place(situation: Situation<'_>, known: &Known<'_>, since: &BTreeMap<ProgrammeId, Vec<f64>>) -> Place {
    let (today, capacity, id) = (situation.today, &known.capacity, &known.programme.id);
    let days_to = |day: Date| f64::from(today.until(day).map_or(0, |span| span.get_days()));
    let days_after = |last: Date| days_to(last.saturating_add(1.day()));
    // A month's new ones are counted by week where places at once are not.
    let room = rooms(capacity, today).next().unwrap_or(Room::Unlimited);
    let since = since.get(id).cloned().unwrap_or_default();
    let unknown = f64::from(capacity.used) - real(since.len());
    let paused = situation.capacity.get(id).filter(|now| now.has_pause());
    let pause = paused.map(|now| {
        let from = now.paused_from.map_or(f64::NEG_INFINITY, days_to);
        (from, now.paused_until.map_or(f64::INFINITY, days_after))
    });
    Place {
        room,
        free: capacity.free().unwrap_or(u32::MAX),
        begins: days_to(known.programme.valid_from).max(0.0),
        ends: known.programme.valid_to.map_or(f64::INFINITY, days_after),
        pauses: pause.into_iter().collect(),
        since,
        from_before: (unknown.max(0.0), 0.0),
    }
}
