//! The map of the districts, and the table that says the same.

use std::collections::BTreeMap;

use jiff::civil::Date;
use luotsi_service::{Network, board::overview::Overview};
use luotsi_wire::answer::ProgrammeView;

use crate::pages::{
    chart::{Tile, Tiles},
    frame::Frame,
    words::Speech,
};

/// A district's figures.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Line {
    pub name: String,
    pub waits: i64,
    pub year: u64,
    pub free: Free,
}

/// Free places, and whether somebody takes people without a limit.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Free {
    pub places: u64,
    pub open: bool,
}

impl Free {
    /// As it is written: a plus stands for those without a limit.
    pub fn said(self) -> String {
        let plus = if self.open { "+" } else { "" };
        format!("{}{plus}", self.places)
    }
}

/// What the map is shaded by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shade {
    Needs,
    Places,
}

/// The districts of the network, one line each; what is known of no district last.
pub(super) fn lines(
    network: &Network,
    overview: &Overview,
    speech: Speech<'_>,
    today: Date,
    f: &Frame,
) -> Vec<Line> {
    let now: BTreeMap<&str, i64> = overview
        .watched
        .unmet
        .iter()
        .map(|one| (one.district.as_deref().unwrap_or_default(), one.count))
        .collect();
    let mut lines: Vec<Line> = network
        .definition
        .districts
        .iter()
        .map(|district| Line {
            name: speech.district(&district.code),
            waits: now.get(district.code.as_str()).copied().unwrap_or(0),
            year: overview.watched.year.times("unmet-district", &district.code),
            free: free(network, &overview.watched.programmes, &district.code, today),
        })
        .collect();
    let unknown = Line {
        name: f.t("board-district-unknown"),
        waits: now.get("").copied().unwrap_or(0),
        year: overview.watched.year.times("unmet-district", ""),
        free: Free::default(),
    };
    if unknown.waits > 0 || unknown.year > 0 {
        lines.push(unknown);
    }
    lines
}

/// The tiles, where the definition says where they lie.
pub(super) fn tiles(network: &Network, lines: &[Line], shade: Shade, f: &Frame) -> Option<Tiles> {
    let tiles: Vec<Tile> = network
        .definition
        .districts
        .iter()
        .zip(lines)
        .filter_map(|(district, line)| {
            let place = district.tile?;
            Some(match shade {
                Shade::Needs => {
                    let waits = u64::try_from(line.waits).unwrap_or(0);
                    Tile::new(place, &line.name, waits.to_string(), waits)
                }
                Shade::Places => Tile::new(place, &line.name, line.free.said(), line.free.places),
            })
        })
        .collect();
    let (title, description) = match shade {
        Shade::Needs => (f.t("board-map-needs"), f.t("board-map-needs-what")),
        Shade::Places => (f.t("board-map-places"), f.t("board-map-places-what")),
    };
    (!tiles.is_empty()).then_some(Tiles {
        id: "map",
        title,
        description,
        tiles,
    })
}

/// Free places of the programmes that work in a district.
fn free(network: &Network, programmes: &[ProgrammeView], district: &str, today: Date) -> Free {
    let mut free = Free::default();
    for (programme, view) in network.definition.programmes.iter().filter_map(|programme| {
        let view = programmes.iter().find(|view| view.id == programme.id.as_str())?;
        Some((programme, view))
    }) {
        let areas = &programme.area.districts;
        let works_there = areas.is_empty() || areas.iter().any(|code| code == district);
        if !works_there || !programme.is_open_on(today) || paused(view, today) {
            continue;
        }
        match view.free {
            Some(places) => free.places += u64::from(places),
            None => free.open = true,
        }
    }
    free
}

/// Whether a programme takes nobody on that day.
pub(super) fn paused(view: &ProgrammeView, day: Date) -> bool {
    (view.paused_from.is_some() || view.paused_until.is_some())
        && view.paused_from.is_none_or(|from| from <= day)
        && view.paused_until.is_none_or(|until| day <= until)
}
