//! One line is one line and one name one name, however they are written.
//!
//! What is folded here is hashed with a key and never stored. The folding decides who is *the same person*,
//! so it joins spellings of one thing and nothing else: no sounds, no guesses.

use luotsi_domain::network::Telephone;
use unicode_normalization::UnicodeNormalization;

/// Fewer digits are no line of somebody's own.
const SHORTEST_LINE: usize = 5;

/// A number inside the country as it is dialled there without the trunk prefix; of another country, with
/// `+` and its code. Nothing where there are too few digits.
pub(crate) fn phone(written: &str, telephone: &Telephone) -> Option<String> {
    let digits: String = written.chars().filter_map(digit).collect();
    let abroad = match (written.trim_start().starts_with('+'), digits.strip_prefix("00")) {
        (true, _) => Some(digits.as_str()),
        (false, rest) => rest,
    };
    let calling_code = telephone.calling_code.as_deref().unwrap_or_default();
    let inside = |number: &str| {
        let prefix = telephone.trunk_prefix.as_str();
        number.strip_prefix(prefix).unwrap_or(number).to_owned()
    };
    let folded = match abroad {
        // Without a calling code nothing tells this country's numbers from others: the last nine digits do.
        _ if calling_code.is_empty() => {
            let number = digits.trim_start_matches('0');
            number[number.len().saturating_sub(9)..].to_owned()
        }
        Some(number) => match number.strip_prefix(calling_code) {
            Some(own) => inside(own),
            None => format!("+{number}"),
        },
        None => inside(&digits),
    };
    (folded.len() >= SHORTEST_LINE).then_some(folded)
}

/// A digit as people write it: of the Latin, the Arabic and the Persian script.
fn digit(written: char) -> Option<char> {
    let value = match written {
        '0'..='9' => return Some(written),
        '\u{0660}'..='\u{0669}' => u32::from(written) - 0x0660,
        '\u{06F0}'..='\u{06F9}' => u32::from(written) - 0x06F0,
        _ => return None,
    };
    char::from_digit(value, 10)
}

/// Composed letters, small, words one space apart, hyphens as spaces. Of the Arabic script also without what
/// is left out at will: vowel marks, the stretching stroke, and what alef, yeh and teh marbuta carry.
pub(crate) fn name(written: &str) -> Option<String> {
    let composed: String = written.nfkc().collect();
    let small: String = composed
        .to_lowercase()
        .chars()
        .filter_map(letter)
        .nfkc()
        .collect();
    let folded = small.split_whitespace().collect::<Vec<_>>().join(" ");
    (!folded.is_empty()).then_some(folded)
}

fn letter(written: char) -> Option<char> {
    Some(match written {
        // Hyphens.
        '-' | '\u{2010}' | '\u{2011}' => ' ',
        // Marks without a shape: joiners, and those of direction. Tatweel; vowel marks and what stands with
        // them; the small alef above.
        '\u{200C}'..='\u{200F}' | '\u{061C}' | '\u{0640}' | '\u{064B}'..='\u{065F}' | '\u{0670}' => {
            return None;
        }
        // Alef with madda or hamza, and wasla.
        'آ' | 'أ' | 'إ' | 'ٱ' => 'ا',
        // Alef maksura and the Persian yeh; teh marbuta; the Persian kaf.
        'ى' | 'ی' => 'ي',
        'ة' => 'ه',
        'ک' => 'ك',
        other => other,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(calling_code: Option<&str>) -> Telephone {
        Telephone {
            calling_code: calling_code.map(str::to_owned),
            ..Telephone::default()
        }
    }

    #[test]
    fn one_line_is_one_line_however_it_is_written() {
        for (calling_code, line, spellings) in [
            (
                "358",
                "500000101",
                vec![
                    "+358 50 000 0101",
                    "050 000 0101",
                    "00358500000101",
                    "(050) 000-0101",
                    "+358 (0)50 000 0101",
                ],
            ),
            // A Helsinki line is shorter.
            (
                "358",
                "93101234",
                vec!["09 310 1234", "+358 9 310 1234", "00358 9 3101234"],
            ),
            // Cairo: a mobile is longer, a line of a house shorter; digits of the Arabic script.
            (
                "20",
                "1900000101",
                vec![
                    "+20 190 000 0101",
                    "0190 000 0101",
                    "0020 1900000101",
                    "٠١٩٠ ٠٠٠ ٠١٠١",
                    "+٢٠ ١٩٠ ٠٠٠ ٠١٠١",
                ],
            ),
            ("20", "223456789", vec!["02 2345 6789", "+20 2 2345 6789"]),
        ] {
            for spelling in spellings {
                let folded = phone(spelling, &of(Some(calling_code)));
                assert_eq!(folded.as_deref(), Some(line), "{spelling}");
            }
        }
    }

    #[test]
    fn another_countrys_line_is_another_line() {
        let finnish = of(Some("358"));
        assert_eq!(
            phone("+46 70 123 45 67", &finnish).as_deref(),
            Some("+46701234567")
        );
        assert_ne!(
            phone("+46 70 123 45 67", &finnish),
            phone("070 123 4567", &finnish)
        );
        assert_eq!(
            phone("0046 70 123 45 67", &finnish),
            phone("+46 70 123 45 67", &finnish)
        );
        assert_eq!(phone("112", &finnish), None);
    }

    #[test]
    fn without_a_calling_code_the_last_nine_digits_count() {
        for spelling in ["+358 50 000 0101", "050 000 0101", "00358500000101"] {
            assert_eq!(
                phone(spelling, &of(None)).as_deref(),
                Some("500000101"),
                "{spelling}"
            );
        }
        assert_eq!(phone("112", &of(None)), None);
    }

    #[test]
    fn a_country_without_a_trunk_prefix_keeps_its_zeros() {
        let italian = Telephone {
            calling_code: Some("39".to_owned()),
            trunk_prefix: String::new(),
        };
        assert_eq!(
            phone("06 1234 5678", &italian),
            phone("+39 06 1234 5678", &italian)
        );
        assert_eq!(phone("06 1234 5678", &italian).as_deref(), Some("0612345678"));
    }

    #[test]
    fn a_name_is_folded() {
        for (folded, spellings) in [
            (
                "sirkka liisa tammenlahti",
                vec![" Sirkka-Liisa  TAMMENLAHTI ", "Sirkka Liisa Tammenlahti"],
            ),
            // Composed, and letter and dots apart.
            (
                "väinö älä",
                vec![
                    "V\u{e4}in\u{f6} \u{c4}l\u{e4}",
                    "Va\u{308}ino\u{308} A\u{308}la\u{308}",
                ],
            ),
            (
                "امينه احمد",
                vec![
                    "أمينة أحمد",
                    "امينة احمد",
                    "أَمينَة أحمد",
                    "أميـــنة  أحمد",
                    "امينه\u{200f} احمد",
                    "ا\u{654}مينة أحمد",
                ],
            ),
            ("علي", vec!["علي", "على", "علی"]),
        ] {
            for spelling in spellings {
                assert_eq!(name(spelling).as_deref(), Some(folded), "{spelling}");
            }
        }
        assert_ne!(name("أحمد"), name("حامد"));
        assert_eq!(name("  "), None);
        assert_eq!(name("\u{640}"), None);
    }
}
