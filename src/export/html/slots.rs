//! The page's skeleton: `{{name}}` slots, filled in one pass.

use std::borrow::Cow;

/// A skeleton cut at its slots.
pub struct Shell(Vec<Part>);

enum Part {
    Text(String),
    Slot(String),
}

impl Shell {
    /// Cuts a skeleton at its `{{name}}` slots.
    pub fn new(skeleton: &str) -> Self {
        let mut parts = Vec::new();
        let mut rest = skeleton;
        while let Some((before, name, after)) = next_slot(rest) {
            parts.push(Part::Text(before.to_owned()));
            parts.push(Part::Slot(name.trim().to_owned()));
            rest = after;
        }
        parts.push(Part::Text(rest.to_owned()));
        Self(parts)
    }

    /// Puts values into the slots. Values are never searched for slots, so no text of a document
    /// can pull in another value. A slot without a value stays as it was written.
    pub fn fill(&self, value: impl Fn(&str) -> Option<String>) -> String {
        let filled = self.0.iter().map(|part| match part {
            Part::Text(text) => Cow::Borrowed(text.as_str()),
            Part::Slot(name) => value(name).unwrap_or_else(|| format!("{{{{{name}}}}}")).into(),
        });
        let parts: Vec<Cow<str>> = filled.collect();
        parts.concat()
    }
}

fn next_slot(text: &str) -> Option<(&str, &str, &str)> {
    let (before, rest) = text.split_once("{{")?;
    let (name, after) = rest.split_once("}}")?;
    Some((before, name, after))
}
