//! `luotsi explain`: who would take a person now, in what order, and why.

use std::path::Path;

use luotsi_domain::{
    id::{OrganisationId, ProgrammeId},
    referral::{event::By, state::OfferRecord},
};
use luotsi_i18n::{Arg, Language, code, date, inside, on_day, text};
use luotsi_service::{
    Error, Network,
    chosen::{Before, Chose},
    decision::{Again, Replayed},
};
use luotsi_web::api::{KeptView, candidates, kept};
use luotsi_wire::answer::CandidateView;

use crate::{
    clock::machine_time,
    command::ExplainOptions,
    demo::Files,
    failure::{Failure, Result},
    house,
    speech::say,
};

/// Explains the ranking of one referral as it stands now.
pub(crate) async fn run(file: Option<&Path>, options: &ExplainOptions) -> Result<()> {
    let (service, now) = match &options.data {
        Some(data) => {
            let service = house::of_demo(data, options.database.as_deref()).await?;
            (service, Files::of(data).time()?)
        }
        None => (house::configured(file).await?, machine_time()),
    };
    let reference = options.reference.trim().to_uppercase();
    let explained = service.explain(&reference, now).await;
    let explained = match explained {
        Err(Error::NotFound) => {
            return Err(Failure::refused(format!(
                "no referral has the reference {reference}; read it again, it ends with a check character"
            )));
        }
        other => other?,
    };
    service.store().close().await?;
    let teller = Teller {
        network: &explained.network,
        language: options.language,
    };
    let stage = code(options.language, "stage", explained.status.as_str());
    say(format_args!("{} ({stage})", explained.reference));
    for offer in &explained.offers {
        teller.offer(offer);
    }
    for one in &explained.decisions {
        teller.decision(one);
    }
    say(text(options.language, "explain-now", &[]));
    teller.candidates(&candidates(
        &explained.candidates,
        &explained.network.definition.vocabulary(),
        options.language,
    ));
    Ok(())
}

/// Tells in a language, with the network's own names. Whoever runs the service needs no names of people.
struct Teller<'a> {
    network: &'a Network,
    language: Language,
}

impl Teller<'_> {
    /// What a programme is called, and its slug.
    fn programme(&self, id: &str) -> String {
        let known = self.network.definition.programme(&ProgrammeId::new(id));
        known.map_or_else(
            || id.to_owned(),
            |known| {
                let vocabulary = self.network.definition.vocabulary();
                format!("{} [{id}]", vocabulary.say(&known.name, self.language.tag()))
            },
        )
    }

    fn organisation(&self, id: &OrganisationId) -> String {
        let name = self.network.organisation_name(id);
        name.unwrap_or_else(|| id.to_string())
    }

    /// Who was asked, and what came of it.
    fn offer(&self, offer: &OfferRecord) {
        let (answer, reason) = offer.answer.codes();
        let mut said = inside(&code(self.language, "offer_answer", answer));
        if let Some(reason) = reason {
            said = format!("{said} ({})", inside(&code(self.language, "hand_back", reason)));
        }
        let (programme, day) = (
            self.programme(offer.programme.as_str()),
            date(self.language, self.network.days.date_of(offer.at)),
        );
        let args = [
            ("date", Arg::from(&day)),
            ("programme", Arg::from(&programme)),
            ("answer", Arg::from(&said)),
        ];
        say(format_args!("  {}", text(self.language, "explain-offer", &args)));
    }

    /// What somebody was asked by, and the order of then.
    fn decision(&self, one: &Replayed) {
        let (day, programme) = (
            date(self.language, one.decision.today),
            self.programme(one.decision.chosen.as_str()),
        );
        let args = [("date", Arg::from(&day)), ("programme", Arg::from(&programme))];
        let mut said = vec![text(self.language, "explain-asked", &args)];
        said.extend(self.chose(one));
        said.push(match one.again {
            Again::Same => text(self.language, "explain-same", &[]),
            Again::Otherwise => text(self.language, "explain-otherwise", &[]),
            Again::OtherRules => text(self.language, "explain-rules", &[]),
            Again::NoDefinition => text(self.language, "explain-no_definition", &[]),
        });
        say(said.join(" "));
        if one.again == Again::Same {
            self.candidates(&candidates(
                &one.candidates,
                &self.network.definition.vocabulary(),
                self.language,
            ));
        } else {
            self.kept(&kept(&one.decision, self.language));
        }
    }

    /// Who chose, by role and organisation.
    fn chose(&self, one: &Replayed) -> Vec<String> {
        let who = |by: &By| inside(&code(self.language, "role", by.role.as_str()));
        let mut said = Vec::new();
        match &one.chose {
            Some(Chose::Somebody(by)) => {
                let (who, organisation) = (who(by), self.organisation(&by.organisation));
                let args = [
                    ("who", Arg::from(&who)),
                    ("organisation", Arg::from(&organisation)),
                ];
                said.push(text(self.language, "explain-by", &args));
            }
            Some(Chose::Next { before, named }) => {
                said.push(match before {
                    Before::Silent => text(self.language, "why-after_silence", &[]),
                    Before::Refused => text(self.language, "why-after_refusal", &[]),
                });
                if let Some((by, at)) = named {
                    let who = format!("{}, {},", who(by), self.organisation(&by.organisation));
                    let day = on_day(self.language, self.network.days.date_of(*at));
                    let args = [("who", Arg::from(&who)), ("date", Arg::from(&day))];
                    said.push(capital(&text(self.language, "why-named", &args)));
                }
            }
            Some(Chose::Network) => said.push(text(self.language, "why-by-network", &[])),
            None => {}
        }
        let outside = one.decision.rank_of_chosen() != Some(1);
        if let Some(because) = one.decision.because.filter(|_| outside) {
            let reason = inside(&code(self.language, "placement", because.as_str()));
            said.push(text(
                self.language,
                "why-because",
                &[("reason", Arg::from(&reason))],
            ));
        }
        said
    }

    fn candidates(&self, candidates: &[CandidateView]) {
        for one in candidates {
            let rank = one.rank.filter(|_| one.fits);
            let organisation = self.organisation(&OrganisationId::new(&one.organisation));
            self.stood(&one.programme, rank, Some(&organisation));
            let reasons = one.reasons.iter().map(|reason| &reason.text);
            for said in reasons.chain(one.expected.iter().map(|term| &term.text)) {
                say(format_args!("     {said}"));
            }
            for change in &one.would_change {
                say(format_args!("     > {}", change.text));
            }
        }
    }

    fn kept(&self, kept: &[KeptView]) {
        for one in kept {
            self.stood(&one.programme, one.rank, None);
            for said in one.reasons.iter().chain(&one.days) {
                say(format_args!("     {said}"));
            }
        }
    }

    fn stood(&self, programme: &str, rank: Option<u32>, organisation: Option<&str>) {
        let rank = rank.map_or_else(|| "-".to_owned(), |rank| rank.to_string());
        let home = organisation.map(|name| format!(" ({name})")).unwrap_or_default();
        say(format_args!("{rank}  {}{home}", self.programme(programme)));
    }
}

/// A sentence with its capital.
fn capital(sentence: &str) -> String {
    let mut letters = sentence.chars();
    let first = letters.next().map(|first| first.to_uppercase().to_string());
    first.unwrap_or_default() + letters.as_str()
}
