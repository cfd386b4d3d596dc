//! Typst's own parser over the source that is made of a document: calls of known functions, words in
//! string literals only, and those are the document's.

use sowright::document::Document;
use sowright::export::pdf::bare;
use typst::syntax::ast::{self, AstNode};
use typst::syntax::{SyntaxKind, SyntaxNode, parse};

use crate::sample;

/// Functions of the theme and of Typst that a source may call, each with those of its first arguments
/// that are no words of the document when they are string literals.
const CALLS: &[(&str, &[usize])] = &[
    ("report", &[]),
    ("turned", &[]),
    ("lead", &[]),
    ("section", &[2]),
    ("par", &[]),
    ("definitions", &[]),
    ("listing", &[]),
    ("raw", &[]),
    ("quotation", &[]),
    ("callout", &[0]),
    ("key-figures", &[]),
    ("timeline", &[]),
    ("signatures", &[]),
    ("note", &[]),
    ("pagebreak", &[]),
    ("divide", &[]),
    ("tasks", &[]),
    ("numbers", &[]),
    ("bullets", &[]),
    ("grid-of", &[4]),
    ("row-head", &[]),
    ("illustration", &[]),
    ("image", &[0]),
    ("caption", &[]),
    ("emph", &[]),
    ("strong", &[]),
    ("strike", &[]),
    ("code", &[]),
    ("box", &[]),
    ("point", &[]),
    ("to-web", &[0]),
    ("to-section", &[0]),
    ("chip", &[0]),
    ("mark", &[]),
    ("linebreak", &[]),
];

/// What a source is made of beside calls: literals, blocks, lists, and the signs between them.
const PARTS: &[SyntaxKind] = &[
    SyntaxKind::Markup,
    SyntaxKind::Code,
    SyntaxKind::CodeBlock,
    SyntaxKind::ContentBlock,
    SyntaxKind::Args,
    SyntaxKind::Array,
    SyntaxKind::Parenthesized,
    SyntaxKind::Named,
    SyntaxKind::Ident,
    SyntaxKind::Str,
    SyntaxKind::Bool,
    SyntaxKind::Int,
    SyntaxKind::Float,
    SyntaxKind::Numeric,
    SyntaxKind::None,
    SyntaxKind::Auto,
    SyntaxKind::Hash,
    SyntaxKind::Semicolon,
    SyntaxKind::Comma,
    SyntaxKind::Colon,
    SyntaxKind::LeftBrace,
    SyntaxKind::RightBrace,
    SyntaxKind::LeftBracket,
    SyntaxKind::RightBracket,
    SyntaxKind::LeftParen,
    SyntaxKind::RightParen,
    SyntaxKind::Space,
    SyntaxKind::Parbreak,
    SyntaxKind::End,
];

/// What must hold for every document; its words are compared when they come in the order of reading.
pub fn holds(document: &Document, compared: bool) {
    let source = bare::source(document);
    let (first, rest) = source.split_once('\n').expect("an import");
    assert_eq!(first, "#import \"theme.typ\": *");
    let root = parse(rest);
    let (errors, _) = root.errors_and_warnings();
    assert!(errors.is_empty(), "typst cannot parse it: {errors:?}\n{rest}");
    let mut words = String::new();
    walk(&root, &mut words);
    if compared {
        let front = sample::document(Vec::new()).words().len();
        assert_eq!(signs(&words), signs(&document.words()[front..].concat()), "other words than the document's");
    }
}

fn walk(node: &SyntaxNode, words: &mut String) {
    if let Some(call) = node.cast::<ast::FuncCall>() {
        return called(call, words);
    }
    assert!(PARTS.contains(&node.kind()), "{:?} {:?} is more than words and calls", node.kind(), node.leaf_text());
    if let Some(literal) = node.cast::<ast::Str>() {
        words.push_str(&literal.get());
    }
    node.children().for_each(|child| walk(child, words));
}

fn called(call: ast::FuncCall, words: &mut String) {
    let ast::Expr::Ident(name) = call.callee() else { panic!("a call of no name: {:?}", call.callee()) };
    let silent = CALLS.iter().find(|(known, _)| *known == name.as_str());
    let (name, silent) = silent.unwrap_or_else(|| panic!("`{}` is none of the functions known", name.as_str()));
    let mut position = 0;
    for argument in call.args().items() {
        match argument {
            ast::Arg::Pos(value) => {
                let quiet = matches!(value, ast::Expr::Str(_)) && silent.contains(&position);
                if !quiet {
                    walk(value.to_untyped(), words);
                }
                position += 1;
            }
            // What the report says of itself is the front of the document.
            ast::Arg::Named(_) if *name == "report" => {}
            ast::Arg::Named(named) => walk(named.expr().to_untyped(), words),
            ast::Arg::Spread(spread) => panic!("{spread:?}"),
        }
    }
}

/// What prints: places for breaks, soft hyphens and marks of direction do not.
fn signs(text: &str) -> String {
    let silent = |c: &char| c.is_whitespace() || matches!(c, '\u{ad}' | '\u{200b}' | '\u{2068}' | '\u{2069}');
    text.chars().filter(|c| !silent(c)).collect()
}
