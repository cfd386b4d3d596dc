//! What `sowright new` writes for any service checks without an error or warning.

use std::path::Path;
use std::process::Command;

use sowright::load::load_catalog;

#[test]
fn every_service_starts_clean() {
    let project = tempfile::tempdir().expect("a folder");
    std::fs::write(project.path().join("sowright.yaml"), "").expect("a file");
    let (catalog, _, _) = load_catalog(Path::new(project.path()));
    let run = |args: &[&str]| {
        let output = Command::new(env!("CARGO_BIN_EXE_sowright")).args(args).current_dir(project.path()).output();
        let output = output.expect("the program runs");
        (output.status.code(), String::from_utf8_lossy(&output.stderr).into_owned())
    };
    assert_eq!(catalog.services.len(), 49);
    for service in &catalog.services {
        let name = service.id.value.as_str();
        let (status, said) = run(&[
            "new",
            name,
            "--customer",
            "Northwind: \"Trading\" # 1",
            "--country",
            "NL",
            "--provider",
            "Nimbus",
            "--service",
            &service.code,
            "--start",
            "2026-01-01",
            "--end",
            "2026-12-31",
        ]);
        assert_eq!(status, Some(0), "{name}: {said}");
    }
    let (status, said) = run(&["check"]);
    assert_eq!(status, Some(0), "{said}");
    let loud: Vec<&str> =
        said.lines().filter(|line| line.starts_with("warning") || line.starts_with("error")).collect();
    assert!(loud.is_empty(), "{loud:?}");
}
