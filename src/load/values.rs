//! Values that descriptors and records share: moments, intervals, severities.

use std::borrow::Cow;

use jiff::civil::{Date, DateTime, Time};
use jiff::tz::TimeZone;
use jiff::{Timestamp, Zoned};
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::advice;

/// Stands between message and way out in an error of this module.
pub const HELP: char = '\u{1f}';

/// The message of an error of this module, for readers that have no place for a way out.
pub fn message(error: &str) -> &str {
    error.split(HELP).next().unwrap_or(error)
}

/// A moment as it was written: local time of the customer (`2026-03-14T08:30`), or with an offset
/// (`2026-03-14T08:30+03:00`, `…Z`).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Moment {
    Local(DateTime),
    Fixed(Timestamp),
}

impl Moment {
    /// The same moment in the customer's zone. A local time that a clock change skips is taken
    /// after the change; one that it repeats is taken the first time.
    pub fn zoned(self, zone: &TimeZone) -> Zoned {
        match self {
            Moment::Local(time) => match zone.to_ambiguous_zoned(time).compatible() {
                Ok(zoned) => zoned,
                Err(_) => Timestamp::UNIX_EPOCH.to_zoned(zone.clone()),
            },
            Moment::Fixed(time) => time.to_zoned(zone.clone()),
        }
    }

    /// The customer's day on which it fell.
    pub fn date(self, zone: &TimeZone) -> Date {
        match self {
            Moment::Local(time) => time.date(),
            Moment::Fixed(_) => self.zoned(zone).date(),
        }
    }
}

impl std::str::FromStr for Moment {
    type Err = String;
    fn from_str(text: &str) -> Result<Self, String> {
        let fixed = || text.parse::<Timestamp>().map(Moment::Fixed);
        let local = || text.replacen(' ', "T", 1).parse::<DateTime>().map(Moment::Local);
        fixed().or_else(|_| local()).map_err(|_| {
            format!("`{text}` is not a moment such as 2026-03-14T08:30 (customer's time) or 2026-03-14T08:30+03:00")
        })
    }
}

impl<'de> Deserialize<'de> for Moment {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
    }
}

impl Serialize for Moment {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Moment::Local(time) => serializer.serialize_str(&time.strftime("%Y-%m-%dT%H:%M").to_string()),
            Moment::Fixed(time) => serializer.serialize_str(&time.to_string()),
        }
    }
}

/// A day, then maybe a time, with or without an offset.
const MOMENT: &str = concat!(
    r"^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])",
    r"([Tt ]([01]\d|2[0-3])(:?[0-5]\d(:?[0-5]\d([.,]\d{1,9})?)?)?([Zz]|[+-]\d{2}(:?\d{2})?)?)?$",
);

impl JsonSchema for Moment {
    fn inline_schema() -> bool {
        true
    }
    fn schema_name() -> Cow<'static, str> {
        "Moment".into()
    }
    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "type": "string",
            "pattern": MOMENT,
            "patternErrorMessage": "write a moment such as 2026-03-14T08:30 (customer's time) or 2026-03-14T08:30+03:00",
            "examples": ["2026-03-14T08:30", "2026-03-14T08:30+03:00"],
        })
    }
}

/// A calendar day, `2026-03-14`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(transparent)]
pub struct Day(pub Date);

impl<'de> Deserialize<'de> for Day {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        // jiff would also take a date with a time and drop the time; a day is a day.
        let strict = text.len() == 10 && text.as_bytes()[4] == b'-' && text.as_bytes()[7] == b'-';
        match text.parse() {
            Ok(date) if strict => Ok(Day(date)),
            _ => {
                let message = format!("`{text}` is not a day of the calendar such as 2026-03-14");
                Err(serde::de::Error::custom(format!("{message}{HELP}{}", advice::day(&text))))
            }
        }
    }
}

/// Hours of a working day, `09:00-17:00`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Hours {
    pub from: Time,
    pub to: Time,
}

impl Hours {
    /// Where nothing is agreed.
    pub const USUAL: Hours = Hours { from: Time::constant(9, 0, 0, 0), to: Time::constant(17, 0, 0, 0) };
}

