//! The table block: rows of data and a description of the columns.

use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::Value;

use crate::document::{Align, Column, Inline, Row, Table, Text};

use super::computed;
use super::tone;

/// The JSON of a ```table fence.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct TableSpec {
    #[serde(default)]
    pub caption: String,
    pub columns: Vec<ColumnSpec>,
    /// Each row a map by field, or a list of cells in the order of the columns.
    pub rows: Vec<Value>,
    /// Further rows set apart as totals.
    #[serde(default)]
    pub totals: Vec<Value>,
    /// Whether the first column names its row; true unless said otherwise.
    #[serde(default = "yes")]
    pub row_headers: bool,
    /// Set on sheets turned on their side, for a matrix that a narrow page would cramp.
    #[serde(default)]
    pub wide: bool,
    /// Printed in the table's place when there are no rows.
    #[serde(default = "none")]
    pub empty: String,
}

fn yes() -> bool {
    true
}

fn none() -> String {
    "None.".into()
}

#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ColumnSpec {
    pub label: String,
    /// Path of the value in a row, `service.name`; the column's place in a row that is a list.
    pub field: Option<String>,
    #[serde(default, rename = "as")]
    pub kind: CellKind,
    /// `start`, `center` or `end`; figures end, texts start.
    pub align: Option<AlignSpec>,
    /// Share of the width.
    pub width: Option<f64>,
    pub decimals: Option<usize>,
    /// Printed for a value that is not there; a dash when absent.
    pub empty: Option<String>,
    /// After a figure, set apart by a no-break space.
    pub unit: Option<String>,
}

/// How the values of a column are printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum CellKind {
    #[default]
    Text,
    /// Text as a record's own table has it; a cell that is a day is printed as other days are.
    Free,
    /// Markdown within a line.
    Md,
    Chip,
    Code,
    Date,
    Moment,
    Time,
    Number,
    Percent,
    Minutes,
    /// Members one below the other.
    List,
    /// An id of the data model as words.
    Words,
}

#[derive(Debug, Clone, Copy, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum AlignSpec {
    Start,
    Center,
    End,
}

impl TableSpec {
    /// The table, with every row as long as the columns.
    pub fn table(&self) -> Result<Table, String> {
        if self.columns.is_empty() {
            return Err("`columns` is empty: a table has at least one column".into());
        }
        let columns = self.columns.iter().map(ColumnSpec::column).collect();
        let mut rows = Vec::new();
        for (values, total) in self.rows.iter().map(|row| (row, false)).chain(self.totals.iter().map(|row| (row, true)))
        {
            let cells = self.columns.iter().enumerate().map(|(index, column)| column.cell(values, index, total));
            rows.push(Row { cells: cells.collect::<Result<_, _>>()?, total });
        }
        let caption = if self.caption.is_empty() { Text::new() } else { vec![Inline::text(&self.caption)] };
        Ok(Table { caption, number: 0, columns, rows, row_headers: self.row_headers, wide: self.wide })
    }
}

impl ColumnSpec {
    fn column(&self) -> Column {
        let figure = matches!(self.kind, CellKind::Number | CellKind::Percent | CellKind::Minutes);
        let align = match self.align {
            Some(AlignSpec::Start) => Align::Start,
            Some(AlignSpec::Center) => Align::Center,
            Some(AlignSpec::End) => Align::End,
            None if figure => Align::End,
            None => Align::Start,
        };
        Column { label: vec![Inline::text(&self.label)], align, width: self.width }
    }

    fn cell(&self, row: &Value, index: usize, total: bool) -> Result<Text, String> {
        let value = match (row, &self.field) {
            (Value::Array(cells), _) => cells.get(index),
            (Value::Object(_), Some(field)) => field.split('.').try_fold(row, |value, key| value.get(key)),
            (Value::Object(_), None) => {
                return Err(format!("column `{}` needs a `field`, since the rows are maps", self.label));
            }
            _ => return Err("each of `rows` is a map or a list".into()),
        };
        let absent = match value {
            None | Some(Value::Null) => true,
            Some(Value::String(text)) => text.is_empty(),
            Some(Value::Array(list)) => list.is_empty(),
            Some(_) => false,
        };
        match value {
            Some(value) if !absent => self.print(value),
            _ if total => Ok(Text::new()),
            _ => Ok(vec![Inline::text(self.empty.as_deref().unwrap_or("–"))]),
        }
    }

    fn print(&self, value: &Value) -> Result<Text, String> {
        let wrong = |what: &str| format!("column `{}` shows {what}, but a row has `{}`", self.label, plain(value));
        let text = plain(value);
        let with_unit = |text: String| match &self.unit {
            Some(unit) => format!("{text}\u{a0}{unit}"),
            None => text,
        };
        let number = || value.as_f64().or_else(|| text.parse().ok()).ok_or_else(|| wrong("numbers"));
        Ok(match self.kind {
            CellKind::Text => vec![Inline::text(with_unit(text))],
            CellKind::Free => match text.parse().ok().filter(|_| text.len() == 10) {
                Some(day) => vec![Inline::text(short(day))],
                None => vec![Inline::text(with_unit(text))],
            },
            CellKind::Words => vec![Inline::text(super::spoken::spoken(&text.replace('_', " "), true))],
            CellKind::Md => super::markdown::inline(&text),
            CellKind::Chip => vec![Inline::Chip { tone: tone::of(&text), text: tone::label(&text) }],
            CellKind::Code => vec![Inline::Code { text }],
            CellKind::Date => {
                let day: jiff::civil::Date = text.get(..10).unwrap_or(&text).parse().map_err(|_| wrong("dates"))?;
                vec![Inline::text(short(day))]
            }
            CellKind::Moment | CellKind::Time => {
                let moment: jiff::civil::DateTime =
                    text.get(..16).unwrap_or(&text).parse().map_err(|_| wrong("moments"))?;
                let pattern = if self.kind == CellKind::Time { "%H:%M" } else { "%-d\u{a0}%b\u{a0}%Y, %H:%M" };
                vec![Inline::text(moment.strftime(pattern).to_string())]
            }
            CellKind::Number => vec![Inline::text(with_unit(computed::grouped(number()?, self.decimals)))],
            CellKind::Percent => {
                vec![Inline::text(computed::truncated(number()?, self.decimals.unwrap_or(2)) + "\u{a0}%")]
            }
            CellKind::Minutes => vec![Inline::text(computed::duration(number()?).replace(' ', "\u{a0}"))],
            CellKind::List => {
                let items = value.as_array().cloned().unwrap_or_else(|| vec![value.clone()]);
                let mut text = Text::new();
                for item in items {
                    if !text.is_empty() {
                        text.push(Inline::LineBreak);
                    }
                    text.push(Inline::text(plain(&item)));
                }
                text
            }
        })
    }
}

/// A day on one line.
fn short(day: jiff::civil::Date) -> String {
    day.strftime("%-d\u{a0}%b\u{a0}%Y").to_string()
}

/// A value as its plain text.
fn plain(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Array(items) => items.iter().map(plain).collect::<Vec<_>>().join(", "),
        Value::Bool(true) => "yes".into(),
        Value::Bool(false) => "no".into(),
        other => other.to_string(),
    }
}
