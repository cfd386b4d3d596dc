//! `sowright build`.

use std::time::{Duration, Instant};

use crate::export::Format;
use crate::pipeline::{Outcome, Request, build};
use crate::plan::reason::{Fresh, Verdict};
use crate::resolve::Item;

use super::args::{BuildArgs, FormatArg};
use super::progress::Bar;
use super::report::Report;
use super::{Problem, Workplace};

pub fn run(args: &BuildArgs, report: &Report) -> Result<u8, Problem> {
    let place = Workplace::new(&args.project)?;
    let globs: Vec<glob::Pattern> = args
        .only
        .iter()
        .map(|text| glob::Pattern::new(text).map_err(|error| Problem(format!("`{text}` is not a glob: {error}"))))
        .collect::<Result<_, _>>()?;
    let only = |item: &Item| globs.iter().any(|glob| glob.matches(&item.id) || glob.matches(&item.family));
    let mut formats: Vec<Format> = args.format.iter().map(|format| format.of()).collect();
    formats.sort_unstable();
    formats.dedup();
    let processors = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    let request = Request {
        root: &place.root,
        paths: &place.paths,
        output: args.output.clone().unwrap_or_else(|| place.root.join("output")),
        formats,
        threads: args.jobs.map_or(processors, usize::from),
        as_of: place.as_of,
        planned: args.planned,
        force: args.force,
        dry_run: args.dry_run,
        only: if globs.is_empty() { None } else { Some(&only) },
    };
    let started = Instant::now();
    let mut outcome = build(&request, &Bar::new(report.animated()), &|| started.elapsed());
    let status = report.told(&mut outcome.findings, &outcome.project.sources, &args.findings);
    if args.explain || args.dry_run {
        explain(&outcome, report);
    }
    report.news(&summary(&outcome, args.dry_run));
    Ok(status)
}

fn explain(outcome: &Outcome, report: &Report) {
    let mut untouched = 0;
    for (id, verdict, _) in &outcome.documents {
        match verdict {
            Verdict::Stale(reason) => report.result(&format!("{id}: {}\n", reason.sentence())),
            Verdict::Fresh(fresh @ Fresh::Document) => report.result(&format!("{id}: {}\n", fresh.sentence())),
            Verdict::Fresh(_) => untouched += 1,
        }
    }
    if untouched > 0 {
        report.result(&format!("{untouched} others: {}\n", Fresh::Inputs.sentence()));
    }
}

/// `Built 12 documents, 400 fresh, in 0.8 s.`
fn summary(outcome: &Outcome, dry_run: bool) -> String {
    let built = if outcome.built == 1 { "1 document".to_owned() } else { format!("{} documents", outcome.built) };
    let mut text = match (outcome.built, dry_run) {
        (0, false) => "Nothing to build".to_owned(),
        (_, false) => format!("Built {built}"),
        (_, true) => format!("Would build {built}"),
    };
    for (count, word) in [(outcome.fresh, "fresh"), (outcome.failed, "failed"), (outcome.removed, "removed")] {
        if count > 0 {
            text.push_str(&format!(", {count} {word}"));
        }
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
