//! Where a line must not end: no-break spaces inside what is read as one.

use crate::document::Inline;

const MONTHS: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/// Signs of units. The per cent sign is one too, whatever stands behind it.
const UNITS: [&str; 15] = ["ms", "s", "min", "h", "d", "kB", "KB", "MB", "GB", "TB", "PB", "KiB", "MiB", "GiB", "TiB"];

/// Holds together the words of running text. Code stays as it is: it may be copied.
pub fn inline(inline: &mut Inline) {
    match inline {
        Inline::Text { text } => words(text),
        Inline::Emphasis { text }
        | Inline::Strong { text }
        | Inline::Strike { text }
        | Inline::Link { text, .. }
        | Inline::Reference { text, .. } => text.iter_mut().for_each(self::inline),
        _ => {}
    }
}

/// Holds a figure to its unit, the groups of a long figure, a day to its month, a short month to its year, a number
/// to its "No." and an initial to the name behind it.
pub fn words(text: &mut String) {
    let stays = |at: usize| {
        let (before, after) = (&text[..at], &text[at + 1..]);
        let figure = |c: char| c.is_ascii_digit();
        let month = |is: &dyn Fn(&str) -> bool| MONTHS.iter().any(|month| is(month));
        before.ends_with(figure) && (is_unit(after) || is_group(after) || month(&|month| after.starts_with(month)))
            || after.starts_with(figure) && month(&|month| before.ends_with(month))
            || after.starts_with(figure) && before.ends_with("No.")
            || is_initial(before) && after.starts_with(char::is_uppercase)
    };
    let held: Vec<usize> = text.match_indices(' ').map(|(at, _)| at).filter(|at| stays(*at)).collect();
    for at in held.into_iter().rev() {
        text.replace_range(at..=at, "\u{a0}");
    }
}

/// A subtitle of which no line begins with the sign that parts its halves.
pub fn subtitle(text: &str) -> String {
    text.replace(" · ", "\u{a0}· ").replace(" - ", "\u{a0}- ")
}

fn is_unit(after: &str) -> bool {
    let end = after.find(|c: char| !c.is_alphanumeric()).unwrap_or(after.len());
    after.starts_with('%') || UNITS.contains(&&after[..end])
}

/// Whether three digits follow, as in `18 400`.
fn is_group(after: &str) -> bool {
    after.chars().take_while(char::is_ascii_digit).count() == 3
}

/// Whether the text ends with a capital and a full stop of its own, as `N. Fuentealba` begins.
fn is_initial(before: &str) -> bool {
    let mut back = before.chars().rev();
    back.next() == Some('.')
        && back.next().is_some_and(char::is_uppercase)
        && back.next().is_none_or(|c| !c.is_alphanumeric())
}
