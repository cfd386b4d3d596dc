//! Pictures and tables of the engagement's folder, which prose shows in a line of their own.

use crate::diagnostic::Code;
use crate::document::{Align, BlockKind, Column, Figure, Inline, Picture, Row, Table, Text, plain};
use crate::load::rows::grid;
use crate::source::Span;

use super::markdown::Reader;

/// The figure or table of `path`, whose alternative text is `inner`; none, with a finding, where there is
/// no such thing.
pub fn block(reader: &Reader, path: &str, caption: &str, inner: &Text, origin: Option<Span>) -> Option<BlockKind> {
    let Some(bytes) = reader.attachments.get(path) else {
        let help = "put pictures (PNG, JPEG) below `images/` of the engagement, tables (CSV) below `tables/`";
        let message = format!("there is no picture or table `{path}`; only its text is printed");
        reader.note(Code::IMAGE, message, origin, help);
        return None;
    };
    if path.ends_with(".csv") {
        let rows = std::str::from_utf8(bytes).ok().and_then(grid);
        if rows.is_none() {
            let help = "save it as UTF-8, with as many cells in every row as in the first";
            reader.note(Code::IMAGE, format!("`{path}` is not a table; only its text is printed"), origin, help);
        }
        return rows.map(|rows| table(rows, inner.clone()));
    }
    let bytes = bytes.to_vec();
    let picture = match bytes.get(..4) {
        Some([0x89, b'P', b'N', b'G']) => Picture::Png { bytes },
        Some([0xff, 0xd8, 0xff, _]) => Picture::Jpeg { bytes },
        _ => {
            let message = format!("`{path}` is neither a PNG nor a JPEG file; only its text is printed");
            reader.note(Code::IMAGE, message, origin, "save it again as PNG");
            return None;
        }
    };
    let mut alt = plain(inner).trim().to_owned();
    if alt.is_empty() {
        let help = "say in a few words what it shows: `![the rack after the move](images/rack.png)`";
        reader.note(Code::IMAGE, format!("the image `{path}` has no alternative text"), origin, help);
        alt = if caption.is_empty() { path.to_owned() } else { caption.to_owned() };
    }
    let caption = if caption.is_empty() { Text::new() } else { vec![Inline::text(caption)] };
    let width = printed_width(&picture);
    Some(BlockKind::Figure(Figure { caption, number: 0, alt, width, picture }))
}

/// A table of a CSV file: the first row names the columns, columns of figures stand right.
fn table(rows: Vec<Vec<String>>, caption: Text) -> BlockKind {
    let mut rows = rows.into_iter();
    let labels = rows.next().unwrap_or_default();
    let rows: Vec<Vec<String>> = rows.collect();
    let is_figure = |cell: &str| {
        let digits: String = cell.chars().filter(|c| !c.is_whitespace() && *c != '%' && *c != ',').collect();
        digits.replace('\u{2212}', "-").parse::<f64>().is_ok()
    };
    let column = |(index, label): (usize, &String)| {
        let mut cells = rows.iter().filter_map(|row| row.get(index)).filter(|cell| !cell.is_empty()).peekable();
        let figures = cells.peek().is_some() && cells.all(|cell| is_figure(cell));
        let align = if figures { Align::End } else { Align::Start };
        Column { label: vec![Inline::text(label)], align, width: None }
    };
    let columns = labels.iter().enumerate().map(column).collect();
    let cell = |cell: String| if cell.is_empty() { Text::new() } else { vec![Inline::text(cell)] };
    let row = |cells: Vec<String>| Row { cells: cells.into_iter().map(cell).collect(), total: false };
    let rows = rows.into_iter().map(row).collect();
    BlockKind::Table(Table { caption, number: 0, columns, rows, row_headers: true, wide: false })
}

/// Small pictures are not blown up: as wide as at 150 dots an inch, up to the text's 160 mm.
fn printed_width(picture: &Picture) -> f64 {
    let bytes = match picture {
        Picture::Png { bytes } | Picture::Jpeg { bytes } => bytes,
        Picture::Svg { .. } => return 1.0,
    };
    let full = 160.0 / 25.4 * 150.0;
    imagesize::blob_size(bytes).map_or(1.0, |size| (size.width as f64 / full).clamp(0.1, 1.0))
}
