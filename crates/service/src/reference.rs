//! References that can be read out: `HKI-7K3M-Q`, with a check character.

/// Letters and digits that are not mistaken for one another when read out.
const SPEAKABLE: &[u8; 32] = b"23456789ABCDEFGHJKLMNPQRSTUVWXYZ";

/// Check characters: a prime number of them, so that every wrong or swapped character shows.
const CHECKS: usize = 31;

/// The reference of a prefix and some chance.
pub(crate) fn of(prefix: &str, chance: &[u8; 16]) -> String {
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
