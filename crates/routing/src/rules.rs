//! May this programme be asked about this person? The rules, in the order in which they are told.
//!
//! A hard rule leaves a programme out. A soft one leaves it out too, but a human may place there with a
//! reason. What is not known never leaves anything out: then the programme fits, and somebody asks.

use jiff::{ToSpan, civil::Date};
use luotsi_domain::{
    handoff::{Facts, Form, Need},
    network::{AreaRule, Programme},
    referral::words::HandBackReason,
};

use crate::{
    days::price,
    foreseen::Foreseen,
    question::{CapacityNow, Past, PastAnswer, Question},
    reason::Reason,
    situation::{Situation, Weighing},
};

#[cfg(test)]
mod tests;

/// Whether a programme may be asked, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verdict {
    /// It may be asked as it stands, be it full or not.
    pub fits: bool,
    /// Where it fits: something is to be asked or weighed first, such as an end that is near. Where it does
    /// not: a human may place there with a reason.
    pub soft: bool,
    /// Where it does not fit, the one rule, the first that applies. Where it does, all that speaks for
    /// and against it.
    pub reasons: Vec<Reason>,
}

impl Verdict {
    /// Whether a human may place there, with or without having given a reason.
    #[must_use]
    pub const fn allows(&self, reason_given: bool) -> bool {
        self.fits || (self.soft && reason_given)
    }

    /// The rule that leaves it out.
    #[must_use]
    pub fn rule(&self) -> Option<&Reason> {
        self.reasons.first().filter(|_| !self.fits)
    }
}

/// Judges one programme, named or ranked: there is one road to the answer.
#[must_use]
pub fn eligible(question: &Question<'_>, programme: &Programme) -> Verdict {
    Case::new(*question, programme, question.situation().weighing()).verdict()
}

/// One programme before one question. Copied with one thing changed to see what would change it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Case<'a> {
    pub question: Question<'a>,
    pub programme: &'a Programme,
    pub capacity: CapacityNow,
    /// What is to be expected of the programme.
    pub foreseen: Foreseen,
    /// What taking a place there costs others, in weighted days.
    pub price: f64,
    /// How much of such a price counts, as full as all the others are.
    pub counts: f64,
    /// A human gave a reason, so soft rules do not hold.
    pub reason_given: bool,
}

/// What a case has of its programme, whoever is asked about.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Known<'a> {
    pub programme: &'a Programme,
    pub capacity: CapacityNow,
    foreseen: Foreseen,
    price: f64,
    counts: f64,
}

impl<'a> Known<'a> {
    pub fn of(situation: Situation<'a>, programme: &'a Programme, weighing: Weighing) -> Self {
        let claimed = situation.capacity.get(&programme.id).copied();
        let capacity = claimed.unwrap_or_else(|| CapacityNow::beginning(programme));
        let learnt = situation.foreseen.get(&programme.id).copied();
        let foreseen = learnt.unwrap_or_else(Foreseen::usual);
        let counts = weighing.counts(&capacity);
        Self {
            programme,
            capacity,
            foreseen,
            price: price(
                situation.definition,
                &capacity,
                &foreseen,
                situation.today,
                counts,
            ),
            counts,
        }
    }
}

impl Known<'_> {
    /// How many days somebody stays there.
    pub fn stay_days(&self) -> f64 {
        self.foreseen.stay_days()
    }
}

/// A rule's answer where the person may not have told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Answer {
    Yes,
    Ask,
    No,
}

impl<'a> Case<'a> {
    pub fn new(question: Question<'a>, programme: &'a Programme, weighing: Weighing) -> Self {
        Self::with(question, &Known::of(question.situation(), programme, weighing))
    }

    pub fn with(question: Question<'a>, known: &Known<'a>) -> Self {
        Self {
            question,
            programme: known.programme,
            capacity: known.capacity,
            foreseen: known.foreseen,
            price: known.price,
            counts: known.counts,
            reason_given: false,
        }
    }

    /// With the price of its place as that now stands.
    pub fn priced_anew(self) -> Self {
        let Question {
            definition, today, ..
        } = self.question;
        Self {
            price: price(definition, &self.capacity, &self.foreseen, today, self.counts),
            ..self
        }
    }

