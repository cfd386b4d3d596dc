//! Builds through the program: what a second build does, what a change rebuilds, that threads do
//! not show, that nothing is left behind.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use tempfile::TempDir;

/// A project of its own with copies of sample engagements.
pub struct Project {
    pub root: TempDir,
}

impl Project {
    pub fn with(samples: &[&str]) -> Self {
        let root = tempfile::tempdir().unwrap();
        for sample in samples {
            let from = Path::new(env!("CARGO_MANIFEST_DIR")).join("engagements").join(sample);
            copy(&from, &root.path().join("engagements").join(sample));
        }
        fs::create_dir_all(root.path().join("engagements")).unwrap();
        Self { root }
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.root.path().join(name)
    }

    pub fn write(&self, name: &str, text: &str) {
        fs::create_dir_all(self.path(name).parent().unwrap()).unwrap();
        fs::write(self.path(name), text).unwrap();
    }

    pub fn append(&self, name: &str, text: &str) {
        let before = fs::read_to_string(self.path(name)).unwrap();
        fs::write(self.path(name), before + text).unwrap();
    }

    /// Runs the program here; standard output, standard error, status.
    pub fn run(&self, arguments: &str) -> (String, String, i32) {
        let output = Command::new(env!("CARGO_BIN_EXE_sowright"))
            .args(arguments.split_whitespace())
            .current_dir(self.root.path())
            .env_remove("SOURCE_DATE_EPOCH")
            .output()
            .unwrap();
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        (text(&output.stdout), text(&output.stderr), output.status.code().unwrap_or(-1))
    }

    /// Runs a build that must succeed; what was written, by id, with the reason.
    pub fn build(&self, arguments: &str) -> BTreeMap<String, String> {
        let (out, news, status) = self.run(&format!("build --explain {arguments}"));
        assert_eq!(status, 0, "{news}");
        let stale = out
            .lines()
            .filter_map(|line| line.split_once(": "))
            .filter(|(id, reason)| id.contains('/') && *reason != "it came out the same");
        stale.map(|(id, reason)| (id.to_owned(), reason.to_owned())).collect()
    }
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap().flatten() {
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).unwrap();
        }
    }
}

/// Every file below a folder with its bytes; who holds an output folder is no part of it.
pub fn files(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut all = BTreeMap::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(next) = folders.pop() {
        for entry in fs::read_dir(next).unwrap().flatten() {
            if entry.path().is_dir() {
                folders.push(entry.path());
            } else {
                let name = entry.path().strip_prefix(folder).unwrap().to_owned();
                if !name.ends_with(".sowright/lock") {
                    all.insert(name, fs::read(entry.path()).unwrap());
                }
            }
        }
    }
    all
}

#[test]
fn a_second_build_does_nothing_and_says_so() {
    let project = Project::with(&["nusantara"]);
    let first = project.build("--format html");
    assert!(first.len() > 50, "{} documents", first.len());
    assert!(first.values().all(|reason| reason == "it was not built before"));
    let before = files(&project.path("output"));
    let (out, news, status) = project.run("build --explain --format html");
    assert_eq!(status, 0, "{news}");
    assert!(news.contains("Nothing to build"), "{news}");
    assert!(out.contains("others: nothing that it shows changed"), "{out}");
    assert_eq!(before, files(&project.path("output")));
}

