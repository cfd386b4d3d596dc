//! The customer's working days.

use jiff::ToSpan;
use jiff::civil::{Date, Weekday};

use crate::load::engagement::Calendar;

/// Weekend, holidays and the first day of the week.
#[derive(Debug, Clone)]
pub struct WorkCalendar {
    weekend: Vec<Weekday>,
    holidays: Vec<Date>,
    pub week_start: Weekday,
}

impl WorkCalendar {
    /// The calendar of a descriptor.
    pub fn new(calendar: &Calendar) -> Self {
        Self {
            weekend: calendar.weekend.iter().map(|day| (*day).into()).collect(),
            holidays: calendar.holidays.iter().map(|day| day.0).collect(),
            week_start: calendar.week_start.into(),
        }
    }

    /// Whether people work on this day.
    pub fn is_working(&self, day: Date) -> bool {
        !self.weekend.contains(&day.weekday()) && !self.holidays.contains(&day)
    }

    /// The `count`-th working day after `day`; counting starts the day after. A calendar without
    /// working days counts plain days.
    pub fn add_working_days(&self, day: Date, count: i32) -> Date {
        let (mut at, mut left, mut idle) = (day, count.abs(), 0);
        while left > 0 {
            at = shift(at, count.signum());
            if self.is_working(at) {
                (left, idle) = (left - 1, 0);
            } else {
                idle += 1;
            }
            // A year without a single working day is no calendar to count by.
            if idle > 366 {
                return shift(day, count);
            }
        }
        at
    }
}

/// `day` moved by whole days; it stays put at the ends of the calendar.
pub fn shift(day: Date, days: i32) -> Date {
    day.checked_add(days.days()).unwrap_or(day)
}
