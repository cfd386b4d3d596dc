//! Commands and their flags.

use std::path::PathBuf;

use clap::builder::styling::{AnsiColor, Styles};
use clap::{Args as ClapArgs, Parser, Subcommand, ValueEnum};
use jiff::civil::Date;

const STYLES: Styles = Styles::styled()
    .header(AnsiColor::Green.on_default().bold())
    .usage(AnsiColor::Green.on_default().bold())
    .literal(AnsiColor::Cyan.on_default().bold())
    .placeholder(AnsiColor::Cyan.on_default());

/// Compiles consulting engagements into documents.
#[derive(Parser)]
#[command(name = "sowright", version, about, styles = STYLES, max_term_width = 100, arg_required_else_help = true)]
pub struct Args {
    #[command(subcommand)]
    pub command: Command,
    /// When to use colours
    #[arg(long, global = true, value_enum, default_value = "auto", value_name = "WHEN")]
    pub color: Color,
    /// Print findings only
    #[arg(long, short, global = true)]
    pub quiet: bool,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Color {
    Auto,
    Always,
    Never,
}

#[derive(Subcommand)]
pub enum Command {
    /// Build the documents that have come due
    Build(BuildArgs),
    /// Build, and build again what a save touches
    Watch(WatchArgs),
    /// Check engagements, catalog and templates without building
    Check(CheckArgs),
    /// List what is owed, due and overdue
    Register(RegisterArgs),
    /// Show what can be bought and what each service owes
    Catalog(CatalogArgs),
    /// Start an engagement from chosen services
    New(NewArgs),
    /// Explain a finding's code, or why a document is owed
    Explain(ExplainArgs),
    /// Remove what builds made from the output folder, and nothing else
    Clean(CleanArgs),
    /// Copy a built-in template, component, theme or catalog file into the project, to change it
    Eject(EjectArgs),
    /// Print or write JSON Schemas, so that editors complete and check what is written
    Schema(SchemaArgs),
    /// Print a completion script for a shell
    Completions(CompletionsArgs),
}

/// Which project and which engagements of it.
#[derive(ClapArgs)]
pub struct ProjectArgs {
    /// Engagement folders or files, or globs; all of engagements/ without any
    pub paths: Vec<String>,
    /// Work as if started in this folder
    #[arg(long, short = 'C', value_name = "FOLDER")]
    pub directory: Option<PathBuf>,
    /// The date to speak for, YYYY-MM-DD; wins over the engagement's own
    #[arg(long, value_name = "DATE")]
    pub as_of: Option<Date>,
}

/// How findings are told.
#[derive(ClapArgs)]
pub struct FindingArgs {
    /// Form of the findings; all but `human` go to standard output
    #[arg(long, value_enum, default_value = "human", value_name = "FORM")]
    pub message_format: MessageFormat,
    /// End with status 1 on warnings too
    #[arg(long, value_enum, value_name = "WHAT")]
    pub deny: Option<Deny>,
    /// Leave out warnings and notes of this code; may be given again
    #[arg(long, value_name = "CODE", value_parser = code)]
    pub allow: Vec<String>,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum MessageFormat {
    /// The lines at fault, for people
    Human,
    /// One object a line
    Json,
    /// Annotations of GitHub Actions
    Github,
    /// SARIF 2.1.0
    Sarif,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Deny {
    Warnings,
}

/// A code of a finding, as it is spelt in the table.
fn code(text: &str) -> Result<String, String> {
    match crate::diagnostic::Code::find(text) {
        Some(entry) => Ok(entry.code.to_owned()),
        None => Err("there is no finding with this code".into()),
    }
}

#[derive(ClapArgs)]
pub struct BuildArgs {
    #[command(flatten)]
    pub project: ProjectArgs,
    #[command(flatten)]
    pub findings: FindingArgs,
    /// Where the documents go [default: output/ of the project]
    #[arg(long, short, value_name = "FOLDER")]
    pub output: Option<PathBuf>,
    /// Formats to build
    #[arg(long, value_enum, value_delimiter = ',', default_value = "html,pdf", value_name = "FORMATS")]
    pub format: Vec<FormatArg>,
    /// Threads to use [default: one for each processor]
    #[arg(long, short, value_name = "N", value_parser = clap::value_parser!(u16).range(1..))]
    pub jobs: Option<u16>,
    /// Only these documents: a glob of their ids, for instance '*/statement-of-work', a family, a
    /// deliverable, or a service by line key, id or code; may be given again
    #[arg(long, value_name = "WHAT")]
    pub only: Vec<String>,
    /// Also documents that have not come due
    #[arg(long)]
    pub planned: bool,
    /// Build everything anew
    #[arg(long)]
    pub force: bool,
    /// Say why each document is built or left
    #[arg(long)]
    pub explain: bool,
    /// Only say what would be built
    #[arg(long)]
    pub dry_run: bool,
    /// Build nothing; end with status 1 when the output is not what the inputs give
    #[arg(long, conflicts_with_all = ["dry_run", "force", "wait", "fail_fast"])]
    pub check: bool,
    /// End after the first document that fails
    #[arg(long)]
    pub fail_fast: bool,
    /// Go on when a document fails; this is the default
    #[arg(long, overrides_with = "fail_fast")]
    pub keep_going: bool,
    /// Wait for another build of the same output to end
    #[arg(long)]
    pub wait: bool,
}

#[derive(ClapArgs)]
pub struct WatchArgs {
    #[command(flatten)]
    pub project: ProjectArgs,
    #[command(flatten)]
    pub findings: FindingArgs,
    /// Serve the output to this machine, and reload pages that are built again [default port: 4600]
    #[arg(long, value_name = "PORT", num_args = 0..=1, default_missing_value = "4600")]
    pub serve: Option<u16>,
    /// Where the documents go [default: output/ of the project]
    #[arg(long, short, value_name = "FOLDER")]
    pub output: Option<PathBuf>,
    /// Formats to build
    #[arg(long, value_enum, value_delimiter = ',', default_value = "html,pdf", value_name = "FORMATS")]
    pub format: Vec<FormatArg>,
    /// Threads to use [default: one for each processor]
    #[arg(long, short, value_name = "N", value_parser = clap::value_parser!(u16).range(1..))]
    pub jobs: Option<u16>,
    /// Also documents that have not come due
    #[arg(long)]
    pub planned: bool,
}

#[derive(ClapArgs)]
pub struct CleanArgs {
    /// The output folder [default: output/ of the project]
    #[arg(long, short, value_name = "FOLDER")]
    pub output: Option<PathBuf>,
    /// Work as if started in this folder
    #[arg(long, short = 'C', value_name = "FOLDER")]
    pub directory: Option<PathBuf>,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum FormatArg {
    Html,
    Pdf,
}

#[derive(ClapArgs)]
pub struct CheckArgs {
    #[command(flatten)]
    pub project: ProjectArgs,
    #[command(flatten)]
    pub findings: FindingArgs,
    /// Also check the built-in templates, not only the project's own
    #[arg(long)]
    pub templates: bool,
}

#[derive(ClapArgs)]
pub struct RegisterArgs {
    #[command(flatten)]
    pub project: ProjectArgs,
    /// Only these states
    #[arg(long, value_enum, value_delimiter = ',', value_name = "STATES")]
    pub state: Vec<StateArg>,
    /// Only what is overdue
    #[arg(long, conflicts_with = "state")]
    pub overdue: bool,
    /// Only what is due on or before this date
    #[arg(long, value_name = "DATE")]
    pub due_by: Option<Date>,
    /// Only documents of these services: line keys, ids or codes
    #[arg(long, value_name = "SERVICE")]
    pub service: Vec<String>,
    /// Only periods within this year, month or day: 2026, 2026-03, 2026-03-14
    #[arg(long, value_name = "PERIOD", value_parser = period)]
    pub period: Option<(Date, Date)>,
    /// Form of the list
    #[arg(long, value_enum, default_value = "table")]
    pub format: RegisterFormat,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum StateArg {
    Planned,
    Due,
    Overdue,
    Draft,
    Issued,
    Accepted,
    NotOwed,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum RegisterFormat {
    Table,
    Json,
    Csv,
    /// iCalendar: due dates and renewal reminders
    Ics,
}

/// First and last day of a year, a month or a day.
fn period(text: &str) -> Result<(Date, Date), String> {
    let day = |text: &str| text.parse::<Date>().ok();
    let found = match text.len() {
        4 => day(&format!("{text}-01-01")).map(|first| (first, first.last_of_year())),
        7 => day(&format!("{text}-01")).map(|first| (first, first.last_of_month())),
        _ => day(text).map(|day| (day, day)),
    };
    found.ok_or_else(|| "a year, a month or a day: 2026, 2026-03, 2026-03-14".into())
}

#[derive(ClapArgs)]
pub struct CatalogArgs {
    /// A service to show in full: its id, code or name
    pub service: Option<String>,
    /// Only services in whose texts or deliverables this stands
    #[arg(long, value_name = "TEXT", conflicts_with = "service")]
    pub search: Option<String>,
    /// Form of the list
    #[arg(long, value_enum, default_value = "table")]
    pub format: ListFormat,
    /// Work as if started in this folder
    #[arg(long, short = 'C', value_name = "FOLDER")]
    pub directory: Option<PathBuf>,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ListFormat {
    Table,
    Json,
}

/// On a terminal, what is not given is asked for.
#[derive(ClapArgs)]
pub struct NewArgs {
    /// Name of the engagement: its folder, and the first part of its document ids
    pub name: Option<String>,
    /// The customer's name
    #[arg(long)]
    pub customer: Option<String>,
    /// The customer's country, two letters
    #[arg(long, value_parser = country)]
    pub country: Option<String>,
    /// Who delivers
    #[arg(long)]
    pub provider: Option<String>,
    /// The project's name [default: the engagement's]
    #[arg(long)]
    pub project: Option<String>,
    /// A service to buy: id, code or name; may be given again
    #[arg(long)]
    pub service: Vec<String>,
    /// First day
    #[arg(long, value_name = "DATE")]
    pub start: Option<Date>,
    /// Last day
    #[arg(long, value_name = "DATE")]
    pub end: Option<Date>,
    /// Work as if started in this folder
    #[arg(long, short = 'C', value_name = "FOLDER")]
    pub directory: Option<PathBuf>,
}

/// A country's code in capital letters.
pub fn country(text: &str) -> Result<String, String> {
    let letters = text.len() == 2 && text.chars().all(|c| c.is_ascii_alphabetic());
    if letters { Ok(text.to_ascii_uppercase()) } else { Err("two letters, as in ISO 3166-1: NL, SA, CL".into()) }
}

#[derive(ClapArgs)]
pub struct ExplainArgs {
    /// A code such as CAT-01, or a document's id; a list of all codes without any
    pub what: Option<String>,
    /// Print the variables that the document's template sees, as JSON
    #[arg(long, requires = "what")]
    pub data: bool,
    /// Work as if started in this folder
    #[arg(long, short = 'C', value_name = "FOLDER")]
    pub directory: Option<PathBuf>,
    /// The date to speak for, YYYY-MM-DD
    #[arg(long, value_name = "DATE")]
    pub as_of: Option<Date>,
}

#[derive(ClapArgs)]
pub struct EjectArgs {
    /// Files or folders as --list prints them
    #[arg(required_unless_present = "list")]
    pub path: Vec<String>,
    /// Say what there is
    #[arg(long)]
    pub list: bool,
    /// Work as if started in this folder
    #[arg(long, short = 'C', value_name = "FOLDER")]
    pub directory: Option<PathBuf>,
}

#[derive(ClapArgs)]
pub struct SchemaArgs {
    /// Which files the schema is for; `narrative` lists the headings of prose; all schemas without any
    #[arg(value_enum)]
    pub what: Option<SchemaWhat>,
    /// With `narrative`: the deliverable, by id
    #[arg(value_name = "DELIVERABLE")]
    pub deliverable: Option<String>,
    /// Write the schemas into schemas/ of the project
    #[arg(long)]
    pub write: bool,
    /// Work as if started in this folder
    #[arg(long, short = 'C', value_name = "FOLDER")]
    pub directory: Option<PathBuf>,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum SchemaWhat {
    Engagement,
    Records,
    Ledger,
    Catalog,
    Settings,
    Narrative,
}

impl SchemaWhat {
    /// The word on the command line.
    pub fn name(self) -> &'static str {
        match self {
            SchemaWhat::Engagement => "engagement",
            SchemaWhat::Records => "records",
            SchemaWhat::Ledger => "ledger",
            SchemaWhat::Catalog => "catalog",
            SchemaWhat::Settings => "settings",
            SchemaWhat::Narrative => "narrative",
        }
    }
}

#[derive(ClapArgs)]
pub struct CompletionsArgs {
    #[arg(value_enum)]
    pub shell: clap_complete::Shell,
}
