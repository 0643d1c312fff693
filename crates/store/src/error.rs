//! What can go wrong in the store, in the words of whoever has to react.
//!
//! Neither `Display` nor `Debug` ever shows a stored value: PostgreSQL puts whole rows into the detail
//! of a violated constraint, so a driver's error is printed by its message alone.

use std::fmt;

/// The result of everything in this crate.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// Why the store did not do what it was asked to.
pub enum Error {
    /// The row was changed by someone else since it was read: read again and decide again.
    Conflict,
    /// A unique constraint refused the row.
    Unique(Constraint),
    /// A foreign key refused the row.
    ForeignKey(Constraint),
    /// A `CHECK` or `NOT NULL` refused the row.
    Check(Constraint),
    /// The database is there but occupied; the same request may succeed in a moment.
    Busy,
    /// The database cannot be reached or cannot store; the text is for the log.
    Unavailable(String),
    /// The store is being shut down.
    Closed,
    /// A statement of this transaction failed or was given up earlier, so it was not committed.
    Broken,
    /// A stored value is not what this program wrote.
    Corrupt {
        /// The table it was found in.
        table: &'static str,
        /// The column it was found in.
        column: &'static str,
        /// The id of the row; never its content.
        row: String,
    },
    /// The schema is not the one this program works with.
    Migration(MigrationFault),
    /// A key file or something sealed cannot be used.
    Key(KeyFault),
    /// The URL names no engine this crate knows.
    Url(&'static str),
    /// Anything else the driver reports: a programming error until proven otherwise.
    Database(sqlx::Error),
}

/// Which constraint refused a row, as far as the engine says.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Constraint {
    /// The table, known on both engines for a unique violation.
    pub table: Option<String>,
    /// PostgreSQL: the constraint's name. SQLite: the columns, as `table.column, table.column`.
    pub name: Option<String>,
}

/// What is wrong with the migrations of a database.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum MigrationFault {
    /// An applied migration had another text than the one this program carries.
    Changed {
        /// The migration's name.
        name: String,
    },
    /// The database was migrated by a newer program.
    Unknown {
        /// The migration's name.
        name: String,
    },
    /// A migration is missing below one that was applied.
    Gap {
        /// The name of the missing one.
        name: String,
    },
}

/// What is wrong with a key or with something sealed by one.
#[derive(Debug)]
pub enum KeyFault {
    /// The file cannot be read or written.
    File(std::io::Error),
    /// Others than its owner can read the file.
    Exposed,
    /// A line of the file is not what it should be; lines count from 1, 0 is the whole file.
    Malformed {
        /// The line.
        line: usize,
    },
    /// The key a text was sealed with is not in the file.
    Unknown(u32),
    /// Not sealed by this key for this place, or altered since.
    NotAuthentic,
    /// The operating system gave no randomness.
    NoRandomness,
}

impl Error {
    /// Reports a stored value that cannot have been written by this program.
    pub fn corrupt(table: &'static str, column: &'static str, row: impl fmt::Display) -> Self {
        Self::Corrupt {
            table,
            column,
            row: row.to_string(),
        }
    }

    /// Whether a unique constraint refused the row.
    #[must_use]
    pub fn is_unique_violation(&self) -> bool {
        matches!(self, Self::Unique(_))
    }

    /// Whether a foreign key refused the row.
    #[must_use]
    pub fn is_foreign_key_violation(&self) -> bool {
        matches!(self, Self::ForeignKey(_))
    }

    /// Whether a `CHECK` or `NOT NULL` refused the row.
    #[must_use]
    pub fn is_check_violation(&self) -> bool {
        matches!(self, Self::Check(_))
    }

    /// Whether the same request may succeed a little later: the caller answers 503, not 500.
    #[must_use]
    pub fn is_transient(&self) -> bool {
        matches!(
            self,
            Self::Busy | Self::Conflict | Self::Unavailable(_) | Self::Closed
        )
    }
}

impl From<sqlx::Error> for Error {
    fn from(error: sqlx::Error) -> Self {
        if let sqlx::Error::Database(cause) = &error {
            let kind = cause.kind();
            if kind == sqlx::error::ErrorKind::UniqueViolation {
                return Self::Unique(Constraint::of(cause.as_ref()));
            }
            if kind == sqlx::error::ErrorKind::ForeignKeyViolation {
                return Self::ForeignKey(Constraint::of(cause.as_ref()));
            }
            if matches!(
                kind,
                sqlx::error::ErrorKind::CheckViolation | sqlx::error::ErrorKind::NotNullViolation
            ) {
                return Self::Check(Constraint::of(cause.as_ref()));
            }
            return match Weather::of(cause.as_ref()) {
                Weather::Busy => Self::Busy,
                Weather::Down => Self::Unavailable(cause.message().to_owned()),
                Weather::Fair => Self::Database(error),
            };
        }
        if matches!(error, sqlx::Error::PoolTimedOut) {
            return Self::Busy;
        }
        if matches!(error, sqlx::Error::PoolClosed) {
            return Self::Closed;
        }
        if matches!(
            error,
            sqlx::Error::Io(_) | sqlx::Error::Tls(_) | sqlx::Error::WorkerCrashed
        ) {
            return Self::Unavailable(error.to_string());
        }
        Self::Database(error)
    }
}

