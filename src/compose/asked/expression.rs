//! Expressions of templates: the paths in them, and the shape of what comes out.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::compose::block;
use crate::source::{FileId, Span};

use super::shape::Shape;
use super::token::{Token, Word};
use super::walk::{Scope, Walk};

/// Words between two values.
const BETWEEN: [&str; 6] = ["and", "or", "in", "not", "is", "if"];

/// Filters after which a list still holds what it held.
const SAME: [&str; 6] = ["where", "sort", "reverse", "unique", "default", "slice"];

/// An expression being read.
pub struct Expression<'w, 'a, 't> {
    walk: &'w mut Walk<'a>,
    file: FileId,
    tokens: &'t [Token],
    at: usize,
    scope: &'w mut Scope,
}

impl<'w, 'a, 't> Expression<'w, 'a, 't> {
    pub fn new(walk: &'w mut Walk<'a>, file: FileId, tokens: &'t [Token], scope: &'w mut Scope) -> Self {
        Self { walk, file, tokens, at: 0, scope }
    }

    fn peek(&self) -> Option<&'t Word> {
        self.tokens.get(self.at).map(|token| &token.word)
    }

    fn sign(&self, sign: &str) -> bool {
        matches!(self.peek(), Some(Word::Sign(found)) if *found == sign)
    }

    fn word(&self, word: &str) -> bool {
        matches!(self.peek(), Some(Word::Name(found)) if found == word)
    }

    /// Passes a sign if it stands here.
    fn pass(&mut self, sign: &str) -> bool {
        let here = self.sign(sign);
        self.at += usize::from(here);
        here
    }

    fn span(&self, token: &Token) -> Span {
        Span::new(self.file, token.start, token.end)
    }

    /// Values with what stands between them; `a if c else b` is one of two.
    pub fn value(&mut self) -> Shape {
        let mut shape = self.single();
        loop {
            if self.word("if") {
                self.at += 1;
                self.value_before_else();
                if self.word("else") {
                    self.at += 1;
                    let other = self.value();
                    shape = shape.or(other);
                }
                return shape;
            }
            if self.word("or") {
                self.at += 1;
                let other = self.single();
                shape = shape.or(other);
            } else if self.word("is") {
                self.at += 1;
                while self.word("not") {
                    self.at += 1;
                }
                self.at += 1;
                if self.pass("(") {
                    self.arguments();
                }
                shape = Shape::Any;
            } else if self.between() {
                self.single();
                shape = Shape::Any;
            } else {
                return shape;
            }
        }
    }

    /// The condition of `a if c else b`.
    fn value_before_else(&mut self) {
        self.single();
        while !self.word("else") && !self.word("if") {
            if self.word("is") {
                self.at += 1;
                while self.word("not") {
                    self.at += 1;
                }
                self.at += 1;
                if self.pass("(") {
                    self.arguments();
                }
            } else if self.word("or") || self.between() {
                if self.word("or") {
                    self.at += 1;
                }
                self.single();
            } else {
                return;
            }
        }
    }

    /// Passes what stands between two values.
    fn between(&mut self) -> bool {
        let found = match self.peek() {
            Some(Word::Sign(sign)) => {
                ["==", "!=", "<=", ">=", "<", ">", "+", "-", "*", "/", "//", "**", "%", "~"].contains(sign)
            }
            Some(Word::Name(name)) => ["and", "in", "not"].contains(&name.as_str()),
            _ => false,
        };
        if found {
            self.at += 1;
            while self.word("in") || self.word("not") {
                self.at += 1;
            }
        }
        found
    }

    /// One value with its fields and filters.
    fn single(&mut self) -> Shape {
        while self.word("not") || self.sign("-") || self.sign("!") {
            self.at += 1;
        }
        let mut shape = self.primary();
        loop {
            if self.pass(".") || self.pass("?.") {
                let Some(token) = self.tokens.get(self.at) else { return Shape::Any };
                self.at += 1;
                shape = match &token.word {
                    Word::Name(name) => self.field(&shape, name, token),
                    _ => shape.member(),
                };
            } else if self.pass("[") || self.pass("?[") {
                shape = self.index(shape);
            } else if self.pass("|") {
                shape = self.filter(shape);
            } else {
                return shape;
            }
        }
    }

    fn field(&mut self, shape: &Shape, name: &str, token: &Token) -> Shape {
        let span = self.span(token);
        match shape.field(name) {
            Ok(inner) => {
                self.walk.right(span);
                inner
            }
            Err(unknown) => {
                self.walk.wrong(span, format!("there is no field `{name}`"), name, &unknown.known);
                Shape::Any
            }
        }
    }

    /// `[0]`, `["name"]` and `[1:3]`.
    fn index(&mut self, shape: Shape) -> Shape {
        let mut slice = false;
        let mut named = None;
        while !self.sign("]") && self.at < self.tokens.len() {
            if self.pass(":") {
                slice = true;
                continue;
            }
            let before = self.at;
            let value = self.value();
            if let Shape::Text(name, _) = value {
                named = Some((name, before));
            }
            if self.at == before {
                self.at += 1;
            }
        }
        self.at += 1;
        match named {
            _ if slice => shape,
            Some((name, at)) => self.field(&shape, &name, &self.tokens[at]),
            None if shape.is_list() => shape.member(),
            None => Shape::Any,
        }
    }

    fn filter(&mut self, shape: Shape) -> Shape {
        let Some(Word::Name(name)) = self.peek() else { return Shape::Any };
        self.at += 1;
        let arguments = if self.pass("(") { self.arguments() } else { BTreeMap::new() };
        let key = if name == "sort" || name == "unique" { "attribute" } else { "key" };
        if ["where", "sum", "sort", "unique"].contains(&name.as_str())
            && let Some((Shape::Text(path, span), _)) = arguments.get(key)
        {
            self.path(&shape.member(), path, *span);
        }
        match name.as_str() {
            "default" => arguments.get("value").map_or(shape.clone(), |(other, _)| shape.clone().or(other.clone())),
            "first" | "last" | "nth" => shape.member(),
            name if SAME.contains(&name) => match shape.is_list() {
                true => Shape::List(Box::new(shape.member())),
                false => shape,
            },
            _ => Shape::Any,
        }
    }

    /// Follows a path with dots inside a text.
    fn path(&mut self, from: &Shape, path: &str, span: Span) {
        let mut shape = from.clone();
        for step in path.split('.') {
            match shape.field(step) {
                Ok(inner) => shape = inner,
                Err(unknown) => {
                    return self.walk.wrong(span, format!("there is no field `{step}`"), step, &unknown.known);
                }
            }
        }
        self.walk.right(span);
    }

    /// `name=value, …)`.
    fn arguments(&mut self) -> BTreeMap<String, (Shape, Span)> {
        let mut arguments = BTreeMap::new();
        while !self.sign(")") && self.at < self.tokens.len() {
            let before = self.at;
            let named = match (self.peek(), self.tokens.get(self.at + 1).map(|token| &token.word)) {
                (Some(Word::Name(name)), Some(Word::Sign("="))) => {
                    Some((name.clone(), self.span(&self.tokens[before])))
                }
                _ => None,
            };
            if named.is_some() {
                self.at += 2;
            }
            let value = self.value();
            arguments.extend(named.map(|(name, at)| (name, (value, at))));
            self.pass(",");
            if self.at == before {
                self.at += 1;
            }
        }
        self.at += 1;
        arguments
    }

    fn primary(&mut self) -> Shape {
        let Some(token) = self.tokens.get(self.at) else { return Shape::Any };
        if matches!(&token.word, Word::Sign(")" | "]" | "}" | "," | ":")) {
            return Shape::Any;
        }
        self.at += 1;
        match &token.word {
            Word::Text(text) => Shape::Text(text.clone(), self.span(token)),
            Word::Sign("(") => {
                let shape = self.value();
                self.pass(")");
                shape
            }
            Word::Sign("[") => self.list(),
            Word::Sign("{") => self.map(),
            Word::Sign("<") => self.call(),
            Word::Name(name) if ["true", "false", "none", "null", "True", "False", "None"].contains(&name.as_str()) => {
                Shape::Any
            }
            Word::Name(name) if BETWEEN.contains(&name.as_str()) => Shape::Any,
            Word::Name(name) if self.sign("(") => {
                self.at += 1;
                let arguments = self.arguments();
                if let Some(schema) = &block::shape(name) {
                    self.fits(&Shape::Map(arguments.clone()), schema, schema);
                }
                if name == "table" {
                    self.table(&arguments);
                }
                Shape::Any
            }
            Word::Name(name) => self.variable(name, token),
            _ => Shape::Any,
        }
    }

    fn variable(&mut self, name: &str, token: &Token) -> Shape {
        let found = self.scope.iter().rev().find_map(|names| names.get(name)).cloned();
        let span = self.span(token);
        if found.is_some() || Walk::is_of_tera(name) {
            self.walk.right(span);
        } else {
            let known: Vec<String> = self.scope.iter().flat_map(BTreeMap::keys).cloned().collect();
            self.walk.wrong(span, format!("there is no variable `{name}`"), name, &known);
        }
        found.unwrap_or(Shape::Any)
    }

    /// The keys and words of a structured block are those that it knows, as far as they are written out.
    fn fits(&mut self, shape: &Shape, schema: &Value, root: &Value) {
        let reference = schema["$ref"].as_str().and_then(|path| path.strip_prefix("#/$defs/"));
        if let Some(name) = reference {
            return self.fits(shape, &root["$defs"][name], root);
        }
        for branch in schema["anyOf"].as_array().into_iter().flatten() {
            self.fits(shape, branch, root);
        }
        match (shape, schema["properties"].as_object()) {
            (Shape::Map(fields), Some(known)) => {
                for (name, (value, at)) in fields {
                    match known.get(name) {
                        Some(inner) => self.fits(value, inner, root),
                        None if schema["additionalProperties"] == false => {
                            let known: Vec<String> = known.keys().cloned().collect();
                            self.walk.wrong(*at, format!("the block has no key `{name}`"), name, &known);
                        }
                        None => {}
                    }
                }
            }
            (Shape::Items(items), _) => items.iter().for_each(|item| self.fits(item, &schema["items"], root)),
            (Shape::Text(word, at), _) => {
                let words = block::words(schema);
                if !words.is_empty() && !words.contains(word) {
                    self.walk.wrong(*at, format!("the block does not know the word `{word}`"), word, &words);
                }
            }
            _ => {}
        }
    }

    /// The fields that the columns of a table name are fields of its rows.
    fn table(&mut self, arguments: &BTreeMap<String, (Shape, Span)>) {
        let (Some((rows, _)), Some((Shape::Items(columns), _))) = (arguments.get("rows"), arguments.get("columns"))
        else {
            return;
        };
        let row = rows.member();
        for column in columns {
            if let Shape::Map(keys) = column
                && let Some((Shape::Text(path, span), _)) = keys.get("field")
            {
                self.path(&row, path, *span);
            }
        }
    }

    /// `[a, ...b]` and `[x.y for x in list if z]`.
    fn list(&mut self) -> Shape {
        if let Some(names) = self.comprehension() {
            return names;
        }
        let mut items = Vec::new();
        let mut open = false;
        while !self.sign("]") && self.at < self.tokens.len() {
            let before = self.at;
            if self.pass("...") {
                match self.value() {
                    Shape::Items(more) => items.extend(more),
                    other => {
                        open = true;
                        items.push(other.member());
                    }
                }
            } else {
                items.push(self.value());
            }
            self.pass(",");
            if self.at == before {
                self.at += 1;
            }
        }
        self.at += 1;
        match open {
            true => Shape::List(Box::new(Shape::Items(items).member())),
            false => Shape::Items(items),
        }
    }

    /// The value of a comprehension stands before the name it uses, so the list is read first.
    fn comprehension(&mut self) -> Option<Shape> {
        let mut depth = 0_usize;
        let mut found = None;
        for (index, token) in self.tokens.iter().enumerate().skip(self.at) {
            match &token.word {
                Word::Sign("[" | "(" | "{" | "?[") => depth += 1,
                Word::Sign("]" | ")" | "}") if depth == 0 => break,
                Word::Sign("]" | ")" | "}") => depth -= 1,
                Word::Sign(",") if depth == 0 => return None,
                Word::Name(name) if depth == 0 && name == "for" => {
                    found = Some(index);
                    break;
                }
                _ => {}
            }
        }
        let (start, at) = (self.at, found?);
        self.at = at + 1;
        let mut names = Vec::new();
        while let Some(Word::Name(name)) = self.peek().filter(|_| !self.word("in")) {
            names.push(name.clone());
            self.at += 1;
            self.pass(",");
        }
        self.at += 1;
        let list = self.value_of_list();
        let after = self.at;
        let member = if names.len() == 1 { list.member() } else { Shape::Any };
        self.scope.push(names.into_iter().map(|name| (name, member.clone())).collect());
        self.at = start;
        let value = self.value();
        self.at = after;
        if self.word("if") {
            self.at += 1;
            self.value();
        }
        self.scope.pop();
        self.pass("]");
        Some(Shape::List(Box::new(value)))
    }

    /// The list of a comprehension ends where its condition begins.
    fn value_of_list(&mut self) -> Shape {
        let mut shape = self.single();
        while self.word("or") || (!self.word("if") && self.between()) {
            if self.word("or") {
                self.at += 1;
            }
            let other = self.single();
            shape = shape.or(other);
        }
        shape
    }

    /// `{"key": value, ...more}`.
    fn map(&mut self) -> Shape {
        let mut fields = BTreeMap::new();
        let mut open = false;
        while !self.sign("}") && self.at < self.tokens.len() {
            let before = self.at;
            if self.pass("...") {
                self.value();
                open = true;
            } else {
                let key = match self.peek() {
                    Some(Word::Text(key) | Word::Name(key)) => Some(key.clone()),
                    _ => None,
                };
                self.at += 1;
                if self.pass(":") {
                    let value = self.value();
                    fields.extend(key.map(|key| (key, (value, self.span(&self.tokens[before])))));
                }
            }
            self.pass(",");
            if self.at == before {
                self.at += 1;
            }
        }
        self.at += 1;
        if open { Shape::Any } else { Shape::Map(fields) }
    }

    /// `<name.of first={value} second="text" />`.
    fn call(&mut self) -> Shape {
        if self.sign("/") {
            self.at = self.tokens.len();
            return Shape::Any;
        }
        let start = self.at;
        let mut name = String::new();
        while let Some(Word::Name(part)) = self.peek() {
            name.push_str(part);
            self.at += 1;
            if !self.pass(".") {
                break;
            }
            name.push('.');
        }
        let mut given = BTreeMap::new();
        while !self.sign("/") && !self.sign(">") && self.at < self.tokens.len() {
            let before = self.at;
            if let Some(Word::Name(argument)) = self.peek() {
                let token = &self.tokens[self.at];
                self.at += 1;
                let value = if !self.pass("=") {
                    self.variable(argument, token)
                } else if self.pass("{") {
                    let value = self.value();
                    self.pass("}");
                    value
                } else {
                    self.primary()
                };
                given.insert(argument.clone(), value);
            } else if self.pass("{") {
                self.pass("...");
                self.value();
                self.pass("}");
            }
            if self.at == before {
                self.at += 1;
            }
        }
        self.at = self.tokens.len();
        let known: Vec<String> = self.walk.component_names().map(str::to_owned).collect();
        let span = self.tokens.get(start).map(|token| self.span(token));
        match (known.contains(&name), span) {
            (false, Some(span)) => {
                self.walk.wrong(span, format!("there is no component `{name}`"), &name, &known);
            }
            _ => self.walk.component(&name, &given),
        }
        Shape::Any
    }
}
