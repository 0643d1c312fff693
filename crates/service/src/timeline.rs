//! A referral's history for those who may see how it goes.

use std::collections::BTreeMap;

use jiff::Timestamp;
use luotsi_domain::{
    access::{Actor, disclose, shows_event},
    id::{LetterId, ReferralId},
    referral::{
        Referral,
        event::{By, Event, Recorded},
        words::Role,
    },
};
use luotsi_store::{Tx, crypto::PersonKey, record::SealedText};
use luotsi_wire::referral::TimelineEntry;

use crate::{
    Service, boxed,
    error::{Error, Result},
    identity,
    linked::{named_in, read_linked, shows_link},
};

impl Service {
    /// Reads the history of a referral as the caller may see it.
    ///
    /// # Errors
    /// `NotFound` where she may not know it exists.
    #[boxed]
    pub async fn timeline(
        &self,
        actor: &Actor,
        id: ReferralId,
        now: Timestamp,
    ) -> Result<Vec<TimelineEntry>> {
        // A note opened is a view, and is written down.
        let mut tx = self.store.write().await?;
        let loaded = self.load(&mut tx, actor, id).await?;
        let referral = &loaded.referral;
        let disclosure = disclose(actor, referral, now).ok_or(Error::NotFound)?;
        let mut history = Vec::new();
        for stored in tx.history(id).await? {
            history.push(stored.recorded(id)?);
        }
        let readable = |text: &SealedText| disclosure.words || is_for_lead(text, actor, referral, &history);
        let texts = self.texts(&mut tx, &loaded, actor, readable, now).await?;
        let others = named_in(history.iter().map(|recorded| &recorded.event));
        let linked = read_linked(&mut tx, &others).await?;
        let mut entries = Vec::new();
        for recorded in &history {
            let shown = shows_event(actor, referral, disclosure.process, recorded);
            if shown && shows_link(actor, referral, &recorded.event, &linked) {
                let by = recorded
                    .by
                    .as_ref()
                    .filter(|by| is_of_this_road(by, actor, referral));
                let name = match by {
                    Some(by) => tx.name_of(by.user).await?,
                    None => None,
                };
                entries.push(entry(recorded, by, name, texts.get(&recorded.seq)));
            }
        }
        tx.commit().await?;
        Ok(entries)
    }

    async fn texts(
        &self,
        tx: &mut Tx,
        loaded: &luotsi_store::record::Loaded,
        actor: &Actor,
        readable: impl Fn(&SealedText) -> bool,
        now: Timestamp,
    ) -> Result<BTreeMap<u64, BTreeMap<String, String>>> {
        let id = loaded.referral.id;
        let mut sealed = tx.sealed_texts(id).await?;
        sealed.retain(readable);
        if sealed.is_empty() {
            return Ok(BTreeMap::new());
        }
        let mut opened: BTreeMap<u64, BTreeMap<String, String>> = BTreeMap::new();
        let Some(key) = identity::open_key(tx, &self.keys, loaded.client).await? else {
            return Ok(opened);
        };
        for text in sealed {
            let plain = open_text(&key, id, &text)?;
            opened.entry(text.seq).or_default().insert(text.field, plain);
        }
        if !opened.is_empty() {
            tx.note_view(LetterId::new(self.uuid(now)), id, actor, "timeline", now)
                .await?;
        }
        Ok(opened)
    }
}

/// Whether a text is the reason for which the lead is asked beyond her places: that one she reads before
/// accepting, to decide by it.
fn is_for_lead(text: &SealedText, actor: &Actor, referral: &Referral, history: &[Recorded]) -> bool {
    let asked = referral
        .offer()
        .filter(|offer| offer.beyond && actor.leads() && offer.organisation == actor.organisation);
    let Some(asked) = asked else { return false };
    let offered = history
        .iter()
        .rfind(|recorded| matches!(&recorded.event, Event::Offered { offer, .. } if offer.at == asked.at));
    text.field == "reason" && offered.is_some_and(|recorded| recorded.seq == text.seq)
}

fn open_text(key: &PersonKey, id: ReferralId, text: &SealedText) -> Result<String> {
    let plain = key.open(&identity::text_place(id, text.seq, &text.field), &text.sealed)?;
    String::from_utf8(plain.to_vec())
        .map_err(|_| Error::Store(luotsi_store::Error::corrupt("texts", "sealed", id)))
}

