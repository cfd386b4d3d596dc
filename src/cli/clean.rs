//! `sowright clean`.

use crate::source::Sources;
use crate::write::clean;

use super::args::CleanArgs;
use super::report::{Report, status};
use super::{Problem, holder, place_of};

pub fn run(args: &CleanArgs, report: &Report) -> Result<u8, Problem> {
    let root = place_of(args.directory.as_deref())?;
    let folder = args.output.clone().unwrap_or_else(|| root.join("output"));
    let (removed, findings) = clean(&folder, &holder());
    report.findings(&findings, &Sources::default());
    let files = if removed == 1 { "file" } else { "files" };
    match (removed, findings.has_errors()) {
        (_, true) => {}
        (0, _) => report.news("Nothing to remove"),
        _ => report.news(&format!("Removed {removed} {files}")),
    }
    Ok(status(&findings))
}
