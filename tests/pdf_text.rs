//! Reads a PDF as assistive technology does: through its structure tree, in logical order.

use std::collections::BTreeMap;

use lopdf::content::Content;
use lopdf::{Dictionary, Document, Object, ObjectId};

/// A piece of the structure tree.
#[derive(Debug)]
pub enum Node {
    Text(String),
    Element(Element),
}

/// One tag with what it holds.
#[derive(Debug)]
pub struct Element {
    pub tag: String,
    pub alt: Option<String>,
    /// The `Scope` of a header cell.
    pub scope: Option<String>,
    /// The `ListNumbering` of a list: `None` where the labels are terms, not marks.
    pub numbering: Option<String>,
    pub nodes: Vec<Node>,
}

impl Element {
    /// The elements directly below.
    pub fn elements(&self) -> impl Iterator<Item = &Element> {
        self.nodes.iter().filter_map(|node| match node {
            Node::Element(element) => Some(element),
            Node::Text(_) => None,
        })
    }

    /// This element and all below with a tag.
    pub fn find<'a>(&'a self, tag: &str, found: &mut Vec<&'a Element>) {
        if self.tag == tag {
            found.push(self);
        }
        self.elements().for_each(|element| element.find(tag, found));
    }

    /// All text below, alternative texts in place of pictures.
    pub fn text(&self) -> String {
        let below = self.nodes.iter().map(|node| match node {
            Node::Text(text) => text.clone(),
            Node::Element(element) => element.text(),
        });
        self.alt.clone().into_iter().chain(below).collect()
    }
}

/// The words as [`sowright::document::Document::words`] counts them: without the list of contents
/// (headed `contents`) and without the marks of lists.
pub fn words(root: &Element, contents: &str) -> String {
    let mut words = String::new();
    collect(root, contents, false, &mut words);
    squeeze(&words)
}

/// `text` without white space and without the signs that nobody sees: those that let long words break or
/// hold others together, that join letters, choose their form or steer their direction.
/// A PDF file holds a line in the order it is drawn, and readers turn what is written from the right, so
/// where there is such writing, runs of its letters and of signs without a direction are sorted.
pub fn squeeze(text: &str) -> String {
    let unseen = |c: &char| matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}'..='\u{206f}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}');
    let letters: Vec<char> = text.chars().filter(|c| !c.is_whitespace() && !unseen(c)).collect();
    let from_right = |c: &char| ('\u{590}'..='\u{8ff}').contains(c) || ('\u{fb1d}'..='\u{fefc}').contains(c);
    let from_left = |c: &char| c.is_alphanumeric() && !from_right(c);
    if !letters.iter().any(from_right) {
        return letters.into_iter().collect();
    }
    let mut squeezed = String::new();
    for run in letters.chunk_by(|a, b| from_left(a) == from_left(b)) {
        let mut run = run.to_vec();
        if !run.iter().any(from_left) {
            run.sort_unstable();
        }
        squeezed.extend(run);
    }
    squeezed
}

impl Element {
    /// A figure, perhaps inside blocks of nothing else.
    fn is_figure(&self) -> bool {
        self.tag == "Figure"
            || (self.tag == "Div" && self.elements().count() == 1 && self.elements().all(Element::is_figure))
    }
}

fn collect(element: &Element, contents: &str, marks: bool, words: &mut String) {
    // An alternative text stands for all that is below it, such as the labels in a chart.
    if let Some(alt) = &element.alt {
        return words.push_str(alt);
    }
    let tags: Vec<&str> = element.elements().map(|element| element.tag.as_str()).collect();
    // Typst puts the caption before the picture, whose alternative text stands for it.
    if tags.len() == 2 && tags[0] == "Caption" && element.elements().nth(1).is_some_and(Element::is_figure) {
        element
            .elements()
            .collect::<Vec<_>>()
            .into_iter()
            .rev()
            .for_each(|element| collect(element, contents, marks, words));
        return;
    }
    let marks = if element.tag == "L" { element.numbering.as_deref() != Some("None") } else { marks };
    let mut nodes = element.nodes.iter().peekable();
    while let Some(node) = nodes.next() {
        match node {
            Node::Text(text) => words.push_str(text),
            Node::Element(below) => {
                let toc =
                    matches!(nodes.peek(), Some(Node::Element(next)) if next.tag == "TOC") && below.text() == contents;
                let mark = marks && element.tag == "LI" && below.tag == "Lbl";
                if !toc && !mark && below.tag != "TOC" {
                    collect(below, contents, marks, words);
                }
            }
        }
    }
}

