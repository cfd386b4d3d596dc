//! Cover around the clock has people at every hour of the week.

use jiff::civil::Weekday;

use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::load::engagement::{Cover, Shift};
use crate::load::values::DAY;

use super::Scope;

/// People that are on duty at least: one alone cannot hand over, nor be ill.
const PEOPLE: u32 = 2;

const NAMES: [&str; 7] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

pub fn check(scope: &Scope, findings: &mut Diagnostics) {
    let Some(line) = scope.lines.iter().find(|line| line.cover == Some(Cover::Always)) else { return };
    let roster = &scope.engagement().plan.roster;
    let on_duty = week(roster);
    let open: Vec<usize> = (0..on_duty.len()).filter(|minute| on_duty[*minute] < PEOPLE).collect();
    let Some(first) = open.first() else { return };
    let message = if roster.is_empty() {
        format!("{} covers all hours of the week, and no roster says by whom", line.service.name)
    } else {
        let (day, minute) = (first / usize::from(DAY), first % usize::from(DAY));
        format!(
            "the roster leaves {} a week with fewer than {PEOPLE} people, the first from {} {:02}:{:02}",
            span(open.len()),
            NAMES[day],
            minute / 60,
            minute % 60
        )
    };
    let finding = Diagnostic::new(Code::ROSTER, message)
        .at(roster.first().and_then(|shift| shift.hours.span).or(line.bought.service.span))
        .also(line.bought.service.span.filter(|_| !roster.is_empty()), "covers all hours");
    scope.tell(finding.help("write `plan: {roster: [{hours: \"06:00-14:00\", people: 2}, …]}`"), findings);
}

/// How many people are on duty in each minute of a week, from Monday on.
fn week(roster: &[Shift]) -> Vec<u32> {
    let day = usize::from(DAY);
    let mut on_duty = vec![0_u32; 7 * day];
    for shift in roster {
        for begins in 0..7 {
            let named = |day: &crate::load::engagement::DayOfWeek| {
                Weekday::from(*day).to_monday_zero_offset() == i8::try_from(begins).unwrap_or(0)
            };
            if !shift.days.is_empty() && !shift.days.iter().any(named) {
                continue;
            }
            for minute in shift.hours.begin..shift.hours.end {
                let at = (begins * day + usize::from(minute)) % on_duty.len();
                on_duty[at] = on_duty[at].saturating_add(shift.people);
            }
        }
    }
    on_duty
}

/// Minutes in words.
fn span(minutes: usize) -> String {
    match (minutes / 60, minutes % 60) {
        (0, minutes) => format!("{minutes} minutes"),
        (1, 0) => "1 hour".into(),
        (hours, 0) => format!("{hours} hours"),
        (hours, minutes) => format!("{hours} hours and {minutes} minutes"),
    }
}