#[test]
fn one_record_rebuilds_what_shows_it_and_says_why() {
    let project = Project::with(&["al-waha"]);
    project.build("--format html");
    project.append(
        "engagements/al-waha/records/incidents-h1.yaml",
        "\n  - {id: INC-TEST-1, title: A test incident, severity: SEV4, applications: [lab-results], \
         started_at: 2026-03-14T10:00, detected_at: 2026-03-14T10:05, resolved_at: 2026-03-14T11:00}\n",
    );
    let rebuilt = project.build("--format html");
    let of = |part: &str| rebuilt.keys().filter(|id| id.contains(part)).cloned().collect::<Vec<_>>();
    assert_eq!(of("application-om-daily-report"), ["AWM/apps/application-om-daily-report/2026-03-14"]);
    assert_eq!(of("application-om-weekly-report"), ["AWM/apps/application-om-weekly-report/2026-03-08_2026-03-14"]);
    assert!(of("application-om-monthly-report").contains(&"AWM/apps/application-om-monthly-report/2026-03".to_owned()));
    // Later months show it in what they compare with, the 190 days before; no others do.
    for id in of("monthly") {
        let month = id.rsplit('/').next().unwrap();
        assert!(("2026-03"..="2026-09").contains(&month), "{id}: {}", rebuilt[&id]);
    }
    assert!(of("statement-of-work").is_empty() && of("register").is_empty(), "{rebuilt:?}");
    let reason = &rebuilt["AWM/apps/application-om-daily-report/2026-03-14"];
    assert_eq!(reason, "changed: records: incidents");
    // What later reports compare with has no titles.
    let path = project.path("engagements/al-waha/records/incidents-h1.yaml");
    let text = fs::read_to_string(&path).unwrap();
    fs::write(&path, text.replace("title: A test incident", "title: An incident")).unwrap();
    let rebuilt = project.build("--format html --only */apps/*-report/*");
    let of = |part: &str| rebuilt.keys().filter(|id| id.contains(part)).count();
    assert_eq!([of("daily"), of("weekly"), of("monthly")], [1, 1, 1], "{rebuilt:?}");
}

/// A service of its own, monthly, with a template of its own.
const CATALOG: &str = "services:\n  - id: log-review\n    code: X01\n    name: Log Review\n    line: maintenance\n    \
    billing: recurring\n    summary: A look through the logs.\n    unit: {name: contract term}\n    \
    deliverables: [{id: log-report, cadence: monthly}]\n\
    deliverables:\n  - {id: log-report, name: Log Report, family: small, per: period}\n\
    families:\n  - {id: small, name: Small, template: documents/small.md, title_page: brief, records: [notes]}\n";

/// A project that bought that service for two months; `text` is the one chapter of its report.
fn with_a_service_of_its_own(text: &str) -> Project {
    let project = Project::with(&[]);
    project.write("catalog/own.yaml", CATALOG);
    project.write("templates/documents/small.md", &format!("# Summary\n\n{text}\n"));
    project.write(
        "engagements/harbour/engagement.yaml",
        "customer: {name: Northwind, country: NL}\nprovider: {name: Nimbus}\nproject: {name: Harbour}\nservices:\n  \
         - {key: logs, service: X01, start: 2026-01-01, end: 2026-02-28}\n",
    );
    project
}

#[test]
fn what_all_documents_share_rebuilds_them_and_says_why() {
    let project = with_a_service_of_its_own("All is well.");
    let build = || project.build("--format html --as-of 2026-02-28");
    let all = build();
    let january = "harbour/logs/log-report/2026-01";
    assert!(all.contains_key(january) && all.contains_key("harbour/statement-of-work"), "{all:?}");
    assert_eq!(build(), BTreeMap::new());
    project.write("catalog/own.yaml", &CATALOG.replace("name: Log Report", "name: Report on the Logs"));
    let rebuilt = build();
    assert_eq!(rebuilt.get(january).map(String::as_str), Some("changed: document"), "{rebuilt:?}");
    project.write("sowright.yaml", "paper: letter\n");
    let rebuilt = build();
    assert_eq!(rebuilt.keys().collect::<Vec<_>>(), all.keys().collect::<Vec<_>>());
    assert!(rebuilt.values().all(|reason| reason == "changed: catalog"), "{rebuilt:?}");
    project.append("templates/documents/small.md", "\nStill.\n");
    let rebuilt = build();
    assert_eq!(rebuilt.keys().collect::<Vec<_>>(), all.keys().collect::<Vec<_>>());
    assert!(rebuilt.values().all(|reason| reason == "a template or the theme changed"), "{rebuilt:?}");
}

#[test]
fn a_file_that_was_lost_is_listed_again_when_it_is_back() {
    let project = with_a_service_of_its_own("All is well.");
    let build = |only: &str| project.build(&format!("--format html --as-of 2026-02-28 {only}"));
    build("");
    let lost = "harbour/logs/log-report/2026-01.html";
    fs::remove_file(project.path("output").join(lost)).unwrap();
    project.write(
        "engagements/lagoon.yaml",
        "customer: {name: Contoso, country: NL}\nprovider: {name: Nimbus}\nproject: {name: Lagoon}\nservices:\n  \
         - {key: logs, service: X01, start: 2026-01-01, end: 2026-02-28}\n",
    );
    let listed = || fs::read_to_string(project.path("output/index.html")).unwrap().contains(lost);
    build("--only lagoon/*");
    assert!(!listed());
    build("");
    assert!(listed());
}

