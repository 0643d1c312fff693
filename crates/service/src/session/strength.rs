//! What makes a password weak: its length, and whether it could be guessed; never what it is composed of.

use luotsi_store::password::Account;

/// As long as a password has to be that is all there is between a stranger and other people's lives (NIST
/// SP 800-63B-4, 3.1.1.2; OWASP ASVS 5, 6.2.1): three or four words, which is easier to remember than what
/// is shorter. A second factor may bring it down.
pub const SHORTEST: usize = 15;
/// Longer than any sentence that somebody types; long enough that nothing is ever cut off.
pub const LONGEST: usize = 256;
/// So much has to be left of a password without what anybody would guess first.
const LEFT: usize = 8;

/// What anybody would guess first. A list of the passwords that are chosen most often is made of little
/// else, once they have to be this long: these, rows of keys, counting, and the same again.
const GUESSED: &[&str] = &[
    "correcthorsebatterystaple",
    "administrator",
    "jalkapallo",
    "tervetuloa",
    "valkommen",
    "välkommen",
    "qwertyuiop",
    "asdfghjkl",
    "1q2w3e4r5t",
    "1qaz2wsx",
    "3edc4rfv",
    "zaq12wsx",
    "helsinki",
    "jääkiekko",
    "jaakiekko",
    "kirjaudu",
    "lösenord",
    "losenord",
    "passwort",
    "password",
    "salasana",
    "superman",
    "sunshine",
    "starwars",
    "football",
    "baseball",
    "princess",
    "trustno1",
    "iloveyou",
    "changeme",
    "computer",
    "internet",
    "finland",
    "vaihda",
    "vantaa",
    "zxcvbnm",
    "1q2w3e",
    "welcome",
    "letmein",
    "michael",
    "perkele",
    "qwerty",
    "azerty",
    "asdfgh",
    "dragon",
    "monkey",
    "shadow",
    "master",
    "luotsi",
    "secret",
    "winter",
    "summer",
    "spring",
    "autumn",
    "kesäkuu",
    "testi",
    "admin",
    "espoo",
    "hello",
    "suomi",
    "kissa",
    "koira",
    "talvi",
    "kevät",
    "syksy",
    "login",
    "moikka",
    "pass",
    "root",
    "sala",
    "sana",
    "kesä",
    "test",
    "user",
];

/// Why a password is weak.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WeakPassword {
    /// Shorter than [`SHORTEST`] characters.
    TooShort,
    /// Longer than [`LONGEST`] characters.
    TooLong,
    /// Little else than her name or address.
    OwnName,
    /// Little else than what many choose.
    Common,
}

impl WeakPassword {
    /// Every reason.
    pub const ALL: [Self; 4] = [Self::TooShort, Self::TooLong, Self::OwnName, Self::Common];

    /// The reason as a stable slug.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::TooShort => "too-short",
            Self::TooLong => "too-long",
            Self::OwnName => "own-name",
            Self::Common => "common",
        }
    }
}

/// Refuses a password that could be guessed of somebody.
pub(super) fn check(password: &str, account: &Account) -> Result<(), WeakPassword> {
    let length = password.chars().count();
    if length < SHORTEST {
        return Err(WeakPassword::TooShort);
    }
    if length > LONGEST {
        return Err(WeakPassword::TooLong);
    }
    let password = password.to_lowercase();
    let own = own_words(account);
    let mut rest = password.clone();
    for word in &own {
        rest = rest.replace(word, " ");
    }
    if is_little(&rest) && rest != password {
        return Err(WeakPassword::OwnName);
    }
    let rest: String = rest.split_whitespace().collect();
    for spelling in [rest.clone(), plain(&rest)] {
        let mut rest = spelling;
        for word in GUESSED {
            rest = rest.replace(word, " ");
        }
        if is_little(&rest) {
            return Err(WeakPassword::Common);
        }
    }
    Ok(())
}

/// The words of her name and address. Short ones stand in many words.
fn own_words(account: &Account) -> Vec<String> {
    let email = account.email.as_deref().unwrap_or_default();
    let mut words: Vec<String> = [account.name.as_str(), email]
        .iter()
        .flat_map(|text| text.split(|letter: char| !letter.is_alphanumeric()))
        .map(str::to_lowercase)
        .filter(|word| word.chars().count() >= 4)
        .collect();
    words.sort_by_key(|word| std::cmp::Reverse(word.len()));
    words
}

