//! The words of a template: what stands inside its tags, with places.

/// One word.
#[derive(Debug, Clone, PartialEq)]
pub enum Word {
    Name(String),
    Text(String),
    Number,
    /// A sign, with `?.`, `?[`, `...` and comparisons as one.
    Sign(&'static str),
}

/// A word and where it stands, in bytes of the file.
#[derive(Debug, Clone)]
pub struct Token {
    pub word: Word,
    pub start: usize,
    pub end: usize,
}

/// A tag: what is printed (`{{ … }}`), or a statement (`{% … %}`).
#[derive(Debug, Clone)]
pub struct Tag {
    pub printed: bool,
    pub tokens: Vec<Token>,
}

/// Longer signs before those that they begin with.
const SIGNS: [&str; 33] = [
    "...", "?.", "?[", "==", "!=", "<=", ">=", "//", "**", ".", ",", ":", "|", "~", "=", "(", ")", "[", "]", "{", "}",
    "<", ">", "+", "-", "*", "/", "%", "!", "@", "?", "&", ";",
];

/// The tags of a template in their order; comments have none.
pub fn tags(text: &str) -> Vec<Tag> {
    let mut tags = Vec::new();
    let mut at = 0;
    while let Some(open) = text[at..].find('{').map(|found| at + found) {
        let rest = &text[open..];
        if rest.starts_with("{#") {
            at = rest.find("#}").map_or(text.len(), |end| open + end + 2);
        } else if rest.starts_with("{{") || rest.starts_with("{%") {
            let printed = rest.starts_with("{{");
            let (tokens, end) = tokens(text, open + 2, if printed { "}}" } else { "%}" });
            at = end;
            let raw = matches!(tokens.first(), Some(Token { word: Word::Name(name), .. }) if name == "raw" && !printed);
            if raw {
                at = text[at..].find("endraw").map_or(text.len(), |found| at + found + 6);
                continue;
            }
            tags.push(Tag { printed, tokens });
        } else {
            at = open + 1;
        }
    }
    tags
}

/// The words from a place up to the end of its tag, and where the text goes on.
fn tokens(text: &str, from: usize, close: &str) -> (Vec<Token>, usize) {
    let mut tokens = Vec::new();
    let mut at = from;
    let mut depth = 0_usize;
    while at < text.len() {
        let rest = &text[at..];
        let first = rest.chars().next().unwrap_or(' ');
        if depth == 0 && (rest.starts_with(close) || rest.strip_prefix('-').is_some_and(|rest| rest.starts_with(close)))
        {
            return (tokens, at + close.len() + usize::from(first == '-'));
        }
        let (word, length) = if first.is_whitespace() {
            at += first.len_utf8();
            continue;
        } else if first.is_alphabetic() || first == '_' {
            let name: String = rest.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
            let length = name.len();
            (Word::Name(name), length)
        } else if first.is_ascii_digit() {
            let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
            let decimals =
                rest[digits..].strip_prefix('.').map_or(0, |rest| rest.bytes().take_while(u8::is_ascii_digit).count());
            (Word::Number, digits + if decimals > 0 { decimals + 1 } else { 0 })
        } else if matches!(first, '"' | '\'' | '`') {
            let (inner, length) = quoted(rest, first);
            (Word::Text(inner), length)
        } else {
            let sign = SIGNS.iter().find(|sign| rest.starts_with(**sign));
            let Some(sign) = sign else {
                at += first.len_utf8();
                continue;
            };
            match *sign {
                "{" => depth += 1,
                "}" => depth = depth.saturating_sub(1),
                _ => {}
            }
            (Word::Sign(sign), sign.len())
        };
        tokens.push(Token { word, start: at, end: at + length });
        at += length;
    }
    (tokens, text.len())
}

/// The text in quotes at the start, and the length with them.
fn quoted(rest: &str, quote: char) -> (String, usize) {
    let mut inner = String::new();
    let mut escaped = false;
    for (at, c) in rest.char_indices().skip(1) {
        match c {
            _ if escaped => {
                inner.push(c);
                escaped = false;
            }
            '\\' => escaped = true,
            c if c == quote => return (inner, at + 1),
            c => inner.push(c),
        }
    }
    (inner, rest.len())
}
