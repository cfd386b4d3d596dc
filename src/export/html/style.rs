//! The style sheet: the brand as custom properties, the theme's rules, and what one document adds.

use std::collections::BTreeSet;
use std::fmt::Write;

use base64::Engine;
use base64::engine::general_purpose::STANDARD as BASE64;
use sha2::{Digest, Sha256};

use super::color::Color;
use super::escape::css_string;
use crate::document::{Meta, Paper, Tone};
use crate::theme::{Brand, Theme};

/// Grounds of the dark scheme; brands give colours for white paper only.
const DARK_GROUND: &str = "#11161c";
const DARK_SURFACE: &str = "#1a2129";
const DARK_TEXT: &str = "#dfe5eb";

/// Contrast that derived colours reach: above the 4.5 of WCAG AA, for small print.
const CONTRAST: f64 = 5.5;

/// The sheet that all pages of a theme share.
pub fn sheet(theme: &Theme) -> String {
    // One line, because parsers change line breaks before they compare the policy's hash; and
    // `</` could close the style element.
    let css = theme.css.lines().map(str::trim).collect::<Vec<_>>().join(" ").replace("</", "<\\/");
    let (light, dark) = (light(&theme.brand), dark(&theme.brand));
    format!(":root{{{light}}}@media screen and (prefers-color-scheme:dark){{:root{{{dark}}}}} {css} ")
}

/// The rules of one document: the widths it uses, its paper and running lines in print.
pub fn rules(meta: &Meta, shares: &BTreeSet<u32>) -> String {
    let mut css = String::new();
    for share in shares {
        let _ = write!(css, ".w-{share}{{--share:{share}%}}");
    }
    let size = match meta.paper {
        Paper::A4 => "A4",
        Paper::Letter => "letter",
    };
    let running = [&meta.id, &meta.version].map(|part| part.as_str()).join(" · ");
    let _ = write!(
        css,
        "@page{{size:{size}}}@page turned{{size:{size} landscape}}@page{{@top-right{{content:{}}}@bottom-left{{content:{}}}@bottom-right{{content:{}}}}}",
        css_string(&meta.classification),
        css_string(&running),
        page_number(&meta.labels.page_of),
    );
    css
}

/// The content security policy: pictures inside the file, this one style sheet, nothing else.
pub fn policy(style: &str) -> String {
    let hash = BASE64.encode(Sha256::digest(style.as_bytes()));
    format!("default-src 'none'; img-src data:; style-src 'sha256-{hash}'; base-uri 'none'; form-action 'none'")
}

/// `Page {page} of {pages}` as a CSS content list.
fn page_number(label: &str) -> String {
    let quoted = css_string(label);
    // The braces were escaped with the rest of the label.
    quoted.replace("\\7b page\\7d ", "\" counter(page) \"").replace("\\7b pages\\7d ", "\" counter(pages) \"")
}

fn light(brand: &Brand) -> String {
    let colors = &brand.colors;
    let primary = Color::parse(&colors.primary);
    let on = if Color::WHITE.contrast(primary) >= 4.5 { Color::WHITE } else { Color::INK };
    let mut css = format!(
        "--ground:#ffffff;--primary:{primary};--accent:{};--text:{};--muted:{};--line:{};--surface:{};\
         --band:{primary};--on-band:{on};--on-band-muted:{};",
        Color::parse(&colors.accent),
        Color::parse(&colors.text),
        Color::parse(&colors.muted),
        Color::parse(&colors.line),
        Color::parse(&colors.surface),
        primary.mix(on, 0.6).readable(primary, on, CONTRAST),
    );
    for tone in Tone::ALL {
        let pair = colors.tone(tone);
        let (strong, tint) = (Color::parse(&pair.strong), Color::parse(&pair.tint));
        let _ = write!(css, "--{0}:{strong};--{0}-tint:{tint};", tone.name());
    }
    let fonts = |families: &[String], fallback: &str| {
        let families: String = families.iter().map(|family| css_string(family) + ",").collect();
        families + fallback
    };
    let _ = write!(
        css,
        "--font-text:{};--font-code:{};",
        fonts(&brand.fonts.text, "system-ui,-apple-system,\"Segoe UI\",Roboto,\"Helvetica Neue\",Arial,sans-serif"),
        fonts(&brand.fonts.code, "ui-monospace,\"SF Mono\",\"Cascadia Mono\",Menlo,Consolas,monospace"),
    );
    css
}

fn dark(brand: &Brand) -> String {
    let colors = &brand.colors;
    let [ground, surface, text] = [DARK_GROUND, DARK_SURFACE, DARK_TEXT].map(Color::parse);
    let lit = |color: &str, ground: Color| Color::parse(color).readable(ground, Color::WHITE, CONTRAST);
    let primary = Color::parse(&colors.primary);
    let band = primary.mix(ground, 0.75).readable(Color::WHITE, Color::INK, 10.0);
    let mut css = format!(
        "--ground:{ground};--primary:{};--accent:{};--text:{text};--muted:{};--line:{};--surface:{surface};\
         --band:{band};--on-band:#ffffff;--on-band-muted:{};",
        primary.readable(surface, Color::WHITE, 11.0),
        lit(&colors.accent, surface),
        lit(&colors.muted, surface),
        text.mix(ground, 0.2),
        band.mix(Color::WHITE, 0.4).readable(band, Color::WHITE, CONTRAST),
    );
    for tone in Tone::ALL {
        let strong = &colors.tone(tone).strong;
        let tint = lit(strong, ground).mix(ground, 0.16);
        let _ = write!(css, "--{0}:{1};--{0}-tint:{tint};", tone.name(), lit(strong, tint));
    }
    css
}
