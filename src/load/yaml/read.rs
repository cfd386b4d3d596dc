//! A tree to typed values, through serde. Serde stops at the first mistake, so [`read`] notes it,
//! takes the value at fault out of the tree and reads again until nothing is wrong any more.

use std::cell::RefCell;
use std::fmt;

use serde::de::{self, DeserializeSeed, IntoDeserializer, Visitor};
use serde::{Deserialize, Deserializer};

use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::source::{SPANNED, Span};

use super::super::advice;
use super::super::hint::nearest;
use super::super::values::HELP;
use super::{Key, Kind, Node, State};

/// Reads a typed value. Every mistake is a finding; what can be read without the values at fault
/// comes back, `None` when nothing can.
pub fn read<T: for<'de> Deserialize<'de>>(node: &Node, findings: &mut Diagnostics) -> Option<T> {
    let noted = RefCell::new(Vec::new());
    let value = loop {
        noted.borrow_mut().clear();
        match T::deserialize(Reader { node, noted: &noted }) {
            Ok(value) => break Some(value),
            Err(error) => {
                let span = error.span.unwrap_or(node.span);
                let at = if span == node.span { None } else { node.at(span) };
                let missing = error.missing().filter(|_| error.follows);
                if missing.is_some_and(|key| at.unwrap_or(node).stand_in(key)) {
                    continue;
                }
                let stood_in = at.is_some_and(|at| matches!(at.state.get(), State::StandIn(_)));
                if !error.follows && !stood_in {
                    findings.push(error.finding(node.span));
                }
                match at {
                    Some(at) => at.give_up(),
                    None => break None,
                }
            }
        }
    };
    findings.extend(noted.into_inner());
    value
}

/// A mistake found while reading.
#[derive(Debug)]
pub struct Mistake {
    message: String,
    help: Option<String>,
    span: Option<Span>,
    /// It only follows from a value that was taken out and told already.
    follows: bool,
}

impl Mistake {
    fn new(message: impl Into<String>) -> Self {
        Self { message: message.into(), help: None, span: None, follows: false }
    }

    fn within(mut self, node: &Node) -> Self {
        if self.span.is_none() {
            self.span = Some(node.span);
            let gone = |key: &str| node.entries().iter().any(|(known, value)| known.text == key && !value.live());
            self.follows = self.missing().is_some_and(gone);
        }
        self
    }

    /// The key that is missing, if that is the mistake.
    fn missing(&self) -> Option<&str> {
        self.message.strip_suffix("` is missing")?.strip_prefix('`')
    }

    fn finding(&self, whole: Span) -> Diagnostic {
        let code = if self.missing().is_some() { Code::MISSING } else { Code::VALUE };
        let span = self.span.unwrap_or(whole);
        // A missing key belongs to the line its map starts on, not to the whole map.
        let span = if code == Code::MISSING { Span::new(span.file, span.start, span.start) } else { span };
        let finding = Diagnostic::new(code, self.message.clone()).at(span);
        match &self.help {
            Some(help) => finding.help(help.clone()),
            None => finding,
        }
    }
}

impl fmt::Display for Mistake {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Mistake {}

impl de::Error for Mistake {
    fn custom<T: fmt::Display>(message: T) -> Self {
        let message = message.to_string();
        match message.split_once(HELP) {
            Some((message, help)) => Self { help: Some(help.to_owned()), ..Self::new(message) },
            None => Self::new(message),
        }
    }
    fn missing_field(field: &'static str) -> Self {
        let mut mistake = Self::new(format!("`{field}` is missing"));
        mistake.help = Some(format!("add `{field}:` here"));
        mistake
    }
    fn unknown_variant(variant: &str, expected: &'static [&'static str]) -> Self {
        let mut mistake = Self::new(format!("`{variant}` is not one of the values allowed here"));
        let near = nearest(variant, expected.iter().copied());
        let list = expected.join(", ");
        mistake.help = Some(match near {
            Some(near) => format!("did you mean `{near}`? Allowed: {list}"),
            None => format!("allowed: {list}"),
        });
        mistake
    }
}

/// Reads serde values from a node.
struct Reader<'a> {
    node: &'a Node,
    noted: &'a RefCell<Vec<Diagnostic>>,
}

