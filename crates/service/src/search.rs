//! Whoever rings back is found by name, phone or birth year, among those whom the caller may identify now.
//!
//! What was asked for is hashed and forgotten; each view of somebody who was found is logged before it is
//! shown.

use jiff::Timestamp;
use luotsi_domain::{
    access::{self, Actor, Disclosure},
    draft::may_keep,
    handoff::{AgeBand, Client, ConsentField},
    id::{ClientId, LetterId, NetworkId},
    referral::Referral,
};
use luotsi_store::{
    Tx,
    list::{Match, Sealed, Sought as Wanted},
};
use luotsi_wire::{
    draft::{FoundClient, FoundView},
    request::SearchRequest,
    validation::{Code, client_of},
};

use crate::{
    Network, Service,
    act::check_text,
    boxed, draft,
    error::{Error, Result},
    identity::{self, Sought},
    linked::Linked,
};

/// People shown at once.
const AT_ONCE: u32 = 20;
/// People looked at to fill in what they are found by, in one transaction.
const FILLED_AT_ONCE: u32 = 200;

/// A page of people who were found.
#[derive(Debug, Clone)]
pub struct Finds {
    /// The newest first.
    pub people: Vec<FoundView>,
    /// Where the next page begins, if there are more.
    pub next: Option<String>,
}

impl Service {
    /// Finds whoever rings back.
    ///
    /// # Errors
    /// `Forbidden` for whoever identifies nobody, and what is wrong with the question.
    #[boxed]
    pub async fn search(
        &self,
        actor: &Actor,
        network: &NetworkId,
        request: &SearchRequest,
        cursor: Option<&str>,
        now: Timestamp,
    ) -> Result<Finds> {
        let network = self.for_submission(actor, network)?;
        for (pointer, text) in [("/name", &request.name), ("/phone", &request.phone)] {
            check_text(pointer, text.as_deref().unwrap_or_default())?;
        }
        let sought = Sought::read(
            request.phone.as_deref(),
            request.name.as_deref(),
            request.birth_year,
            &network.definition.telephone,
        )
        .map_err(|pointer| {
            let code = match pointer {
                "" => Code::Required,
                "/phone" => Code::Phone,
                _ => Code::Blank,
            };
            Error::invalid(pointer, code)
        })?;
        let wanted = Wanted {
            keys: sought.keys(&self.keys, &actor.network),
            before: cursor
                .map(|cursor| self.read_found_cursor(actor, cursor))
                .transpose()?,
            limit: AT_ONCE + 1,
        };
        // Nobody is found most often, and nothing is written then.
        if self.store.read().await?.seek(actor, &wanted).await?.is_empty() {
            return Ok(Finds {
                people: Vec::new(),
                next: None,
            });
        }
        let mut tx = self.store.write().await?;
        let mut matches = tx.seek(actor, &wanted).await?;
        let most = usize::try_from(AT_ONCE).unwrap_or(usize::MAX);
        let more = matches.len() > most;
        matches.truncate(most);
        let next = match matches.last().filter(|_| more) {
            Some(last) => Some(self.write_found_cursor(actor, &last.id())?),
            None => None,
        };
        let mut people = Vec::with_capacity(matches.len());
        for one in &matches {
            people.extend(self.found(&mut tx, &network, actor, &sought, one, now).await?);
        }
        tx.commit().await?;
        Ok(Finds { people, next })
    }

