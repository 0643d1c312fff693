//! Everybody who waits and every place that is free, matched together.
//!
//! The most gain in all: successive longest augmenting paths, one person after the other, each moving
//! those before her to their next best place, or out, where the sum is better for it. What comes out
//! does not depend on the order, but for exact ties, which the order decides.

use std::{cmp::Reverse, collections::BinaryHeap};

/// A programme that may be asked about somebody, and what is gained by asking it now. More than 0.
pub type Gain = (usize, i64);

/// Whom each person is offered to; none where all her places serve others better.
///
/// `wishes` are the gains of each person by programme, `room` how many each programme may be asked about.
#[must_use]
pub fn assign(wishes: &[Vec<Gain>], room: &[u32]) -> Vec<Option<usize>> {
    let mut matching = Matching::new(wishes, room);
    // Who gains most first: those who come later then seldom move anybody, and are soon done with.
    let mut order: Vec<usize> = (0..wishes.len()).collect();
    order.sort_by_key(|person| Reverse(wishes[*person].iter().map(|(_, gain)| *gain).max()));
    for person in order {
        matching.add(person);
    }
    matching.of
}

struct Matching<'a> {
    wishes: &'a [Vec<Gain>],
    room: Vec<u32>,
    of: Vec<Option<usize>>,
    /// Who is matched with each programme, and for what gain.
    with: Vec<Vec<(usize, i64)>>,
    /// Prices that keep every reduced cost at or above 0.
    price: Vec<i64>,
    distance: Vec<i64>,
    /// From whom each programme was reached.
    from: Vec<usize>,
    done: Vec<bool>,
    touched: Vec<usize>,
}

/// Where a path ends.
enum End {
    /// At a programme with room.
    Room(usize),
    /// With this person left out.
    Out(usize),
}

impl<'a> Matching<'a> {
    fn new(wishes: &'a [Vec<Gain>], room: &[u32]) -> Self {
        let programmes = room.len();
        Self {
            wishes,
            room: room.to_vec(),
            of: vec![None; wishes.len()],
            with: vec![Vec::new(); programmes],
            price: vec![0; programmes],
            distance: vec![i64::MAX; programmes],
            from: vec![usize::MAX; programmes],
            done: vec![false; programmes],
            touched: Vec::new(),
        }
    }

    /// What a person has left of a gain when she pays the programme's price.
    fn net(&self, person: usize) -> impl Iterator<Item = Gain> + '_ {
        self.wishes[person]
            .iter()
            .map(|&(programme, gain)| (programme, gain - self.price[programme]))
    }

    /// Dijkstra over programmes. Lengths are what is lost against what each person has now.
    fn add(&mut self, person: usize) {
        let best = self.net(person).map(|(_, net)| net).max().unwrap_or(0).max(0);
        // She may stay out, at the loss of her best.
        let mut out = (best, End::Out(person));
        // Whatever is no nearer than an end that was seen is not looked at.
        let mut bound = best;
        let mut heap: BinaryHeap<Reverse<(i64, usize)>> = BinaryHeap::new();
        self.reach(person, best, &mut bound, &mut heap);
        let mut end = None;
        while let Some(Reverse((distance, programme))) = heap.pop() {
            if self.done[programme] || distance > self.distance[programme] {
                continue;
            }
            if distance >= out.0 {
                break;
            }
            self.done[programme] = true;
            if self.has_room(programme) {
                end = Some((distance, End::Room(programme)));
                break;
            }
            for position in 0..self.with[programme].len() {
                let (other, gain) = self.with[programme][position];
                let has = gain - self.price[programme];
                if distance + has < out.0 {
                    out = (distance + has, End::Out(other));
                    bound = bound.min(out.0);
                }
                self.reach(other, distance + has, &mut bound, &mut heap);
            }
        }
        let (length, end) = end.unwrap_or(out);
        // What was nearer than the end becomes dearer by the difference, so that nothing is shorter than 0.
        for programme in std::mem::take(&mut self.touched) {
            if self.distance[programme] < length {
                self.price[programme] += length - self.distance[programme];
            }
            self.distance[programme] = i64::MAX;
            self.done[programme] = false;
        }
        self.move_along(person, &end);
    }

    fn has_room(&self, programme: usize) -> bool {
        self.with[programme].len() < self.room[programme] as usize
    }

    /// Looks at all that a person might have instead; `has` is how far she is with what she has.
    fn reach(
        &mut self,
        person: usize,
        has: i64,
        bound: &mut i64,
        heap: &mut BinaryHeap<Reverse<(i64, usize)>>,
    ) {
        let wishes = self.wishes;
        for &(programme, gain) in &wishes[person] {
            let distance = has - (gain - self.price[programme]);
            if distance < *bound && distance < self.distance[programme] && !self.done[programme] {
                if self.distance[programme] == i64::MAX {
                    self.touched.push(programme);
                }
                self.distance[programme] = distance;
                self.from[programme] = person;
                if self.has_room(programme) {
                    // Just above it, so that this one itself is still looked at.
                    *bound = distance + 1;
                }
                heap.push(Reverse((distance, programme)));
            }
        }
    }

    fn gain(&self, person: usize, programme: usize) -> i64 {
        let wish = self.wishes[person].iter().find(|(one, _)| *one == programme);
        wish.map_or(0, |(_, gain)| *gain)
    }

    fn move_along(&mut self, newcomer: usize, end: &End) {
        let mut into = match *end {
            End::Room(programme) => programme,
            End::Out(person) => {
                let Some(left) = self.of[person].take() else {
                    return;
                };
                self.with[left].retain(|(one, _)| *one != person);
                left
            }
        };
        loop {
            let person = self.from[into];
            let left = self.of[person].replace(into);
            let gain = self.gain(person, into);
            self.with[into].push((person, gain));
            if person == newcomer {
                return;
            }
            let Some(left) = left else { return };
            self.with[left].retain(|(one, _)| *one != person);
            into = left;
        }
    }
}
