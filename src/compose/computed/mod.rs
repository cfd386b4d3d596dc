//! Computed figures: nothing that can be counted is typed. Each file says its formula and source.

pub mod alarms;
pub mod availability;
pub mod boq;
pub mod capacity;
pub mod changes;
pub mod fault_tree;
pub mod health;
pub mod incidents;
pub mod register;
pub mod risks;
pub mod tickets;
pub mod waivers;
pub mod watch;

use jiff::civil::Date;
use jiff::tz::TimeZone;
use schemars::JsonSchema;
use serde::Serialize;

use crate::plan::slice::Slice;

/// Everything computed for one document. Parts that its records do not feed are empty.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Figures {
    pub availability: availability::Availability,
    pub incidents: incidents::Incidents,
    pub alarms: alarms::Alarms,
    pub changes: changes::Changes,
    pub tickets: tickets::Tickets,
    pub capacity: capacity::Capacity,
    pub watch: watch::Watch,
    pub risks: risks::Risks,
    pub inspection: Option<health::Inspected>,
    pub register: register::Totals,
    pub boq: Vec<boq::BoqLine>,
    pub waivers: Vec<waivers::WaiverLine>,
    pub fault_tree: Option<fault_tree::FaultTreeFigures>,
    /// `good`, `attention` or `critical`: critical after a SEV1 or an availability target
    /// missed over a month or longer,
    /// attention after a SEV2, a failed change or backup, an overdue action, or tickets that took
    /// longer than agreed in a month; good otherwise.
    pub status: &'static str,
}

/// The figures of a slice.
pub fn figures(slice: &Slice) -> Figures {
    let scope = Frame::new(slice);
    let availability = availability::compute(slice, &scope);
    let incidents = incidents::compute(slice, &scope);
    let changes = changes::compute(slice, &scope);
    let tickets = tickets::compute(slice, &scope);
    let watch = watch::compute(slice, &scope);
    // A target is agreed for a month: one bad day does not miss it yet.
    let month = !matches!(slice.document.cadence.as_str(), "daily" | "weekly");
    let missed = month && availability.applications.iter().any(|row| row.met == Some(false));
    let late = month && !(tickets.answered_late.is_empty() && tickets.solved_late.is_empty());
    let attention =
        incidents.count(2) > 0 || changes.failed > 0 || watch.backups_failed > 0 || watch.actions_overdue > 0;
    let status = match () {
        () if missed || incidents.count(1) > 0 => "critical",
        () if attention || late => "attention",
        () => "good",
    };
    Figures {
        availability,
        alarms: alarms::compute(slice, &scope),
        tickets,
        capacity: capacity::compute(slice, &scope),
        risks: risks::compute(slice, &scope),
        inspection: health::compute(slice),
        register: register::compute(slice),
        boq: boq::compute(slice),
        waivers: waivers::compute(slice),
        fault_tree: fault_tree::compute(slice),
        incidents,
        changes,
        watch,
        status,
    }
}

/// What all figures share: the customer's zone, the days counted, the names of applications.
pub struct Frame<'a> {
    pub zone: TimeZone,
    pub start: Date,
    pub end: Date,
    names: Vec<(&'a str, &'a str)>,
}

impl<'a> Frame<'a> {
    fn new(slice: &Slice<'a>) -> Self {
        let zone = TimeZone::get(&slice.zone).unwrap_or(TimeZone::UTC);
        let period = slice.document.period.as_ref();
        let line = slice.line.as_ref();
        let start = period.map(|period| period.start).or(line.map(|line| line.start)).unwrap_or(slice.document.date);
        let end = period.map_or(slice.document.date, |period| period.end);
        let applications = &slice.engagement.inventory.applications;
        let names = applications.iter().map(|app| (app.id.value.as_str(), app.name.as_str())).collect();
        Self { zone, start, end, names }
    }

