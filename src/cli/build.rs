//! `sowright build`.

use std::time::{Duration, Instant};

use crate::export::Format;
use crate::load::Project;
use crate::pipeline::{Outcome, Request, build};
use crate::plan::reason::{Fresh, Verdict};
use crate::resolve::Item;

use super::args::{BuildArgs, FormatArg};
use super::only::Only;
use super::progress::Steps;
use super::report::Report;
use super::{Problem, Workplace, holder};

pub fn run(args: &BuildArgs, report: &Report) -> Result<u8, Problem> {
    let place = Workplace::new(&args.project)?;
    let only = Only::new(&args.only)?;
    let takes = |item: &Item, project: &Project| only.takes(item, project);
    let request = Request {
        root: &place.root,
        paths: &place.paths,
        output: args.output.clone().unwrap_or_else(|| place.root.join("output")),
        formats: formats(&args.format),
        threads: args.jobs.map_or_else(processors, usize::from),
        as_of: place.as_of,
        planned: args.planned,
        force: args.force,
        dry_run: args.dry_run,
        check: args.check,
        fail_fast: args.fail_fast && !args.keep_going,
        holder: holder(),
        wait: args.wait,
        only: if only.is_empty() { None } else { Some(&takes) },
    };
    let started = Instant::now();
    let mut outcome = build(&request, None, &Steps::new(report), &|| started.elapsed());
    let status = report.told(&mut outcome.findings, &outcome.sources, &args.findings);
    if args.explain || args.dry_run {
        explain(&outcome, report);
    }
    report.news(&summary(&outcome, args));
    Ok(status)
}

/// Formats in their order, each once.
pub fn formats(asked: &[FormatArg]) -> Vec<Format> {
    let mut formats: Vec<Format> = asked.iter().map(|format| format.of()).collect();
    formats.sort_unstable();
    formats.dedup();
    formats
}

/// How many threads there are to work with.
pub fn processors() -> usize {
    std::thread::available_parallelism().map_or(1, std::num::NonZero::get)
}

fn explain(outcome: &Outcome, report: &Report) {
    let mut untouched = outcome.fresh;
    for (id, verdict) in &outcome.documents {
        match verdict {
            Verdict::Stale(reason) => report.result(&format!("{id}: {}\n", reason.sentence())),
            Verdict::Fresh(fresh @ Fresh::Document) => {
                untouched -= 1;
                report.result(&format!("{id}: {}\n", fresh.sentence()));
            }
            Verdict::Fresh(_) => {}
        }
    }
    if untouched > 0 {
        report.result(&format!("{untouched} others: {}\n", Fresh::Inputs.sentence()));
    }
}

/// `Built 12 documents, 400 fresh, 3 findings, in 0.8 s`
fn summary(outcome: &Outcome, args: &BuildArgs) -> String {
    let count = |count: usize, one: &str| if count == 1 { format!("1 {one}") } else { format!("{count} {one}s") };
    let built = count(outcome.built, "document");
    let mut text = match outcome.built {
        _ if args.check => match outcome.differences.len() {
            0 => format!("Checked {}: the output is what the inputs give", count(outcome.documents.len(), "document")),
            n => format!(
                "Checked {}: {} in the output",
                count(outcome.documents.len(), "document"),
                count(n, "difference")
            ),
        },
        0 if outcome.documents.is_empty() && !args.only.is_empty() && !outcome.findings.has_errors() => {
            "Nothing to build: no document that has come due matches --only".to_owned()
        }
        0 => "Nothing to build".to_owned(),
        _ if args.dry_run => format!("Would build {built}"),
        _ => format!("Built {built}"),
    };
    let findings = outcome.findings.iter().count();
    let mut parts: Vec<(usize, String)> = Vec::new();
    if !args.check {
        for (count, word) in [
            (outcome.fresh, "fresh"),
            (outcome.failed, "failed"),
            (outcome.skipped, "not reached"),
            (outcome.removed, "removed"),
        ] {
            parts.push((count, format!("{count} {word}")));
        }
    }
    parts.push((findings, count(findings, "finding")));
    for (_, part) in parts.iter().filter(|(count, _)| *count > 0) {
        text.push_str(", ");
        text.push_str(part);
    }
    format!("{text}, in {}", seconds(outcome.took))
}

fn seconds(took: Duration) -> String {
    format!("{:.1} s", took.as_secs_f64())
}

impl FormatArg {
    fn of(self) -> Format {
        match self {
            FormatArg::Html => Format::Html,
            FormatArg::Pdf => Format::Pdf,
        }
    }
}
