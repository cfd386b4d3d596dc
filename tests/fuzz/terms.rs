//! The schedule against a plain re-statement: each day of the term is put into its period by itself.

use std::collections::BTreeMap;

use jiff::ToSpan;
use jiff::civil::{Date, Weekday, date};
use sowright::load::catalog::Cadence;
use sowright::load::engagement::{Calendar, DayOfWeek};
use sowright::load::values::Day;
use sowright::resolve::calendar::WorkCalendar;
use sowright::resolve::schedule::{Basis, LONGEST, periods, years};

const DAYS: [DayOfWeek; 7] =
    [DayOfWeek::Mon, DayOfWeek::Tue, DayOfWeek::Wed, DayOfWeek::Thu, DayOfWeek::Fri, DayOfWeek::Sat, DayOfWeek::Sun];

/// A term, how it is cut, and the customer's calendar.
#[derive(Debug)]
pub struct Case {
    cadence: Cadence,
    start: Date,
    end: Date,
    weekend: Vec<DayOfWeek>,
    holidays: Vec<Date>,
    week_start: DayOfWeek,
    basis: Basis,
    /// Working days to count from the end.
    count: i32,
}

/// A case for any bytes, so that an engine that knows only bytes reaches all of them.
pub fn of_bytes(bytes: &[u8]) -> Case {
    let at = |index: usize| bytes.get(index).copied().unwrap_or(0);
    let wide = |index: usize| i32::from(i16::from_le_bytes([at(index), at(index + 1)]));
    let eras =
        [date(2026, 1, 1), date(2024, 2, 29), date(2025, 12, 31), date(1, 1, 1), date(9999, 12, 1), date(-9999, 1, 1)];
    let moved = |day: Date, days: i32| day.checked_add(days.days()).unwrap_or(day);
    let start = moved(eras[usize::from(at(0)) % eras.len()], wide(1) / 16);
    let length = if at(3) < 2 { wide(4) } else { wide(4) / 32 };
    let end = moved(start, length);
    Case {
        cadence: Cadence::ALL[usize::from(at(6)) % Cadence::ALL.len()].1,
        start,
        end,
        weekend: DAYS.into_iter().enumerate().filter(|(bit, _)| at(7) >> bit & 1 == 1).map(|(_, day)| day).collect(),
        holidays: (8..20).map(|index| moved(start, i32::from(at(index)))).take(usize::from(at(20)) % 12).collect(),
        week_start: DAYS[usize::from(at(21)) % 7],
        basis: Basis { working_days: at(22) & 1 == 1, anniversary: at(22) & 2 == 2 },
        count: i32::from(at(23) as i8),
    }
}

/// A case written in words: `monthly 2026-01-31 2026-06-30 weekend=5,6 holidays=2026-02-01 week=6 working
/// anniversary count=3`; none where it is not one.
fn of_words(line: &str) -> Option<Case> {
    let mut words = line.split_whitespace();
    let cadence = words.next()?;
    let cadence = Cadence::ALL.iter().find(|(name, _)| *name == cadence)?.1;
    let (start, end) = (words.next()?.parse().ok()?, words.next()?.parse().ok()?);
    let mut case = Case {
        cadence,
        start,
        end,
        weekend: Vec::new(),
        holidays: Vec::new(),
        week_start: DayOfWeek::Mon,
        basis: Basis::default(),
        count: 0,
    };
    for word in words {
        let (name, value) = word.split_once('=').unwrap_or((word, ""));
        let number = |text: &str| text.parse::<usize>().ok();
        match name {
            "weekend" => {
                case.weekend = value.split(',').filter_map(number).filter_map(|day| DAYS.get(day).copied()).collect()
            }
            "holidays" => case.holidays = value.split(',').filter_map(|day| day.parse().ok()).collect(),
            "week" => case.week_start = *DAYS.get(number(value)?)?,
            "count" => case.count = value.parse::<i16>().ok()?.into(),
            "working" => case.basis.working_days = true,
            "anniversary" => case.basis.anniversary = true,
            _ => return None,
        }
    }
    Some(case)
}

/// What must hold for each line of a text that is a case.
pub fn holds(text: &str) {
    text.lines().filter_map(of_words).for_each(|case| case.holds());
}

