use super::*;

#[test]
fn room_is_the_scarcer_of_places_and_monthly_intake() {
    for (places, intake, used, reserved, this_month, free) in [
        (None, None, 900, 90, 90, None),
        (Some(8), None, 3, 2, 90, Some(3)),
        (Some(8), None, 8, 2, 0, Some(0)),
        (None, Some(6), 90, 9, 2, Some(4)),
        (None, Some(6), 90, 9, 7, Some(0)),
        (Some(8), Some(6), 3, 2, 2, Some(3)),
        (Some(8), Some(6), 0, 2, 5, Some(1)),
        (Some(u32::MAX), None, u32::MAX, u32::MAX, 0, Some(0)),
    ] {
        let capacity = CapacityNow {
            places,
            intake_per_month: intake,
            used,
            reserved,
            taken_this_month: this_month,
            ..CapacityNow::default()
        };
        assert_eq!(capacity.free(), free, "{capacity:?}");
    }
}

#[test]
fn load_is_of_places_else_of_the_months_new_ones() {
    for (places, intake, taken, this_month, load) in [
        (Some(8), None, 4, 0, Some(500)),
        (Some(8), Some(2), 2, 2, Some(250)),
        (None, Some(6), 90, 3, Some(500)),
        (Some(8), None, 12, 0, Some(1000)),
        (Some(0), None, 0, 0, Some(0)),
        (None, None, 5, 5, None),
    ] {
        let capacity = CapacityNow {
            places,
            intake_per_month: intake,
            used: taken,
            taken_this_month: this_month,
            ..CapacityNow::default()
        };
        assert_eq!(capacity.load(), load, "{capacity:?}");
    }
}
