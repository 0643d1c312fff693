//! What may be found where, and the search that holds answers against it.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use aho_corasick::AhoCorasick;
use luotsi_tests::Answer;

use super::planting::{Field, Mark, Relation};
use super::reading::Viewer;
use crate::handing::next_page;

/// Where something is read. A route that is not named here is `Elsewhere`, where nothing may be found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Place {
    Referral,
    Timeline,
    Export,
    List,
    Search,
    Draft,
    Letter,
    /// The page of a referral, and what it leads to.
    Page,
    /// A page on which many stand: work, queue, board, search.
    ListPage,
    /// The page on which a handoff is written.
    DraftPage,
    /// Whose numbers of three and four digits stand there by chance: counters, and what is numbered.
    Counted,
    Elsewhere,
}

impl Place {
    pub(super) fn of(path: &str) -> Self {
        match path {
            "/api/v1/referrals/{id}" => Self::Referral,
            "/api/v1/referrals/{id}/timeline" => Self::Timeline,
            "/api/v1/referrals/{id}/export" => Self::Export,
            "/api/v1/networks/{network}/referrals"
            | "/api/v1/networks/{network}/drafts"
            | "/api/v1/networks/{network}/watches"
            | "/api/v1/programmes/{id}/ending" => Self::List,
            "/api/v1/networks/{network}/search" => Self::Search,
            "/api/v1/drafts/{id}" => Self::Draft,
            "/metrics" | "/api/v1/networks/{network}/events" => Self::Counted,
            _ => Self::Elsewhere,
        }
    }
}

impl Place {
    /// Every district stands in the choices of a form.
    fn offers_districts(self) -> bool {
        matches!(self, Self::Page | Self::ListPage | Self::DraftPage)
    }
}

/// What may be found where, and is: everything else may not. Address and district are nobody's but hers who
/// writes the draft.
pub(super) fn allowed() -> BTreeSet<(Place, Relation, Mark)> {
    use Mark::{Address, District, Id, Name, Note, Phone, PlaceName, Reference, Safety, Words, Year};
    use Place::{Draft, DraftPage, Export, Letter, List, ListPage, Page, Referral, Search, Timeline};
    use Relation::{Asked, Carrier, Submitter};
    let person = &[Name, Phone, Year, Words, Safety, Id, Reference][..];
    let rows: &[(Place, Relation, &[Mark])] = &[
        (Referral, Submitter, person),
        (Referral, Carrier, person),
        // Coded facts only, before accepting.
        (Referral, Asked, &[Id, Reference]),
        (Timeline, Submitter, &[Note]),
        (Timeline, Carrier, &[Note]),
        (Export, Submitter, person),
        (Export, Submitter, &[Note]),
        (List, Submitter, &[Id, Reference]),
        (List, Carrier, &[Id, Reference]),
        (List, Asked, &[Id, Reference]),
        // Who may identify her finds her by what she already knows.
        (Search, Submitter, &[Name, Year, Id, Reference]),
        (Search, Carrier, &[Name, Year, Id, Reference]),
        (Draft, Submitter, person),
        (Draft, Submitter, &[Address, PlaceName, District]),
        (Page, Submitter, person),
        (Page, Submitter, &[Note]),
        (Page, Carrier, person),
        (Page, Carrier, &[Note]),
        (Page, Asked, &[Id, Reference]),
        (ListPage, Submitter, &[Id, Reference]),
        (ListPage, Carrier, &[Id, Reference]),
        (ListPage, Asked, &[Id, Reference]),
        (DraftPage, Submitter, person),
        (DraftPage, Submitter, &[Address, PlaceName]),
        (Letter, Submitter, &[Id, Reference]),
        (Letter, Carrier, &[Id, Reference]),
        (Letter, Asked, &[Id, Reference]),
    ];
    let cells = rows
        .iter()
        .flat_map(|(place, relation, marks)| marks.iter().map(|mark| (*place, *relation, *mark)));
    cells.collect()
}

/// What was found: where it may be, and where not.
#[derive(Default)]
struct Findings {
    cells: BTreeSet<(Place, Relation, Mark)>,
    leaks: BTreeMap<String, usize>,
}

/// Holds what is read against the table.
pub(super) struct Search<'a> {
    pub(super) field: &'a Field,
    /// Every mark of everybody in one automaton: some ten thousand answers are read.
    marks: AhoCorasick,
    /// Whose mark each of its patterns is: the person and the mark, by their places.
    whose: Vec<(usize, usize)>,
    allowed: BTreeSet<(Place, Relation, Mark)>,
    found: Findings,
}

