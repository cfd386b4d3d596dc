//! Customer and provider: people, calendar and figures.

use jiff::civil::{Date, Weekday};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::load::values::{Day, Hours};
use crate::source::Spanned;

/// Who buys.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Customer {
    /// The name on every title page.
    pub name: Spanned<String>,
    /// The name in full, as signatures print it; the name when absent.
    pub legal_name: Option<String>,
    /// The postal address, in one line.
    pub address: Option<String>,
    /// ISO 3166-1 code of two letters.
    pub country: Option<Spanned<String>>,
    /// The trade, for instance `hospitals`.
    pub sector: Option<String>,
    /// `carrier`, `sme` or `large`: hosting is designed for the first two.
    pub segment: Option<String>,
    /// The class that sizes of chaos drill services go by.
    pub size_class: Option<SizeClass>,
    /// IANA zone, for instance `Asia/Riyadh`; UTC when absent.
    pub timezone: Option<Spanned<String>>,
    /// Working days and hours.
    #[serde(default)]
    pub calendar: Calendar,
    /// Figures that decide which size of a service fits.
    #[serde(default)]
    pub profile: Profile,
    /// Project owners, one term after the other.
    #[serde(default)]
    pub owners: Vec<OwnerTerm>,
    /// Who signs.
    pub signatory: Option<Person>,
    /// The people, for the staffing of the plan and for contacts.
    #[serde(default)]
    pub team: Vec<Person>,
}

/// The class of a customer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum SizeClass {
    /// A medium enterprise.
    Medium,
    /// A large enterprise.
    Large,
}

/// Who delivers.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Provider {
    /// The name on every title page.
    pub name: Spanned<String>,
    /// The name in full, as signatures print it; the name when absent.
    pub legal_name: Option<String>,
    /// The postal address, in one line.
    pub address: Option<String>,
    /// Project owners, one term after the other.
    #[serde(default)]
    pub owners: Vec<OwnerTerm>,
    /// Who signs.
    pub signatory: Option<Person>,
    /// The people, for the staffing of the plan and for contacts.
    #[serde(default)]
    pub team: Vec<Person>,
}

/// A person in a role.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Person {
    /// The person's name.
    pub name: String,
    /// The post held.
    pub title: Option<String>,
    /// The part played in the engagement.
    pub role: Option<String>,
    /// Address of mail.
    pub email: Option<String>,
    /// Telephone number, or how to be reached.
    pub phone: Option<String>,
    /// Hours or shifts covered, in words.
    pub cover: Option<String>,
    /// Who stands in, by name.
    pub deputy: Option<String>,
}

/// One person's time as project owner.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct OwnerTerm {
    /// The person's name.
    pub person: String,
    /// The first day.
    pub from: Spanned<Day>,
    /// The last day; open when absent.
    pub to: Option<Spanned<Day>>,
    /// The day on which the change was announced to the other side.
    pub notified_on: Option<Spanned<Day>>,
    /// Why the owner changed, in a sentence.
    pub reason: Option<String>,
}

impl OwnerTerm {
    /// Whether the person is the owner on that day.
    pub fn holds(&self, day: Date) -> bool {
        self.from.0 <= day && self.to.as_ref().is_none_or(|to| to.0 >= day)
    }
}

/// The customer's working calendar.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Calendar {
    /// Days of the week without work; Saturday and Sunday when absent.
    #[serde(default = "Calendar::usual_weekend")]
    pub weekend: Vec<DayOfWeek>,
    /// The day weekly periods start on; Monday when absent.
    #[serde(default)]
    pub week_start: DayOfWeek,
    /// Days without work beside the weekend.
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

/// A day of the week.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
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
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Profile {
    /// Number of people in the IT department, for instance `46`.
    pub it_employees: Option<u32>,
    /// Number of business departments that it serves.
    pub business_departments: Option<u32>,
    /// Number of application systems in operation.
    pub om_systems: Option<u32>,
    /// Where the figures come from.
    pub source: Option<String>,
    /// The day the figures or the document are of.
    pub dated: Option<Day>,
}
