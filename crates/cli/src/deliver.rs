//! The outbox becomes mail: letters that are due are leased, composed, sent, and what came of it is noted.
//!
//! Runs once, with `now` as argument, and can be repeated without harm. Sending happens between two
//! transactions, never inside one; whoever is stopped in between leaves a lease that runs out, and the
//! letter goes again under the same Message-ID.
//!
//! A few letters are on their way at once, but only one a process is being handed over: from its content to the
//! mark that it is sent, the others wait. So a crash makes at most one letter go twice.

use std::{
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};

use jiff::{SignedDuration, Timestamp};
use luotsi_domain::notice::Undelivered;
use luotsi_notify::{Outcome, SendError, Sender, Smtp, backoff, failure, is_given_up, outcome, probe_after};
use luotsi_service::{Result, Service};
use luotsi_store::letter::Letter as Stored;
use tokio::{
    task::JoinSet,
    time::{Instant, interval_at},
};

use crate::{demo::Mailbox, wording};

/// How many letters are on their way at once.
const AT_ONCE: u32 = 4;
/// How long a letter is one sender's who does not say that it is still at it.
const LEASE: SignedDuration = SignedDuration::from_secs(45);
/// How often a sender says so.
const RENEWAL: Duration = Duration::from_secs(15);

/// Where letters go, and who they are from.
pub(crate) struct Post {
    /// Who they are from.
    pub(crate) sender: Sender,
    /// How people reach the service: the beginning of a letter's link.
    pub(crate) public_url: String,
    server: Option<Smtp>,
    mailbox: Option<Arc<Mailbox>>,
    /// Whether letters are caught, for now, although there is a server.
    indoors: AtomicBool,
    standing: Standing,
    /// Held from a letter's content to the mark that it is sent.
    handing_over: tokio::sync::Mutex<()>,
}

impl Post {
    /// Letters go to a mail server.
    pub(crate) fn to_server(server: Smtp, sender: Sender, public_url: String) -> Self {
        Self::new(Some(server), None, sender, public_url)
    }

    /// Letters are caught, unless there is a server: from when the post is [opened](Self::open) they go there, and
    /// the mailbox shows what it took.
    pub(crate) fn to_mailbox(
        mailbox: Arc<Mailbox>,
        server: Option<Smtp>,
        sender: Sender,
        public_url: String,
    ) -> Self {
        Self::new(server, Some(mailbox), sender, public_url)
    }

    fn new(server: Option<Smtp>, mailbox: Option<Arc<Mailbox>>, sender: Sender, public_url: String) -> Self {
        Self {
            sender,
            public_url,
            indoors: AtomicBool::new(mailbox.is_some()),
            server,
            mailbox,
            standing: Standing::default(),
            handing_over: tokio::sync::Mutex::default(),
        }
    }

    /// Lets letters out to the server, where there is one.
    pub(crate) fn open(&self) {
        self.indoors.store(false, Ordering::Relaxed);
    }

    /// The server that letters go to now.
    pub(crate) fn server(&self) -> Option<&Smtp> {
        self.server
            .as_ref()
            .filter(|_| !self.indoors.load(Ordering::Relaxed))
    }

    /// Before when nothing can go out, because the server is away.
    pub(crate) fn not_before(&self) -> Option<Timestamp> {
        self.server().and_then(|_| self.standing.next())
    }

    /// Says goodbye to the mail server.
    pub(crate) async fn close(&self) {
        if let Some(server) = &self.server {
            server.close().await;
        }
    }
}

/// How the mail server stands: there, or away.
#[derive(Default)]
struct Standing(Mutex<Option<Away>>);

#[derive(Clone, Copy)]
struct Away {
    since: Timestamp,
    next: Timestamp,
}

impl Standing {
    /// How many letters may be tried: one only, now and then, to a server that is away.
    fn allows(&self, now: Timestamp) -> u32 {
        match *self.lock() {
            None => AT_ONCE,
            Some(away) => u32::from(now >= away.next),
        }
    }

    fn next(&self) -> Option<Timestamp> {
        self.lock().map(|away| away.next)
    }

    fn is_away(&self) -> bool {
        self.lock().is_some()
    }

    fn failed(&self, now: Timestamp) {
        let mut standing = self.lock();
        let since = standing.map_or(now, |away| away.since);
        *standing = Some(Away {
            since,
            next: later(now, probe_after(now.duration_since(since))),
        });
    }

