//! Worked cases of the computed figures.

use sowright::compose::computed::availability::percent;
use sowright::compose::computed::capacity::trend;
use sowright::compose::computed::risks::class;
use sowright::compose::computed::{duration, grouped, mean, median, months, share, truncated};

#[test]
fn percentages_are_cut_and_never_rounded_up() {
    for (value, decimals, expected) in [
        (99.949, 2, "99.94"),
        (99.999_99, 2, "99.99"),
        (99.95, 2, "99.95"),
        (100.0, 2, "100.00"),
        (0.0, 1, "0.0"),
        (61.9, 0, "61"),
        (331.48, 0, "331"),
        (1e-7, 2, "0.00"),
        (-0.0, 0, "0"),
        (-3.29, 1, "-3.2"),
    ] {
        assert_eq!(truncated(value, decimals), expected, "{value}");
    }
}

#[test]
fn availability_is_the_covered_share_without_downtime() {
    // 30 days of 24/7 and the budget of 99.9 %: 43.2 minutes.
    assert!((percent(43_200.0, 43.2) - 99.9).abs() < 1e-9);
    assert!((percent(40_320.0, 40.32) - 99.9).abs() < 1e-9);
    assert!((percent(480.0, 0.0) - 100.0).abs() < f64::EPSILON);
    assert!((percent(0.0, 0.0) - 100.0).abs() < f64::EPSILON);
    assert!(percent(60.0, 90.0).abs() < f64::EPSILON);
}

#[test]
fn durations_read_well() {
    for (minutes, expected) in [
        (0.0, "0 min"),
        (45.0, "45 min"),
        (44.2, "45 min"),
        (60.0, "1 h 00 min"),
        (95.0, "1 h 35 min"),
        (1_500.0, "1 d 1 h"),
        (2_880.0, "2 d"),
        (-75.0, "−1 h 15 min"),
    ] {
        assert_eq!(duration(minutes).replace('\u{a0}', " "), expected);
    }
    assert_eq!(grouped(12_345.6, Some(1)), "12\u{202f}345.6");
    assert_eq!(grouped(1_234.0, None), "1234");
    assert_eq!(grouped(-1_234_567.0, None), "-1\u{202f}234\u{202f}567");
}

#[test]
fn means_and_medians_of_nothing_are_nothing() {
    assert_eq!((mean(&[]), median(&[]), share(0, 0)), (None, None, None));
    assert_eq!(mean(&[1.0, 2.0, 6.0]), Some(3.0));
    assert_eq!(median(&[6.0, 1.0, 2.0]), Some(2.0));
    assert_eq!(median(&[4.0, 1.0, 2.0, 9.0]), Some(3.0));
    assert_eq!(share(1, 8), Some(12.5));
}

#[test]
fn a_trend_needs_eight_points_that_rise_in_a_line() {
    let line = |count: i32| (0..count).map(|x| (f64::from(x * 7), 50.0 + f64::from(x) * 1.4)).collect::<Vec<_>>();
    assert_eq!(trend(&line(7)), None);
    assert!((trend(&line(8)).unwrap() - 0.2).abs() < 1e-9);
    let falling: Vec<_> = line(8).into_iter().map(|(x, y)| (x, 100.0 - y)).collect();
    assert_eq!(trend(&falling), None);
    let noise: Vec<_> = (0..10).map(|x| (f64::from(x), if x % 2 == 0 { 10.0 } else { 90.0 })).collect();
    assert_eq!(trend(&noise), None);
    assert_eq!(trend(&[(1.0, 5.0); 10]), None);
}

#[test]
fn risk_classes_have_their_bounds() {
    let classes = [
        (1, "low"),
        (4, "low"),
        (5, "medium"),
        (9, "medium"),
        (10, "high"),
        (14, "high"),
        (15, "critical"),
        (25, "critical"),
    ];
    for (score, expected) in classes {
        assert_eq!(class(score), expected, "{score}");
    }
}

#[test]
fn months_end_with_the_month_asked_for() {
    let months: Vec<String> = months(jiff::civil::date(2026, 2, 10), 3).iter().map(ToString::to_string).collect();
    assert_eq!(months, ["2025-12-01", "2026-01-01", "2026-02-01"]);
}
