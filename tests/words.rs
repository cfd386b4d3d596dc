//! What two formats are held to: the words of the document in their order.

use sowright::document::Document;

/// Fails at the first place where what a format says differs from what the document says. Both come
/// without white space.
#[track_caller]
pub fn same(document: &Document, actual: &str, expected: &str) {
    if actual != expected {
        let same = actual.chars().zip(expected.chars()).take_while(|(a, b)| a == b).count();
        let around = |text: &str| text.chars().skip(same.saturating_sub(40)).take(120).collect::<String>();
        panic!("{}: words differ\n  expected {}\n  printed  {}", document.meta.id, around(expected), around(actual));
    }
}
