//! All tests in one binary: each further one would link typst again.

#![allow(clippy::disallowed_methods, clippy::unwrap_used, reason = "tests make and read files, and may fail")]

mod builds;
mod commonmark;
mod computed;
mod dependencies;
mod docs;
mod edges;
mod engine;
mod errors;
mod figures;
mod floors;
mod fuzz;
mod hostile;
mod html;
mod html_tree;
mod incremental;
mod markdown;
mod mistakes;
mod pdf;
mod pdf_text;
mod properties;
mod register;
mod sample;
mod samples;
mod scaffold;
mod schemas;
mod templates;
mod watch;
mod words;
mod worked;