/// The structure tree of a PDF file, its root as an element.
pub fn read(bytes: &[u8]) -> Element {
    let document = Document::load_mem(bytes).expect("a PDF file");
    let marked = document.get_pages().into_values().map(|page| (page, marked_text(&document, page))).collect();
    let root = document.catalog().unwrap().get(b"StructTreeRoot").expect("a tagged file");
    let root = document.dereference(root).unwrap().1.as_dict().unwrap();
    Reader { document: &document, marked }.element(root, None)
}

struct Reader<'a> {
    document: &'a Document,
    marked: BTreeMap<ObjectId, BTreeMap<i64, String>>,
}

impl Reader<'_> {
    fn element(&self, dict: &Dictionary, page: Option<ObjectId>) -> Element {
        let page = dict.get(b"Pg").and_then(Object::as_reference).ok().or(page);
        let mut nodes = Vec::new();
        if let Ok(kids) = dict.get(b"K") {
            self.kids(kids, page, &mut nodes);
        }
        let name = |key: &[u8]| {
            dict.get(key).and_then(Object::as_name).ok().map(|name| String::from_utf8_lossy(name).into_owned())
        };
        let alt = dict.get(b"Alt").ok().map(text_string);
        Element {
            tag: name(b"S").unwrap_or_default(),
            alt,
            scope: self.attribute(dict, b"Scope"),
            numbering: self.attribute(dict, b"ListNumbering"),
            nodes,
        }
    }

    fn kids(&self, kids: &Object, page: Option<ObjectId>, nodes: &mut Vec<Node>) {
        let marked = |page: Option<ObjectId>, id: i64| {
            let text = page.and_then(|page| self.marked.get(&page)).and_then(|texts| texts.get(&id));
            Node::Text(text.cloned().unwrap_or_default())
        };
        match self.document.dereference(kids).expect("a kid").1 {
            Object::Integer(id) => nodes.push(marked(page, *id)),
            Object::Array(all) => all.iter().for_each(|kid| self.kids(kid, page, nodes)),
            Object::Dictionary(dict) if dict.has(b"MCID") => {
                let page = dict.get(b"Pg").and_then(Object::as_reference).ok().or(page);
                nodes.push(marked(page, dict.get(b"MCID").and_then(Object::as_i64).unwrap()));
            }
            Object::Dictionary(dict) if dict.has(b"S") => nodes.push(Node::Element(self.element(dict, page))),
            _ => {}
        }
    }

    fn attribute(&self, dict: &Dictionary, name: &[u8]) -> Option<String> {
        let attributes = self.document.dereference(dict.get(b"A").ok()?).ok()?.1;
        let all = attributes.as_array().map_or(vec![attributes], |all| all.iter().collect());
        all.into_iter().find_map(|attribute| {
            let attribute = self.document.dereference(attribute).ok()?.1.as_dict().ok()?;
            let value = attribute.get(name).ok()?.as_name().ok()?;
            Some(String::from_utf8_lossy(value).into_owned())
        })
    }
}

