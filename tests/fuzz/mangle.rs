//! Texts that nobody would write: a seed with pieces put in, taken out, doubled, and mixed with others.

use proptest::prelude::*;
use proptest::sample::Index;

/// What is done to a text, at places given as shares of its length.
#[derive(Debug, Clone)]
enum Edit {
    Insert(Index, &'static str),
    Remove(Index, u8),
    Double(Index, u8, Index),
    Replace(Index, u8, &'static str),
    /// A stretch of another seed.
    Mix(Index, Index, Index, u8),
    /// Everything behind the place goes.
    Cut(Index),
}

/// Signs that mean something to no reader in particular, and to some of them all the same.
const COMMON: &[&str] = &[
    "\n",
    "\n\n",
    "\r\n",
    "\r",
    "\t",
    " ",
    "    ",
    "\0",
    "\u{7f}",
    "\u{85}",
    "\u{a0}",
    "\u{ad}",
    "\u{200b}",
    "\u{200d}",
    "\u{202e}",
    "\u{2028}",
    "\u{2068}",
    "\u{feff}",
    "\u{fffd}",
    "\u{e000}",
    "\u{f0001}",
    "\u{f0002}",
    "\u{10fffd}",
    "é",
    "e\u{301}",
    "ß",
    "🚑",
    "👩🏽‍⚕️",
    "هند",
    "雲",
    "\"",
    "'",
    "`",
    "\\",
    "#",
    "-",
    "*",
    "_",
    ":",
    "|",
    ">",
    "<",
    "&",
    "{",
    "}",
    "[",
    "]",
    "(",
    ")",
    "$",
    "%",
    "@",
    "!",
    "~",
    "^",
    "=",
    "/",
    "0",
    "1",
    "9",
    "x",
];

const YAML: &[&str] = &[
    "&a ",
    "*a",
    "*b ",
    "<<: *a\n",
    "!!str ",
    "!!binary ",
    "!x ",
    "- ",
    "-\n",
    ": ",
    ":\n",
    "? ",
    ", ",
    "{a: 1}",
    "[1, 2]",
    "|\n",
    "|-\n  ",
    "|2+\n",
    ">-\n  ",
    "# ",
    "---\n",
    "...\n",
    "%YAML 1.2\n",
    "''",
    "\"\"",
    "\"\\u0000\"",
    "\"\\x\"",
    "~",
    "null",
    "true",
    "no",
    "0x1f",
    "0o7",
    "1_000",
    "1e400",
    ".nan",
    "-.inf",
    "-1",
    "99999999999999999999",
    "1.10",
    "00:30",
    "2026-02-30",
    "2026-03-14",
    "9999-12-31",
    "-9999-01-01",
    "2026-03-14T08:30",
    "2026-03-29T02:30",
    "2026-10-25T02:30Z",
    "2026-03-14T08:30+03:00",
    "99.99",
    "monthly",
    "daily",
    "weekly",
    "annual",
    "Asia/Riyadh",
    "America/Santiago",
];

const MARKDOWN: &[&str] = &[
    "**",
    "***",
    "__",
    "~~",
    "~",
    "``",
    "```\n",
    "~~~\n",
    "[",
    "](",
    "](http://a.b)",
    "](javascript:x)",
    "](figure:figures.a)",
    "](chip:good)",
    "](#top)",
    "![",
    "![a](images/a.png)",
    "[a]: http://b.c\n",
    "[a]",
    "<a href=\"x\">",
    "</a>",
    "<br/>",
    "<!-- ",
    "-->",
    "<script>",
    "<http://a.b>",
    "<a@b.c>",
    "http://a.b/c?d=e",
    "www.a.b",
    "# ",
    "###### ",
    "===\n",
    "---\n",
    "- ",
    "+ ",
    "10. ",
    "1) ",
    "> ",
    ">> ",
    "> [!NOTE]\n",
    "> [!CAUTION]\n> ",
    "| a | b |\n|---|:-:|\n",
    "|\n",
    "\\|",
    ": ",
    "- [x] ",
    "- [ ] ",
    "[^1]",
    "[^1]: ",
    "&amp;",
    "&#32;",
    "&#0;",
    "&nbsp;",
    "&lt;",
    "{#id}",
    "{.c}",
    "  \n",
    "\\\n",
    "$$",
    "term\n: words\n",
    "```table\n{}\n```\n",
    "```chart\n",
    "*a _b* c_",
    "----",
    "* * *\n",
    "a\n=\n",
    "\u{2028}",
    "#read(\"x\")",
];

const CSV: &[&str] =
    &[",", "\"\"", "\",\"", "\n\"", "\"\n", ",,", ";", "date,text\n", "id,id\n", "2026-03-14", "1e400", "\u{feff}"];

/// The texts that come of some seeds.
pub fn mangled(seeds: Vec<String>) -> impl Strategy<Value = String> {
    let edits = proptest::collection::vec(edit(), 0..8);
    (any::<Index>(), edits).prop_map(move |(seed, edits)| {
        let text = seeds[seed.index(seeds.len())].clone();
        edits.iter().fold(text, |text, edit| edited(text, edit, &seeds))
    })
}

fn edit() -> impl Strategy<Value = Edit> {
    let pieces = [COMMON, YAML, MARKDOWN, CSV].concat();
    let piece = proptest::sample::select(pieces);
    let at = any::<Index>;
    prop_oneof![
        4 => (at(), piece.clone()).prop_map(|(at, piece)| Edit::Insert(at, piece)),
        3 => (at(), 1..40_u8).prop_map(|(at, length)| Edit::Remove(at, length)),
        2 => (at(), any::<u8>(), at()).prop_map(|(from, length, to)| Edit::Double(from, length, to)),
        3 => (at(), 1..8_u8, piece).prop_map(|(at, length, piece)| Edit::Replace(at, length, piece)),
        2 => (at(), at(), at(), any::<u8>()).prop_map(|(at, seed, from, length)| Edit::Mix(at, seed, from, length)),
        1 => at().prop_map(Edit::Cut),
    ]
}

fn edited(mut text: String, edit: &Edit, seeds: &[String]) -> String {
    match edit {
        Edit::Insert(at, piece) => text.insert_str(place(&text, at), piece),
        Edit::Remove(at, length) => text.replace_range(stretch(&text, at, *length), ""),
        Edit::Double(from, length, to) => {
            let copy = text[stretch(&text, from, *length)].to_owned();
            text.insert_str(place(&text, to), &copy);
        }
        Edit::Replace(at, length, piece) => text.replace_range(stretch(&text, at, *length), piece),
        Edit::Mix(at, seed, from, length) => {
            let other = &seeds[seed.index(seeds.len())];
            text.insert_str(place(&text, at), &other[stretch(other, from, *length)]);
        }
        Edit::Cut(at) => text.truncate(place(&text, at)),
    }
    text
}

/// The start of a character.
fn place(text: &str, at: &Index) -> usize {
    text.floor_char_boundary(at.index(text.len() + 1))
}

fn stretch(text: &str, at: &Index, length: u8) -> std::ops::Range<usize> {
    let start = place(text, at);
    start..text.floor_char_boundary((start + usize::from(length)).min(text.len())).max(start)
}