    pub fn verdict(&self) -> Verdict {
        if let Some(rule) = self.hard_rule() {
            return Verdict {
                fits: false,
                soft: false,
                reasons: vec![rule],
            };
        }
        if let Some(rule) = self.soft_rule().filter(|_| !self.reason_given) {
            return Verdict {
                fits: false,
                soft: true,
                reasons: vec![rule],
            };
        }
        let asks = [self.age(), self.language(), self.area()].contains(&Answer::Ask);
        let soft = asks || self.ends_soon();
        Verdict {
            fits: true,
            soft,
            reasons: self.reasons(),
        }
    }

    /// As in the [`verdict`](Self::verdict), for whoever needs no reasons.
    pub fn fits(&self) -> bool {
        self.hard_rule().is_none() && (self.reason_given || self.soft_rule().is_none())
    }

    /// As [`fits`](Self::fits), of a programme that is known to be open today and permitted, and to serve a
    /// need, the language and the district: what is left to ask.
    pub fn fits_else(&self) -> bool {
        let ends = self.programme.valid_to.is_some_and(|last| last < self.begins());
        !ends && self.age() != Answer::No && (self.reason_given || self.soft_rule_else().is_none())
    }

    fn hard_rule(&self) -> Option<Reason> {
        let Self {
            question, programme, ..
        } = self;
        if question.today < programme.valid_from {
            return Some(Reason::NotYetValid {
                from: programme.valid_from,
            });
        }
        if let Some(on) = programme.valid_to.filter(|last| *last < self.begins()) {
            return Some(Reason::Ended { on });
        }
        if self.capacity.is_paused_on(question.today) {
            return Some(Reason::Paused {
                until: self.capacity.paused_until,
            });
        }
        if !question.receivers.contains(&programme.organisation) {
            return Some(Reason::NotWithinConsent);
        }
        let needs = &self.facts().needs;
        if !needs.is_empty()
            && !needs
                .iter()
                .any(|need| self.serves(need) || self.serves_also(need))
        {
            return Some(Reason::NeedNotServed);
        }
        if let (Answer::No, Some(language)) = (self.language(), &self.facts().language) {
            return Some(Reason::LanguageNotServed {
                language: language.clone(),
            });
        }
        if self.age() == Answer::No {
            return Some(Reason::AgeOutside {
                youngest: programme.age_min,
                oldest: programme.age_max,
            });
        }
        (self.area() == Answer::No && programme.area.rule == AreaRule::Hard).then_some(Reason::OutsideArea)
    }

    fn soft_rule(&self) -> Option<Reason> {
        if self.area() == Answer::No {
            return Some(Reason::OutsideArea);
        }
        self.soft_rule_else()
    }

    fn soft_rule_else(&self) -> Option<Reason> {
        let forms = &self.programme.forms;
        let unwanted = &self.facts().wishes.not_forms;
        // Where a programme meets in groups, so does its exercise: who wishes no groups is not shown it.
        let in_groups = |form: &Form| {
            unwanted.contains(&Form::Group)
                && forms.contains(&Form::Group)
                && matches!(form, Form::Exercise | Form::Workshop | Form::OwnLanguageGroup)
        };
        let out = |form: &Form| unwanted.contains(form) || in_groups(form);
        if !unwanted.is_empty() && !forms.is_empty() && forms.iter().all(out) {
            let ruled_out = unwanted.iter().filter(|form| forms.contains(form));
            return Some(Reason::FormsUnwanted {
                forms: ruled_out.copied().collect(),
            });
        }
        self.past()
            .filter_map(about_her)
            .max_by_key(|(_, on)| *on)
            .map(|(reason, on)| Reason::HandedBack { reason, on })
            .or_else(|| {
                self.capacity
                    .nobody_until
                    .map(|until| Reason::NobodyThere { until })
            })
    }

