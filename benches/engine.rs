//! The engine's own loop over the pages of a project, beside the whole build of the same pages:
//! CPU seconds a document, as many threads for each, fonts loaded once. They take turns, and the least
//! of each counts: what else a machine does only ever adds.
//!
//! usage: cargo bench --profile dev --bench engine -- PROJECT [DOCUMENTS [THREADS]]

#![allow(clippy::disallowed_methods, clippy::unwrap_used, clippy::print_stdout, reason = "a benchmark")]

use std::fs;
use std::path::Path;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use jiff::civil::Date;
use sowright::compose::{Templates, compose};
use sowright::document::Document;
use sowright::export::pdf::{Pdf, bare};
use sowright::export::{Exporter, Format, export};
use sowright::load::{Loaded, load};
use sowright::pipeline::{AsOf, Progress, Request, build};
use sowright::plan::manifest::Manifest;
use sowright::plan::{Wanted, plan};
use sowright::resolve::resolve;

/// The program's allocator, for both sides.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Tells nobody.
struct Silent;
impl Progress for Silent {}

/// How often each takes its turn.
const TURNS: usize = 3;

/// Bytes of stack for each thread, as the program's have.
const STACK: usize = 16 << 20;

/// User and system time of this process so far, in seconds.
fn cpu() -> f64 {
    let stat = fs::read_to_string("/proc/self/stat").unwrap();
    let fields: Vec<&str> = stat.rsplit(')').next().unwrap().split_whitespace().collect();
    // Clock ticks are hundredths of a second on Linux.
    (fields[11].parse::<f64>().unwrap() + fields[12].parse::<f64>().unwrap()) / 100.0
}

fn timed(name: &str, count: usize, work: impl FnOnce()) -> f64 {
    let before = cpu();
    work();
    let each = (cpu() - before) / count as f64;
    println!("{name:<44} {:>8.2} ms CPU a document", each * 1000.0);
    each
}

fn main() {
    let mut arguments = std::env::args().skip(1).filter(|argument| argument != "--bench");
    let root = arguments.next().expect("the project's folder");
    let root = Path::new(&root);
    let most: usize = arguments.next().map_or(usize::MAX, |text| text.parse().unwrap());
    let threads: usize = arguments.next().map_or(1, |text| text.parse().unwrap());
    let date = |loaded: &Loaded| loaded.engagement.as_of.as_ref().map_or(Date::constant(2026, 6, 30), |day| day.0);
    let (project, findings) = load(root, &[]);
    assert!(!findings.has_errors(), "{findings:#?}");
    let (register, _) = resolve(&project, date);
    let lost = std::collections::BTreeSet::new();
    let wanted =
        Wanted { formats: &["pdf"], planned: false, only: &|_, _| true, force: false, program: "bench", lost: &lost };
    let (plan, _) = plan(&project, &register, &Manifest::default(), &wanted, date);
    let theme = project.theme.as_ref().unwrap();
    let templates = Templates::new(&project).unwrap_or_else(|findings| panic!("{findings:#?}"));
    let exporter = Exporter::new(theme).unwrap_or_else(|findings| panic!("{findings:#?}"));
    let ids: Vec<String> = plan.jobs.iter().take(most).map(|job| job.item.id.clone()).collect();
    let mut documents: Vec<Document> = Vec::new();
    let composing = timed("compose (YAML read before)", ids.len(), || {
        documents.extend(plan.jobs.iter().take(most).map(|job| {
            compose(&plan.slice(job), job.template, &templates, &theme.brand.colors).0.expect("a document")
        }));
    });
    let mut bytes = 0;
    let html = timed("HTML of the documents", ids.len(), || {
        bytes = documents.iter().map(|document| export(document, Format::Html, &exporter).unwrap().len()).sum();
    });
    assert!(bytes > 0);

    let pdf = Pdf::new(theme).unwrap_or_else(|findings| panic!("{findings:#?}"));
    let given: Vec<_> = documents.iter().map(|document| pdf.given(document)).collect();
    let run = |name, change: &dyn Fn(&str) -> String| {
        let sources = given.iter().map(|given| Mutex::new(change(&given.source))).collect::<Vec<_>>();
        let next = AtomicUsize::new(0);
        let thread = || {
            while let Some((given, source)) = given.iter().zip(&sources).nth(next.fetch_add(1, Ordering::Relaxed)) {
                let source = std::mem::take(&mut *source.lock().unwrap());
                assert!(pdf.bare(given, source) > 0, "refused: {}", given.source);
            }
        };
        timed(name, ids.len(), || {
            std::thread::scope(|scope| {
                for _ in 0..threads {
                    std::thread::Builder::new().stack_size(STACK).spawn_scoped(scope, thread).unwrap();
                }
            });
        })
    };

    let folder = tempfile::tempdir().unwrap();
    let of = |item: &sowright::resolve::Item, _: &sowright::load::Project| ids.contains(&item.id);
    let request = |turn: usize| Request {
        root,
        paths: &[],
        output: folder.path().join(turn.to_string()),
        formats: vec![Format::Pdf],
        threads,
        as_of: AsOf { flag: None, fallback: Date::constant(2026, 6, 30) },
        planned: false,
        force: false,
        dry_run: false,
        check: false,
        fail_fast: false,
        holder: "a benchmark".to_owned(),
        wait: false,
        only: Some(&of),
    };
    let build = |turn| {
        timed("sowright build --format pdf", ids.len(), || {
            let outcome = build(&request(turn), None, &Silent, &|| Duration::ZERO);
            assert_eq!((outcome.built, outcome.failed), (ids.len(), 0), "{:#?}", outcome.findings);
        })
    };
    let (mut engine, mut plain, mut whole) = (f64::MAX, f64::MAX, f64::MAX);
    for turn in 0..TURNS {
        engine = engine.min(run("bare engine, the same Typst", &str::to_owned));
        whole = whole.min(build(turn));
        plain = plain.min(run("bare engine, automatic columns, outline", &bare::straightforward));
    }
    println!();
    println!("documents                                    {:>8}", ids.len());
    println!("threads                                      {threads:>8}");
    println!("whole build / bare engine                    {:>8.2}", whole / engine);
    println!("straightforward template / ours              {:>8.2}", plain / engine);
    println!("pages of HTML a second, composed and written {:>8.0}", 1.0 / (composing + html));
}
