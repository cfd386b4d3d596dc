//! Customer and provider: people, calendar and figures.

use jiff::civil::Weekday;
use serde::{Deserialize, Serialize};

use crate::load::values::{Day, Hours};
use crate::source::Spanned;

#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Customer {
    pub name: Spanned<String>,
    pub legal_name: Option<String>,
    pub address: Option<String>,
    /// ISO 3166-1 code of two letters.
    pub country: Option<Spanned<String>>,
    pub sector: Option<String>,
    pub segment: Option<String>,
    pub size_class: Option<SizeClass>,
    /// IANA zone, for instance `Asia/Riyadh`; UTC when absent.
    pub timezone: Option<Spanned<String>>,
    #[serde(default)]
    pub calendar: Calendar,
    #[serde(default)]
    pub profile: Profile,
    /// Project owners, one term after the other.
    #[serde(default)]
    pub owners: Vec<OwnerTerm>,
    pub signatory: Option<Person>,
    #[serde(default)]
    pub team: Vec<Person>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SizeClass {
    Medium,
    Large,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Provider {
    pub name: Spanned<String>,
    pub legal_name: Option<String>,
    pub address: Option<String>,
    #[serde(default)]
    pub owners: Vec<OwnerTerm>,
    pub signatory: Option<Person>,
    #[serde(default)]
    pub team: Vec<Person>,
}

/// A person in a role.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Person {
    pub name: String,
    pub title: Option<String>,
    pub role: Option<String>,
    pub email: Option<String>,
    pub phone: Option<String>,
    /// Hours or shifts covered, in words.
    pub cover: Option<String>,
    pub deputy: Option<String>,
}

/// One person's time as project owner.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OwnerTerm {
    pub person: String,
    pub from: Spanned<Day>,
    /// The last day; open when absent.
    pub to: Option<Day>,
    pub notified_on: Option<Day>,
    pub reason: Option<String>,
}

/// The customer's working calendar.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Calendar {
    /// Days of the week without work; Saturday and Sunday when absent.
    #[serde(default = "Calendar::usual_weekend")]
    pub weekend: Vec<DayOfWeek>,
    /// The day weekly periods start on; Monday when absent.
    #[serde(default)]
    pub week_start: DayOfWeek,
    #[serde(default)]
    pub holidays: Vec<Day>,
    /// Working hours for 8/5 cover, `09:00-17:00`.
    pub hours: Option<Hours>,
}

impl Calendar {
    fn usual_weekend() -> Vec<DayOfWeek> {
        vec![DayOfWeek::Sat, DayOfWeek::Sun]
    }
}

impl Default for Calendar {
    fn default() -> Self {
        Self { weekend: Self::usual_weekend(), week_start: DayOfWeek::Mon, holidays: Vec::new(), hours: None }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum DayOfWeek {
    #[default]
    Mon,
    Tue,
    Wed,
    Thu,
    Fri,
    Sat,
    Sun,
}

impl From<DayOfWeek> for Weekday {
    fn from(day: DayOfWeek) -> Weekday {
        match day {
            DayOfWeek::Mon => Weekday::Monday,
            DayOfWeek::Tue => Weekday::Tuesday,
            DayOfWeek::Wed => Weekday::Wednesday,
            DayOfWeek::Thu => Weekday::Thursday,
            DayOfWeek::Fri => Weekday::Friday,
            DayOfWeek::Sat => Weekday::Saturday,
            DayOfWeek::Sun => Weekday::Sunday,
        }
    }
}

/// Figures of the customer that decide which size of a service fits.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Profile {
    pub it_employees: Option<u32>,
    pub business_departments: Option<u32>,
    pub om_systems: Option<u32>,
    /// Where the figures come from.
    pub source: Option<String>,
    pub dated: Option<Day>,
}
