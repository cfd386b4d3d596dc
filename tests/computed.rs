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

/// The variables of one document of a project of one engagement with these incidents.
fn variables(cover: &str, incidents: &str, document: &str) -> serde_json::Value {
    use sowright::pipeline::{AsOf, check};
    let folder = tempfile::tempdir().unwrap();
    let records = folder.path().join("engagements/x/records");
    std::fs::create_dir_all(&records).unwrap();
    let engagement = format!(
        "customer: {{name: N, country: NL, timezone: Europe/Amsterdam, calendar: {{hours: \"09:00-17:00\"}}}}\n\
         provider: {{name: P}}\nproject: {{name: H}}\n\
         inventory: {{applications: [{{id: a, name: A, slo: 99.9}}, {{id: b, name: B}}]}}\n\
         services: [{{key: apps, service: {cover}, start: 2026-03-01, end: 2026-10-31}}]\n"
    );
    std::fs::write(folder.path().join("engagements/x/engagement.yaml"), engagement).unwrap();
    std::fs::write(records.join("incidents.yaml"), format!("incidents:\n{incidents}")).unwrap();
    let as_of = jiff::civil::date(2026, 11, 1);
    let (project, register, findings) = check(folder.path(), &[], AsOf { flag: Some(as_of), fallback: as_of });
    assert!(!findings.has_errors(), "{findings:#?}");
    let item = register.items.iter().find(|item| item.id == document).unwrap_or_else(|| panic!("no {document}"));
    let slice = sowright::plan::slice(&project, &register, item, as_of).unwrap();
    serde_json::Value::Object(sowright::compose::variables(&slice))
}

fn outage(id: &str, from: &str, to: &str) -> String {
    format!(
        "  - {{id: {id}, title: T, severity: SEV2, applications: [a], started_at: {from}, mitigated_at: {to}, outage: true}}\n"
    )
}

#[test]
fn a_day_has_the_minutes_that_the_customers_clock_gives_it() {
    let incidents = outage("I1", "2026-03-29T01:30", "2026-03-29T03:30");
    // Clocks go from 02:00 to 03:00: the day has 23 hours, and the outage took one.
    let day = variables("app-om-hosting-24x7", &incidents, "x/apps/application-om-daily-report/2026-03-29");
    let row = &day["figures"]["availability"]["applications"][0];
    assert_eq!((row["covered_minutes"].as_f64(), row["downtime_minutes"].as_f64()), (Some(1380.0), Some(60.0)));
    let autumn = variables("app-om-hosting-24x7", &incidents, "x/apps/application-om-daily-report/2026-10-25");
    assert_eq!(autumn["figures"]["availability"]["applications"][0]["covered_minutes"].as_f64(), Some(1500.0));
}

#[test]
fn overlapping_outages_count_once_and_cut_at_the_period() {
    let incidents = [
        outage("I1", "2026-04-30T23:00", "2026-05-01T01:00"),
        outage("I2", "2026-05-01T00:30", "2026-05-01T02:00"),
        outage("I3", "2026-05-01T10:00", "2026-05-01T10:10"),
    ];
    let incidents = incidents.concat();
    let day = variables("app-om-hosting-24x7", &incidents, "x/apps/application-om-daily-report/2026-05-01");
    let rows = &day["figures"]["availability"]["applications"];
    assert_eq!(rows[0]["downtime_minutes"].as_f64(), Some(130.0));
    assert_eq!(rows[1]["downtime_minutes"].as_f64(), Some(0.0));
    assert_eq!((&rows[0]["verdict"], &rows[1]["verdict"]), (&"missed".into(), &"no target".into()));
    let month = variables("app-om-hosting-24x7", &incidents, "x/apps/application-om-monthly-report/2026-04");
    assert_eq!(month["figures"]["availability"]["applications"][0]["downtime_minutes"].as_f64(), Some(60.0));
    assert_eq!(day["figures"]["incidents"]["total"], 2, "I1 began the day before");
    assert_eq!(day["figures"]["incidents"]["carried_over"], 1);
}

#[test]
fn working_hours_cover_what_they_cover() {
    // Friday 1 May 16:30 to 17:30: half of it in cover. Saturday: none.
    let incidents =
        outage("I1", "2026-05-01T16:30", "2026-05-01T17:30") + &outage("I2", "2026-05-02T10:00", "2026-05-02T11:00");
    let month = variables("app-om-hosting-8x5", &incidents, "x/apps/application-om-monthly-report/2026-05");
    let row = &month["figures"]["availability"]["applications"][0];
    // 21 working days of eight hours.
    assert_eq!(row["covered_minutes"].as_f64(), Some(21.0 * 480.0));
    assert_eq!((row["downtime_minutes"].as_f64(), row["outside_minutes"].as_f64()), (Some(30.0), Some(90.0)));
}

