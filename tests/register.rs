//! Dates and counts: working days, periods, titles, and the documents that the samples owe.

use std::collections::BTreeMap;
use std::path::Path;

use jiff::civil::{Date, date};
use sowright::load::catalog::Cadence;
use sowright::load::engagement::{Calendar, DayOfWeek};
use sowright::pipeline::{AsOf, check};
use sowright::resolve::Kind;
use sowright::resolve::calendar::WorkCalendar;
use sowright::resolve::schedule::{Basis, Period, periods};
use sowright::resolve::title::fill;

fn calendar(weekend: [DayOfWeek; 2], week_start: DayOfWeek) -> WorkCalendar {
    WorkCalendar::new(&Calendar { weekend: weekend.into(), week_start, holidays: Vec::new(), hours: None })
}

fn western() -> WorkCalendar {
    calendar([DayOfWeek::Sat, DayOfWeek::Sun], DayOfWeek::Mon)
}

#[test]
fn working_days_are_counted_from_the_day_after() {
    let gulf = calendar([DayOfWeek::Fri, DayOfWeek::Sat], DayOfWeek::Sun);
    use DayOfWeek::{Fri, Mon, Sat, Sun, Thu, Tue, Wed};
    let weekend = vec![Mon, Tue, Wed, Thu, Fri, Sat, Sun];
    let idle = WorkCalendar::new(&Calendar { weekend, week_start: Mon, holidays: Vec::new(), hours: None });
    for (calendar, from, count, expected) in [
        (western(), date(2026, 6, 1), 3, date(2026, 6, 4)),
        (western(), date(2026, 6, 5), 3, date(2026, 6, 10)),
        (gulf.clone(), date(2026, 6, 5), 3, date(2026, 6, 9)),
        (gulf.clone(), date(2026, 6, 4), 3, date(2026, 6, 9)),
        (gulf, date(2026, 6, 3), 3, date(2026, 6, 8)),
        (western(), date(2026, 6, 8), -1, date(2026, 6, 5)),
        (western(), date(2026, 6, 6), 0, date(2026, 6, 6)),
        // Plain days where nobody works, also at the end of the calendar.
        (idle.clone(), date(2026, 6, 1), 3, date(2026, 6, 4)),
        (idle.clone(), date(2026, 6, 1), -3, date(2026, 5, 29)),
        (idle, Date::MAX, 3, Date::MAX),
    ] {
        assert_eq!(calendar.add_working_days(from, count), expected, "{from} + {count}");
    }
}

fn spans(cadence: Cadence, start: Date, end: Date, working_days: bool) -> Vec<String> {
    let text = |period: &Period| format!("{}..{}", period.start, period.end);
    periods(cadence, start, end, &western(), Basis { working_days, anniversary: false }).iter().map(text).collect()
}

#[test]
fn periods_are_clipped_to_the_term() {
    let months = spans(Cadence::Monthly, date(2026, 1, 15), date(2026, 3, 10), false);
    assert_eq!(months, ["2026-01-15..2026-01-31", "2026-02-01..2026-02-28", "2026-03-01..2026-03-10"]);
    assert_eq!(spans(Cadence::Monthly, date(2026, 1, 15), date(2027, 1, 14), false).len(), 13);
    let weeks = spans(Cadence::Weekly, date(2026, 3, 1), date(2026, 3, 12), false);
    assert_eq!(weeks, ["2026-03-01..2026-03-01", "2026-03-02..2026-03-08", "2026-03-09..2026-03-12"]);
    // The first week has a Sunday only, which 8/5 cover does not cover.
    let covered = spans(Cadence::Weekly, date(2026, 3, 1), date(2026, 3, 12), true);
    assert_eq!(covered, ["2026-03-02..2026-03-08", "2026-03-09..2026-03-12"]);
    assert_eq!(spans(Cadence::Daily, date(2026, 3, 6), date(2026, 3, 9), false).len(), 4);
    assert_eq!(spans(Cadence::Daily, date(2026, 3, 6), date(2026, 3, 9), true).len(), 2);
}

#[test]
fn halves_run_from_the_first_day_and_only_full_ones_count() {
    let halves = spans(Cadence::Semiannual, date(2026, 2, 1), date(2027, 1, 31), false);
    assert_eq!(halves, ["2026-02-01..2026-07-31", "2026-08-01..2027-01-31"]);
    assert_eq!(spans(Cadence::Semiannual, date(2026, 2, 1), date(2026, 12, 31), false), ["2026-02-01..2026-07-31"]);
    assert_eq!(spans(Cadence::Semiannual, date(2026, 2, 1), date(2026, 3, 31), false), ["2026-02-01..2026-03-31"]);
    let clamped = spans(Cadence::Semiannual, date(2026, 8, 31), date(2027, 8, 30), false);
    assert_eq!(clamped, ["2026-08-31..2027-02-27", "2027-02-28..2027-08-30"]);
    assert_eq!(spans(Cadence::Quarterly, date(2026, 1, 1), date(2026, 12, 31), false).len(), 4);
    assert_eq!(spans(Cadence::Annual, date(2026, 1, 1), date(2026, 12, 31), false), ["2026-01-01..2026-12-31"]);
    assert!(spans(Cadence::Once, date(2026, 1, 1), date(2026, 12, 31), false).is_empty());
    // A term may last until the fiftieth year after the one it begins in.
    assert_eq!(spans(Cadence::Annual, date(2026, 12, 31), date(2076, 12, 30), false).len(), 50);
    assert!(spans(Cadence::Annual, date(2026, 12, 31), date(2077, 1, 1), false).is_empty());
    assert!(spans(Cadence::Annual, date(2026, 1, 1), date(2099, 12, 31), false).is_empty());
}

