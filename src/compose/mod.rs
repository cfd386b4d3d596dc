//! Stage 4: a job and its template to a [`Document`].

pub mod asked;
mod attached;
mod block;
pub mod computed;
mod context;
mod enclosed;
mod escape;
pub mod figures;
mod filters;
mod finish;
mod functions;
mod given;
mod hold;
mod markdown;
mod marks;
mod prose;
mod slots;
mod spoken;
mod table;
mod template;
mod tone;
pub mod trial;

use crate::diagnostic::Diagnostics;
use crate::document::{Block, Document, Labels, Meta, Status, TitlePage};
use crate::load::catalog::TitlePageKind;
use crate::load::records::Slots;
use crate::plan::slice::Slice;
use crate::theme::Colors;

pub use context::{context, variables};
pub use markdown::OPTIONS as MARKDOWN;
pub use slots::{check as check_narratives, slots_of};
pub use template::Templates;

/// The blocks of Markdown by itself: no template, no data, no attachments.
pub fn prose_blocks(text: &str, colors: &Colors) -> (Vec<Block>, Diagnostics) {
    let (prose, attachments) = (Slots::new(), markdown::Attachments::new());
    let (mut blocks, mut findings) = markdown::read(text, Vec::new(), &prose, colors, &attachments);
    findings.extend(finish::finish(&mut blocks));
    (blocks, findings)
}

/// The document of a slice by the template named `template`. With errors there is no document.
pub fn compose(
    slice: &Slice,
    template: &str,
    templates: &Templates,
    colors: &Colors,
) -> (Option<Document>, Diagnostics) {
    let rendered = match templates.render(template, context(slice)) {
        Ok(rendered) => rendered,
        Err(findings) => return (None, findings),
    };
    let (mut blocks, mut findings) =
        markdown::read(&rendered.markdown, rendered.origins, &slice.narrative, colors, &slice.attachments);
    findings.extend(finish::finish(&mut blocks));
    match findings.has_errors() {
        true => (None, findings),
        false => (Some(Document { meta: meta(slice), blocks }), findings),
    }
}

fn meta(slice: &Slice) -> Meta {
    let about = &slice.document;
    let control = &slice.engagement.document_control;
    let provider = slice.provider.map_or("Provider", |provider| provider.name.value.as_str());
    let classification = control.classification.clone().unwrap_or_else(|| "Confidential".to_owned());
    let status = match about.status {
        Status::Draft => "Draft",
        Status::Issued => "Issued",
    };
    let mut facts = vec![
        ("Customer", slice.engagement.customer.name.value.clone()),
        ("Project", slice.engagement.project.name.value.clone()),
        ("Provider", provider.to_owned()),
    ];
    if let Some(period) = &about.period {
        facts.push(("Period", period.label.clone()));
    }
    facts.extend([
        ("Document", about.id.clone()),
        ("Version", about.version.clone()),
        ("Status", status.to_owned()),
        ("Date", crate::resolve::schedule::long(about.date)),
        ("Classification", classification.clone()),
    ]);
    Meta {
        id: about.id.clone(),
        title: about.title.clone(),
        subtitle: hold::subtitle(&about.subtitle),
        language: "en".to_owned(),
        customer: slice.engagement.customer.name.value.clone(),
        provider: provider.to_owned(),
        version: about.version.clone(),
        status: about.status,
        date: about.date,
        classification,
        // Who reads the report of a period wants its summary on the first page.
        title_page: match slice.title_page {
            TitlePageKind::Full if about.period.is_none() => TitlePage::Full,
            TitlePageKind::Full | TitlePageKind::Brief => TitlePage::Brief,
        },
        paper: slice.paper,
        facts: facts.into_iter().map(|(label, value)| (label.to_owned(), value)).collect(),
        labels: Labels::default(),
    }
}
