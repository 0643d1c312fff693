//! For one person: what asking each programme would mean, in days. For all who wait: whom to ask now.

use super::{Gain, Weights, assign, experience::Expected};

/// A programme that might be asked about somebody.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Way {
    /// The programme.
    pub programme: usize,
    /// What is expected of asking it, as it stands now.
    pub expected: Expected,
    /// How well it fits, 0 to 1.
    pub fit: f64,
    /// What taking a place there counts for others, in weighted days.
    pub price: f64,
    /// It may be asked about her now.
    pub now: bool,
    /// It may be asked about her at all, now or later.
    pub later: bool,
}

/// Somebody who waits.
#[derive(Debug, Clone, PartialEq)]
pub struct Person {
    /// What a day of hers counts.
    pub weight: f64,
    /// For how many days she has waited.
    pub waited: f64,
    /// For how many days people of her priority usually wait until somebody takes them on.
    pub usual: f64,
    /// The programmes that might be asked.
    pub ways: Vec<Way>,
}

/// What asking a programme means, in days of hers. The sum is what programmes are compared by.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Terms {
    /// The programme.
    pub programme: usize,
    /// Days to the first contact, where it says yes.
    pub contact: f64,
    /// Days to be expected from a refusal.
    pub refusal: f64,
    /// What does not fit, in days.
    pub misfit: f64,
    /// Days that others are expected to wait if this place is taken, against a day of hers.
    pub price: f64,
}

impl Terms {
    /// All together.
    #[must_use]
    pub fn total(&self) -> f64 {
        self.contact + self.refusal + self.misfit + self.price
    }
}

impl Weights {
    /// What asking takes in days, without the price of the place.
    #[must_use]
    pub fn asking(&self, expected: &Expected, fit: f64) -> f64 {
        expected.answer_days + expected.contact_days + self.misfit(fit) + self.refusal(expected)
    }

    /// What does not fit, in days.
    #[must_use]
    pub fn misfit(&self, fit: f64) -> f64 {
        self.misfit_days * (1.0 - fit)
    }

    /// What asking a programme about somebody means of whom a day counts so much.
    #[must_use]
    pub fn terms(&self, way: &Way, weight: f64) -> Terms {
        Terms {
            programme: way.programme,
            contact: way.expected.answer_days + way.expected.contact_days,
            refusal: self.refusal(&way.expected),
            misfit: self.misfit(way.fit),
            price: way.price / weight,
        }
    }

    /// As many refusals as are to be expected before a yes.
    fn refusal(&self, expected: &Expected) -> f64 {
        let each = (expected.lost_days + self.again_days).min(self.refusal_days);
        (1.0 / expected.yes.max(1e-3) - 1.0) * each
    }
}

/// For each programme, what asking it about her would mean. In the order in which they are given.
#[must_use]
pub fn weigh(person: &Person, weights: &Weights) -> Vec<Terms> {
    let terms = |way: &Way| weights.terms(way, person.weight);
    person.ways.iter().map(terms).collect()
}

/// The most days that somebody is taken to lose who has nowhere else to go.
const NOWHERE_ELSE: f64 = 60.0;
/// Days that somebody waits at least, who is not asked about now.
const AT_LEAST: f64 = 1.0;
/// Serving one more person comes before everything else.
const SERVED: f64 = 1000.0;
/// Gains are compared in thousandths of a day.
const THOUSANDTHS: f64 = 1000.0;

/// Whom to ask now about each who waits; none where there is nobody, or others need the places more.
///
/// Most of all, as many as can be served are. Among them the urgent come first, then those who lose most if
/// they have to go elsewhere, and the longer somebody has waited the more she counts. `free` is how many
/// each programme may be asked about.
#[must_use]
pub fn propose(people: &[Person], free: &[u32], weights: &Weights) -> Vec<Option<usize>> {
    let wishes: Vec<Vec<Gain>> = people.iter().map(|person| gains(person, free, weights)).collect();
    let few: Vec<Vec<Gain>> = wishes.iter().map(|wish| best_few(wish)).collect();
    let mut proposed = assign(&few, free);
    let mut left = free.to_vec();
    for programme in proposed.iter().flatten() {
        left[*programme] = left[*programme].saturating_sub(1);
    }
    // Who got none of her best looks at all that is left.
    let rest: Vec<Vec<Gain>> = wishes
        .into_iter()
        .zip(&proposed)
        .map(|(wish, has)| {
            let open = |(programme, _): &Gain| has.is_none() && left[*programme] > 0;
            wish.into_iter().filter(open).collect()
        })
        .collect();
    for (programme, other) in proposed.iter_mut().zip(assign(&rest, &left)) {
        *programme = programme.or(other);
    }
    proposed
}

/// Of whom somebody's best are matched with everybody else's first: more hardly ever matter.
const FEW: usize = 10;

fn best_few(wish: &[Gain]) -> Vec<Gain> {
    let mut few = wish.to_vec();
    if few.len() > FEW {
        few.sort_by_key(|(programme, gain)| (std::cmp::Reverse(*gain), *programme));
        few.truncate(FEW);
        few.sort_unstable();
    }
    few
}

fn gains(person: &Person, free: &[u32], weights: &Weights) -> Vec<Gain> {
    let askable = |way: &Way| way.now && free.get(way.programme).is_some_and(|free| *free > 0);
    if !person.ways.iter().any(askable) {
        return Vec::new();
    }
    let costs: Vec<f64> = weigh(person, weights).iter().map(Terms::total).collect();
    // The two best elsewhere: for the best itself, the other is the alternative.
    let mut best = (f64::INFINITY, usize::MAX);
    let mut second = f64::INFINITY;
    for (at, (way, cost)) in person.ways.iter().zip(&costs).enumerate() {
        if way.later && *cost < best.0 {
            second = best.0;
            best = (*cost, at);
        } else if way.later && *cost < second {
            second = *cost;
        }
    }
    let wait = AT_LEAST + weights.elsewhere * person.usual;
    let ways = person.ways.iter().enumerate().filter(|(_, way)| askable(way));
    ways.map(|(at, way)| {
        let elsewhere = if best.1 == at { second } else { best.0 };
        let regret = (elsewhere + wait - costs[at]).min(NOWHERE_ELSE);
        let urgency = weights.priority_days + weights.waited * person.waited;
        let gain = SERVED + person.weight * (regret + urgency);
        (way.programme, whole(gain.max(0.001) * THOUSANDTHS))
    })
    .collect()
}

#[expect(
    clippy::cast_possible_truncation,
    reason = "thousandths of days are far below 2^63"
)]
fn whole(x: f64) -> i64 {
    x.round() as i64
}
