//! The letters' words laid out, as text and as HTML.

use askama::Template;
use jiff::civil::Date;
use luotsi_domain::notice::NoticeKind;
use luotsi_i18n::{Language, code, date, due, moment, text};

use crate::letter::{Kind, Letter, Notice};

/// What a letter says, each line finished.
pub(crate) struct Page {
    language: &'static str,
    pub(crate) subject: String,
    greeting: String,
    /// What a digest says before its entries.
    lead: Option<String>,
    entries: Vec<Entry>,
    /// What did not arrive elsewhere.
    undelivered: Option<String>,
    footer: String,
}

struct Entry {
    title: String,
    text: String,
    /// None where it is about no referral.
    reference: Option<String>,
    /// Organisation and programme.
    about: Option<String>,
    due: Option<String>,
    link: Option<Link>,
}

struct Link {
    address: String,
    /// What stands on the link in HTML; tells the links of a digest apart.
    label: String,
    /// The whole line in text.
    line: String,
}

#[derive(Template)]
#[template(path = "letter.txt")]
struct Text<'a> {
    page: &'a Page,
}

#[derive(Template)]
#[template(path = "letter.html")]
struct Html<'a> {
    page: &'a Page,
}

impl Page {
    /// Puts a letter into words.
    pub(crate) fn new(letter: &Letter) -> Self {
        let language = letter.language;
        let today = letter.zone.to_datetime(letter.at).date();
        let (subject, lead) = match &letter.kind {
            Kind::Single(notice) => {
                let title = title(language, notice);
                let args = [
                    ("title", (&title).into()),
                    ("reference", (&notice.reference).into()),
                ];
                (text(language, "letter-subject", &args), None)
            }
            Kind::Digest(notices) => {
                let things = notices.len() + usize::from(letter.undelivered > 0);
                let args = [("count", things.into())];
                let lead = text(language, "letter-digest-text", &args);
                (text(language, "letter-digest-subject", &args), Some(lead))
            }
        };
        Self {
            language: language.tag(),
            subject,
            greeting: text(language, "letter-greeting", &[("name", (&letter.name).into())]),
            lead,
            entries: letter
                .notices()
                .iter()
                .map(|notice| entry(letter, notice, today))
                .collect(),
            undelivered: (letter.undelivered > 0).then(|| {
                let count = usize::try_from(letter.undelivered).unwrap_or(usize::MAX);
                text(language, "letter-undelivered", &[("count", count.into())])
            }),
            footer: text(language, "letter-footer", &[]),
        }
    }

    pub(crate) fn text(&self) -> askama::Result<String> {
        Text { page: self }.render()
    }

    pub(crate) fn html(&self) -> askama::Result<String> {
        Html { page: self }.render()
    }

    fn is_digest(&self) -> bool {
        self.lead.is_some()
    }
}

fn title(language: Language, notice: &Notice) -> String {
    text(language, &format!("letter-{}-title", notice.kind), &[])
}

fn entry(letter: &Letter, notice: &Notice, today: Date) -> Entry {
    let language = letter.language;
    let about: Vec<&str> = [&notice.organisation, &notice.programme]
        .into_iter()
        .filter_map(|name| name.as_deref())
        .collect();
    Entry {
        title: title(language, notice),
        text: text(language, &format!("letter-{}-text", notice.kind), &[]),
        reference: (!notice.reference.is_empty()).then(|| {
            text(
                language,
                "letter-reference",
                &[("reference", (&notice.reference).into())],
            )
        }),
        about: (!about.is_empty()).then(|| about.join(" · ")),
        due: due_line(letter, notice, today).or_else(|| ends_line(letter, notice)),
        link: notice
            .link
            .as_ref()
            .map(|address| link(language, notice, address)),
    }
}

fn link(language: Language, notice: &Notice, address: &str) -> Link {
    let confirms = notice.kind == NoticeKind::ConfirmCapacity;
    let args = [("reference", (&notice.reference).into())];
    Link {
        address: address.to_owned(),
        label: if confirms {
            text(language, "letter-confirm", &[])
        } else if notice.reference.is_empty() {
            text(language, "letter-open-it", &[])
        } else {
            text(language, "letter-open", &args)
        },
        line: if confirms {
            text(language, "letter-confirm-at", &[("link", address.into())])
        } else {
            text(language, "letter-open-at", &[("link", address.into())])
        },
    }
}

/// A programme's last day, and who is left there.
fn ends_line(letter: &Letter, notice: &Notice) -> Option<String> {
    let (day, undecided) = notice.ends?;
    let language = letter.language;
    let day = date(language, day);
    Some(text(
        language,
        "letter-programme_ends",
        &[("date", (&day).into()), ("count", undecided.into())],
    ))
}

fn due_line(letter: &Letter, notice: &Notice, today: Date) -> Option<String> {
    let asked = notice.asked_by()?;
    let language = letter.language;
    let what = code(language, "due", asked.what.as_str());
    // Past due is now >= due (DOMAIN, "States, holders, clocks").
    Some(if asked.at > letter.at {
        let at = due(language, asked.at, &letter.zone, today);
        text(
            language,
            "letter-due",
            &[("what", (&what).into()), ("due", (&at).into())],
        )
    } else {
        let at = moment(language, asked.at, &letter.zone, today);
        text(
            language,
            "letter-due-past",
            &[("what", (&what).into()), ("due", (&at).into())],
        )
    })
}
