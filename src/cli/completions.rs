//! `sowright completions`.

use clap::CommandFactory;

use super::args::{Args, CompletionsArgs};
use super::report::Report;
use super::{CLEAN, Problem};

pub fn run(args: &CompletionsArgs, report: &Report) -> Result<u8, Problem> {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut Args::command(), "sowright", &mut script);
    report.result(&String::from_utf8_lossy(&script));
    Ok(CLEAN)
}
