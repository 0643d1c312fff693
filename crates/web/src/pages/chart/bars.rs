//! Bars one under the other, each with its words above it.

use askama::Template;

use super::{WIDTH, scaled};

/// The height of one bar with its words.
const STEP: usize = 46;

/// A chart of bars.
#[derive(Debug, Clone, Template)]
#[template(path = "chart/bars.html")]
pub struct Bars {
    /// Begins the ids in it.
    pub id: &'static str,
    /// What it shows.
    pub title: String,
    /// What is to be seen in it.
    pub description: String,
    /// The words that open the table.
    pub table: String,
    /// The heads of its columns: of the words and of the figure.
    pub heads: Vec<String>,
    /// The bars.
    pub bars: Vec<Bar>,
}

/// A bar.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bar {
    /// Of what.
    pub label: String,
    /// How long.
    pub value: u64,
    /// What stands beside it.
    pub said: String,
}

impl Bar {
    /// A bar of that length.
    #[must_use]
    pub fn new(label: impl Into<String>, value: u64, said: impl Into<String>) -> Self {
        Self {
            label: label.into(),
            value,
            said: said.into(),
        }
    }
}

impl Bars {
    fn height(&self) -> usize {
        self.bars.len() * STEP
    }

    fn length(&self, bar: &Bar) -> u64 {
        let largest = self.bars.iter().map(|bar| bar.value).max().unwrap_or(0);
        let length = scaled(bar.value, largest, WIDTH);
        // What is there at all is to be seen.
        if bar.value > 0 { length.max(3) } else { 0 }
    }

    #[allow(clippy::trivially_copy_pass_by_ref, reason = "a template gives references")]
    const fn top(index: &usize) -> usize {
        *index * STEP
    }
}
