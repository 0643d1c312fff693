//! A letter becomes a mail: checked, laid out, the same bytes each time.

use std::{fmt, str::FromStr, time::SystemTime};

use jiff::Timestamp;
use lettre::{
    Address, Message,
    message::{
        Mailbox, MultiPart, MultiPartKind, SinglePart,
        header::{ContentType, Header, HeaderName, HeaderValue},
    },
};
use luotsi_domain::id::LetterId;
use serde::{Deserialize, Serialize};

use crate::{letter::Letter, template::Page};

/// A mail as a person reads it. This is what the demo shows as caught.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mail {
    /// The receiver's address.
    pub to: String,
    /// The subject: never anything about the client.
    pub subject: String,
    /// The text part.
    pub text: String,
    /// The HTML part.
    pub html: String,
    /// `<letter-id@domain>`, the same on each attempt.
    pub message_id: String,
    /// When it was written.
    pub at: Timestamp,
    /// The referrals it is about.
    pub references: Vec<String>,
}

/// A mail ready to be sent.
#[derive(Debug, Clone)]
pub struct Composed {
    pub(crate) mail: Mail,
    pub(crate) message: Message,
}

impl Composed {
    /// The mail as a person reads it.
    #[must_use]
    pub const fn mail(&self) -> &Mail {
        &self.mail
    }

    /// The mail as it goes over the wire, headers and all.
    #[must_use]
    pub fn formatted(&self) -> Vec<u8> {
        self.message.formatted()
    }
}

/// Who the letters are from: `MAIL_FROM`, such as `Luotsi <luotsi@example.org>`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sender(Mailbox);

impl Sender {
    fn message_id(&self, letter: LetterId) -> String {
        format!("<{letter}@{}>", self.0.email.domain())
    }
}

impl FromStr for Sender {
    type Err = UnknownSender;
    fn from_str(text: &str) -> Result<Self, UnknownSender> {
        if text.chars().any(breaks_a_line) {
            return Err(UnknownSender);
        }
        let mailbox: Mailbox = text.trim().parse().map_err(|_| UnknownSender)?;
        // The domain becomes half of every Message-ID, which is ASCII (RFC 5322, 3.6.4).
        if !mailbox.email.domain().is_ascii() {
            return Err(UnknownSender);
        }
        Ok(Self(mailbox))
    }
}

/// A sender that cannot be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct UnknownSender;

impl fmt::Display for UnknownSender {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(
            "the sender is not one mail address; write `name@example.org` or `Name <name@example.org>`",
        )
    }
}
impl std::error::Error for UnknownSender {}

/// Why a letter cannot be composed. Names the place, never what stands there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refused {
    /// The receiver's address is not one mail address.
    Address,
    /// A line break or another control character where one line is meant.
    ControlCharacter(&'static str),
    /// Longer than such a thing ever is.
    TooLong(&'static str),
    /// A link that is not an absolute web address.
    Link,
    /// A digest of nothing.
    Empty,
    /// The mail could not be put together.
    Assembly,
}

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Address => f.write_str("the receiver's address is not one mail address"),
            Self::ControlCharacter(field) => write!(f, "a control character in the letter's {field}"),
            Self::TooLong(field) => write!(f, "the letter's {field} is too long"),
            Self::Link => f.write_str("the letter's link is not an absolute web address"),
            Self::Empty => f.write_str("a digest without notices"),
            Self::Assembly => f.write_str("the mail could not be put together"),
        }
    }
}
impl std::error::Error for Refused {}

/// `Auto-Submitted: auto-generated` (RFC 3834): nobody's absence notice answers a letter.
#[derive(Debug, Clone)]
struct AutoSubmitted;

impl Header for AutoSubmitted {
    fn name() -> HeaderName {
        HeaderName::new_from_ascii_str("Auto-Submitted")
    }
    fn parse(_: &str) -> Result<Self, Box<dyn std::error::Error + Send + Sync>> {
        Ok(Self)
    }
    fn display(&self) -> HeaderValue {
        HeaderValue::new(Self::name(), "auto-generated".to_owned())
    }
}

/// Makes a mail of a letter. The same letter gives the same bytes, so that every attempt is a repeat of the
/// first.
///
/// # Errors
///
/// A [`Refused`] where something in the letter could make another mail of it than the one meant, or where
/// there is nothing to tell. No later attempt will do better.
pub fn compose(letter: &Letter, sender: &Sender) -> Result<Composed, Refused> {
    check(letter)?;
    let address: Address = letter.to.parse().map_err(|_| Refused::Address)?;
    let page = Page::new(letter);
    let mail = Mail {
        to: letter.to.clone(),
        text: page.text().map_err(|_| Refused::Assembly)?,
        html: page.html().map_err(|_| Refused::Assembly)?,
        subject: page.subject,
        message_id: sender.message_id(letter.id),
        at: letter.at,
        references: letter
            .notices()
            .iter()
            .map(|notice| notice.reference.clone())
            .filter(|reference| !reference.is_empty())
            .collect(),
    };
    // The boundary is set because lettre's own is random, and a repeat should be one byte for byte.
    let body = MultiPart::builder()
        .kind(MultiPartKind::Alternative)
        .boundary(format!("luotsi-{}", letter.id))
        .singlepart(part(ContentType::TEXT_PLAIN, &mail.text))
        .singlepart(part(ContentType::TEXT_HTML, &mail.html));
    let message = Message::builder()
        .from(sender.0.clone())
        .to(Mailbox::new(Some(letter.name.clone()), address))
        .subject(mail.subject.clone())
        .date(SystemTime::from(letter.at))
        .message_id(Some(mail.message_id.clone()))
        .header(AutoSubmitted)
        .multipart(body)
        .map_err(|_| Refused::Assembly)?;
    Ok(Composed { mail, message })
}

fn part(kind: ContentType, content: &str) -> SinglePart {
    SinglePart::builder().header(kind).body(content.to_owned())
}

/// How many characters a name or a link has at most.
const LONGEST: usize = 200;

fn check(letter: &Letter) -> Result<(), Refused> {
    one_line("name", &letter.name)?;
    one_line("address", &letter.to)?;
    if letter.notices().is_empty() && letter.undelivered == 0 {
        return Err(Refused::Empty);
    }
    for notice in letter.notices() {
        one_line("reference", &notice.reference)?;
        for (field, name) in [
            ("organisation", &notice.organisation),
            ("programme", &notice.programme),
        ] {
            name.as_deref().map_or(Ok(()), |name| one_line(field, name))?;
        }
        if let Some(link) = &notice.link {
            one_line("link", link)?;
            let absolute = ["https://", "http://"]
                .iter()
                .any(|scheme| link.starts_with(scheme));
            if !absolute || link.contains(char::is_whitespace) {
                return Err(Refused::Link);
            }
        }
    }
    Ok(())
}

fn one_line(field: &'static str, value: &str) -> Result<(), Refused> {
    if value.chars().any(breaks_a_line) {
        return Err(Refused::ControlCharacter(field));
    }
    if value.chars().count() > LONGEST {
        return Err(Refused::TooLong(field));
    }
    Ok(())
}

/// Control characters, and the line and paragraph separators that some readers break lines at.
fn breaks_a_line(character: char) -> bool {
    character.is_control() || matches!(character, '\u{2028}' | '\u{2029}')
}
