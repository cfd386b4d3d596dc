//! The way through a template: its statements, the names that they give, and what it calls.

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::load::hint::nearest;
use crate::source::{FileId, Span};

use super::expression::Expression;
use super::shape::{Shape, variables};
use super::token::{Tag, Token, Word, tags};

/// Names that Tera knows beside the variables.
const TERA: [&str; 4] = ["loop", "body", "__tera_context", "none"];

/// A component: where it stands and what it takes.
struct Component {
    file: FileId,
    parameters: Vec<String>,
    body: Vec<Tag>,
}

/// What was found at one place: a place is read once for each way that leads there, and is at fault
/// when no way was right.
struct Place {
    right: bool,
    message: String,
    help: String,
}

/// Names in reach, innermost last.
pub type Scope = Vec<BTreeMap<String, Shape>>;

pub struct Walk<'a> {
    templates: BTreeMap<&'a str, (FileId, Vec<Tag>)>,
    components: BTreeMap<String, Component>,
    places: BTreeMap<Span, Place>,
    /// Templates and components read, with the shapes of what they were given.
    seen: BTreeSet<String>,
}

impl<'a> Walk<'a> {
    /// Reads the tags of all templates.
    pub fn new(texts: &BTreeMap<&'a str, (FileId, &'a str)>) -> Self {
        let mut walk = Self {
            templates: BTreeMap::new(),
            components: BTreeMap::new(),
            places: BTreeMap::new(),
            seen: BTreeSet::new(),
        };
        for (name, (file, text)) in texts {
            let rest = walk.take_components(*file, tags(text));
            walk.templates.insert(name, (*file, rest));
        }
        walk
    }

    /// Keeps the components of a file; the tags outside of them come back.
    fn take_components(&mut self, file: FileId, tags: Vec<Tag>) -> Vec<Tag> {
        let mut outside = Vec::new();
        let mut open: Option<(String, Component)> = None;
        for tag in tags {
            match keyword(&tag) {
                Some("component") => open = Some(header(file, &tag)),
                Some("endcomponent") => {
                    self.components.extend(open.take());
                }
                _ => match &mut open {
                    Some((_, component)) => component.body.push(tag),
                    None => outside.push(tag),
                },
            }
        }
        outside
    }

    /// Follows a template with the variables of documents.
    pub fn template(&mut self, name: &str) {
        let mut scope: Scope = vec![variables()];
        self.include(name, &mut scope);
    }

    /// Follows what nothing led to so far.
    pub fn rest(&mut self) {
        let names: Vec<&str> = self.templates.keys().copied().collect();
        for name in names {
            if !self.seen.iter().any(|seen| seen.starts_with(&format!("{name} "))) {
                // A part may use names that only its caller gives.
                let mut scope: Scope = vec![variables()];
                let open = name.contains("/parts/");
                if open {
                    self.seen.insert(format!("{name} alone"));
                } else {
                    self.include(name, &mut scope);
                }
            }
        }
        let names: Vec<String> = self.components.keys().cloned().collect();
        for name in names {
            if !self.seen.iter().any(|seen| seen.starts_with(&format!("<{name} "))) {
                self.component(&name, &BTreeMap::new());
            }
        }
    }

    /// Follows an included template in the scope of the one that includes it.
    pub fn include(&mut self, name: &str, scope: &mut Scope) {
        let names = scope.iter().skip(1).flatten();
        let key = names.map(|(name, shape)| format!("{name}={};", shape.key())).collect::<String>();
        let key = format!("{name} {key}");
        if !self.seen.insert(key) {
            return;
        }
        let Some((file, tags)) = self.templates.get(name).cloned() else { return };
        self.tags(file, &tags, scope);
    }

    /// Follows a component with what it is given.
    pub fn component(&mut self, name: &str, given: &BTreeMap<String, Shape>) {
        let key = given.iter().map(|(name, shape)| format!("{name}={};", shape.key())).collect::<String>();
        if !self.seen.insert(format!("<{name} {key}")) {
            return;
        }
        let Some(component) = self.components.get(name) else { return };
        let (file, body) = (component.file, component.body.clone());
        let shape = |name: &String| (name.clone(), given.get(name).cloned().unwrap_or(Shape::Any));
        let mut scope: Scope = vec![component.parameters.iter().map(shape).collect()];
        self.tags(file, &body, &mut scope);
    }

    /// Names of the components there are.
    pub fn component_names(&self) -> impl Iterator<Item = &str> {
        self.components.keys().map(String::as_str)
    }

    fn tags(&mut self, file: FileId, tags: &[Tag], scope: &mut Scope) {
        let outer = scope.len();
        scope.push(BTreeMap::new());
        for tag in tags {
            if tag.printed {
                Expression::new(self, file, &tag.tokens, scope).value();
                continue;
            }
            let rest = tag.tokens.get(1..).unwrap_or_default();
            match keyword(tag) {
                Some("if" | "elif") => {
                    Expression::new(self, file, rest, scope).value();
                }
                Some("for") => self.each(file, rest, scope),
                Some("endfor") if scope.len() > outer + 1 => {
                    scope.pop();
                }
                Some("set") => self.set(file, rest, scope, false),
                Some("set_global") => self.set(file, rest, scope, true),
                Some("include") => {
                    if let Some(Word::Text(name)) = rest.first().map(|token| &token.word) {
                        // What the part sets stays in it.
                        self.include(name, &mut scope.clone());
                    }
                }
                _ if tag.tokens.first().is_some_and(|token| token.word == Word::Sign("<")) => {
                    Expression::new(self, file, &tag.tokens, scope).value();
                }
                _ => {}
            }
        }
        scope.truncate(outer);
    }

    /// `for member in list` and `for key, member in map`.
    fn each(&mut self, file: FileId, tokens: &[Token], scope: &mut Scope) {
        let at = tokens.iter().position(|token| matches!(&token.word, Word::Name(name) if name == "in"));
        let (names, list) = tokens.split_at(at.unwrap_or(tokens.len()));
        let shape = Expression::new(self, file, list.get(1..).unwrap_or_default(), scope).value();
        let names: Vec<&String> = names
            .iter()
            .filter_map(|token| if let Word::Name(name) = &token.word { Some(name) } else { None })
            .collect();
        let mut inner = BTreeMap::new();
        match names.as_slice() {
            [member] => drop(inner.insert((*member).clone(), shape.member())),
            [key, member] => {
                inner.insert((*key).clone(), Shape::Any);
                inner.insert((*member).clone(), Shape::Any);
            }
            _ => {}
        }
        inner.insert("loop".into(), Shape::Any);
        scope.push(inner);
    }

    /// `set name = value`; without a value the text up to `endset`.
    fn set(&mut self, file: FileId, tokens: &[Token], scope: &mut Scope, global: bool) {
        let Some(Word::Name(name)) = tokens.first().map(|token| &token.word) else { return };
        let value = match tokens.get(1).map(|token| &token.word) {
            Some(Word::Sign("=")) => Expression::new(self, file, &tokens[2..], scope).value(),
            _ => Shape::Any,
        };
        let before = scope.iter().rev().find_map(|names| names.get(name)).cloned();
        let value = before.map_or(value.clone(), |before| before.or(value));
        let index = if global { 1.min(scope.len() - 1) } else { scope.len() - 1 };
        // A name of outside that is set again inside may have either value afterwards.
        for names in scope[index..].iter_mut().filter(|names| names.contains_key(name)) {
            names.insert(name.clone(), value.clone());
        }
        scope[index].insert(name.clone(), value);
    }

    /// Notes that a place asked for something that can be there.
    pub fn right(&mut self, span: Span) {
        let place = self.places.entry(span).or_insert_with(|| Place::new(String::new(), String::new()));
        place.right = true;
    }

    /// Notes that a place asked for something that cannot be there.
    pub fn wrong(&mut self, span: Span, message: String, name: &str, known: &[String]) {
        let help = match nearest(name, known.iter().map(String::as_str)) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("there are {}", known.join(", ")),
        };
        let place = self.places.entry(span).or_insert_with(|| Place::new(message.clone(), help.clone()));
        if place.message.is_empty() {
            (place.message, place.help) = (message, help);
        }
    }

    /// Whether a name of no variable is one of Tera's.
    pub fn is_of_tera(name: &str) -> bool {
        TERA.contains(&name)
    }

    /// The findings, in the order of places.
    pub fn findings(self) -> Diagnostics {
        let wrong = self.places.into_iter().filter(|(_, place)| !place.right);
        wrong.map(|(span, place)| Diagnostic::new(Code::ASKED, place.message).at(span).help(place.help)).collect()
    }
}

