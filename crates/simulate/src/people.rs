//! Everybody who comes: where she stands, and whom one may ask about her.

use std::collections::BTreeMap;

use crate::{
    fit::{distance_m, eligible, fit},
    scenario::{Referral, Scenario},
};

/// A referral and a programme that may be asked about it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pair {
    /// The programme's index.
    pub programme: usize,
    /// 0 to 1000.
    pub fit: i64,
    /// Whole metres.
    pub distance_m: i64,
}

/// Where somebody stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Status {
    /// Not yet come.
    NotArrived,
    /// Nobody is being asked.
    Waiting,
    /// Somebody is being asked.
    Offered,
    /// Somebody has taken her on.
    Accepted,
    /// She has gone.
    Withdrawn,
}

impl Status {
    /// As the result has it.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::NotArrived => "not_arrived",
            Self::Waiting => "waiting",
            Self::Offered => "offered",
            Self::Accepted => "accepted",
            Self::Withdrawn => "withdrawn",
        }
    }
}

/// How a referral stands.
#[derive(Debug, Clone)]
pub(crate) struct Progress {
    pub status: Status,
    /// The programmes that may be asked, in file order.
    pub pairs: Vec<Pair>,
    /// For each pair, before which minute it may not be asked again.
    pub barred: Vec<i64>,
    pub asked: Vec<bool>,
    /// The offer that is not answered yet, among all.
    pub outstanding: Option<usize>,
    pub accepted_at: Option<i64>,
    pub served_by: Option<usize>,
    pub contact: Option<i64>,
}

pub(crate) fn position_of(pairs: &[Pair], programme: usize) -> Option<usize> {
    pairs.binary_search_by_key(&programme, |pair| pair.programme).ok()
}

/// Everybody before she has come, with the programmes that may be asked about her.
pub(crate) fn everybody(scenario: &Scenario) -> Vec<Progress> {
    let areas: BTreeMap<&str, _> = scenario
        .areas
        .iter()
        .map(|area| (area.id.as_str(), area))
        .collect();
    let mut alike: BTreeMap<(&str, &str, &str), Vec<usize>> = BTreeMap::new();
    let one = |referral: &'_ Referral, programmes: &[usize]| {
        let pairs: Vec<Pair> = programmes
            .iter()
            .filter_map(|&programme| {
                let area = areas.get(referral.area.as_str())?;
                let there = &scenario.programmes[programme];
                Some(Pair {
                    programme,
                    fit: fit(&referral.needs, &referral.wishes, area, there),
                    distance_m: distance_m(area, there),
                })
            })
            .collect();
        Progress {
            status: Status::NotArrived,
            barred: vec![-1; pairs.len()],
            asked: vec![false; pairs.len()],
            pairs,
            outstanding: None,
            accepted_at: None,
            served_by: None,
            contact: None,
        }
    };
    let mut everybody = Vec::with_capacity(scenario.referrals.len());
    for referral in &scenario.referrals {
        let (area, language, need) = (&*referral.area, &*referral.language, &*referral.needs[0]);
        let programmes = alike.entry((area, language, need)).or_insert_with(|| {
            let all = scenario.programmes.iter().enumerate();
            all.filter(|(_, programme)| eligible(area, language, need, programme))
                .map(|(index, _)| index)
                .collect()
        });
        everybody.push(one(referral, programmes));
    }
    everybody
}
