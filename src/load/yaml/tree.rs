//! YAML text to a tree: the events of the YAML parser put together, with anchors and merge keys
//! filled in and limits against files that grow when they are read.

use std::collections::HashMap;

use granit_parser::{ErrorKind, Event, Options, Parser, ScalarStyle, ScanError, Tag};

use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::source::{FileId, Span, is_forbidden};

use super::super::advice;
use super::{Key, Kind, Node};

/// How deep lists and maps may stand in each other: what people write needs a tenth of it.
const DEEPEST: usize = 64;

/// Values that aliases may add to a file.
const MOST_COPIES: usize = 100_000;

/// The tree of a file. Text which is not YAML gives a finding and no tree.
pub fn parse(file: FileId, text: &str, findings: &mut Diagnostics) -> Option<Node> {
    let mark = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    let mut composer = Composer {
        file,
        text,
        mark,
        anchors: HashMap::new(),
        copies: 0,
        open: Vec::new(),
        root: None,
        forbidden: None,
    };
    let composed = composer.compose();
    if let Some((span, character)) = composer.forbidden {
        findings.push(advice::forbidden(character).at(span));
    }
    match composed {
        Ok(()) => Some(composer.root.unwrap_or_else(|| Node::new(Kind::Null, Span::new(file, 0, 0)))),
        Err((span, message)) => {
            let help = advice::yaml(&message);
            let message = format!("this is not valid YAML: {message}");
            findings.push(Diagnostic::new(Code::YAML, message).at(span).help(help));
            None
        }
    }
}

fn too_deep() -> String {
    format!("lists and maps are nested more than {DEEPEST} deep")
}

/// Where the text is not YAML, and why.
type Mistake = (Span, String);

/// A list or map that is not closed yet.
struct Open {
    /// The anchor's number, 0 for none.
    anchor: usize,
    span: Span,
    /// Values in it, itself included.
    size: usize,
    content: Content,
}

enum Content {
    List(Vec<Node>),
    /// Entries, and the key whose value is still to come.
    Map(Vec<(Key, Node)>, Option<Key>),
}

struct Composer<'a> {
    file: FileId,
    text: &'a str,
    /// Bytes of the byte order mark at its beginning, which the parser does not see.
    mark: usize,
    /// Anchored values by the anchor's number, with how many values each holds.
    anchors: HashMap<usize, (Node, usize)>,
    copies: usize,
    open: Vec<Open>,
    root: Option<Node>,
    /// The first text that spells a character which no text may hold.
    forbidden: Option<(Span, char)>,
}

impl<'a> Composer<'a> {
    fn compose(&mut self) -> Result<(), Mistake> {
        let mut options = Options::default();
        options.set_emit_comments(false);
        options.emit_unresolved_aliases = true;
        for event in Parser::new_from_str_with_options(&self.text[self.mark..], options) {
            let (event, span) = event.map_err(|error| self.refused(&error))?;
            let span = self.place(&span);
            match event {
                Event::Scalar(mut value, style, anchor, tag) => {
                    if style == ScalarStyle::DoubleQuoted
                        && let Some(character) = value.chars().find(|character| is_forbidden(*character))
                    {
                        self.forbidden.get_or_insert((span, character));
                        value = value.replace(is_forbidden, "\u{fffd}").into();
                    }
                    let string = style != ScalarStyle::Plain || self.is_string(tag.as_deref(), span)?;
                    let kind = match &*value {
                        "" | "~" | "null" | "Null" | "NULL" if !string => Kind::Null,
                        _ => Kind::Scalar { text: value.into_owned().into(), plain: !string },
                    };
                    self.close(anchor, Node::new(kind, span), 1)?;
                }
                Event::SequenceStart(_, anchor, tag) => {
                    self.is_string(tag.as_deref(), span)?;
                    self.begin(anchor, span, Content::List(Vec::new()))?;
                }
                Event::MappingStart(_, anchor, tag) => {
                    self.is_string(tag.as_deref(), span)?;
                    self.begin(anchor, span, Content::Map(Vec::new(), None))?;
                }
                Event::SequenceEnd | Event::MappingEnd => self.end()?,
                Event::Alias(anchor) => {
                    let Some((node, size)) = self.anchors.get(&anchor).cloned() else {
                        return Err((span, "an anchor is used inside the value that it names".into()));
                    };
                    self.copies += size;
                    if self.copies > MOST_COPIES {
                        return Err((span, format!("anchors repeat more than {MOST_COPIES} values")));
                    }
                    self.close(0, node, size)?;
                }
                Event::UnresolvedAlias(name) => {
                    return Err((span, format!("`*{name}` names no anchor above it")));
                }
                Event::DocumentStart(..) if self.root.is_some() => {
                    return Err((span, "a second document begins here".into()));
                }
                _ => {}
            }
        }
        Ok(())
    }