impl std::str::FromStr for Hours {
    type Err = String;
    fn from_str(text: &str) -> Result<Self, String> {
        let time = |text: &str| Some(text.trim()).filter(|text| text.contains(':')).and_then(|text| text.parse().ok());
        let hours = text.split_once(['-', '–']).and_then(|(from, to)| Some(Hours { from: time(from)?, to: time(to)? }));
        match hours {
            Some(hours) if hours.from < hours.to => Ok(hours),
            Some(_) => Err(format!("the hours `{text}` end before they begin{HELP}write the earlier time first")),
            None => Err(format!("`{text}` is no span of hours{HELP}write both times in full: `\"09:00-17:00\"`")),
        }
    }
}

impl<'de> Deserialize<'de> for Hours {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
    }
}

impl Serialize for Hours {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let time = |time: Time| time.strftime("%H:%M").to_string();
        serializer.serialize_str(&format!("{}-{}", time(self.from), time(self.to)))
    }
}

impl JsonSchema for Hours {
    fn inline_schema() -> bool {
        true
    }
    fn schema_name() -> Cow<'static, str> {
        "Hours".into()
    }
    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "type": "string",
            "pattern": r"^\s*([01]\d|2[0-3]):[0-5]\d(:[0-5]\d)?\s*[-–]\s*([01]\d|2[0-3]):[0-5]\d(:[0-5]\d)?\s*$",
            "patternErrorMessage": "write both times in full: \"09:00-17:00\"",
            "examples": ["09:00-17:00"],
        })
    }
}

/// Hours of a shift, `06:00-14:00`; those that end at or before their begin end on the next day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ShiftHours {
    /// Minutes from midnight.
    pub begin: u16,
    /// Minutes from the same midnight, up to a day after the begin.
    pub end: u16,
}

/// Minutes of a day.
pub const DAY: u16 = 24 * 60;

impl std::str::FromStr for ShiftHours {
    type Err = String;
    fn from_str(text: &str) -> Result<Self, String> {
        let minutes = |text: &str| {
            let (hours, minutes) = text.trim().split_once(':')?;
            let (hours, minutes): (u16, u16) = (hours.parse().ok()?, minutes.parse().ok()?);
            (hours * 60 + minutes <= DAY && minutes < 60).then_some(hours * 60 + minutes)
        };
        let hours = text.split_once(['-', '–']).and_then(|(begin, end)| Some((minutes(begin)?, minutes(end)?)));
        match hours {
            Some((begin, end)) if begin < DAY && end > begin => Ok(Self { begin, end }),
            Some((begin, end)) if begin < DAY => Ok(Self { begin, end: end + DAY }),
            _ => Err(format!("`{text}` is no span of hours{HELP}write both times in full: `\"22:00-06:00\"`")),
        }
    }
}

impl<'de> Deserialize<'de> for ShiftHours {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
    }
}

impl Serialize for ShiftHours {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let end = if self.end > DAY { self.end - DAY } else { self.end };
        let time = |minutes: u16| format!("{:02}:{:02}", minutes / 60, minutes % 60);
        serializer.serialize_str(&format!("{}-{}", time(self.begin), time(end)))
    }
}

impl JsonSchema for ShiftHours {
    fn inline_schema() -> bool {
        true
    }
    fn schema_name() -> Cow<'static, str> {
        "ShiftHours".into()
    }
    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "type": "string",
            "pattern": r"^\s*([01]?\d|2[0-4]):[0-5]\d\s*[-–]\s*([01]?\d|2[0-4]):[0-5]\d\s*$",
            "patternErrorMessage": "write both times in full: \"22:00-06:00\"",
            "examples": ["22:00-06:00"],
        })
    }
}

impl JsonSchema for Day {
    fn inline_schema() -> bool {
        true
    }
    fn schema_name() -> Cow<'static, str> {
        "Day".into()
    }
    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "type": "string",
            "format": "date",
            "pattern": r"^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$",
            "patternErrorMessage": "write a day of the calendar such as 2026-03-14",
            "examples": ["2026-03-14"],
        })
    }
}

/// How grave a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    Info,
    Low,
    Medium,
    High,
    Critical,
}

/// Severity of an incident or alarm, 1 the gravest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "UPPERCASE")]
pub enum IncidentSeverity {
    Sev1,
    Sev2,
    Sev3,
    Sev4,
}
