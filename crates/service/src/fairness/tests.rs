use luotsi_store::figure::Figure;
use proptest::prelude::*;

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

#[test]
fn from_which_the_wait_of_a_few_could_be_worked_out_is_not_told() {
    // Eleven who speak Finnish taken from all twelve leave the one who does not.
    let year = year(&[
        ("reached-all", "", 12),
        ("waited-all", "", 77),
        ("reached-language", "fi", 11),
        ("waited-language", "fi", 72),
        ("reached-language", "so", 1),
        ("waited-language", "so", 5),
        ("reached-district", "301", 7),
        ("waited-district", "301", 70),
        ("reached-district", "302", 5),
        ("waited-district", "302", 7),
        ("reached-need", "loneliness", 8),
        ("waited-need", "loneliness", 8),
        ("reached-need", "paperwork", 7),
        ("waited-need", "paperwork", 7),
        ("reached-need", "insecurity", 12),
        ("waited-need", "insecurity", 77),
    ]);
    let fairness = Fairness::sum(&year, &BTreeMap::new());
    let told = |by: By| -> Vec<&str> { fairness.of(by).map(|one| one.key.as_str()).collect() };
    assert!(told(By::Language).is_empty());
    assert_eq!(told(By::District), ["301", "302"]);
    assert_eq!(told(By::Need), ["insecurity", "paperwork"]);
    assert_eq!(fairness.worst().map(|one| one.key.as_str()), Some("301"));
}

#[test]
fn of_a_kind_the_smallest_is_left_out_with_the_few() {
    let year = year(&[
        ("reached-all", "", 40),
        ("waited-all", "", 400),
        ("reached-language", "fi", 25),
        ("waited-language", "fi", 100),
        ("reached-language", "sv", 6),
        ("waited-language", "sv", 50),
        ("reached-language", "so", 6),
        ("waited-language", "so", 200),
        ("reached-language", "", 3),
        ("waited-language", "", 50),
    ]);
    let fairness = Fairness::sum(&year, &BTreeMap::new());
    let told: Vec<&str> = fairness.of(By::Language).map(|one| one.key.as_str()).collect();
    assert_eq!(told, ["so", "fi"]);
    assert_eq!(fairness.worst().and_then(|one| one.percent), Some(333));
}

#[test]
fn of_fewer_than_five_in_all_nothing_is_told() {
    let year = year(&[("reached-all", "", 4), ("waited-all", "", 40)]);
    assert_eq!(Fairness::sum(&year, &BTreeMap::new()), Fairness::default());
}

/// Somebody: district, language, needs, days waited, whether she was reached.
type One = (u8, u8, Vec<u8>, u64, bool);

fn somebody() -> impl Strategy<Value = One> {
    let needs = prop_oneof![
        3 => proptest::collection::btree_set(0_u8..5, 1..2),
        1 => proptest::collection::btree_set(0_u8..5, 0..4),
    ];
    // Few in some groups, many in others; 0 is not known.
    let group = || prop_oneof![6 => Just(1_u8), 2 => Just(2), 1 => 0_u8..7];
    (group(), group(), needs, 0_u64..90, any::<bool>()).prop_map(
        |(district, language, needs, days, reached)| {
            (district, language, needs.into_iter().collect(), days, reached)
        },
    )
}

/// The sums as the service has them: of those who were reached, and of those who wait.
fn counted(people: &[One]) -> Fairness {
    let mut sums: [BTreeMap<(usize, String), Sum>; 2] = Default::default();
    let name = |code: u8| {
        if code == 0 {
            String::new()
        } else {
            code.to_string()
        }
    };
    for (district, language, needs, days, reached) in people {
        let mut groups = vec![(0, String::new()), (1, name(*district)), (2, name(*language))];
        groups.extend(needs.iter().map(|need| (3, (need + 1).to_string())));
        for group in groups {
            let sum = sums[usize::from(*reached)].entry(group).or_default();
            sum.people += 1;
            sum.days += days;
        }
    }
    let [waiting, reached] = sums;
    let rows = reached.into_iter().flat_map(|((group, key), sum)| {
        let (what, waited) = COMPARED[group];
        let times = |times: u64| i64::try_from(times).unwrap();
        [(what, sum.people), (waited, sum.days)].map(|(what, count)| Figure {
            what: what.to_owned(),
            key: key.clone(),
            times: times(count),
        })
    });
    Fairness::sum(&Figures::of_rows(rows.collect()), &waiting)
}

proptest! {
    #[test]
    fn the_wait_of_no_few_can_be_worked_out_from_what_is_told(
        people in proptest::collection::vec(somebody(), 0..60),
    ) {
        let fairness = counted(&people);
        let few = |rest: usize| (1..5).contains(&rest);
        if few(people.len()) {
            prop_assert_eq!(fairness, Fairness::default());
            return Ok(());
        }
        let is_in = |one: &One, group: &Group| {
            let key: u8 = group.key.parse().unwrap();
            match group.by {
                By::District => one.0 == key,
                By::Language => one.1 == key,
                By::Need => one.2.contains(&(key - 1)),
            }
        };
        for by in [By::District, By::Language, By::Need] {
            let told: Vec<&Group> = fairness.of(by).collect();
            for group in &told {
                let inside = people.iter().filter(|one| is_in(one, group)).count();
                prop_assert_eq!(inside, usize::try_from(group.people).unwrap());
                prop_assert!(!few(inside) && !few(people.len() - inside), "{:?} of {}", group, people.len());
            }
            // Those told of a kind, where no two of them share anybody, taken from the whole.
            let apart = people.iter().all(|one| told.iter().filter(|group| is_in(one, group)).count() < 2);
            let rest = people.iter().filter(|one| !told.iter().any(|group| is_in(one, group))).count();
            prop_assert!(!apart || !few(rest), "{rest} of {} beside {told:?}", people.len());
        }
        let worst = fairness.groups.iter().filter_map(|group| group.percent).max();
        prop_assert_eq!(fairness.worst().and_then(|group| group.percent), worst);
    }
}
