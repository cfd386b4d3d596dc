//! Text as Typst string literals: the only way by which words reach the typesetter.

use std::fmt::Write;

use super::metrics::width;
use crate::export::bidi;

/// `text` as a Typst string literal on one line. The string's value is `text`, whatever it holds.
pub fn string(text: &str) -> String {
    let mut literal = String::with_capacity(text.len() + 2);
    literal.push('"');
    for character in text.chars() {
        match character {
            '"' => literal.push_str("\\\""),
            '\\' => literal.push_str("\\\\"),
            '\n' => literal.push_str("\\n"),
            // Line and paragraph separators would end the line that the map of origins counts.
            other if other.is_control() || matches!(other, '\u{2028}' | '\u{2029}') => {
                write!(literal, "\\u{{{:x}}}", u32::from(other)).expect("strings take all text");
            }
            other => literal.push(other),
        }
    }
    literal.push('"');
    literal
}

/// `text` as a literal for running text: breaks and tabs are spaces, as in HTML, and a word wider
/// than `room` ems may be broken. Runs of words from the right stand between isolates.
pub fn words(text: &str, room: f64) -> String {
    let text = breakable(&text.replace(['\n', '\r', '\t'], " "), room);
    let set = |(piece, apart): (&str, bool)| if apart { format!("\u{2068}{piece}\u{2069}") } else { piece.to_owned() };
    string(&bidi::pieces(&text).into_iter().map(set).collect::<String>())
}

/// `text` as code for running text. Words with hyphens that fit stand in boxes, since `--deadman` broken behind its
/// first hyphen reads as another option.
pub fn command(text: &str, room: f64) -> String {
    let is_held = |word: &&str| word.contains('-') && width(word.trim_end()) <= room;
    let pieces: Vec<&str> = text.split_inclusive(' ').collect();
    if pieces.len() < 2 {
        return format!("raw({})", words(text, room));
    }
    let runs = pieces.chunk_by(|a, b| !is_held(a) && !is_held(b)).map(|run| match run {
        [word] if is_held(word) => {
            let bare = word.trim_end_matches(' ');
            let space = if bare.len() < word.len() { "#raw(\" \");" } else { "" };
            format!("#box(raw({}));{space}", words(bare, room))
        }
        run => format!("#raw({});", words(&run.concat(), room)),
    });
    format!("[{}]", runs.collect::<String>())
}

/// `text` with zero-width spaces inside words wider than `room` ems: after punctuation, and
/// anywhere in a stretch that is itself too wide. Readers see the same word.
pub fn breakable(text: &str, room: f64) -> String {
    let mut out = String::with_capacity(text.len());
    for piece in text.split_inclusive(char::is_whitespace) {
        // A column may be exactly as wide as its longest word.
        if width(piece.trim_end()) > room + 0.01 { split(piece, room, &mut out) } else { out.push_str(piece) }
    }
    out
}

fn split(word: &str, room: f64, out: &mut String) {
    for stretch in word.split_inclusive(is_joint) {
        let long = width(stretch) > room;
        let mut characters = stretch.chars().peekable();
        while let Some(character) = characters.next() {
            out.push(character);
            let next = characters.peek().copied();
            if long && is_letter(character) && next.is_some_and(is_letter) {
                out.push('\u{200b}');
            }
        }
        if stretch.ends_with(is_joint) {
            out.push('\u{200b}');
        }
    }
}

/// Punctuation after which an address, path or identifier may be broken.
fn is_joint(character: char) -> bool {
    matches!(character, '/' | '.' | '_' | '-' | ':' | '@' | '?' | '&' | '=' | ',' | ';' | '#' | '+' | '|')
}

/// Letters of scripts whose letters stand apart: joined scripts would fall to pieces.
fn is_letter(character: char) -> bool {
    character.is_alphanumeric() && character < '\u{590}' && !('\u{300}'..='\u{36f}').contains(&character)
}
