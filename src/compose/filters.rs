//! Filters of templates: how values are printed.

use jiff::civil::{Date, DateTime};
use tera::{Kwargs, State, Tera, TeraResult, Value};

use super::enclosed::enclose;
use super::escape::markdown;

/// Names of our filters, then of Tera's.
pub const NAMES: &[&str] = &[
    "md",
    "code",
    "date",
    "time",
    "moment",
    "number",
    "percent",
    "minutes",
    "words",
    "chip",
    "json",
    "where",
    "sum",
    "safe",
    "default",
    "upper",
    "lower",
    "wordcount",
    "escape",
    "escape_html",
    "escape_xml",
    "newlines_to_br",
    "pluralize",
    "trim",
    "trim_start",
    "trim_end",
    "replace",
    "capitalize",
    "title",
    "truncate",
    "indent",
    "str",
    "int",
    "float",
    "length",
    "reverse",
    "split",
    "abs",
    "round",
    "first",
    "last",
    "nth",
    "join",
    "sort",
    "unique",
    "get",
    "values",
    "keys",
    "pairs",
    "group_by",
];

/// Registers all filters.
pub fn register(tera: &mut Tera) {
    tera.register_filter("md", md);
    tera.register_filter("code", code);
    tera.register_filter("date", date);
    tera.register_filter("time", time);
    tera.register_filter("moment", moment);
    tera.register_filter("number", number);
    tera.register_filter("percent", percent);
    tera.register_filter("minutes", minutes);
    tera.register_filter("words", words);
    tera.register_filter("chip", chip);
    tera.register_filter("json", json);
    tera.register_filter("where", where_);
    tera.register_filter("sum", sum);
}

/// A value that is declared as prose, as Markdown. It is read by itself: what it leaves open ends with it, its
/// notes and link targets are its own. Headings in it go below those of the template.
fn md(text: &str, _: Kwargs, _: &State) -> Value {
    Value::safe_string(&enclose(text))
}

/// A code span with the text exactly as it is.
fn code(text: &str, _: Kwargs, _: &State) -> Value {
    let longest = text.split(|c| c != '`').map(str::len).max().unwrap_or(0);
    let fence = "`".repeat(longest + 1);
    let pad = if text.starts_with('`') || text.ends_with('`') || text.trim().is_empty() { " " } else { "" };
    Value::safe_string(&format!("{fence}{pad}{}{pad}{fence}", text.replace(['\n', '\r'], " ")))
}

/// `2026-03-14` as `14 March 2026`, or by `format` (`short`: `14 Mar 2026`; `month`: `March 2026`).
fn date(text: &str, kwargs: Kwargs, _: &State) -> TeraResult<String> {
    let format = kwargs.get::<&str>("format")?.unwrap_or("long");
    let day = text.get(..10).unwrap_or(text).parse::<Date>();
    let day = day.map_err(|_| tera::Error::message(format!("`{text}` is not a date")))?;
    let pattern = match format {
        "long" => "%-d %B %Y",
        "short" => "%-d %b %Y",
        "month" => "%B %Y",
        "weekday" => "%A",
        other => {
            return Err(tera::Error::message(format!("`{other}` is not a date format: long, short, month, weekday")));
        }
    };
    Ok(day.strftime(pattern).to_string())
}

/// The time of day of a moment, `08:30`.
fn time(text: &str, _: Kwargs, _: &State) -> TeraResult<String> {
    local(text).map(|time| time.strftime("%H:%M").to_string())
}

/// A moment as `14 Mar 2026, 08:30`.
fn moment(text: &str, _: Kwargs, _: &State) -> TeraResult<String> {
    local(text).map(|time| time.strftime("%-d %b %Y, %H:%M").to_string())
}

fn local(text: &str) -> TeraResult<DateTime> {
    let local = text.get(..16).unwrap_or(text);
    local.parse().map_err(|_| tera::Error::message(format!("`{text}` is not a moment")))
}

/// A number with `decimals` places (as many as it has, without), thousands set apart by a narrow
/// no-break space from five digits on.
fn number(value: f64, kwargs: Kwargs, _: &State) -> TeraResult<String> {
    Ok(super::computed::grouped(value, kwargs.get("decimals")?))
}

/// A percentage cut, not rounded, to `decimals` places (2 without): 99.999 prints 99.99, so a miss
/// never looks like a hit.
fn percent(value: f64, kwargs: Kwargs, _: &State) -> TeraResult<String> {
    let decimals = kwargs.get::<usize>("decimals")?.unwrap_or(2);
    Ok(super::computed::truncated(value, decimals) + " %")
}

/// A duration in minutes as `45 min` or `3 h 05 min`.
fn minutes(value: f64, _: Kwargs, _: &State) -> String {
    super::computed::duration(value)
}

/// An id of the data model as words: `rolled_back` as `rolled back`; with `capital=true` as
/// `Rolled back`.
fn words(text: &str, kwargs: Kwargs, _: &State) -> TeraResult<String> {
    Ok(super::spoken::spoken(&text.replace(['_', '-'], " "), kwargs.get::<bool>("capital")?.unwrap_or(false)))
}

/// The text with its first letter as a capital.
pub fn capital(text: &str) -> String {
    let mut chars = text.chars();
    match chars.next() {
        Some(first) => first.to_uppercase().chain(chars).collect(),
        None => String::new(),
    }
}

/// A status chip. Its tone is that of the word (severities, results, states), or `tone`.
fn chip(text: &str, kwargs: Kwargs, _: &State) -> TeraResult<Value> {
    let tone = kwargs.get::<&str>("tone")?.unwrap_or_else(|| super::tone::of(text).name());
    Ok(Value::safe_string(&format!("[{}](chip:{tone})", markdown(&super::tone::label(text)))))
}

/// The value as JSON, for structured blocks written by hand.
fn json(value: Value, _: Kwargs, _: &State) -> TeraResult<Value> {
    let text = serde_json::to_string(&value).map_err(|_| tera::Error::message("the value has no JSON form"))?;
    Ok(Value::safe_string(&text.replace('`', "\\u0060")))
}

/// The rows whose `key` equals `is`, or is among `among`, or is there at all.
fn where_(rows: Vec<Value>, kwargs: Kwargs, _: &State) -> TeraResult<Vec<Value>> {
    let key: &str = kwargs.must_get("key")?;
    let is = kwargs.get::<Value>("is")?;
    let not = kwargs.get::<Value>("not")?;
    let among = kwargs.get::<Vec<Value>>("among")?;
    let takes = |row: &Value| match (row.get_from_path(key), &is, &not, &among) {
        (Some(value), Some(wanted), _, _) => value == wanted,
        (Some(value), _, Some(refused), _) => value != refused,
        (Some(value), _, _, Some(list)) => list.contains(value),
        (Some(value), None, None, None) => value.is_truthy(),
        (None, _, Some(_), _) => true,
        (None, ..) => false,
    };
    Ok(rows.into_iter().filter(takes).collect())
}

/// The sum of `key` over rows, or of plain numbers.
fn sum(rows: Vec<Value>, kwargs: Kwargs, _: &State) -> TeraResult<f64> {
    let key = kwargs.get::<&str>("key")?;
    let number = |row: &Value| match key {
        Some(key) => row.get_from_path(key).and_then(Value::as_f64),
        None => row.as_f64(),
    };
    // Nothing sums to -0.
    Ok(rows.iter().filter_map(number).sum::<f64>() + 0.0)
}
