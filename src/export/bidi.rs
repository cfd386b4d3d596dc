//! Words written from right to left inside a line: each run of them is set apart, so that it does
//! not turn the figures and marks beside it around.

/// The pieces of `text` in their order, each with whether it is a run to set apart.
///
/// A text that is written from the right as a whole is one run, with what it holds. Otherwise a run
/// ends with its last letter, and at marks that stand between things rather than inside a name.
pub fn pieces(text: &str) -> Vec<(&str, bool)> {
    let Some(first) = text.find(from_right) else { return vec![(text, false)] };
    if is_foreign(text) {
        let start = text.len() - text.trim_start().len();
        return cut(text, &[(start, text.trim_end().len())]);
    }
    let mut runs: Vec<(usize, usize)> = Vec::new();
    for (at, character) in text[first..].char_indices().filter(|(_, character)| from_right(*character)) {
        let at = first + at;
        let end = at + character.len_utf8();
        match runs.last_mut() {
            Some(run) if joins(&text[run.1..at]) => run.1 = end,
            _ => runs.push((at, end)),
        }
    }
    cut(text, &runs)
}

/// Whether a text is written from the right as a whole: no other letters, or a sentence that begins
/// so and has more letters of that kind than others.
fn is_foreign(text: &str) -> bool {
    let left = text.chars().filter(|character| from_left(*character)).count();
    let right = text.chars().filter(|character| from_right(*character)).count();
    let begins = text.chars().find(|character| from_right(*character) || from_left(*character)).is_some_and(from_right);
    left == 0 || (begins && right > left && !text.contains(is_between))
}

/// Whether what stands between two runs belongs to one name: spaces, figures, a remark in brackets.
fn joins(gap: &str) -> bool {
    let inner = gap.trim();
    let bracketed = inner.starts_with('(') && inner.ends_with(')') && !inner[1..].contains('(');
    bracketed
        || !gap.contains(|character| from_left(character) || is_between(character) || matches!(character, '(' | ')'))
}

/// `text` cut at the ends of its runs.
fn cut<'a>(text: &'a str, runs: &[(usize, usize)]) -> Vec<(&'a str, bool)> {
    let mut pieces = Vec::new();
    let mut done = 0;
    for &(start, end) in runs {
        pieces.extend([(&text[done..start], false), (&text[start..end], true)]);
        done = end;
    }
    pieces.push((&text[done..], false));
    pieces.retain(|(piece, _)| !piece.is_empty());
    pieces
}

/// Letters, marks and figures of the scripts written from right to left.
fn from_right(character: char) -> bool {
    matches!(character,
        '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{fefc}'
        | '\u{10800}'..='\u{10fff}' | '\u{1e800}'..='\u{1efff}')
}

fn from_left(character: char) -> bool {
    character.is_alphabetic() && !from_right(character)
}

/// Marks that stand between two things.
fn is_between(character: char) -> bool {
    matches!(character, ',' | ';' | ':' | '|' | '/' | '·' | '–' | '—' | '[' | ']' | '\n')
}
