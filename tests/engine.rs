//! What a build does with an output folder that is not as it left it: compared, cleaned, held by
//! another build, interrupted, without room.

use std::fs;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use sowright::write::Output;

use crate::builds::{Project, files};

const HEAD: &str = "customer: {name: Northwind Trading, country: NL}\nprovider: {name: Nimbus}\n\
    project: {name: Harbour}\nservices:\n";
const BUILD: &str = "build --format html --as-of 2026-12-31";

fn line(key: &str) -> String {
    format!("  - {{key: {key}, service: risk-governance, start: 2026-01-01, end: 2026-12-31}}\n")
}

/// An engagement with two lines, built.
fn harbour() -> Project {
    let project = Project::with(&[]);
    project.write("engagements/harbour.yaml", &format!("{HEAD}{}{}", line("one"), line("two")));
    project.build("--format html --as-of 2026-12-31");
    project
}

fn child(project: &Project, arguments: &str) -> Child {
    Command::new(env!("CARGO_BIN_EXE_sowright"))
        .args(arguments.split_whitespace())
        .current_dir(project.root.path())
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap()
}

/// The end of a child, which must come soon.
fn end(child: Child) -> (String, Option<i32>) {
    let output = child.wait_with_output().unwrap();
    (String::from_utf8_lossy(&output.stderr).into_owned(), output.status.code())
}

#[test]
fn check_compares_and_builds_nothing() {
    let project = harbour();
    let check = || project.run(&format!("{BUILD} --check"));
    let (_, news, status) = check();
    assert!(status == 0 && news.contains("the output is what the inputs give"), "{news}");
    let told = |what: &str| {
        let before = files(&project.path("output"));
        let (_, news, status) = check();
        assert!(status == 1 && news.contains("error[OUT-04]") && news.contains(what), "no `{what}` in {news}");
        assert!(before == files(&project.path("output")), "--check wrote");
        assert_eq!(project.run(BUILD).2, 0);
        let (_, news, status) = check();
        assert!(status == 0, "after a build: {news}");
    };
    // The same length, so that only the bytes tell.
    let path = project.path("output/harbour/statement-of-work.html");
    let text = fs::read_to_string(&path).unwrap();
    fs::write(&path, text.replace("Northwind", "Southwind")).unwrap();
    let (_, news, status) = check();
    assert!(status == 1 && news.contains("harbour/statement-of-work.html is missing or was changed"), "{news}");
    fs::write(&path, text).unwrap();
    fs::remove_file(&path).unwrap();
    told("harbour/statement-of-work.html is missing or was changed");
    project.write("engagements/harbour.yaml", &format!("{HEAD}{}{}", line("one"), line("two")).replace("Nimbus", "N2"));
    told("harbour/statement-of-work: changed: engagement.yaml");
    project.write("engagements/harbour.yaml", &format!("{HEAD}{}", line("one")).replace("Nimbus", "N2"));
    told("is owed no more");
    fs::write(project.path("output/index.html"), "mine").unwrap();
    told("index.html is missing or lists something else");
}

#[test]
fn a_change_that_no_document_shows_is_none() {
    let project = harbour();
    project.append("engagements/harbour.yaml", "# a remark\n");
    let (_, news, status) = project.run(&format!("{BUILD} --check"));
    assert_eq!(status, 0, "{news}");
}

#[test]
fn clean_removes_what_is_ours() {
    let project = harbour();
    project.write("output/harbour/mine.txt", "not ours");
    let (_, news, status) = project.run("clean");
    assert!(status == 0 && news.starts_with("Removed "), "{news}");
    assert_eq!(files(&project.path("output")).keys().collect::<Vec<_>>(), [Path::new("harbour/mine.txt")]);
    assert!(project.run("clean").1.contains("Nothing to remove"));
}

#[test]
fn a_manifest_that_names_files_elsewhere_removes_nothing() {
    let project = harbour();
    project.write("precious.html", "mine");
    let path = project.path("output/.sowright/manifest.json");
    let text = fs::read_to_string(&path).unwrap();
    fs::write(&path, text.replace("harbour/statement-of-work.html", "../precious.html")).unwrap();
    project.run("clean");
    assert!(project.path("precious.html").is_file());
}

