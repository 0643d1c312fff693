//! Where a referral stands, as the pages say it.

use luotsi_domain::{
    id::{OrganisationId, ProgrammeId},
    network::Vocabulary,
};
use luotsi_i18n::{Arg, Language, code, has, text};
use luotsi_service::Network;
use luotsi_wire::referral::{HolderView, ReferralView};

/// What it takes to speak of referrals of one network in one language.
#[derive(Debug, Clone, Copy)]
pub struct Speech<'a> {
    /// The network.
    pub network: &'a Network,
    /// The language.
    pub language: Language,
}

impl Speech<'_> {
    /// The name of an organisation.
    #[must_use]
    pub fn organisation(&self, id: &str) -> String {
        let name = self.network.organisation_name(&OrganisationId::new(id));
        name.unwrap_or_else(|| id.to_owned())
    }

    /// The name of a programme.
    #[must_use]
    pub fn programme(&self, id: &str) -> String {
        let found = self.network.definition.programme(&ProgrammeId::new(id));
        found.map_or_else(
            || id.to_owned(),
            |programme| {
                self.vocabulary()
                    .say(&programme.name, self.language.tag())
                    .to_owned()
            },
        )
    }

    /// The name of a district.
    #[must_use]
    pub fn district(&self, code: &str) -> String {
        let districts = &self.network.definition.districts;
        districts.iter().find(|one| one.code == code).map_or_else(
            || code.to_owned(),
            |one| self.vocabulary().say(&one.name, self.language.tag()).to_owned(),
        )
    }

    /// What a need is called.
    #[must_use]
    pub fn need(&self, need: &str) -> String {
        let own = self.vocabulary();
        own.need(need, self.language.tag())
            .map_or_else(|| code(self.language, "need", need), str::to_owned)
    }

    /// How the network says its own words.
    #[must_use]
    pub fn vocabulary(&self) -> Vocabulary {
        self.network.definition.vocabulary()
    }

    /// The home desk's name as a sentence bends it: `desk-in`, `desk-into`, `desk-to`.
    #[must_use]
    pub fn desk(&self, form: &str) -> String {
        let words = self.network.definition.desk_words.as_ref();
        let words = words.and_then(|words| match form {
            "desk-in" => Some(&words.inside),
            "desk-into" => Some(&words.into),
            "desk-to" => Some(&words.to),
            _ => None,
        });
        words.map_or_else(
            || text(self.language, form, &[]),
            |words| self.vocabulary().say(words, self.language.tag()).to_owned(),
        )
    }

    /// The home desk's own name.
    #[must_use]
    pub fn desk_name(&self) -> String {
        self.organisation(self.network.definition.home_desk.as_str())
    }

    /// What was just done, with the desk's name bent as the sentence needs it.
    #[must_use]
    pub fn done(&self, step: &str) -> String {
        let (into, to) = (self.desk("desk-into"), self.desk("desk-to"));
        let args = [("desk_into", Arg::from(&into)), ("desk_to", Arg::from(&to))];
        text(self.language, &format!("done-{step}"), &args)
    }

    /// The status as a sentence, with its names; what may not be known is said as *needs you* or nothing.
    #[must_use]
    pub fn status(&self, view: &ReferralView) -> String {
        let Some(status) = view.status else {
            return text(self.language, "status-hidden", &[]);
        };
        let organisation = view.organisation.as_deref().map(|id| self.organisation(id));
        let reason = view.reason.map(|reason| self.reason(reason));
        let desk = self.desk("desk-in");
        let organisation = organisation.unwrap_or_default();
        let reason = reason.unwrap_or_default();
        if status == "closed" && reason.is_empty() {
            return code(self.language, "stage", status);
        }
        let args = [
            ("organisation", Arg::from(&organisation)),
            ("desk_in", Arg::from(&desk)),
            ("reason", Arg::from(&reason)),
        ];
        text(self.language, &format!("status-{status}"), &args)
    }

    /// A reason of closing or handing back.
    #[must_use]
    pub fn reason(&self, reason: &str) -> String {
        ["close", "hand_back"]
            .into_iter()
            .find(|family| has(&format!("{family}-{reason}")))
            .map_or_else(|| reason.to_owned(), |family| code(self.language, family, reason))
    }

    /// Whose turn it is.
    #[must_use]
    pub fn holder(&self, holder: &HolderView) -> String {
        let named = holder.name.clone().filter(|name| !name.is_empty());
        named.unwrap_or_else(|| code(self.language, "holder", holder.kind))
    }

    /// The word on the button of an action.
    #[must_use]
    pub fn action(&self, view: &ReferralView, action: &str) -> String {
        let key = if action == "hand_back" && view.milestones.is_some_and(|done| done.accepted_at.is_some()) {
            "action-hand_back_accepted".to_owned()
        } else {
            format!("action-{action}")
        };
        let (into, to) = (self.desk("desk-into"), self.desk("desk-to"));
        let args = [("desk_into", Arg::from(&into)), ("desk_to", Arg::from(&to))];
        text(self.language, &key, &args)
    }
}