impl Place {
    fn new(message: String, help: String) -> Self {
        Self { right: false, message, help }
    }
}

/// The word that a statement begins with.
fn keyword(tag: &Tag) -> Option<&str> {
    match tag.tokens.iter().find(|token| token.word != Word::Sign("-")).map(|token| &token.word) {
        Some(Word::Name(name)) if !tag.printed => Some(name),
        _ => None,
    }
}

/// `component name.of(first: map, second: string = "x")`.
fn header(file: FileId, tag: &Tag) -> (String, Component) {
    let open = tag.tokens.iter().position(|token| token.word == Word::Sign("(")).unwrap_or(tag.tokens.len());
    let name: String = tag.tokens[1..open]
        .iter()
        .map(|token| match &token.word {
            Word::Name(name) => name.as_str(),
            Word::Sign(sign) => sign,
            _ => "",
        })
        .collect();
    let inside = &tag.tokens[open..];
    let mut parameters = Vec::new();
    let mut depth = 0;
    for (index, token) in inside.iter().enumerate() {
        match &token.word {
            Word::Sign("(" | "[" | "{") => depth += 1,
            Word::Sign(")" | "]" | "}") => depth -= 1,
            Word::Name(name) if depth == 1 && matches!(inside[index - 1].word, Word::Sign("(" | ",")) => {
                parameters.push(name.clone());
            }
            _ => {}
        }
    }
    (name, Component { file, parameters, body: Vec::new() })
}
