//! A wrong and a right example of each code: the transcripts of `tests/errors/`, which the tests
//! run, so that an example cannot be out of date.

/// The transcripts; those about a code are named by it.
#[derive(rust_embed::RustEmbed)]
#[folder = "tests/errors/"]
struct Transcripts;

/// The lines of a file that make the finding, and those that do not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Example {
    pub path: String,
    pub wrong: String,
    pub right: String,
}

/// The example of a code; none where what is wrong is not in a text.
pub fn of(code: &str) -> Option<Example> {
    let file = Transcripts::get(&format!("{}.txt", code.to_lowercase()))?;
    let text = String::from_utf8(file.data.into_owned()).ok()?;
    let sections = || text.split("=== ").filter_map(|section| section.split_once('\n'));
    sections().find_map(|(head, right)| {
        let path = head.strip_prefix("right ")?;
        let (_, wrong) = sections().find(|(head, _)| *head == path)?;
        if wrong.starts_with("#!") {
            return None;
        }
        let (wrong, right) = differing(wrong, right);
        Some(Example { path: path.to_owned(), wrong, right })
    })
}

/// The lines in which two texts differ, with the line before where one of them has nothing there.
fn differing(wrong: &str, right: &str) -> (String, String) {
    let (wrong, right): (Vec<&str>, Vec<&str>) = (wrong.lines().collect(), right.lines().collect());
    let same = wrong.iter().zip(&right).take_while(|(wrong, right)| wrong == right).count();
    let rest = wrong[same..].len().min(right[same..].len());
    let after =
        wrong.iter().rev().zip(right.iter().rev()).take(rest).take_while(|(wrong, right)| wrong == right).count();
    let empty = wrong.len() == same + after || right.len() == same + after;
    let from = if empty { same.saturating_sub(1) } else { same };
    let part = |lines: &[&str]| lines[from..lines.len() - after].join("\n");
    (part(&wrong), part(&right))
}
