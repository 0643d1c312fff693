//! How far apart, and how well somebody fits a programme, by what everybody can see. Whole numbers only.

use crate::scenario::{Area, Programme, Wishes};

/// Nothing further away than this is nearer than anything else.
const FAR_M: i64 = 20_000;

/// Whole metres between a home and a programme; 0 where it works by phone.
#[must_use]
pub fn distance_m(area: &Area, programme: &Programme) -> i64 {
    if programme.remote {
        return 0;
    }
    let (dx, dy) = (area.x_m - programme.x_m, area.y_m - programme.y_m);
    (dx * dx + dy * dy).isqrt()
}

/// 0 to 1000: needs covered, the form and the worker's gender that are wished, nearness.
#[must_use]
pub fn fit(needs: &[String], wishes: &Wishes, area: &Area, programme: &Programme) -> i64 {
    let covered = needs.iter().filter(|need| programme.needs.contains(need)).count();
    let whole = i64::try_from(needs.len()).unwrap_or(i64::MAX).max(1);
    let covered = i64::try_from(covered).unwrap_or(0);
    let granted =
        |wish: &Option<String>, offered: &[String]| wish.as_ref().is_none_or(|wish| offered.contains(wish));
    let mut score = 400 * covered / whole;
    if granted(&wishes.form, &programme.forms) {
        score += 250;
    }
    if granted(&wishes.worker_gender, &programme.worker_genders) {
        score += 150;
    }
    score + 200 * (FAR_M - distance_m(area, programme)).max(0) / FAR_M
}

/// Whether a programme may be asked at all about somebody of that area, language and main need.
#[must_use]
pub fn eligible(area: &str, language: &str, main_need: &str, programme: &Programme) -> bool {
    let has = |list: &[String], wanted: &str| list.iter().any(|one| one == wanted);
    has(&programme.areas, area) && has(&programme.languages, language) && has(&programme.needs, main_need)
}
