//! The person of a referral: her key, her sealed handoff, and the blind indexes that find her again.

use jiff::Timestamp;
use luotsi_domain::id::{ClientId, NetworkId, OrganisationId, ReferralId};

use crate::{Error, Result, Tx};

statements! {
    /// Enters a person.
    ENTER_CLIENT = "INSERT INTO clients (id, network, desk, wrapped_key, handoff, phone_index, name_index, created_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
    /// Reads a person's wrapped key and sealed handoff.
    READ_CLIENT = "SELECT wrapped_key, handoff FROM clients WHERE id = $1";
    /// Reads the newest wrapped key there is, to try the key file on.
    NEWEST_KEY = "SELECT id, wrapped_key AS wrapped_key FROM clients WHERE wrapped_key IS NOT NULL
        ORDER BY id DESC LIMIT 1";
    /// Makes everybody else who is about to do something with this person's key wait.
    HOLD_CLIENT = "UPDATE clients SET erased_at = erased_at WHERE id = $1";
    /// Destroys a person's key and everything found by it, unless another referral of hers still needs it.
    ERASE_CLIENT = "UPDATE clients SET wrapped_key = NULL, handoff = NULL, phone_index = NULL, name_index = NULL,
            erased_at = $2
        WHERE id = $1 AND NOT EXISTS (
            SELECT 1 FROM referrals WHERE referrals.client_id = $1 AND referrals.id <> $3 AND NOT EXISTS (
                SELECT 1 FROM events WHERE events.referral_id = referrals.id AND events.name = 'erased'))";
    /// Seals a person's handoff anew.
    RESEAL_CLIENT = "UPDATE clients SET handoff = $2 WHERE id = $1";
    /// Seals a person's handoff anew, with the keyed hashes it leads to; nothing where she is erased.
    AMEND_CLIENT = "UPDATE clients SET handoff = $2, phone_index = $3, name_index = $4
        WHERE id = $1 AND handoff IS NOT NULL";
    /// Removes a person of whom no referral was made.
    REMOVE_CLIENT = "DELETE FROM clients WHERE id = $1";
    /// Enters a keyed hash by which she is found alone.
    ENTER_INDEX = "INSERT INTO client_indexes (client_id, value) VALUES ($1, $2)
        ON CONFLICT (client_id, value) DO NOTHING";
    /// Forgets the keyed hashes by which she is found alone.
    FORGET_INDEXES = "DELETE FROM client_indexes WHERE client_id = $1";
    /// Notes that they are entered; nothing where she is erased.
    NOTE_INDEXED = "UPDATE clients SET indexed = TRUE WHERE id = $1 AND handoff IS NOT NULL";
    /// People of before there were such hashes.
    READ_UNINDEXED = "SELECT id, network FROM clients WHERE indexed = FALSE AND handoff IS NOT NULL AND id > $1
        ORDER BY id LIMIT $2";
    /// Finds open referrals of the same person by keyed hashes. Two questions, each by its index: for one
    /// with an OR, SQLite would go through everybody of the network.
    FIND_SAME = "SELECT referrals.id AS id, referrals.reference AS reference, referrals.desk AS desk,
            referrals.submitter AS submitter, referrals.protected AS protected, referrals.client_id AS client_id
        FROM (SELECT id FROM clients WHERE network = $1 AND phone_index = $2
              UNION SELECT id FROM clients WHERE network = $1 AND name_index = $3) AS same
        JOIN referrals ON referrals.client_id = same.id
        WHERE referrals.status NOT IN ('stable', 'closed')
        ORDER BY referrals.id LIMIT 20";
    /// Finds earlier referrals of the same person at one desk, which are over; the latest first.
    FIND_EARLIER = "SELECT referrals.id AS id
        FROM (SELECT id FROM clients WHERE network = $1 AND phone_index = $2
              UNION SELECT id FROM clients WHERE network = $1 AND name_index = $3) AS same
        JOIN referrals ON referrals.client_id = same.id
        WHERE referrals.status IN ('stable', 'closed') AND referrals.desk = $4
        ORDER BY referrals.id DESC LIMIT 20";
    /// Marks for the coordinator that two desks may know the same person.
    MARK_DOUBLE = "INSERT INTO doubles (network, referral, other, at) VALUES ($1, $2, $3, $4)
        ON CONFLICT (referral, other) DO NOTHING";
    /// Reads the coordinator's marks whose referrals are both open and not of a protected person.
    READ_DOUBLES = "SELECT a.reference AS reference, b.reference AS other FROM doubles
        JOIN referrals a ON a.id = doubles.referral JOIN referrals b ON b.id = doubles.other
        WHERE doubles.network = $1 AND a.protected = FALSE AND b.protected = FALSE
          AND a.status NOT IN ('stable', 'closed') AND b.status NOT IN ('stable', 'closed')
        ORDER BY doubles.at, doubles.referral, doubles.other LIMIT 200";
    /// Waits until no other transaction hands over the same person: the row of another transaction that has
    /// not ended is waited for, even if it is deleted there.
    LOCK_PERSON = "INSERT INTO person_locks (person) VALUES ($1) ON CONFLICT (person) DO NOTHING";
    /// Leaves nothing behind; the wait for this transaction's end stays.
    UNLOCK_PERSON = "DELETE FROM person_locks WHERE person = $1";
    /// Counts a closed gate.
    COUNT_CLOSED_GATE = "INSERT INTO closed_gates (network, month, outcome, times) VALUES ($1, $2, $3, 1)
        ON CONFLICT (network, month, outcome) DO UPDATE SET times = closed_gates.times + 1";
}

