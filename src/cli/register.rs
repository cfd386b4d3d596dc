//! `sowright register`.

use serde_json::json;

use crate::load::Project;
use crate::pipeline;
use crate::resolve::{Item, State};

use super::args::{RegisterArgs, RegisterFormat, StateArg};
use super::only::of_service;
use super::report::{Report, status};
use super::{Problem, Workplace};

pub fn run(args: &RegisterArgs, report: &Report) -> Result<u8, Problem> {
    let place = Workplace::new(&args.project)?;
    let (project, register, findings) = pipeline::register(&place.root, &place.paths, place.as_of);
    report.findings(&findings, &project.sources);
    let mut states: Vec<State> = args.state.iter().map(|state| state.of()).collect();
    states.extend(args.overdue.then_some(State::Overdue));
    let mut items: Vec<&Item> = register
        .items
        .iter()
        .filter(|item| {
            let asked = states.contains(&item.state);
            asked || states.is_empty() && (item.state != State::NotOwed || args.format != RegisterFormat::Ics)
        })
        .filter(|item| args.due_by.is_none_or(|day| item.due <= day))
        .filter(|item| args.service.is_empty() || args.service.iter().any(|name| of_service(item, name, &project)))
        .filter(|item| args.period.is_none_or(|(from, to)| within(item, from, to)))
        .collect();
    items.sort_by(|a, b| a.engagement.cmp(&b.engagement).then(a.due.cmp(&b.due)).then_with(|| a.id.cmp(&b.id)));
    match args.format {
        RegisterFormat::Table => report.result(&table(&items, &project)),
        RegisterFormat::Json => report.result(&lines(&items, &project)),
        RegisterFormat::Csv => report.result(&csv(&items, &project)),
        RegisterFormat::Ics => {
            report.result(&super::calendar::calendar(&items, &project, |loaded| place.as_of.of(loaded)))
        }
    }
    Ok(status(&findings))
}

/// Whether a document's period, or its due date where it has none, lies within the days.
fn within(item: &Item, from: jiff::civil::Date, to: jiff::civil::Date) -> bool {
    let (start, end) = item.period.as_ref().map_or((item.due, item.due), |period| (period.start, period.end));
    from <= end && start <= to
}

/// Columns as wide as their longest cell: due date, state, id, title.
fn table(items: &[&Item], project: &Project) -> String {
    let mut text = String::new();
    let mut engagement = usize::MAX;
    let width = items.iter().map(|item| item.id.chars().count()).max().unwrap_or(0);
    for item in items {
        if item.engagement != engagement {
            engagement = item.engagement;
            let loaded = &project.engagements[engagement];
            let own = items.iter().filter(|other| other.engagement == engagement);
            let own = own.filter(|other| other.state != State::NotOwed).count();
            let gap = if text.is_empty() { "" } else { "\n" };
            text.push_str(&format!(
                "{gap}{} ({}): {own} {}\n",
                loaded.engagement.customer.name.value,
                loaded.id,
                if own == 1 { "document" } else { "documents" }
            ));
        }
        let why = item.left_out().unwrap_or_default();
        let note = if why.is_empty() { String::new() } else { format!(" (because {why})") };
        let state = item.state.word();
        text.push_str(&format!("{}  {state:<8}  {:<width$}  {}{note}\n", item.due, item.id, item.title));
    }
    if text.is_empty() { "no document matches\n".to_owned() } else { text }
}

fn fields(item: &Item, project: &Project) -> Vec<(&'static str, String)> {
    let services = &project.engagements[item.engagement].engagement.services;
    let line = item.line.map(|line| crate::resolve::line_key(&project.catalog, services, line));
    vec![
        ("id", item.id.clone()),
        ("engagement", project.engagements[item.engagement].id.clone()),
        ("customer", project.engagements[item.engagement].engagement.customer.name.value.clone()),
        ("line", line.unwrap_or_default()),
        ("deliverable", item.deliverable.clone()),
        ("title", item.title.clone()),
        ("cadence", item.cadence.name().to_owned()),
        ("period_start", item.period.as_ref().map(|period| period.start.to_string()).unwrap_or_default()),
        ("period_end", item.period.as_ref().map(|period| period.end.to_string()).unwrap_or_default()),
        ("subject", item.subject.as_ref().map(|subject| subject.name.clone()).unwrap_or_default()),
        ("due", item.due.to_string()),
        ("state", item.state.word().to_owned()),
        ("recipients", item.recipients.join("; ")),
        ("reason", item.left_out().unwrap_or_default().to_owned()),
        ("version", item.issued.as_ref().map(|issued| issued.version.clone()).unwrap_or_default()),
    ]
}

/// One JSON object a line; fields without a value are left out.
fn lines(items: &[&Item], project: &Project) -> String {
    let line = |item: &&Item| {
        let fields = fields(item, project).into_iter().filter(|(_, value)| !value.is_empty());
        let map: serde_json::Map<String, serde_json::Value> =
            fields.map(|(name, value)| (name.to_owned(), json!(value))).collect();
        serde_json::Value::Object(map).to_string() + "\n"
    };
    items.iter().map(line).collect()
}

fn csv(items: &[&Item], project: &Project) -> String {
    let mut writer = csv::Writer::from_writer(Vec::new());
    for (index, item) in items.iter().enumerate() {
        let fields = fields(item, project);
        // Writing to memory does not fail.
        if index == 0 {
            writer.write_record(fields.iter().map(|(name, _)| *name)).ok();
        }
        writer.write_record(fields.iter().map(|(_, value)| value)).ok();
    }
    String::from_utf8(writer.into_inner().unwrap_or_default()).unwrap_or_default()
}

impl StateArg {
    fn of(self) -> State {
        match self {
            StateArg::Planned => State::Planned,
            StateArg::Due => State::Due,
            StateArg::Overdue => State::Overdue,
            StateArg::Issued => State::Issued,
            StateArg::Accepted => State::Accepted,
            StateArg::Draft => State::Draft,
            StateArg::NotOwed => State::NotOwed,
        }
    }
}