impl Case {
    /// What must hold for every case.
    pub fn holds(&self) {
        let calendar = Calendar {
            weekend: self.weekend.clone(),
            week_start: self.week_start,
            holidays: self.holidays.iter().copied().map(Day).collect(),
            ..Calendar::default()
        };
        let calendar = WorkCalendar::new(&calendar);
        let found = periods(self.cadence, self.start, self.end, &calendar, self.basis);
        let pieces: Vec<(Date, Date)> = found.iter().map(|period| (period.start, period.end)).collect();
        if years(self.start, self.end) <= LONGEST {
            assert_eq!(pieces, self.restated(), "{self:?}");
        } else {
            assert!(pieces.is_empty(), "{self:?}");
        }
        let mut ids = BTreeMap::new();
        for (period, number) in found.iter().zip(1..) {
            assert_eq!(period.number, number, "{self:?}");
            assert!(!period.label.is_empty());
            assert!(ids.insert(period.id.clone(), number).is_none(), "{} stands twice: {self:?}", period.id);
        }
        self.counts(&calendar);
    }

    fn works(&self, day: Date) -> bool {
        let name: Weekday = day.weekday();
        !self.weekend.iter().any(|off| Weekday::from(*off) == name) && !self.holidays.contains(&day)
    }

    /// Each day's period by itself; days of one period belong together.
    fn restated(&self) -> Vec<(Date, Date)> {
        let day_after = |day: &Date| day.tomorrow().ok();
        let days = std::iter::successors(Some(self.start), day_after).take_while(|day| *day <= self.end);
        let covered = |day: Date| !self.basis.working_days || self.works(day);
        let months = match self.cadence {
            Cadence::Once | Cadence::OnDemand | Cadence::Milestone => return Vec::new(),
            Cadence::Daily => return days.filter(|day| covered(*day)).map(|day| (day, day)).collect(),
            Cadence::Weekly => {
                let start = Weekday::from(self.week_start);
                let week = |day: Date| i64::from(day.weekday().since(start)) - i64::from(number(day));
                let kept = |(first, last): &(Date, Date)| {
                    std::iter::successors(Some(*first), day_after).take_while(|day| day <= last).any(covered)
                };
                return runs(days, week).into_iter().filter(kept).collect();
            }
            Cadence::Monthly if !self.basis.anniversary => {
                return runs(days, |day| i64::from(day.year()) * 12 + i64::from(day.month()));
            }
            Cadence::Monthly => 1,
            Cadence::Quarterly => 3,
            Cadence::Semiannual => 6,
            Cadence::Annual => 12,
        };
        let nth = |n: i32| self.start.checked_add((n * months).months()).ok();
        // A day belongs to the last window that begins on it or before. Windows that begin where the
        // calendar ends are none.
        let mut n = 0;
        let windows = runs(days, |day| {
            while nth(n + 1).is_some_and(|next| next <= day) {
                n += 1;
            }
            i64::from(n)
        });
        if self.cadence == Cadence::Monthly {
            return windows;
        }
        let is_full = |(index, (_, last)): &(i32, (Date, Date))| match nth(index + 1) {
            Some(next) => last.tomorrow().is_ok_and(|after| after == next),
            None => false,
        };
        let full: Vec<(Date, Date)> = (0..).zip(windows).filter(is_full).map(|(_, window)| window).collect();
        if full.is_empty() { vec![(self.start, self.end)] } else { full }
    }

    /// The nth working day, counted one by one.
    fn counts(&self, calendar: &WorkCalendar) {
        let found = calendar.add_working_days(self.end, self.count);
        let step = if self.count < 0 { -1 } else { 1 };
        let (mut day, mut left, mut steps) = (self.end, self.count.abs(), 0);
        while left > 0 {
            // Where nobody ever works, or the calendar ends, another rule counts.
            steps += 1;
            let Ok(next) = day.checked_add(step.days()) else { return };
            day = next;
            if self.works(day) {
                left -= 1;
                steps = 0;
            } else if steps > 366 {
                return;
            }
        }
        assert_eq!(found, day, "{} working days from {}: {self:?}", self.count, self.end);
    }
}

/// The number of a day since the calendar's first.
fn number(day: Date) -> i32 {
    Date::MIN.until(day).map_or(0, |span| span.get_days())
}

/// Runs of days with the same key, each with its first and last.
fn runs(days: impl Iterator<Item = Date>, mut key: impl FnMut(Date) -> i64) -> Vec<(Date, Date)> {
    let mut runs: Vec<(i64, Date, Date)> = Vec::new();
    for day in days {
        let key = key(day);
        match runs.last_mut() {
            Some((own, _, last)) if *own == key => *last = day,
            _ => runs.push((key, day, day)),
        }
    }
    runs.into_iter().map(|(_, first, last)| (first, last)).collect()
}