#[test]
fn titles_do_not_echo() {
    for (title, value, expected) in [
        ("{x} Application Fault Tree", "Payments Application", "Payments Application Fault Tree"),
        ("Acceptance Report for the {x} Project", "Aurora project", "Acceptance Report for the Aurora Project"),
        ("Report for Project {x}", "Project Aurora", "Report for Project Aurora"),
        ("{x} Service SLO Report", "Login", "Login Service SLO Report"),
        ("A plain title", "unused", "A plain title"),
        ("{x} Fault Tree", "Application", "Application Fault Tree"),
    ] {
        assert_eq!(fill(title, |_| Some(value.to_owned())), expected);
    }
    assert_eq!(fill("{customer} Proposal", |_| None), "{customer} Proposal", "an open slot stays to be found");
}

#[test]
fn the_samples_owe_what_the_catalog_says() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let (_, register, findings) = check(root, &[], AsOf { flag: None, fallback: date(2026, 1, 1) });
    assert!(!findings.has_errors(), "{findings:#?}");
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for item in register.owed() {
        let id: Vec<&str> = item.id.split('/').collect();
        *counts.entry(id[..id.len().min(3)].join("/")).or_default() += 1;
    }
    // A year of 24/7 hosting, and of 8/5 hosting with five holidays that starts on a Sunday.
    for (part, count) in [
        ("AWM/apps/application-om-daily-report", 365),
        ("AWM/apps/application-om-weekly-report", 53),
        ("AWM/apps/application-om-monthly-report", 12),
        ("AWM/hosting/proactive-om-inspection-report", 4),
        ("AWM/hosting/troubleshooting-report", 3),
        ("AWM/reliability/apaas-high-reliability-management-report", 2),
        ("AWM/data/apaas-data-governance-report", 1),
        ("NND/hosting/application-om-daily-report", 255),
        ("NND/hosting/application-om-weekly-report", 52),
        ("NND/hosting/application-om-monthly-report", 12),
        ("NND/support/apaas-support-report", 12),
        ("NND/hosting-plus/application-om-daily-report", 171),
        ("NND/hosting-plus/application-om-weekly-report", 35),
        ("NND/hosting-plus/application-om-monthly-report", 8),
        ("NND/onboarding/acc-application-hosting-implementation", 1),
        ("NND/statement-of-work", 1),
        // One for each change that was put forward.
        ("BCA/release-basic/change-backtracking-report", 3),
    ] {
        assert_eq!(counts.get(part), Some(&count), "{part}");
    }
    let of = |kind: Kind| register.owed().filter(|item| item.id.starts_with("NND/") && item.kind == kind).count();
    assert_eq!((of(Kind::Deliverable), of(Kind::Acceptance)), (561, 8));
    let own = |index| register.of(index).iter().filter(|item| item.engagement == index).count();
    assert_eq!((0..6).map(own).sum::<usize>(), register.items.len(), "each engagement has its items");
    assert!((0..6).all(|index| own(index) == register.of(index).len() && own(index) > 0));
    let ids: std::collections::BTreeSet<&str> = register.items.iter().map(|item| item.id.as_str()).collect();
    assert_eq!(ids.len(), register.items.len(), "ids are unique");
    assert!(register.items.iter().all(|item| !item.reasons.is_empty() && !item.title.contains('{')));
}

