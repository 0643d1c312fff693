//! Bars divided into kinds, each as long as the others: how the whole is shared.

use askama::Template;

use super::{WIDTH, scaled};

/// The height of one row with its words.
const STEP: usize = 58;
/// A part narrower than this has no room for its figure.
const ROOM: u64 = 18;

/// A chart of divided bars.
#[derive(Debug, Clone, Template)]
#[template(path = "chart/stack.html")]
pub struct Stack {
    /// Begins the ids in it.
    pub id: &'static str,
    /// What it shows.
    pub title: String,
    /// What is to be seen in it.
    pub description: String,
    /// The words that open the table.
    pub table: String,
    /// The head of the table's first column.
    pub head: String,
    /// The kinds, from the lightest fill to the darkest; five at most.
    pub kinds: Vec<String>,
    /// The rows.
    pub rows: Vec<StackRow>,
}

/// A divided bar.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StackRow {
    /// Of what.
    pub label: String,
    /// How many of each kind.
    pub counts: Vec<u64>,
    /// How many in all, as words.
    pub said: String,
}

/// A part of a bar as it is drawn.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Part {
    kind: usize,
    from: u64,
    width: u64,
    count: u64,
    said: bool,
}

impl Stack {
    fn height(&self) -> usize {
        self.rows.len() * STEP
    }

    #[allow(clippy::trivially_copy_pass_by_ref, reason = "a template gives references")]
    const fn top(index: &usize) -> usize {
        *index * STEP
    }

    fn parts(row: &StackRow) -> Vec<Part> {
        let all: u64 = row.counts.iter().sum();
        let mut before = 0;
        let mut parts = Vec::new();
        for (kind, count) in row.counts.iter().copied().enumerate() {
            let from = scaled(before, all, WIDTH);
            before += count;
            let width = scaled(before, all, WIDTH) - from;
            if count > 0 {
                parts.push(Part {
                    kind,
                    from,
                    width,
                    count,
                    said: width >= ROOM,
                });
            }
        }
        parts
    }
}

#[cfg(test)]
mod tests {
    use super::{Stack, StackRow};

    #[test]
    fn the_parts_of_a_bar_fill_it_without_gaps() {
        let row = StackRow {
            label: String::new(),
            counts: vec![1, 0, 2, 4, 0],
            said: String::new(),
        };
        let parts = Stack::parts(&row);
        assert_eq!(parts.len(), 3);
        let mut from = 0;
        for part in &parts {
            assert_eq!(part.from, from);
            from += part.width;
        }
        assert_eq!(from, 320);
        let empty = StackRow {
            counts: vec![0; 5],
            ..row
        };
        assert_eq!(Stack::parts(&empty), []);
    }
}
