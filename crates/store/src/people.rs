//! People and machines who work with referrals, their roles, and the tokens that name them.

use jiff::Timestamp;
use luotsi_domain::{
    id::{NetworkId, OrganisationId, UserId},
    referral::words::Role,
};

use crate::{Error, Result, Tx, hex};

statements! {
    /// Enters somebody.
    ENTER_USER = "INSERT INTO users (id, name, email, email_folded, language, created_at)
        VALUES ($1, $2, $3, $4, $5, $6)";
    /// Gives somebody a role.
    GIVE_ROLE = "INSERT INTO memberships (user_id, network, organisation, role) VALUES ($1, $2, $3, $4)
        ON CONFLICT (user_id, network, organisation, role) DO NOTHING";
    /// Enters a token by its hash.
    ENTER_TOKEN = "INSERT INTO tokens (hash, user_id, network, organisation, role, name, created_at, expires_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
    /// Finds whom a token names, if it is still good.
    FIND_TOKEN = "SELECT users.id AS id, users.name AS name, tokens.network AS network,
            tokens.organisation AS organisation, tokens.role AS role
        FROM tokens JOIN users ON users.id = tokens.user_id
        WHERE tokens.hash = $1 AND tokens.revoked_at IS NULL AND users.ended_at IS NULL
          AND (tokens.expires_at IS NULL OR tokens.expires_at > $2)";
    /// Reads the people of an organisation, one row a role.
    PEOPLE_OF = "SELECT users.id AS id, users.name AS name, memberships.organisation AS organisation,
            memberships.role AS role
        FROM memberships JOIN users ON users.id = memberships.user_id
        WHERE memberships.network = $1 AND memberships.organisation = $2 AND users.ended_at IS NULL
        ORDER BY users.name, users.id, memberships.role";
    /// Reads the name of somebody.
    NAME_OF = "SELECT name FROM users WHERE id = $1";
    /// Whether somebody works with people at a partner.
    WORKS_AT = "SELECT COUNT(*) AS n FROM memberships JOIN users ON users.id = memberships.user_id
        WHERE memberships.user_id = $1 AND memberships.network = $2 AND memberships.organisation = $3
          AND memberships.role IN ('worker', 'lead') AND users.ended_at IS NULL";
    /// Whether somebody advises at a desk.
    ADVISES_AT = "SELECT COUNT(*) AS n FROM memberships JOIN users ON users.id = memberships.user_id
        WHERE memberships.user_id = $1 AND memberships.network = $2 AND memberships.organisation = $3
          AND memberships.role IN ('advisor', 'lead') AND users.ended_at IS NULL";
    /// Reads who of an organisation is told something: everybody with an address in one of two roles.
    TOLD_AT = "SELECT DISTINCT users.id AS id FROM memberships JOIN users ON users.id = memberships.user_id
        WHERE memberships.network = $1 AND memberships.organisation = $2 AND memberships.role IN ($3, $4)
          AND users.email IS NOT NULL AND users.ended_at IS NULL
        ORDER BY users.id";
    /// Whether somebody has an address to be told anything at.
    HAS_ADDRESS = "SELECT COUNT(*) AS n FROM users WHERE id = $1 AND email IS NOT NULL AND ended_at IS NULL";
    /// Counts everybody.
    COUNT_USERS = "SELECT COUNT(*) AS n FROM users";
}

row! {
    struct TokenRow {
        id: String,
        name: String,
        network: String,
        organisation: String,
        role: String,
    }
}

row! {
    struct PersonRow {
        id: String,
        name: String,
        organisation: String,
        role: String,
    }
}

/// Whom a token names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bearer {
    /// The person or machine.
    pub user: UserId,
    /// Her name.
    pub name: String,
    /// The network the token is for.
    pub network: NetworkId,
    /// The organisation.
    pub organisation: OrganisationId,
    /// The role.
    pub role: Role,
}

