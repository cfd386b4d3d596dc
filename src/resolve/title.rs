//! Titles: the slots of a catalog title filled with the engagement's names, without echo.

/// Fills `{slot}` in a title. Where a value begins or ends with the word that the title has next
/// to the slot ("Payments Application" before "Application Fault Tree"), the word stands once.
/// A slot without a value stays, so that it can be found.
pub fn fill(title: &str, value: impl Fn(&str) -> Option<String>) -> String {
    let mut filled = String::new();
    let mut rest = title;
    while let Some((before, slot, after)) = next_slot(rest) {
        filled.push_str(before);
        match value(slot) {
            Some(value) => {
                let next = after.split_whitespace().next().unwrap_or_default();
                let previous = filled.split_whitespace().next_back().unwrap_or_default().to_owned();
                filled.push_str(without_echo(&value, &previous, next));
            }
            None => {
                filled.push('{');
                filled.push_str(slot);
                filled.push('}');
            }
        }
        rest = after;
    }
    filled.push_str(rest);
    filled
}

fn next_slot(text: &str) -> Option<(&str, &str, &str)> {
    let (before, rest) = text.split_once('{')?;
    let (slot, after) = rest.split_once('}')?;
    Some((before, slot, after))
}

fn without_echo<'a>(value: &'a str, previous: &str, next: &str) -> &'a str {
    let value = value.trim();
    let value = match value.rsplit_once(' ') {
        Some((head, last)) if last.eq_ignore_ascii_case(next) => head,
        _ => value,
    };
    match value.split_once(' ') {
        Some((first, tail)) if first.eq_ignore_ascii_case(previous) => tail,
        _ => value,
    }
}