/// Whether those who carry the person here may know who did it: not, where it was somebody who has her on
/// another of her roads.
fn is_of_this_road(by: &By, actor: &Actor, referral: &Referral) -> bool {
    let own = [&actor.organisation, &referral.desk].contains(&&by.organisation);
    let asked = || {
        referral
            .offers
            .iter()
            .any(|offer| offer.organisation == by.organisation)
    };
    let submitted = || by.user == referral.submitter;
    !actor.is_partner() || own || asked() || submitted() || by.role == Role::Coordinator
}

fn entry(
    recorded: &Recorded,
    by: Option<&By>,
    name: Option<String>,
    texts: Option<&BTreeMap<String, String>>,
) -> TimelineEntry {
    TimelineEntry {
        seq: recorded.seq,
        at: recorded.at,
        event: recorded.event.name(),
        by: name,
        organisation: by.map(|by| by.organisation.to_string()),
        detail: detail(&recorded.event),
        texts: texts.cloned().unwrap_or_default(),
    }
}

/// The code that says more exactly what happened.
pub(crate) fn detail(event: &Event) -> Option<String> {
    Some(match event {
        Event::CityTrackOpened { kind, .. } => kind.to_string(),
        Event::Offered { offer, .. } | Event::TransferOffered { offer } | Event::BroughtIn { offer, .. } => {
            offer.programme.to_string()
        }
        Event::Waits { waiting_for, .. } => waiting_for.as_ref()?.to_string(),
        Event::PlaceProposed { programme }
        | Event::PlaceGone { programme }
        | Event::CarriedOver { programme, .. }
        | Event::ProgrammeEnded { programme } => programme.to_string(),
        Event::HandedBack { reason } => reason.to_string(),
        Event::TransferDeclined { reason } => reason.as_ref()?.to_string(),
        Event::Returned { reason, .. } => reason.to_string(),
        Event::Contacted { outcome, .. } => outcome.to_string(),
        Event::Reviewed { form, phase, .. } => match (form, phase) {
            (Some(form), _) => form.to_string(),
            (None, Some(phase)) => phase.to_string(),
            (None, None) => return None,
        },
        Event::MeetingProposed { proposal, .. } => proposal.with.to_string(),
        Event::MeetingRecorded { attempt, .. } => attempt.outcome.to_string(),
        Event::SupportEnded { outcome, .. } => outcome.clone(),
        Event::Checked { result, .. } => result.to_string(),
        Event::Closed { reason } | Event::FellSilent { reason } => reason.to_string(),
        Event::ConsentWithdrawn { scope, .. } => scope.to_string(),
        Event::WaitingConfirmed { result } => result.to_string(),
        Event::Paused { what, .. } => what.to_string(),
        Event::Covered { by, .. } => by.code().to_owned(),
        Event::ClientCalled { wish, .. } => wish.to_string(),
        Event::DeskAlerted { what } => what.to_string(),
        Event::TaskOpened { task } => task.kind.to_string(),
        Event::Linked { kind, .. } => kind.to_string(),
        Event::EndingPlanned { decision, .. } => decision.to_string(),
        Event::ConsentAsked { answer, .. } => answer.to_string(),
        Event::QueueMoved { desk } => desk.to_string(),
        Event::Amended { fields, .. } => fields.join(" "),
        Event::Submitted(_)
        | Event::CityTrackUpdated { .. }
        | Event::Acknowledged
        | Event::Accepted { .. }
        | Event::Expired
        | Event::Reassigned { .. }
        | Event::CoverEnded { .. }
        | Event::TransferAcknowledged
        | Event::TransferAccepted { .. }
        | Event::SupportResumed { .. }
        | Event::Lasted
        | Event::KeptWaiting { .. }
        | Event::GlassBroken { .. }
        | Event::MessageSent
        | Event::TaskDone { .. }
        | Event::TaskTold { .. }
        | Event::Nudged { .. }
        | Event::ToldAll
        | Event::Unlinked { .. }
        | Event::LeadPassed { .. }
        | Event::OverlapExtended { .. }
        | Event::CompanionGone { .. }
        | Event::Away { .. }
        | Event::ConsentRenewed { .. }
        | Event::BroughtToDesk { .. }
        | Event::Erased => return None,
    })
}
