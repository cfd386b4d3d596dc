//! The data that a place of a template asks for, followed back through loops and names that are set.

use std::collections::BTreeMap;
use std::ops::Range;

use super::token::{Tag, Token, Word, tags};

/// A way from a variable to a value; `[]` stands for any member of a list.
pub type Path = Vec<String>;

/// Names in reach with where their values come from, innermost last.
type Names = Vec<BTreeMap<String, Path>>;

/// The ways that lead to the values asked for in these bytes of a template.
pub fn paths(text: &str, place: Range<usize>) -> Vec<Path> {
    let mut names: Names = vec![BTreeMap::new()];
    for tag in tags(text) {
        let (Some(first), Some(last)) = (tag.tokens.first(), tag.tokens.last()) else { continue };
        if first.start <= place.end && place.start <= last.end {
            return asked(&tag, &place, &mut names);
        }
        follow(&tag, &mut names);
    }
    Vec::new()
}

/// Takes in what a statement names.
fn follow(tag: &Tag, names: &mut Names) {
    let words: Vec<&Token> = tag.tokens.iter().filter(|token| token.word != Word::Sign("-")).collect();
    let name = |index: usize| match words.get(index).map(|token| &token.word) {
        Some(Word::Name(name)) => Some(name.as_str()),
        _ => None,
    };
    match name(0).filter(|_| !tag.printed) {
        Some("for") => {
            names.push(BTreeMap::new());
            each(&tag.tokens, names);
        }
        Some("endfor") if names.len() > 1 => drop(names.pop()),
        Some("set" | "set_global") => {
            let value = tag.tokens.iter().position(|token| token.word == Word::Sign("="));
            let path = value.and_then(|at| path(&tag.tokens, at + 1, names));
            if let (Some(known), Some(path), Some(inner)) = (name(1), path, names.last_mut()) {
                inner.insert(known.to_owned(), path);
            }
        }
        _ => {}
    }
}

/// Takes in the names of `for member in list`, wherever it stands in a tag.
fn each(tokens: &[Token], names: &mut Names) {
    for at in 0..tokens.len() {
        let is = |index: usize, word: &str| matches!(&tokens.get(index).map(|token| &token.word), Some(Word::Name(name)) if name == word);
        if !is(at, "for") {
            continue;
        }
        let Some(list) = (at + 2..tokens.len()).find(|index| is(*index, "in")) else { continue };
        let Some(mut of) = path(tokens, list + 1, names) else { continue };
        of.push("[]".into());
        // Of two names the second is the member.
        if let (Word::Name(member), Some(inner)) = (&tokens[list - 1].word, names.last_mut()) {
            inner.insert(member.clone(), of);
        }
    }
}

/// The ways in the tag at fault: those at the place itself, or else all of them.
fn asked(tag: &Tag, place: &Range<usize>, names: &mut Names) -> Vec<Path> {
    names.push(BTreeMap::new());
    each(&tag.tokens, names);
    let mut all = Vec::new();
    for (index, token) in tag.tokens.iter().enumerate() {
        let before = index.checked_sub(1).map(|before| &tag.tokens[before].word);
        let after = tag.tokens.get(index + 1).map(|token| &token.word);
        let starts = matches!(token.word, Word::Name(_))
            && !matches!(before, Some(Word::Sign("." | "?." | "|")))
            && !matches!(after, Some(Word::Sign("(" | "=")));
        if let Some(way) = path(&tag.tokens, index, names).filter(|way| starts && way.len() > 1) {
            let length = path_length(&tag.tokens, index);
            all.push((token.start..tag.tokens[index + length - 1].end, way));
        }
    }
    let here = |range: &Range<usize>| range.start < place.end && place.start < range.end;
    let within: Vec<Path> = all.iter().filter(|(range, _)| here(range)).map(|(_, way)| way.clone()).collect();
    if within.is_empty() { all.into_iter().map(|(_, way)| way).collect() } else { within }
}

/// How many words a way has that begins with this one.
fn path_length(tokens: &[Token], from: usize) -> usize {
    let mut length = 1;
    while matches!(tokens.get(from + length).map(|token| &token.word), Some(Word::Sign("." | "?.")))
        && matches!(tokens.get(from + length + 1).map(|token| &token.word), Some(Word::Name(_)))
    {
        length += 2;
    }
    length
}

/// The way that begins with this word, from a variable on.
fn path(tokens: &[Token], from: usize, names: &Names) -> Option<Path> {
    let words = tokens.get(from..from + path_length(tokens, from))?;
    let mut parts = words.iter().filter_map(|token| if let Word::Name(name) = &token.word { Some(name) } else { None });
    let head = parts.next()?;
    let mut way = names.iter().rev().find_map(|names| names.get(head)).cloned().unwrap_or_else(|| vec![head.clone()]);
    way.extend(parts.cloned());
    Some(way)
}