impl<'a> Reader<'a> {
    fn child(&self, node: &'a Node) -> Reader<'a> {
        Reader { node, noted: self.noted }
    }

    fn found(&self) -> String {
        match self.node.read_as() {
            Kind::Null => "nothing".into(),
            Kind::Scalar { text, .. } => format!("`{text}`"),
            Kind::List(_) => "a list".into(),
            Kind::Map(_) => "a map".into(),
        }
    }

    fn expected(&self, what: &str) -> Mistake {
        Mistake::new(format!("expected {what}, found {}", self.found())).within(self.node)
    }

    fn scalar(&self, what: &str) -> Result<&'a str, Mistake> {
        match self.node.read_as() {
            Kind::Scalar { text, .. } => Ok(text),
            _ => Err(Mistake { help: Some(format!("write {what} in one line")), ..self.expected(what) }),
        }
    }

    fn number<T: std::str::FromStr>(&self, what: &str) -> Result<T, Mistake> {
        let text = self.scalar(what)?;
        let mistake = |_| Mistake { help: advice::number(text, what.starts_with("a whole")), ..self.expected(what) };
        text.replace('_', "").parse().map_err(mistake)
    }
}

macro_rules! numbers {
    ($($method:ident $visit:ident $what:literal),* $(,)?) => {
        $(fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Mistake> {
            visitor.$visit(self.number($what)?).map_err(|e: Mistake| e.within(self.node))
        })*
    };
}

impl<'de> Deserializer<'de> for Reader<'_> {
    type Error = Mistake;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Mistake> {
        match self.node.read_as() {
            Kind::Null => visitor.visit_unit(),
            Kind::List(_) => self.deserialize_seq(visitor),
            Kind::Map(_) => self.deserialize_map(visitor),
            Kind::Scalar { text, plain: true } => match (&**text, text.parse::<i64>(), text.parse::<f64>()) {
                ("true", ..) => visitor.visit_bool(true),
                ("false", ..) => visitor.visit_bool(false),
                (_, Ok(whole), _) => visitor.visit_i64(whole),
                (_, _, Ok(number)) if number.is_finite() => visitor.visit_f64(number),
                _ => visitor.visit_str(text),
            },
            Kind::Scalar { text, .. } => visitor.visit_str(text),
        }
    }

    numbers! {
        deserialize_i8 visit_i8 "a whole number", deserialize_i16 visit_i16 "a whole number",
        deserialize_i32 visit_i32 "a whole number", deserialize_i64 visit_i64 "a whole number",
        deserialize_u8 visit_u8 "a whole number from 0 to 255", deserialize_u16 visit_u16 "a whole number from 0 to 65535",
        deserialize_u32 visit_u32 "a whole number, 0 or more", deserialize_u64 visit_u64 "a whole number, 0 or more",
    }

    fn deserialize_f64<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Mistake> {
        let number: f64 = self.number("a number")?;
        if !number.is_finite() {
            return Err(self.expected("a number"));
        }
        visitor.visit_f64(number)
    }

    fn deserialize_f32<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Mistake> {
        self.deserialize_f64(visitor)
    }

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Mistake> {
        match self.scalar("true or false")? {
            "true" => visitor.visit_bool(true),
            "false" => visitor.visit_bool(false),
            _ => Err(self.expected("true or false")),
        }
    }

    fn deserialize_str<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Mistake> {
        let text = self.scalar("a text")?;
        visitor.visit_str(text).map_err(|e: Mistake| e.within(self.node))
    }

    fn deserialize_string<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Mistake> {
        self.deserialize_str(visitor)
    }

    fn deserialize_identifier<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Mistake> {
        self.deserialize_str(visitor)
    }

    fn deserialize_char<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Mistake> {
        self.deserialize_str(visitor)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Mistake> {
        match self.node.read_as() {
            Kind::Null => visitor.visit_none(),
            _ => visitor.visit_some(self),
        }
    }

    fn deserialize_unit<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Mistake> {
        visitor.visit_unit()
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(self, _: &'static str, visitor: V) -> Result<V::Value, Mistake> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Mistake> {
        let node = self.node;
        let items: &[Node] = match node.read_as() {
            Kind::List(items) => items,
            Kind::Null => &[],
            _ => return Err(self.expected("a list")),
        };
        let items = items.iter().filter(|item| item.live());
        visitor.visit_seq(Items { items, reader: self }).map_err(|e: Mistake| e.within(node))
    }

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Mistake> {
        self.entries(visitor, None)
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Mistake> {
        if name == SPANNED {
            let Span { file, start, end } = self.node.span;
            return visitor.visit_seq(SpannedParts {
                reader: Some(self),
                span: vec![end as u64, start as u64, u64::from(file.0)],
            });
        }
        self.entries(visitor, Some(fields))
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Mistake> {
        let node = self.node;
        let text = self.scalar("a word")?;
        let variant: de::value::StrDeserializer<Mistake> = text.into_deserializer();
        visitor.visit_enum(variant).map_err(|e: Mistake| e.within(node))
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Mistake> {
        visitor.visit_unit()
    }

    serde::forward_to_deserialize_any! { i128 u128 bytes byte_buf unit_struct tuple tuple_struct }
}

impl<'a> Reader<'a> {
    /// Visits a map, and notes the keys that stand twice or that `fields` does not know.
    fn entries<'de, V: Visitor<'de>>(
        self,
        visitor: V,
        fields: Option<&'static [&'static str]>,
    ) -> Result<V::Value, Mistake> {
        let node = self.node;
        let entries: &[(Key, Node)] = match node.read_as() {
            Kind::Map(entries) => entries,
            Kind::Null => &[],
            kind => {
                let text = if let Kind::Scalar { text, .. } = kind { Some(&**text) } else { None };
                let help = advice::map(text, fields.unwrap_or_default());
                return Err(Mistake { help, ..self.expected("a map of keys and values") });
            }
        };
        let mut kept: Vec<(&str, &Key, &Node)> = Vec::with_capacity(entries.len());
        for (key, value) in entries {
            let mut name = key.text.as_str();
            if let Some(fields) = fields
                && !fields.contains(&name)
            {
                let near = nearest(name, fields.iter().copied());
                let finding = Diagnostic::new(Code::UNKNOWN_KEY, format!("unknown key `{name}`")).at(key.span);
                self.noted.borrow_mut().push(finding.help(match near {
                    Some(near) => format!("did you mean `{near}`?"),
                    None => format!("known keys here: {}", fields.join(", ")),
                }));
                // Read as what it was most likely meant to be, so that no other finding follows from it.
                match near.filter(|near| !entries.iter().any(|(other, _)| other.text == *near)) {
                    Some(near) => name = near,
                    None => continue,
                }
            }
            if let Some((_, first, _)) = kept.iter().find(|(seen, ..)| *seen == name) {
                let finding = Diagnostic::new(Code::DUPLICATE_KEY, format!("`{name}` stands twice in this map"))
                    .at(key.span)
                    .also(first.span, "first written here")
                    .help("keep one of the two");
                self.noted.borrow_mut().push(finding);
                continue;
            }
            if value.live() {
                kept.push((name, key, value));
            }
        }
        let entries = kept.into_iter();
        visitor.visit_map(Entries { entries, value: None, reader: self }).map_err(|e: Mistake| e.within(node))
    }
}

struct Items<'a, I> {
    items: I,
    reader: Reader<'a>,
}

impl<'de, 'a, I: Iterator<Item = &'a Node>> de::SeqAccess<'de> for Items<'a, I> {
    type Error = Mistake;
    fn next_element_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<Option<T::Value>, Mistake> {
        let Some(node) = self.items.next() else { return Ok(None) };
        seed.deserialize(self.reader.child(node)).map(Some).map_err(|e| e.within(node))
    }
}

struct Entries<'a, I> {
    entries: I,
    value: Option<&'a Node>,
    reader: Reader<'a>,
}

