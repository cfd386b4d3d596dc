//! Whatever is edited, deleted or renamed between builds: the output is that of a cold build, byte
//! for byte, manifest and all.

use std::fs;

use proptest::prelude::*;

use crate::builds::{Project, files};

const CATALOG: &str = "services:\n  - id: log-review\n    code: X01\n    name: Log Review\n    line: maintenance\n    \
    billing: recurring\n    summary: A look through the logs.\n    unit: {name: contract term}\n    \
    deliverables: [{id: log-review-report, cadence: monthly}]\n\
    deliverables:\n  - {id: log-review-report, name: Log Review Report, family: small, per: period}\n\
    families:\n  - {id: small, name: Small, template: documents/small.md, title_page: brief, records: [notes, incidents], \
    history_days: 40}\n";

/// One thing that people do to a project, or to its output.
#[derive(Debug, Clone)]
enum Edit {
    /// An engagement with a customer and a last month.
    Engagement(usize, usize, u8),
    DropEngagement(usize),
    Rename(usize, usize),
    /// Of an engagement, with its day and its title.
    Incident(usize, u8, usize),
    DropRecords(usize),
    Prose(usize, usize),
    DropProse(usize),
    Template(usize),
    Paper(bool),
    LoseOutput(usize),
    SpoilOutput(usize),
    OldManifest,
    /// A build of some documents.
    Some,
}

const NAMES: [&str; 3] = ["harbour", "lagoon", "quay"];
const CUSTOMERS: [&str; 3] = ["Northwind", "Contoso <& sons>", "Fabrikam"];

fn edits() -> impl Strategy<Value = Vec<Edit>> {
    let edit = prop_oneof![
        3 => (0..3_usize, 0..3_usize, 1..5_u8).prop_map(|(name, customer, month)| Edit::Engagement(name, customer, month)),
        1 => (0..3_usize).prop_map(Edit::DropEngagement),
        1 => (0..3_usize, 0..3_usize).prop_map(|(from, to)| Edit::Rename(from, to)),
        4 => (0..3_usize, 1..28_u8, 0..3_usize).prop_map(|(name, day, title)| Edit::Incident(name, day, title)),
        1 => (0..3_usize).prop_map(Edit::DropRecords),
        2 => (0..3_usize, 0..3_usize).prop_map(|(name, text)| Edit::Prose(name, text)),
        1 => (0..3_usize).prop_map(Edit::DropProse),
        1 => (0..3_usize).prop_map(Edit::Template),
        1 => any::<bool>().prop_map(Edit::Paper),
        1 => (0..20_usize).prop_map(Edit::LoseOutput),
        1 => (0..20_usize).prop_map(Edit::SpoilOutput),
        1 => Just(Edit::OldManifest),
        1 => Just(Edit::Some),
    ];
    proptest::collection::vec(edit, 1..7)
}

fn folder(name: usize) -> String {
    format!("engagements/{}", NAMES[name])
}

fn engagement(customer: usize, month: u8) -> String {
    format!(
        "customer: {{name: {:?}, country: NL}}\nprovider: {{name: Nimbus}}\nproject: {{name: Harbour}}\nas_of: 2026-12-31\n\
         services:\n  - {{key: logs, service: log-review, start: 2026-01-01, end: 2026-0{month}-28}}\n",
        CUSTOMERS[customer]
    )
}

