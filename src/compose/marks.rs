//! Origin marks: two private-use characters at the end of each line of a template carry file and
//! line through Tera, so that every block knows the line it came from. They are taken out again
//! before Markdown is read.

use crate::source::{FileId, Sources, Span};

/// Planes 15 and 16 are for private use; each mark is one character of either.
const FILE: u32 = 0xF_0000;
const LINE: u32 = 0x10_0000;
const ROOM: u32 = 0xFFFD;

/// Whether a character is one of ours, and so must not come in with data.
pub fn is_mark(c: char) -> bool {
    c as u32 >= FILE
}

/// The template with a mark at the end of each line of text. Lines inside a tag have none, nor
/// have lines whose break a `-` of a tag takes away: a mark would keep the break.
pub fn add(text: &str, file: FileId) -> String {
    let mut marked = String::with_capacity(text.len() + text.len() / 16);
    let mut closing: Option<&str> = None;
    let mut lines = text.lines().enumerate().peekable();
    while let Some((index, line)) = lines.next() {
        let mut rest = line;
        loop {
            match closing {
                Some(end) => match rest.split_once(end) {
                    Some((_, after)) => (closing, rest) = (None, after),
                    None => break,
                },
                None => {
                    let opening = [("{{", "}}"), ("{%", "%}"), ("{#", "#}")]
                        .into_iter()
                        .filter_map(|(open, close)| rest.find(open).map(|at| (at, close)))
                        .min();
                    match opening {
                        Some((at, close)) => (closing, rest) = (Some(close), &rest[at + 2..]),
                        None => break,
                    }
                }
            }
        }
        marked.push_str(line);
        let trimmed = line.trim();
        let eaten = |line: &str| ["-}}", "-%}", "-#}"].iter().any(|end| line.ends_with(end));
        let eats = |line: &str| ["{{-", "{%-", "{#-"].iter().any(|start| line.trim_start().starts_with(start));
        let next = lines.peek().map_or("", |(_, next)| *next);
        let tag_alone = trimmed.starts_with("{%") && trimmed.ends_with("%}") && trimmed.matches("{%").count() == 1;
        if closing.is_none() && !trimmed.is_empty() && !tag_alone && !eaten(trimmed) && !eats(next) {
            marked.extend(mark(file, index + 1));
        }
        marked.push('\n');
    }
    marked
}

fn mark(file: FileId, line: usize) -> [char; 2] {
    let of = |plane: u32, number: u32| char::from_u32(plane + number.min(ROOM)).unwrap_or('\u{fffd}');
    [of(FILE, file.0), of(LINE, u32::try_from(line).unwrap_or(ROOM))]
}

/// The text without its marks, and the place of each line: that of its last mark, or of the next
/// line that has one.
pub fn take(text: &str, sources: &Sources) -> (String, Vec<Option<Span>>) {
    let mut clean = String::with_capacity(text.len());
    let mut origins: Vec<Option<Span>> = Vec::new();
    for line in text.split('\n') {
        let mut origin = None;
        let mut signs = line.chars().peekable();
        while let Some(sign) = signs.next() {
            if !is_mark(sign) {
                clean.push(sign);
                continue;
            }
            let file = (sign as u32).checked_sub(FILE).filter(|file| (*file as usize) < sources.len());
            match file.zip(signs.peek().and_then(|next| (*next as u32).checked_sub(LINE))) {
                Some((file, line)) => {
                    signs.next();
                    origin = Some(sources.line(FileId(file), line as usize));
                }
                // Prose and templates may hold anything.
                None => clean.push('\u{fffd}'),
            }
        }
        clean.push('\n');
        origins.push(origin);
    }
    clean.pop();
    let mut next = None;
    for origin in origins.iter_mut().rev() {
        next = origin.or(next);
        *origin = next;
    }
    (clean, origins)
}