impl<'a> Search<'a> {
    pub(super) fn of(field: &'a Field) -> Self {
        let people = field.marks.iter().enumerate();
        let whose: Vec<(usize, usize)> = people
            .flat_map(|(person, marks)| (0..marks.words.len()).map(move |mark| (person, mark)))
            .collect();
        let words = whose
            .iter()
            .map(|(person, mark)| &field.marks[*person].words[*mark].1);
        let marks = AhoCorasick::new(words).expect("the marks fit an automaton");
        Self {
            field,
            marks,
            whose,
            allowed: allowed(),
            found: Findings::default(),
        }
    }

    /// Looks for every mark in a text that this person reads.
    pub(super) fn text(&mut self, place: Place, route: &str, who: (&str, &str), text: &str) {
        let seen: BTreeSet<(usize, usize)> = self
            .marks
            .find_overlapping_iter(text)
            .filter_map(|hit| {
                let (person, mark) = self.whose[hit.pattern()];
                let counts = match self.field.marks[person].words[mark].0 {
                    Mark::Year => place != Place::Counted && stands_alone(text, hit.range()),
                    Mark::District => !place.offers_districts() && stands_in_quotes(text, hit.range()),
                    Mark::Name
                    | Mark::Phone
                    | Mark::Address
                    | Mark::PlaceName
                    | Mark::Words
                    | Mark::Safety
                    | Mark::Note
                    | Mark::Id
                    | Mark::Reference => true,
                };
                counts.then_some((person, mark))
            })
            .collect();
        for (person, mark) in seen {
            let marks = &self.field.marks[person];
            let mark = marks.words[mark].0;
            let mut relation = marks.named.relation(who.0);
            if place == Place::Letter && relation == Relation::Stranger && marks.named.once.contains(who.0) {
                relation = Relation::Carrier;
            }
            let cell = (place, relation, mark);
            if self.allowed.contains(&cell) {
                self.found.cells.insert(cell);
            } else {
                let leak = format!("{mark:?} of {} to {relation:?} {} in {route}", marks.stage, who.1);
                *self.found.leaks.entry(leak).or_default() += 1;
            }
        }
    }

    /// Looks for every mark in an answer.
    pub(super) fn answer(&mut self, path: &str, viewer: &Viewer, answer: &Answer) {
        let who = (viewer.id.as_str(), viewer.what.as_str());
        self.text(Place::of(path), path, who, &said(answer));
    }

    /// Reads a list to its end.
    pub(super) fn pages(&mut self, path: &str, viewer: &Viewer, address: String) {
        let mut next = Some(address);
        while let Some(address) = next {
            let answer = viewer.client.get(&address);
            assert!(answer.status < 500, "{address}: {answer}");
            // The feed has no last page: an empty one is its end for now.
            let full = answer.body.as_array().is_some_and(|page| !page.is_empty());
            next = next_page(&answer).filter(|next| full && *next != address);
            self.answer(path, viewer, &answer);
        }
    }

    /// Nothing was found where it may not be, and in the places that were read everything that the table
    /// allows to these.
    pub(super) fn held(&self, places: &[Place], relations: &[Relation]) {
        assert!(
            self.found.leaks.is_empty(),
            "found where it may not be: {:#?}",
            self.found.leaks
        );
        let expected = self
            .allowed
            .iter()
            .filter(|(place, relation, _)| places.contains(place) && relations.contains(relation));
        let missed: Vec<_> = expected.filter(|cell| !self.found.cells.contains(cell)).collect();
        assert!(missed.is_empty(), "the table allows what is nowhere: {missed:?}");
    }
}

/// What an answer says, but for what differs from one answer to the next and of no answer tells anything.
pub(super) fn said(answer: &Answer) -> String {
    let text = answer.to_string();
    let lines = text.lines().filter(|line| {
        !["date: ", "x-request-id: ", "connection: ", "content-length: "]
            .iter()
            .any(|header| line.starts_with(header))
    });
    lines.collect::<Vec<_>>().join("\n")
}

/// Whether a number stands in a text and not within a longer one, an id or an instant.
fn stands_alone(text: &str, at: Range<usize>) -> bool {
    let joins = |c: char| c.is_ascii_alphanumeric() || "-_.".contains(c);
    !text[..at.start].chars().next_back().is_some_and(joins)
        && !text[at.end..].chars().next().is_some_and(joins)
}

/// Codes stand in quotes wherever they are told.
fn stands_in_quotes(text: &str, at: Range<usize>) -> bool {
    text[..at.start].ends_with('"') && text[at.end..].starts_with('"')
}
