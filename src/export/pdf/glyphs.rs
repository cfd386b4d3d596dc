//! Which characters the fonts can show. One that none of them has would be a box in print, so it is
//! a finding.

use std::collections::BTreeSet;

use typst::text::Font;

use super::world::fonts;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::theme::Theme;

/// How many characters a finding names.
const NAMED: usize = 5;

/// Those of the characters that no font of the theme can show.
///
/// # Errors
/// A finding, where a font of the project cannot be read.
pub fn unshown(theme: &Theme, signs: &BTreeSet<char>) -> Result<Vec<char>, Diagnostics> {
    let fonts = fonts(theme)?;
    let shown = |sign: char| fonts.iter().any(|font| font.info().coverage.contains(u32::from(sign)));
    Ok(signs.iter().copied().filter(|sign| !is_silent(*sign) && !shown(*sign)).collect())
}

/// The finding about characters without a sign, which were looked for in these fonts.
pub fn finding(signs: &[char], fonts: &[Font]) -> Diagnostic {
    let named = signs.iter().take(NAMED).map(|sign| character(*sign)).collect::<Vec<_>>().join(", ");
    let more = signs.len().saturating_sub(NAMED);
    let more = if more > 0 { format!(" and {more} more") } else { String::new() };
    let families: BTreeSet<&str> = fonts.iter().map(|font| font.info().family.as_str()).collect();
    let families = families.into_iter().collect::<Vec<_>>().join(", ");
    Diagnostic::new(Code::GLYPH, format!("no font has a sign for {named}{more}"))
        .basis(format!("fonts looked through: {families}"))
        .help("write it differently, or add a font that has it to templates/fonts")
}

/// The finding about characters of a project's files, before any document is made.
///
/// # Errors
/// A finding, where a font of the project cannot be read.
pub fn told(theme: &Theme, signs: &[char]) -> Result<Diagnostic, Diagnostics> {
    Ok(finding(signs, &fonts(theme)?))
}

/// A character and its number; only the number if it cannot be seen.
pub fn character(sign: char) -> String {
    let number = format!("U+{:04X}", u32::from(sign));
    if sign.is_control() || sign.escape_debug().len() > 2 { number } else { format!("{sign} ({number})") }
}

/// Characters that steer the text beside them and are never drawn.
fn is_silent(sign: char) -> bool {
    sign.is_control()
        || sign.is_whitespace()
        || matches!(sign, '\u{ad}' | '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}')
        || matches!(sign, '\u{fe00}'..='\u{fe0f}' | '\u{feff}')
}