#[test]
fn states_change_on_their_day() {
    use sowright::resolve::State::{Accepted, Draft, Due, Issued, NotOwed, Overdue, Planned};
    let folder = tempfile::tempdir().unwrap();
    let own = folder.path().join("engagements/x");
    std::fs::create_dir_all(own.join("records")).unwrap();
    let quarterly = "start: 2026-01-01, end: 2026-12-31, cadence: {apaas-support-report: quarterly}";
    let descriptor = format!(
        "customer: {{name: N, country: NL}}\nprovider: {{name: P}}\nproject: {{name: H}}\nservices:\n\
         - {{key: a, service: M01, {quarterly}}}\n\
         - {{key: b, service: M01, {quarterly}, terminated_on: 2026-06-30}}\n\
         - {{key: c, service: M01, {quarterly}, terminated_on: 2026-07-01}}\n\
         - {{key: hosting, service: M02, start: 2026-01-01, end: 2026-12-31, terminated_on: 2026-06-30}}\n"
    );
    std::fs::write(own.join("engagement.yaml"), descriptor).unwrap();
    let ledger = "issued:\n\
        - {document: a/apaas-support-report/2026-01_2026-03, version: \"1.0\", issued_on: 2026-04-03, accepted_on: 2026-04-10}\n\
        - {document: b/apaas-support-report/2026-07_2026-09, version: \"1.0\", issued_on: 2026-10-05}\n\
        drafts:\n\
        - {document: a/apaas-support-report/2026-04_2026-06, version: \"0.2\", sent_on: 2026-07-03}\n\
        not_owed:\n\
        - {document: a/apaas-support-report/2026-10_2026-12, reason: Agreed}\n";
    std::fs::write(own.join("ledger.yaml"), ledger).unwrap();
    let incident = "incidents: [{id: I1, title: T, severity: SEV3, started_at: 2026-06-01T10:00}]\n\
        requests: [{id: R1, service: hosting, deliverable: troubleshooting-report, requested_on: 2026-07-06, subject: I1, due_on: 2026-07-08}]\n";
    std::fs::write(own.join("records/all.yaml"), incident).unwrap();
    // A quarter's report can be written from its last day on; it is due five working days later: those
    // of the first half on 7 April and 7 July, both a Tuesday.
    for (document, days) in [
        (
            "a/apaas-support-report/2026-01_2026-03",
            vec![
                (date(2026, 3, 30), Planned),
                (date(2026, 3, 31), Due),
                (date(2026, 4, 2), Due),
                (date(2026, 4, 3), Issued),
                (date(2026, 4, 9), Issued),
                (date(2026, 4, 10), Accepted),
            ],
        ),
        // Sent for review: until it is due.
        (
            "a/apaas-support-report/2026-04_2026-06",
            vec![
                (date(2026, 7, 2), Due),
                (date(2026, 7, 3), Draft),
                (date(2026, 7, 7), Draft),
                (date(2026, 7, 8), Overdue),
            ],
        ),
        ("b/apaas-support-report/2026-04_2026-06", vec![(date(2026, 7, 7), Due), (date(2026, 7, 8), Overdue)]),
        ("a/apaas-support-report/2026-10_2026-12", vec![(date(2026, 3, 1), NotOwed), (date(2027, 3, 1), NotOwed)]),
        // What begins after the line was ended is not owed; what was issued all the same is there.
        ("b/apaas-support-report/2026-07_2026-09", vec![(date(2026, 10, 4), NotOwed), (date(2026, 10, 5), Issued)]),
        ("c/apaas-support-report/2026-07_2026-09", vec![(date(2026, 9, 30), Due)]),
        // What was asked for is owed from that day on, to the day agreed with the request.
        (
            "hosting/troubleshooting-report/I1",
            vec![
                (date(2026, 7, 5), Planned),
                (date(2026, 7, 6), Due),
                (date(2026, 7, 8), Due),
                (date(2026, 7, 9), Overdue),
            ],
        ),
        // Before the work, on the last day of it, and all along.
        ("statement-of-work", vec![(date(2025, 12, 1), Due), (date(2025, 12, 22), Due), (date(2025, 12, 23), Overdue)]),
        (
            "exit-handover-record",
            vec![(date(2026, 12, 30), Planned), (date(2026, 12, 31), Due), (date(2027, 1, 1), Overdue)],
        ),
        ("deliverables-register", vec![(date(2025, 12, 1), Due), (date(2027, 1, 7), Due), (date(2027, 1, 8), Overdue)]),
    ] {
        for (day, expected) in days {
            let (_, register, _) = check(folder.path(), &[], AsOf { flag: Some(day), fallback: day });
            let item = register.items.iter().find(|item| item.id == format!("x/{document}"));
            assert_eq!(item.map(|item| item.state), Some(expected), "{document} on {day}");
        }
    }
}

#[test]
fn the_catalog_is_whole() {
    let (catalog, _, findings) = sowright::load::load_catalog(Path::new(env!("CARGO_MANIFEST_DIR")));
    assert!(findings.is_empty(), "{findings:#?}");
    let slots: usize = catalog.services.iter().map(|service| service.deliverables.len()).sum();
    let counts = (catalog.services.len(), catalog.deliverables.len(), catalog.acceptance_reports.len(), slots);
    assert_eq!(counts, (49, 68, 23, 100));
    let codes: Vec<&str> = catalog.services.iter().map(|service| service.code.as_str()).collect();
    let expected: Vec<String> =
        (1..=32).map(|n| format!("M{n:02}")).chain((1..=17).map(|n| format!("O{n:02}"))).collect();
    assert_eq!(codes, expected);
}

#[test]
fn reading_less_gives_the_same_register() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let as_of = AsOf { flag: None, fallback: date(2026, 1, 1) };
    let text = |items: &[sowright::resolve::Item]| {
        items.iter().map(|item| format!("{} {} {} {:?}", item.id, item.title, item.due, item.state)).collect::<Vec<_>>()
    };
    let (_, whole, _) = check(root, &[], as_of);
    let (_, quick, findings) = sowright::pipeline::register(root, &[], as_of);
    assert!(!findings.has_errors());
    assert_eq!(text(&whole.items), text(&quick.items));
}
