//! Rows as structs, read by column name.
//!
//! sqlx's derive would compile SQLite a second time for its macros, so this macro does what is needed
//! of it: one implementation, generic over the row, serves both engines.

use sqlx::{ColumnIndex, Decode, Row, Type, ValueRef as _};

/// Declares a struct that is read from a row, each field from the column of its name.
///
/// Fields are `i64`, `bool`, `String`, `Vec<u8>` or an `Option` of these; whatever else a value means
/// is decided by the function that loads it, which can say [`Error::corrupt`](crate::Error::corrupt).
macro_rules! row {
    (
        $(#[$meta:meta])*
        $vis:vis struct $name:ident {
            $($(#[$field_meta:meta])* $field_vis:vis $field:ident: $type:ty),+ $(,)?
        }
    ) => {
        $(#[$meta])*
        $vis struct $name {
            $($(#[$field_meta])* $field_vis $field: $type),+
        }

        impl<'r, R> ::sqlx::FromRow<'r, R> for $name
        where
            R: ::sqlx::Row,
            for<'c> &'c str: ::sqlx::ColumnIndex<R>,
            $($type: ::sqlx::Decode<'r, R::Database> + ::sqlx::Type<R::Database>,)+
        {
            fn from_row(row: &'r R) -> ::sqlx::Result<Self> {
                Ok(Self { $($field: $crate::row::column(row, stringify!($field))?),+ })
            }
        }
    };
}

/// A type a column may be read as.
pub(crate) trait Column {
    /// Whether `NULL` is a value of it.
    const OPTIONAL: bool = false;
}

impl Column for i64 {}
impl Column for bool {}
impl Column for String {}
impl Column for Vec<u8> {}
impl<T: Column> Column for Option<T> {
    const OPTIONAL: bool = true;
}

/// Reads a column, and refuses `NULL` where none may be: sqlx would read it as 0 on SQLite.
///
/// A single value read with `query_scalar` does not come by here, so there whatever may be `NULL`, such
/// as `MAX` of no rows, is read as an `Option`.
pub(crate) fn column<'r, R, T>(row: &'r R, name: &'static str) -> sqlx::Result<T>
where
    R: Row,
    for<'c> &'c str: ColumnIndex<R>,
    T: Column + Decode<'r, R::Database> + Type<R::Database>,
{
    if !T::OPTIONAL && row.try_get_raw(name)?.is_null() {
        return Err(sqlx::Error::ColumnDecode {
            index: name.to_owned(),
            source: Box::new(sqlx::error::UnexpectedNullError),
        });
    }
    row.try_get(name)
}

#[cfg(test)]
mod tests {
    use crate::migrate::Migration;
    use crate::testing::{Database, run};

    const SCHEMA: &[Migration] = &[Migration {
        name: "0001_kinds",
        sqlite: "CREATE TABLE kinds (
                     number INTEGER NOT NULL, maybe_number INTEGER,
                     yes INTEGER NOT NULL CHECK (yes IN (FALSE, TRUE)), maybe_yes INTEGER,
                     text TEXT NOT NULL, maybe_text TEXT, bytes BLOB NOT NULL, maybe_bytes BLOB
                 ) STRICT;",
        postgres: "CREATE TABLE kinds (
                       number BIGINT NOT NULL, maybe_number BIGINT,
                       yes BOOLEAN NOT NULL, maybe_yes BOOLEAN,
                       text TEXT NOT NULL, maybe_text TEXT, bytes BYTEA NOT NULL, maybe_bytes BYTEA
                   );",
    }];

    const ENTER: &str = "INSERT INTO kinds VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
    const READ: &str = "SELECT maybe_bytes, bytes, maybe_text, text, maybe_yes, yes, maybe_number, number
                          FROM kinds WHERE yes ORDER BY number";
    const READ_MISSING: &str = "SELECT maybe_number FROM kinds";

    row! {
        #[derive(Debug, Clone, PartialEq)]
        struct Kinds {
            number: i64,
            maybe_number: Option<i64>,
            yes: bool,
            maybe_yes: Option<bool>,
            text: String,
            maybe_text: Option<String>,
            bytes: Vec<u8>,
            maybe_bytes: Option<Vec<u8>>,
        }
    }

    row! {
        #[derive(Debug)]
        struct Missing {
            maybe_number: i64,
        }
    }

    #[tokio::test]
    async fn every_kind_of_value_comes_back_as_it_was_bound() {
        let number = 1_900_000_000_000;
        let text = "{\"b\": 1,  \"a\": [\u{e4}]}".to_owned();
        let full = Kinds {
            number,
            maybe_number: Some(-1),
            yes: true,
            maybe_yes: Some(false),
            text: text.clone(),
            maybe_text: Some(text.clone()),
            bytes: vec![0, 255],
            maybe_bytes: Some(Vec::new()),
        };
        let bare = Kinds {
            number: number + 1,
            maybe_number: None,
            yes: true,
            maybe_yes: None,
            text,
            maybe_text: None,
            bytes: Vec::new(),
            maybe_bytes: None,
        };
        for database in Database::each().await {
            let mut tx = database.with_schema(SCHEMA).await.write().await.unwrap();
            for row in [&full, &bare] {
                let entered = execute!(
                    &mut tx,
                    sqlx::query(ENTER)
                        .bind(row.number)
                        .bind(row.maybe_number)
                        .bind(row.yes)
                        .bind(row.maybe_yes)
                        .bind(&row.text)
                        .bind(&row.maybe_text)
                        .bind(&row.bytes)
                        .bind(&row.maybe_bytes)
                );
                assert_eq!(entered.unwrap(), 1);
            }
            let read: Vec<Kinds> = on!(&mut tx, |c| sqlx::query_as(READ).fetch_all(c).await).unwrap();
            assert_eq!(read, [full.clone(), bare.clone()]);
            // A value that is not there where one has to be is an error, not a default.
            run(&mut tx, "UPDATE kinds SET maybe_number = NULL")
                .await
                .unwrap();
            let missing: crate::Result<Missing> =
                on!(&mut tx, |c| sqlx::query_as(READ_MISSING).fetch_one(c).await);
            assert!(missing.is_err(), "{:?}", missing.map(|row| row.maybe_number));
        }
    }
}