row! {
    struct ClientRow {
        wrapped_key: Option<Vec<u8>>,
        handoff: Option<Vec<u8>>,
    }
}

row! {
    struct KeyRow {
        id: String,
        wrapped_key: Vec<u8>,
    }
}

row! {
    struct UnindexedRow {
        id: String,
        network: String,
    }
}

row! {
    struct SameRow {
        id: String,
        reference: String,
        desk: String,
        submitter: String,
        protected: bool,
        client_id: String,
    }
}

row! {
    /// Two references that may be one person.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct Double {
        /// The later referral.
        pub reference: String,
        /// The earlier one.
        pub other: String,
    }
}

/// A person to enter.
#[derive(Debug, Clone)]
pub struct NewClient {
    /// Her id.
    pub id: ClientId,
    /// Her network.
    pub network: NetworkId,
    /// The desk that submitted.
    pub desk: OrganisationId,
    /// Her data key, wrapped.
    pub wrapped_key: Vec<u8>,
    /// Her handoff, sealed.
    pub handoff: Vec<u8>,
    /// Keyed hash of phone and birth year.
    pub phone_index: Option<[u8; 32]>,
    /// Keyed hash of full name and birth year.
    pub name_index: Option<[u8; 32]>,
}

/// What is kept of a person; empty once she is erased.
#[derive(Debug, Clone, Default)]
pub struct SealedClient {
    /// Her data key, wrapped.
    pub wrapped_key: Option<Vec<u8>>,
    /// Her handoff, sealed.
    pub handoff: Option<Vec<u8>>,
}

/// An open referral of the same person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Same {
    /// The referral.
    pub id: ReferralId,
    /// Its reference.
    pub reference: String,
    /// Its desk.
    pub desk: OrganisationId,
    /// Who submitted it, as a user id.
    pub submitter: String,
    /// Whether she is protected.
    pub protected: bool,
    /// The person it is about.
    pub client: ClientId,
}

impl Tx {
    /// Reads the newest wrapped key there is, and whose it is.
    ///
    /// # Errors
    /// [`Error::Corrupt`] where the stored id is none.
    pub async fn newest_key(&mut self) -> Result<Option<(ClientId, Vec<u8>)>> {
        let row: Option<KeyRow> = on!(self, |c| sqlx::query_as(NEWEST_KEY).fetch_optional(c).await)?;
        row.map(|row| {
            let id = row
                .id
                .parse()
                .map_err(|_| Error::corrupt("clients", "id", &row.id))?;
            Ok((id, row.wrapped_key))
        })
        .transpose()
    }

    /// Enters a person.
    ///
    /// # Errors
    /// What the engine says.
    pub async fn enter_client(&mut self, client: &NewClient, now: Timestamp) -> Result<()> {
        execute!(
            self,
            sqlx::query(ENTER_CLIENT)
                .bind(client.id.to_string())
                .bind(client.network.as_str())
                .bind(client.desk.as_str())
                .bind(&client.wrapped_key)
                .bind(&client.handoff)
                .bind(client.phone_index.map(Vec::from))
                .bind(client.name_index.map(Vec::from))
                .bind(now.as_millisecond())
        )?;
        Ok(())
    }

