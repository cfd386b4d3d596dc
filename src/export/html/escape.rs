//! Text that cannot leave its place: in HTML, in CSS strings, in ids and in addresses.

use std::fmt::{self, Display};

use crate::export::bidi;
use crate::source::is_forbidden;

/// Displays a text escaped for HTML, between tags and inside quoted attributes alike.
///
/// What no text may hold becomes U+FFFD: it has no looks, and browsers treat some of it as markup.
/// The line end of mainframes, U+0085, is white space.
pub struct Escaped<'a>(pub &'a str);

impl Display for Escaped<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut rest = self.0;
        while let Some((at, character)) = rest.char_indices().find(|(_, character)| is_special(*character)) {
            f.write_str(&rest[..at])?;
            f.write_str(match character {
                '&' => "&amp;",
                '<' => "&lt;",
                '>' => "&gt;",
                '"' => "&quot;",
                '\'' => "&#39;",
                '\u{85}' => " ",
                _ => "\u{fffd}",
            })?;
            rest = &rest[at + character.len_utf8()..];
        }
        f.write_str(rest)
    }
}

/// Displays a text between tags: escaped, runs of words from the right set apart, dates and numbers of
/// records in one piece: browsers would break `2026-10-24` at its hyphens.
pub struct Words<'a>(pub &'a str);

impl Display for Words<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Nothing to set apart and nothing to keep in one piece.
        if self.0.is_ascii() && !self.0.contains('-') {
            return Escaped(self.0).fmt(f);
        }
        for (piece, apart) in bidi::pieces(self.0) {
            match apart {
                true => write!(f, "<bdi>{}</bdi>", Escaped(piece))?,
                false => piece.split_inclusive(' ').try_for_each(|word| match is_whole(word) {
                    // The space stays outside: lines may end there.
                    true => {
                        let bare = word.trim_end_matches(' ');
                        write!(f, "<span class=\"whole\">{}</span>{}", Escaped(bare), &word[bare.len()..])
                    }
                    false => write!(f, "{}", Escaped(word)),
                })?,
            }
        }
        Ok(())
    }
}

/// Displays code between tags: escaped, and its short words in one piece, since `--deadman` broken behind its
/// first hyphen reads as another option.
pub struct Command<'a>(pub &'a str);

impl Display for Command<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.split_inclusive(' ').try_for_each(|word| {
            let bare = word.trim_end_matches(' ');
            match bare.contains('-') && bare.len() <= 24 && self.0.len() > bare.len() {
                true => write!(f, "<span class=\"whole\">{}</span>{}", Escaped(bare), &word[bare.len()..]),
                false => write!(f, "{}", Escaped(word)),
            }
        })
    }
}

/// Whether a word has digits around or behind hyphens and is short enough for the narrowest column.
fn is_whole(word: &str) -> bool {
    let word = word.trim_end().trim_matches(|c: char| c.is_ascii_punctuation());
    let fits = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '.' | ':');
    word.len() <= 14 && word.contains('-') && word.contains(|c: char| c.is_ascii_digit()) && word.chars().all(fits)
}

/// What does not stand for itself.
fn is_special(character: char) -> bool {
    match character {
        '&' | '<' | '>' | '"' | '\'' => true,
        ' '..='~' => false,
        _ => character == '\u{85}' || is_forbidden(character),
    }
}

/// A CSS string with its quotes. Everything but letters, digits and spaces is escaped, so that no
/// value can end the string, the rule or the style element.
pub fn css_string(text: &str) -> String {
    let mut out = String::from("\"");
    for character in text.chars() {
        match character {
            ' ' | '-' => out.push(character),
            _ if character.is_alphanumeric() => out.push(character),
            '\0' => out.push('\u{fffd}'),
            _ => out.push_str(&format!("\\{:x} ", character as u32)),
        }
    }
    out + "\""
}

/// The id of a heading in the page. The prefix keeps it apart from the page's own ids; characters
/// that an address would have to escape are written as their numbers, so ids stay different.
pub fn heading_id(id: &str) -> String {
    let mut out = String::from("h-");
    for character in id.chars() {
        match character {
            '-' => out.push('-'),
            _ if character.is_alphanumeric() => out.push(character),
            _ => out.push_str(&format!("_{:x}_", character as u32)),
        }
    }
    out
}

/// The address of a link if its scheme is one that a page may open: http, https or mailto.
pub fn address(to: &str) -> Option<String> {
    let (scheme, _) = to.split_once(':')?;
    if !["http", "https", "mailto"].iter().any(|known| scheme.eq_ignore_ascii_case(known)) {
        return None;
    }
    let mut out = String::new();
    for character in to.chars() {
        match character {
            _ if character.is_whitespace() || character.is_control() || "\"<>\\^`{|}".contains(character) => {
                let mut bytes = [0; 4];
                for byte in character.encode_utf8(&mut bytes).bytes() {
                    out.push_str(&format!("%{byte:02X}"));
                }
            }
            _ => out.push(character),
        }
    }
    Some(out)
}

/// A language tag made of letters, digits and hyphens only; `und` when nothing is left.
pub fn language(tag: &str) -> String {
    let tag: String = tag.chars().filter(|c| c.is_ascii_alphanumeric() || *c == '-').collect();
    if tag.is_empty() { "und".into() } else { tag }
}

/// The writing direction of a language: `ltr` or `rtl`.
pub fn direction(tag: &str) -> &'static str {
    let primary = tag.split('-').next().unwrap_or_default().to_ascii_lowercase();
    let rtl = ["ar", "ckb", "dv", "fa", "he", "iw", "ps", "sd", "syr", "ug", "ur", "yi"].contains(&primary.as_str());
    let latin = tag.split('-').any(|part| part.eq_ignore_ascii_case("latn"));
    if rtl && !latin { "rtl" } else { "ltr" }
}
