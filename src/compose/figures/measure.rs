//! How wide a text will be, near enough to keep labels apart without reading a font.

/// Estimated width of a text in units, rather a little too wide than too narrow.
///
/// The shares are those of Noto Sans; scripts with square characters count a full em.
pub fn width(text: &str, size: f64) -> f64 {
    let ems: f64 = text
        .chars()
        .map(|c| match c {
            'i' | 'j' | 'l' | 'I' | '.' | ',' | ':' | ';' | '\'' | '|' | '!' | ' ' | '\u{202f}' => 0.28,
            'f' | 'r' | 't' | '(' | ')' | '[' | ']' | '-' | '/' => 0.38,
            'm' | 'w' | 'M' | 'W' | '@' | '%' => 0.92,
            c if c as u32 >= 0x1100 => 1.0,
            c if c.is_uppercase() => 0.68,
            _ => 0.58,
        })
        .sum();
    ems * size
}

/// Breaks a text at spaces into at most two lines, the first as full as `limit` allows.
pub fn wrap(text: &str, size: f64, limit: f64) -> Vec<String> {
    if width(text, size) <= limit {
        return vec![text.to_owned()];
    }
    let breaks: Vec<usize> = text.match_indices(' ').map(|(at, _)| at).collect();
    let fits = breaks.iter().rev().find(|&&at| width(&text[..at], size) <= limit);
    match fits.or(breaks.first()) {
        Some(&at) => vec![text[..at].to_owned(), text[at + 1..].to_owned()],
        None => vec![text.to_owned()],
    }
}

/// Cuts a text that is wider than `limit` and says so with an ellipsis.
pub fn shorten(text: &str, size: f64, limit: f64) -> String {
    if width(text, size) <= limit {
        return text.to_owned();
    }
    let mut kept = text.to_owned();
    while !kept.is_empty() && width(&kept, size) + size > limit {
        kept.pop();
    }
    format!("{}…", kept.trim_end())
}

/// The widest of some texts.
pub fn widest<'a>(texts: impl IntoIterator<Item = &'a String>, size: f64) -> f64 {
    texts.into_iter().map(|text| width(text, size)).fold(0.0, f64::max)
}

/// Moves the middles of labels apart to at least `gap` in their order, within `top` and `bottom`
/// as far as there is room.
pub fn spread(middles: &mut [f64], gap: f64, top: f64, bottom: f64) {
    let mut order: Vec<usize> = (0..middles.len()).collect();
    order.sort_by(|&a, &b| middles[a].total_cmp(&middles[b]));
    let mut floor = top;
    for &index in &order {
        middles[index] = middles[index].max(floor);
        floor = middles[index] + gap;
    }
    let mut ceiling = bottom;
    for &index in order.iter().rev() {
        middles[index] = middles[index].min(ceiling);
        ceiling = middles[index] - gap;
    }
}