    /// What speaks for and against a programme that fits, the weightiest first.
    fn reasons(&self) -> Vec<Reason> {
        let mut reasons = Vec::with_capacity(10);
        self.tell_needs(&mut reasons);
        self.tell_forms(&mut reasons);
        self.tell_person(&mut reasons);
        match self.last_answer() {
            Some(Past {
                answer: PastAnswer::HandedBack(reason),
                on,
                ..
            }) => {
                reasons.push(Reason::HandedBack {
                    reason: *reason,
                    on: *on,
                });
            }
            Some(Past {
                answer: PastAnswer::Expired,
                on,
                ..
            }) => reasons.push(Reason::Expired { on: *on }),
            None => {}
        }
        reasons.push(match self.capacity.free() {
            None => Reason::NoLimit,
            Some(0) => self.capacity.full(),
            Some(count) => Reason::FreePlaces { count },
        });
        if let Some(days) = self.claim_age_days().filter(|_| self.claim_is_old()) {
            reasons.push(Reason::ClaimOld { days });
        }
        if let Some(on) = self.programme.valid_to.filter(|_| self.ends_soon()) {
            reasons.push(Reason::EndsOn { on });
        }
        reasons
    }

    fn tell_needs(&self, reasons: &mut Vec<Reason>) {
        let (served, rest): (Vec<Need>, Vec<Need>) = self
            .facts()
            .needs
            .iter()
            .cloned()
            .partition(|need| self.serves(need));
        let (also, open): (Vec<Need>, Vec<Need>) = rest.into_iter().partition(|need| self.serves_also(need));
        if !served.is_empty() {
            reasons.push(Reason::NeedsServed { needs: served });
        }
        if !also.is_empty() {
            reasons.push(Reason::NeedsAlso { needs: also });
        }
        if !open.is_empty() {
            reasons.push(Reason::NeedsOpen { needs: open });
        }
    }

    fn tell_forms(&self, reasons: &mut Vec<Reason>) {
        let wished = &self.facts().wishes.forms;
        let met: Vec<Form> = wished
            .iter()
            .copied()
            .filter(|form| self.programme.forms.contains(form))
            .collect();
        if !met.is_empty() {
            reasons.push(Reason::FormsWished { forms: met });
        } else if !wished.is_empty() {
            reasons.push(Reason::FormsNotOffered {
                forms: wished.clone(),
            });
        }
    }

    fn tell_person(&self, reasons: &mut Vec<Reason>) {
        let language = known_language(self.facts()).map(str::to_owned);
        match (self.language(), language) {
            (Answer::Yes, Some(language)) => reasons.push(Reason::LanguageServed { language }),
            (_, language) => reasons.push(Reason::AskLanguage { language }),
        }
        if self.age() == Answer::Ask {
            reasons.push(Reason::AskAge);
        }
        match self.area() {
            Answer::Yes if self.is_local() => reasons.push(Reason::Nearby),
            Answer::Ask => reasons.push(Reason::AskDistrict),
            // Placed with a reason in spite of its area.
            Answer::No => reasons.push(Reason::OutsideArea),
            Answer::Yes => {}
        }
        let wishes = &self.facts().wishes;
        if let Some(gender) = wishes.worker_gender {
            reasons.push(Reason::AskWorker { gender });
        }
        let language = wishes.worker_language.as_ref();
        if let Some(language) = language.filter(|tag| !is_among(tag, &self.programme.languages)) {
            reasons.push(Reason::AskWorkerLanguage {
                language: language.clone(),
            });
        }
        if wishes.same_worker {
            reasons.push(Reason::AskSameWorker);
        }
    }

