//! What a letter says, out of what is stored about it.

use jiff::{Timestamp, tz::TimeZoneDatabase};
use luotsi_domain::{
    id::{OrganisationId, ProgrammeId},
    notice::{NoticeKind, Undelivered, outlives},
    referral::event::Due,
};
use luotsi_i18n::Language;
use luotsi_notify::{Composed, Kind, Letter, Notice, compose};
use luotsi_service::{Network, Service};
use luotsi_store::{
    announcement::Announcement,
    letter::{Letter as Stored, LetterNotice},
};

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
    if told.is_empty() && stored.announcements.is_empty() && stored.undelivered == 0 {
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
    let about_people = told
        .iter()
        .map(|(kind, one)| notice(&network, post, *kind, one, language));
    let beside = stored
        .announcements
        .iter()
        .map(|one| announcement(service, &network, post, one, language));
    let notices: Vec<Notice> = about_people.chain(beside).collect::<Result<_, Undelivered>>()?;
    let kind = match <[Notice; 1]>::try_from(notices) {
        Ok([notice]) if !stored.digest && !notice.reference.is_empty() => Kind::Single(notice),
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
        programme: programme
            .map(|programme| network.definition.say(&programme.name, language.tag()).to_owned()),
        ends: None,
    })
}

/// What a letter says about a watch or a programme.
fn announcement(
    service: &Service,
    network: &Network,
    post: &Post,
    stored: &Announcement,
    language: Language,
) -> Result<Notice, Undelivered> {
    let kind: NoticeKind = stored.kind.parse().map_err(|_| Undelivered::Unwritable)?;
    let public = &post.public_url;
    let said = |link: String, organisation: Option<String>, programme: Option<String>| Notice {
        kind,
        reference: String::new(),
        link: Some(link),
        due: None,
        organisation,
        programme,
        ends: None,
    };
    if kind == NoticeKind::ProgrammeEnding {
        let id = ProgrammeId::new(stored.about.clone());
        let programme = network.definition.programme(&id);
        let told = stored.detail.split_once('/');
        let ends = told.and_then(|(day, undecided)| Some((day.parse().ok()?, undecided.parse().ok()?)));
        return Ok(Notice {
            ends: Some(ends.ok_or(Undelivered::Unwritable)?),
            ..said(
                format!("{public}/programmes/{id}/ending"),
                programme.and_then(|one| network.organisation_name(&one.organisation)),
                programme.map(|one| network.definition.say(&one.name, language.tag()).to_owned()),
            )
        });
    }
    if kind != NoticeKind::ConfirmCapacity {
        let organisation = network.organisation_name(&OrganisationId::new(stored.detail.clone()));
        let link = format!("{public}/watches/{}", stored.about);
        return Ok(said(link, organisation, None));
    }
    let id = ProgrammeId::new(stored.about.clone());
    let programme = network.definition.programme(&id);
    let claimed_at = stored.detail.parse().ok();
    let claimed_at = claimed_at
        .and_then(|ms| Timestamp::from_millisecond(ms).ok())
        .ok_or(Undelivered::Unwritable)?;
    let link = service.claim_link(&id, claimed_at, stored.at);
    Ok(said(
        format!("{public}/confirm-capacity/{link}"),
        programme.and_then(|programme| network.organisation_name(&programme.organisation)),
        programme.map(|programme| network.definition.say(&programme.name, language.tag()).to_owned()),
    ))
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
