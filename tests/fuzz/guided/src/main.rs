//! One target of `tests/fuzz`, named by `FUZZ_TARGET`, under libFuzzer: `tests/fuzz/guided.sh` builds and
//! runs it.

#![no_main]
#![allow(dead_code, clippy::disallowed_methods, clippy::unwrap_used, reason = "targets of tests, which may fail")]

#[path = "../../csv.rs"]
mod csv;
#[path = "../../../html.rs"]
mod html;
#[path = "../../../html_tree.rs"]
mod html_tree;
#[path = "../../markdown.rs"]
mod markdown;
#[path = "../../markup.rs"]
mod markup;
#[path = "../../moments.rs"]
mod moments;
#[path = "../../narrative.rs"]
mod narrative;
#[path = "../../place.rs"]
mod place;
#[path = "../../project.rs"]
mod project;
#[path = "../../../sample.rs"]
mod sample;
#[path = "../../terms.rs"]
mod terms;
#[path = "../../../words.rs"]
mod words;
#[path = "../../yaml.rs"]
mod yaml;

use std::sync::LazyLock;

static TARGET: LazyLock<String> = LazyLock::new(|| std::env::var("FUZZ_TARGET").expect("FUZZ_TARGET names a target"));

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let text = || String::from_utf8_lossy(bytes);
    match TARGET.as_str() {
        "yaml" => yaml::holds(&text()),
        "csv" => csv::holds(&text()),
        "narrative" => narrative::holds(&text()),
        "project" => project::holds(&text()),
        "markdown" => markdown::holds(&text()),
        "terms" => terms::of_bytes(bytes).holds(),
        "moments" => moments::holds(bytes),
        other => panic!("there is no target `{other}`"),
    }
});