#[test]
fn a_manifest_of_another_form_leaves_no_file_behind() {
    let project = harbour();
    let gone = project.path("output/harbour/two/apaas-risk-governance-report/2026-01_2026-06.html");
    assert!(gone.is_file());
    let path = project.path("output/.sowright/manifest.json");
    let mut manifest: serde_json::Value = serde_json::from_slice(&fs::read(&path).unwrap()).unwrap();
    manifest["version"] = 2.into();
    for built in manifest["documents"].as_object_mut().unwrap().values_mut() {
        built["files"] = serde_json::json!({"html": built["files"][0]});
    }
    fs::write(&path, manifest.to_string()).unwrap();
    project.write("engagements/harbour.yaml", &format!("{HEAD}{}", line("one")));
    let (_, news, status) = project.run(BUILD);
    assert!(status == 0 && news.contains("note[OUT-05]"), "{news}");
    assert!(!gone.exists());
    let cold = Project::with(&[]);
    cold.write("engagements/harbour.yaml", &format!("{HEAD}{}", line("one")));
    cold.build("--format html --as-of 2026-12-31");
    assert!(files(&project.path("output")) == files(&cold.path("output")), "not as a cold build");
}

#[test]
fn only_takes_services_and_deliverables() {
    let project = harbour();
    let built = |what: &str| project.build(&format!("--force --format html --as-of 2026-12-31 --only {what}"));
    assert!(built("two").keys().all(|id| id.starts_with("harbour/two/")));
    assert_eq!(built("risk-governance").len(), built("one").len() + built("two").len());
    assert_eq!(built("statement-of-work").keys().collect::<Vec<_>>(), ["harbour/statement-of-work"]);
    assert!(project.run(&format!("{BUILD} --only nothing")).1.contains("matches --only"));
}

#[test]
fn fail_fast_ends_after_the_first() {
    let project = Project::with(&[]);
    project.write("engagements/harbour.yaml", &format!("{HEAD}{}{}", line("one"), line("two")));
    let (_, news, _) = project.run("eject templates/documents/sow.md");
    assert!(project.path("templates/documents/sow.md").is_file(), "{news}");
    project.append("templates/documents/sow.md", "\n{{ nothing.of.this }}\n");
    let failed = |arguments: &str| {
        let (_, news, status) = project.run(&format!("{BUILD} --jobs 1 {arguments}"));
        assert_eq!(status, 1, "{news}");
        news.lines().last().unwrap().to_owned()
    };
    // The statement of work comes first.
    let first = failed("--fail-fast");
    assert!(first.starts_with("Nothing to build, 1 failed, 8 not reached"), "{first}");
    let all = failed("--keep-going");
    assert!(all.starts_with("Built 8 documents, 1 failed"), "{all}");
}

#[test]
fn a_second_build_says_who_holds_the_folder_or_waits() {
    let project = harbour();
    let held = Output::open(&project.path("output"), "process 4711 since 2026-06-21 00:00:00", None).unwrap();
    let (_, news, status) = project.run(BUILD);
    assert!(status == 1 && news.contains("another build is writing here: process 4711 since"), "{news}");
    let mut waiting = child(&project, &format!("{BUILD} --wait"));
    std::thread::sleep(Duration::from_millis(500));
    assert!(waiting.try_wait().unwrap().is_none(), "it did not wait");
    drop(held);
    let (news, status) = end(waiting);
    assert!(status == Some(0) && news.contains("Waiting for another build: process 4711"), "{news}");
}

#[test]
fn what_killed_builds_left_is_swept() {
    let project = harbour();
    project.write("output/.sowright/.sowright-left", "half");
    assert_eq!(project.run(BUILD).2, 0);
    assert!(!project.path("output/.sowright/.sowright-left").exists());
}

