//! Texts in the room there is: wrapped, then shortened.

use super::measure;

/// How much wider bold letters run.
pub const BOLD: f64 = 1.09;

/// Breaks a text into at most `most` lines within `limit`. What is left over, and a word wider than
/// a line, is cut with an ellipsis.
pub fn paragraph(text: &str, size: f64, limit: f64, most: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let mut words = words(text).peekable();
    while let Some(word) = words.next() {
        let mut line = word.to_owned();
        let is_last = lines.len() + 1 >= most;
        while let Some(next) = words.peek() {
            let longer = format!("{line} {next}");
            if !is_last && measure::width(&longer, size) > limit {
                break;
            }
            line = longer;
            words.next();
        }
        lines.push(measure::shorten(&line, size, limit));
    }
    lines
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
        let lines = paragraph(&format!("{heading} {}{end}", names[..kept].join(", ")), size, limit, usize::MAX);
        if lines.len() <= most || kept == 1 {
            return lines.into_iter().take(most).collect();
        }
    }
    Vec::new()
}

/// Texts between spaces; a no-break space keeps its neighbours together.
fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| c.is_whitespace() && !matches!(c, '\u{a0}' | '\u{202f}')).filter(|word| !word.is_empty())
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
