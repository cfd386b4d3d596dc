//! Findings on a terminal of limited width: sentences are wrapped, and of long lines the part is
//! shown that a finding points at.

use std::collections::BTreeMap;
use std::ops::Range;

use textwrap::core::display_width;

use crate::source::{FileId, Sources, Span};

/// Stands where a line was cut.
const CUT: &str = "…";

/// Columns beside the lines: the number, the rule and the spaces around it.
fn margin(sources: &Sources, places: &[Span]) -> usize {
    let last = places.iter().map(|place| sources.file(place.file).line_column(place.start).0).max().unwrap_or(0);
    last.to_string().len() + 3
}

/// A sentence in lines of at most `width` columns, the first of which begins behind `before` others.
/// Words are not parted: ids and keys stay whole.
pub fn wrapped(text: &str, before: usize, width: usize) -> String {
    let first = " ".repeat(before);
    let options = textwrap::Options::new(width.max(before + 20))
        .initial_indent(&first)
        .word_splitter(textwrap::WordSplitter::NoHyphenation)
        .break_words(false);
    textwrap::fill(text, options).trim_start().to_owned()
}

/// The files that the places lie in, with their long lines cut to the parts that are pointed at,
/// and the places in them. A place lies within one line.
pub fn cut(sources: &Sources, places: &[Span], width: usize) -> (Sources, Vec<Span>) {
    let room = width.saturating_sub(margin(sources, places)).max(20);
    let mut windows: BTreeMap<(FileId, usize), Range<usize>> = BTreeMap::new();
    let within = |place: &Span| {
        let file = sources.file(place.file);
        let line = file.line_column(place.start).0;
        let whole = file.line_range(line);
        let at = |offset: usize| offset.clamp(whole.start, whole.end) - whole.start;
        (line, &file.text[whole.clone()], at(place.start)..at(place.end))
    };
    for place in places {
        let (line, text, mark) = within(place);
        windows.entry((place.file, line)).or_insert_with(|| window(text, mark, room));
    }
    let mut views = Sources::default();
    let mut ids: BTreeMap<FileId, FileId> = BTreeMap::new();
    for place in places {
        ids.entry(place.file).or_insert_with(|| {
            let file = sources.file(place.file);
            let text: Vec<String> = (1..=file.line_count())
                .map(|line| {
                    let text = &file.text[file.line_range(line)];
                    windows.get(&(place.file, line)).map_or_else(|| text.to_owned(), |window| shown(text, window))
                })
                .collect();
            views.add(file.path.clone(), text.join("\n"), file.embedded)
        });
    }
    let moved = places.iter().map(|place| {
        let (line, text, mark) = within(place);
        let window = &windows[&(place.file, line)];
        let lead = if window.start > 0 { CUT.len() } else { 0 };
        let begin = views.file(ids[&place.file]).line_range(line).start;
        let at = |offset: usize| begin + lead + offset.clamp(window.start, window.end) - window.start;
        // What lies beyond the cut is pointed at by the sign for it.
        let end = if mark.end > window.end && window.end < text.len() { CUT.len() } else { 0 };
        Span::new(ids[&place.file], at(mark.start), at(mark.end) + end)
    });
    let moved = moved.collect();
    (views, moved)
}

/// The part of a line that fits into so many columns and begins at or before the mark.
fn window(line: &str, mark: Range<usize>, room: usize) -> Range<usize> {
    if display_width(line) <= room {
        return 0..line.len();
    }
    let fits = display_width(&line[..mark.end]) < room;
    let near = display_width(&line[..mark.start]) <= room / 4;
    let start = if fits || near { 0 } else { back(line, mark.start, room / 4) };
    let room = room - usize::from(start > 0) - 1;
    let mut columns = 0;
    let end = line[start..].char_indices().find_map(|(at, c)| {
        columns += display_width(c.encode_utf8(&mut [0; 4]));
        (columns > room).then_some(start + at)
    });
    start..end.unwrap_or(line.len())
}

/// The place so many columns before another one.
fn back(line: &str, from: usize, columns: usize) -> usize {
    let mut left = columns;
    let mut at = from;
    for (index, c) in line[..from].char_indices().rev() {
        let width = display_width(c.encode_utf8(&mut [0; 4]));
        if width > left {
            break;
        }
        left -= width;
        at = index;
    }
    at
}

fn shown(line: &str, window: &Range<usize>) -> String {
    let before = if window.start > 0 { CUT } else { "" };
    let after = if window.end < line.len() { CUT } else { "" };
    format!("{before}{}{after}", &line[window.clone()])
}