/// The text of each marked-content sequence of a page, by its number.
fn marked_text(document: &Document, page: ObjectId) -> BTreeMap<i64, String> {
    let fonts: BTreeMap<Vec<u8>, BTreeMap<u32, String>> = document
        .get_page_fonts(page)
        .unwrap()
        .into_iter()
        .map(|(name, font)| (name, to_unicode(document, font)))
        .collect();
    let content = Content::decode(&document.get_page_content(page)).unwrap();
    let mut texts: BTreeMap<i64, String> = BTreeMap::new();
    // Each open sequence: its number, and whether its text is given in place of its glyphs.
    let mut open: Vec<(Option<i64>, bool)> = Vec::new();
    let mut font = None;
    for operation in content.operations {
        match operation.operator.as_str() {
            "Tf" => font = fonts.get(operation.operands[0].as_name().unwrap()),
            "BMC" => open.push((None, false)),
            "BDC" => {
                let properties = operation.operands[1].as_dict().ok();
                let id = properties.and_then(|dict| dict.get(b"MCID").and_then(Object::as_i64).ok());
                let actual = properties.and_then(|dict| dict.get(b"ActualText").ok()).map(text_string);
                open.push((id, actual.is_some()));
                if let (Some(actual), Some(id)) = (actual, current(&open)) {
                    texts.entry(id).or_default().push_str(&actual);
                }
            }
            "EMC" => _ = open.pop(),
            "Tj" | "TJ" if !open.iter().any(|(_, given)| *given) => {
                if let (Some(id), Some(font)) = (current(&open), font) {
                    decode(&operation.operands[0], font, texts.entry(id).or_default());
                }
            }
            _ => {}
        }
    }
    texts
}

fn current(open: &[(Option<i64>, bool)]) -> Option<i64> {
    open.iter().rev().find_map(|(id, _)| *id)
}

fn decode(object: &Object, font: &BTreeMap<u32, String>, text: &mut String) {
    match object {
        Object::Array(parts) => parts.iter().for_each(|part| decode(part, font, text)),
        Object::String(bytes, _) => {
            for code in bytes.chunks(2) {
                let code = code.iter().fold(0, |code, byte| code << 8 | u32::from(*byte));
                text.push_str(font.get(&code).map_or("\u{fffd}", String::as_str));
            }
        }
        _ => {}
    }
}

/// What the glyphs of a font mean: the `bfchar` and `bfrange` entries of its ToUnicode map.
fn to_unicode(document: &Document, font: &Dictionary) -> BTreeMap<u32, String> {
    let stream =
        document.dereference(font.get(b"ToUnicode").expect("a font with a map")).unwrap().1.as_stream().unwrap();
    let map = stream.decompressed_content().unwrap_or_else(|_| stream.content.clone());
    let map = String::from_utf8_lossy(&map).into_owned();
    let mut meanings = BTreeMap::new();
    for section in map.split("beginbfchar").skip(1) {
        let codes = hexes(section.split("endbfchar").next().unwrap());
        codes.chunks_exact(2).for_each(|pair| _ = meanings.insert(number(&pair[0]), utf16(&pair[1])));
    }
    for section in map.split("beginbfrange").skip(1) {
        for range in hexes(section.split("endbfrange").next().unwrap()).chunks_exact(3) {
            let first = number(&range[0]);
            for code in first..=number(&range[1]) {
                let start = utf16(&range[2]).chars().next().unwrap();
                meanings.insert(code, char::from_u32(u32::from(start) + code - first).unwrap().to_string());
            }
        }
    }
    meanings
}

fn hexes(section: &str) -> Vec<Vec<u8>> {
    let hex = |part: &str| part.split('>').next().unwrap().trim().to_owned();
    let bytes =
        |hex: String| (0..hex.len() / 2).map(|i| u8::from_str_radix(&hex[2 * i..2 * i + 2], 16).unwrap()).collect();
    section.split('<').skip(1).map(|part| bytes(hex(part))).collect()
}

fn number(bytes: &[u8]) -> u32 {
    bytes.iter().fold(0, |number, byte| number << 8 | u32::from(*byte))
}

fn utf16(bytes: &[u8]) -> String {
    let units: Vec<u16> = bytes.chunks_exact(2).map(|pair| u16::from_be_bytes([pair[0], pair[1]])).collect();
    String::from_utf16_lossy(&units)
}

/// A PDF text string: UTF-16 with a mark, else bytes.
fn text_string(object: &Object) -> String {
    let bytes = object.as_str().expect("a string");
    match bytes {
        [0xfe, 0xff, rest @ ..] => utf16(rest),
        [0xef, 0xbb, 0xbf, rest @ ..] => String::from_utf8_lossy(rest).into_owned(),
        plain => plain.iter().map(|byte| char::from(*byte)).collect(),
    }
}