#[test]
fn a_table_that_a_text_shows_rebuilds_it() {
    let project = with_a_service_of_its_own("{{ narrative.summary | md }}");
    project.write("engagements/harbour/tables/cost.csv", "Month,Cost\nJanuary,10\n");
    let text = |month: &str, text: &str| {
        project.write(&format!("engagements/harbour/narratives/log-report@2026-{month}.md"), text);
    };
    text("01", "## Summary\n\n![Cost](tables/cost.csv)\n");
    text("02", "## Summary\n\nNothing was paid.\n");
    let build = || project.build("--format html --as-of 2026-02-28 --only */log-report/*");
    assert_eq!(build().len(), 2);
    project.write("engagements/harbour/tables/cost.csv", "Month,Cost\nJanuary,12\n");
    let rebuilt = build();
    let expected = [("harbour/logs/log-report/2026-01".to_owned(), "changed: pictures and tables".to_owned())];
    assert_eq!(rebuilt.into_iter().collect::<Vec<_>>(), expected);
}

#[test]
fn a_format_asked_for_later_is_made() {
    let project = Project::with(&["cordillera"]);
    let only = "--only */statement-of-work --only */deliverables-register";
    let first = project.build(&format!("--format html {only}"));
    assert_eq!(first.len(), 2);
    let later = project.build(&format!("--format html --format pdf {only}"));
    assert_eq!(later.keys().collect::<Vec<_>>(), first.keys().collect::<Vec<_>>());
    assert!(later.values().all(|reason| reason == "it was not built as pdf before"), "{later:?}");
    let made = |ending: &str| {
        files(&project.path("output")).keys().filter(|path| path.extension().is_some_and(|e| e == ending)).count()
    };
    assert_eq!((made("pdf"), made("html")), (2, 4), "two lists of documents beside the two documents");
}

#[test]
fn only_what_was_read_is_owed_no_more() {
    let project = Project::with(&[]);
    let line =
        |key: &str| format!("  - {{key: {key}, service: risk-governance, start: 2026-01-01, end: 2026-12-31}}\n");
    let head = "customer: {name: Northwind, country: NL}\nprovider: {name: Nimbus}\nproject: {name: Harbour}\n";
    let write = |lines: &str| {
        project.write("engagements/harbour.yaml", &format!("{head}services:\n{lines}"));
        let own = format!("{head}document_control: {{prefix: LG}}\nservices:\n{lines}");
        project.write("engagements/lagoon.yaml", &own);
    };
    write(&(line("one") + &line("two")));
    project.build("--format html --as-of 2026-12-31");
    // A document names its engagement where its id does not.
    let manifest = fs::read_to_string(project.path("output/.sowright/manifest.json")).unwrap();
    let named = manifest.lines().filter(|line| line.contains("\"engagement\":")).collect::<Vec<_>>();
    assert!(!named.is_empty() && named.iter().all(|line| line.starts_with("\"LG/")), "{named:#?}");
    write(&line("one"));
    let there = || {
        ["harbour/one", "harbour/two", "lagoon/one", "lagoon/two"]
            .map(|part| project.path("output").join(part).exists())
    };
    project.build("--format html --as-of 2026-12-31 engagements/harbour.yaml");
    assert_eq!(there(), [true, false, true, true]);
    project.build("--format html --as-of 2026-12-31 engagements/lagoon.yaml");
    assert_eq!(there(), [true, false, true, false]);
}

#[test]
fn a_build_without_work_tells_what_the_last_one_told() {
    let project = Project::with(&[]);
    project.write(
        "engagements/harbour.yaml",
        "customer: {name: Northwind, country: nl}\nprovider: {name: Nimbus}\nproject: {name: Harbour}\nservices:\n  \
         - {key: risks, service: risk-governance, start: 2026-01-01, end: 2026-12-31, cadence: {nothing: weekly}}\n",
    );
    let told = || {
        let (_, news, _) = project.run("build --format html --as-of 2026-06-30");
        let lines = news.lines().filter(|line| line.contains('\u{2502}') || line.contains("]: "));
        lines.map(str::to_owned).collect::<Vec<_>>()
    };
    let first = told();
    assert!(first.iter().any(|line| line.contains("{name: Northwind, country: nl}")), "{first:#?}");
    assert_eq!(told(), first);
}

