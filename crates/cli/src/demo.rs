//! `luotsi demo`: the whole service on invented networks, people and referrals, with a movable clock.
//!
//! Everything that makes it a demo is in this room: the directory it lives in, its networks brought to the
//! present ([`networks`]), its people ([`people`]), its referrals, lived through the same use cases as any
//! other ([`samples`]), the clock that takes every step on its way ([`advance`]), mail that stays
//! ([`mailbox`]), the routes that show it ([`routes`]) and the screens to change person ([`screens`]).

use std::{
    fs, io,
    path::{Path, PathBuf},
    sync::Arc,
};

use jiff::Timestamp;
use luotsi_notify::{Patience, Smtp};
use luotsi_service::Service;
use luotsi_store::{MIGRATIONS, Options, Store, crypto::MasterKey};
use luotsi_web::metrics::Metrics;
use serde::{Deserialize, Serialize};
use tokio::{net::TcpListener, sync::watch};

use crate::{
    clock::{Clock, machine_time, write_whole},
    command::DemoOptions,
    deliver::Post,
    failure::{Failure, Result},
    front::{self, Doors},
    house,
    periodic::Works,
    telemetry,
};

mod advance;
mod mailbox;
mod networks;
mod people;
mod routes;
mod samples;
mod screens;
#[cfg(test)]
mod tests;

pub(crate) use mailbox::Mailbox;
use people::{Listed, Passwords};

/// Where a demo keeps what it has.
#[derive(Debug, Clone)]
pub(crate) struct Files(PathBuf);

impl Files {
    /// Those of a directory.
    pub(crate) fn of(directory: &Path) -> Self {
        Self(directory.to_owned())
    }

    /// The keys.
    pub(crate) fn key(&self) -> PathBuf {
        self.0.join("luotsi.key")
    }

    /// The database, where it was given no other.
    pub(crate) fn database_url(&self) -> String {
        format!("sqlite:{}", self.database().display())
    }

    fn database(&self) -> PathBuf {
        self.0.join("luotsi.db")
    }

    /// What time it is in the demo, running or not.
    pub(crate) fn time(&self) -> Result<Timestamp> {
        let clock = Clock::continued(self.clock()).map_err(|fault| {
            Failure::refused(format!(
                "the demo's clock cannot be read ({fault}); start it once with luotsi demo"
            ))
        })?;
        Ok(clock.now())
    }

    fn clock(&self) -> PathBuf {
        self.0.join("clock.json")
    }

    fn mail(&self) -> PathBuf {
        self.0.join("mail.jsonl")
    }

    /// Who may come in; there once the demo is ready.
    fn listing(&self) -> PathBuf {
        self.0.join("demo.json")
    }

    /// Says that this is a demo's directory, and whose database it uses.
    fn mark(&self) -> PathBuf {
        self.0.join("demo.mark")
    }
}

/// What `demo.json` says.
#[derive(Debug, Serialize, Deserialize)]
struct Listing {
    url: String,
    people: Vec<Listed>,
}

/// How a demo starts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Start {
    /// For the first time, or again because the first time was interrupted.
    New,
    /// From where it was.
    Again,
}

/// A demo about to run.
struct Stage {
    files: Files,
    start: Start,
    at: Timestamp,
    empty: bool,
    works: Arc<Works>,
}

