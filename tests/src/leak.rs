//! Searching files and texts for words that must not stand there in clear.

use std::collections::HashMap;
use std::fs;
use std::path::Path;

/// Shorter words would be found by accident.
const SHORTEST: usize = 6;

/// A search for many words at once, in bytes, whatever the case of ASCII letters.
#[derive(Debug)]
pub struct Search {
    /// The words in small letters, by their first [`SHORTEST`] bytes.
    words: HashMap<[u8; SHORTEST], Vec<String>>,
    /// Which two bytes begin a word: an unoptimised build looks at megabytes, and most are passed over.
    begins: Vec<bool>,
    found: Vec<(String, String)>,
}

impl Search {
    /// Prepares a search for these words, of six letters or more each.
    #[must_use]
    pub fn new<'a>(words: impl IntoIterator<Item = &'a str>) -> Self {
        let mut by_start: HashMap<_, Vec<String>> = HashMap::new();
        let mut begins = vec![false; 1 << 16];
        for word in words {
            let word = word.to_ascii_lowercase();
            let start = *word
                .as_bytes()
                .first_chunk()
                .unwrap_or_else(|| panic!("{word:?} is too short: it would be found by accident"));
            begins[pair(start[0], start[1])] = true;
            by_start.entry(start).or_default().push(word);
        }
        Self {
            words: by_start,
            begins,
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
        let bytes = bytes.to_ascii_lowercase();
        for at in 0..bytes.len().saturating_sub(SHORTEST - 1) {
            if !self.begins[pair(bytes[at], bytes[at + 1])] {
                continue;
            }
            let Some(words) = bytes[at..].first_chunk().and_then(|start| self.words.get(start)) else {
                continue;
            };
            for word in words {
                let hit = (place.to_owned(), word.clone());
                if bytes[at..].starts_with(word.as_bytes()) && !self.found.contains(&hit) {
                    self.found.push(hit);
                }
            }
        }
    }
}

fn pair(first: u8, second: u8) -> usize {
    usize::from(first) << 8 | usize::from(second)
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
