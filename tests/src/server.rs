//! A demo of the test's own, with both shipped networks, its people, clock and mail.

use std::ffi::OsStr;
use std::path::Path;
use std::process::{Command, ExitStatus};
use std::time::Duration;

use jiff::Timestamp;
use serde_json::Value;

use crate::clock::instant;
use crate::{
    Browser, Client, Database, Engine, Finished, MailServer, People, Person, Process, Scratch, Search,
    binary, process, until,
};

/// Sample referrals live through months; an unoptimised build needs its time for that.
const SAMPLES: Duration = Duration::from_mins(2);

/// A demo that has not been started.
#[derive(Debug, Default)]
#[must_use = "a demo does nothing until it is started"]
pub struct Demo {
    at: Option<Timestamp>,
    empty: bool,
    database: Option<Database>,
    settings: Vec<(String, String)>,
}

impl Demo {
    /// On SQLite, now, with sample referrals.
    pub fn new() -> Self {
        Self::default()
    }

    /// Starts its time at this instant.
    pub fn at(mut self, at: Timestamp) -> Self {
        self.at = Some(at);
        self
    }

    /// Leaves the sample referrals out.
    pub fn empty(mut self) -> Self {
        self.empty = true;
        self
    }

    /// Keeps its data in this engine.
    pub fn on(mut self, engine: Engine) -> Self {
        self.database = match engine {
            Engine::Sqlite => None,
            Engine::Postgres(database) => Some(database),
        };
        self
    }

    /// Sends its letters to this server instead of catching them.
    pub fn mails_to(mut self, server: &MailServer) -> Self {
        self.settings = server.settings();
        self
    }

    /// Starts it and waits until it answers and its people are there.
    #[must_use]
    pub fn start(self) -> Server {
        let (data, logs) = (Scratch::new(), process::logs());
        let mut command = demo(data.path(), self.database.as_ref(), &self.settings);
        if let Some(at) = self.at {
            command.args(["--at", &at.to_string()]);
        }
        if self.empty {
            command.arg("--empty");
        }
        let process = Process::start(&mut command, logs.path());
        let mut server = Server {
            process,
            people: None,
            database: self.database,
            settings: self.settings,
            data,
            logs,
        };
        server.meet_the_people();
        server
    }
}

fn demo(data: &Path, database: Option<&Database>, settings: &[(String, String)]) -> Command {
    let mut command = binary::command();
    command
        .args(["demo", "--listen", "127.0.0.1:0", "--data"])
        .arg(data);
    if let Some(database) = database {
        command.args(["--database", database.url()]);
    }
    command.envs(settings.iter().map(|(name, value)| (name, value)));
    command
}

/// A running demo. Dropping it kills it and removes its data; where the test failed, the data stays.
#[derive(Debug)]
pub struct Server {
    // In this order on purpose: the process ends before what it works on goes.
    process: Process,
    people: Option<People>,
    database: Option<Database>,
    settings: Vec<(String, String)>,
    data: Scratch,
    logs: Scratch,
}

impl Server {
    /// Scheme, host and port.
    #[must_use]
    pub fn url(&self) -> &str {
        self.process.url()
    }

    /// The folder of the demo.
    #[must_use]
    pub fn dir(&self) -> &Path {
        self.data.path()
    }

    /// The process itself.
    #[must_use]
    pub fn process(&self) -> &Process {
        &self.process
    }

    /// Who may use it.
    #[must_use]
    pub fn people(&self) -> &People {
        self.people.as_ref().expect("a started demo has people")
    }

    /// A client without a token. After a restart ask for a new one: the port is another.
    #[must_use]
    pub fn anonymous(&self) -> Client {
        Client::new(self.url())
    }

    /// A client of this person.
    #[must_use]
    pub fn client(&self, person: &Person) -> Client {
        self.anonymous().as_person(person)
    }

    /// A browser in which nobody is signed in. After a restart take [`Browser::at`].
    #[must_use]
    pub fn browser(&self) -> Browser {
        Browser::new(self.url())
    }

    /// Kills it as a power cut would.
    pub fn kill(&mut self) {
        self.process.kill();
    }

    /// Asks it to stop and waits until it has.
    pub fn stop(&mut self) -> ExitStatus {
        self.process.stop()
    }

    /// Starts it again on the same data, after [`kill`](Self::kill) or [`stop`](Self::stop).
    pub fn restart(&mut self) {
        let mut command = demo(self.data.path(), self.database.as_ref(), &self.settings);
        self.process = Process::start(&mut command, self.logs.path());
        self.meet_the_people();
    }

    fn meet_the_people(&mut self) {
        let (file, process, logs) = (
            self.data.path().join("demo.json"),
            &mut self.process,
            self.logs.path(),
        );
        self.people = Some(until(SAMPLES, "demo.json", || {
            process.check(logs);
            People::read(&file)
        }));
    }

