//! Figures of an engagement and one of its lines that the catalog's limits are written over:
//! `applications <= 100 * bought_m26`. Arithmetic and comparisons, nothing else.

use std::collections::BTreeSet;

use exmex::{BinOp, Express, FlatEx, MakeOperators, Operator, Val, ValMatcher, ValOpsFactory};

use jiff::ToSpan;
use jiff::civil::Date;

use crate::load::catalog::{Cadence, Catalog, Service};
use crate::load::engagement::{Engagement, ModelAccess, SizeClass};
use crate::load::values::Day;
use crate::source::Spanned;

use super::calendar::shift;
use super::{Line, cadence, measured, term};

type Value = Val<i32, f64>;
type Parsed = FlatEx<Value, Operators, ValMatcher>;

/// Sums, products, comparisons, `&&` and `||`, each binding less tightly than the one before.
#[derive(Debug, Clone)]
struct Operators;

impl MakeOperators<Value> for Operators {
    fn make<'a>() -> Vec<Operator<'a, Value>> {
        const ALLOWED: &[&str] = &["+", "-", "*", "/", "==", "!=", "<", "<=", ">", ">=", "&&", "||", "ceil"];
        let all = <ValOpsFactory<i32, f64> as MakeOperators<Value>>::make();
        let loosen = |operator: Operator<'a, Value>| match (operator.repr(), operator.bin()) {
            // The library binds these tighter than comparisons.
            ("&&", Ok(and)) => Operator::make_bin("&&", BinOp { prio: 0, ..and }),
            ("||", Ok(or)) => Operator::make_bin("||", BinOp { prio: -1, ..or }),
            _ => operator,
        };
        all.into_iter().filter(|operator| ALLOWED.contains(&operator.repr())).map(loosen).collect()
    }
}

/// Every figure, with where the engagement states it. There are two more for each service, named by
/// its code in small letters: `bought_m26`, the quantity bought of it, and `overlap_m11`, the days
/// for which it still runs when the line starts.
pub const FIGURES: &[(&str, &str)] = &[
    ("quantity", "the line's quantity"),
    ("instances", "scope.instances or inventory.instances"),
    ("applications", "scope.applications or inventory.applications"),
    ("applications_in_packages", "scope.applications of all lines that are sold by applications"),
    ("business_services", "scope.business_services or inventory.business_services"),
    ("scenarios", "scope.scenarios or inventory.scenarios"),
    ("it_employees", "customer.profile.it_employees"),
    ("business_departments", "customer.profile.business_departments"),
    ("om_systems", "customer.profile.om_systems"),
    ("size_medium", "customer.size_class"),
    ("size_large", "customer.size_class"),
    ("segment_carrier_or_sme", "customer.segment"),
    ("performances_per_year", "the cadence of the line's first deliverable"),
    ("days_hosted_before", "inventory.hosted_since"),
    ("model_closed", "scope.model_access"),
    ("contract_years", "the line's first and last day"),
    ("years_with_one_patch_round", "patch_rounds of the line"),
    ("not_core", "inventory.applications with core"),
    ("live_before_end", "inventory.applications with go_live"),
    ("term_days", "the line's first and last day"),
    ("term_whole_months", "the line's first and last day"),
    ("term_whole_years", "the line's first and last day"),
];

/// What came of an expression.
pub enum Outcome {
    Holds,
    Broken,
    /// Figures that the engagement does not state, by name.
    Missing(Vec<String>),
}

/// Whether a name is a figure of this catalog.
pub fn is_known(name: &str, catalog: &Catalog) -> bool {
    FIGURES.iter().any(|(known, _)| *known == name) || of_service(name, catalog).is_some()
}

/// Where the engagement states a figure.
pub fn place(name: &str) -> &'static str {
    FIGURES.iter().find(|(known, _)| *known == name).map_or("services", |(_, place)| place)
}

/// The figures that an expression is written over.
///
/// # Errors
/// A sentence, where it is no expression or does not answer with yes or no.
pub fn names(expression: &str) -> Result<Vec<String>, String> {
    let parsed = parse(expression)?;
    let names = parsed.var_names().to_vec();
    let values: Vec<Value> = names.iter().map(|name| sample(name)).collect();
    match parsed.eval(&values) {
        Ok(Val::Bool(_)) => Ok(names),
        Ok(Val::Error(error)) => Err(error.msg().to_owned()),
        _ => Err("it does not answer with yes or no; compare figures with <, <=, ==, >=, >".into()),
    }
}

