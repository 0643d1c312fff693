//! Charts, made on the server as SVG without script or inline style. Pure: numbers and words in, a picture out.
//!
//! A chart is one image with a title and a description; beside it stands a table with the same figures, so
//! that nothing is told by colour or shape alone. Fills are classes (`fill-0` … `fill-4`), so that they
//! follow the reader's colours.

mod bars;
mod stack;
mod tiles;

pub use bars::{Bar, Bars};
pub use stack::{Stack, StackRow};
pub use tiles::{Tile, Tiles};

/// The width of every chart but the map, in its own units: that of the narrowest screen, so that its words
/// are never smaller than they are there.
pub(crate) const WIDTH: u64 = 320;

/// How dark a value is filled: 0 for nothing, else 1 to 4 by its share of the largest.
#[must_use]
pub fn level(value: u64, largest: u64) -> u64 {
    if value == 0 || largest == 0 {
        0
    } else {
        (value.saturating_mul(4)).div_ceil(largest).min(4)
    }
}

/// A length on a scale.
pub(crate) fn scaled(value: u64, largest: u64, length: u64) -> u64 {
    value
        .min(largest)
        .saturating_mul(length)
        .checked_div(largest)
        .unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use askama::Template as _;

    use super::{Bar, Bars, Stack, StackRow, Tile, Tiles, level, scaled};

    #[test]
    fn a_level_is_nought_for_nothing_and_four_for_the_most() {
        for (value, largest, expected) in [
            (0, 0, 0),
            (0, 9, 0),
            (1, 9, 1),
            (3, 9, 2),
            (5, 9, 3),
            (9, 9, 4),
            (1, 1, 4),
        ] {
            assert_eq!(level(value, largest), expected, "{value} of {largest}");
        }
        assert_eq!(scaled(5, 10, 320), 160);
        assert_eq!(scaled(5, 0, 320), 0);
    }

    #[test]
    fn every_chart_has_a_title_a_description_and_a_table_with_the_same_figures() {
        let bars = Bars {
            id: "flow",
            title: "From <concern>".to_owned(),
            description: "Seven steps".to_owned(),
            table: "As a table".to_owned(),
            heads: vec!["Step".to_owned(), "People".to_owned()],
            bars: vec![Bar::new("Handed over", 8, "8"), Bar::new("Met", 4, "4")],
        };
        let stack = Stack {
            id: "times",
            title: "Times".to_owned(),
            description: "How long".to_owned(),
            table: "As a table".to_owned(),
            head: "Step".to_owned(),
            kinds: vec!["Same day".to_owned(), "Later".to_owned()],
            rows: vec![StackRow {
                label: "Met".to_owned(),
                counts: vec![3, 1],
                said: "4".to_owned(),
            }],
        };
        for html in [bars.render().unwrap(), stack.render().unwrap()] {
            assert!(
                html.contains("<title id=") && html.contains("<desc id="),
                "{html}"
            );
            assert!(html.contains("role=\"img\"") && html.contains("<table"), "{html}");
            assert!(!html.contains("style=") && !html.contains("<concern>"), "{html}");
        }
        let tiles = Tiles {
            id: "map",
            title: "Map".to_owned(),
            description: "Districts".to_owned(),
            tiles: vec![
                Tile::new((0, 0), "Vanhakaupunki", "3", 3),
                Tile::new((2, 1), "Haaga", "0", 0),
            ],
        };
        let html = tiles.render().unwrap();
        assert!(html.contains("Vanhakaupunki"), "whole in the title: {html}");
        assert!(html.contains("fill-4") && html.contains("fill-0"), "{html}");
    }
}