/// Somebody at an organisation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    /// Her id.
    pub id: UserId,
    /// Her name.
    pub name: String,
    /// Her organisation.
    pub organisation: OrganisationId,
    /// Her roles there.
    pub roles: Vec<Role>,
}

/// Somebody to enter.
#[derive(Debug, Clone)]
pub struct NewUser {
    /// The id.
    pub id: UserId,
    /// The name.
    pub name: String,
    /// The address; none for a machine.
    pub email: Option<String>,
    /// The language of mails: fi, sv or en.
    pub language: String,
}

/// A token to enter: only its hash is kept.
#[derive(Debug, Clone)]
pub struct NewToken {
    /// SHA-256 of the token.
    pub hash: [u8; 32],
    /// Whom it names.
    pub bearer: Bearer,
    /// What it is for.
    pub name: String,
    /// Until when it is good; none does not expire.
    pub expires_at: Option<Timestamp>,
}

impl Tx {
    /// Enters somebody.
    ///
    /// # Errors
    /// What the engine says.
    pub async fn enter_user(&mut self, user: &NewUser, now: Timestamp) -> Result<()> {
        execute!(
            self,
            sqlx::query(ENTER_USER)
                .bind(user.id.to_string())
                .bind(&user.name)
                .bind(&user.email)
                .bind(user.email.as_deref().map(folded))
                .bind(&user.language)
                .bind(now.as_millisecond())
        )?;
        Ok(())
    }

    /// Gives somebody a role at an organisation. `false` where she had it.
    ///
    /// # Errors
    /// What the engine says.
    pub async fn give_role(
        &mut self,
        user: UserId,
        network: &NetworkId,
        organisation: &OrganisationId,
        role: Role,
    ) -> Result<bool> {
        let given = execute!(
            self,
            sqlx::query(GIVE_ROLE)
                .bind(user.to_string())
                .bind(network.as_str())
                .bind(organisation.as_str())
                .bind(role.as_str())
        )?;
        Ok(given == 1)
    }

    /// Enters a token.
    ///
    /// # Errors
    /// What the engine says.
    pub async fn enter_token(&mut self, token: &NewToken, now: Timestamp) -> Result<()> {
        execute!(
            self,
            sqlx::query(ENTER_TOKEN)
                .bind(hex::encode(&token.hash))
                .bind(token.bearer.user.to_string())
                .bind(token.bearer.network.as_str())
                .bind(token.bearer.organisation.as_str())
                .bind(token.bearer.role.as_str())
                .bind(&token.name)
                .bind(now.as_millisecond())
                .bind(token.expires_at.map(Timestamp::as_millisecond))
        )?;
        Ok(())
    }

    /// Finds whom a token names, by its hash.
    ///
    /// # Errors
    /// [`Error::Corrupt`] where a stored value is none.
    pub async fn bearer(&mut self, hash: &[u8; 32], now: Timestamp) -> Result<Option<Bearer>> {
        let row: Option<TokenRow> = on!(self, |c| sqlx::query_as(FIND_TOKEN)
            .bind(hex::encode(hash))
            .bind(now.as_millisecond())
            .fetch_optional(c)
            .await)?;
        row.map(|row| {
            Ok(Bearer {
                user: row
                    .id
                    .parse()
                    .map_err(|_| Error::corrupt("users", "id", &row.id))?,
                name: row.name,
                network: NetworkId::new(row.network),
                organisation: OrganisationId::new(row.organisation),
                role: row
                    .role
                    .parse()
                    .map_err(|_| Error::corrupt("tokens", "role", &row.id))?,
            })
        })
        .transpose()
    }

