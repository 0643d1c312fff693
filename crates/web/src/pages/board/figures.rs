//! The figures of twelve months as charts: from concern to lasting, and how long each step takes.

use luotsi_service::figures::{DAYS, FLOW, Figures, LONG, MONTHS, SHORT};

use crate::pages::{
    chart::{Bar, Bars, Stack, StackRow},
    frame::Frame,
};

/// The flow of those handed over in twelve months; none where there is nobody.
pub(crate) fn flow(year: &Figures, f: &Frame) -> Option<Bars> {
    let first = FLOW.first().map_or(0, |step| year.times("flow", step));
    let bars = FLOW
        .iter()
        .map(|step| {
            let times = year.times("flow", step);
            let said = if first == 0 {
                times.to_string()
            } else {
                format!("{times} · {} %", (times * 200 + first) / (first * 2))
            };
            Bar::new(f.word("flow", step), times, said)
        })
        .collect();
    (first > 0).then(|| Bars {
        id: "flow",
        title: f.t("flow-title"),
        description: f.t("flow-what"),
        table: f.t("chart-table"),
        heads: vec![f.t("flow-head-step"), f.t("flow-head-people")],
        bars,
    })
}

/// How long the steps took: the short ones in days, the long ones in months. None where none was taken.
pub(crate) fn times(year: &Figures, f: &Frame) -> Vec<Stack> {
    let short = stack("times", "times-title", &SHORT, &DAYS, year, f);
    let long = stack("lengths", "lengths-title", &LONG, &MONTHS, year, f);
    short.into_iter().chain(long).collect()
}

fn stack(
    id: &'static str,
    title: &str,
    steps: &[&str],
    kinds: &[&str],
    year: &Figures,
    f: &Frame,
) -> Option<Stack> {
    let rows: Vec<StackRow> = steps
        .iter()
        .map(|step| {
            let what = format!("took-{step}");
            let counts: Vec<u64> = kinds.iter().map(|kind| year.times(&what, kind)).collect();
            StackRow {
                label: f.word("took", step),
                said: counts.iter().sum::<u64>().to_string(),
                counts,
            }
        })
        .collect();
    let any = rows.iter().any(|row| row.counts.iter().any(|count| *count > 0));
    any.then(|| Stack {
        id,
        title: luotsi_i18n::text(f.language, title, &[]),
        description: f.t("times-what"),
        table: f.t("chart-table"),
        head: f.t("flow-head-step"),
        kinds: kinds.iter().map(|kind| f.word("length", kind)).collect(),
        rows,
    })
}