    /// One who was found, if it is she by what the actor may see of her; the view is logged.
    async fn found(
        &self,
        tx: &mut Tx,
        network: &Network,
        actor: &Actor,
        sought: &Sought,
        one: &Match,
        now: Timestamp,
    ) -> Result<Option<FoundView>> {
        let view = LetterId::new(self.uuid(now));
        match one {
            Match::Referral(loaded, sealed) => {
                let referral = &loaded.referral;
                let disclosure = access::disclose(actor, referral, now).filter(|seen| seen.identity);
                let Some(disclosure) = disclosure else {
                    return Ok(None);
                };
                let Some(client) = self.client(loaded.client, sealed)? else {
                    return Ok(None);
                };
                if !sought.fits(&client, &network.definition.telephone, |field| {
                    disclosure.shows(field, referral)
                }) {
                    return Ok(None);
                }
                tx.note_view(view, referral.id, actor, "search", now).await?;
                // What is found says nothing of links.
                let none = Linked::new();
                let coded = self.coded_view(tx, network, actor, referral, &none, now).await?;
                let Some(coded) = coded else {
                    return Ok(None);
                };
                Ok(Some(FoundView {
                    kind: "referral",
                    id: coded.id,
                    reference: coded.reference,
                    status: coded.status,
                    version: coded.version,
                    holder: coded.holder,
                    due: coded.due,
                    stalled: coded.stalled,
                    programme: coded.programme,
                    organisation: coded.organisation,
                    client: of_referral(&client, referral, disclosure),
                    needs_you: coded.needs_you,
                    actions: coded.actions,
                }))
            }
            Match::Draft(loaded, sealed) => {
                let kept = &loaded.draft;
                if !may_keep(actor) || !kept.is_known_to(actor) {
                    return Ok(None);
                }
                let Some(client) = self.client(loaded.client, sealed)? else {
                    return Ok(None);
                };
                if !sought.fits(&client, &network.definition.telephone, |_| true) {
                    return Ok(None);
                }
                tx.note_draft_view(view, kept.id, actor, "search", now).await?;
                Ok(Some(FoundView {
                    kind: "draft",
                    id: kept.id.to_string(),
                    reference: kept.reference.clone(),
                    status: Some("draft"),
                    version: kept.version,
                    holder: Some(draft::holder(tx, network, kept).await?),
                    due: Some(draft::due(kept)),
                    stalled: now >= kept.due.at,
                    programme: None,
                    organisation: Some(kept.organisation.to_string()),
                    client: FoundClient {
                        first_name: client.first_name,
                        last_name: client.last_name,
                        birth_year: client.birth_year,
                        age_band: kept.content.facts.age_band.map(AgeBand::as_str),
                        language: kept.content.facts.language.clone(),
                        district: kept.content.facts.district.clone(),
                        protected: kept.content.protected,
                    },
                    needs_you: None,
                    actions: vec!["submit"],
                }))
            }
        }
    }

    /// The person of a sealed handoff, whole or not yet.
    fn client(&self, id: ClientId, sealed: &Sealed) -> Result<Option<Client>> {
        let handoff = identity::unseal(&self.keys, id, sealed)?;
        Ok(handoff.as_ref().map(client_of))
    }

    /// Enters for everybody of before what she is found by. Can be repeated without harm.
    ///
    /// # Errors
    /// Where the store fails. Somebody who cannot be opened is told to the log and passed by.
    #[boxed]
    pub async fn fill_indexes(&self) -> Result<u32> {
        let mut filled = 0;
        let mut after = None;
        loop {
            let page = self.store.read().await?.unindexed(after, FILLED_AT_ONCE).await?;
            let Some((last, _)) = page.last() else {
                return Ok(filled);
            };
            after = Some(*last);
            let mut tx = self.store.write().await?;
            for (id, network) in page {
                let handoff = match identity::open(&mut tx, &self.keys, id).await {
                    Ok(Some(handoff)) => handoff,
                    Ok(None) => continue,
                    Err(Error::Store(error)) if error.is_transient() => return Err(error.into()),
                    Err(error) => {
                        tracing::error!(client.id = %id, %error, "somebody cannot be opened, and so not be found; run `luotsi verify`");
                        continue;
                    }
                };
                // A network that is no more has nobody who could search it.
                let Some(network) = self.networks().get(&network) else {
                    continue;
                };
                let values = identity::search_indexes(&self.keys, &network.definition, &handoff.client);
                tx.index_client(id, &values).await?;
                filled += 1;
            }
            tx.commit().await?;
        }
    }

    fn write_found_cursor(&self, actor: &Actor, last: &str) -> Result<String> {
        let sealed = self.keys.seal(&cursor_place(actor), last.as_bytes())?;
        Ok(luotsi_store::hex::encode(&sealed))
    }

    fn read_found_cursor(&self, actor: &Actor, cursor: &str) -> Result<String> {
        let wrong = || Error::invalid("/cursor", Code::Invalid);
        let sealed = crate::read::bytes(cursor).ok_or_else(wrong)?;
        let text = self
            .keys
            .open(&cursor_place(actor), &sealed)
            .map_err(|_| wrong())?;
        std::str::from_utf8(&text).map(str::to_owned).map_err(|_| wrong())
    }
}

fn cursor_place(actor: &Actor) -> String {
    format!(
        "cursor/search/{}/{}/{}",
        actor.user, actor.network, actor.organisation
    )
}

fn of_referral(client: &Client, referral: &Referral, disclosure: Disclosure) -> FoundClient {
    let shows = |field| disclosure.shows(field, referral);
    let facts = &referral.facts;
    FoundClient {
        first_name: client
            .first_name
            .clone()
            .filter(|_| shows(ConsentField::FirstName)),
        last_name: client.last_name.clone().filter(|_| shows(ConsentField::LastName)),
        birth_year: client.birth_year.filter(|_| shows(ConsentField::BirthYear)),
        age_band: facts.age_band.map(AgeBand::as_str),
        language: facts.language.clone(),
        district: facts.district.clone(),
        protected: referral.protected,
    }
}