    /// Begins a list or map.
    fn begin(&mut self, anchor: usize, span: Span, content: Content) -> Result<(), Mistake> {
        if self.open.len() == DEEPEST {
            return Err((span, too_deep()));
        }
        self.open.push(Open { anchor, span, size: 1, content });
        Ok(())
    }

    /// Ends the innermost list or map.
    fn end(&mut self) -> Result<(), Mistake> {
        let Some(Open { anchor, span, size, content }) = self.open.pop() else { return Ok(()) };
        let kind = match content {
            Content::List(items) => Kind::List(items),
            Content::Map(entries, _) => Kind::Map(self.merged(entries)?),
        };
        self.close(anchor, Node::new(kind, span), size)
    }

    /// Puts a whole value where it belongs: the innermost list or map, or the file itself.
    fn close(&mut self, anchor: usize, node: Node, size: usize) -> Result<(), Mistake> {
        if anchor != 0 {
            self.anchors.insert(anchor, (node.clone(), size));
        }
        let Some(open) = self.open.last_mut() else {
            self.root = Some(node);
            return Ok(());
        };
        open.size += size;
        match &mut open.content {
            Content::List(items) => items.push(node),
            Content::Map(entries, key) => match (key.take(), node.kind) {
                (Some(key), kind) => entries.push((key, Node::new(kind, node.span))),
                (None, Kind::Scalar { text, .. }) => *key = Some(Key { text: text.into_owned(), span: node.span }),
                (None, _) => return Err((node.span, "a key is one word or text".into())),
            },
        }
        Ok(())
    }

    /// The entries of a map with those of its merge keys (`<<`), which give way to its own.
    fn merged(&self, entries: Vec<(Key, Node)>) -> Result<Vec<(Key, Node)>, Mistake> {
        let merges = |key: &Key| self.text.get(key.span.start..key.span.end) == Some("<<");
        if !entries.iter().any(|(key, _)| merges(key)) {
            return Ok(entries);
        }
        let (merge, mut own): (Vec<_>, Vec<_>) = entries.into_iter().partition(|(key, _)| merges(key));
        for (_, node) in merge {
            let maps = match node.kind {
                Kind::List(items) => items,
                kind => vec![Node::new(kind, node.span)],
            };
            for map in maps {
                let Kind::Map(entries) = map.kind else {
                    return Err((map.span, "`<<` takes in a map, or a list of maps".into()));
                };
                for (key, value) in entries {
                    if !own.iter().any(|(known, _)| known.text == key.text) {
                        own.push((key, value));
                    }
                }
            }
        }
        Ok(own)
    }

    /// Whether a tag makes a text of what it stands before. Other tags than YAML's own are mistakes.
    fn is_string(&self, tag: Option<&Tag>, span: Span) -> Result<bool, Mistake> {
        let Some(tag) = tag else { return Ok(false) };
        match (tag.handle(), tag.suffix()) {
            ("!", "") | ("", "!") | ("tag:yaml.org,2002:", "str") => Ok(true),
            ("tag:yaml.org,2002:", "bool" | "float" | "int" | "map" | "null" | "seq") => Ok(false),
            (handle, suffix) => Err((span, format!("the tag `{handle}{suffix}` means nothing here"))),
        }
    }

    /// The place of an event.
    fn place(&self, span: &granit_parser::Span) -> Span {
        let offset =
            |marker: &granit_parser::Marker| (marker.byte_offset().unwrap_or(0) + self.mark).min(self.text.len());
        let (start, end) = (offset(&span.start), offset(&span.end));
        // Other spaces than YAML's own are part of the value.
        let written = self.text.get(start..end).unwrap_or_default().trim_end_matches([' ', '\t', '\n', '\r']);
        Span::new(self.file, start, start + written.len())
    }

    /// What the parser does not read; it gives some places by line and column only.
    fn refused(&self, error: &ScanError) -> Mistake {
        let marker = error.marker();
        let text = &self.text[self.mark..];
        let place = marker.byte_offset().filter(|offset| *offset > 0).unwrap_or_else(|| {
            let line = marker.line().saturating_sub(1);
            let start: usize = text.split_inclusive('\n').take(line).map(str::len).sum();
            start + text[start..].chars().take(marker.col()).map(char::len_utf8).sum::<usize>()
        });
        let place = (place + self.mark).min(self.text.len());
        let message = match error.kind() {
            ErrorKind::RecursionLimitExceeded => too_deep(),
            _ => error.info(),
        };
        (Span::new(self.file, place, place), message)
    }
}
