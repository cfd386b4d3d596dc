//! Days of the calendar, as charts over time print and count them.

use jiff::civil::Date;
use jiff::{Span, ToSpan};

/// For instance `3 Mar 2026`.
pub fn full(day: Date) -> String {
    day.strftime("%-d %b %Y").to_string()
}

/// For instance `3 Mar`, where the year is known.
pub fn brief(day: Date) -> String {
    day.strftime("%-d %b").to_string()
}

/// `3 Mar`, `3–5 Mar` or `28 Feb – 3 Mar`.
pub fn range(first: Date, last: Date) -> String {
    if first == last {
        brief(first)
    } else if first.first_of_month() == last.first_of_month() {
        format!("{}–{}", first.day(), brief(last))
    } else {
        format!("{} – {}", brief(first), brief(last))
    }
}

/// For instance `3 Mar 2026 to 5 Apr 2026`, or the one day.
pub fn full_range(first: Date, last: Date) -> String {
    if first == last { full(first) } else { format!("{} to {}", full(first), full(last)) }
}

/// Days from one to another, negative when it lies before.
pub fn between(from: Date, to: Date) -> i32 {
    (to - from).get_days()
}

/// The day after `span`; the end of the calendar where it would lie beyond.
pub fn after(day: Date, span: Span) -> Date {
    day.saturating_add(span)
}

pub fn next_day(day: Date) -> Date {
    after(day, 1.day())
}

/// First days of months, from that of `from` up to that of `to`.
pub fn months(from: Date, to: Date) -> Vec<Date> {
    steps(from.first_of_month(), to, 1.month())
}

/// Days from `from` up to `to`, one each `span`.
pub fn steps(from: Date, to: Date, span: Span) -> Vec<Date> {
    let mut days = Vec::new();
    let mut day = from;
    while day <= to {
        days.push(day);
        let next = after(day, span);
        // At the end of the calendar there is no next day.
        if next <= day || next == Date::MAX {
            break;
        }
        day = next;
    }
    days
}