#[test]
fn cut_sets_are_minimal() {
    use sowright::compose::computed::fault_tree::of_tree;
    use sowright::load::records::{FaultTree, Gate, GateKind};
    use sowright::source::Spanned;
    let cases = [
        // (gates, minimal cut sets): the top is `t`.
        ("t or a b", "a|b"),
        ("t and a b", "a b"),
        ("t and a g; g or b c", "a b|a c"),
        // Absorption: b alone is enough, so a and b together is no minimal set.
        ("t or g b; g and a b", "b"),
        ("t 2 a b c", "a b|a c|b c"),
        ("t 3 a b c", "a b c"),
        // A shared event joins with itself.
        ("t and g h; g or a b; h or a c", "a|b c"),
        ("t and", ""),
        ("t or", "none"),
    ];
    for (gates, expected) in cases {
        let gate = |text: &str| {
            let words: Vec<&str> = text.split_whitespace().collect();
            let (kind, k) = match words[1] {
                "and" => (GateKind::And, None),
                "or" => (GateKind::Or, None),
                k => (GateKind::KOfN, k.parse().ok()),
            };
            let inputs = words[2..].iter().map(|id| Spanned::bare((*id).to_owned())).collect();
            Gate { id: words[0].into(), text: String::new(), kind, k, inputs }
        };
        let gates: Vec<Gate> = gates.split(';').map(gate).collect();
        let tree = FaultTree { application: Vec::new(), top: "t".into(), summary: None, gates, events: Vec::new() };
        let figures = of_tree(&tree);
        let sets = figures.cut_sets.unwrap();
        let text = if sets.is_empty() {
            "none".to_owned()
        } else {
            sets.iter().map(|set| set.join(" ")).collect::<Vec<_>>().join("|")
        };
        assert_eq!(text, expected);
        assert!(figures.single_points.iter().all(|id| sets.contains(&vec![id.clone()])));
    }
}

#[test]
fn cut_sets_that_nobody_reads_are_none() {
    use sowright::compose::computed::fault_tree::{MOST, of_tree};
    use sowright::load::records::{FaultTree, Gate, GateKind};
    use sowright::source::Spanned;
    let gate = |id: &str, kind, inputs: Vec<String>| Gate {
        id: id.into(),
        text: String::new(),
        kind,
        k: None,
        inputs: inputs.into_iter().map(Spanned::bare).collect(),
    };
    let events = |prefix: &str, count: usize| (0..count).map(|n| format!("{prefix}{n}")).collect::<Vec<_>>();
    let sets = |gates| {
        let tree = FaultTree { application: Vec::new(), top: "t".into(), summary: None, gates, events: Vec::new() };
        of_tree(&tree).cut_sets.map(|sets| sets.len())
    };
    let pairs = |one, two| {
        let top = gate("t", GateKind::And, vec!["a".into(), "b".into()]);
        sets(vec![top, gate("a", GateKind::Or, events("a", one)), gate("b", GateKind::Or, events("b", two))])
    };
    // Each event of one gate with each of the other.
    assert_eq!((pairs(20, 20), pairs(20, 21)), (Some(MOST), None));
    assert_eq!(sets(vec![gate("t", GateKind::Or, events("e", MOST))]), Some(MOST));
    assert_eq!(sets(vec![gate("t", GateKind::Or, events("e", MOST + 1))]), None);
    // 401, of which one holds another.
    let inputs = [vec!["g".into(), "a".into()], events("e", MOST - 1)].concat();
    let held = vec![gate("t", GateKind::Or, inputs), gate("g", GateKind::And, vec!["a".into(), "x".into()])];
    assert_eq!(sets(held), Some(MOST));
    // A gate that leads to itself.
    assert_eq!(sets(vec![gate("t", GateKind::Or, vec!["a".into()]), gate("a", GateKind::And, vec!["t".into()])]), None);
    // One that two gates lead to does not.
    let twice = vec![
        gate("t", GateKind::And, vec!["a".into(), "b".into()]),
        gate("a", GateKind::Or, vec!["c".into()]),
        gate("b", GateKind::Or, vec!["c".into()]),
        gate("c", GateKind::Or, vec!["e".into()]),
    ];
    assert_eq!(sets(twice), Some(1));
}
