//! Fills that differ in lightness as well as in colour, so that a grey print tells them apart.

use super::series::Series;
use crate::document::Tone;
use crate::theme::Colors;

/// One fill for each series: its tone's colour, or the primary one. The heaviest tone is the
/// darkest; among equals, and without tones, the first.
pub fn fills(series: &[Series], colors: &Colors) -> Vec<String> {
    let mut order: Vec<usize> = (0..series.len()).collect();
    order.sort_by_key(|&index| series[index].tone.map(|tone| std::cmp::Reverse(tone as u8)));
    let lightest = if series.len() > 2 { 0.2 } else { 0.4 };
    let step = (1.0 - lightest) / (series.len().max(2) - 1) as f64;
    let mut fills = vec![String::new(); series.len()];
    for (place, index) in order.into_iter().enumerate() {
        fills[index] = mix(strong(&series[index], colors), 1.0 - step * place as f64);
    }
    fills
}

/// One colour for each line. Lines are thin: lightness says little there, marks tell them apart.
pub fn strokes(series: &[Series], colors: &Colors) -> Vec<String> {
    let cycle = [&colors.primary, &colors.accent, &colors.muted];
    let pick = |(index, series): (usize, &Series)| match series.tone {
        Some(_) => strong(series, colors).to_owned(),
        None => mix(cycle[index % 3], if index < 3 { 1.0 } else { 0.6 }),
    };
    series.iter().enumerate().map(pick).collect()
}

fn strong<'a>(series: &Series, colors: &'a Colors) -> &'a str {
    series.tone.map_or(&colors.primary, |tone| &colors.tone(tone).strong)
}

/// A colour thinned with white; `share` 1 leaves it as it is.
pub fn mix(color: &str, share: f64) -> String {
    let channels = channels(color).map(|channel| (255.0 - (255.0 - channel) * share).round() as u8);
    format!("#{:02x}{:02x}{:02x}", channels[0], channels[1], channels[2])
}

/// White or the text colour, whichever is easier to read on a fill.
pub fn ink<'a>(fill: &str, colors: &'a Colors) -> &'a str {
    let contrast = |color: &str| {
        let (a, b) = (luminance(color), luminance(fill));
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    };
    if contrast("#ffffff") > contrast(&colors.text) { "#ffffff" } else { &colors.text }
}

/// Relative luminance of WCAG 2.2, 0 to 1.
fn luminance(color: &str) -> f64 {
    let linear = channels(color).map(|channel| {
        let share = channel / 255.0;
        if share <= 0.04045 { share / 12.92 } else { ((share + 0.055) / 1.055).powf(2.4) }
    });
    0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
}

/// Red, green and blue, 0 to 255. A theme that was loaded has colours as `#rrggbb`; black else.
fn channels(color: &str) -> [f64; 3] {
    let number = u32::from_str_radix(color.trim_start_matches('#'), 16).unwrap_or(0);
    [16, 8, 0].map(|shift| f64::from(number >> shift & 0xff))
}

/// The letter that says a tone without its colour.
pub fn letter(tone: Tone) -> &'static str {
    match tone {
        Tone::Neutral => "N",
        Tone::Info => "I",
        Tone::Good => "G",
        Tone::Attention => "A",
        Tone::Poor => "P",
        Tone::Critical => "C",
    }
}
