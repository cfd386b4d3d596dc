//! The HTML exporter: what it prints is the document's text, all of it and nothing else.

use std::collections::BTreeSet;

use base64::Engine;
use sha2::{Digest, Sha256};

use sowright::document::*;
use sowright::export::bidi::pieces;
use sowright::export::html::Html;

use crate::sample;

fn page(document: &Document) -> String {
    Html::new(&sample::theme()).page(document)
}

/// What a paragraph of this text is printed as.
fn printed(text: Text) -> String {
    let page = page(&sample::document(vec![sample::paragraph(text)]));
    let (_, main) = page.split_once("<p>").expect("a paragraph");
    main.split_once("</p>").expect("its end").0.to_owned()
}

/// The words of a page: tags gone, text alternatives in their place, entities decoded.
fn words(page: &str) -> String {
    let (_, body) = page.split_once("<body").expect("a body");
    let mut body = format!("<body{body}");
    for (open, close) in
        [("<nav", "</nav>"), ("<script", "</script>"), ("<footer", "</footer>"), ("<a class=\"skip\"", "</a>")]
    {
        while let Some(start) = body.find(open) {
            let end = start + body[start..].find(close).expect("the end of an element") + close.len();
            body.replace_range(start..end, "");
        }
    }
    while let Some(start) = body.find("<svg") {
        let end = start + body[start..].find("</svg>").expect("the end of a drawing") + "</svg>".len();
        let alternative = attribute(&body[start..end], "aria-label").unwrap_or_default().to_owned();
        body.replace_range(start..end, &alternative);
    }
    let mut words = String::new();
    for piece in body.split('<').skip(1) {
        let (tag, text) = piece.split_once('>').expect("the end of a tag");
        if tag.starts_with("img") {
            words.push_str(attribute(tag, "alt").unwrap_or_default());
        }
        words.push_str(text);
    }
    squeezed(&decoded(&words))
}

fn attribute<'a>(tag: &'a str, name: &str) -> Option<&'a str> {
    let (_, value) = tag.split_once(&format!(" {name}=\""))?;
    Some(value.split_once('"')?.0)
}