    /// Reads the people of an organisation.
    ///
    /// # Errors
    /// [`Error::Corrupt`] where a stored value is none.
    pub async fn people(
        &mut self,
        network: &NetworkId,
        organisation: &OrganisationId,
    ) -> Result<Vec<Person>> {
        let rows: Vec<PersonRow> = on!(self, |c| sqlx::query_as(PEOPLE_OF)
            .bind(network.as_str())
            .bind(organisation.as_str())
            .fetch_all(c)
            .await)?;
        let mut people: Vec<Person> = Vec::new();
        for row in rows {
            let id: UserId = row
                .id
                .parse()
                .map_err(|_| Error::corrupt("users", "id", &row.id))?;
            let role: Role = row
                .role
                .parse()
                .map_err(|_| Error::corrupt("memberships", "role", &row.id))?;
            match people.last_mut().filter(|person| person.id == id) {
                Some(person) => person.roles.push(role),
                None => people.push(Person {
                    id,
                    name: row.name,
                    organisation: OrganisationId::new(row.organisation),
                    roles: vec![role],
                }),
            }
        }
        Ok(people)
    }

    /// Reads the name of somebody.
    ///
    /// # Errors
    /// What the engine says.
    pub async fn name_of(&mut self, user: UserId) -> Result<Option<String>> {
        // A list names the same few people again and again.
        if let Some(name) = self.names.get(&user) {
            return Ok(Some(name.clone()));
        }
        let name: Option<String> = on!(self, |c| sqlx::query_scalar(NAME_OF)
            .bind(user.to_string())
            .fetch_optional(c)
            .await)?;
        if let Some(name) = &name {
            self.names.insert(user, name.clone());
        }
        Ok(name)
    }

    /// Whether somebody is an advisor or lead of a desk.
    ///
    /// # Errors
    /// What the engine says.
    pub async fn advises_at(
        &mut self,
        user: UserId,
        network: &NetworkId,
        desk: &OrganisationId,
    ) -> Result<bool> {
        let found: i64 = on!(self, |c| sqlx::query_scalar(ADVISES_AT)
            .bind(user.to_string())
            .bind(network.as_str())
            .bind(desk.as_str())
            .fetch_one(c)
            .await)?;
        Ok(found > 0)
    }

    /// Whether somebody is a worker or lead of a partner.
    ///
    /// # Errors
    /// What the engine says.
    pub async fn works_at(
        &mut self,
        user: UserId,
        network: &NetworkId,
        organisation: &OrganisationId,
    ) -> Result<bool> {
        let found: i64 = on!(self, |c| sqlx::query_scalar(WORKS_AT)
            .bind(user.to_string())
            .bind(network.as_str())
            .bind(organisation.as_str())
            .fetch_one(c)
            .await)?;
        Ok(found > 0)
    }

    /// Reads who of an organisation is told something, in one of two roles.
    ///
    /// # Errors
    /// [`Error::Corrupt`] where a stored id is none.
    pub async fn told_at(
        &mut self,
        network: &NetworkId,
        organisation: &OrganisationId,
        roles: [Role; 2],
    ) -> Result<Vec<UserId>> {
        let ids: Vec<String> = on!(self, |c| sqlx::query_scalar(TOLD_AT)
            .bind(network.as_str())
            .bind(organisation.as_str())
            .bind(roles[0].as_str())
            .bind(roles[1].as_str())
            .fetch_all(c)
            .await)?;
        ids.iter()
            .map(|id| id.parse().map_err(|_| Error::corrupt("users", "id", id)))
            .collect()
    }

    /// Whether somebody has an address.
    ///
    /// # Errors
    /// What the engine says.
    pub async fn has_address(&mut self, user: UserId) -> Result<bool> {
        let found: i64 = on!(self, |c| sqlx::query_scalar(HAS_ADDRESS)
            .bind(user.to_string())
            .fetch_one(c)
            .await)?;
        Ok(found > 0)
    }

    /// Counts everybody.
    ///
    /// # Errors
    /// What the engine says.
    pub async fn user_count(&mut self) -> Result<i64> {
        on!(self, |c| sqlx::query_scalar(COUNT_USERS).fetch_one(c).await)
    }
}

/// An address as it is looked for: however it was typed.
#[must_use]
pub fn folded(email: &str) -> String {
    email.trim().to_lowercase()
}