/// As if no letter had been replaced by a figure that looks like it.
fn plain(password: &str) -> String {
    password
        .chars()
        .map(|letter| match letter {
            '0' => 'o',
            '1' | '!' => 'i',
            '3' => 'e',
            '4' | '@' => 'a',
            '5' | '$' => 's',
            '7' => 't',
            other => other,
        })
        .collect()
}

/// Whether a text is little without counting, letters in a row and the same again.
fn is_little(text: &str) -> bool {
    let letters: Vec<char> = text.chars().filter(|letter| !letter.is_whitespace()).collect();
    let once = &letters[..period(&letters)];
    once.len() - in_rows(once) < LEFT
}

/// How many letters there are until they begin again.
fn period(letters: &[char]) -> usize {
    (1..letters.len())
        .find(|shift| {
            letters
                .iter()
                .zip(&letters[*shift..])
                .all(|(one, other)| one == other)
        })
        .unwrap_or(letters.len())
}

/// How many letters only follow from the one before: the same, the next or the last but it, three times or
/// more.
fn in_rows(letters: &[char]) -> usize {
    let steps: Vec<i64> = letters
        .windows(2)
        .map(|pair| i64::from(u32::from(pair[1])) - i64::from(u32::from(pair[0])))
        .collect();
    steps
        .chunk_by(|one, other| one == other)
        .filter(|run| run.len() >= 2 && run[0].abs() <= 1)
        .map(<[i64]>::len)
        .sum()
}

#[cfg(test)]
mod tests {
    use luotsi_domain::id::UserId;
    use luotsi_store::password::Account;

    use super::{LONGEST, WeakPassword, check};

    fn maija() -> Account {
        Account {
            user: UserId::new(uuid::Uuid::nil()),
            name: "Maija-Liisa Malliainen".to_owned(),
            email: Some("maija.malliainen@neuvonta.example".to_owned()),
            password: None,
        }
    }

    #[test]
    fn what_anybody_would_guess_is_refused_and_why() {
        let long = "x".repeat(LONGEST + 1);
        let cases = [
            ("", WeakPassword::TooShort),
            ("Tr0ub4dor&3!Aa", WeakPassword::TooShort),
            (long.as_str(), WeakPassword::TooLong),
            ("MaijaMalliainen1", WeakPassword::OwnName),
            ("maija.malliainen@neuvonta.example", WeakPassword::OwnName),
            ("Liisa Malliainen 1984", WeakPassword::OwnName),
            ("passwordpassword", WeakPassword::Common),
            ("P4ssw0rdP@$$w0rd", WeakPassword::Common),
            ("Salasana12345678", WeakPassword::Common),
            ("123456789012345", WeakPassword::Common),
            ("aaaaaaaaaaaaaaaaaaaa", WeakPassword::Common),
            ("abcabcabcabcabcabc", WeakPassword::Common),
            ("abcdefghijklmnop", WeakPassword::Common),
            ("987654321987654321", WeakPassword::Common),
            ("qwertyuiopasdfghjkl", WeakPassword::Common),
            ("1qaz2wsx3edc4rfv", WeakPassword::Common),
            ("kesä2026kesä2026", WeakPassword::Common),
            ("Tervetuloa Luotsi 2026", WeakPassword::Common),
            ("correct horse battery staple", WeakPassword::Common),
            ("               ", WeakPassword::Common),
        ];
        for (password, weak) in cases {
            assert_eq!(check(password, &maija()), Err(weak), "{password:?}");
        }
    }

    #[test]
    fn words_of_any_kind_are_taken_whatever_they_are_composed_of() {
        let emoji = "🌲 metsä 🐻 karhu 🍯 hunaja 🏔 tunturi 🌊 meri 🚣 vene 🌅 aamu 🔥";
        assert!(emoji.chars().count() < 64);
        let all_of_it = "ö".repeat(3) + &"metsäpolku ".repeat(23);
        for password in [
            "hiekka lyhty norsu",
            "vanhatorpanmäkitupa",
            "5f2c9e0b7d41a8363e90bd17",
            "onneksi talvi loppuu maaliskuussa",
            emoji,
            all_of_it.as_str(),
        ] {
            assert_eq!(check(password, &maija()), Ok(()), "{password:?}");
        }
    }
}