/// Runs the demo until it is told to end.
pub(crate) async fn run(options: DemoOptions) -> Result<()> {
    telemetry::start(tracing::Level::WARN, telemetry::Format::Text);
    if !options.listen.ip().is_loopback() {
        return Err(Failure::usage(
            "a demo knows no secrets and listens on this machine only; choose a loopback address, or use luotsi serve",
        ));
    }
    let server = mail_server(&options)?;
    let files = Files::of(&options.data);
    let start = find(&files, &options)?;
    let at = options.at.unwrap_or_else(machine_time);
    let listener = front::listen(options.listen).await?;
    if start == Start::New {
        clear(&files, &options)?;
    }
    let clock = match start {
        Start::New => Clock::standing(at, files.clock()),
        Start::Again => Clock::continued(files.clock())
            .map_err(|fault| unusable(&files.clock(), &fault, "delete the directory to begin anew"))?,
    };
    let service = open(&files, &options, start).await?;
    let url = front::announce(&listener, false)?;
    let mailbox = Mailbox::open(files.mail()).map_err(|fault| {
        unusable(
            &files.mail(),
            &fault,
            "give the directory back to the user who runs this",
        )
    })?;
    let mailbox = Arc::new(mailbox);
    let sender = "Luotsi <luotsi@luotsi.example>"
        .parse()
        .map_err(|unknown| Failure::refused(format!("{unknown}")))?;
    let post = Post::to_mailbox(Arc::clone(&mailbox), server, sender, url.clone());
    if start == Start::Again {
        post.open();
    }
    let metrics = Metrics::default();
    let works = Works::new(service, clock, Some(post), metrics.clone());
    let stage = Stage {
        files,
        start,
        at,
        empty: options.empty,
        works: Arc::clone(&works),
    };
    open_up(listener, stage, mailbox, &metrics, url).await
}

async fn open_up(
    listener: TcpListener,
    scene: Stage,
    mailbox: Arc<Mailbox>,
    metrics: &Metrics,
    url: String,
) -> Result<()> {
    let works = Arc::clone(&scene.works);
    let (ready, is_ready) = watch::channel(false);
    let all = front::routes(front::readiness(works.service()), Some(metrics.clone()));
    let state = front::state(works.service().clone(), works.clock(), true);
    let own = routes::router(Arc::clone(&works), mailbox, state.clone(), scene.files.listing());
    let served = front::router(all, state.clone()).merge(own);
    let held = routes::held_until(served, is_ready);
    let router = front::shell(held, metrics, works.clock(), false, Some(state));
    let doors = Doors {
        listener,
        router,
        tls: None,
        counters: None,
    };
    // On the heap: everything that makes a demo is in it.
    let preparation = Box::pin(async move {
        scene.prepare(url).await?;
        let _ = ready.send(true);
        Ok(())
    });
    front::keep_open(doors, works, preparation).await
}

impl Stage {
    /// Makes everything that a visitor expects, and says so in `demo.json`.
    async fn prepare(&self, url: String) -> Result<()> {
        let people = match self.start {
            Start::Again => self.listing()?.people,
            Start::New => {
                let _alone = self.works.alone().await;
                let people = Box::pin(self.live()).await?;
                // What the samples' past had to say stays in the house.
                if let Some(post) = self.works.post() {
                    post.open();
                }
                people
            }
        };
        let listing = Listing { url, people };
        let text = serde_json::to_vec_pretty(&listing)
            .map_err(|fault| Failure::refused(format!("demo.json cannot be made: {fault}")))?;
        write_whole(&self.files.listing(), &text)
            .map_err(|fault| unusable(&self.files.listing(), &fault, "make room there"))
    }

    fn listing(&self) -> Result<Listing> {
        let read =
            || -> io::Result<Listing> { Ok(serde_json::from_slice(&fs::read(self.files.listing())?)?) };
        read().map_err(|fault| {
            unusable(
                &self.files.listing(),
                &fault,
                "delete the directory to begin anew",
            )
        })
    }

    /// Networks, people and, unless it is to be empty, what they have lived through until the start.
    async fn live(&self) -> Result<Vec<Listed>> {
        let service = self.works.service();
        let begin = if self.empty {
            self.at
        } else {
            samples::beginning(self.at)
        };
        for definition in networks::at(self.at)? {
            service.import(&definition, begin).await?;
        }
        let cast = people::enter(service, begin).await?;
        let passwords = Passwords::begin(service, &cast, begin);
        if !self.empty {
            Box::pin(samples::live(&self.works, &cast, self.at)).await?;
        }
        passwords.end().await?;
        self.works
            .clock()
            .set(self.at)
            .map_err(|fault| unusable(&self.files.clock(), &fault, "make room there"))?;
        Ok(cast.into_listed())
    }
}

