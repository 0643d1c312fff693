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
