//! Characters of the engagements' files that no font can show, at the place where they are written.

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::export::pdf::glyphs;
use crate::load::printed::lines;
use crate::load::{Loaded, Project};
use crate::source::Span;

/// Letters up to here (Latin with its marks) are in every font that could be chosen.
const COMMON: char = '\u{24f}';

/// One finding for each file.
pub fn check(project: &Project) -> Diagnostics {
    let mut findings = Diagnostics::new();
    let written: Vec<BTreeMap<char, Span>> =
        project.engagements.iter().flat_map(|loaded| places(project, loaded)).collect();
    let signs: BTreeSet<char> = written.iter().flat_map(|signs| signs.keys().copied()).collect();
    let Some(theme) = project.theme.as_ref().filter(|_| !signs.is_empty()) else { return findings };
    let unshown = match glyphs::unshown(theme, &signs) {
        Ok(unshown) => unshown,
        Err(mistakes) => return mistakes,
    };
    for places in written {
        let lost: Vec<char> = unshown.iter().copied().filter(|sign| places.contains_key(sign)).collect();
        let place = lost.iter().filter_map(|sign| places.get(sign)).min().copied();
        if !lost.is_empty() {
            findings.extend(glyphs::told(theme, &lost).map(|finding| finding.at(place)));
        }
    }
    findings
}

/// Says of a finding about characters where the engagement's files have the first of them.
pub fn placed(finding: Diagnostic, project: &Project, loaded: &Loaded) -> Diagnostic {
    let sign = finding.message.chars().find(|sign| *sign > COMMON);
    let place = sign.and_then(|sign| places(project, loaded).into_iter().find_map(|places| places.get(&sign).copied()));
    finding.also(place, "written here")
}

/// The first place of each uncommon character, file by file.
fn places(project: &Project, loaded: &Loaded) -> Vec<BTreeMap<char, Span>> {
    let of_file = |file: &crate::source::FileId| {
        let source = project.sources.file(*file);
        let mut found = BTreeMap::new();
        for range in lines(source).filter(|range| !source.text[range.clone()].is_ascii()) {
            for (at, sign) in source.text[range.clone()].char_indices().filter(|(_, sign)| *sign > COMMON) {
                let start = range.start + at;
                found.entry(sign).or_insert(Span::new(*file, start, start + sign.len_utf8()));
            }
        }
        found
    };
    loaded.files.iter().map(of_file).collect()
}
