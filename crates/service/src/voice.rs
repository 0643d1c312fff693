//! The client's voice: counted where it is given, read in sums.

use std::collections::BTreeMap;

use jiff::{Timestamp, ToSpan, civil::Date};
use luotsi_domain::{
    access::Actor,
    id::NetworkId,
    referral::{
        Referral,
        event::{Event, Recorded},
        words::VoiceAnswer,
    },
};
use luotsi_store::{Tx, capacity::month, voice::VoiceCount};
use luotsi_wire::answer::{VoiceSum, VoiceSums, Voices, VoicesOf, VoicesOfMonth};

use crate::{
    Network, Service, boxed,
    error::{Error, Result},
    step::Step,
};

/// How many months are read back, the running one included.
const MONTHS: i32 = 12;
/// Fewer than so many are hidden outside the own organisation.
const FEWEST: i64 = 5;

impl Service {
    /// Counts what the client said with a step. Of protected persons nothing is counted: outside their own
    /// people they are two numbers and nothing else.
    pub(crate) async fn count_voices(
        &self,
        tx: &mut Tx,
        step: &Step<'_>,
        after: &Referral,
        recorded: &[Recorded],
    ) -> Result<()> {
        if after.protected {
            return Ok(());
        }
        for entry in recorded {
            let (Event::SupportEnded { voice, .. } | Event::Checked { voice, .. }) = &entry.event else {
                continue;
            };
            let (Some(voice), Some(by)) = (voice, &entry.by) else {
                continue;
            };
            let month = month(step.network.days.date_of(entry.at));
            for (question, answer) in voice.answers() {
                tx.count_voice(&after.network, &by.organisation, &month, question, answer)
                    .await?;
            }
        }
        Ok(())
    }

    /// What clients said over twelve months: a lead of her own organisation, the coordinator of all.
    ///
    /// # Errors
    /// `NotFound` in another network, `Forbidden` for everybody else.
    #[boxed]
    pub async fn voices(&self, actor: &Actor, network: &NetworkId, now: Timestamp) -> Result<Voices> {
        if actor.network != *network {
            return Err(Error::NotFound);
        }
        let own = actor.leads();
        if !own && !actor.is_coordinator() {
            return Err(Error::Forbidden);
        }
        let days = &self.network(network)?.days;
        let months = last_months(days.date_of(now));
        let (Some(from), Some(to)) = (months.first().cloned(), months.last().cloned()) else {
            return Err(Error::NotFound);
        };
        let organisation = own.then_some(&actor.organisation);
        let mut tx = self.store.read().await?;
        let counts = tx.voices(network, &from, &to, organisation).await?;
        let mut by_organisation: BTreeMap<String, Vec<VoiceCount>> = BTreeMap::new();
        for count in counts {
            by_organisation
                .entry(count.organisation.clone())
                .or_default()
                .push(count);
        }
        let organisations = by_organisation
            .into_iter()
            .map(|(organisation, counts)| sums_of(organisation, &counts, &months, own))
            .collect();
        Ok(Voices {
            from,
            to,
            organisations,
        })
    }
}

/// What clients said over twelve months, of whichever organisation, as everybody in the network may read it.
pub(crate) async fn of_network(tx: &mut Tx, network: &Network, now: Timestamp) -> Result<VoiceSums> {
    let months = last_months(network.days.date_of(now));
    let (Some(from), Some(to)) = (months.first(), months.last()) else {
        return Err(Error::NotFound);
    };
    let counts = tx.voices(&network.definition.network, from, to, None).await?;
    Ok(sums(&counts.iter().collect::<Vec<_>>(), false))
}

/// One organisation's sums. For others, single months are given only where nothing in them is hidden: a
/// hidden month could be found by taking the others from the year.
fn sums_of(organisation: String, counts: &[VoiceCount], months: &[String], own: bool) -> VoicesOf {
    let few = counts.iter().any(|count| count.times < FEWEST);
    let months = if few && !own { &[] } else { months };
    VoicesOf {
        organisation,
        year: sums(&counts.iter().collect::<Vec<_>>(), own),
        months: months
            .iter()
            .map(|month| VoicesOfMonth {
                month: month.clone(),
                sums: sums(
                    &counts
                        .iter()
                        .filter(|count| count.month == *month)
                        .collect::<Vec<_>>(),
                    own,
                ),
            })
            .collect(),
    }
}

fn sums(counts: &[&VoiceCount], own: bool) -> VoiceSums {
    let sum = |question: &str, answer: VoiceAnswer| {
        let of = counts
            .iter()
            .filter(|count| count.question == question && count.answer == answer.as_str());
        let times: i64 = of.map(|count| count.times).sum();
        (own || times >= FEWEST).then_some(times)
    };
    let question = |question: &str| VoiceSum {
        yes: sum(question, VoiceAnswer::Yes),
        partly: sum(question, VoiceAnswer::Partly),
        no: sum(question, VoiceAnswer::No),
    };
    VoiceSums {
        met_as_person: question("met_as_person"),
        taken_seriously: question("taken_seriously"),
        solutions_found: question("solutions_found"),
    }
}

/// The twelve months that end with that day's.
fn last_months(today: Date) -> Vec<String> {
    let first = today.first_of_month();
    (0..MONTHS)
        .rev()
        .map(|back| month(first.saturating_sub(back.months())))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn count(month: &str, answer: &str, times: i64) -> VoiceCount {
        VoiceCount {
            organisation: "huuhkaja".to_owned(),
            month: month.to_owned(),
            question: "met_as_person".to_owned(),
            answer: answer.to_owned(),
            times,
        }
    }

    #[test]
    fn twelve_months_end_with_the_running_one() {
        let months = last_months(jiff::civil::date(2027, 1, 31));
        assert_eq!(months.len(), 12);
        assert_eq!((months[0].as_str(), months[11].as_str()), ("2026-02", "2027-01"));
    }

    #[test]
    fn under_five_is_hidden_from_others_and_cannot_be_found_by_subtraction() {
        let months = ["2026-10".to_owned(), "2026-11".to_owned()];
        for (october, november, own, year, shown) in [
            (3, 2, true, Some(5), 2),
            (3, 2, false, Some(5), 0),
            (6, 4, false, Some(10), 0),
            (6, 5, false, Some(11), 2),
            (3, 1, false, None, 0),
        ] {
            let counts = [
                count("2026-10", "yes", october),
                count("2026-11", "yes", november),
            ];
            let of = sums_of("huuhkaja".to_owned(), &counts, &months, own);
            assert_eq!(of.year.met_as_person.yes, year);
            assert_eq!(of.months.len(), shown, "{october} and {november}");
            assert_eq!(
                of.year.met_as_person.no,
                own.then_some(0),
                "none is under five too"
            );
        }
    }
}