/// The mail server that letters are to go to, where one was named: on this machine, as the demo itself.
fn mail_server(options: &DemoOptions) -> Result<Option<Smtp>> {
    // An empty variable is how a shell takes a setting back.
    let Some(url) = options.smtp_url.as_ref().filter(|url| !url.is_empty()) else {
        return Ok(None);
    };
    let roots = options
        .smtp_ca
        .as_ref()
        .filter(|path| !path.as_os_str().is_empty())
        .map(|path| fs::read_to_string(path).map_err(|fault| unusable(path, &fault, "name another file")))
        .transpose()?;
    let server = Smtp::with_patience(url, roots.as_deref(), Patience::SHORT)
        .map_err(|fault| Failure::usage(format!("LUOTSI_SMTP_URL: {fault}")))?;
    if !server.is_on_this_machine() {
        return Err(Failure::usage(
            "LUOTSI_SMTP_URL: a demo writes to nobody beyond this machine; name a mail server on a loopback \
             address, or unset it",
        ));
    }
    Ok(Some(server))
}

fn unusable(path: &Path, fault: &io::Error, remedy: &str) -> Failure {
    Failure::refused(format!("{} cannot be used ({fault}); {remedy}", path.display()))
}

/// Looks what is in the directory, and refuses what would harm it.
fn find(files: &Files, options: &DemoOptions) -> Result<Start> {
    let directory = files.0.display();
    let Ok(mark) = fs::read_to_string(files.mark()) else {
        if let Some(foreign) = [files.database(), files.key()].iter().find(|path| path.exists()) {
            return Err(Failure::refused(format!(
                "{} is no demo's; choose another directory with --data",
                foreign.display()
            )));
        }
        return Ok(Start::New);
    };
    if !files.listing().exists() {
        return Ok(Start::New);
    }
    if options.at.is_some() {
        return Err(Failure::usage(format!(
            "the demo in {directory} goes on at its own time; leave --at away, or begin a new one with --data"
        )));
    }
    if mark.trim() != kind(options) {
        return Err(Failure::usage(format!(
            "the demo in {directory} was started on another database; give the same --database again"
        )));
    }
    if options.database.is_none() && !files.database().exists() {
        return Err(Failure::refused(format!(
            "the database of the demo in {directory} is gone; delete the directory to begin anew"
        )));
    }
    Ok(Start::Again)
}

/// What the mark says of the database: enough to tell a mistake, and nothing of its password.
fn kind(options: &DemoOptions) -> &str {
    options
        .database
        .as_deref()
        .map_or("own", |url| url.split(':').next().unwrap_or_default())
}

/// Makes the directory, without what an interrupted first start has left in it.
fn clear(files: &Files, options: &DemoOptions) -> Result<()> {
    let make = || -> io::Result<()> {
        fs::create_dir_all(&files.0)?;
        write_whole(&files.mark(), kind(options).as_bytes())?;
        let database = files.database();
        let beside = |suffix: &str| PathBuf::from(format!("{}{suffix}", database.display()));
        for left in [
            beside("-wal"),
            beside("-shm"),
            beside(""),
            files.key(),
            files.clock(),
            files.mail(),
        ] {
            match fs::remove_file(left) {
                Err(fault) if fault.kind() != io::ErrorKind::NotFound => return Err(fault),
                Ok(()) | Err(_) => {}
            }
        }
        Ok(())
    };
    make().map_err(|fault| unusable(&files.0, &fault, "choose another directory with --data"))
}

/// Opens the demo's database: a new one, or the one it was.
async fn open(files: &Files, options: &DemoOptions, start: Start) -> Result<Service> {
    let keys = match start {
        Start::New => MasterKey::create(&files.key())
            .map_err(|fault| Failure::refused(format!("the demo's keys cannot be made: {fault}")))?,
        Start::Again => house::keys(&files.key())?,
    };
    let url = options.database.clone().unwrap_or_else(|| files.database_url());
    let store = Store::open(&url, Options::default()).await?;
    let fresh = store.pending().await?.len() == MIGRATIONS.len();
    let used = !fresh && store.read().await?.user_count().await? > 0;
    match start {
        // Looked at before anything is done to it.
        Start::New if used => Err(Failure::refused(
            "that database has been in use; give the demo an empty one with --database, or none",
        )),
        Start::Again if !used => Err(Failure::refused(
            "that is not the database of this demo; give the same --database again",
        )),
        Start::New | Start::Again => {
            store.migrate().await?;
            house::over(store, keys).await
        }
    }
}
