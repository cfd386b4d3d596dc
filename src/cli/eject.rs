//! `sowright eject`: a built-in file copied into the project, where it takes the built-in one's place.

use crate::load::embedded;
use crate::load::hint::nearest;
use crate::source::Sources;
use crate::write::create;

use super::args::EjectArgs;
use super::report::Report;
use super::{CLEAN, FINDINGS, Problem, place_of};

pub fn run(args: &EjectArgs, report: &Report) -> Result<u8, Problem> {
    let root = place_of(args.directory.as_deref())?;
    let files = embedded::files();
    if args.list {
        let own = |path: &str| if root.join(path).is_file() { "  (the project has its own)" } else { "" };
        let list: String = files.iter().map(|(path, _)| format!("{path}{}\n", own(path))).collect();
        report.result(&list);
        return Ok(CLEAN);
    }
    let mut status = CLEAN;
    for wanted in &args.path {
        let wanted = wanted.trim_end_matches('/');
        let below = format!("{wanted}/");
        let chosen: Vec<_> = files.iter().filter(|(path, _)| path == wanted || path.starts_with(&below)).collect();
        if chosen.is_empty() {
            let near = nearest(wanted, files.iter().map(|(path, _)| path.as_str()));
            let hint = near
                .map_or("`sowright eject --list` says what there is".into(), |near| format!("did you mean `{near}`?"));
            return Err(Problem(format!("there is no built-in file `{wanted}`; {hint}")));
        }
        for (path, bytes) in chosen {
            match create(&root.join(path), bytes) {
                Ok(()) => report.result(&format!("{path}\n")),
                Err(mistakes) => {
                    report.findings(&mistakes, &Sources::default());
                    status = FINDINGS;
                }
            }
        }
    }
    Ok(status)
}
