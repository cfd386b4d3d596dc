//! What the theme is told of a document as a whole: title page, running header and footer, language.

use super::length;
use super::literal::{string, words};
use super::markup::{TIGHT, WORD};
use crate::document::{Document, Meta, Paper, Status, TitlePage};

/// The arguments of the theme's `report` function, by name.
pub fn arguments(document: &Document) -> Vec<(&'static str, String)> {
    let meta = &document.meta;
    let (lang, region, script) = language(&meta.language);
    let facts: String = meta
        .facts
        .iter()
        .map(|(label, value)| format!("({}, {}), ", words(label, TIGHT), words(value, 1.5 * TIGHT)))
        .collect();
    let contents = if length::wants_contents(document) { string(&meta.labels.contents) } else { "none".into() };
    let draft = if meta.status == Status::Draft { string(&meta.labels.draft) } else { "none".into() };
    let paper = match meta.paper {
        Paper::A4 => "\"a4\"",
        Paper::Letter => "\"us-letter\"",
    };
    vec![
        ("title", words(&meta.title, TIGHT)),
        ("plain-title", string(&meta.title)),
        ("subtitle", words(&meta.subtitle, 1.5 * TIGHT)),
        ("facts", format!("({facts})")),
        ("author", string(&meta.provider)),
        ("provider", words(&meta.provider, TIGHT)),
        ("classification", words(&meta.classification, WORD)),
        ("identity", words(&identity(meta), WORD)),
        ("page-of", page_of(&meta.labels.page_of)),
        ("contents", contents),
        ("draft", draft),
        ("brief", (meta.title_page == TitlePage::Brief).to_string()),
        ("paper", paper.into()),
        ("lang", lang),
        ("region", region),
        ("script", script),
        ("attachment", string(&attachment(&meta.id))),
    ]
}

/// What the running footer calls the document.
fn identity(meta: &Meta) -> String {
    [&meta.id, &meta.version].into_iter().filter(|part| !part.is_empty()).cloned().collect::<Vec<_>>().join(" · ")
}

/// The name of the attached data; an id may hold what a file name must not.
fn attachment(id: &str) -> String {
    let safe = |c: char| if c.is_alphanumeric() || matches!(c, '-' | '_' | '.') { c } else { '-' };
    format!("{}.json", id.chars().map(safe).collect::<String>().trim_start_matches('.'))
}

/// `Page {page} of {pages}` as an array, the placeholders as `auto` and `none`.
fn page_of(label: &str) -> String {
    let pages = |part: &str| part.split("{pages}").map(string).collect::<Vec<_>>().join(", none, ");
    let parts: Vec<String> = label.split("{page}").map(pages).collect();
    format!("({},)", parts.join(", auto, "))
}

/// Language, region and script of a BCP 47 tag as Typst wants them: apart, and only if well-formed.
fn language(tag: &str) -> (String, String, String) {
    let subtag = |lengths: std::ops::RangeInclusive<usize>, skip: usize| {
        let fits = |part: &&str| lengths.contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphabetic());
        tag.split('-').skip(skip).take_while(|part| part.len() > 1).find(fits).map(string)
    };
    let lang = subtag(2..=3, 0).unwrap_or_else(|| string("en"));
    (lang, subtag(2..=2, 1).unwrap_or("none".into()), subtag(4..=4, 1).unwrap_or("auto".into()))
}
