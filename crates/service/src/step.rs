//! A step of the road, written down: events, state, texts, places, notices, all in one transaction.

use jiff::Timestamp;
use luotsi_domain::{
    access::Actor,
    id::{ClientId, ProgrammeId, UserId},
    notice::{Notice, NoticeKind, notices, passes_from, silences, takes_back},
    referral::{
        Context, Referral,
        event::{By, Event, Recorded},
        evolve, wake,
        words::Because,
    },
};
use luotsi_store::{Tx, capacity::month, crypto::PersonKey, record::Loaded};

use crate::{
    Network, Service,
    decision::asks,
    ending::{how_left, left_by},
    error::Result,
    identity,
};

/// What goes into a step beside its events.
#[derive(Clone, Copy)]
pub(crate) struct Step<'a> {
    /// The network.
    pub network: &'a Network,
    /// When it happened: for the clock's steps the due instant.
    pub at: Timestamp,
    /// The instant at which it is written down.
    pub now: Timestamp,
    /// Who did it; nobody where it was the clock.
    pub by: Option<&'a Actor>,
    /// Places taken beforehand for it.
    pub taken: &'a [ProgrammeId],
    /// Free texts that came with it.
    pub texts: &'a [(&'static str, &'a str)],
    /// The programme that a human named. Where it has no place, another that she confirmed is asked.
    pub named: Option<&'a str>,
    /// Why a human asks another than the first that was proposed.
    pub because: Option<Because>,
}

/// A step folded but not yet written.
struct Folded {
    after: Referral,
    recorded: Vec<Recorded>,
    notices: Vec<(Notice, Timestamp)>,
    silenced: bool,
    taken_back: Vec<NoticeKind>,
    passed_from: Vec<UserId>,
    erased: bool,
    left: Vec<ProgrammeId>,
}

impl Network {
    /// What a decision may look at.
    pub(crate) fn context<'a>(&'a self, actor: &'a Actor, now: Timestamp) -> Context<'a> {
        Context {
            now,
            actor,
            definition: &self.definition,
            days: &self.days,
        }
    }
}

impl Service {
    /// Writes a new referral down. `None` where its reference is taken: draw another.
    pub(crate) async fn begin(
        &self,
        tx: &mut Tx,
        client: ClientId,
        key: &PersonKey,
        events: Vec<Event>,
        step: &Step<'_>,
    ) -> Result<Option<Referral>> {
        let folded = self.folded(tx, None, events, step).await?;
        let wake = Self::wakes(&folded.after, step);
        if !tx
            .enter_referral(client, &folded.after, &folded.recorded, wake)
            .await?
        {
            return Ok(None);
        }
        self.finish(tx, None, client, Some(key), &folded, step).await?;
        Ok(Some(folded.after))
    }

    /// Writes down what happened to a referral.
    pub(crate) async fn advance(
        &self,
        tx: &mut Tx,
        before: &Loaded,
        events: Vec<Event>,
        step: &Step<'_>,
    ) -> Result<Loaded> {
        let folded = self.folded(tx, Some(&before.referral), events, step).await?;
        let wake = Self::wakes(&folded.after, step);
        let saved = tx
            .save_referral(before, &folded.after, &folded.recorded, wake)
            .await?;
        self.finish(tx, Some(before), before.client, None, &folded, step)
            .await?;
        Ok(saved)
    }

    /// Folds the step, with what follows at once from somebody's absence.
    async fn folded(
        &self,
        tx: &mut Tx,
        before: Option<&Referral>,
        mut events: Vec<Event>,
        step: &Step<'_>,
    ) -> Result<Folded> {
        let folded = fold(before.cloned(), events.clone(), step)?;
        let covered = self.covered_at_once(tx, before, &folded.after, step).await?;
        let Some(covered) = covered else { return Ok(folded) };
        events.push(covered);
        fold(before.cloned(), events, step)
    }

    fn wakes(after: &Referral, step: &Step<'_>) -> Option<Timestamp> {
        wake(after, &step.network.days, &step.network.definition)
    }

