//! What the last load of a process parsed, for one that reads the same bytes again (`watch`).

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use crate::diagnostic::Diagnostics;
use crate::source::{FileId, Sources};
use crate::theme::Theme;

use super::catalog::Catalog;
use super::find::{self, Place};
use super::folder::Body;
use super::{Settings, Snapshot};

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

    /// An engagement whose files are the same as they were, the first of them with the same number.
    pub(super) fn engagement(&self, snapshot: &Snapshot, place: &Place, first: usize) -> Option<Body> {
        let (key, body) = self.engagements.get(&place.descriptor)?;
        (body.first == first && *key == snapshot.fingerprint_of(&find::of(place))).then(|| body.clone())
    }

    /// Keeps an engagement for the next load.
    pub(super) fn keep(&mut self, snapshot: &Snapshot, place: &Place, body: &Body) {
        let key = snapshot.fingerprint_of(&find::of(place));
        let known = self.engagements.get(&place.descriptor);
        if known.is_none_or(|(known, kept)| *known != key || kept.first != body.first) {
            self.engagements.insert(place.descriptor.clone(), (key, body.clone()));
        }
    }
}
