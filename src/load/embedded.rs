//! The catalog, templates and theme that are compiled into the binary.

use std::borrow::Cow;

/// `catalog/`.
#[derive(rust_embed::RustEmbed)]
#[folder = "catalog/"]
pub struct EmbeddedCatalog;

/// `templates/`.
#[derive(rust_embed::RustEmbed)]
#[folder = "templates/"]
pub struct EmbeddedTemplates;

/// Path relative to the project's root, and content, of every embedded file, in order of path.
pub fn files() -> Vec<(String, Cow<'static, [u8]>)> {
    fn all<E: rust_embed::RustEmbed>(folder: &str) -> impl Iterator<Item = (String, Cow<'static, [u8]>)> {
        E::iter().filter_map(move |path| E::get(&path).map(|file| (format!("{folder}/{path}"), file.data)))
    }
    let mut files: Vec<_> = all::<EmbeddedCatalog>("catalog").chain(all::<EmbeddedTemplates>("templates")).collect();
    files.sort_by(|a, b| a.0.cmp(&b.0));
    files
}
