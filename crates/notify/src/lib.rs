//! Letters: composed in the receiver's language, and sent.
//!
//! A [`Letter`] is what somebody is told: one notice at once, or a digest of several. [`compose`] makes a
//! mail of it, the same bytes each time, under a Message-ID that the receiver can tell repeats by. A
//! [`Transport`] carries it away; what to do when that fails is said by [`outcome`], [`backoff`] and
//! [`probe_after`].
//!
//! A letter never says anything about the client. It has no field that could: reference, link,
//! organisation, programme and dates are all there is.

mod caught;
mod compose;
mod letter;
mod line;
mod retry;
mod smtp;
mod template;
mod transport;

pub use caught::Caught;
pub use compose::{Composed, Mail, Refused, Sender, UnknownSender, compose};
pub use letter::{Kind, Letter, Notice};
pub use line::Patience;
pub use retry::{Outcome, backoff, failure, is_given_up, outcome, probe_after};
pub use smtp::{Offered, Smtp, UrlFault};
pub use transport::{SendError, Transport};
