//! What a letter says, out of what is stored about it.

use jiff::tz::TimeZoneDatabase;
use luotsi_domain::{
    id::ProgrammeId,
    notice::{NoticeKind, Undelivered, outlives},
    referral::event::Due,
};
use luotsi_i18n::Language;
use luotsi_notify::{Composed, Kind, Letter, Notice, compose};
use luotsi_service::{Network, Service};
use luotsi_store::letter::{Letter as Stored, LetterNotice};

use crate::deliver::Post;

/// Composes a letter; `Ok(None)` where nothing is left to say. The error says why it never can be.
///
/// What is not told about somebody any more is left out here too, whoever forgot to silence it.
pub(crate) fn composed(
    service: &Service,
    post: &Post,
    stored: &Stored,
) -> Result<Option<Composed>, Undelivered> {
    let mut told = Vec::with_capacity(stored.notices.len());
    for notice in &stored.notices {
        let kind: NoticeKind = notice.kind.parse().map_err(|_| Undelivered::Unwritable)?;
        if notice.closed.is_none_or(|reason| outlives(kind, reason)) {
            told.push((kind, notice));
        }
    }
    if told.is_empty() && stored.undelivered == 0 {
        return Ok(None);
    }
    let letter = letter(service, post, stored, &told)?;
    compose(&letter, &post.sender).map(Some).map_err(|refused| {
        tracing::error!(letter.id = %stored.id, %refused, "a letter cannot be put together");
        Undelivered::Unwritable
    })
}

fn letter(
    service: &Service,
    post: &Post,
    stored: &Stored,
    told: &[(NoticeKind, &LetterNotice)],
) -> Result<Letter, Undelivered> {
    let networks = service.networks();
    let network = networks.get(&stored.network).ok_or(Undelivered::Unwritable)?;
    let language = Language::parse(&stored.language).unwrap_or_default();
    let notices: Vec<Notice> = told
        .iter()
        .map(|(kind, one)| notice(&network, post, *kind, one, language))
        .collect::<Result<_, Undelivered>>()?;
    let kind = match <[Notice; 1]>::try_from(notices) {
        Ok([notice]) if !stored.digest => Kind::Single(notice),
        Ok([notice]) => Kind::Digest(vec![notice]),
        Err(notices) => Kind::Digest(notices),
    };
    Ok(Letter {
        id: stored.id,
        to: stored.email.clone().ok_or(Undelivered::NoAddress)?,
        name: stored.name.clone(),
        language,
        kind,
        undelivered: stored.undelivered,
        at: stored.at,
        zone: TimeZoneDatabase::bundled()
            .get(&network.definition.time_zone)
            .map_err(|_| Undelivered::Unwritable)?,
    })
}

fn notice(
    network: &Network,
    post: &Post,
    kind: NoticeKind,
    stored: &LetterNotice,
    language: Language,
) -> Result<Notice, Undelivered> {
    let due = match (&stored.due_what, stored.due_at) {
        (Some(what), Some(at)) => Some(Due {
            what: what.parse().map_err(|_| Undelivered::Unwritable)?,
            at,
        }),
        (None, _) | (_, None) => None,
    };
    let programme = stored
        .programme
        .as_deref()
        .and_then(|slug| network.definition.programme(&ProgrammeId::new(slug)));
    Ok(Notice {
        kind,
        reference: stored.reference.clone(),
        link: still_visible(kind).then(|| format!("{}/{}/{}", post.public_url, stored.page, stored.about)),
        due,
        organisation: programme.and_then(|programme| network.organisation_name(&programme.organisation)),
        programme: programme.map(|programme| programme.name.get(language.tag()).to_owned()),
    })
}

/// Whether the receiver of such a notice can still open the referral it is about.
const fn still_visible(kind: NoticeKind) -> bool {
    !matches!(
        kind,
        NoticeKind::OfferWithdrawn
            | NoticeKind::OfferWithdrawnConsent
            | NoticeKind::ConsentWithdrawn
            | NoticeKind::TransferAccepted
    )
}
