//! The examples of CommonMark, GFM and further extensions, where they are at hand: `SOWRIGHT_COMMONMARK`
//! names a JSON file, a list of objects `suite number markdown html` (`tests/conformance/run.sh` makes
//! it). Each example goes through the document model to HTML and PDF: both must print its words, and the
//! HTML must be the reference's where `tests/conformance/commonmark.txt` does not say why it is not.

#![allow(clippy::print_stdout, reason = "the figures of the run are for the script that starts it")]

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use serde::Deserialize;
use sowright::compose::prose_blocks;
use sowright::diagnostic::Code;
use sowright::export::html::Html;
use sowright::export::pdf::Pdf;

use crate::html_tree::{Node, read};
use crate::sample;

#[derive(Deserialize)]
struct Example {
    suite: String,
    number: u32,
    markdown: String,
    html: String,
}

#[test]
fn commonmark_examples_keep_their_words_and_their_form() {
    let Some(path) = std::env::var_os("SOWRIGHT_COMMONMARK") else { return };
    let text = std::fs::read_to_string(path).expect("the examples can be read");
    let examples: Vec<Example> = serde_json::from_str(&text).expect("a list of examples");
    assert!(examples.len() >= 652, "only {} examples", examples.len());
    let theme = sample::theme();
    let (html, pdf) = (Html::new(&theme), Pdf::new(&theme).expect("the theme works"));
    let different = Mutex::new(BTreeMap::new());
    let (next, as_text) = (AtomicUsize::new(0), AtomicUsize::new(0));
    std::thread::scope(|scope| {
        for _ in 0..2 {
            std::thread::Builder::new()
                .stack_size(16 << 20)
                .spawn_scoped(scope, || {
                    while let Some(example) = examples.get(next.fetch_add(1, Ordering::Relaxed)) {
                        let name = format!("{} {}", example.suite, example.number);
                        let (blocks, findings) = prose_blocks(&example.markdown, &theme.brand.colors);
                        let mut document = sample::document(blocks);
                        document.meta.id.clone_from(&name);
                        let page = html.page(&document);
                        crate::html::says_its_words(&document, &page);
                        match pdf.file(&document) {
                            Ok(bytes) => crate::pdf::says_its_words(&document, &bytes),
                            // A letter that no font has is told, not printed as a box.
                            Err(findings) => {
                                let told = findings.iter().all(|one| one.message.starts_with("no font has a sign"));
                                assert!(told, "{name}: {findings:#?}");
                            }
                        }
                        let lost = lost(&document.words().concat(), example);
                        assert!(lost.is_empty(), "{name}: {lost:?} are lost");
                        // HTML is printed as text: the reference lets it through.
                        if findings.iter().any(|finding| finding.code == Code::RAW_HTML) {
                            as_text.fetch_add(1, Ordering::Relaxed);
                            continue;
                        }
                        let ours = ours(&page);
                        let reference = theirs(&example.html);
                        if reference.as_deref() != Some(&ours) {
                            different.lock().unwrap().insert(name, (ours, reference.unwrap_or_default()));
                        }
                    }
                })
                .expect("a thread");
        }
    });
    let different = different.into_inner().unwrap();
    let listed = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/conformance/commonmark.txt");
    let listed = std::fs::read_to_string(listed).expect("the list of differences");
    let mut known: BTreeMap<String, &str> = BTreeMap::new();
    for line in listed.lines().filter(|line| !line.starts_with('#') && !line.trim().is_empty()) {
        let (names, why) = line.split_once(": ").expect("suite numbers: reason");
        let (suite, numbers) = names.split_once(' ').expect("a suite and numbers");
        numbers.split_whitespace().for_each(|number| _ = known.insert(format!("{suite} {number}"), why));
    }
    let mut report = String::new();
    for (name, (ours, theirs)) in different.iter().filter(|(name, _)| !known.contains_key(*name)) {
        write!(report, "{name} differs:\n  ours   {ours}\n  theirs {theirs}\n").unwrap();
    }
    for name in known.keys().filter(|name| !different.contains_key(*name)) {
        writeln!(report, "{name} is listed and does not differ").unwrap();
    }
    assert!(report.is_empty(), "{report}");
    println!(
        "{} examples, {} with HTML, which is text here, {} differ as the list says",
        examples.len(),
        as_text.into_inner(),
        different.len()
    );
}

/// Words of letters and digits that the reference prints and the document does not.
fn lost(printed: &str, example: &Example) -> Vec<String> {
    let Some(nodes) = read(&example.html) else { return Vec::new() };
    let text: String = nodes.iter().map(|node| node.text() + " ").collect();
    let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.filter(|word| !printed.contains(word)).map(str::to_owned).collect()
}