#[test]
#[cfg(unix)]
fn an_interrupted_build_keeps_what_it_did() {
    let project = Project::with(&[]);
    let service = "  - {key: apps, service: app-om-hosting-24x7, start: 2026-01-01, end: 2026-03-31}\n";
    project.write("engagements/harbour.yaml", &format!("{HEAD}{service}"));
    let arguments = "build --format pdf --as-of 2026-03-31";
    let building = child(&project, arguments);
    let done =
        || files(&project.path("output")).keys().filter(|path| path.extension().is_some_and(|e| e == "pdf")).count();
    let begun = Instant::now();
    while !project.path("output").is_dir() || done() < 2 {
        assert!(begun.elapsed() < Duration::from_secs(120), "nothing was built");
        std::thread::sleep(Duration::from_millis(20));
    }
    let asked = Instant::now();
    let told = Command::new("kill").args(["-INT", &building.id().to_string()]).status().unwrap();
    assert!(told.success());
    let (news, status) = end(building);
    assert!(asked.elapsed() < Duration::from_secs(2), "it took {:?} to end", asked.elapsed());
    assert_eq!(status, Some(130), "{news}");
    assert!(news.contains("what was built so far is kept"), "{news}");
    let left: Vec<_> = files(&project.path("output")).into_keys().collect();
    assert!(left.iter().all(|path| !path.to_string_lossy().contains(".sowright-")), "{left:?}");
    let (_, news, _) = project.run(&format!("{arguments} --dry-run"));
    let fresh = news.split(" fresh").next().unwrap().rsplit(' ').next().unwrap().parse::<usize>().unwrap();
    // One or two in flight may have been written without being told of.
    assert!(fresh >= 1 && fresh + 2 >= done(), "{fresh} of {} are kept", done());
}

#[test]
#[cfg(unix)]
fn without_room_the_last_good_state_stays() {
    let project = harbour();
    let text = fs::read_to_string(project.path("engagements/harbour.yaml")).unwrap();
    project.write("engagements/harbour.yaml", &text.replace("Nimbus", "Cirrus"));
    let before = files(&project.path("output/harbour"));
    // Files may have four kilobytes; the signal that comes with it is ignored, so that writing fails.
    let script = format!("trap '' XFSZ; ulimit -f 8; exec {} {BUILD}", env!("CARGO_BIN_EXE_sowright"));
    let output = Command::new("sh").args(["-c", &script]).current_dir(project.root.path()).output().unwrap();
    let news = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(1), "{news}");
    assert!(news.contains("error[OUT-01]: the file cannot be written: it is larger than a file may be here"), "{news}");
    assert!(before == files(&project.path("output/harbour")), "files changed");
    assert_eq!(project.run(BUILD).2, 0);
    let cold = Project::with(&[]);
    cold.write("engagements/harbour.yaml", &text.replace("Nimbus", "Cirrus"));
    cold.build("--format html --as-of 2026-12-31");
    assert!(files(&project.path("output")) == files(&cold.path("output")), "not as a cold build");
}

#[test]
fn one_line_a_step_and_none_when_quiet() {
    let project = Project::with(&[]);
    project.write("engagements/harbour.yaml", &format!("{HEAD}{}", line("one")));
    let (_, news, _) = project.run(&format!("{BUILD} --quiet"));
    assert!(!news.contains("Reading") && !news.contains("Built"), "{news}");
    let (_, news, _) = project.run(&format!("{BUILD} --force"));
    let steps: Vec<&str> =
        news.lines().filter(|line| line.starts_with("Reading") || line.starts_with("Building")).collect();
    assert_eq!(steps, ["Reading", "Building 7 documents"]);
}

#[test]
fn an_engine_that_breaks_down_takes_nothing_with_it() {
    use sowright::patience::{Failure, within};
    let limit = std::time::Duration::from_secs(60);
    assert!(matches!(within::<()>(limit, || panic!("an engine's own mistake")), Err(Failure::Broken)));
    assert!(matches!(within(limit, || 1), Ok(1)));
}