impl<'de, 'a, I: Iterator<Item = (&'a str, &'a Key, &'a Node)>> de::MapAccess<'de> for Entries<'a, I> {
    type Error = Mistake;
    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, Mistake> {
        let Some((name, key, value)) = self.entries.next() else { return Ok(None) };
        self.value = Some(value);
        let text = Node::new(Kind::Scalar { text: name.to_owned().into(), plain: true }, key.span);
        seed.deserialize(Reader { node: &text, noted: self.reader.noted }).map(Some)
    }
    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, Mistake> {
        let node = self.value.take().ok_or_else(|| Mistake::new("a value is missing"))?;
        seed.deserialize(self.reader.child(node)).map_err(|e| e.within(node))
    }
}

/// The parts of a [`crate::source::Spanned`]: the value, then file, start and end.
struct SpannedParts<'a> {
    reader: Option<Reader<'a>>,
    span: Vec<u64>,
}

impl<'de> de::SeqAccess<'de> for SpannedParts<'_> {
    type Error = Mistake;
    fn next_element_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<Option<T::Value>, Mistake> {
        if let Some(reader) = self.reader.take() {
            let node = reader.node;
            return seed.deserialize(reader).map(Some).map_err(|e| e.within(node));
        }
        let Some(part) = self.span.pop() else { return Ok(None) };
        seed.deserialize(part.into_deserializer()).map(Some)
    }
}
