//! The outbox becomes mail: letters that are due are leased, composed, sent, and what came of it is noted.
//!
//! Runs once, with `now` as argument, and can be repeated without harm. Sending happens between two
//! transactions, never inside one; whoever is stopped in between leaves a lease that runs out, and the
//! letter goes again under the same Message-ID.

use std::{sync::Arc, time::Duration};

use jiff::{SignedDuration, Timestamp, tz::TimeZoneDatabase};
use luotsi_domain::{id::ProgrammeId, notice::NoticeKind, referral::event::Due};
use luotsi_i18n::Language;
use luotsi_notify::{Composed, Kind, Letter, Notice, Outcome, Sender, Transport, backoff, compose, outcome};
use luotsi_service::{Network, Result, Service};
use luotsi_store::letter::{Letter as Stored, LetterNotice};
use tokio::{task::JoinSet, time::timeout};

use crate::demo::Mailbox;

/// How many letters are on their way at once.
const AT_ONCE: u32 = 8;
/// How long a letter is one sender's.
const LEASE: SignedDuration = SignedDuration::from_mins(2);
/// How long sending one letter may take: less than its lease, so that no two send it at once.
const PATIENCE: Duration = Duration::from_secs(90);

/// Where letters go, and who they are from.
#[derive(Clone)]
pub(crate) struct Post {
    /// The way out.
    pub way: Way,
    /// Who they are from.
    pub sender: Sender,
    /// How people reach the service: the beginning of a letter's link.
    pub public_url: String,
}

/// The way out.
#[derive(Clone)]
pub(crate) enum Way {
    /// To a mail server.
    Server(Transport),
    /// Into the demo's mailbox.
    Mailbox(Arc<Mailbox>),
}

impl Post {
    /// Says goodbye to the mail server.
    pub(crate) async fn close(&self) {
        match &self.way {
            Way::Server(server) => server.close().await,
            Way::Mailbox(_) => {}
        }
    }
}

/// What a delivery did.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Delivered {
    /// Letters that went out, or that nothing was left to say in.
    pub sent: u32,
    /// Letters to be tried again.
    pub later: u32,
    /// Letters given up.
    pub dead: u32,
    /// Whether more may be due at the same instant.
    pub more: bool,
}

/// What came of one letter.
enum Fate {
    Sent,
    Later(Timestamp, String),
    Dead(String),
}

/// Sends letters that are due, a handful at most.
///
/// # Errors
/// Where the store fails; a letter that could not be sent is no error.
pub(crate) async fn deliver(service: &Service, post: &Post, now: Timestamp) -> Result<Delivered> {
    let letters = lease(service, now).await?;
    let mut delivered = Delivered {
        more: letters.len() >= usize::try_from(AT_ONCE).unwrap_or(usize::MAX),
        ..Delivered::default()
    };
    let mut sending = JoinSet::new();
    let mut fates = Vec::new();
    for letter in letters {
        let composed = composed(service, post, &letter);
        let way = post.way.clone();
        let attempt = async move { (letter.id, attempt(&way, &letter, composed, now).await) };
        match &post.way {
            // A mailbox shows letters in the order in which they came, and keeps nobody waiting.
            Way::Mailbox(_) => fates.push(attempt.await),
            Way::Server(_) => drop(sending.spawn(attempt)),
        }
    }
    while let Some(sent) = sending.join_next().await {
        // A task that panicked leaves its lease to run out.
        fates.extend(sent);
    }
    if fates.is_empty() {
        return Ok(delivered);
    }
    let mut tx = service.store().write().await?;
    for (id, fate) in fates {
        match fate {
            Fate::Sent => {
                delivered.sent += 1;
                tx.letter_sent(id, now).await?;
            }
            Fate::Later(at, failure) => {
                delivered.later += 1;
                tracing::warn!(letter.id = %id, failure, "a letter did not go out and will be tried again");
                tx.letter_later(id, at, &failure).await?;
            }
            Fate::Dead(failure) => {
                delivered.dead += 1;
                tracing::error!(letter.id = %id, failure, "a letter will never go out");
                tx.letter_dead(id, now, &failure).await?;
            }
        }
    }
    tx.commit().await?;
    Ok(delivered)
}

