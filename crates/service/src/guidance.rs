//! What is somebody's own to do beside a step: the network's guidance, in her language.

use luotsi_domain::{
    access::Actor,
    handoff::{CityTrackKind, GateOutcome},
    referral::words::AlertWhat,
};
use luotsi_wire::request::ActionRequest;

use crate::Service;

impl Service {
    /// The guidance that goes with what was just done: whoever alerts the desk may have a duty of
    /// notification of her own.
    #[must_use]
    pub fn guidance_after(&self, actor: &Actor, request: &ActionRequest, language: &str) -> Option<String> {
        let ActionRequest::AlertDesk(body) = request else {
            return None;
        };
        let first = match body.what {
            AlertWhat::NeedsAssessment => CityTrackKind::Assessment.as_str(),
            AlertWhat::NeedsCityService => CityTrackKind::Other.as_str(),
            AlertWhat::Worse => GateOutcome::Emergency.as_str(),
        };
        self.guidance(actor, &[first, CityTrackKind::Notification.as_str()], language)
    }

    /// The guidance that goes with *is there reason to worry?*: 112, the city, the notification.
    #[must_use]
    pub fn guidance_on_worry(&self, actor: &Actor, language: &str) -> Option<String> {
        let keys = [
            GateOutcome::Emergency.as_str(),
            CityTrackKind::UrgentAssessment.as_str(),
            CityTrackKind::Notification.as_str(),
        ];
        self.guidance(actor, &keys, language)
    }

    fn guidance(&self, actor: &Actor, keys: &[&str], language: &str) -> Option<String> {
        let networks = self.networks();
        let network = networks.get(&actor.network)?;
        let vocabulary = network.definition.vocabulary();
        let texts: Vec<&str> = keys
            .iter()
            .filter_map(|key| network.definition.guidance.get(*key))
            .map(|words| vocabulary.say(words, language))
            .filter(|text| !text.is_empty())
            .collect();
        (!texts.is_empty()).then(|| texts.join("\n\n"))
    }
}
