//! Which parts of a file may come into print: all but the comments of YAML.

use std::ops::Range;

use crate::source::SourceFile;

/// The byte ranges of the lines of a file, each up to its comment.
pub fn lines(source: &SourceFile) -> impl Iterator<Item = Range<usize>> {
    let yaml = source.path.ends_with(".yaml") || source.path.ends_with(".yml");
    let mut at = 0;
    source.text.split_inclusive('\n').map(move |line| {
        let start = at;
        at += line.len();
        start..start + if yaml { comment(line).unwrap_or(line.len()) } else { line.len() }
    })
}

/// Where the comment of a YAML line begins: a `#` behind white space, outside of quotes.
fn comment(line: &str) -> Option<usize> {
    let mut quote = None;
    let mut before = ' ';
    for (at, c) in line.char_indices() {
        match (c, quote) {
            ('#', None) if before.is_whitespace() => return Some(at),
            // A quote opens where a value begins; elsewhere it is an apostrophe.
            ('"' | '\'', None) if matches!(before, ' ' | '[' | '{' | ',') => quote = Some(c),
            (c, Some(open)) if c == open => quote = None,
            _ => {}
        }
        before = c;
    }
    None
}