    async fn finish(
        &self,
        tx: &mut Tx,
        before: Option<&Loaded>,
        client: ClientId,
        key: Option<&PersonKey>,
        folded: &Folded,
        step: &Step<'_>,
    ) -> Result<()> {
        let days = &step.network.days;
        let today = days.date_of(step.now);
        let month_of = |at: Timestamp| month(days.date_of(at));
        let held = before.map(|loaded| &loaded.referral);
        let sealed = !step.texts.is_empty() || folded.recorded.iter().any(|one| asks(one).is_some());
        let opened = match key {
            None if sealed => identity::open_key(tx, &self.keys, client).await?,
            _ => None,
        };
        tx.settle_places(held, &folded.after, step.taken, today, month_of)
            .await?;
        // None either once she is erased.
        if let Some(key) = key.or(opened.as_ref()).filter(|_| sealed) {
            // Large, and seldom: not part of every step's future. A place that this step gave up is free by then.
            Box::pin(self.keep_decision(tx, key, &folded.after, &folded.recorded, step)).await?;
            Self::keep_texts(tx, key, folded, step).await?;
        }
        // Of a protected person there is no count.
        for programme in folded.left.iter().filter(|_| !folded.after.protected) {
            tx.enter_leaving(&folded.after, programme, how_left(&folded.after), step.at)
                .await?;
        }
        self.count_voices(tx, step, &folded.after, &folded.recorded)
            .await?;
        Self::count_figures(tx, step, held, &folded.after).await?;
        Self::learn(tx, step, held, &folded.after).await?;
        if folded.silenced {
            tx.silence(folded.after.id).await?;
        }
        for kind in &folded.taken_back {
            tx.take_back(folded.after.id, kind.as_str()).await?;
        }
        for user in &folded.passed_from {
            tx.take_back_from(folded.after.id, *user).await?;
        }
        if folded.erased {
            tx.forget_texts(folded.after.id).await?;
            tx.forget_decisions(folded.after.id).await?;
            // Another road of hers may still need her key; the last one destroys it.
            tx.erase_client(client, folded.after.id, step.now).await?;
        }
        self.keep_watch(tx, step, held, &folded.after).await?;
        self.enter_notices(tx, step, &folded.after, &folded.notices).await
    }

    async fn keep_texts(tx: &mut Tx, key: &PersonKey, folded: &Folded, step: &Step<'_>) -> Result<()> {
        let Some(seq) = folded.recorded.first().map(|recorded| recorded.seq) else {
            return Ok(());
        };
        let id = folded.after.id;
        for (field, text) in step.texts {
            let sealed = key.seal(&identity::text_place(id, seq, field), text.as_bytes())?;
            tx.keep_text(id, seq, field, &sealed).await?;
        }
        Ok(())
    }
}

fn fold(before: Option<Referral>, events: Vec<Event>, step: &Step<'_>) -> Result<Folded> {
    let by = step.by.map(|actor| By {
        user: actor.user,
        role: actor.role,
        organisation: actor.organisation.clone(),
    });
    let mut row = Recorded::row(
        before
            .as_ref()
            .map(|referral| (referral.version, referral.changed_at)),
        step.at,
        by.as_ref(),
        events,
    );
    if let Some(first) = row.first_mut() {
        first.texts = step.texts.iter().map(|(field, _)| (*field).to_owned()).collect();
    }
    let mut state = before;
    let mut told = Vec::new();
    let (mut silenced, mut erased) = (false, false);
    let mut taken_back = Vec::new();
    let mut left = Vec::new();
    let mut passed_from = Vec::new();
    for entry in &row {
        silenced |= silences(&entry.event);
        erased |= entry.event == Event::Erased;
        let after = evolve(state.clone(), entry)?;
        left.extend(state.as_ref().and_then(|before| left_by(before, entry)));
        taken_back.extend(takes_back(&entry.event, &after));
        passed_from.extend(passes_from(state.as_ref(), &entry.event));
        told.extend(
            notices(state.as_ref(), entry, &after)
                .into_iter()
                .map(|notice| (notice, entry.at)),
        );
        state = Some(after);
    }
    let after = state.ok_or(luotsi_domain::referral::Broken {
        seq: 0,
        event: "none",
        expected: "an event",
    })?;
    Ok(Folded {
        after,
        recorded: row,
        notices: told,
        silenced,
        taken_back,
        passed_from,
        erased,
        left,
    })
}