#[test]
fn threads_and_folders_do_not_show() {
    let project = Project::with(&["nusantara"]);
    project.build("--only */statement-of-work --only */application-om-monthly-report/* --only */onboarding/* --jobs 1 --output one");
    project.build("--only */statement-of-work --only */application-om-monthly-report/* --only */onboarding/* --jobs 4 --output four");
    let (one, four) = (files(&project.path("one")), files(&project.path("four")));
    assert!(one.len() > 10);
    assert!(one == four, "1 and 4 threads give different files");
}

#[test]
fn what_is_owed_no_more_is_removed() {
    let project = Project::with(&[]);
    let line =
        |key: &str| format!("  - {{key: {key}, service: risk-governance, start: 2026-01-01, end: 2026-12-31}}\n");
    let head = "customer: {name: Northwind Trading, country: NL}\nprovider: {name: Nimbus}\nproject: {name: Harbour}\nservices:\n";
    project.write("engagements/harbour.yaml", &format!("{head}{}{}", line("one"), line("two")));
    project.write("output/mine.txt", "not ours");
    project.build("--format html --as-of 2026-12-31");
    let gone = project.path("output/harbour/two/apaas-risk-governance-report/2026-01_2026-06.html");
    assert!(gone.is_file());
    project.write("engagements/harbour.yaml", &format!("{head}{}", line("one")));
    let (_, news, status) = project.run("build --format html --as-of 2026-12-31");
    assert_eq!(status, 0, "{news}");
    assert!(news.contains("2 removed"), "{news}");
    assert!(!gone.exists() && !project.path("output/harbour/two").exists());
    assert!(project.path("output/mine.txt").is_file());
}

#[test]
fn a_missing_or_changed_file_is_made_again() {
    let project = Project::with(&[]);
    project.write(
        "engagements/harbour.yaml",
        "customer: {name: Northwind Trading, country: NL}\nprovider: {name: Nimbus}\nproject: {name: Harbour}\nservices:\n  \
         - {service: risk-governance, start: 2026-01-01, end: 2026-12-31}\n",
    );
    project.build("--format html --as-of 2026-06-30");
    let path = project.path("output/harbour/statement-of-work.html");
    let before = fs::read(&path).unwrap();
    fs::remove_file(&path).unwrap();
    let rebuilt = project.build("--format html --as-of 2026-06-30");
    assert_eq!(rebuilt.keys().collect::<Vec<_>>(), ["harbour/statement-of-work"]);
    assert_eq!(fs::read(&path).unwrap(), before);
    fs::write(project.path("output/.sowright/manifest.json"), "{damaged").unwrap();
    assert!(project.build("--format html --as-of 2026-06-30").len() > 1);
}

#[test]
fn the_readme_engagement_builds() {
    let readme = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md")).unwrap();
    let block = |start: &str| {
        let from = readme.split(start).nth(1).unwrap_or_else(|| panic!("the README has {start:?}"));
        from.split("```").next().unwrap().to_owned()
    };
    let project = Project::with(&[]);
    project.write("engagements/harbour/engagement.yaml", &block("```yaml\n# engagements/harbour/engagement.yaml\n"));
    let built = project.build("--as-of 2026-06-30");
    assert!(built.contains_key("harbour/statement-of-work"), "{built:?}");
    for command in
        format!("sowright check{}", block("```sh\nsowright check")).lines().map(|line| line.split('#').next().unwrap())
    {
        let (_, news, status) = project.run(command.trim().trim_start_matches("sowright ").trim());
        assert_eq!(status, 0, "{command}: {news}");
    }
    // The service and the template that the README adds.
    project.write("catalog/own.yaml", &block("for instance `catalog/own.yaml`:\n\n```yaml\n"));
    let template = readme.split("```markdown\n").nth(1).unwrap().split("```").next().unwrap();
    project.write("templates/documents/log-review.md", template);
    project.append(
        "engagements/harbour/engagement.yaml",
        "  - {key: logs, service: X01, start: 2026-01-01, end: 2026-06-30}\n",
    );
    let built = project.build("--as-of 2026-06-30");
    assert!(built.contains_key("harbour/logs/log-review-report/2026-01"), "{built:?}");
}
