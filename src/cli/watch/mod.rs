//! `sowright watch`: builds again what a save touched, and reloads the pages that show it.

mod files;
mod inject;
mod server;
mod site;

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Instant;

use crate::diagnostic::{Code, Diagnostics, Severity, human};
use crate::pipeline::{Memory, Outcome, Progress, Request, build};

use super::args::WatchArgs;
use super::build::{formats, processors};
use super::interrupt::Interrupt;
use super::report::Report;
use super::{Problem, Workplace, holder};

use files::Files;
use site::Site;

pub fn run(args: &WatchArgs, report: &Report) -> Result<u8, Problem> {
    let place = Workplace::new(&args.project)?;
    let output = args.output.clone().unwrap_or_else(|| place.root.join("output"));
    let site = Arc::new(Site::new(&output));
    if let Some(port) = args.serve {
        let address = server::start(&site, port)?;
        report.news(&format!("Serving http://{address}/"));
    }
    let interrupt = Interrupt::listen(|| ());
    let mut files = Files::new(&place.root, &place.paths, &output)?;
    let request = Request {
        root: &place.root,
        paths: &place.paths,
        output,
        formats: formats(&args.format),
        threads: args.jobs.map_or_else(processors, usize::from),
        as_of: place.as_of,
        planned: args.planned,
        force: false,
        dry_run: false,
        check: false,
        fail_fast: false,
        holder: holder(),
        wait: true,
        only: None,
    };
    let mut memory = Memory::default();
    let mut told = None;
    loop {
        files.follow(memory.read());
        let started = Instant::now();
        let look = Look { site: &site, changed: files.changed(), interrupt: &interrupt };
        let mut outcome = build(&request, Some(&mut memory), &look, &|| started.elapsed());
        interrupt.building(false);
        if interrupt.asked() {
            super::interrupt::leave()
        }
        if !outcome.unchanged {
            site.tell_findings(&errors(&outcome));
            // A line more in a file moves findings, and is no news.
            let findings: Vec<(Code, String)> =
                outcome.findings.iter().map(|finding| (finding.code, finding.message.clone())).collect();
            if told.as_ref() != Some(&findings) {
                report.told(&mut outcome.findings, &outcome.sources, &args.findings);
            }
            told = Some(findings);
            report.news(&summary(&outcome));
        }
        files.wait();
    }
}

/// The errors, as the terminal shows them.
fn errors(outcome: &Outcome) -> String {
    let errors: Diagnostics =
        outcome.findings.iter().filter(|finding| finding.severity == Severity::Error).cloned().collect();
    errors.iter().map(|finding| human::render(finding, &outcome.sources, false, None)).collect::<Vec<_>>().join("\n")
}

/// `Built 3 documents, in 0.2 s`
fn summary(outcome: &Outcome) -> String {
    let documents = if outcome.built == 1 { "1 document".to_owned() } else { format!("{} documents", outcome.built) };
    let mut text = if outcome.built > 0 { format!("Built {documents}") } else { "Nothing to build".to_owned() };
    for (count, word) in
        [(outcome.failed, "failed"), (outcome.skipped, "left for the next build"), (outcome.removed, "removed")]
    {
        if count > 0 {
            text.push_str(&format!(", {count} {word}"));
        }
    }
    format!("{text}, in {:.1} s", outcome.took.as_secs_f64())
}

/// What a build tells and asks while somebody is looking at the pages.
struct Look<'a> {
    site: &'a Site,
    changed: Arc<AtomicBool>,
    interrupt: &'a Interrupt,
}

impl Progress for Look<'_> {
    fn start(&self, _: usize) {
        self.interrupt.building(true);
    }

    fn wanted_first(&self, path: &str) -> bool {
        self.site.is_open(path)
    }

    fn wrote(&self, path: &str) {
        self.site.tell_written(path);
    }

    fn stopped(&self) -> bool {
        // A newer save makes the rest of this build needless.
        self.interrupt.asked() || self.changed.load(Ordering::Relaxed)
    }

    fn left(&self) {
        if self.interrupt.asked() {
            super::interrupt::leave()
        }
    }
}
