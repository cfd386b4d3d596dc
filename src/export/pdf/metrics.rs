//! How wide text is, guessed without a font: enough to share out columns and to see which words
//! are too long for them.

/// The width of `text` in ems, after the advances of Noto Sans and a little over.
pub fn width(text: &str) -> f64 {
    text.chars().map(advance).sum::<f64>() * 1.02
}

/// Bold text is wider by about this factor.
pub const BOLD: f64 = 1.09;
/// Fixed-pitch text is wider than running text by about this factor.
pub const CODE: f64 = 1.15;

fn advance(character: char) -> f64 {
    match character {
        '\u{200b}' | '\u{2068}' | '\u{2069}' | '\u{300}'..='\u{36f}' => 0.0,
        'i' | 'j' | 'l' | ' ' | '.' | ',' | ':' | ';' | '\'' | '|' | '!' | '\u{a0}' => 0.27,
        'f' | 't' | 'r' | 'I' | 'J' | '-' | '(' | ')' | '[' | ']' | '/' | '"' | '‐'..='‒' => 0.38,
        'c' | 's' | 'z' | 'k' | 'v' | 'x' | 'y' | '_' => 0.51,
        'm' | 'M' | 'W' | '@' | '%' | '—' | '…' => 0.92,
        'a' | 'e' | '0'..='9' => 0.575,
        'w' | 'D' | 'G' | 'H' | 'N' | 'O' | 'Q' | 'U' => 0.76,
        'A'..='Z' | '&' => 0.63,
        // Ideographs, kana, Hangul and pictures fill a square.
        '\u{1100}'..='\u{11ff}' | '\u{2e80}'..='\u{d7ff}' | '\u{ff00}'..='\u{ff60}' | '\u{1f000}'.. => 1.0,
        _ => 0.61,
    }
}
