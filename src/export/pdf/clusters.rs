//! Letters with marks above or below them. The typesetter sets such a mark as an item of its own, with the
//! text of the whole cluster again, so that a reader would hear `ẹ̀` or `หมู่` twice. Here the two become one
//! item, whose glyphs know their height: then the file gives the cluster's text once. Where letter and mark
//! come from two fonts, they share the text.

use typst::layout::{Em, Frame, FrameItem, Point};
use typst::model::Document as _;
use typst::text::{Glyph, TextItem};
use typst_layout::{Page, PagedDocument};

/// The document with each cluster in one item.
pub fn joined(document: PagedDocument) -> PagedDocument {
    if !document.pages().iter().any(|page| has_parted(&page.frame)) {
        return document;
    }
    let page = |page: &Page| Page { frame: whole(&page.frame), ..page.clone() };
    PagedDocument::new(document.pages().iter().map(page).collect(), document.info().clone())
}

fn has_parted(frame: &Frame) -> bool {
    let mut last: Option<&TextItem> = None;
    frame.items().any(|(_, item)| match item {
        FrameItem::Text(text) => last.replace(text).is_some_and(|last| Shared::of(last, text).is_some()),
        FrameItem::Group(group) => {
            last = None;
            has_parted(&group.frame)
        }
        // Lines below and through a text stand between its items.
        FrameItem::Shape(..) => false,
        _ => {
            last = None;
            false
        }
    })
}

fn whole(frame: &Frame) -> Frame {
    let mut items: Vec<(Point, FrameItem)> = Vec::new();
    for (at, item) in frame.items() {
        match item {
            FrameItem::Text(text) => {
                match items.iter_mut().rev().find(|(_, item)| !matches!(item, FrameItem::Shape(..))) {
                    Some((place, FrameItem::Text(last))) => match Shared::of(last, text) {
                        Some(shared) if is_alike(last, text) => {
                            join(last, text, shared, Em::from_abs(place.y - at.y, text.size));
                        }
                        Some(shared) => {
                            let mut text = text.clone();
                            match shared {
                                Shared::Inner(length) => part(last, &mut text, length),
                                Shared::Outer(length) => part(&mut text, last, length),
                            }
                            items.push((*at, FrameItem::Text(text)));
                        }
                        _ => items.push((*at, item.clone())),
                    },
                    _ => items.push((*at, item.clone())),
                }
            }
            FrameItem::Group(group) => {
                let mut group = group.clone();
                group.frame = whole(&group.frame);
                items.push((*at, FrameItem::Group(group)));
            }
            _ => items.push((*at, item.clone())),
        }
    }
    let mut whole = Frame::new(frame.size(), frame.kind());
    if frame.has_baseline() {
        whole.set_baseline(frame.baseline());
    }
    whole.push_multiple(items);
    whole
}

/// Where the cluster that two items share stands in their texts.
#[derive(Clone, Copy)]
enum Shared {
    /// At the end of the first and the beginning of the second: text from the left.
    Inner(usize),
    /// At the beginning of the first and the end of the second: text from the right.
    Outer(usize),
}

impl Shared {
    fn of(first: &TextItem, second: &TextItem) -> Option<Self> {
        let (last, next) = (first.glyphs.last()?, second.glyphs.first()?);
        let (one, two) = (cluster(first, last)?, cluster(second, next)?);
        // Glyphs of one cluster come from one place of the source.
        let is_one = one == two && one.chars().nth(1).is_some() && last.span == next.span;
        let length = one.len();
        // A glyph names its part of the text with sixteen bits.
        let fits = first.text.len() + second.text.len() <= usize::from(u16::MAX);
        if !is_one || !fits {
            None
        } else if usize::from(last.range.end) == first.text.len() && next.range.start == 0 {
            Some(Self::Inner(length))
        } else if last.range.start == 0 && usize::from(next.range.end) == second.text.len() {
            Some(Self::Outer(length))
        } else {
            None
        }
    }
}

fn cluster<'a>(item: &'a TextItem, glyph: &Glyph) -> Option<&'a str> {
    item.text.get(usize::from(glyph.range.start)..usize::from(glyph.range.end))
}

fn is_alike(first: &TextItem, second: &TextItem) -> bool {
    first.font == second.font && first.size == second.size && first.fill == second.fill && first.stroke == second.stroke
}

/// Leaves the first character of a cluster with the item that it ends, the others with the one that it begins.
fn part(ends: &mut TextItem, begins: &mut TextItem, length: usize) {
    let start = ends.text.len() - length;
    let cut = ends.text[start..].chars().next().map_or(0, char::len_utf8);
    ends.text = ends.text[..start + cut].into();
    begins.text = begins.text[cut..].into();
    let (end, cut) = (u16::try_from(start + cut).unwrap_or_default(), u16::try_from(cut).unwrap_or_default());
    ends.glyphs.iter_mut().for_each(|glyph| glyph.range.end = glyph.range.end.min(end));
    for glyph in &mut begins.glyphs {
        glyph.range = glyph.range.start.max(cut) - cut..glyph.range.end - cut;
    }
}

/// Adds the glyphs of `second`, which stand `height` above the line of `first`.
fn join(first: &mut TextItem, second: &TextItem, shared: Shared, height: Em) {
    let moved = |glyph: &Glyph, by: usize| {
        let by = u16::try_from(by).unwrap_or_default();
        Glyph { range: glyph.range.start + by..glyph.range.end + by, ..glyph.clone() }
    };
    let (text, ahead, behind) = match shared {
        Shared::Inner(length) => (format!("{}{}", first.text, &second.text[length..]), 0, first.text.len() - length),
        Shared::Outer(length) => (format!("{}{}", second.text, &first.text[length..]), second.text.len() - length, 0),
    };
    let mut glyphs: Vec<Glyph> = first.glyphs.iter().map(|glyph| moved(glyph, ahead)).collect();
    glyphs.extend(second.glyphs.iter().map(|glyph| {
        let glyph = moved(glyph, behind);
        Glyph { y_offset: glyph.y_offset + height, ..glyph }
    }));
    (first.text, first.glyphs) = (text.into(), glyphs);
}
