//! What typst may see: the theme, one document, its pictures, the fonts. No disk, no clock, no network.

use std::sync::Arc;

use typst::diag::{FileError, FileResult};
use typst::foundations::{Bytes, Datetime, Duration};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Feature, Library, LibraryExt, World};

use super::drawings;
use super::errors;
use super::markup::Markup;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::document::{Document, Picture};
use crate::theme::Theme;

/// Where a project keeps the theme's Typst source.
pub const THEME: &str = "templates/theme/document.typ";

/// The part of the world that all documents share.
pub struct Shared {
    library: LazyHash<Library>,
    book: LazyHash<FontBook>,
    fonts: Vec<Font>,
    /// Families for text in order of preference.
    families: Vec<String>,
    pub theme: Source,
    brand: Bytes,
    logo: Option<Bytes>,
}

impl Shared {
    /// Loads fonts and theme; what cannot be used is a finding.
    pub fn new(theme: &Theme) -> Result<Self, Diagnostics> {
        let fonts = fonts(theme)?;
        let source = Source::new(file_id("theme.typ"), theme.typst.clone());
        let faults = errors::syntax(&source);
        if faults.has_errors() {
            return Err(faults);
        }
        // Row headers of tables are behind this switch; files stay the same without it otherwise.
        let library = Library::builder().with_features([Feature::A11yExtras].into_iter().collect()).build();
        Ok(Self {
            library: LazyHash::new(library),
            book: LazyHash::new(FontBook::from_fonts(&fonts)),
            fonts,
            families: theme.brand.fonts.text.iter().cloned().chain(["Noto Sans".to_owned()]).collect(),
            theme: source,
            brand: brand(theme),
            logo: theme.logo.as_ref().map(|logo| Bytes::new(logo.bytes.clone())),
        })
    }
}

/// The fonts in order of preference: the project's, Noto Sans, typst's own.
pub fn fonts(theme: &Theme) -> Result<Vec<Font>, Diagnostics> {
    let mut fonts = Vec::new();
    for (number, file) in theme.fonts.iter().enumerate() {
        let before = fonts.len();
        fonts.extend(Font::iter(Bytes::new(file.clone())));
        if fonts.len() == before {
            let message = format!("font file {} of the project cannot be read", number + 1);
            return Err(Diagnostic::new(Code::EXPORT, message).help("use TrueType or OpenType files").into());
        }
    }
    let noto = [ttf_noto_sans::REGULAR, ttf_noto_sans::BOLD, ttf_noto_sans::ITALIC, ttf_noto_sans::BOLD_ITALIC];
    let built_in = noto.into_iter().chain(typst_assets::fonts());
    fonts.extend(built_in.flat_map(|file| Font::iter(Bytes::new(file))));
    Ok(fonts)
}

impl Shared {
    fn bytes(&self, picture: &Picture) -> Bytes {
        match picture {
            Picture::Svg { svg } => Bytes::new(drawings::with_fonts(svg, &self.fonts, &self.families).into_bytes()),
            Picture::Png { bytes } | Picture::Jpeg { bytes } => Bytes::new(bytes.clone()),
        }
    }
}

/// The brand for the theme, with the path at which it finds the logo.
fn brand(theme: &Theme) -> Bytes {
    let mut brand = serde_json::to_value(&theme.brand).expect("a brand is plain data");
    let path = theme.logo.as_ref().map(|logo| if logo.media == "image/svg+xml" { "logo.svg" } else { "logo.png" });
    brand["logo-path"] = path.into();
    Bytes::new(brand.to_string().into_bytes())
}

/// The world of one document.
pub struct Sheet {
    shared: Arc<Shared>,
    pub main: Source,
    files: Files,
    date: Option<Datetime>,
}

/// What goes with one document.
#[derive(Clone)]
pub struct Files {
    /// The document as data, attached to the PDF.
    data: Bytes,
    pictures: Vec<Bytes>,
}

impl Files {
    /// The data of `document`, and its pictures in the order of `markup`.
    pub fn of(shared: &Shared, document: &Document, markup: &Markup) -> Self {
        let data = Bytes::new(serde_json::to_vec(document).expect("a document is plain data"));
        Self { data, pictures: markup.pictures.iter().map(|picture| shared.bytes(picture)).collect() }
    }
}

impl Sheet {
    /// Lays `document`, written as `text`, beside what all share and what goes with it.
    pub fn new(shared: Arc<Shared>, document: &Document, text: String, files: Files) -> Self {
        let date = document.meta.date;
        let date = Datetime::from_ymd(date.year().into(), date.month() as u8, date.day() as u8);
        Self { shared, main: Source::new(file_id("main.typ"), text), files, date }
    }

    /// The fonts that text may be set in.
    pub fn fonts(&self) -> &[Font] {
        &self.shared.fonts
    }

    /// The theme's source, to which errors may point.
    pub fn theme(&self) -> &Source {
        &self.shared.theme
    }
}

/// The path of a picture, numbered within its document: typst keeps every path it has met for as
/// long as the program runs, and has room for 65,535.
pub fn picture_path(number: usize, picture: &Picture) -> String {
    let ending = match picture {
        Picture::Svg { .. } => "svg",
        Picture::Png { .. } => "png",
        Picture::Jpeg { .. } => "jpg",
    };
    format!("picture-{number}.{ending}")
}

fn file_id(path: &str) -> FileId {
    RootedPath::new(VirtualRoot::Project, VirtualPath::new(path).expect("a plain name")).intern()
}

impl World for Sheet {
    fn library(&self) -> &LazyHash<Library> {
        &self.shared.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &self.shared.book
    }

    fn main(&self) -> FileId {
        self.main.id()
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        [&self.main, &self.shared.theme].into_iter().find(|source| source.id() == id).cloned().ok_or_else(absent)
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        let path = id.vpath().get_without_slash();
        let found = match path.split('.').next().unwrap_or_default() {
            "brand" => Some(self.shared.brand.clone()),
            "document" => Some(self.files.data.clone()),
            "logo" => self.shared.logo.clone(),
            name => {
                let number = name.strip_prefix("picture-").and_then(|number| number.parse::<usize>().ok());
                number.and_then(|number| self.files.pictures.get(number).cloned())
            }
        };
        found.ok_or_else(absent)
    }

    fn font(&self, index: usize) -> Option<Font> {
        self.shared.fonts.get(index).cloned()
    }

    fn today(&self, _offset: Option<Duration>) -> Option<Datetime> {
        self.date
    }
}

fn absent() -> FileError {
    FileError::Other(Some("documents see no files but their own".into()))
}