impl From<KeyFault> for Error {
    fn from(fault: KeyFault) -> Self {
        Self::Key(fault)
    }
}

impl From<MigrationFault> for Error {
    fn from(fault: MigrationFault) -> Self {
        Self::Migration(fault)
    }
}

/// Whether an error is about the statement, or about the state the engine is in.
enum Weather {
    Fair,
    Busy,
    Down,
}

impl Weather {
    fn of(cause: &dyn sqlx::error::DatabaseError) -> Self {
        if let Some(postgres) = cause.try_downcast_ref::<sqlx::postgres::PgDatabaseError>() {
            return match postgres.code() {
                // Serialization failure, deadlock, lock timeout, too many connections.
                "40001" | "40P01" | "55P03" | "53300" => Self::Busy,
                // Disk full, out of memory, being shut down or started, read-only, idle too long.
                "53100" | "53200" | "57P01" | "57P02" | "57P03" | "58030" | "25006" | "25P03" => Self::Down,
                _ => Self::Fair,
            };
        }
        // SQLite's extended codes keep the primary one in their lowest byte.
        let code: i32 = cause.code().and_then(|code| code.parse().ok()).unwrap_or(0);
        match code & 0xff {
            // SQLITE_BUSY, SQLITE_LOCKED.
            5 | 6 => Self::Busy,
            // SQLITE_NOMEM, SQLITE_READONLY, SQLITE_IOERR, SQLITE_FULL, SQLITE_CANTOPEN.
            7 | 8 | 10 | 13 | 14 => Self::Down,
            _ => Self::Fair,
        }
    }
}

impl Constraint {
    fn of(cause: &dyn sqlx::error::DatabaseError) -> Self {
        if cause
            .try_downcast_ref::<sqlx::postgres::PgDatabaseError>()
            .is_some()
        {
            return Self {
                table: cause.table().map(str::to_owned),
                name: cause.constraint().map(str::to_owned),
            };
        }
        // SQLite says "UNIQUE constraint failed: outbox.id"; a foreign key is not named at all.
        let name = cause
            .message()
            .split_once("constraint failed: ")
            .map(|(_, columns)| columns.to_owned());
        let table = name
            .as_deref()
            .and_then(|name| name.split_once('.'))
            .map(|(table, _)| table.to_owned());
        Self { table, name }
    }
}

impl fmt::Display for Constraint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(
            self.name
                .as_deref()
                .or(self.table.as_deref())
                .unwrap_or("not named"),
        )
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Conflict => f.write_str("the row was changed by someone else in the meantime"),
            Self::Unique(constraint) => write!(f, "such a row exists already ({constraint})"),
            Self::ForeignKey(constraint) => {
                write!(f, "a row refers to one that does not exist ({constraint})")
            }
            Self::Check(constraint) => write!(f, "a row breaks a rule of its table ({constraint})"),
            Self::Busy => f.write_str("the database is busy"),
            Self::Unavailable(cause) => write!(f, "the database is not available: {cause}"),
            Self::Closed => f.write_str("the store is closed"),
            Self::Broken => {
                f.write_str("a statement failed earlier in this transaction, so it was not committed")
            }
            Self::Corrupt { table, column, row } => {
                write!(
                    f,
                    "{table}.{column} of row {row} holds a value this program cannot have written"
                )
            }
            Self::Migration(fault) => fault.fmt(f),
            Self::Key(fault) => fault.fmt(f),
            Self::Url(why) => write!(f, "the database URL is not usable: {why}"),
            Self::Database(cause) => write!(f, "the database refused a statement: {cause}"),
        }
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "store::Error({self})")
    }
}

impl fmt::Display for MigrationFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Changed { name } => write!(
                f,
                "migration {name} was applied with another text than this program carries; \
                 applied migrations are never edited, use the program that belongs to this database"
            ),
            Self::Unknown { name } => write!(
                f,
                "the database has migration {name}, which this program does not know: \
                 it was migrated by a newer version"
            ),
            Self::Gap { name } => {
                write!(f, "migration {name} was never applied, though later ones were")
            }
        }
    }
}

impl fmt::Display for KeyFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::File(cause) => write!(f, "the key file cannot be used: {cause}"),
            Self::Exposed => {
                f.write_str("the key file can be read by others than its owner; it needs mode 0600")
            }
            Self::Malformed { line: 0 } => f.write_str("the key file lacks an index key or a master key"),
            Self::Malformed { line } => write!(f, "line {line} of the key file is not a key"),
            Self::Unknown(id) => write!(f, "sealed with master key {id}, which is not in the key file"),
            Self::NotAuthentic => f.write_str("not sealed by this key for this place, or altered since"),
            Self::NoRandomness => f.write_str("the operating system gave no randomness"),
        }
    }
}

impl std::error::Error for Error {}
impl std::error::Error for MigrationFault {}
impl std::error::Error for KeyFault {}
