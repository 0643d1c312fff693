//! References that can be read out: `HKI-7K3M-Q`, with a check character; and drawing one that is free.

use luotsi_domain::{
    access::Actor,
    referral::{Submission, submit, words::Status},
};
use luotsi_store::Tx;

use crate::{
    Network, Service,
    error::{Error, Result, Standing, refused},
    step::Step,
    submit::Person,
};

/// Draws of a reference before giving up; at half a million open references all of these clash once in 256.
pub(crate) const DRAWS: u32 = 8;

/// Letters and digits that are not mistaken for one another when read out.
const SPEAKABLE: &[u8; 32] = b"23456789ABCDEFGHJKLMNPQRSTUVWXYZ";

/// Check characters: a prime number of them, so that every wrong or swapped character shows.
const CHECKS: usize = 31;

impl Service {
    /// Draws references until one is free, and writes the referral down under it.
    pub(crate) async fn begin_under_a_reference(
        &self,
        tx: &mut Tx,
        actor: &Actor,
        person: &Person,
        submission: &mut Submission,
        step: &Step<'_>,
    ) -> Result<()> {
        let context = step.network.context(actor, step.now);
        for _ in 0..DRAWS {
            // A draft's reference goes on with her, unless somebody else drew it meanwhile.
            let drawn = std::mem::take(&mut submission.submitted.reference);
            submission.submitted.reference = if drawn.is_empty() {
                self.draw_reference(step.network)
            } else {
                drawn
            };
            let nowhere = || Standing {
                status: Some(Status::Waiting),
                actions: Vec::new(),
            };
            let events = submit(submission, &context).map_err(|refusal| refused(&refusal, nowhere))?;
            if self
                .begin(tx, person.id, &person.key, events, step)
                .await?
                .is_some()
            {
                return Ok(());
            }
            submission.submitted.reference.clear();
        }
        Err(Error::Store(luotsi_store::Error::Busy))
    }

    /// A reference of the network; it may be taken.
    pub(crate) fn draw_reference(&self, network: &Network) -> String {
        of(&network.definition.reference_prefix, &self.ids.bytes())
    }
}

/// The reference of a prefix and some chance.
fn of(prefix: &str, chance: &[u8; 16]) -> String {
    let body: String = chance[..4]
        .iter()
        .map(|byte| char::from(SPEAKABLE[usize::from(byte % 32)]))
        .collect();
    let check = check_character(&body);
    format!("{prefix}-{body}-{check}")
}

fn check_character(body: &str) -> char {
    let sum: usize = body
        .bytes()
        .enumerate()
        .map(|(position, byte)| {
            let value = SPEAKABLE.iter().position(|other| *other == byte).unwrap_or(0);
            (position + 2) * value
        })
        .sum();
    char::from(SPEAKABLE[sum % CHECKS])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reference_has_its_prefix_and_a_check_character() {
        assert_eq!(of("HKI", &[0; 16]), "HKI-2222-2");
        assert_eq!(
            of("TRE", &[1, 2, 3, 4, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]).len(),
            10
        );
    }

    #[test]
    fn a_wrong_and_a_swapped_character_show() {
        let right = check_character("7K3M");
        for wrong in ["7K3N", "8K3M", "7L3M", "K73M", "73KM", "7KM3"] {
            assert_ne!(check_character(wrong), right, "{wrong}");
        }
    }
}