    /// The name of an application by its id.
    pub fn name(&self, id: &str) -> String {
        self.names.iter().find(|(known, _)| *known == id).map_or_else(|| id.to_owned(), |(_, name)| (*name).to_owned())
    }

    /// Names of several applications, with commas; empty for none.
    pub fn named(&self, ids: &[crate::source::Spanned<String>]) -> String {
        ids.iter().map(|id| self.name(id)).collect::<Vec<_>>().join(", ")
    }

    /// Whether a day lies in the days counted.
    pub fn holds(&self, day: Date) -> bool {
        self.start <= day && day <= self.end
    }
}

/// A number cut to `decimals` places, never rounded up: 99.999 prints 99.99, so that a miss never
/// looks like a hit.
pub fn truncated(value: f64, decimals: usize) -> String {
    // Work on the shortest decimal form that reads back as the same number: multiplying by 100
    // would cut 99.95 to 99.94.
    let text = format!("{}", if value == 0.0 { 0.0 } else { value });
    let (whole, rest) = text.split_once('.').unwrap_or((&text, ""));
    let kept: String = rest.chars().chain(std::iter::repeat('0')).take(decimals).collect();
    if decimals == 0 { whole.to_owned() } else { format!("{whole}.{kept}") }
}

/// A number with its thousands set apart by a narrow no-break space from five digits on.
pub fn grouped(value: f64, decimals: Option<usize>) -> String {
    let text = decimals.map_or_else(|| value.to_string(), |decimals| format!("{value:.decimals$}"));
    let (sign, text) = text.strip_prefix('-').map_or(("", text.as_str()), |rest| ("-", rest));
    let (whole, rest) = text.split_once('.').map_or((text, String::new()), |(whole, rest)| (whole, format!(".{rest}")));
    if whole.len() < 5 {
        return format!("{sign}{whole}{rest}");
    }
    let digits: Vec<char> = whole.chars().collect();
    let groups: Vec<String> = digits.rchunks(3).rev().map(|group| group.iter().collect()).collect();
    format!("{sign}{}{rest}", groups.join("\u{202f}"))
}

/// Minutes as `45 min`, `3 h 05 min`, `2 d 4 h` or `2 d`; parts of a minute count as a whole one.
pub fn duration(minutes: f64) -> String {
    let sign = if minutes < 0.0 { "\u{2212}" } else { "" };
    let whole = minutes.abs().ceil() as i64;
    let (days, hours, minutes) = (whole / 1440, whole / 60 % 24, whole % 60);
    match (days, hours) {
        (0, 0) => format!("{sign}{minutes}\u{a0}min"),
        (0, _) => format!("{sign}{hours}\u{a0}h {minutes:02}\u{a0}min"),
        (_, 0) => format!("{sign}{days}\u{a0}d"),
        _ => format!("{sign}{days}\u{a0}d {hours}\u{a0}h"),
    }
}

/// The mean; none of nothing.
pub fn mean(values: &[f64]) -> Option<f64> {
    (!values.is_empty()).then(|| values.iter().sum::<f64>() / values.len() as f64)
}

/// The middle value, or the mean of the two middle ones; none of nothing.
pub fn median(values: &[f64]) -> Option<f64> {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    let middle = sorted.len() / 2;
    match sorted.len() {
        0 => None,
        length if length % 2 == 1 => Some(sorted[middle]),
        _ => Some(f64::midpoint(sorted[middle - 1], sorted[middle])),
    }
}

/// `part` of `whole` in percent; none of nothing.
pub fn share(part: u64, whole: u64) -> Option<f64> {
    (whole > 0).then(|| part as f64 * 100.0 / whole as f64)
}

/// The last `count` calendar months up to and with the month of `end`: first days, in order.
pub fn months(end: Date, count: i32) -> Vec<Date> {
    use jiff::ToSpan;
    let first = end.first_of_month();
    (0..count).rev().filter_map(|back| first.checked_sub(back.months()).ok()).collect()
}