    /// Where its data is, as a setting has it.
    #[must_use]
    pub fn database_url(&self) -> String {
        match &self.database {
            Some(database) => database.url().to_owned(),
            None => format!("sqlite:{}", self.data.path().join("luotsi.db").display()),
        }
    }

    /// Runs `luotsi verify` over the data, running or not.
    #[must_use]
    pub fn verify(&self) -> Finished {
        self.command(&["verify"])
    }

    /// Runs a command over the demo's data, running or not.
    #[must_use]
    pub fn command(&self, words: &[&str]) -> Finished {
        let words: Vec<&OsStr> = words.iter().map(OsStr::new).collect();
        self.over_data(&words)
    }

    /// The same, of words that need not be text.
    #[must_use]
    pub fn over_data(&self, words: &[&OsStr]) -> Finished {
        let mut arguments = words.to_vec();
        arguments.extend([OsStr::new("--data"), self.data.path().as_os_str()]);
        if let Some(database) = &self.database {
            arguments.extend([OsStr::new("--database"), OsStr::new(database.url())]);
        }
        crate::luotsi(&arguments, &[])
    }

    /// Runs a command that takes its database and key from settings, as an operator beside the demo would.
    #[must_use]
    pub fn run<A: AsRef<OsStr>>(&self, arguments: &[A]) -> Finished {
        let key = self.data.path().join("luotsi.key");
        let database = self.database.as_ref().map_or_else(
            || format!("sqlite:{}", self.data.path().join("luotsi.db").display()),
            |database| database.url().to_owned(),
        );
        crate::luotsi(
            arguments,
            &[
                ("LUOTSI_DATABASE_URL", &database),
                ("LUOTSI_KEY_FILE", &key.display().to_string()),
                ("LUOTSI_PUBLIC_URL", self.url()),
            ],
        )
    }

    /// Everything the process has written to standard output and standard error, over all starts.
    #[must_use]
    pub fn log(&self) -> String {
        process::written(self.logs.path())
    }

    /// Every letter that was sent, oldest first.
    #[must_use]
    pub fn mail(&self) -> Vec<Letter> {
        let letters = self.anonymous().get("/demo/mail").expect(200);
        letters
            .as_array()
            .expect("mail is a list")
            .iter()
            .map(letter)
            .collect()
    }

    /// Checks that none of these words stands in clear in the data, the output or the mail.
    #[track_caller]
    pub fn assert_keeps_secret<'a>(&self, words: impl IntoIterator<Item = &'a str>) {
        // Every database names its networks; a search that misses this one searched nothing.
        const CERTAINLY_THERE: &str = "tampere-asto";
        let mut search = Search::new(words.into_iter().chain([CERTAINLY_THERE]));
        // The people of the demo are no secret, and their names are in the file left out.
        search.folder(self.data.path(), &["demo.json"]);
        if let Some(database) = &self.database {
            match database.files() {
                Some(folder) => search.folder(&folder, &[]),
                None => search.text(
                    "(a server from elsewhere keeps its files to itself)",
                    CERTAINLY_THERE,
                ),
            }
        }
        assert!(
            search.found().iter().any(|(_, word)| word == CERTAINLY_THERE),
            "the data was not searched"
        );

        search.folder(self.logs.path(), &[]);
        for letter in self.mail() {
            search.text(&format!("the letter {}", letter.message_id), &letter.whole);
        }
        let clear: Vec<_> = search
            .found()
            .iter()
            .filter(|(_, word)| word != CERTAINLY_THERE)
            .collect();
        assert!(clear.is_empty(), "in clear: {clear:?}");
    }
}

/// A letter that the demo caught.
#[derive(Debug, Clone)]
pub struct Letter {
    /// The address it went to.
    pub to: String,
    /// Its subject.
    pub subject: String,
    /// Its text part.
    pub text: String,
    /// Its HTML part.
    pub html: String,
    /// What tells a repeat from a second letter.
    pub message_id: String,
    /// When it was sent.
    pub at: Timestamp,
    /// The references that it names.
    pub references: Vec<String>,
    /// All of it, as the service gave it.
    pub whole: String,
}

fn letter(value: &Value) -> Letter {
    let text = |field: &str| {
        value[field]
            .as_str()
            .unwrap_or_else(|| panic!("a letter has no {field}: {value}"))
            .to_owned()
    };
    Letter {
        to: text("to"),
        subject: text("subject"),
        text: text("text"),
        html: text("html"),
        message_id: text("message_id"),
        at: instant(&value["at"]),
        references: value["references"]
            .as_array()
            .unwrap_or_else(|| panic!("a letter lists no references: {value}"))
            .iter()
            .map(|reference| reference.as_str().expect("a reference is text").to_owned())
            .collect(),
        whole: value.to_string(),
    }
}
