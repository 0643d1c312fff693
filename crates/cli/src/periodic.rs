//! The only loops: what elsewhere runs once, with `now` as argument, is repeated here.
//!
//! Each loop does what is due, then sleeps until the next instant at which something is, at most for a
//! moment, because people and other processes bring new work at any time. A round that fails is
//! repeated with growing pauses and told once, not once a round.

use std::{sync::Arc, time::Duration};

use jiff::Timestamp;
use luotsi_domain::referral::words::Status;
use luotsi_service::{Result, Service};
use luotsi_web::metrics::Metrics;
use tokio::{
    sync::{RwLock, RwLockReadGuard, RwLockWriteGuard, watch},
    task::JoinSet,
    time::{Instant, sleep_until},
};

use crate::{
    clock::{Clock, machine_time},
    deliver::{Delivered, Post, deliver},
};

/// Referrals stepped in one sweep.
const AT_ONCE: u32 = 200;
/// Sweeps at one instant before the others get their turn.
const MOST_SWEEPS: u32 = 1000;

/// The longest a loop sleeps when nothing is due: for due times and letters, proposals and definitions, counters,
/// tidying.
const DUE: Duration = Duration::from_secs(1);
const CHANGES: Duration = Duration::from_secs(5);
const COUNTERS: Duration = Duration::from_secs(15);
const TIDYING: Duration = Duration::from_hours(1);
/// Checkpoints are due at full hours; a little later is no harm.
const CHECKPOINTS: Duration = Duration::from_secs(15);

/// The shortest a loop sleeps, so that work somebody else has leased is not asked for without a pause.
const BREATH: Duration = Duration::from_millis(250);

/// The longest pause after a round that failed.
const LONGEST_PAUSE: Duration = Duration::from_mins(1);

/// The time that a mail server may take while somebody waits for what comes after it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct MailTime {
    /// For attempts of which nothing came.
    in_vain: Duration,
    /// For all.
    whole: Duration,
}

impl MailTime {
    /// Nobody waits.
    pub(crate) const fn unlimited() -> Self {
        Self {
            in_vain: Duration::MAX,
            whole: Duration::MAX,
        }
    }

    /// Somebody waits for an answer, who is given one within a minute.
    pub(crate) const fn while_somebody_waits() -> Self {
        Self {
            in_vain: Duration::from_secs(6),
            whole: Duration::from_secs(20),
        }
    }

    /// Whether letters have to wait from now on.
    pub(crate) const fn is_up(&self) -> bool {
        self.in_vain.is_zero() || self.whole.is_zero()
    }

    fn spend(&mut self, time: Duration, delivered: Delivered) {
        self.whole = self.whole.saturating_sub(time);
        if delivered.sent == 0 {
            self.in_vain = self.in_vain.saturating_sub(time);
        }
    }
}

/// What is done again and again, and what it needs.
pub(crate) struct Works {
    service: Service,
    clock: Clock,
    post: Option<Arc<Post>>,
    metrics: Metrics,
    /// Shared by the loops, taken whole by whoever moves the clock.
    turn: RwLock<()>,
}

impl Works {
    /// Everything over one service. Without a way out letters wait.
    pub(crate) fn new(service: Service, clock: Clock, post: Option<Post>, metrics: Metrics) -> Arc<Self> {
        Arc::new(Self {
            service,
            clock,
            post: post.map(Arc::new),
            metrics,
            turn: RwLock::new(()),
        })
    }

    /// The service.
    pub(crate) const fn service(&self) -> &Service {
        &self.service
    }

    /// The clock.
    pub(crate) const fn clock(&self) -> &Clock {
        &self.clock
    }