    /// Reads what is kept of a person.
    ///
    /// # Errors
    /// What the engine says.
    pub async fn client(&mut self, id: ClientId) -> Result<SealedClient> {
        let row: Option<ClientRow> = on!(self, |c| sqlx::query_as(READ_CLIENT)
            .bind(id.to_string())
            .fetch_optional(c)
            .await)?;
        Ok(row
            .map(|row| SealedClient {
                wrapped_key: row.wrapped_key,
                handoff: row.handoff,
            })
            .unwrap_or_default())
    }

    /// Makes everybody else who is about to do something with this person's key wait until this transaction
    /// ends: who destroys it, and who links another referral to her.
    ///
    /// # Errors
    /// What the engine says.
    pub async fn hold_client(&mut self, id: ClientId) -> Result<()> {
        execute!(self, sqlx::query(HOLD_CLIENT).bind(id.to_string()))?;
        Ok(())
    }

    /// Destroys a person's key, and with it everything sealed under it, now that this referral no longer needs
    /// it. `false` where another referral of hers still does: the last one of them takes it along.
    ///
    /// # Errors
    /// What the engine says.
    pub async fn erase_client(&mut self, id: ClientId, referral: ReferralId, now: Timestamp) -> Result<bool> {
        // Of two that are the last at once, one waits here, and then sees that the other is erased.
        self.hold_client(id).await?;
        let erased = execute!(
            self,
            sqlx::query(ERASE_CLIENT)
                .bind(id.to_string())
                .bind(now.as_millisecond())
                .bind(referral.to_string())
        )?;
        if erased == 1 {
            execute!(self, sqlx::query(FORGET_INDEXES).bind(id.to_string()))?;
        }
        Ok(erased == 1)
    }

    /// Removes a person of whom no referral was made, with her key.
    ///
    /// # Errors
    /// What the engine says.
    pub(crate) async fn remove_client(&mut self, id: ClientId) -> Result<()> {
        execute!(self, sqlx::query(FORGET_INDEXES).bind(id.to_string()))?;
        execute!(self, sqlx::query(REMOVE_CLIENT).bind(id.to_string()))?;
        Ok(())
    }

    /// Seals a person's handoff anew, under the same key.
    ///
    /// # Errors
    /// What the engine says.
    pub async fn reseal_client(&mut self, id: ClientId, handoff: &[u8]) -> Result<()> {
        execute!(
            self,
            sqlx::query(RESEAL_CLIENT).bind(id.to_string()).bind(handoff)
        )?;
        Ok(())
    }

    /// Seals a person's handoff anew, under the same key, with the keyed hashes of phone and birth year and of
    /// full name and birth year that it leads to. `false` where she is erased.
    ///
    /// # Errors
    /// What the engine says.
    pub async fn amend_client(
        &mut self,
        id: ClientId,
        handoff: &[u8],
        phone_index: Option<[u8; 32]>,
        name_index: Option<[u8; 32]>,
    ) -> Result<bool> {
        let amended = execute!(
            self,
            sqlx::query(AMEND_CLIENT)
                .bind(id.to_string())
                .bind(handoff)
                .bind(phone_index.map(Vec::from))
                .bind(name_index.map(Vec::from))
        )?;
        Ok(amended == 1)
    }

    /// Enters the keyed hashes by which a person is found by her phone, her name or her birth year alone,
    /// instead of those before.
    ///
    /// # Errors
    /// What the engine says.
    pub async fn index_client(&mut self, id: ClientId, values: &[[u8; 32]]) -> Result<()> {
        let id = id.to_string();
        // Whoever erases her waits for this, and then forgets these too.
        if execute!(self, sqlx::query(NOTE_INDEXED).bind(&id))? == 0 {
            return Ok(());
        }
        execute!(self, sqlx::query(FORGET_INDEXES).bind(&id))?;
        for value in values {
            execute!(self, sqlx::query(ENTER_INDEX).bind(&id).bind(&value[..]))?;
        }
        Ok(())
    }

    /// People of before there were such hashes, by id.
    ///
    /// # Errors
    /// [`Error::Corrupt`] where a stored id is none.
    pub async fn unindexed(
        &mut self,
        after: Option<ClientId>,
        limit: u32,
    ) -> Result<Vec<(ClientId, NetworkId)>> {
        let after = after.map(|id| id.to_string()).unwrap_or_default();
        let rows: Vec<UnindexedRow> = on!(self, |c| sqlx::query_as(READ_UNINDEXED)
            .bind(&after)
            .bind(i64::from(limit))
            .fetch_all(c)
            .await)?;
        rows.into_iter()
            .map(|row| {
                let id = row
                    .id
                    .parse()
                    .map_err(|_| Error::corrupt("clients", "id", &row.id))?;
                Ok((id, NetworkId::new(row.network)))
            })
            .collect()
    }

