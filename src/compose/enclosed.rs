//! Prose inside a template's Markdown. It is read by itself, so that what it leaves open (a fence, a
//! comment, a list) ends with it, and its notes and link targets are its own. Until then it stands in
//! the Markdown as one word of code points that no text of a project holds.

use std::borrow::Cow;

/// Sixteen noncharacters of Unicode stand for half a byte each, two more for beginning and end.
const HALVES: u32 = 0xfdd0;
const BEGIN: char = '\u{fde0}';
const END: char = '\u{fde1}';

/// A stretch of Markdown.
pub enum Piece<'a> {
    Plain(&'a str),
    Prose(String),
}

/// Whether a word is made of this sign.
pub fn is_sign(sign: char) -> bool {
    (HALVES..=u32::from(END)).contains(&u32::from(sign))
}

/// The text as one word; none where there is none.
pub fn enclose(prose: &str) -> String {
    let half = |half: u8| char::from_u32(HALVES + u32::from(half)).unwrap_or(END);
    if prose.is_empty() {
        return String::new();
    }
    let mut word = String::with_capacity(6 * prose.len() + 6);
    word.push(BEGIN);
    word.extend(prose.bytes().flat_map(|byte| [half(byte >> 4), half(byte & 15)]));
    word.push(END);
    word
}

/// The pieces of a text, in their order.
pub fn pieces(text: &str) -> impl Iterator<Item = Piece<'_>> {
    let mut rest = text;
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        let Some(word) = rest.strip_prefix(BEGIN) else {
            let (plain, after) = rest.split_at(rest.find(BEGIN).unwrap_or(rest.len()));
            rest = after;
            return Some(Piece::Plain(plain));
        };
        // A filter may have cut the word short.
        let halves = word.split(|sign| half(sign).is_none()).next().unwrap_or_default();
        rest = &word[halves.len()..];
        rest = rest.strip_prefix(END).unwrap_or(rest);
        if halves.is_empty() {
            return Some(Piece::Plain(&text[text.len() - word.len() - BEGIN.len_utf8()..text.len() - rest.len()]));
        }
        let halves: Vec<u8> = halves.chars().filter_map(half).collect();
        let bytes: Vec<u8> = halves.chunks_exact(2).map(|pair| pair[0] << 4 | pair[1]).collect();
        Some(Piece::Prose(String::from_utf8_lossy(&bytes).into_owned()))
    })
}

/// The text with all prose as it was written, where it is not read as Markdown: in code, in addresses.
pub fn revealed(text: &str, written: impl Fn(String) -> String) -> Cow<'_, str> {
    if !text.contains(BEGIN) {
        return text.into();
    }
    let piece = |piece| match piece {
        Piece::Plain(plain) => plain.to_owned(),
        Piece::Prose(prose) => written(prose),
    };
    pieces(text).map(piece).collect::<String>().into()
}

fn half(sign: char) -> Option<u8> {
    u32::from(sign).checked_sub(HALVES).filter(|half| *half < 16).and_then(|half| u8::try_from(half).ok())
}
