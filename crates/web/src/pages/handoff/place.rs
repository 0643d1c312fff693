//! Where somebody lives, as people say it: everyday names, names in another language, postal codes.
//!
//! A name that means one district chooses it. A name that means several, a name that only begins like one,
//! and a postal code choose nothing: they propose.

use std::collections::BTreeSet;

use luotsi_domain::network::{Definition, District};

/// What was found for a place as it was said.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Found {
    /// The district that the name means.
    pub district: Option<String>,
    /// Districts that it may be, the likelier first.
    pub proposed: Vec<String>,
}

/// Finds the districts of a place name and a postal code.
#[must_use]
pub fn find(definition: &Definition, name: Option<&str>, postal_code: Option<&str>) -> Found {
    let all = &definition.districts;
    let mut found = Found::default();
    if let Some(said) = name.map(folded).filter(|said| !said.is_empty()) {
        let own: Vec<&District> = all.iter().filter(|one| is_called(one, &said)).collect();
        let inside: Vec<&District> = all.iter().filter(|one| has_place(one, &said)).collect();
        let meant = if own.is_empty() { &inside } else { &own };
        match meant.as_slice() {
            [one] => found.district = Some(one.code.clone()),
            several => found.proposed.extend(several.iter().map(|one| one.code.clone())),
        }
        if meant.is_empty() {
            let like = all
                .iter()
                .filter(|one| names(one).any(|name| begins_like(&name, &said)));
            found.proposed.extend(like.map(|one| one.code.clone()));
        }
    }
    if let Some(code) = postal_code.map(folded).filter(|code| !code.is_empty()) {
        let of_code = |one: &&District| one.postal_codes.iter().any(|known| folded(known) == code);
        for district in all.iter().filter(of_code) {
            if found.district.as_deref() != Some(&district.code) && !found.proposed.contains(&district.code) {
                found.proposed.push(district.code.clone());
            }
        }
        // Of several that a name may mean, the ones of the postal code are the likelier.
        let likely: BTreeSet<&str> = all.iter().filter(of_code).map(|one| one.code.as_str()).collect();
        found.proposed.sort_by_key(|code| !likely.contains(code.as_str()));
    }
    found
}

/// Every name that the field proposes while somebody types.
#[must_use]
pub fn known(definition: &Definition) -> Vec<String> {
    let mut known = BTreeSet::new();
    for district in &definition.districts {
        known.extend(district.name.0.values().cloned());
        known.extend(district.places.iter().cloned());
    }
    known.into_iter().collect()
}

fn names(district: &District) -> impl Iterator<Item = String> {
    let own = district.name.0.values();
    own.chain(&district.places).map(|name| folded(name))
}

fn is_called(district: &District, said: &str) -> bool {
    district.name.0.values().any(|name| folded(name) == said)
}

fn has_place(district: &District, said: &str) -> bool {
    district.places.iter().any(|name| folded(name) == said)
}

/// *Malmilla* begins like *Malmi*: endings are bent at the end of a name, and long names are cut short.
fn begins_like(name: &str, said: &str) -> bool {
    let long_enough = |text: &str| text.chars().count() >= 4;
    (long_enough(name) && said.starts_with(name)) || (long_enough(said) && name.starts_with(said))
}

fn folded(text: &str) -> String {
    let spaced = text.replace(['-', '–'], " ").to_lowercase();
    spaced.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use luotsi_domain::network::{Definition, District, Words};

    use super::{Found, find};

    fn district(code: &str, fi: &str, sv: &str, places: &[&str], codes: &[&str]) -> District {
        let words = [("fi", fi), ("sv", sv)];
        let words = words.map(|(tag, name)| (tag.to_owned(), name.to_owned()));
        District {
            code: code.to_owned(),
            name: Words(BTreeMap::from(words)),
            centre: None,
            tile: None,
            postal_codes: codes.iter().map(ToString::to_string).collect(),
            places: places.iter().map(ToString::to_string).collect(),
        }
    }

    fn town() -> Definition {
        let text = include_str!("../../../../../tests/golden/networks/cairo-neighbours.json");
        let mut definition: Definition = serde_json::from_str(text).expect("a definition");
        definition.districts = vec![
            district("1", "Kallio", "Berghäll", &["Siltasaari", "Keskusta"], &["00530"]),
            district("2", "Malmi", "Malm", &["Ala-Malmi", "Keskusta"], &["00700"]),
            district("3", "Alppiharju", "Åshöjden", &["Vallila"], &["00530", "00550"]),
        ];
        definition
    }

    #[test]
    fn people_say_names_and_a_postal_code_only_proposes() {
        let town = town();
        let found = |district: Option<&str>, proposed: &[&str]| Found {
            district: district.map(str::to_owned),
            proposed: proposed.iter().map(ToString::to_string).collect(),
        };
        for (name, code, expected) in [
            (Some("Kallio"), None, found(Some("1"), &[])),
            (Some(" berghäll "), None, found(Some("1"), &[])),
            (Some("ala malmi"), None, found(Some("2"), &[])),
            (Some("Malmilla"), None, found(None, &["2"])),
            (Some("Keskusta"), None, found(None, &["1", "2"])),
            (Some("Keskusta"), Some("00700"), found(None, &["2", "1"])),
            (None, Some("00530"), found(None, &["1", "3"])),
            (Some("Vallila"), Some("00530"), found(Some("3"), &["1"])),
            (Some("Turku"), None, found(None, &[])),
            (None, None, found(None, &[])),
        ] {
            assert_eq!(find(&town, name, code), expected, "{name:?} {code:?}");
        }
    }
}
