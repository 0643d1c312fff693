//! A map of tiles: one a district, about where it lies, each with its figure.

use askama::Template;

use super::level;

/// The width and height of a tile with the gap after it.
const ACROSS: usize = 76;
const DOWN: usize = 56;
/// The most letters of a name that fit on a tile.
const LETTERS: usize = 11;

/// A map.
#[derive(Debug, Clone, Template)]
#[template(path = "chart/tiles.html")]
pub struct Tiles {
    /// Begins the ids in it.
    pub id: &'static str,
    /// What it shows.
    pub title: String,
    /// What is to be seen in it.
    pub description: String,
    /// The tiles.
    pub tiles: Vec<Tile>,
}

/// A tile.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tile {
    /// Column and row.
    place: (usize, usize),
    /// Of which district.
    name: String,
    /// Its figure as words.
    said: String,
    /// Its figure, by which it is filled.
    value: u64,
}

impl Tile {
    /// A tile at that column and row.
    #[must_use]
    pub fn new(place: (u8, u8), name: impl Into<String>, said: impl Into<String>, value: u64) -> Self {
        Self {
            place: (place.0.into(), place.1.into()),
            name: name.into(),
            said: said.into(),
            value,
        }
    }

    const fn left(&self) -> usize {
        self.place.0 * ACROSS
    }

    const fn top(&self) -> usize {
        self.place.1 * DOWN
    }

    /// The name as far as it fits.
    fn short(&self) -> String {
        if self.name.chars().count() <= LETTERS {
            return self.name.clone();
        }
        let mut short: String = self.name.chars().take(LETTERS - 1).collect();
        short.push('.');
        short
    }
}

impl Tiles {
    fn width(&self) -> usize {
        self.tiles.iter().map(Tile::left).max().unwrap_or(0) + ACROSS
    }

    fn height(&self) -> usize {
        self.tiles.iter().map(Tile::top).max().unwrap_or(0) + DOWN
    }

    fn level(&self, tile: &Tile) -> u64 {
        let largest = self.tiles.iter().map(|tile| tile.value).max().unwrap_or(0);
        level(tile.value, largest)
    }
}

#[cfg(test)]
mod tests {
    use super::Tile;

    #[test]
    fn a_long_name_is_cut_where_the_tile_ends() {
        for (name, short) in [
            ("Haaga", "Haaga"),
            ("Tuomarinkyl", "Tuomarinkyl"),
            ("Vanhakaupunki", "Vanhakaupu."),
        ] {
            assert_eq!(Tile::new((0, 0), name, "", 0).short(), short);
        }
    }
}
