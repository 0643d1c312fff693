//! What a change must pass before it is merged.

use crate::failure::Failure;
use crate::{generated, run, suite};

/// Formatting, lints, documentation and licences.
pub fn check() -> Result<(), Failure> {
    run::stream(run::cargo().args(["fmt", "--all", "--check"]))?;
    run::stream(run::cargo().args(["clippy", "--workspace", "--all-targets", "--", "-D", "warnings"]))?;
    run::stream(
        run::cargo()
            .args(["doc", "--workspace", "--no-deps"])
            .env("RUSTDOCFLAGS", "-D warnings"),
    )?;
    if run::succeeds(run::cargo().args(["deny", "--version"])) {
        // Advisories are left out: they need a download, and a commit that passed must pass again.
        run::stream(run::cargo().args(["deny", "--all-features", "check", "bans", "licenses", "sources"]))
    } else {
        eprintln!(
            "\nNot checked: licences, bans and sources (deny.toml), because cargo-deny is not installed."
        );
        eprintln!("`cargo install --locked cargo-deny` installs it.");
        Ok(())
    }
}

/// Everything: the checks, the tests, and the generated files.
pub fn ci() -> Result<(), Failure> {
    check()?;
    suite::run()?;
    generated::compare()
}
