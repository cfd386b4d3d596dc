//! `sowright check`.

use crate::pipeline::{check, check_templates};

use super::args::CheckArgs;
use super::report::Report;
use super::{Problem, Workplace};

pub fn run(args: &CheckArgs, report: &Report) -> Result<u8, Problem> {
    let place = Workplace::new(&args.project)?;
    let (project, register, mut findings) = check(&place.root, &place.paths, place.as_of);
    if args.templates {
        findings.extend(check_templates(&project, true));
        findings.sort();
    }
    let status = report.told(&mut findings, &project.sources, &args.findings);
    let engagements = project.engagements.len();
    let word = if engagements == 1 { "engagement" } else { "engagements" };
    report.news(&format!("Checked {engagements} {word}: {} documents owed", register.owed().count()));
    Ok(status)
}
