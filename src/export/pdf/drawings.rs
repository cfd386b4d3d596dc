//! Fonts for the words of drawings. Typst's reader of SVG takes one family for a text and what it
//! lacks from any font that has it, so characters would not have the forms that the brand names.

use typst::text::Font;

/// `svg` with a family at each text that the first of `families` cannot set.
pub fn with_fonts(svg: &str, fonts: &[Font], families: &[String]) -> String {
    let mut out = String::with_capacity(svg.len());
    let mut rest = svg;
    while let Some((before, after)) = rest.split_once("<text ") {
        let words = after.split_once('>').and_then(|(_, text)| text.split_once('<')).map_or("", |(words, _)| words);
        out.push_str(before);
        out.push_str("<text ");
        if let Some(family) = family(words, fonts, families) {
            out.push_str(&format!("font-family=\"{family}\" "));
        }
        rest = after;
    }
    out + rest
}

/// The first family that has all letters of `words`, by order of `families` and then of the fonts;
/// none when the first one has them, or no font has.
fn family<'a>(words: &str, fonts: &'a [Font], families: &'a [String]) -> Option<&'a str> {
    let signs: Vec<u32> =
        words.chars().filter(|sign| !sign.is_ascii() && sign.is_alphanumeric()).map(u32::from).collect();
    let has = |font: &Font| signs.iter().all(|&sign| font.info().coverage.contains(sign));
    let named = |family: &str| fonts.iter().any(|font| font.info().family.eq_ignore_ascii_case(family) && has(font));
    if signs.is_empty() || families.first().is_some_and(|family| named(family)) {
        return None;
    }
    let plain = |family: &&str| family.chars().all(|c| c.is_alphanumeric() || matches!(c, ' ' | '-'));
    let listed = families.iter().map(String::as_str).find(|family| named(family));
    listed.or_else(|| fonts.iter().find(|font| has(font)).map(|font| font.info().family.as_str())).filter(plain)
}