    /// Keeps every loop waiting for as long as it is held.
    pub(crate) async fn alone(&self) -> RwLockWriteGuard<'_, ()> {
        self.turn.write().await
    }

    /// Keeps the clock from being moved for as long as it is held.
    pub(crate) async fn unmoved(&self) -> RwLockReadGuard<'_, ()> {
        self.turn.read().await
    }

    /// Where letters go.
    pub(crate) fn post(&self) -> Option<&Post> {
        self.post.as_deref()
    }

    /// Does everything that is due at an instant, and returns how many steps, proposals and letters that were.
    /// Letters wait where the mail server has used its time up.
    pub(crate) async fn catch_up(&self, now: Timestamp, time: &mut MailTime) -> Result<u32> {
        let stepped = self.sweep(now).await? + self.service.propose(now).await?;
        Ok(stepped + self.deliver(now, time).await?)
    }

    /// The next instant at which there is something to do; without letters, where they are to wait.
    pub(crate) async fn next_instant(&self, letters: bool) -> Result<Option<Timestamp>> {
        let wake = self.service.next_wake().await?;
        let letter = match &self.post {
            Some(post) if letters => {
                let next = self.service.next_letter().await?;
                next.map(|next| post.not_before().map_or(next, |probe| probe.max(next)))
            }
            Some(_) | None => None,
        };
        Ok([wake, letter].into_iter().flatten().min())
    }

    /// Lets go of the mail server and the database, once nobody works with them.
    pub(crate) async fn close(&self) {
        if let Some(post) = &self.post {
            post.close().await;
        }
        if let Err(error) = self.service.store().close().await {
            tracing::warn!(%error, "the database was not closed in good order; nothing is lost");
        }
    }

    /// Takes every due checkpoint.
    pub(crate) async fn checkpoint(&self, now: Timestamp) -> Result<u32> {
        self.service.checkpoint(now).await
    }

    /// Takes every due step.
    async fn sweep(&self, now: Timestamp) -> Result<u32> {
        let mut stepped = 0;
        for _ in 0..MOST_SWEEPS {
            let swept = self.service.sweep(now, AT_ONCE).await?;
            stepped += swept.stepped;
            if !swept.more || swept.stepped == 0 {
                break;
            }
        }
        Ok(stepped)
    }

    /// Sends every due letter, for as long as the mail server may take.
    pub(crate) async fn deliver(&self, now: Timestamp, time: &mut MailTime) -> Result<u32> {
        let Some(post) = &self.post else { return Ok(0) };
        let mut handled = 0;
        while !time.is_up() {
            let began = Instant::now();
            // The clock may run on meanwhile, and a lease counts from when it is taken.
            let delivered = deliver(&self.service, post, now.max(self.clock.now())).await?;
            if post.server().is_some() {
                time.spend(began.elapsed(), delivered);
            }
            handled += delivered.sent + delivered.later + delivered.dead;
            if !delivered.more {
                break;
            }
        }
        Ok(handled)
    }

    async fn count(&self, now: Timestamp) -> Result<()> {
        let gauges = self.service.gauges(now).await?;
        let number = |n: i64| u32::try_from(n).unwrap_or(u32::MAX);
        for status in Status::ALL {
            let of_status = gauges
                .statuses
                .iter()
                .find(|count| count.status == status.as_str());
            self.metrics
                .set_referrals(status.as_str(), of_status.map_or(0, |count| number(count.n)));
        }
        self.metrics
            .set_stalled(number(gauges.statuses.iter().map(|count| count.stalled).sum()));
        self.metrics
            .set_outbox(number(gauges.letters.pending), number(gauges.letters.dead));
        Ok(())
    }

    /// Until when there is nothing due.
    async fn idle(&self, now: Timestamp) -> Result<Duration> {
        let next = self.next_instant(true).await?;
        let until = next.map_or(DUE, |next| {
            Duration::try_from(next.duration_since(now)).unwrap_or_default()
        });
        Ok(until.clamp(BREATH, DUE))
    }
}

/// One round of a loop.
#[derive(Debug, Clone, Copy)]
enum Job {
    Sweep,
    Deliver,
    Propose,
    Refresh,
    Count,
    Tidy,
    Checkpoint,
    Index,
}

impl Job {
    const ALL: [Self; 8] = [
        Self::Sweep,
        Self::Deliver,
        Self::Propose,
        Self::Refresh,
        Self::Count,
        Self::Tidy,
        Self::Checkpoint,
        Self::Index,
    ];

    const fn name(self) -> &'static str {
        match self {
            Self::Sweep => "sweep",
            Self::Deliver => "deliver",
            Self::Propose => "propose",
            Self::Refresh => "refresh",
            Self::Count => "count",
            Self::Tidy => "tidy",
            Self::Checkpoint => "checkpoint",
            Self::Index => "index",
        }
    }

    /// Does it once, and says how long nothing of the kind will be needed.
    async fn once(self, works: &Works) -> Result<Duration> {
        let _turn = works.unmoved().await;
        let now = works.clock.now();
        match self {
            Self::Sweep => {
                works.sweep(now).await?;
                works.metrics.set_swept(seconds(now));
                works.idle(now).await
            }
            Self::Deliver => {
                works.deliver(now, &mut MailTime::unlimited()).await?;
                works.idle(now).await
            }
            Self::Propose => {
                works.service.propose(now).await?;
                Ok(CHANGES)
            }
            Self::Refresh => {
                works.service.refresh().await?;
                Ok(CHANGES)
            }
            Self::Count => {
                works.count(now).await?;
                Ok(COUNTERS)
            }
            Self::Tidy => {
                works.service.tidy(now).await?;
                // Sessions are about who sits before a screen: they follow the machine's time, in a demo too.
                works.service.tidy_sessions(machine_time()).await?;
                Ok(TIDYING)
            }
            Self::Checkpoint => {
                works.checkpoint(now).await?;
                Ok(CHECKPOINTS)
            }
            Self::Index => {
                works.service.fill_indexes().await?;
                Ok(TIDYING)
            }
        }
    }
}

/// Starts every loop. They end, each after the round it is in, when `stop` becomes true.
pub(crate) fn start(works: &Arc<Works>, stop: &watch::Receiver<bool>) -> JoinSet<()> {
    let mut loops = JoinSet::new();
    for job in Job::ALL {
        if matches!(job, Job::Deliver) && works.post.is_none() {
            continue;
        }
        loops.spawn(repeat(job, Arc::clone(works), stop.clone()));
    }
    loops
}

async fn repeat(job: Job, works: Arc<Works>, mut stop: watch::Receiver<bool>) {
    let mut failed: u32 = 0;
    while !*stop.borrow() {
        let pause = match job.once(&works).await {
            Ok(idle) => {
                if failed > 0 {
                    tracing::info!(job = job.name(), "works again");
                }
                failed = 0;
                idle
            }
            Err(error) => {
                if failed == 0 {
                    tracing::error!(job = job.name(), %error, "does not work, and is tried again until it does");
                }
                failed = failed.saturating_add(1);
                Duration::from_secs(1)
                    .saturating_mul(1 << failed.min(6))
                    .min(LONGEST_PAUSE)
            }
        };
        tokio::select! {
            () = sleep_until(Instant::now() + pause) => {}
            _ = stop.changed() => {}
        }
    }
}

fn seconds(at: Timestamp) -> f64 {
    at.duration_since(Timestamp::UNIX_EPOCH).as_secs_f64()
}
