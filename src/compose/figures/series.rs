//! The data of charts with categories: named rows of values, `null` where nothing was measured.

use serde::{Deserialize, Deserializer, de};
use serde_json::Value;

use super::number::Numbers;
use crate::document::Tone;

/// More than six fills or marks cannot be told apart.
const MOST_SERIES: usize = 6;

/// One value for each category.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Series {
    /// May be left out when it is the only one.
    #[serde(default)]
    pub name: String,
    pub values: Vec<Option<f64>>,
    #[serde(default)]
    pub tone: Option<Tone>,
}

impl Series {
    /// How the series is spoken of in an error.
    fn called(&self, index: usize) -> String {
        if self.name.is_empty() { format!("series {}", index + 1) } else { format!("series `{}`", self.name) }
    }
}

/// Refuses what cannot be drawn or read. `floor` is the least value a chart can show.
pub fn check(categories: &[String], series: &[Series], floor: Option<f64>) -> Result<(), String> {
    if categories.is_empty() {
        return Err("`categories` is empty; name at least one".into());
    }
    if series.is_empty() || series.len() > MOST_SERIES {
        return Err(format!("`series` has {} entries; a chart shows 1 to {MOST_SERIES}", series.len()));
    }
    for (index, one) in series.iter().enumerate() {
        let called = one.called(index);
        if one.name.is_empty() && series.len() > 1 {
            return Err(format!("`name` of {called} is missing; name each of several series"));
        }
        if one.values.len() != categories.len() {
            return Err(format!(
                "`values` of {called} has {} entries for {} `categories`; give one each, null where not measured",
                one.values.len(),
                categories.len(),
            ));
        }
        if let Some(value) = one.values.iter().flatten().find(|value| floor.is_some_and(|floor| **value < floor)) {
            return Err(format!("`values` of {called} holds {value}; a stack adds up values from 0"));
        }
    }
    Ok(())
}

/// The names in the key and in the text alternative: none for a series that has none.
pub fn named(name: &str, rest: &str) -> String {
    format!("{name} {rest}").trim().to_owned()
}

/// All measured values.
pub fn measured(series: &[Series]) -> impl Iterator<Item = f64> {
    series.iter().flat_map(|one| one.values.iter().copied().flatten())
}

/// Whether some value is missing.
pub fn has_gap(series: &[Series]) -> bool {
    series.iter().any(|one| one.values.contains(&None))
}

/// The data in words, a sentence for each series.
pub fn words(categories: &[String], series: &[Series], numbers: &Numbers) -> String {
    let mut words = String::new();
    for one in series {
        let pair = |(category, value): (&String, &Option<f64>)| format!("{category} {}", numbers.or_words(*value));
        let pairs: Vec<String> = categories.iter().zip(&one.values).map(pair).collect();
        let name = if one.name.is_empty() { String::new() } else { format!("{}: ", one.name) };
        words.push_str(&format!(" {name}{}.", pairs.join(", ")));
    }
    words
}

/// Reads categories, which may be numbers: weeks, years.
pub fn labels<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<String>, D::Error> {
    let label = |value| match value {
        Value::String(text) => Ok(text),
        Value::Number(number) => Ok(number.to_string()),
        other => Err(de::Error::custom(format!("expected texts, found {other}"))),
    };
    Vec::<Value>::deserialize(deserializer)?.into_iter().map(label).collect()
}
