//! Values as Markdown text: whatever a customer is called, it prints as it is written.

use std::io::{self, Write};

use super::marks::is_mark;

/// Writes `text` so that Markdown reads it back as exactly these characters. Line breaks become
/// spaces: a value stands inside a line; longer prose goes through the filter `md`.
pub fn write(text: &str, out: &mut dyn Write) -> io::Result<()> {
    out.write_all(markdown(text).as_bytes())
}

/// The escaped text.
pub fn markdown(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len() + text.len() / 8);
    let last = text.chars().count().saturating_sub(1);
    for (index, c) in text.chars().enumerate() {
        let edge = index == 0 || index == last;
        match c {
            // At the edge of a line plain white space would be dropped or make a code block.
            ' ' | '\t' if edge => escaped.push_str("&#32;"),
            '\n' | '\r' | '\t' => escaped.push(' '),
            c if is_mark(c) => escaped.push('\u{fffd}'),
            c if c.is_ascii_punctuation() => {
                escaped.push('\\');
                escaped.push(c);
            }
            c => escaped.push(c),
        }
    }
    // Letters and digits are left alone, but `1.` and `1)` would open a list: the punctuation
    // after the digits is escaped above, so they do not.
    escaped
}
