//! The command line: alone prints, reads the clock and the environment, and ends the program.

#![allow(clippy::disallowed_methods, reason = "the command line reads clock, environment and the user's place")]

mod args;
mod build;
mod calendar;
mod catalog;
mod check;
mod clean;
mod completions;
mod eject;
mod explain;
mod interrupt;
mod new;
mod only;
mod progress;
mod register;
mod report;
mod scaffold;
mod schema;
mod watch;

use std::path::{Path, PathBuf};

use clap::Parser;
use jiff::civil::Date;

use crate::pipeline::AsOf;

use args::{Args, Command, ProjectArgs};

/// Exit status: nothing wrong.
pub const CLEAN: u8 = 0;
/// Exit status: a finding of severity error.
pub const FINDINGS: u8 = 1;
/// Exit status: wrong usage, or an environment in which nothing can be done.
pub const USAGE: u8 = 2;

/// Runs the program with its arguments; the exit status comes back.
pub fn run(arguments: impl IntoIterator<Item = std::ffi::OsString>) -> u8 {
    let args = match Args::try_parse_from(arguments) {
        Ok(args) => args,
        Err(error) => {
            let status = if error.use_stderr() { USAGE } else { CLEAN };
            // A closed pipe is no reason to complain.
            error.print().ok();
            return status;
        }
    };
    let report = report::Report::new(args.color, args.quiet);
    let result = match &args.command {
        Command::Build(own) => build::run(own, &report),
        Command::Clean(own) => clean::run(own, &report),
        Command::Watch(own) => watch::run(own, &report),
        Command::Check(own) => check::run(own, &report),
        Command::Register(own) => register::run(own, &report),
        Command::Catalog(own) => catalog::run(own, &report),
        Command::Eject(own) => eject::run(own, &report),
        Command::New(own) => new::run(own, &report),
        Command::Explain(own) => explain::run(own, &report),
        Command::Schema(own) => schema::run(own, &report),
        Command::Completions(own) => completions::run(own, &report),
    };
    result.unwrap_or_else(|problem| {
        report.problem(&problem);
        USAGE
    })
}

/// Who holds an output folder, for other builds to tell.
fn holder() -> String {
    let since = jiff::Zoned::now().round(jiff::Unit::Second).unwrap_or_default();
    format!("process {} since {}", std::process::id(), since.strftime("%Y-%m-%d %H:%M:%S"))
}

/// What keeps a command from starting at all: a sentence for the user.
pub struct Problem(pub String);

/// A place in which to work, out of the arguments and the environment.
struct Workplace {
    root: PathBuf,
    paths: Vec<String>,
    as_of: AsOf,
}

impl Workplace {
    fn new(args: &ProjectArgs) -> Result<Self, Problem> {
        let here = args.directory.clone().map_or_else(current_folder, Ok)?;
        if !here.is_dir() {
            return Err(Problem(format!("there is no folder {}", here.display())));
        }
        let paths: Vec<String> = args.paths.iter().map(|path| within(&here, path, args.directory.is_some())).collect();
        let start = paths.first().map(PathBuf::from).filter(|path| path.exists());
        let start = start.and_then(|path| std::path::absolute(path).ok());
        let start = start.as_deref().and_then(|path| if path.is_dir() { Some(path) } else { path.parent() });
        let here = std::path::absolute(&here).unwrap_or(here);
        let found = crate::load::root(start.unwrap_or(&here));
        // A file outside any project is built where the user stands.
        let marked = found.join("sowright.yaml").is_file() || found.join("engagements").is_dir();
        let root = if marked { found } else { here };
        Ok(Self { root, paths, as_of: AsOf { flag: args.as_of, fallback: today()? } })
    }
}

/// The project's root for commands that need no engagement.
fn place_of(directory: Option<&Path>) -> Result<PathBuf, Problem> {
    let here = directory.map_or_else(current_folder, |folder| Ok(folder.to_owned()))?;
    if !here.is_dir() {
        return Err(Problem(format!("there is no folder {}", here.display())));
    }
    Ok(crate::load::root(&std::path::absolute(&here).unwrap_or(here)))
}

fn within(here: &Path, path: &str, moved: bool) -> String {
    match moved {
        true => here.join(path).to_string_lossy().into_owned(),
        false => path.to_owned(),
    }
}

fn current_folder() -> Result<PathBuf, Problem> {
    std::env::current_dir().map_err(|error| Problem(format!("the current folder cannot be used: {error}")))
}

/// `SOURCE_DATE_EPOCH` (seconds, UTC), or today where the user is.
fn today() -> Result<Date, Problem> {
    match std::env::var("SOURCE_DATE_EPOCH") {
        Ok(text) => {
            let seconds = text.parse().ok().and_then(|seconds| jiff::Timestamp::from_second(seconds).ok());
            let moment = seconds
                .ok_or_else(|| Problem(format!("SOURCE_DATE_EPOCH is `{text}`, which is no number of seconds")))?;
            Ok(moment.to_zoned(jiff::tz::TimeZone::UTC).date())
        }
        Err(_) => Ok(jiff::Zoned::now().date()),
    }
}