    fn answered(&self) {
        *self.lock() = None;
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Option<Away>> {
        // A panic elsewhere cannot leave a plain value half changed.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
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
    /// It is out, or there was nothing left to say.
    Sent,
    /// It is to be tried again, which is noted.
    Later,
    /// It will never go out, which is noted.
    Dead,
    /// The server was away; what that means is seen from the others.
    Away(Undelivered),
}

/// Sends letters that are due, a handful at most.
///
/// # Errors
/// Where the store fails; a letter that could not be sent is no error.
pub(crate) async fn deliver(service: &Service, post: &Arc<Post>, now: Timestamp) -> Result<Delivered> {
    let allowed = if post.server().is_some() {
        post.standing.allows(now)
    } else {
        AT_ONCE
    };
    let letters = lease(service, now, allowed).await?;
    if letters.is_empty() {
        return Ok(Delivered::default());
    }
    let count = u32::try_from(letters.len()).unwrap_or(u32::MAX);
    let fates = send(service, post, letters, now).await?;
    let mut delivered = Delivered::default();
    let (mut away, mut answered) = (Vec::new(), false);
    for (letter, fate) in fates {
        match fate {
            Fate::Sent => delivered.sent += 1,
            Fate::Later => delivered.later += 1,
            Fate::Dead => delivered.dead += 1,
            Fate::Away(why) => {
                delivered.later += 1;
                away.push((letter, why));
                continue;
            }
        }
        answered = true;
    }
    if answered {
        post.standing.answered();
        // The server works, so whatever keeps failing has to do with the letter.
        for (letter, why) in away {
            put_off(service, &letter, why, now).await?;
        }
    } else if let Some((_, why)) = away.first() {
        if !post.standing.is_away() {
            tracing::warn!(failure = %why, "the mail server takes no letters; they wait until it does");
        }
        post.standing.failed(now);
        // They stay due, behind those that were not tried: it is the server that is waited for.
        let mut tx = service.store().write().await?;
        for (letter, why) in away {
            tx.letter_later(letter.id, now, why.as_str(), None).await?;
        }
        tx.commit().await?;
    }
    delivered.more = count >= allowed && !post.standing.is_away();
    Ok(delivered)
}

async fn lease(service: &Service, now: Timestamp, limit: u32) -> Result<Vec<Stored>> {
    // Looking costs less than writing, and there is nothing to send almost always.
    if limit == 0 || service.next_letter().await?.is_none_or(|next| next > now) {
        return Ok(Vec::new());
    }
    let mut tx = service.store().write().await?;
    let ids = tx.lease_letters(now, later(now, LEASE), limit).await?;
    let mut letters = Vec::with_capacity(ids.len());
    for id in ids {
        letters.extend(tx.letter(id).await?);
    }
    tx.commit().await?;
    letters.sort_by_key(|letter| (letter.at, letter.id));
    Ok(letters)
}

/// Sends leased letters, and keeps their leases for as long as that takes.
async fn send(
    service: &Service,
    post: &Arc<Post>,
    letters: Vec<Stored>,
    now: Timestamp,
) -> Result<Vec<(Stored, Fate)>> {
    let Some(server) = post.server() else {
        return keep(service, post, letters, now).await;
    };
    let mut fates = Vec::with_capacity(letters.len());
    let mut held: Vec<_> = letters.iter().map(|letter| letter.id).collect();
    let mut sending = JoinSet::new();
    for letter in letters {
        let (service, post, server) = (service.clone(), Arc::clone(post), server.clone());
        sending.spawn(async move {
            let fate = carry(&service, &post, &server, &letter, now).await;
            (letter, fate)
        });
    }
    let began = Instant::now();
    let mut beat = interval_at(began + RENEWAL, RENEWAL);
    let mut until = later(now, LEASE);
    let mut failed = None;
    loop {
        tokio::select! {
            done = sending.join_next() => match done {
                None => break,
                Some(Ok((letter, fate))) => {
                    held.retain(|id| *id != letter.id);
                    match fate {
                        Ok(fate) => fates.push((letter, fate)),
                        // The others are seen to their end: cut off, they might go twice.
                        Err(error) => failed = Some(error),
                    }
                }
                // A task that panicked leaves its lease to run out.
                Some(Err(panic)) => tracing::error!(%panic, "a letter's sending broke off"),
            },
            _ = beat.tick() => {
                let spent = SignedDuration::try_from(began.elapsed()).unwrap_or_default();
                let next = later(later(now, spent), LEASE);
                let mut tx = service.store().write().await?;
                for id in &held {
                    tx.renew_lease(*id, until, next).await?;
                }
                tx.commit().await?;
                until = next;
            }
        }
    }
    failed.map_or(Ok(fates), Err)
}

/// Carries one letter as far as it gets.
async fn carry(
    service: &Service,
    post: &Post,
    server: &Smtp,
    letter: &Stored,
    now: Timestamp,
) -> Result<Fate> {
    let composed = match wording::composed(service, post, letter) {
        Ok(Some(composed)) => composed,
        Ok(None) => {
            mark(service, letter, now).await?;
            return Ok(Fate::Sent);
        }
        Err(why) => return bury(service, letter, why, now).await,
    };
    let offered = match server.offer(&composed).await {
        Ok(offered) => offered,
        Err(error) => return failed(service, letter, &error, now).await,
    };
    let _alone = post.handing_over.lock().await;
    // While it waited, somebody may have died: what is silenced meanwhile is not said.
    let present = service.store().read().await?.letter(letter.id).await?;
    let unchanged = |now: Stored| now.notices == letter.notices && now.announcements == letter.announcements;
    if !present.is_some_and(unchanged) {
        offered.take_back().await;
        let mut tx = service.store().write().await?;
        tx.letter_later(letter.id, now, Undelivered::PutOff.as_str(), None)
            .await?;
        tx.commit().await?;
        return Ok(Fate::Later);
    }
    if let Err(error) = offered.hand_over().await {
        return failed(service, letter, &error, now).await;
    }
    mark(service, letter, now).await?;
    if let Some(mailbox) = &post.mailbox
        && let Err(fault) = mailbox.take(composed.mail())
    {
        tracing::warn!(letter.id = %letter.id, %fault, "the mailbox does not show a letter that went out");
    }
    Ok(Fate::Sent)
}

/// Catches leased letters, in the order in which they came. A mailbox keeps nobody waiting, and knows a letter
/// that it is handed again, so they are marked together.
async fn keep(
    service: &Service,
    post: &Post,
    letters: Vec<Stored>,
    now: Timestamp,
) -> Result<Vec<(Stored, Fate)>> {
    let mut fates = Vec::with_capacity(letters.len());
    for letter in letters {
        let kept = match wording::composed(service, post, &letter) {
            Ok(Some(composed)) => post
                .mailbox
                .as_ref()
                .is_some_and(|mailbox| mailbox.take(composed.mail()).is_ok()),
            Ok(None) => true,
            Err(why) => {
                let fate = bury(service, &letter, why, now).await?;
                fates.push((letter, fate));
                continue;
            }
        };
        let fate = if kept {
            Fate::Sent
        } else {
            put_off(service, &letter, Undelivered::MailboxFailed, now).await?
        };
        fates.push((letter, fate));
    }
    let mut tx = service.store().write().await?;
    for (letter, fate) in &fates {
        if matches!(fate, Fate::Sent) {
            tx.letter_sent(letter.id, now).await?;
        }
    }
    tx.commit().await?;
    Ok(fates)
}

async fn failed(service: &Service, letter: &Stored, error: &SendError, now: Timestamp) -> Result<Fate> {
    let why = failure(error);
    tracing::debug!(letter.id = %letter.id, %error, "a letter did not go out");
    match outcome(error) {
        Outcome::Away => Ok(Fate::Away(why)),
        Outcome::Later => put_off(service, letter, why, now).await,
        Outcome::Dead => bury(service, letter, why, now).await,
    }
}

async fn put_off(service: &Service, letter: &Stored, why: Undelivered, now: Timestamp) -> Result<Fate> {
    let since = letter.refused_since.unwrap_or(now);
    let put_off_for = now.duration_since(since);
    if is_given_up(put_off_for) {
        return bury(service, letter, Undelivered::GivenUp, now).await;
    }
    tracing::warn!(letter.id = %letter.id, failure = %why, "a letter did not go out and will be tried again");
    let at = later(now, backoff(put_off_for));
    let mut tx = service.store().write().await?;
    tx.letter_later(letter.id, at, why.as_str(), Some(since)).await?;
    tx.commit().await?;
    Ok(Fate::Later)
}

async fn bury(service: &Service, letter: &Stored, why: Undelivered, now: Timestamp) -> Result<Fate> {
    tracing::error!(letter.id = %letter.id, failure = %why, "a letter will never go out");
    service.bury(letter, why, now).await?;
    Ok(Fate::Dead)
}

async fn mark(service: &Service, letter: &Stored, now: Timestamp) -> Result<()> {
    let mut tx = service.store().write().await?;
    tx.letter_sent(letter.id, now).await?;
    tx.commit().await?;
    Ok(())
}

fn later(at: Timestamp, by: SignedDuration) -> Timestamp {
    at.saturating_add(by).unwrap_or(at)
}

#[cfg(test)]
mod tests {
    use jiff::{SignedDuration, Timestamp};

    use super::{AT_ONCE, Standing};

    #[test]
    fn a_server_that_is_away_is_tried_with_one_letter_at_most_half_a_minute_apart() {
        let standing = Standing::default();
        let mut now: Timestamp = "2026-11-02T07:00:00Z".parse().unwrap();
        assert_eq!(standing.allows(now), AT_ONCE);
        let mut waits = Vec::new();
        for _ in 0..8 {
            standing.failed(now);
            let next = standing.next().unwrap();
            assert_eq!(standing.allows(next - SignedDuration::from_millis(1)), 0);
            assert_eq!(standing.allows(next), 1);
            waits.push(next.duration_since(now).as_secs());
            now = next;
        }
        assert_eq!(waits, [5, 5, 10, 20, 30, 30, 30, 30]);
        standing.answered();
        assert_eq!((standing.allows(now), standing.next()), (AT_ONCE, None));
    }
}
