//! Policies side by side on one scenario: a table to read, and a chart.

use std::fmt::Write as _;

use crate::{metrics::Metrics, outcome};

/// One policy's numbers.
#[derive(Debug, Clone, Copy)]
pub struct Row<'a> {
    /// Its name.
    pub policy: &'a str,
    /// What came of it.
    pub metrics: &'a Metrics,
}

impl<'a> From<&'a outcome::Result> for Row<'a> {
    fn from(outcome: &'a outcome::Result) -> Self {
        Self {
            policy: &outcome.policy,
            metrics: &outcome.metrics,
        }
    }
}

const HEADINGS: [&str; 11] = [
    "policy",
    "wait",
    "P1",
    "P2",
    "P3",
    "p95",
    "in target",
    "never",
    "offers",
    "fit",
    "balance",
];

/// A Markdown table, which is as readable in a terminal. Days; `wait` is weighted by priority.
#[must_use]
pub fn table(rows: &[Row<'_>]) -> String {
    let cells: Vec<[String; 11]> = rows.iter().map(cells).collect();
    let width = |column: usize| {
        let longest = cells.iter().map(|row| row[column].chars().count());
        longest.max().unwrap_or(0).max(HEADINGS[column].len())
    };
    let widths: Vec<usize> = (0..HEADINGS.len()).map(width).collect();
    let mut text = String::new();
    let mut line = |row: &dyn Fn(usize) -> String| {
        for (column, width) in widths.iter().enumerate() {
            let cell = row(column);
            // Names to the left, numbers to the right. Writing to a string does not fail.
            let _ = if column == 0 {
                write!(text, "| {cell:<width$} ")
            } else {
                write!(text, "| {cell:>width$} ")
            };
        }
        text.push_str("|\n");
    };
    line(&|column| HEADINGS[column].to_owned());
    line(&|column| {
        let dashes = "-".repeat(widths[column] - 1);
        if column == 0 {
            format!("{dashes}-")
        } else {
            format!("{dashes}:")
        }
    });
    for row in &cells {
        line(&|column| row[column].clone());
    }
    text
}

fn cells(row: &Row<'_>) -> [String; 11] {
    let m = row.metrics;
    [
        row.policy.to_owned(),
        format!("{:.2}", m.priority_weighted_wait_days),
        format!("{:.1}", m.mean_wait_days_p1),
        format!("{:.1}", m.mean_wait_days_p2),
        format!("{:.1}", m.mean_wait_days_p3),
        format!("{:.0}", m.p95_wait_days),
        format!("{:.0} %", m.within_target * 100.0),
        m.never_reached.to_string(),
        format!("{:.2}", m.offers_per_referral),
        format!("{:.0}", m.mean_fit),
        format!("{:.2}", m.org_load_jain),
    ]
}

const BAR: f64 = 22.0;
const LEFT: f64 = 120.0;
const WIDE: f64 = 420.0;

/// An SVG: a bar of days for each policy, the shorter the better, with what is in target beside it.
#[must_use]
pub fn chart(scenario: &str, rows: &[Row<'_>]) -> String {
    let most = rows
        .iter()
        .map(|row| row.metrics.priority_weighted_wait_days)
        .fold(1e-9, f64::max);
    let mut bars = String::new();
    let mut y = 48.0;
    for row in rows {
        let days = row.metrics.priority_weighted_wait_days;
        let wide = WIDE * days / most;
        let colour = if row.policy == "luotsi" {
            "#0b6e4f"
        } else {
            "#9db4c0"
        };
        let middle = y + BAR * 0.66;
        let target = row.metrics.within_target * 100.0;
        let _ = writeln!(
            bars,
            "<text x=\"{name:.0}\" y=\"{middle:.1}\" text-anchor=\"end\">{policy}</text>\
             <rect x=\"{LEFT:.0}\" y=\"{y:.1}\" width=\"{wide:.1}\" height=\"{tall:.1}\" fill=\"{colour}\"/>\
             <text x=\"{beside:.1}\" y=\"{middle:.1}\">{days:.2} d, {target:.0} % in target</text>",
            name = LEFT - 8.0,
            policy = escaped(row.policy),
            tall = BAR - 6.0,
            beside = LEFT + wide + 6.0,
        );
        y += BAR;
    }
    let title = escaped(scenario);
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 760 {height:.0}\" role=\"img\" \
         aria-label=\"{title}\" font-family=\"sans-serif\" font-size=\"12\">\n\
         <rect width=\"100%\" height=\"100%\" fill=\"#fff\"/>\n\
         <text x=\"8\" y=\"20\" font-size=\"14\">{title}</text>\n\
         <text x=\"8\" y=\"38\" fill=\"#444\">Days to first contact, weighted by priority; never reached counts \
         in full</text>\n{bars}</svg>\n",
        height = y + 8.0,
    )
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('"', "&quot;")
}
