//! Rows as structs, read by column name.
//!
//! sqlx's derive would compile SQLite a second time for its macros, so this macro does what is needed
//! of it: one implementation, generic over the row, serves both engines.

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
                Ok(Self { $($field: row.try_get(stringify!($field))?),+ })
            }
        }
    };
}
