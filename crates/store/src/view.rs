//! The log of views: who saw whose identity, in which role, when, and by what.

use jiff::Timestamp;
use luotsi_domain::{
    access::Actor,
    id::{LetterId, ReferralId},
};

use crate::{Result, Tx};

statements! {
    /// Notes a view.
    NOTE_VIEW = "INSERT INTO views (id, referral_id, user_id, role, organisation, what, at)
        VALUES ($1, $2, $3, $4, $5, $6, $7)";
    /// Reads who saw a referral's identity, oldest first.
    READ_VIEWS = "SELECT user_id, role, organisation, what, at FROM views WHERE referral_id = $1 ORDER BY at, id";
    /// Reads a page of who saw a referral's identity, oldest first, with their names.
    PAGE_OF_VIEWS = "SELECT views.id AS id, views.user_id AS user_id, users.name AS name, views.role AS role,
            views.organisation AS organisation, views.what AS what, views.at AS at
        FROM views LEFT JOIN users ON users.id = views.user_id
        WHERE views.referral_id = $1 AND (views.at, views.id) > ($2, $3) ORDER BY views.at, views.id LIMIT $4";
}

row! {
    /// One view of an identity.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct View {
        /// Who.
        pub user_id: String,
        /// In which role.
        pub role: String,
        /// For which organisation.
        pub organisation: String,
        /// By what: the use case.
        pub what: String,
        /// When, ms UTC.
        pub at: i64,
    }
}

row! {
    /// One view of an identity, with its place in the log and the name of who it was.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct NamedView {
        /// Its id.
        pub id: String,
        /// Who.
        pub user_id: String,
        /// Her name.
        pub name: Option<String>,
        /// In which role.
        pub role: String,
        /// For which organisation.
        pub organisation: String,
        /// By what: the use case.
        pub what: String,
        /// When, ms UTC.
        pub at: i64,
    }
}

impl Tx {
    /// Reads a page of who saw a referral's identity, oldest first, after a place in the log.
    ///
    /// # Errors
    /// What the engine says.
    pub async fn views_after(
        &mut self,
        referral: ReferralId,
        after: Option<(i64, String)>,
        limit: u32,
    ) -> Result<Vec<NamedView>> {
        let (at, id) = after.unwrap_or((i64::MIN, String::new()));
        on!(self, |c| sqlx::query_as(PAGE_OF_VIEWS)
            .bind(referral.to_string())
            .bind(at)
            .bind(&id)
            .bind(i64::from(limit))
            .fetch_all(c)
            .await)
    }

    /// Notes that somebody saw an identity.
    ///
    /// # Errors
    /// What the engine says.
    pub async fn note_view(
        &mut self,
        id: LetterId,
        referral: ReferralId,
        actor: &Actor,
        what: &str,
        now: Timestamp,
    ) -> Result<()> {
        execute!(
            self,
            sqlx::query(NOTE_VIEW)
                .bind(id.to_string())
                .bind(referral.to_string())
                .bind(actor.user.to_string())
                .bind(actor.role.as_str())
                .bind(actor.organisation.as_str())
                .bind(what)
                .bind(now.as_millisecond())
        )?;
        Ok(())
    }

    /// Reads who saw a referral's identity, oldest first.
    ///
    /// # Errors
    /// What the engine says.
    pub async fn views(&mut self, referral: ReferralId) -> Result<Vec<View>> {
        on!(self, |c| sqlx::query_as(READ_VIEWS)
            .bind(referral.to_string())
            .fetch_all(c)
            .await)
    }
}
