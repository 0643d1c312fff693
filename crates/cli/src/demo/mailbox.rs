//! Mail that stays in the house: a line a letter, in a file beside the database.
//!
//! As a mail server may, it is handed a letter again after an attempt whose end nobody saw; it keeps the
//! first, so that it shows what a receiver who can tell repeats would.

use std::{
    collections::HashSet,
    fs::{File, OpenOptions},
    io::{self, BufRead as _, BufReader, Read as _, Write as _},
    path::PathBuf,
    sync::{Mutex, PoisonError},
};

use luotsi_notify::Mail;
use serde::Deserialize;

/// The mailbox.
pub(crate) struct Mailbox {
    path: PathBuf,
    inside: Mutex<Inside>,
}

struct Inside {
    file: File,
    known: HashSet<String>,
}

#[derive(Deserialize)]
struct Known {
    message_id: String,
}

impl Mailbox {
    /// Opens the mailbox in a file, which is made where there is none.
    pub(crate) fn open(path: PathBuf) -> io::Result<Self> {
        let mut options = OpenOptions::new();
        options.read(true).append(true).create(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let file = options.open(&path)?;
        let mut known = HashSet::new();
        let mut whole = 0;
        let mut lines = BufReader::new(&file);
        let mut line = Vec::new();
        // What was being written when the program was stopped is no line, and its letter goes again.
        while lines.read_until(b'\n', &mut line)? > 0 {
            let Ok(Known { message_id }) = serde_json::from_slice(&line) else {
                break;
            };
            known.insert(message_id);
            whole += line.len() as u64;
            line.clear();
        }
        file.set_len(whole)?;
        Ok(Self {
            path,
            inside: Mutex::new(Inside { file, known }),
        })
    }

    /// Takes a letter in, unless it is there already.
    pub(crate) fn take(&self, mail: &Mail) -> io::Result<()> {
        let mut inside = self.inside.lock().unwrap_or_else(PoisonError::into_inner);
        if inside.known.contains(&mail.message_id) {
            return Ok(());
        }
        let mut line = serde_json::to_vec(mail)?;
        line.push(b'\n');
        inside.file.write_all(&line)?;
        inside.known.insert(mail.message_id.clone());
        Ok(())
    }

    /// All letters, oldest first, as one JSON array.
    pub(crate) fn all(&self) -> io::Result<Vec<u8>> {
        let _unchanged = self.inside.lock().unwrap_or_else(PoisonError::into_inner);
        let mut kept = Vec::new();
        File::open(&self.path)?.read_to_end(&mut kept)?;
        // A line break stands in JSON only between letters, and behind the last.
        let mut letters = kept
            .split(|byte| *byte == b'\n')
            .filter(|line| !line.is_empty())
            .map(|line| Ok((serde_json::from_slice::<Dated>(line)?.at, line)))
            .collect::<io::Result<Vec<_>>>()?;
        // What waited for its server came in later than what was written after it.
        letters.sort_by_key(|(at, _)| *at);
        let lines: Vec<&[u8]> = letters.into_iter().map(|(_, line)| line).collect();
        Ok([&b"["[..], &lines.join(&b','), b"]"].concat())
    }
}

/// When a letter was written.
#[derive(serde::Deserialize)]
struct Dated {
    at: jiff::Timestamp,
}

#[cfg(test)]
mod tests {
    use std::io::Write as _;

    use luotsi_notify::Mail;
    use serde_json::Value;

    use super::Mailbox;
    use crate::testing::Room;

    fn mail(id: &str) -> Mail {
        Mail {
            to: "onni@mereo.example".to_owned(),
            subject: "A subject".to_owned(),
            text: "Two\nlines".to_owned(),
            html: "<p>\n</p>".to_owned(),
            message_id: id.to_owned(),
            at: "2026-09-01T06:20:00Z".parse().unwrap(),
            references: vec!["HKI-7K3M-Q".to_owned()],
        }
    }

    fn ids(mailbox: &Mailbox) -> Vec<String> {
        let all: Vec<Value> = serde_json::from_slice(&mailbox.all().unwrap()).unwrap();
        all.iter()
            .map(|mail| mail["message_id"].as_str().unwrap().to_owned())
            .collect()
    }

    #[test]
    fn letters_stay_in_order_and_repeats_are_told() {
        let room = Room::new();
        let mailbox = Mailbox::open(room.path("mail")).unwrap();
        assert_eq!(ids(&mailbox), Vec::<String>::new());
        for id in ["<b@x>", "<a@x>", "<b@x>"] {
            mailbox.take(&mail(id)).unwrap();
        }
        assert_eq!(ids(&mailbox), ["<b@x>", "<a@x>"]);
        let again = Mailbox::open(room.path("mail")).unwrap();
        again.take(&mail("<a@x>")).unwrap();
        again.take(&mail("<c@x>")).unwrap();
        assert_eq!(ids(&again), ["<b@x>", "<a@x>", "<c@x>"]);
    }

    #[test]
    fn half_a_letter_is_none() {
        let room = Room::new();
        Mailbox::open(room.path("mail"))
            .unwrap()
            .take(&mail("<a@x>"))
            .unwrap();
        let mut file = std::fs::OpenOptions::new()
            .append(true)
            .open(room.path("mail"))
            .unwrap();
        file.write_all(b"{\"to\":\"onni@mer").unwrap();
        let mailbox = Mailbox::open(room.path("mail")).unwrap();
        mailbox.take(&mail("<b@x>")).unwrap();
        assert_eq!(ids(&mailbox), ["<a@x>", "<b@x>"]);
    }
}
