//! What all documents of a build share in looks: one brand for both formats, the theme's texts
//! and the fonts.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::document::Tone;

/// Colours, fonts and logo of the provider: `templates/theme/brand.yaml`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Brand {
    pub colors: Colors,
    pub fonts: Fonts,
    /// Path of an SVG or PNG in the project; no logo when absent.
    #[serde(default)]
    pub logo: Option<String>,
}

/// Colours as `#rrggbb`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Colors {
    /// Headings, rules, the title page.
    pub primary: String,
    /// Links and small accents.
    pub accent: String,
    pub text: String,
    /// Captions, running header and footer.
    pub muted: String,
    /// Hairlines.
    pub line: String,
    /// Ground of table headers and cards.
    pub surface: String,
    /// Each tone's strong colour (text, bars) and its tint (ground).
    pub tones: BTreeMap<String, ToneColors>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ToneColors {
    /// Readable as text on `tint` and on white (contrast at least 4.5).
    pub strong: String,
    pub tint: String,
}

/// Font families in order of preference.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Fonts {
    pub text: Vec<String>,
    pub code: Vec<String>,
}

impl Colors {
    /// The colours of a tone.
    ///
    /// # Panics
    /// Never for a brand that `load` accepted: it refuses one that lacks a tone.
    pub fn tone(&self, tone: Tone) -> &ToneColors {
        &self.tones[tone.name()]
    }
}

/// A picture file of the theme.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Logo {
    /// `image/svg+xml` or `image/png`.
    pub media: &'static str,
    pub bytes: Vec<u8>,
}

/// Everything an exporter needs beside the document.
#[derive(Debug, Clone)]
pub struct Theme {
    pub brand: Brand,
    /// `templates/theme/document.typ`: set and show rules and the functions that blocks call.
    pub typst: String,
    /// `templates/theme/page.css`.
    pub css: String,
    /// `templates/theme/page.html`: the page around the text, with slots `{{name}}`.
    pub html: String,
    /// `templates/theme/page.js`: sorts tables; only pages with a table worth sorting take it along.
    pub script: String,
    /// The pages that list documents.
    pub portal: PortalFiles,
    pub logo: Option<Logo>,
    /// Font files of the project (`templates/fonts/`), before the built-in ones.
    pub fonts: Vec<Arc<[u8]>>,
}

/// The theme's files for pages that list documents: `templates/theme/portal.*`.
#[derive(Debug, Clone, Default)]
pub struct PortalFiles {
    pub html: String,
    pub css: String,
    pub script: String,
}