/// The text of our page in the reference's spelling.
fn ours(page: &str) -> String {
    let (_, main) = page.split_once("<main").expect("a text");
    let (main, _) = main.split_once("</main>").expect("its end");
    let (_, main) = main.split_once('>').expect("the end of a tag");
    let mut out = String::new();
    read(main).expect("well-formed HTML").iter().for_each(|node| print(node, false, &mut out));
    tidy(&out)
}

fn theirs(html: &str) -> Option<String> {
    let mut out = String::new();
    read(html)?.iter().for_each(|node| print(node, false, &mut out));
    Some(tidy(&out))
}

/// White space between blocks says nothing.
fn tidy(text: &str) -> String {
    let text = text
        .replace("<blockquote>  ", "<blockquote>")
        .replace("<h> ", "<h>")
        .replace("<br> ", "<br>")
        .replace("<input> ", "<input>")
        .replace("<input>\n", "<input>");
    text.split('\n').map(str::trim).filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n")
}

/// Prints what both programs mean alike; where the policy of documents differs for every example of a
/// kind, both are printed as the policy wants it:
/// - headings have ids and numbers, and their levels are those of the whole document;
/// - only http, https, mailto and `#` make a link; titles of links and languages of code are not kept;
/// - a picture that is not in the project is printed as its text;
/// - an item of a tight list holds a paragraph, told by a class of the list.
fn print(node: &Node, tight: bool, out: &mut String) {
    let Node::Element { tag, nodes, .. } = node else {
        // Line breaks of the source are spaces in a paragraph.
        let text = node.text();
        let (start, end) = (text.starts_with(char::is_whitespace), text.ends_with(char::is_whitespace));
        let words = text.split_whitespace().collect::<Vec<_>>().join(" ");
        out.push_str(if start { " " } else { "" });
        out.push_str(&words);
        out.push_str(if end && !words.is_empty() { " " } else { "" });
        return;
    };
    let below = |out: &mut String, tight: bool| nodes.iter().for_each(|node| print(node, tight, out));
    match tag.as_str() {
        "pre" => {
            let text = node.text().trim_end_matches('\n').replace('\n', "\u{2028}");
            write!(out, "\n<pre>{text}</pre>\n").unwrap();
        }
        "div" | "blockquote" if node.attribute("class").starts_with("callout") => {
            wrapped("blockquote", out, |out| {
                let title = |node: &&Node| node.attribute("class") == "title";
                nodes.iter().filter(|node| !title(node)).for_each(|node| print(node, false, out));
            });
        }
        "blockquote" => wrapped("blockquote", out, |out| below(out, false)),
        "input" => out.push_str("<input>"),
        "span" if node.attribute("class") == "number" => {}
        "span" if node.attribute("class") == "whole" => below(out, tight),
        "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => wrapped("h", out, |out| below(out, false)),
        "a" if node.attribute("href").starts_with("#fnref") => wrapped("sup", out, |out| below(out, false)),
        "a" => {
            let to = node.attribute("href").to_ascii_lowercase();
            let opens = ["http:", "https:", "mailto:", "#"].iter().any(|scheme| to.starts_with(scheme));
            match opens {
                true => wrapped("a", out, |out| below(out, false)),
                false => below(out, false),
            }
        }
        "dd" => {
            out.push_str("\n<dd>\n");
            below(out, true);
            out.push_str("\n</dd>\n");
        }
        "img" => out.push_str(node.attribute("alt")),
        "br" => out.push_str("<br>"),
        "hr" => out.push_str("\n<hr>\n"),
        "del" => wrapped("s", out, |out| below(out, false)),
        "p" if tight => {
            below(out, false);
            out.push('\n');
        }
        "ul" | "ol" => {
            let tight = node.attribute("class") == "tight";
            let start = node.attribute("start");
            write!(out, "\n<{tag}{}{start}>\n", if start.is_empty() { "" } else { " " }).unwrap();
            below(out, tight);
            write!(out, "\n</{tag}>\n").unwrap();
        }
        "li" => {
            out.push_str("\n<li>\n");
            below(out, tight);
            out.push_str("\n</li>\n");
        }
        "div" => below(out, tight),
        "em" | "strong" | "code" | "s" | "sup" => wrapped(tag, out, |out| below(out, false)),
        _ => {
            write!(out, "\n<{tag}>\n").unwrap();
            below(out, false);
            write!(out, "\n</{tag}>\n").unwrap();
        }
    }
}

fn wrapped(tag: &str, out: &mut String, below: impl FnOnce(&mut String)) {
    let block = matches!(tag, "h" | "blockquote");
    let line = if block { "\n" } else { "" };
    write!(out, "{line}<{tag}>").unwrap();
    below(out);
    write!(out, "</{tag}>{line}").unwrap();
}
