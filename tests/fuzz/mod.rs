//! Readers and the schedule, held to properties on texts that nobody would write.
//!
//! Each target is a function that fails when a property does not hold for a text. Its seeds lie in
//! `seeds/<target>/`; each find of a run becomes one, named for what it was. `docs/testing.md` says how
//! to run longer, and how to let coverage guide.

mod csv;
mod mangle;
mod markdown;
mod markup;
mod moments;
mod narrative;
mod place;
mod print;
mod project;
mod terms;
mod yaml;

use std::fs;
use std::path::Path;

use proptest::prelude::{ProptestConfig, Strategy};
use proptest::test_runner::{RngAlgorithm, TestRng, TestRunner};

use mangle::mangled;

/// The seeds of a target, by name.
fn seeds(target: &str) -> Vec<(String, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fuzz/seeds").join(target);
    let entries = fs::read_dir(folder).expect("a folder").flatten();
    let read = |entry: fs::DirEntry| {
        let bytes = fs::read(entry.path()).expect("a seed");
        (entry.file_name().to_string_lossy().into_owned(), String::from_utf8_lossy(&bytes).into_owned())
    };
    let mut seeds: Vec<(String, String)> = entries.map(read).collect();
    seeds.sort();
    seeds
}

/// The same cases on every commit; other ones, and as many as asked, with `PROPTEST_CASES`.
fn runner(cases: u32) -> TestRunner {
    let asked = std::env::var_os("PROPTEST_CASES").is_some();
    let config = ProptestConfig {
        failure_persistence: None,
        max_shrink_iters: 5000,
        max_shrink_time: 20_000,
        ..ProptestConfig::default()
    };
    match asked {
        true => TestRunner::new(config),
        false => {
            let always = TestRng::deterministic_rng(RngAlgorithm::ChaCha);
            TestRunner::new_with_rng(ProptestConfig { cases, ..config }, always)
        }
    }
}

/// Tries a strategy's values; the smallest that fails is told.
fn tried<T: std::fmt::Debug>(cases: u32, values: impl Strategy<Value = T>, holds: impl Fn(&T)) {
    let result = runner(cases).run(&values, |value| {
        holds(&value);
        Ok(())
    });
    if let Err(failure) = result {
        panic!("{failure}");
    }
}

/// Tries all seeds of a target as they are, then what mangling makes of them.
fn fuzzed(target: &str, cases: u32, holds: fn(&str)) {
    let seeds = seeds(target);
    assert!(seeds.len() >= 3, "{target} has only {} seeds", seeds.len());
    for (name, text) in &seeds {
        let held = std::panic::catch_unwind(|| holds(text));
        assert!(held.is_ok(), "the seed {target}/{name} does not hold");
    }
    let texts = seeds.into_iter().map(|(_, text)| text).collect();
    tried(cases, mangled(texts), |text: &String| holds(text));
}

#[test]
fn fuzz_yaml() {
    fuzzed("yaml", 400, yaml::holds);
}

#[test]
fn fuzz_csv() {
    fuzzed("csv", 1000, csv::holds);
}

#[test]
fn fuzz_narrative() {
    fuzzed("narrative", 1000, narrative::holds);
}

#[test]
fn fuzz_project() {
    fuzzed("project", 40, project::holds);
}

#[test]
fn fuzz_markdown() {
    fuzzed("markdown", 5000, markdown::holds);
}

#[test]
fn fuzz_markdown_to_pdf() {
    fuzzed("markdown", 15, print::holds);
}

#[test]
fn fuzz_terms() {
    fuzzed("terms", 1000, terms::holds);
    tried(3000, bytes(), |bytes| terms::of_bytes(bytes).holds());
}

#[test]
fn fuzz_moments() {
    // Samoa had no 30 December 2011.
    moments::holds(&[0, 65, 127, 47, 115]);
    tried(5000, bytes(), |bytes| moments::holds(bytes));
}

fn bytes() -> impl Strategy<Value = Vec<u8>> {
    proptest::collection::vec(proptest::prelude::any::<u8>(), 24)
}
