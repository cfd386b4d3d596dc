//! Texts in the room there is: broken into lines, then shortened.

use super::measure;

/// How much wider bold letters run.
pub const BOLD: f64 = 1.09;

/// Breaks a text into at most `most` lines no wider than `limit`, the last one cut with an
/// ellipsis when there is more. Breaks at spaces, then after hyphens and the like, then anywhere.
pub fn fit(text: &str, size: f64, limit: f64, most: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let mut broken = false;
    for piece in pieces(text, size, limit) {
        let space = if piece.after_space { " " } else { "" };
        match lines.last() {
            Some(line) => {
                let joined = format!("{line}{space}{}", piece.text);
                // In the last line the rest is only gathered.
                if lines.len() >= most.max(1) || measure::width(&joined, size) <= limit {
                    lines.pop();
                    lines.push(joined);
                } else {
                    if let Some(line) = lines.last_mut().filter(|_| broken) {
                        line.push('-');
                    }
                    lines.push(piece.text);
                }
            }
            None => lines.push(piece.text),
        }
        broken = piece.broken;
    }
    if let Some(last) = lines.last_mut() {
        *last = measure::shorten(last, size, limit);
    }
    lines
}

/// A part of a text after which a line may break.
struct Piece {
    text: String,
    after_space: bool,
    /// Whether a break after it needs a hyphen.
    broken: bool,
}

fn pieces(text: &str, size: f64, limit: f64) -> Vec<Piece> {
    let mut pieces = Vec::new();
    for word in words(text) {
        let mut after_space = true;
        // Scripts with square characters break after any of them.
        let ends = |c: char| matches!(c, '-' | '/' | '_' | '–' | '—') || c as u32 >= 0x2e80;
        for part in word.split_inclusive(ends) {
            for (text, broken) in parts(part, size, limit) {
                pieces.push(Piece { text, after_space: std::mem::take(&mut after_space), broken });
            }
        }
    }
    pieces
}

/// A word that is too long for a line in parts of about the same width, each with whether a hyphen
/// is due after it.
fn parts(word: &str, size: f64, limit: f64) -> Vec<(String, bool)> {
    let whole = measure::width(word, size);
    if whole <= limit {
        return vec![(word.to_owned(), false)];
    }
    let room = (limit - measure::width("-", size)).max(size);
    let share = whole / (whole / room).ceil();
    let (mut parts, mut part) = (Vec::new(), String::new());
    let mut left = word.chars().count();
    for c in word.chars() {
        left -= 1;
        part.push(c);
        let width = measure::width(&part, size);
        if left > 1 && (width + size * 0.3 > share || width + size > room) {
            parts.push((std::mem::take(&mut part), c.is_alphanumeric()));
        }
    }
    parts.push((part, false));
    parts
}

/// Whether a text stands whole in `most` lines without a word broken.
pub fn stands(text: &str, size: f64, limit: f64, most: usize) -> bool {
    let is_whole = |word: &str| measure::width(word, size) <= limit;
    text.split_whitespace().all(is_whole) && fit(text, size, limit, most + 1).len() <= most
}

/// Cuts an id that is wider than `limit` in its middle: ids differ at their ends.
pub fn shorten_middle(text: &str, size: f64, limit: f64) -> String {
    if measure::width(text, size) <= limit {
        return text.to_owned();
    }
    let chars: Vec<char> = text.chars().collect();
    let cut = |kept: usize| {
        let (head, tail) = (kept / 2, kept - kept / 2);
        let (head, tail) = (&chars[..head], &chars[chars.len() - tail..]);
        format!("{}…{}", head.iter().collect::<String>().trim_end(), tail.iter().collect::<String>().trim_start())
    };
    let fits = |text: &String| measure::width(text, size) <= limit;
    (0..chars.len()).rev().map(cut).find(fits).unwrap_or_else(|| "…".into())
}

/// Names in a row after a heading, in at most `most` lines; those left over are counted.
pub fn list(heading: &str, names: &[&str], size: f64, limit: f64, most: usize) -> Vec<String> {
    for kept in (1..=names.len()).rev() {
        let rest = names.len() - kept;
        let end = if rest > 0 { format!(" and {rest} more") } else { String::new() };
        let lines = fit(&format!("{heading} {}{end}", names[..kept].join(", ")), size, limit, usize::MAX);
        if lines.len() <= most || kept == 1 {
            return lines.into_iter().take(most).collect();
        }
    }
    Vec::new()
}

/// Texts between spaces; a no-break space keeps its neighbours together.
fn words(text: &str) -> impl Iterator<Item = &str> {
    let is_space = |c: char| (c.is_whitespace() || c.is_control()) && !matches!(c, '\u{a0}' | '\u{202f}');
    text.split(is_space).filter(|word| !word.is_empty())
}

/// The widest word of a text: less room than this cuts it.
pub fn longest_word(text: &str, size: f64) -> f64 {
    words(text).map(|word| measure::width(word, size)).fold(0.0, f64::max)
}

/// Cuts the largest of `needs` down until all together fit into `total`, but none below `least`.
pub fn share_out(needs: &mut [usize], total: usize, least: usize) {
    while needs.iter().sum::<usize>() > total {
        let Some(largest) = needs.iter_mut().rev().max_by_key(|need| **need).filter(|need| **need > least) else {
            return;
        };
        *largest -= 1;
    }
}