/// Evaluates an expression that [`names`] accepted.
pub fn holds(expression: &str, catalog: &Catalog, engagement: &Engagement, line: &Line) -> Option<Outcome> {
    let parsed = parse(expression).ok()?;
    let named = parsed.var_names();
    let values: Vec<Option<Value>> = named.iter().map(|name| value(name, catalog, engagement, line)).collect();
    let missing: Vec<String> =
        named.iter().zip(&values).filter(|(_, value)| value.is_none()).map(|(name, _)| name.clone()).collect();
    if !missing.is_empty() {
        return Some(Outcome::Missing(missing));
    }
    let values: Vec<Value> = values.into_iter().flatten().collect();
    match parsed.eval(&values) {
        Ok(Val::Bool(true)) => Some(Outcome::Holds),
        Ok(Val::Bool(false)) => Some(Outcome::Broken),
        _ => None,
    }
}

/// A text with the expressions in its braces worked out: `{instances} instances need {ceil(instances / 20)}`.
pub fn filled(text: &str, catalog: &Catalog, engagement: &Engagement, line: &Line) -> String {
    let number = |expression: &str| {
        let parsed = parse(expression).ok()?;
        let values: Option<Vec<Value>> =
            parsed.var_names().iter().map(|name| value(name, catalog, engagement, line)).collect();
        match parsed.eval(&values?) {
            Ok(Val::Float(number)) => Some(number.to_string()),
            Ok(Val::Int(number)) => Some(number.to_string()),
            _ => None,
        }
    };
    let mut pieces = slots(text).peekable();
    let mut out = text[..pieces.peek().map_or(text.len(), |slot| slot.start - 1)].to_owned();
    while let Some(slot) = pieces.next() {
        out.push_str(number(&text[slot.clone()]).as_deref().unwrap_or("not stated"));
        out.push_str(&text[slot.end + 1..pieces.peek().map_or(text.len(), |next| next.start - 1)]);
    }
    out
}

/// The figures that the expressions in a text's braces are written over.
///
/// # Errors
/// A sentence, where one of them is no expression.
pub fn names_in(text: &str) -> Result<Vec<String>, String> {
    let mut names = Vec::new();
    for slot in slots(text) {
        names.extend(parse(&text[slot])?.var_names().to_vec());
    }
    Ok(names)
}

/// The places of the expressions in a text's braces.
fn slots(text: &str) -> impl Iterator<Item = std::ops::Range<usize>> {
    text.match_indices('{').filter_map(|(at, _)| Some(at + 1..at + 1 + text[at + 1..].find('}')?))
}

/// Whether a term is a whole number of times so many months.
pub fn whole(start: Date, end: Date, months: i32) -> bool {
    let after = shift(end, 1);
    let mut ends = (1..=600).map(|count| start.saturating_add((count * months).months()));
    ends.find(|day| *day >= after) == Some(after)
}

fn parse(expression: &str) -> Result<Parsed, String> {
    Parsed::parse(expression).map_err(|error| error.msg().to_owned())
}

/// A value of the kind that a figure has, to try an expression with.
fn sample(name: &str) -> Value {
    let truth = ["size_", "segment_", "term_whole_", "model_"].iter().any(|start| name.starts_with(start));
    if truth { Val::Bool(true) } else { Val::Float(1.0) }
}

/// What a figure is about when it is named by a service.
enum OfService {
    Bought,
    Overlap,
}

/// The service that a figure is named by.
fn of_service<'a>(name: &str, catalog: &'a Catalog) -> Option<(OfService, &'a Service)> {
    let word = |c: char| if c.is_ascii_alphanumeric() { c.to_ascii_lowercase() } else { '_' };
    let (what, code) = match name.strip_prefix("bought_") {
        Some(code) => (OfService::Bought, code),
        None => (OfService::Overlap, name.strip_prefix("overlap_")?),
    };
    let named = |service: &&Service| service.code.chars().map(word).eq(code.chars());
    Some((what, catalog.services.iter().find(named)?))
}

