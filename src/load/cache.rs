//! What the last load of a process parsed, for one that reads the same bytes again (`watch`).

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use crate::diagnostic::Diagnostics;
use crate::source::{FileId, SourceFile, Sources};
use crate::theme::Theme;

use super::catalog::Catalog;
use super::find::{self, Place};
use super::{Disk, Loaded, Settings, Snapshot};

/// Parsed files, each part with the fingerprint of what it was parsed from.
#[derive(Debug, Default)]
pub struct Cache {
    head: Option<(String, Head)>,
    engagements: BTreeMap<PathBuf, (String, Body)>,
}

/// What all engagements share.
#[derive(Debug, Clone)]
pub struct Head {
    pub settings: Settings,
    pub sources: Sources,
    pub catalog: Catalog,
    pub theme: Option<Theme>,
    pub templates: BTreeMap<String, FileId>,
    pub findings: Diagnostics,
}

/// One engagement. Its places hold only while its first file has the same number.
#[derive(Debug, Clone)]
struct Body {
    first: usize,
    texts: Vec<SourceFile>,
    loaded: Option<Loaded>,
    findings: Diagnostics,
}

impl Cache {
    /// What all engagements share: known, or parsed now.
    pub(super) fn head(&mut self, snapshot: &Snapshot, places: &[Place], parse: impl FnOnce() -> Head) -> Head {
        let own: BTreeSet<PathBuf> = places.iter().flat_map(find::of).collect();
        let key = snapshot.fingerprint(&own);
        match &self.head {
            Some((known, head)) if *known == key => head.clone(),
            _ => {
                let head = parse();
                // A file found while parsing (a logo) belongs to the key of the next time.
                self.head = Some((snapshot.fingerprint(&own), head.clone()));
                self.engagements.clear();
                head
            }
        }
    }

    /// One engagement: known, or parsed now.
    pub(super) fn engagement(
        &mut self,
        disk: &mut Disk,
        place: &Place,
        settings: &Settings,
        findings: &mut Diagnostics,
    ) -> Option<Loaded> {
        let key = disk.snapshot.fingerprint_of(&find::of(place));
        let first = disk.sources.len();
        let known = self.engagements.get(&place.descriptor);
        if let Some((_, body)) = known.filter(|(known, body)| *known == key && body.first == first) {
            for text in &body.texts {
                disk.sources.again(text.clone());
            }
            findings.extend(body.findings.clone());
            return body.loaded.clone();
        }
        let mut own = Diagnostics::new();
        let loaded = disk.engagement(place, settings, &mut own);
        let texts = disk.sources.iter().skip(first).map(|(_, text)| text.clone()).collect();
        findings.extend(own.clone());
        self.engagements
            .insert(place.descriptor.clone(), (key, Body { first, texts, loaded: loaded.clone(), findings: own }));
        loaded
    }
}
