//! Structured blocks: the JSON inside a fence such as ```chart, read strictly.

use schemars::{JsonSchema, schema_for};
use serde::Deserialize;
use serde_json::{Value, json};

use crate::document::{Block, BlockKind, Event, Figure, Inline, KeyFigure, Party, Picture, Text, Tone};
use crate::load::values::message;
use crate::theme::Colors;

use super::figures;
use super::markdown::{Reader, inline};
use super::table::TableSpec;
use super::tone;

/// The words after a fence that make it a structured block.
pub const NAMES: &[&str] = &["table", "chart", "key-figures", "timeline", "signatures", "callout", "page-break"];

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct KeyFigures {
    items: Vec<KeyFigureSpec>,
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct KeyFigureSpec {
    label: String,
    value: String,
    #[serde(default)]
    note: String,
    #[serde(default)]
    tone: Option<String>,
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Timeline {
    items: Vec<EventSpec>,
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct EventSpec {
    at: String,
    #[serde(default)]
    label: String,
    text: String,
    #[serde(default)]
    tone: Option<String>,
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Signatures {
    parties: Vec<PartySpec>,
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct PartySpec {
    heading: String,
    lines: Vec<(String, Option<String>)>,
    #[serde(default)]
    seal: String,
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Callout {
    #[serde(default)]
    tone: Option<String>,
    #[serde(default)]
    title: String,
    /// Markdown.
    text: String,
}

/// The keys and words of the block that a function of templates makes, as a schema; none for other
/// functions.
pub fn shape(function: &str) -> Option<Value> {
    Some(match function {
        "table" => schema_for!(TableSpec).to_value(),
        "key_figures" => schema_for!(KeyFigures).to_value(),
        "timeline" => schema_for!(Timeline).to_value(),
        "signatures" => schema_for!(Signatures).to_value(),
        "callout" => schema_for!(Callout).to_value(),
        "chart" => json!({ "properties": { "kind": { "enum": figures::kinds() } } }),
        _ => return None,
    })
}

/// The words that a schema allows; none where any text will do.
pub fn words(schema: &Value) -> Vec<String> {
    let texts = |list: &Value| -> Vec<String> {
        list.as_array().into_iter().flatten().filter_map(|word| word.as_str().map(str::to_owned)).collect()
    };
    let mut words = texts(&schema["enum"]);
    for branch in schema["oneOf"].as_array().into_iter().flatten() {
        words.extend(texts(&branch["enum"]));
        words.extend(branch["const"].as_str().map(str::to_owned));
    }
    words
}

/// The block of a fence named `name` that holds `json`; the error is a sentence without a full
/// stop.
pub fn read(name: &str, json: &str, colors: &Colors, reader: &Reader) -> Result<Vec<BlockKind>, String> {
    Ok(vec![match name {
        "page-break" => BlockKind::PageBreak,
        "table" => {
            let spec: TableSpec = typed(json)?;
            if spec.rows.is_empty() {
                return Ok(vec![BlockKind::Paragraph { text: vec![Inline::text(&spec.empty)] }]);
            }
            BlockKind::Table(spec.table()?)
        }
        "chart" => return chart(json, colors),
        "key-figures" => {
            let spec: KeyFigures = typed(json)?;
            let item = |spec: KeyFigureSpec| -> Result<KeyFigure, String> {
                let tone = named(spec.tone.as_deref())?;
                Ok(KeyFigure { label: spec.label, value: spec.value, note: spec.note, tone })
            };
            BlockKind::KeyFigures { items: spec.items.into_iter().map(item).collect::<Result<_, _>>()? }
        }
        "timeline" => {
            let spec: Timeline = typed(json)?;
            let item = |spec: EventSpec| -> Result<Event, String> {
                let text = vec![Inline::text(spec.text)];
                Ok(Event { at: spec.at, label: spec.label, text, tone: named(spec.tone.as_deref())? })
            };
            BlockKind::Timeline { items: spec.items.into_iter().map(item).collect::<Result<_, _>>()? }
        }
        "signatures" => {
            let spec: Signatures = typed(json)?;
            let party = |spec: PartySpec| Party {
                heading: spec.heading,
                lines: spec.lines.into_iter().map(|(label, value)| (label, value.unwrap_or_default())).collect(),
                seal: spec.seal,
            };
            BlockKind::Signatures { parties: spec.parties.into_iter().map(party).collect() }
        }
        "callout" => {
            let spec: Callout = typed(json)?;
            let title = if spec.title.is_empty() { Text::new() } else { vec![Inline::text(spec.title)] };
            let blocks: Vec<Block> = reader.nested(&spec.text);
            BlockKind::Callout { tone: named(spec.tone.as_deref())?, title, blocks }
        }
        other => return Err(format!("there is no block `{other}`; blocks are {}", NAMES.join(", "))),
    }])
}

fn chart(json: &str, colors: &Colors) -> Result<Vec<BlockKind>, String> {
    let mut spec: Value = typed(json)?;
    let fields = spec.as_object_mut().ok_or("a chart is a map of keys and values")?;
    let caption = match fields.remove("caption") {
        None | Some(Value::Null) => Text::new(),
        Some(Value::String(caption)) => inline(&super::escape::markdown(&caption)),
        Some(_) => return Err("`caption` is a text".into()),
    };
    let width = match fields.remove("width") {
        None | Some(Value::Null) => 1.0,
        Some(width) => width
            .as_f64()
            .filter(|width| *width > 0.0 && *width <= 1.0)
            .ok_or("`width` is a share of the text width, over 0 and up to 1")?,
    };
    let drawing = figures::draw(&spec, colors)?;
    let picture = Picture::Svg { svg: drawing.svg };
    Ok(vec![BlockKind::Figure(Figure { caption, number: 0, alt: drawing.alt, width, picture })])
}

/// A tone by its name, or by a status word that has one.
fn named(name: Option<&str>) -> Result<Tone, String> {
    let Some(name) = name else { return Ok(Tone::Neutral) };
    let found = Tone::ALL.into_iter().find(|tone| tone.name() == name);
    let word = tone::of(name);
    match found {
        Some(tone) => Ok(tone),
        None if word != Tone::Neutral => Ok(word),
        None => Err(format!("`{name}` is not a tone; tones are {}", Tone::ALL.map(Tone::name).join(", "))),
    }
}

fn typed<T: for<'de> Deserialize<'de>>(json: &str) -> Result<T, String> {
    let mut reader = serde_json::Deserializer::from_str(json);
    serde_path_to_error::deserialize(&mut reader).map_err(|error| {
        let path = error.path().to_string();
        let inner = error.inner().to_string();
        let message = message(inner.split(" at line ").next().unwrap_or(&inner)).to_owned();
        match path.as_str() {
            "." => message,
            path => format!("at `{path}`: {message}"),
        }
    })
}
