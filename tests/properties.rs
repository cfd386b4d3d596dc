//! What holds for every term, calendar and cadence, tried on random ones through the stage's own
//! function: a service line of the built-in catalog, with its days, calendar and due rule replaced.

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::LazyLock;

use jiff::ToSpan;
use jiff::civil::{Date, date};
use proptest::prelude::*;
use sowright::load::catalog::{Cadence, Due, DueCalendar, DueFrom};
use sowright::load::engagement::{DailyBasis, DayOfWeek, MonthBasis};
use sowright::load::values::Day;
use sowright::load::{Project, load};
use sowright::resolve::{Item, Kind, resolve};
use sowright::source::Spanned;

const DAYS: [DayOfWeek; 7] =
    [DayOfWeek::Mon, DayOfWeek::Tue, DayOfWeek::Wed, DayOfWeek::Thu, DayOfWeek::Fri, DayOfWeek::Sat, DayOfWeek::Sun];

/// An engagement with one line, M07: daily, weekly and monthly reports under 8/5 cover.
static PROJECT: LazyLock<Project> = LazyLock::new(|| {
    let folder = tempfile::tempdir().expect("a folder");
    let descriptor = "customer: {name: Northwind, country: NL}\nprovider: {name: Nimbus}\nproject: {name: Harbour}\n\
        services: [{service: M07, start: 2026-01-01, end: 2026-01-31}]\n";
    let path = folder.path().join("engagements/harbour");
    std::fs::create_dir_all(&path).expect("a folder");
    std::fs::write(path.join("engagement.yaml"), descriptor).expect("a file");
    let (project, findings) = load(Path::new(folder.path()), &[]);
    assert!(findings.iter().next().is_none());
    project
});

#[derive(Debug, Clone)]
struct Terms {
    start: Date,
    length: i32,
    weekend: Vec<DayOfWeek>,
    holidays: Vec<i32>,
    week_start: DayOfWeek,
    months: MonthBasis,
    daily: DailyBasis,
    cadence: usize,
    due: (i32, DueCalendar),
}

fn terms() -> impl Strategy<Value = Terms> {
    let weekend = proptest::sample::subsequence(DAYS.to_vec(), 0..=3);
    let due = (0..30, prop_oneof![Just(DueCalendar::Days), Just(DueCalendar::WorkingDays)]);
    (
        (0..4000_i32, 0..800_i32),
        (weekend, proptest::collection::vec(0..800_i32, 0..20), 0..7_usize),
        (any::<bool>(), any::<bool>(), 3..9_usize),
        due,
    )
        .prop_map(|((offset, length), (weekend, holidays, week_start), (anniversary, calendar, cadence), due)| {
            Terms {
                start: date(2024, 1, 1) + offset.days(),
                length,
                weekend,
                holidays,
                week_start: DAYS[week_start],
                months: if anniversary { MonthBasis::Anniversary } else { MonthBasis::Calendar },
                daily: if calendar { DailyBasis::Calendar } else { DailyBasis::Working },
                cadence,
                due,
            }
        })
}

/// The documents of the line's first deliverable.
fn items(terms: &Terms, length: i32) -> Vec<Item> {
    let mut project = PROJECT.clone();
    let engagement = &mut project.engagements[0].engagement;
    let calendar = &mut engagement.customer.calendar;
    calendar.weekend.clone_from(&terms.weekend);
    calendar.week_start = terms.week_start;
    calendar.holidays = terms.holidays.iter().map(|day| Day(terms.start + day.days())).collect();
    let line = &mut engagement.services[0].value;
    line.start = Some(Spanned::bare(Day(terms.start)));
    line.end = Some(Spanned::bare(Day(terms.start + length.days())));
    line.month_basis = terms.months;
    line.daily_basis = terms.daily;
    let deliverable = "application-om-daily-report";
    line.cadence.insert(deliverable.to_owned(), Spanned::bare(Cadence::ALL[terms.cadence].0.to_owned()));
    let owed =
        project.catalog.deliverables.iter_mut().find(|owed| owed.id.value == deliverable).expect("in the catalog");
    owed.due = Some(Due { after: DueFrom::End, days: terms.due.0, calendar: terms.due.1 });
    let (register, findings) = resolve(&project, |_| date(2026, 1, 1));
    assert!(!findings.has_errors());
    register
        .items
        .into_iter()
        .filter(|item| item.kind == Kind::Deliverable && item.deliverable == deliverable)
        .collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn periods_tile_the_term(terms in terms()) {
        let (items, end) = (items(&terms, terms.length), terms.start + terms.length.days());
        let cadence = Cadence::ALL[terms.cadence].1;
        let periods: Vec<_> = items.iter().filter_map(|item| item.period.as_ref()).collect();
        for pair in periods.windows(2) {
            prop_assert!(pair[0].end < pair[1].start, "{} overlaps {}", pair[0].id, pair[1].id);
        }
        prop_assert!(periods.iter().all(|period| terms.start <= period.start && period.end <= end));
        let ids: BTreeSet<&str> = items.iter().map(|item| item.id.as_str()).collect();
        prop_assert_eq!(ids.len(), items.len(), "an id stands twice");
        // Without days off every cadence that clips its last period covers the term whole; longer
        // ones count full periods only.
        let gapless = terms.daily == DailyBasis::Calendar || terms.weekend.is_empty() && terms.holidays.is_empty();
        if gapless {
            let joined = periods.windows(2).all(|pair| pair[0].end.tomorrow().is_ok_and(|next| next == pair[1].start));
            prop_assert!(joined, "a gap");
            prop_assert_eq!(periods.first().map(|period| period.start), Some(terms.start));
            if matches!(cadence, Cadence::Daily | Cadence::Weekly | Cadence::Monthly) {
                prop_assert_eq!(periods.last().map(|period| period.end), Some(end));
            }
        }
    }

    #[test]
    fn nothing_is_due_before_its_period_ends(terms in terms()) {
        for item in items(&terms, terms.length) {
            let end = item.period.as_ref().map_or(terms.start, |period| period.end);
            prop_assert!(item.due >= end, "{} is due on {}", item.id, item.due);
        }
    }

    #[test]
    fn a_longer_term_owes_no_less(terms in terms()) {
        let part = |item: &Item| item.period.as_ref().map(|period| (period.cadence, period.start));
        let owed = |length| items(&terms, length).iter().filter_map(part).collect::<Vec<_>>();
        let (shorter, longer) = (owed(terms.length), owed(terms.length + 1));
        let missing: Vec<_> = shorter.iter().filter(|part| !longer.contains(part)).collect();
        prop_assert!(missing.is_empty(), "{missing:?}");
    }
}
