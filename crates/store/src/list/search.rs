//! Whoever rings back: referrals and drafts of people found by keyed hashes, scoped in SQL to whom the
//! searcher may identify.

use luotsi_domain::access::Actor;

use crate::{Result, Tx, draft::LoadedDraft, record::Loaded};

/// People of whom something hashes to one of three values each time; what is not asked for repeats another.
/// The plain join keeps SQLite from going through the scope instead of the few who are found.
macro_rules! found {
    ($table:literal) => {
        concat!(
            " FROM (SELECT DISTINCT client_id FROM client_indexes AS one WHERE value IN ($4, $5, $6)
                AND EXISTS (SELECT 1 AS yes FROM client_indexes AS two
                            WHERE two.client_id = one.client_id AND two.value IN ($7, $8, $9))
                AND EXISTS (SELECT 1 AS yes FROM client_indexes AS three
                            WHERE three.client_id = one.client_id AND three.value IN ($10, $11, $12))) AS found
            CROSS JOIN ",
            $table,
            " CROSS JOIN clients WHERE clients.id = found.client_id AND ",
            $table,
            ".client_id = found.client_id AND CAST(",
            $table,
            ".network AS TEXT) = $1 AND ",
            $table,
            ".id < $13 AND "
        )
    };
}

macro_rules! referrals {
    ($($scope:expr),+) => {
        concat!(
            "SELECT referrals.id AS id, referrals.client_id AS client_id, referrals.head AS head,
                referrals.state AS state, clients.wrapped_key AS wrapped_key, clients.handoff AS handoff",
            found!("referrals"), $($scope,)+ " ORDER BY referrals.id DESC LIMIT $14"
        )
    };
}

statements! {
    /// People of a desk.
    SEEK_AT_DESK = referrals!("CAST(referrals.desk AS TEXT) = $2 AND ", named!(),
        " AND CAST($15 AS BIGINT) IS NOT NULL");
    /// People whom a worker has, or brought in; a lead has those of her workers.
    SEEK_AT_PARTNER = referrals!("((CAST(referrals.organisation AS TEXT) = $2
            AND status IN ('accepted', 'in_support', 'follow_up')
            AND (worker = $3 OR deputy = $3 OR CAST($15 AS BIGINT) = 1) AND ", named!(),
        ") OR ", brought_in!(), ")");
    /// People in an organisation's drafts.
    SEEK_DRAFTS = concat!(
        "SELECT drafts.id AS id, drafts.client_id AS client_id, '' AS head, drafts.state AS state,
            clients.wrapped_key AS wrapped_key, clients.handoff AS handoff",
        found!("drafts"),
        "CAST(drafts.organisation AS TEXT) = $2
            AND (author = $3 OR (protected = FALSE AND (queued = TRUE OR CAST($15 AS BIGINT) = 1)))
        ORDER BY drafts.id DESC LIMIT $14"
    );
}

row! {
    struct MatchRow {
        id: String,
        client_id: String,
        head: String,
        state: String,
        wrapped_key: Option<Vec<u8>>,
        handoff: Option<Vec<u8>>,
    }
}

/// What something about a person may hash to: up to three values, the last one repeated.
pub type Key = [[u8; 32]; 3];

/// Who is sought.
#[derive(Debug, Clone)]
pub struct Sought {
    /// What she must be found by, all of it; the most telling first. At least one, at most three.
    pub keys: Vec<Key>,
    /// Only what is older than this id; none for the first page.
    pub before: Option<String>,
    /// At most so many.
    pub limit: u32,
}

/// Where somebody was found.
#[derive(Debug, Clone)]
pub enum Match {
    /// On a referral.
    Referral(Box<Loaded>, Sealed),
    /// In a draft.
    Draft(Box<LoadedDraft>, Sealed),
}

/// The sealed person that was found.
#[derive(Debug, Clone, Default)]
pub struct Sealed {
    /// Her data key, wrapped.
    pub wrapped_key: Option<Vec<u8>>,
    /// Her handoff, sealed.
    pub handoff: Option<Vec<u8>>,
}

/// After every id there is.
const LAST: &str = "ffffffff-ffff-ffff-ffff-ffffffffffff";

impl Match {
    /// Its id, by which pages go.
    #[must_use]
    pub fn id(&self) -> String {
        match self {
            Self::Referral(loaded, _) => loaded.referral.id.to_string(),
            Self::Draft(loaded, _) => loaded.draft.id.to_string(),
        }
    }
}

impl Tx {
    /// Finds people among those whom the actor may identify, the newest referral or draft first.
    ///
    /// # Errors
    /// [`Error::Corrupt`](crate::Error::Corrupt) where a stored state is none.
    pub async fn seek(&mut self, actor: &Actor, sought: &Sought) -> Result<Vec<Match>> {
        let at_desk = actor.is_desk();
        if sought.keys.is_empty() || !(at_desk || actor.is_partner()) {
            return Ok(Vec::new());
        }
        let of_referrals = if at_desk { SEEK_AT_DESK } else { SEEK_AT_PARTNER };
        let mut all = Vec::new();
        for row in self.matches(of_referrals, actor, sought).await? {
            let sealed = Sealed {
                wrapped_key: row.wrapped_key,
                handoff: row.handoff,
            };
            let loaded = Loaded::read(&row.id, &row.client_id, row.head, &row.state)?;
            all.push(Match::Referral(Box::new(loaded), sealed));
        }
        for row in self.matches(SEEK_DRAFTS, actor, sought).await? {
            let sealed = Sealed {
                wrapped_key: row.wrapped_key,
                handoff: row.handoff,
            };
            let loaded = LoadedDraft::read(&row.id, &row.client_id, &row.state)?;
            all.push(Match::Draft(Box::new(loaded), sealed));
        }
        all.sort_by_key(|one| std::cmp::Reverse(one.id()));
        all.truncate(usize::try_from(sought.limit).unwrap_or(usize::MAX));
        Ok(all)
    }

    async fn matches(&mut self, sql: &'static str, actor: &Actor, sought: &Sought) -> Result<Vec<MatchRow>> {
        let first = sought.keys.first().copied().unwrap_or_default();
        let key = |place: usize| sought.keys.get(place).copied().unwrap_or(first);
        let (one, two, three) = (key(0), key(1), key(2));
        on!(self, |conn| sqlx::query_as(sql)
            .bind(actor.network.as_str())
            .bind(actor.organisation.as_str())
            .bind(actor.user.to_string())
            .bind(Vec::from(one[0]))
            .bind(Vec::from(one[1]))
            .bind(Vec::from(one[2]))
            .bind(Vec::from(two[0]))
            .bind(Vec::from(two[1]))
            .bind(Vec::from(two[2]))
            .bind(Vec::from(three[0]))
            .bind(Vec::from(three[1]))
            .bind(Vec::from(three[2]))
            .bind(sought.before.as_deref().unwrap_or(LAST))
            .bind(i64::from(sought.limit))
            .bind(i64::from(actor.is_desk() || actor.leads()))
            .fetch_all(conn)
            .await)
    }
}
