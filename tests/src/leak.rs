//! Searching files and texts for words that must not stand there in clear.

use std::fs;
use std::path::Path;

use aho_corasick::AhoCorasick;

/// Shorter words would be found by accident.
const SHORTEST: usize = 6;

/// A search for many words at once, in bytes, whatever the case of ASCII letters.
#[derive(Debug)]
pub struct Search {
    words: Vec<String>,
    /// All of them in one automaton: megabytes are looked at.
    automaton: AhoCorasick,
    found: Vec<(String, String)>,
}

impl Search {
    /// Prepares a search for these words, of six letters or more each.
    #[must_use]
    pub fn new<'a>(words: impl IntoIterator<Item = &'a str>) -> Self {
        let words: Vec<String> = words.into_iter().map(str::to_ascii_lowercase).collect();
        for word in &words {
            assert!(
                word.len() >= SHORTEST,
                "{word:?} is too short: it would be found by accident"
            );
        }
        let mut builder = AhoCorasick::builder();
        let automaton = builder.ascii_case_insensitive(true).build(&words);
        Self {
            automaton: automaton.expect("the words fit an automaton"),
            words,
            found: Vec::new(),
        }
    }

    /// Searches every file below a folder but those named. A file that goes away meanwhile is left out.
    pub fn folder(&mut self, folder: &Path, but: &[&str]) {
        for entry in fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display())) {
            let path = entry.expect("a folder can be listed").path();
            if path.is_dir() {
                self.folder(&path, but);
            } else if !path
                .file_name()
                .is_some_and(|name| but.iter().any(|but| name == *but))
                && let Ok(bytes) = fs::read(&path)
            {
                self.bytes(&path.display().to_string(), &bytes);
            }
        }
    }

    /// Searches a text that lies in no file.
    pub fn text(&mut self, place: &str, text: &str) {
        self.bytes(place, text.as_bytes());
    }

    /// Where which word was found: place and word, each pair once.
    #[must_use]
    pub fn found(&self) -> &[(String, String)] {
        &self.found
    }

    fn bytes(&mut self, place: &str, bytes: &[u8]) {
        for hit in self.automaton.find_overlapping_iter(bytes) {
            let hit = (place.to_owned(), self.words[hit.pattern()].clone());
            if !self.found.contains(&hit) {
                self.found.push(hit);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Scratch;

    #[test]
    fn a_word_is_found_in_any_file_below_the_folder_whatever_its_case() {
        let scratch = Scratch::new();
        fs::create_dir(scratch.path().join("below")).unwrap();
        fs::write(
            scratch.path().join("below/luotsi.db-wal"),
            b"\x00\xffKOEtesti\x00",
        )
        .unwrap();
        fs::write(scratch.path().join("demo.json"), b"Salainen").unwrap();
        let mut search = Search::new(["Koetesti", "Salainen", "koetus"]);
        search.folder(scratch.path(), &["demo.json"]);
        let place = scratch.path().join("below/luotsi.db-wal").display().to_string();
        assert_eq!(search.found(), [(place, "koetesti".to_owned())]);
    }

    #[test]
    fn a_word_at_the_very_end_and_one_that_begins_like_another_are_found() {
        let mut search = Search::new(["abcdefgh", "abcdefxy"]);
        search.text("here", "abcdefg abcdefxy");
        assert_eq!(search.found(), [("here".to_owned(), "abcdefxy".to_owned())]);
    }

    #[test]
    #[should_panic(expected = "too short")]
    fn a_word_that_accident_would_find_is_refused() {
        let _ = Search::new(["Aino"]);
    }
}