    /// Finds open referrals of the same person in a network. Without an index nobody is the same.
    ///
    /// # Errors
    /// [`Error::Corrupt`] where a stored id is none.
    pub async fn same_person(
        &mut self,
        network: &NetworkId,
        phone_index: Option<[u8; 32]>,
        name_index: Option<[u8; 32]>,
    ) -> Result<Vec<Same>> {
        if phone_index.is_none() && name_index.is_none() {
            return Ok(Vec::new());
        }
        let rows: Vec<SameRow> = on!(self, |c| sqlx::query_as(FIND_SAME)
            .bind(network.as_str())
            .bind(phone_index.map(Vec::from))
            .bind(name_index.map(Vec::from))
            .fetch_all(c)
            .await)?;
        rows.into_iter()
            .map(|row| {
                Ok(Same {
                    id: row
                        .id
                        .parse()
                        .map_err(|_| Error::corrupt("referrals", "id", &row.id))?,
                    reference: row.reference,
                    desk: OrganisationId::new(row.desk),
                    submitter: row.submitter,
                    protected: row.protected,
                    client: row
                        .client_id
                        .parse()
                        .map_err(|_| Error::corrupt("referrals", "client_id", &row.id))?,
                })
            })
            .collect()
    }

    /// Finds the referrals of the same person at one desk that are over, the latest first. Without an index
    /// nobody is the same.
    ///
    /// # Errors
    /// [`Error::Corrupt`] where a stored id is none.
    pub async fn earlier_roads(
        &mut self,
        network: &NetworkId,
        phone_index: Option<[u8; 32]>,
        name_index: Option<[u8; 32]>,
        desk: &OrganisationId,
    ) -> Result<Vec<ReferralId>> {
        if phone_index.is_none() && name_index.is_none() {
            return Ok(Vec::new());
        }
        let ids: Vec<String> = on!(self, |c| sqlx::query_scalar(FIND_EARLIER)
            .bind(network.as_str())
            .bind(phone_index.map(Vec::from))
            .bind(name_index.map(Vec::from))
            .bind(desk.as_str())
            .fetch_all(c)
            .await)?;
        ids.iter()
            .map(|id| id.parse().map_err(|_| Error::corrupt("referrals", "id", id)))
            .collect()
    }

    /// Marks for the coordinator that two desks may know the same person.
    ///
    /// # Errors
    /// What the engine says.
    pub async fn mark_double(
        &mut self,
        network: &NetworkId,
        referral: ReferralId,
        other: ReferralId,
        now: Timestamp,
    ) -> Result<()> {
        execute!(
            self,
            sqlx::query(MARK_DOUBLE)
                .bind(network.as_str())
                .bind(referral.to_string())
                .bind(other.to_string())
                .bind(now.as_millisecond())
        )?;
        Ok(())
    }

    /// Reads the coordinator's marks.
    ///
    /// # Errors
    /// What the engine says.
    pub async fn doubles(&mut self, network: &NetworkId) -> Result<Vec<Double>> {
        on!(self, |c| sqlx::query_as(READ_DOUBLES)
            .bind(network.as_str())
            .fetch_all(c)
            .await)
    }

    /// Makes everybody else who hands over the same person wait until this transaction ends.
    ///
    /// # Errors
    /// What the engine says.
    pub async fn lock_person(&mut self, index: &[u8; 32]) -> Result<()> {
        execute!(self, sqlx::query(LOCK_PERSON).bind(&index[..]))?;
        execute!(self, sqlx::query(UNLOCK_PERSON).bind(&index[..]))?;
        Ok(())
    }

    /// Counts a closed gate, which is all that is kept of it.
    ///
    /// # Errors
    /// What the engine says.
    pub async fn count_closed_gate(&mut self, network: &NetworkId, month: &str, outcome: &str) -> Result<()> {
        execute!(
            self,
            sqlx::query(COUNT_CLOSED_GATE)
                .bind(network.as_str())
                .bind(month)
                .bind(outcome)
        )?;
        Ok(())
    }
}
