//! What a command says: lines on standard output.

use std::{
    fmt::Display,
    io::{Write as _, stderr, stdout},
};

/// Says a line. Whoever has closed standard output, as `head` does, does not want to know.
pub(crate) fn say(line: impl Display) {
    let mut out = stdout().lock();
    let _ = writeln!(out, "{line}").and_then(|()| out.flush());
}

/// Says why it was not done.
pub(crate) fn complain(sentence: impl Display) {
    let _ = writeln!(stderr().lock(), "luotsi: {sentence}");
}