fn value(name: &str, catalog: &Catalog, engagement: &Engagement, line: &Line) -> Option<Value> {
    let number = |figure: u32| Val::Float(f64::from(figure));
    let count = |members: usize| Val::Float(members as f64);
    let (profile, size) = (&engagement.customer.profile, engagement.customer.size_class);
    let mut applications = line.applications(engagement);
    match name {
        "quantity" => Some(number(line.bought.quantity.value)),
        "instances" | "applications" | "business_services" | "scenarios" => {
            measured(engagement, &line.bought.scope, name).map(number)
        }
        "applications_in_packages" => {
            let lines = engagement.services.iter().filter(|bought| {
                let unit = catalog.service(&bought.service).map(|service| &service.unit);
                unit.is_some_and(|unit| unit.metric.as_deref() == Some("applications"))
            });
            let scopes: Vec<&[Spanned<String>]> = lines.map(|line| line.scope.applications.as_slice()).collect();
            let named: BTreeSet<&str> = scopes.iter().copied().flatten().map(|id| id.value.as_str()).collect();
            let whole = scopes.iter().any(|scope| scope.is_empty());
            Some(count(if whole { engagement.inventory.applications.len() } else { named.len() }))
        }
        "it_employees" => profile.it_employees.map(number),
        "business_departments" => profile.business_departments.map(number),
        "om_systems" => profile.om_systems.map(number),
        "size_medium" => size.map(|size| Val::Bool(size == SizeClass::Medium)),
        "size_large" => size.map(|size| Val::Bool(size == SizeClass::Large)),
        "segment_carrier_or_sme" => {
            let segment = engagement.customer.segment.as_deref();
            Some(Val::Bool(segment.is_none_or(|segment| matches!(segment, "carrier" | "sme"))))
        }
        "performances_per_year" => performances(catalog, line).map(number),
        "days_hosted_before" => Some(match &engagement.inventory.hosted_since {
            Some(since) => number(u32::try_from(days(since.0, line.start)).unwrap_or(0)),
            None => number(0),
        }),
        "model_closed" => Some(Val::Bool(line.bought.scope.model_access != Some(ModelAccess::Open))),
        "contract_years" => Some(count(years(line).count())),
        "years_with_one_patch_round" => {
            let rounds = |(first, last): &(Date, Date)| {
                let within = |day: &&Spanned<Day>| (*first..=*last).contains(&day.value.0);
                line.bought.patch_rounds.iter().filter(within).count()
            };
            Some(count(years(line).filter(|year| rounds(year) == 1).count()))
        }
        "not_core" => Some(count(applications.filter(|app| !app.core).count())),
        "live_before_end" => {
            let live = applications.by_ref().filter(|app| app.go_live.is_some_and(|day| day.0 <= line.end));
            Some(count(live.count()))
        }
        "term_days" => Some(Val::Float(f64::from(days(line.start, line.end).saturating_add(1)))),
        "term_whole_months" => Some(Val::Bool(whole(line.start, line.end, 1))),
        "term_whole_years" => Some(Val::Bool(whole(line.start, line.end, 12))),
        _ => {
            let (what, service) = of_service(name, catalog)?;
            let mut lines = engagement.services.iter().filter(|bought| {
                catalog.service(&bought.service).is_some_and(|other| other.id.value == service.id.value)
            });
            Some(match what {
                OfService::Bought => Val::Float(lines.map(|bought| f64::from(bought.quantity.value)).sum()),
                OfService::Overlap => {
                    let ends = lines.by_ref().filter_map(|bought| Some(term(engagement, bought)?.1));
                    let longest = ends.map(|end| days(line.start, end).saturating_add(1)).max().unwrap_or(0);
                    number(u32::try_from(longest).unwrap_or(0))
                }
            })
        }
    }
}

/// Days from one to another; below zero when the other comes first.
fn days(from: Date, to: Date) -> i32 {
    from.until(to).map_or(0, |span| span.get_days())
}

/// The years of a line from its first day on, the last one as far as it goes.
fn years(line: &Line) -> impl Iterator<Item = (Date, Date)> {
    let (start, end) = (line.start, line.end);
    let begin = move |count: i32| start.saturating_add((count * 12).months());
    (0..600)
        .map(move |count| (begin(count), shift(begin(count + 1), -1).min(end)))
        .take_while(move |(first, _)| *first <= end)
}

/// How often a year the first deliverable of a line is made.
fn performances(catalog: &Catalog, line: &Line) -> Option<u32> {
    let owed = line.service.deliverables.first()?;
    match cadence(line.bought, owed, catalog.deliverable(&owed.id)?).0 {
        Cadence::Annual => Some(1),
        Cadence::Semiannual => Some(2),
        Cadence::Quarterly => Some(4),
        Cadence::Monthly => Some(12),
        Cadence::Weekly => Some(52),
        Cadence::Daily => Some(365),
        Cadence::Once => Some(1),
        Cadence::OnDemand | Cadence::Milestone => Some(0),
    }
}
