//! The theme: brand, page and document styles, logo and the project's fonts.

use std::collections::BTreeMap;

use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::document::Tone;
use crate::theme::{Brand, Colors, Logo, PortalFiles, Theme};

use super::{Disk, Shared};

const BRAND: &str = "templates/theme/brand.yaml";

/// Reads the theme; `None` with findings when a part of it cannot be used.
pub fn read(disk: &mut Disk, shared: &BTreeMap<String, Shared>, findings: &mut Diagnostics) -> Option<Theme> {
    let text = |name: &str| match shared.get(name) {
        Some(Shared::Text(id)) => Some(disk.sources.file(*id).text.to_string()),
        _ => None,
    };
    let brand_file = match shared.get(BRAND) {
        Some(Shared::Text(id)) => *id,
        _ => return None,
    };
    let brand: Brand = disk.typed(brand_file, findings)?;
    let text_of = disk.sources.file(brand_file).text.clone();
    let line_of =
        |key: &str| text_of.lines().position(|line| line.trim_start().starts_with(key)).map_or(1, |index| index + 1);
    for (key, problem) in problems(&brand.colors) {
        findings.push(Diagnostic::new(Code::BRAND, problem).at(disk.sources.line(brand_file, line_of(&key))).help(
            "the built-in templates/theme/brand.yaml shows the form: every tone has `strong` and `tint`, each #rrggbb",
        ));
    }
    if findings.iter().any(|finding| finding.code == Code::BRAND) {
        return None;
    }
    let logo = match &brand.logo {
        None => None,
        Some(path) => {
            let media = if path.ends_with(".svg") { "image/svg+xml" } else { "image/png" };
            let inside = !path.starts_with('/') && !path.split('/').any(|part| part == "..");
            let bytes = inside.then(|| disk.root.join(path)).and_then(|path| disk.bytes(&path, findings));
            if !inside {
                findings.push(
                    Diagnostic::new(Code::BRAND, "the logo lies outside the project")
                        .at(disk.sources.line(brand_file, 1))
                        .help("copy it into the project and give the path from the project's root"),
                );
            }
            Some(Logo { media, bytes: bytes? })
        }
    };
    let fonts = shared
        .iter()
        .filter_map(|(path, file)| match file {
            Shared::Bytes(bytes) if path.starts_with("templates/fonts/") => Some(bytes.clone().into()),
            _ => None,
        })
        .collect();
    Some(Theme {
        typst: text("templates/theme/document.typ")?,
        css: text("templates/theme/page.css")?,
        html: text("templates/theme/page.html")?,
        script: text("templates/theme/page.js")?,
        portal: PortalFiles {
            html: text("templates/theme/portal.html")?,
            css: text("templates/theme/portal.css")?,
            script: text("templates/theme/portal.js")?,
        },
        brand,
        logo,
        fonts,
    })
}

/// What is wrong with the colours, each with the key it is about: tones that are missing, values
/// that are no colours.
fn problems(colors: &Colors) -> Vec<(String, String)> {
    let mut problems = Vec::new();
    let mut values = vec![
        ("primary".to_owned(), &colors.primary),
        ("accent".to_owned(), &colors.accent),
        ("text".to_owned(), &colors.text),
        ("muted".to_owned(), &colors.muted),
        ("line".to_owned(), &colors.line),
        ("surface".to_owned(), &colors.surface),
    ];
    let (known, missing): (Vec<Tone>, Vec<Tone>) =
        Tone::ALL.into_iter().partition(|tone| colors.tones.contains_key(tone.name()));
    if !missing.is_empty() {
        let names = missing.iter().map(|tone| tone.name()).collect::<Vec<_>>().join(", ");
        problems.push(("tones".to_owned(), format!("tones without colours: {names}")));
    }
    for tone in known {
        values.push((tone.name().to_owned(), &colors.tone(tone).strong));
        values.push((tone.name().to_owned(), &colors.tone(tone).tint));
    }
    for (key, value) in values {
        let digits = value.strip_prefix('#').unwrap_or_default();
        if digits.len() != 6 || !digits.chars().all(|c| c.is_ascii_hexdigit()) {
            problems.push((key.clone(), format!("`{value}` is no colour for `{key}`: write #rrggbb")));
        }
    }
    problems
}
