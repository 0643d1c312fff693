//! Keys: what they open, what they do not, and what they never show.
#![expect(
    clippy::unwrap_used,
    reason = "what is set up here must stand before anything can be tested"
)]

use std::path::PathBuf;

use luotsi_store::KeyFault;
use luotsi_store::crypto::{MasterKey, PersonKey};
use proptest::prelude::*;

const PLACE: &str = "person/01890000-0000-7000-8000-000000000001/name";
const OTHER: &str = "person/01890000-0000-7000-8000-000000000002/name";

/// A directory of its own for each key file, removed afterwards.
struct Drawer(PathBuf);

impl Drawer {
    fn new(name: &str) -> Self {
        let path = std::env::temp_dir().join(format!("luotsi_test_keys_{}_{name}", std::process::id()));
        std::fs::create_dir(&path).unwrap();
        Self(path)
    }

    fn file(&self) -> PathBuf {
        self.0.join("master.key")
    }

    fn written(&self, text: &str) -> Result<MasterKey, KeyFault> {
        use std::io::Write as _;
        let _ = std::fs::remove_file(self.file());
        let mut options = std::fs::OpenOptions::new();
        options.write(true).create_new(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        options
            .open(self.file())
            .unwrap()
            .write_all(text.as_bytes())
            .unwrap();
        MasterKey::load(&self.file())
    }
}

impl Drop for Drawer {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

fn not_authentic<T>(outcome: &Result<T, KeyFault>) -> bool {
    matches!(outcome, Err(KeyFault::NotAuthentic))
}

#[test]
fn what_was_sealed_opens_with_its_key_in_its_place_and_nowhere_else() {
    let (person, stranger) = (PersonKey::generate().unwrap(), PersonKey::generate().unwrap());
    let sealed = person.seal(PLACE, "Aino Esimerkki".as_bytes()).unwrap();
    assert_eq!(
        person.open(PLACE, &sealed).unwrap().as_slice(),
        "Aino Esimerkki".as_bytes()
    );
    assert!(
        not_authentic(&person.open(OTHER, &sealed)),
        "opened in another row"
    );
    assert!(
        not_authentic(&stranger.open(PLACE, &sealed)),
        "opened by another key"
    );
    assert_ne!(
        sealed,
        person.seal(PLACE, "Aino Esimerkki".as_bytes()).unwrap(),
        "a nonce came twice"
    );

    let (master, other) = (MasterKey::ephemeral().unwrap(), MasterKey::ephemeral().unwrap());
    let sealed = master.seal(PLACE, b"note").unwrap();
    assert_eq!(master.open(PLACE, &sealed).unwrap().as_slice(), b"note");
    assert!(not_authentic(&master.open(OTHER, &sealed)));
    assert!(not_authentic(&other.open(PLACE, &sealed)));
}

#[test]
fn a_wrapped_key_opens_what_the_key_sealed_and_is_never_taken_for_a_text() {
    let master = MasterKey::ephemeral().unwrap();
    let person = PersonKey::generate().unwrap();
    let sealed = person.seal(PLACE, b"text").unwrap();
    let wrapped = master.wrap("person/1/key", &person).unwrap();
    let unwrapped = master.unwrap("person/1/key", &wrapped).unwrap();
    assert_eq!(unwrapped.open(PLACE, &sealed).unwrap().as_slice(), b"text");
    assert!(not_authentic(&master.unwrap("person/2/key", &wrapped)));
    assert!(
        not_authentic(&master.open("person/1/key", &wrapped)),
        "a key was read as a text"
    );
    let text = master.seal("person/1/key", &[7; 32]).unwrap();
    assert!(
        not_authentic(&master.unwrap("person/1/key", &text)),
        "a text was used as a key"
    );
}

proptest! {
    #[test]
    fn any_text_comes_back_and_any_altered_byte_is_noticed(
        text in proptest::collection::vec(any::<u8>(), 0..200),
        at in any::<prop::sample::Index>(),
        flip in 1u8..,
    ) {
        let person = PersonKey::generate().unwrap();
        let mut sealed = person.seal(PLACE, &text).unwrap();
        let opened = person.open(PLACE, &sealed).unwrap();
        prop_assert_eq!(opened.as_slice(), text.as_slice());
        let at = at.index(sealed.len());
        sealed[at] ^= flip;
        prop_assert!(not_authentic(&person.open(PLACE, &sealed)));
        sealed[at] ^= flip;
        prop_assert!(not_authentic(&person.open(PLACE, &sealed[..at])), "a cut text opened");
    }
}

#[test]
fn a_rotated_key_opens_what_the_older_one_sealed_and_finds_what_it_indexed() {
    let drawer = Drawer::new("rotation");
    let first = MasterKey::create(&drawer.file()).unwrap();
    let sealed = first.seal(PLACE, b"note").unwrap();
    let index = first.blind_index("hetu", "010190-999X");
    assert!(first.is_current(&sealed));

    let second = MasterKey::rotate(&drawer.file()).unwrap();
    for keys in [second, MasterKey::load(&drawer.file()).unwrap()] {
        assert_eq!(keys.open(PLACE, &sealed).unwrap().as_slice(), b"note");
        assert!(!keys.is_current(&sealed), "due to be sealed anew");
        assert_eq!(keys.blind_index("hetu", "010190-999X"), index);
        let anew = keys.seal(PLACE, b"note").unwrap();
        assert!(keys.is_current(&anew));
        assert!(matches!(first.open(PLACE, &anew), Err(KeyFault::Unknown(2))));
    }
    let third = MasterKey::rotate(&drawer.file()).unwrap();
    assert_eq!(third.open(PLACE, &sealed).unwrap().as_slice(), b"note");
    assert_eq!(format!("{third:?}"), "MasterKey(newest 3, 2 older)");
}

#[test]
fn a_blind_index_depends_on_the_key_the_label_and_the_value_only() {
    let (keys, others) = (MasterKey::ephemeral().unwrap(), MasterKey::ephemeral().unwrap());
    let index = keys.blind_index("hetu", "010190-999X");
    assert_eq!(index, keys.blind_index("hetu", "010190-999X"));
    assert_ne!(index, keys.blind_index("hetu", "010190-999Y"));
    assert_ne!(index, keys.blind_index("phone", "010190-999X"));
    assert_ne!(index, others.blind_index("hetu", "010190-999X"));
    assert_ne!(keys.blind_index("a", "bc"), keys.blind_index("ab", "c"));
}

/// Computed once with Python's `hmac`, so that a change of the derivation cannot pass unnoticed: it
/// would make every person a stranger.
#[test]
fn the_derivation_of_a_blind_index_never_changes() {
    let drawer = Drawer::new("derivation");
    let keys = drawer
        .written(&format!("index {}\n1 {}\n", "11".repeat(32), "22".repeat(32)))
        .unwrap();
    let index = luotsi_store::hex::encode(&keys.blind_index("hetu", "010190-999X"));
    assert_eq!(
        index,
        "9a26f7cfd4cd5923357a749f4a7585c75250c1f711ba550631b701b0572ce50e"
    );
}

#[test]
fn nothing_secret_is_shown() {
    let drawer = Drawer::new("debug");
    let keys = drawer
        .written(&format!("index {}\n1 {}\n", "11".repeat(32), "22".repeat(32)))
        .unwrap();
    let person = PersonKey::generate().unwrap();
    assert_eq!(
        format!("{keys:?} {person:?}"),
        "MasterKey(newest 1, 0 older) PersonKey(…)"
    );
}

#[test]
fn a_key_file_is_never_overwritten() {
    let drawer = Drawer::new("create");
    let keys = MasterKey::create(&drawer.file()).unwrap();
    let sealed = keys.seal(PLACE, b"note").unwrap();
    assert!(matches!(
        MasterKey::create(&drawer.file()),
        Err(KeyFault::File(_))
    ));
    let again = MasterKey::load(&drawer.file()).unwrap();
    assert_eq!(again.open(PLACE, &sealed).unwrap().as_slice(), b"note");
    assert!(matches!(
        MasterKey::load(&drawer.0.join("none")),
        Err(KeyFault::File(_))
    ));
}

#[cfg(unix)]
#[test]
fn a_key_file_that_others_can_read_is_refused() {
    use std::os::unix::fs::PermissionsExt as _;
    let drawer = Drawer::new("exposed");
    MasterKey::create(&drawer.file()).unwrap();
    assert_eq!(
        std::fs::metadata(drawer.file()).unwrap().permissions().mode() & 0o777,
        0o600
    );
    for (mode, refused) in [
        (0o640, true),
        (0o604, true),
        (0o620, true),
        (0o400, false),
        (0o600, false),
    ] {
        std::fs::set_permissions(drawer.file(), std::fs::Permissions::from_mode(mode)).unwrap();
        let outcome = MasterKey::load(&drawer.file());
        assert_eq!(matches!(outcome, Err(KeyFault::Exposed)), refused, "{mode:o}");
        assert_eq!(outcome.is_ok(), !refused, "{mode:o}");
    }
}

#[test]
fn a_faulty_key_file_is_refused_with_its_line() {
    let drawer = Drawer::new("faulty");
    let (a, b) = ("ab".repeat(32), "cd".repeat(32));
    assert!(
        drawer
            .written(&format!("# ours\n\nindex {a} # kept\n  2\t{b}\n1 {a}"))
            .is_ok()
    );
    for (text, at) in [
        (String::new(), 0),
        (format!("index {a}\n"), 0),
        (format!("1 {a}\n"), 0),
        (format!("index {a}\n1 {b}0\n"), 2),
        (format!("index {a}\n1\n"), 2),
        (format!("index {a}\nnewest {b}\n"), 2),
        (format!("index {a}\n1 {b}\n1 {a}\n"), 3),
        (format!("index {a}\nindex {b}\n1 {a}\n"), 2),
    ] {
        let outcome = drawer.written(&text);
        assert!(
            matches!(outcome, Err(KeyFault::Malformed { line }) if line == at),
            "{outcome:?} of {text:?}"
        );
    }
}
