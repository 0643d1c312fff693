//! Network definitions by version: the highest is in force, older ones stay for handoffs written by them.

use jiff::Timestamp;
use luotsi_domain::{
    id::{NetworkId, OrganisationId, ProgrammeId},
    network::Definition,
};

use crate::{Error, Result, Tx};

statements! {
    /// Reads the definitions in force.
    READ_DEFINITIONS = "SELECT network, version, definition FROM definitions
        WHERE version = (SELECT MAX(d.version) FROM definitions d WHERE d.network = definitions.network)
        ORDER BY network";
    /// Reads every version of a network whose handoff part is another one than that in force.
    READ_HANDOFF_PARTS = "SELECT network, version, definition FROM definitions
        WHERE version IN (SELECT MAX(d.version) FROM definitions d WHERE d.network = definitions.network
                          GROUP BY d.handoff_version)
        ORDER BY network, version";
    /// Reads one version of a network.
    READ_DEFINITION = "SELECT network, version, definition FROM definitions WHERE network = $1 AND version = $2";
    /// Reads every version there was.
    READ_ALL_DEFINITIONS = "SELECT network, version, definition FROM definitions ORDER BY network, version";
    /// Enters a new version.
    ENTER_DEFINITION = "INSERT INTO definitions (network, version, handoff_version, definition, imported_at)
        VALUES ($1, $2, $3, $4, $5)";
    /// Counts the open referrals that name a programme.
    OPEN_BY_PROGRAMME = "SELECT programme, COUNT(*) AS n FROM referrals
        WHERE network = $1 AND programme IS NOT NULL AND status NOT IN ('stable', 'closed')
        GROUP BY programme ORDER BY programme";
    /// Counts the open protected people by their desk, and those in drafts by the organisation that keeps them.
    PROTECTED_BY_DESK = "SELECT there.organisation AS organisation, COUNT(*) AS n FROM (
            SELECT desk AS organisation FROM referrals
            WHERE network = $1 AND protected = TRUE AND status NOT IN ('stable', 'closed')
            UNION ALL SELECT organisation FROM drafts WHERE network = $1 AND protected = TRUE) AS there
        GROUP BY there.organisation ORDER BY there.organisation";
    /// Takes a programme out that nobody names.
    REMOVE_PROGRAMME = "DELETE FROM programmes WHERE id = $1 AND network = $2 AND reserved = 0 AND used = 0";
}

row! {
    struct DefinitionRow {
        network: String,
        version: i64,
        definition: String,
    }
}

row! {
    struct ProtectedRow {
        organisation: String,
        n: i64,
    }
}

row! {
    struct OpenRow {
        programme: String,
        n: i64,
    }
}

/// A definition with its version in the store.
#[derive(Debug, Clone, PartialEq)]
pub struct Versioned {
    /// Its version, 1 for the first import.
    pub version: i64,
    /// The definition.
    pub definition: Definition,
}

impl TryFrom<DefinitionRow> for Versioned {
    type Error = Error;

    fn try_from(row: DefinitionRow) -> Result<Self> {
        let definition = serde_json::from_str(&row.definition).map_err(|_| {
            Error::corrupt(
                "definitions",
                "definition",
                format_args!("{}/{}", row.network, row.version),
            )
        })?;
        Ok(Self {
            version: row.version,
            definition,
        })
    }
}

impl Tx {
    /// Reads the definitions in force.
    ///
    /// # Errors
    /// [`Error::Corrupt`] where a stored definition is none.
    pub async fn definitions(&mut self) -> Result<Vec<Versioned>> {
        let rows: Vec<DefinitionRow> = on!(self, |c| sqlx::query_as(READ_DEFINITIONS).fetch_all(c).await)?;
        rows.into_iter().map(Versioned::try_from).collect()
    }

    /// Reads, for each version of a network's handoff part, the latest definition that had it.
    ///
    /// # Errors
    /// [`Error::Corrupt`] where a stored definition is none.
    pub async fn handoff_parts(&mut self) -> Result<Vec<Versioned>> {
        let rows: Vec<DefinitionRow> = on!(self, |c| sqlx::query_as(READ_HANDOFF_PARTS).fetch_all(c).await)?;
        rows.into_iter().map(Versioned::try_from).collect()
    }

    /// Reads every version of every definition, to hold the past against them.
    ///
    /// # Errors
    /// [`Error::Corrupt`] where a stored definition is none.
    pub async fn all_definitions(&mut self) -> Result<Vec<Versioned>> {
        let rows: Vec<DefinitionRow> =
            on!(self, |c| sqlx::query_as(READ_ALL_DEFINITIONS).fetch_all(c).await)?;
        rows.into_iter().map(Versioned::try_from).collect()
    }

    /// Reads one version of a network; none where it is not stored.
    ///
    /// # Errors
    /// [`Error::Corrupt`] where the stored definition is none.
    pub async fn definition(&mut self, network: &NetworkId, version: i64) -> Result<Option<Definition>> {
        let row: Option<DefinitionRow> = on!(self, |c| sqlx::query_as(READ_DEFINITION)
            .bind(network.as_str())
            .bind(version)
            .fetch_optional(c)
            .await)?;
        row.map(|row| Versioned::try_from(row).map(|one| one.definition))
            .transpose()
    }

    /// Enters a new version of a definition.
    ///
    /// # Errors
    /// What the engine says.
    pub async fn enter_definition(
        &mut self,
        definition: &Definition,
        version: i64,
        now: Timestamp,
    ) -> Result<()> {
        let text = serde_json::to_string(definition)
            .map_err(|_| Error::corrupt("definitions", "definition", &definition.network))?;
        execute!(
            self,
            sqlx::query(ENTER_DEFINITION)
                .bind(definition.network.as_str())
                .bind(version)
                .bind(i64::from(definition.handoff.version))
                .bind(text)
                .bind(now.as_millisecond())
        )?;
        Ok(())
    }

    /// Counts the open protected people of a network by the organisation in which somebody knows of them.
    ///
    /// # Errors
    /// What the engine says.
    pub async fn protected_by_desk(&mut self, network: &NetworkId) -> Result<Vec<(OrganisationId, u32)>> {
        let rows: Vec<ProtectedRow> = on!(self, |c| sqlx::query_as(PROTECTED_BY_DESK)
            .bind(network.as_str())
            .fetch_all(c)
            .await)?;
        let counted = |n| u32::try_from(n).unwrap_or(u32::MAX);
        Ok(rows
            .into_iter()
            .map(|row| (OrganisationId::new(row.organisation), counted(row.n)))
            .collect())
    }

    /// Counts the open referrals that name each programme of a network.
    ///
    /// # Errors
    /// What the engine says.
    pub async fn open_by_programme(&mut self, network: &NetworkId) -> Result<Vec<(ProgrammeId, u32)>> {
        let rows: Vec<OpenRow> = on!(self, |c| sqlx::query_as(OPEN_BY_PROGRAMME)
            .bind(network.as_str())
            .fetch_all(c)
            .await)?;
        Ok(rows
            .into_iter()
            .map(|row| {
                (
                    ProgrammeId::new(row.programme),
                    u32::try_from(row.n).unwrap_or(u32::MAX),
                )
            })
            .collect())
    }

    /// Takes a programme out that no place is held in.
    ///
    /// # Errors
    /// What the engine says.
    pub async fn remove_programme(&mut self, network: &NetworkId, programme: &ProgrammeId) -> Result<bool> {
        let gone = execute!(
            self,
            sqlx::query(REMOVE_PROGRAMME)
                .bind(programme.as_str())
                .bind(network.as_str())
        )?;
        Ok(gone == 1)
    }
}