fn decoded(text: &str) -> String {
    [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&amp;", "&")]
        .iter()
        .fold(text.to_owned(), |text, (entity, character)| text.replace(entity, character))
}

fn squeezed(text: &str) -> String {
    text.chars().filter(|character| !character.is_whitespace()).collect()
}

/// Fails unless the page says the words of the document in their order.
#[track_caller]
pub fn says_its_words(document: &Document, page: &str) {
    let (actual, expected) = (words(page), squeezed(&document.words().concat()));
    crate::words::same(document, &actual, &expected);
}

#[test]
fn the_page_has_the_words_of_the_document() {
    let document = sample::everything();
    says_its_words(&document, &page(&document));
}

#[test]
fn hostile_text_is_printed_as_text() {
    let hostile = "</style><script>alert(1)</script> \"quoted\" 'single' &amp; ]]> {{title}} <!-- --> %00";
    let mut document = sample::everything();
    document.meta.title = hostile.into();
    document.meta.subtitle = hostile.into();
    document.meta.id = hostile.into();
    document.meta.classification = hostile.into();
    document.meta.language = "en\" onload=\"x".into();
    document.meta.labels.page_of = "</style> {page}\" of {pages}".into();
    document.meta.labels.draft = hostile.into();
    document.blocks.push(sample::heading(1, hostile, hostile, hostile));
    document.blocks.push(sample::block(BlockKind::Code { language: hostile.into(), text: hostile.into() }));
    document.blocks.push(sample::block(BlockKind::KeyFigures {
        items: vec![KeyFigure { label: hostile.into(), value: hostile.into(), note: hostile.into(), tone: Tone::Good }],
    }));
    let page = page(&document);
    assert_eq!(words(&page), squeezed(&document.words().concat()));
    assert_eq!(page.matches("<script").count(), 1);
    assert!(!page.contains("<script>alert"));
    assert!(!page.contains(" onload=\""));
    assert_eq!(page.matches("</style>").count(), 1);
}

#[test]
fn forbidden_characters_become_the_replacement_character() {
    let text = printed(vec![Inline::text("a\0b\u{1}c\u{7f}d\u{85}e\u{fffe}f\u{c}g\th")]);
    assert_eq!(text, "a\u{fffd}b\u{fffd}c\u{fffd}d e\u{fffd}f\u{fffd}g\th");
}

#[test]
fn links_open_known_schemes_only() {
    let link = |to: &str| printed(vec![Inline::Link { to: to.into(), text: sample::plain_text("words") }]);
    for to in [
        "javascript:alert(1)",
        "JavaScript:alert(1)",
        " https://example.com",
        "data:text/html,x",
        "file:///etc/passwd",
        "//example.com",
        "x",
        "",
    ] {
        assert_eq!(link(to), "words", "{to}");
    }
    assert_eq!(
        link("https://example.com/?a=1&b=\"2\" 3"),
        "<a href=\"https://example.com/?a=1&amp;b=%222%22%203\">words</a>"
    );
    assert_eq!(link("mailto:a@example.com"), "<a href=\"mailto:a@example.com\">words</a>");
}

#[test]
fn a_link_inside_a_link_is_text() {
    let inner = Inline::Link { to: "https://example.com/b".into(), text: sample::plain_text("b") };
    let outer = Inline::Link { to: "https://example.com/a".into(), text: vec![inner, Inline::Footnote { number: 1 }] };
    assert_eq!(printed(vec![outer]), "<a href=\"https://example.com/a\">b<sup>1</sup></a>");
}

#[test]
fn ids_are_unique_and_every_link_inside_the_page_has_a_target() {
    let mut document = sample::everything();
    // Ids of the page itself, and ids that differ in a character which an address cannot hold.
    for id in ["text", "fn-1", "table-1", "a b", "a_b", "a%20b"] {
        document.blocks.push(sample::heading(1, "", id, id));
    }
    document.blocks.push(sample::paragraph(vec![Inline::Footnote { number: 1 }, Inline::Footnote { number: 1 }]));
    let page = page(&document);
    let mut ids = BTreeSet::new();
    for id in page.split(" id=\"").skip(1).filter_map(|rest| rest.split('"').next()) {
        assert!(ids.insert(id), "{id} twice");
    }
    for mark in ["href=\"#", "url(#"] {
        for target in page.split(mark).skip(1).filter_map(|rest| rest.split(['"', ')']).next()) {
            assert!(ids.contains(target), "nothing has the id {target}");
        }
    }
}

#[test]
fn a_page_asks_for_nothing_and_runs_nothing_but_the_theme_s_script() {
    let page = page(&sample::everything());
    let head = page.split_once("</head>").expect("a head").0;
    assert!(head.contains("content=\"default-src 'none'; img-src data:; style-src 'sha256-"));
    let script = page.split_once("<script>").and_then(|(_, rest)| rest.split_once("</script>")).expect("a script").0;
    let hash = base64::engine::general_purpose::STANDARD.encode(Sha256::digest(script));
    assert!(head.contains(&format!("; script-src 'sha256-{hash}'\">")));
    for active in [" style=", " src=\"http", "@import", "url(http", "url(\"http", "<iframe", "<form"] {
        assert!(!page.contains(active), "{active}");
    }
}

#[test]
fn only_long_tables_can_be_sorted() {
    let rows = |count: usize| {
        let row = |i: usize| Row { cells: vec![sample::plain_text(&i.to_string())], total: false };
        let total = Row { cells: vec![sample::plain_text("all")], total: true };
        let column = Column { label: sample::plain_text("No."), align: Align::End, width: None };
        let rows = (0..count).map(row).chain([total]).collect();
        let table = Table { caption: vec![], number: 0, columns: vec![column], rows, row_headers: true, wide: false };
        page(&sample::document(vec![sample::block(BlockKind::Table(table))]))
    };
    assert!(!rows(5).contains("<script") && !rows(5).contains("script-src") && !rows(5).contains(" data-sort"));
    assert!(rows(6).contains("<script") && rows(6).contains("script-src") && rows(6).contains("<table data-sort>"));
}

#[test]
fn points_of_a_cell_are_blocks() {
    let lines = |lines: &[&str]| {
        let texts: Vec<Vec<Inline>> = lines.iter().map(|line| sample::plain_text(line)).collect();
        texts.join(&Inline::LineBreak)
    };
    let row = Row {
        cells: vec![lines(&["J. Moreau", "Lead"]), lines(&["Does:", "• one", "• two", "till noon"])],
        total: false,
    };
    let column = || Column { label: lines(&["First", "last"]), align: Align::Start, width: None };
    let table = Table {
        caption: vec![],
        number: 0,
        columns: vec![column(), column()],
        rows: vec![row],
        row_headers: true,
        wide: false,
    };
    let page = page(&sample::document(vec![sample::block(BlockKind::Table(table))]));
    assert!(page.contains("<th scope=\"col\">First<br>last</th>"));
    let points = "<td>Does:\n<span class=\"point\">• one</span>\n<span class=\"point\">• two</span>\ntill noon</td>";
    assert!(page.contains(points));
}

#[test]
fn runs_end_where_names_end() {
    assert_eq!(pieces("plain, 12"), [("plain, 12", false)]);
    assert_eq!(pieces("واحة 3 "), [("واحة 3", true), (" ", false)]);
    assert_eq!(pieces("for واحة 3 نخيل 2026"), [("for ", false), ("واحة 3 نخيل", true), (" 2026", false)]);
    let two = [("to ", false), ("واحة", true), (", ", false), ("نخيل", true)];
    assert_eq!(pieces("to واحة, نخيل"), two);
    assert_eq!(pieces("واحة, Redis").len(), 2);
    assert_eq!(pieces("INC – واحة (Redis 7) نخيل"), [("INC – ", false), ("واحة (Redis 7) نخيل", true)]);
    assert_eq!(pieces("واحة نخيل (Redis) 7"), [("واحة نخيل (Redis) 7", true)]);
    assert_eq!(pieces("واحة, نخيل 2"), [("واحة, نخيل 2", true)]);
}

#[test]
fn words_from_the_right_are_set_apart() {
    assert_eq!(printed(sample::plain_text("for واحة 2026")), "for <bdi>واحة</bdi> 2026");
    assert_eq!(printed(sample::plain_text("<b>")), "&lt;b&gt;");
}

#[test]
fn dates_and_numbers_of_records_stay_in_one_piece() {
    let whole = |text: &str| printed(sample::plain_text(text));
    assert_eq!(
        whole("see INC-2026-017, 2026-10-24 and on-call"),
        "see <span class=\"whole\">INC-2026-017,</span> <span class=\"whole\">2026-10-24</span> and on-call"
    );
    // Too long for a narrow column, and no word of ours.
    assert_eq!(
        whole("monthly-report/2026-10 <a-1>"),
        "monthly-report/2026-10 <span class=\"whole\">&lt;a-1&gt;</span>"
    );
}

#[test]
fn options_of_commands_stay_in_one_piece() {
    let code = |text: &str| printed(vec![Inline::Code { text: text.into() }]);
    assert_eq!(code("inject a<b --deadman 30"), "<code>inject a&lt;b <span class=\"whole\">--deadman</span> 30</code>");
    assert_eq!(code("on-call"), "<code>on-call</code>");
}

#[test]
fn short_cells_stay_on_one_line_where_there_is_room() {
    let table = |cells: &[&str]| {
        let columns = cells.iter().map(|_| Column { label: Vec::new(), align: Align::Start, width: None }).collect();
        let rows = vec![Row { cells: cells.iter().map(|cell| sample::plain_text(cell)).collect(), total: false }];
        let table = Table { caption: vec![], number: 0, columns, rows, row_headers: false, wide: false };
        page(&sample::document(vec![sample::block(BlockKind::Table(table))]))
    };
    let long = "A sentence that is longer than a name and takes more lines instead";
    let few = table(&["Bandar Al-Rimal", long]);
    assert!(few.contains("<td class=\"short\">Bandar Al-Rimal</td>") && few.contains(&format!("<td>{long}</td>")));
    let many = table(&[long, long, long, "Bandar Al-Rimal", "Director of Services"]);
    assert!(
        many.contains("<td class=\"short\">Bandar Al-Rimal</td>") && many.contains("<td>Director of Services</td>")
    );
}

#[test]
fn further_lines_of_a_row_s_name_stand_back() {
    let name = vec![Inline::text("Tree"), Inline::LineBreak, Inline::text("BCA/tree")];
    let columns = vec![Column { label: sample::plain_text("Document"), align: Align::Start, width: None }];
    let rows = vec![Row { cells: vec![name], total: false }];
    let table = Table { caption: vec![], number: 0, columns, rows, row_headers: true, wide: false };
    let page = page(&sample::document(vec![sample::block(BlockKind::Table(table))]));
    assert!(page.contains("<th scope=\"row\" class=\"short\">Tree<br><span class=\"more\">BCA/tree</span></th>"));
}

#[test]
fn a_drawing_with_styles_stays_a_picture() {
    let svg = "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 1 1\"><rect style=\"fill:red\"/></svg>";
    let figure = Figure {
        caption: Vec::new(),
        number: 0,
        alt: "A square".into(),
        width: 1.0,
        picture: Picture::Svg { svg: svg.into() },
    };
    let page = page(&sample::document(vec![sample::block(BlockKind::Figure(figure))]));
    assert!(page.contains("<img src=\"data:image/svg+xml;base64,PHN2Zy"));
    assert!(!page.contains(" style="));
}

#[test]
fn languages_written_from_the_right_turn_the_page() {
    let opening = |tag: &str| {
        let mut document = sample::everything();
        document.meta.language = tag.into();
        page(&document).lines().nth(1).expect("the html tag").to_owned()
    };
    assert_eq!(opening("ar-EG"), "<html lang=\"ar-EG\" dir=\"rtl\">");
    assert_eq!(opening("he"), "<html lang=\"he\" dir=\"rtl\">");
    assert_eq!(opening("de"), "<html lang=\"de\" dir=\"ltr\">");
    assert_eq!(opening("fa-Latn"), "<html lang=\"fa-Latn\" dir=\"ltr\">");
}

#[test]
fn few_headings_need_no_contents() {
    let headings = |count: usize| (0..count).map(|i| sample::heading(1, "", &format!("h{i}"), "Heading")).collect();
    assert!(!page(&sample::document(headings(3))).contains("<nav"));
    assert!(page(&sample::document(headings(4))).contains("<nav"));
}

#[test]
fn an_issued_document_has_no_draft_mark() {
    let mut document = sample::everything();
    assert!(page(&document).contains("<body data-draft=\"Draft\">"));
    document.meta.status = Status::Issued;
    assert!(page(&document).contains("<body>"));
}