    pub fn facts(&self) -> &'a Facts {
        self.question.facts
    }

    /// The day from which support may begin.
    fn begins(&self) -> Date {
        let today = self.question.today;
        self.facts().not_before.map_or(today, |day| day.max(today))
    }

    /// Whether the programme ends within the notice from when support may begin, or before the usual road
    /// has come to its first review: an answer, a contact, a meeting, and the time to the review.
    pub fn ends_soon(&self) -> bool {
        let Some(last) = self.programme.valid_to else {
            return false;
        };
        let clocks = &self.question.definition.deadlines;
        let working = [clocks.decide_wd, clocks.first_contact_wd, clocks.first_meeting_wd];
        let working: i64 = working.into_iter().map(i64::from).sum();
        // Five working days are a week; holidays would only make it longer.
        let road = working * 7 / 5 + i64::from(clocks.review_days);
        let soon = road.max(i64::from(clocks.ending_notice_days));
        last < self.begins().saturating_add(soon.days())
    }

    pub fn serves(&self, need: &Need) -> bool {
        self.programme.needs.contains(need)
    }

    pub fn serves_also(&self, need: &Need) -> bool {
        self.programme.needs_also.contains(need)
    }

    pub fn language(&self) -> Answer {
        match known_language(self.facts()) {
            None => Answer::Ask,
            Some(tag) if is_among(tag, &self.programme.languages) => Answer::Yes,
            Some(tag) if is_among(tag, &self.programme.languages_ask) => Answer::Ask,
            Some(_) => Answer::No,
        }
    }

    /// Judged on the safe side: a band that reaches into the programme's ages is not outside them.
    fn age(&self) -> Answer {
        let Programme { age_min, age_max, .. } = self.programme;
        let (min, max) = (age_min.unwrap_or(0), age_max.unwrap_or(u16::MAX));
        match self.facts().age_band.map(luotsi_domain::handoff::AgeBand::years) {
            _ if age_min.is_none() && age_max.is_none() => Answer::Yes,
            None => Answer::Ask,
            Some((youngest, oldest)) if oldest < min || max < youngest => Answer::No,
            Some((youngest, _)) if youngest < min => Answer::Ask,
            Some((_, oldest)) if max < oldest => Answer::Ask,
            Some(_) => Answer::Yes,
        }
    }

    fn area(&self) -> Answer {
        let districts = &self.programme.area.districts;
        match &self.facts().district {
            _ if districts.is_empty() => Answer::Yes,
            None => Answer::Ask,
            Some(district) if districts.contains(district) => Answer::Yes,
            Some(_) => Answer::No,
        }
    }

    /// Whether the programme has an area of its own, and the person lives in it.
    pub fn is_local(&self) -> bool {
        !self.programme.area.districts.is_empty() && self.area() == Answer::Yes
    }

    pub fn claim_age_days(&self) -> Option<u32> {
        self.capacity.claim_age_days(self.question.now)
    }

    pub fn claim_is_old(&self) -> bool {
        let fresh = u32::from(self.question.definition.deadlines.claim_fresh_days);
        self.claim_age_days().is_some_and(|days| days > fresh)
    }

    fn past(&self) -> impl Iterator<Item = &'a Past> {
        let id = &self.programme.id;
        self.question
            .history
            .iter()
            .filter(move |past| past.programme == *id)
    }

    pub fn last_answer(&self) -> Option<&'a Past> {
        self.past().max_by_key(|past| past.on)
    }
}

/// A hand back whose reason is about the person or her own no, and so would be given again.
fn about_her(past: &Past) -> Option<(HandBackReason, Date)> {
    match past.answer {
        PastAnswer::HandedBack(
            reason @ (HandBackReason::NotTargetGroup
            | HandBackReason::OutsideArea
            | HandBackReason::Language
            | HandBackReason::ClientDeclined),
        ) => Some((reason, past.on)),
        PastAnswer::HandedBack(
            HandBackReason::NoPlace
            | HandBackReason::ProgrammeEnding
            | HandBackReason::Other
            | HandBackReason::Unreachable
            | HandBackReason::NeedsAuthority,
        )
        | PastAnswer::Expired => None,
    }
}

pub(crate) fn known_language(facts: &Facts) -> Option<&str> {
    facts
        .language
        .as_deref()
        .filter(|tag| !tag.eq_ignore_ascii_case("und"))
}

/// Whether one of the languages covers the tag: `zh` covers `zh-Hant`, `fi-simple` does not cover `fi`.
fn is_among(tag: &str, languages: &[String]) -> bool {
    languages.iter().any(|language| {
        tag.get(..language.len())
            .is_some_and(|head| head.eq_ignore_ascii_case(language))
            && matches!(tag.as_bytes().get(language.len()), None | Some(b'-'))
    })
}
