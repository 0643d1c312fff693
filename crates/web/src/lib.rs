//! The JSON API over axum, with its limits and its accept loop.