/// Does one edit, where there is something to do it to.
fn apply(project: &Project, edit: &Edit) {
    let there = |name: usize| project.path(&folder(name)).is_dir();
    let output = |number: usize| {
        let all: Vec<_> =
            files(&project.path("output")).into_keys().filter(|path| !path.starts_with(".sowright")).collect();
        all.get(number % all.len().max(1)).map(|path| project.path("output").join(path))
    };
    match edit {
        Edit::Engagement(name, customer, month) => {
            project.write(&format!("{}/engagement.yaml", folder(*name)), &engagement(*customer, *month));
        }
        Edit::DropEngagement(name) if there(*name) => fs::remove_dir_all(project.path(&folder(*name))).unwrap(),
        Edit::Rename(from, to) if there(*from) && !there(*to) => {
            fs::rename(project.path(&folder(*from)), project.path(&folder(*to))).unwrap();
        }
        Edit::Incident(name, day, title) if there(*name) => {
            let text = format!(
                "incidents:\n  - {{id: I{day}, title: {}, severity: SEV3, started_at: 2026-01-{day:02}T10:00, \
                 detected_at: 2026-01-{day:02}T10:05, resolved_at: 2026-01-{day:02}T11:00}}\n",
                ["Slow answers", "No answers", "Answers <too> late"][*title]
            );
            project.write(&format!("{}/records/{day}.yaml", folder(*name)), &text);
        }
        Edit::DropRecords(name) if project.path(&folder(*name)).join("records").is_dir() => {
            fs::remove_dir_all(project.path(&folder(*name)).join("records")).unwrap();
        }
        Edit::Prose(name, text) if there(*name) => {
            let text = format!("## Summary\n\nWritten by hand, <b>version</b> {text}.\n");
            project.write(&format!("{}/narratives/log-review-report.md", folder(*name)), &text);
        }
        Edit::DropProse(name) if project.path(&folder(*name)).join("narratives").is_dir() => {
            fs::remove_dir_all(project.path(&folder(*name)).join("narratives")).unwrap();
        }
        Edit::Template(number) => project.write("templates/documents/small.md", &template(*number)),
        Edit::Paper(letter) => {
            project.write("sowright.yaml", if *letter { "paper: letter\n" } else { "paper: a4\n" });
        }
        Edit::LoseOutput(number) => output(*number).iter().for_each(|path| fs::remove_file(path).unwrap()),
        Edit::SpoilOutput(number) => output(*number).iter().for_each(|path| fs::write(path, "spoilt").unwrap()),
        Edit::OldManifest => {
            let path = project.path("output/.sowright/manifest.json");
            let text = fs::read_to_string(&path).unwrap();
            let own = format!("\"version\": {}", sowright::plan::manifest::VERSION);
            fs::write(path, text.replacen(&own, "\"version\": 1", 1)).unwrap();
        }
        Edit::Some => drop(project.run("build --quiet --format html --only */2026-01")),
        _ => {}
    }
}

fn template(number: usize) -> String {
    let prose = "{% if narrative.summary %}\n{{ narrative.summary | md }}\n{% endif %}\n";
    let list = "{% for it in records.incidents %}\n- {{ it.id }}: {{ it.title }}\n{% endfor %}\n";
    let trend = "{% for it in figures.incidents.months %}\n- {{ it.label }}: {{ it.total }}\n{% endfor %}\n";
    format!("# Summary {number}\n\n{prose}\n{list}\n{trend}")
}

fn start() -> Project {
    let project = Project::with(&[]);
    project.write("sowright.yaml", "paper: a4\n");
    project.write("catalog/own.yaml", CATALOG);
    project.write("templates/documents/small.md", &template(0));
    project.write(&format!("{}/engagement.yaml", folder(0)), &engagement(0, 2));
    project
}

fn built(project: &Project) {
    let (_, news, status) = project.run("build --format html");
    let no_engagement = news.contains("FIL-03");
    assert!(status == 0 || no_engagement, "{news}");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 10, failure_persistence: None, max_shrink_iters: 20, ..ProptestConfig::default() })]

    #[test]
    fn an_incremental_build_is_a_cold_build(rounds in proptest::collection::vec(edits(), 1..4)) {
        let project = start();
        built(&project);
        for edits in &rounds {
            edits.iter().for_each(|edit| apply(&project, edit));
            // Without any engagement nothing is known to be owed no more.
            project.write(&format!("{}/engagement.yaml", folder(0)), &engagement(1, 2));
            built(&project);
        }
        let incremental = files(&project.path("output"));
        fs::remove_dir_all(project.path("output")).unwrap();
        built(&project);
        let cold = files(&project.path("output"));
        let names: Vec<_> = cold.keys().collect();
        prop_assert_eq!(incremental.keys().collect::<Vec<_>>(), names);
        let other: Vec<_> = cold.keys().filter(|path| cold[*path] != incremental[*path]).collect();
        prop_assert!(other.is_empty(), "other bytes: {:?}", other);
    }
}
