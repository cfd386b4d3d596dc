//! Nothing unfinished and nothing secret stands in a text that is printed.

use std::ops::Range;
use std::sync::LazyLock;

use regex::{Regex, RegexSet};

use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::load::Narrative;
use crate::load::printed::lines;
use crate::source::{FileId, Span};

use super::Scope;

/// Words that writers leave where something is still to come.
static LEFTOVER: LazyLock<Regex> = LazyLock::new(|| pattern(r"\b(TODO|TBD|TBC|FIXME)\b|\?{3,}|(?i:\blorem ipsum\b)"));

/// A pattern whose words end at the letters of ASCII: the ends of all words of all scripts take ten
/// times as long to find.
fn pattern(text: &str) -> Regex {
    Regex::new(&text.replace(r"\b", r"(?-u:\b)").replace(r"\d", "[0-9]")).expect("a pattern")
}

/// What should be masked: a name for it, its pattern, and whether a match really is one.
type Pattern = (&'static str, Regex, fn(&str) -> bool);

static SECRETS: LazyLock<Vec<Pattern>> = LazyLock::new(|| {
    vec![
        ("private key", pattern(r"-----BEGIN [A-Z ]*PRIVATE KEY-----"), |_| true),
        ("access key", pattern(r"\b(AKIA|ASIA)[0-9A-Z]{16}\b"), |_| true),
        ("access token", pattern(r"\bgh[pousr]_[A-Za-z0-9]{36}\b|\bglpat-[A-Za-z0-9_-]{20}\b"), |_| true),
        ("access token", pattern(r"\beyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]{4,}"), |_| true),
        (
            "password",
            pattern(r#"(?i)\b(password|passwd|secret|token|api[_-]?key)\b\s*[:=]\s*["']?[^\s"',;]{6,}"#),
            |text| text.bytes().any(|byte| byte.is_ascii_digit()),
        ),
        ("card number", pattern(r"\b\d(?:[ -]?\d){12,18}\b"), is_card),
        ("bank account", pattern(r"\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,3})?\b"), is_account),
        ("social security number", pattern(r"\b\d{3}-\d{2}-\d{4}\b"), |_| true),
    ]
});

/// All patterns at once: most files have none of them.
static ANY: LazyLock<RegexSet> = LazyLock::new(|| {
    let secrets = SECRETS.iter().map(|(_, pattern, _)| pattern.as_str());
    RegexSet::new(secrets.chain([LEFTOVER.as_str()])).expect("patterns")
});

pub fn check(scope: &Scope, findings: &mut Diagnostics) {
    let suspicious = |file: &&FileId| ANY.is_match(&scope.sources.file(**file).text);
    for file in scope.loaded.files.iter().filter(suspicious) {
        let source = scope.sources.file(*file);
        let narrative = scope.loaded.narratives.iter().find(|narrative| narrative.file == *file);
        let issued = narrative.is_some_and(|narrative| issued(scope, narrative));
        for range in lines(source) {
            let (at, text) = (range.start, &source.text[range]);
            for found in LEFTOVER.find_iter(text) {
                let message = format!("\u{201c}{}\u{201d} is left in a text that is printed", found.as_str());
                let finding = Diagnostic::new(Code::LEFTOVER, message).at(span(*file, at, &found.range()));
                scope.tell_of(finding.help("finish the text, or take it out"), issued, findings);
            }
            for (what, pattern, is_one) in SECRETS.iter() {
                for found in pattern.find_iter(text).filter(|found| is_one(found.as_str())) {
                    let finding = Diagnostic::new(Code::SECRET, format!("a {what} seems to stand here"))
                        .at(span(*file, at, &found.range()))
                        .help("mask it, for instance with `•••`, and have it changed if it was real");
                    scope.tell(finding, findings);
                }
            }
        }
    }
}

/// Whether a document that shows the prose is issued.
fn issued(scope: &Scope, narrative: &Narrative) -> bool {
    let shows = |item: &&super::Item| item.deliverable == narrative.deliverable && narrative.serves(item.part());
    scope.items.iter().filter(shows).any(super::Item::is_issued)
}

fn span(file: FileId, line: usize, found: &Range<usize>) -> Span {
    Span::new(file, line + found.start, line + found.end)
}

/// The check digit of payment cards (ISO/IEC 7812, Luhn's formula).
fn is_card(text: &str) -> bool {
    let digits = text.bytes().rev().filter(u8::is_ascii_digit).map(|byte| u32::from(byte - b'0'));
    let doubled = |digit: u32| if digit > 4 { 2 * digit - 9 } else { 2 * digit };
    let sum: u32 = digits.enumerate().map(|(place, digit)| if place % 2 == 1 { doubled(digit) } else { digit }).sum();
    // A row of the same digit passes the formula and is no card.
    sum.is_multiple_of(10) && sum > 0
}

/// The check digits of bank accounts (ISO 13616): the number, its first four signs put last, is 1 modulo 97.
fn is_account(text: &str) -> bool {
    let signs: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    let (head, rest) = signs.split_at(4);
    let value = |rest: u32, c: char| {
        let sign = c.to_digit(36).unwrap_or(0);
        (rest * if sign > 9 { 100 } else { 10 } + sign) % 97
    };
    (15..=34).contains(&signs.len()) && rest.chars().chain(head.chars()).fold(0, value) == 1
}
