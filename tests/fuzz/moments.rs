//! Moments in time zones: what was written is what is read, and days are the customer's.

use jiff::Timestamp;
use jiff::ToSpan;
use jiff::civil::{DateTime, date};
use jiff::tz::TimeZone;
use sowright::load::values::Moment;

/// Zones with changes at midnight, of half an hour, of a whole day, and without any.
const ZONES: &[&str] = &[
    "UTC",
    "Europe/Amsterdam",
    "America/Santiago",
    "Asia/Riyadh",
    "Australia/Lord_Howe",
    "Pacific/Apia",
    "Asia/Kathmandu",
    "America/Sao_Paulo",
    "Africa/Casablanca",
    "Asia/Beirut",
];

/// What must hold for any bytes: four of minutes since 2000, one of a zone, one of an offset.
pub fn holds(bytes: &[u8]) {
    let at = |index: usize| bytes.get(index).copied().unwrap_or(0);
    let minutes = i64::from(u32::from_le_bytes([at(0), at(1), at(2), at(3)]) % (60 * 24 * 366 * 60));
    let written: DateTime = date(2000, 1, 1).at(0, 0, 0, 0) + minutes.minutes();
    let name = ZONES[usize::from(at(4)) % ZONES.len()];
    let zone = TimeZone::get(name).expect("a zone");
    let local: Moment = written.strftime("%Y-%m-%dT%H:%M").to_string().parse().expect("a moment");
    assert_eq!(local, Moment::Local(written));
    let zoned = local.zoned(&zone);
    // A time that a change of clocks skips is taken after it, by as much as is skipped.
    let later = written.duration_until(zoned.datetime()).as_secs();
    assert!(later == 0 || later > 0 && zone.to_ambiguous_zoned(written).is_ambiguous(), "{written} in {name}: {zoned}");
    assert_eq!(local.date(&zone), written.date());
    // A moment with an offset is the same everywhere; its day is the customer's.
    let hours = i64::from(at(5) % 27) - 12;
    let text =
        format!("{}{}{:02}:00", written.strftime("%Y-%m-%dT%H:%M"), if hours < 0 { '-' } else { '+' }, hours.abs());
    let fixed: Moment = text.parse().expect("a moment");
    let Moment::Fixed(instant) = fixed else { panic!("{text} has an offset") };
    let expected: Timestamp = TimeZone::UTC.to_timestamp(written).expect("a moment") - hours.hours();
    assert_eq!(instant, expected, "{text}");
    assert_eq!(fixed.date(&zone), instant.to_zoned(zone).date(), "{text} in {name}");
    let again: Moment = serde_json::from_str(&serde_json::to_string(&fixed).expect("a text")).expect("a moment");
    assert_eq!(again, fixed);
}
