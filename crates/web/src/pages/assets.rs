//! Style, script and icon: our own, named by what is in them, so that a browser asks for each once.

use std::sync::LazyLock;

use axum::{
    Router,
    extract::Path,
    http::{
        StatusCode,
        header::{CACHE_CONTROL, CONTENT_TYPE},
    },
    response::{IntoResponse, Response},
    routing::get,
};

use crate::api::AppState;

/// The style sheet of all pages.
pub static STYLE: LazyLock<Asset> = LazyLock::new(|| {
    Asset::new(
        "style",
        "css",
        "text/css; charset=utf-8",
        concat!(
            include_str!("../../assets/tokens.css"),
            include_str!("../../assets/base.css"),
            include_str!("../../assets/parts.css"),
            include_str!("../../assets/board.css"),
            include_str!("../../assets/work.css"),
            include_str!("../../assets/handoff.css"),
            include_str!("../../assets/desk.css"),
        ),
    )
});

/// The script of all pages: everything works without it.
pub static SCRIPT: LazyLock<Asset> = LazyLock::new(|| {
    Asset::new(
        "script",
        "js",
        "text/javascript; charset=utf-8",
        concat!(
            include_str!("../../assets/script.js"),
            include_str!("../../assets/queue.js"),
            include_str!("../../assets/live.js"),
            include_str!("../../assets/handoff.js"),
        ),
    )
});

const ICON: &str = include_str!("../../assets/icon.svg");

/// A file that a page loads.
#[derive(Debug)]
pub struct Asset {
    path: String,
    kind: &'static str,
    text: &'static str,
}

impl Asset {
    fn new(name: &str, ending: &str, kind: &'static str, text: &'static str) -> Self {
        Self {
            path: format!("/assets/{name}-{:016x}.{ending}", fingerprint(text)),
            kind,
            text,
        }
    }

    /// Where it is.
    #[must_use]
    pub fn path(&self) -> &str {
        &self.path
    }
}

/// FNV-1a of 64 bits: tells versions of our own files apart, and guards nothing.
fn fingerprint(text: &str) -> u64 {
    text.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    })
}

/// Routes of the files.
pub(super) fn routes() -> Router<AppState> {
    Router::new()
        .route("/assets/{file}", get(get_asset))
        .route("/favicon.ico", get(get_icon))
        .route("/icon.svg", get(get_icon))
}

async fn get_asset(Path(file): Path<String>) -> Response {
    let found = [&*STYLE, &*SCRIPT]
        .into_iter()
        .find(|asset| asset.path.strip_prefix("/assets/") == Some(file.as_str()));
    match found {
        Some(asset) => (
            [
                (CONTENT_TYPE, asset.kind),
                (CACHE_CONTROL, "public, max-age=31536000, immutable"),
            ],
            asset.text,
        )
            .into_response(),
        None => StatusCode::NOT_FOUND.into_response(),
    }
}

async fn get_icon() -> impl IntoResponse {
    (
        [
            (CONTENT_TYPE, "image/svg+xml"),
            (CACHE_CONTROL, "public, max-age=86400"),
        ],
        ICON,
    )
}