async fn lease(service: &Service, now: Timestamp) -> Result<Vec<Stored>> {
    // Looking costs less than writing, and there is nothing to send almost always.
    if service
        .store()
        .read()
        .await?
        .next_letter()
        .await?
        .is_none_or(|next| next > now)
    {
        return Ok(Vec::new());
    }
    let mut tx = service.store().write().await?;
    let ids = tx
        .lease_letters(now, now.saturating_add(LEASE).unwrap_or(now), AT_ONCE)
        .await?;
    let mut letters = Vec::with_capacity(ids.len());
    for id in ids {
        letters.extend(tx.letter(id).await?);
    }
    tx.commit().await?;
    letters.sort_by_key(|letter| (letter.at, letter.id));
    Ok(letters)
}

/// Composes a letter; `Ok(None)` where all it had to say was silenced meanwhile.
fn composed(service: &Service, post: &Post, stored: &Stored) -> Result<Option<Composed>, String> {
    if stored.notices.is_empty() {
        return Ok(None);
    }
    let letter = letter(service, post, stored)?;
    compose(&letter, &post.sender)
        .map(Some)
        .map_err(|refused| refused.to_string())
}

async fn attempt(
    way: &Way,
    letter: &Stored,
    composed: Result<Option<Composed>, String>,
    now: Timestamp,
) -> Fate {
    let composed = match composed {
        Ok(Some(composed)) => composed,
        Ok(None) => return Fate::Sent,
        Err(why) => return Fate::Dead(why),
    };
    let tries = letter.tries.saturating_add(1);
    let later = |why: String| Fate::Later(now.saturating_add(backoff(tries)).unwrap_or(now), why);
    match way {
        Way::Mailbox(mailbox) => match mailbox.take(composed.mail()) {
            Ok(()) => Fate::Sent,
            Err(fault) => later(format!("the mailbox cannot be written: {}", fault.kind())),
        },
        Way::Server(server) => match timeout(PATIENCE, server.send(&composed)).await {
            Ok(Ok(())) => Fate::Sent,
            Ok(Err(error)) => match outcome(&error) {
                Outcome::Retry => later(error.to_string()),
                Outcome::Dead => Fate::Dead(error.to_string()),
            },
            Err(_) => later("the mail server did not answer in time".to_owned()),
        },
    }
}

/// What is sent, out of what is stored. The error says why it never can be.
fn letter(service: &Service, post: &Post, stored: &Stored) -> Result<Letter, String> {
    let networks = service.networks();
    let network = networks.get(&stored.network).ok_or("its network is gone")?;
    let language = Language::parse(&stored.language).unwrap_or_default();
    let notices: Vec<Notice> = stored
        .notices
        .iter()
        .map(|one| notice(&network, post, one, language))
        .collect::<Result<_, String>>()?;
    let kind = match <[Notice; 1]>::try_from(notices) {
        Ok([notice]) if !stored.digest => Kind::Single(notice),
        Ok([notice]) => Kind::Digest(vec![notice]),
        Err(notices) => Kind::Digest(notices),
    };
    Ok(Letter {
        id: stored.id,
        to: stored.email.clone().ok_or("its receiver has no address")?,
        name: stored.name.clone(),
        language,
        kind,
        at: stored.at,
        zone: TimeZoneDatabase::bundled()
            .get(&network.definition.time_zone)
            .map_err(|_| "its network's time zone is unknown")?,
    })
}

fn notice(
    network: &Network,
    post: &Post,
    stored: &LetterNotice,
    language: Language,
) -> Result<Notice, String> {
    let kind: NoticeKind = stored
        .kind
        .parse()
        .map_err(|_| "it says what this version does not know")?;
    let due = match (&stored.due_what, stored.due_at) {
        (Some(what), Some(at)) => Some(Due {
            what: what
                .parse()
                .map_err(|_| "it names a due that this version does not know")?,
            at,
        }),
        (None, _) | (_, None) => None,
    };
    let programme = stored
        .programme
        .as_deref()
        .and_then(|slug| network.definition.programme(&ProgrammeId::new(slug)));
    Ok(Notice {
        kind,
        reference: stored.reference.clone(),
        link: still_visible(kind).then(|| format!("{}/{}/{}", post.public_url, stored.page, stored.about)),
        due,
        organisation: programme.and_then(|programme| network.organisation_name(&programme.organisation)),
        programme: programme
            .map(|programme| network.definition.say(&programme.name, language.tag()).to_owned()),
    })
}

/// Whether the receiver of such a notice can still open the referral it is about.
const fn still_visible(kind: NoticeKind) -> bool {
    !matches!(
        kind,
        NoticeKind::OfferWithdrawn
            | NoticeKind::OfferWithdrawnConsent
            | NoticeKind::ConsentWithdrawn
            | NoticeKind::TransferAccepted
    )
}
