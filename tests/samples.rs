//! Every due document of the samples, from YAML to both formats: conformance, header cells, and the
//! same words in the same order.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use jiff::civil::Date;
use sowright::compose::{Templates, compose};
use sowright::document::Document;
use sowright::export::{Exporter, Format, export};
use sowright::load::{Loaded, Project, load};
use sowright::plan::manifest::Manifest;
use sowright::plan::{Wanted, plan};
use sowright::resolve::{Item, resolve};
use sowright::source::sha256;

use crate::{html, pdf};

/// Composes the due documents of a project and hands each to `check` with its bytes, on two threads.
fn each_document(
    root: &Path,
    planned: bool,
    as_of: Option<Date>,
    check: &(dyn Fn(&Document, &str, &[u8]) + Sync),
) -> usize {
    let (project, findings) = load(root, &[]);
    assert!(!findings.has_errors(), "{findings:#?}");
    let date = |loaded: &Loaded| {
        let written = loaded.engagement.as_of.as_ref().map(|day| day.0);
        as_of.or(written).unwrap_or(Date::constant(2026, 6, 30))
    };
    let (register, findings) = resolve(&project, date);
    assert!(!findings.has_errors(), "{findings:#?}");
    let (only, lost) = (|_: &Item, _: &Project| true, std::collections::BTreeSet::new());
    let wanted = Wanted { formats: &["html", "pdf"], planned, only: &only, force: false, program: "test", lost: &lost };
    let (plan, findings) = plan(&project, &register, &Manifest::default(), &wanted, date);
    assert!(!findings.has_errors(), "{findings:#?}");
    let theme = project.theme.as_ref().expect("a theme");
    let templates = Templates::new(&project).unwrap_or_else(|findings| panic!("{findings:#?}"));
    let exporter = Exporter::new(theme).unwrap_or_else(|findings| panic!("{findings:#?}"));
    let next = AtomicUsize::new(0);
    let work = || {
        while let Some(job) = plan.jobs.get(next.fetch_add(1, Ordering::Relaxed)) {
            let (document, findings) = compose(&plan.slice(job), job.template, &templates, &theme.brand.colors);
            assert!(findings.is_empty(), "{}: {findings:#?}", job.item.id);
            let document = document.expect("a document");
            let bytes = |format| {
                export(&document, format, &exporter).unwrap_or_else(|findings| panic!("{}: {findings:#?}", job.item.id))
            };
            let page = String::from_utf8(bytes(Format::Html)).expect("text");
            check(&document, &page, &bytes(Format::Pdf));
        }
    };
    std::thread::scope(|scope| {
        let threads: Vec<_> = (0..2)
            .map(|_| std::thread::Builder::new().stack_size(16 << 20).spawn_scoped(scope, work).expect("a thread"))
            .collect();
        threads.into_iter().for_each(|thread| thread.join().expect("no thread fails"));
    });
    plan.jobs.len()
}

#[test]
fn every_due_document_conforms_and_says_the_same_in_both_formats() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let built = Mutex::new(BTreeMap::new());
    let count = each_document(root, false, None, &|document, page, file| {
        built.lock().expect("not poisoned").insert(document.meta.id.clone(), sha256(file));
        html::says_its_words(document, page);
        pdf::says_its_words(document, file);
        pdf::conforms(file);
        pdf::has_header_cells(file);
    });
    assert!(count > 600, "{count} documents");
    ledgers_hold_the_fingerprints(root, &built.into_inner().expect("not poisoned"));
}

/// An accepted document is the file that this program makes; `SOWRIGHT_BLESS=1` writes the ledgers anew.
fn ledgers_hold_the_fingerprints(root: &Path, built: &BTreeMap<String, String>) {
    let (project, _) = load(root, &[]);
    let mut wrong = Vec::new();
    for loaded in &project.engagements {
        let prefix = loaded.engagement.document_control.prefix.as_ref().unwrap_or(&loaded.id);
        let path = root.join("engagements").join(&loaded.id).join("ledger.yaml");
        let Ok(mut text) = std::fs::read_to_string(&path) else { continue };
        for entry in &loaded.ledger.issued {
            let now = built.get(&format!("{prefix}/{}", entry.document.value));
            if let (Some(known), Some(now)) = (&entry.sha256, now)
                && known != now
            {
                let own = |line: &&str| line.contains(&format!("{{document: {},", entry.document.value));
                if let Some(line) = text.lines().rfind(own).map(str::to_owned) {
                    text = text.replace(&line, &line.replace(known.as_str(), now));
                }
                wrong.push(entry.document.value.clone());
            }
        }
        if std::env::var_os("SOWRIGHT_BLESS").is_some() {
            std::fs::write(&path, text).expect("writable");
        }
    }
    let bless = std::env::var_os("SOWRIGHT_BLESS").is_some();
    assert!(bless || wrong.is_empty(), "run SOWRIGHT_BLESS=1 cargo test samples: {wrong:?}");
}

#[test]
fn a_hostile_name_is_only_a_name() {
    let name = r#"*Ben* & <b>"Co"</b> #strong[x] $a_b$ \ ]]"#;
    let folder = tempfile::tempdir().expect("a folder");
    let engagement = format!(
        "customer: {{name: '{name}', country: NL}}\nprovider: {{name: '{name}'}}\nproject: {{name: '{name}', objective: '{name}'}}\n\
         inventory: {{applications: [{{id: a, name: '{name}', slo: 99.9}}]}}\n\
         services:\n  - {{key: one, service: agent-hosting, start: 2026-01-01, end: 2026-06-30, remark: '{name}', objective: '{name}'}}\n  \
         - {{key: two, service: app-hosting-implementation, start: 2026-01-01, end: 2026-06-30}}\n"
    );
    std::fs::create_dir_all(folder.path().join("engagements/x/records")).expect("made");
    std::fs::write(folder.path().join("engagements/x/engagement.yaml"), engagement).expect("written");
    let records = format!(
        "incidents:\n  - {{id: I1, title: '{name}', severity: SEV2, applications: [a], started_at: 2026-02-03T10:00, \
         detected_at: 2026-02-03T10:05, outage: true, mitigated_at: 2026-02-03T10:30, impact: '{name}', cause_technical: '{name}'}}\n\
         notes:\n  - {{date: 2026-02-04, kind: highlight, text: '{name}'}}\n  - {{date: 2026-02-04, kind: decision, text: '{name}'}}\n"
    );
    std::fs::write(folder.path().join("engagements/x/records/all.yaml"), records).expect("written");
    each_document(folder.path(), true, Some(Date::constant(2026, 6, 30)), &|document, page, file| {
        let words = document.words();
        assert!(words.iter().any(|word| word == name), "{}: {words:?}", document.meta.id);
        assert_eq!(document.meta.customer, name);
        html::says_its_words(document, page);
        pdf::says_its_words(document, file);
        pdf::conforms(file);
    });
}
