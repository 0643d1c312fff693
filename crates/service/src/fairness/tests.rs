use luotsi_store::figure::Figure;

use super::*;

fn year(rows: &[(&str, &str, i64)]) -> Figures {
    let figure = |(what, key, times): &(&str, &str, i64)| Figure {
        what: (*what).to_owned(),
        key: (*key).to_owned(),
        times: *times,
    };
    Figures::of_rows(rows.iter().map(figure).collect())
}

fn still(rows: &[(usize, &str, u64, u64)]) -> BTreeMap<(usize, String), Sum> {
    let sum = |(group, key, people, days): &(usize, &str, u64, u64)| {
        let sum = Sum {
            people: *people,
            days: *days,
        };
        ((*group, (*key).to_owned()), sum)
    };
    rows.iter().map(sum).collect()
}

#[test]
fn whoever_nobody_reaches_counts_as_long_as_she_waits() {
    let year = year(&[
        ("reached-all", "", 90),
        ("waited-all", "", 360),
        ("reached-language", "fi", 88),
        ("waited-language", "fi", 350),
        ("reached-language", "so", 2),
        ("waited-language", "so", 10),
    ]);
    let waiting = still(&[(0, "", 10, 640), (2, "so", 10, 640)]);
    let fairness = Fairness::sum(&year, &waiting);
    assert_eq!(
        (fairness.people, fairness.unreached, fairness.tenths),
        (100, 10, 100)
    );
    let worst = fairness.worst().unwrap();
    assert_eq!((worst.by, worst.key.as_str()), (By::Language, "so"));
    // 650 days of 12 people, against 1000 of 100.
    assert_eq!((worst.people, worst.tenths, worst.percent), (12, 541, Some(541)));
    assert!(worst.is_longer());
    assert!(!fairness.groups[1].is_longer());
}

#[test]
fn a_few_are_not_told_nor_who_is_in_no_group() {
    let year = year(&[
        ("reached-all", "", 20),
        ("waited-all", "", 20),
        ("reached-district", "", 10),
        ("waited-district", "", 15),
        ("reached-district", "301", 4),
        ("waited-district", "301", 4),
        ("reached-need", "loneliness", 5),
        ("waited-need", "loneliness", 0),
    ]);
    let fairness = Fairness::sum(&year, &BTreeMap::new());
    let told: Vec<_> = fairness
        .groups
        .iter()
        .map(|one| (one.by, one.key.as_str()))
        .collect();
    assert_eq!(told, [(By::Need, "loneliness")]);
    assert_eq!(fairness.worst().unwrap().percent, Some(0));
}

#[test]
fn where_nobody_waits_there_is_nothing_to_compare() {
    assert_eq!(Fairness::sum(&year(&[]), &BTreeMap::new()), Fairness::default());
    let at_once = year(&[("reached-all", "", 9), ("reached-language", "fi", 9)]);
    let fairness = Fairness::sum(&at_once, &BTreeMap::new());
    assert_eq!(fairness.worst(), None);
    assert_eq!(fairness.groups.len(), 1);
}
