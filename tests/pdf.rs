//! The PDF exporter: standards, words, structure, hostile text, sameness, errors.

use page_validation::{ValidationOptions, ValidationProfile, validate_pdf_bytes};
use sowright::document::*;
use sowright::export::pdf::Pdf;
use sowright::export::pdf::literal::{breakable, string};
use sowright::source::{FileId, Span};

use crate::pdf_text::{self, Element, squeeze};
use crate::sample;

fn pdf() -> Pdf {
    Pdf::new(&sample::theme()).expect("the theme that ships works")
}

fn file(document: &Document) -> Vec<u8> {
    pdf().file(document).unwrap_or_else(|findings| panic!("{findings:#?}"))
}

fn elements<'a>(root: &'a Element, tag: &str) -> Vec<&'a Element> {
    let mut found = Vec::new();
    root.find(tag, &mut found);
    found
}

fn block(kind: BlockKind) -> Block {
    Block { kind, origin: None }
}

fn paragraph(text: impl Into<String>) -> Block {
    block(BlockKind::Paragraph { text: vec![Inline::text(text)] })
}

fn table(head: &[&str], rows: &[&[&str]]) -> Table {
    let column = |label: &&str| Column { label: vec![Inline::text(*label)], align: Align::Start, width: None };
    let cells = |row: &&[&str]| row.iter().map(|cell| vec![Inline::text(*cell)]).collect();
    let rows = rows.iter().map(|row| Row { cells: cells(row), total: false }).collect();
    Table {
        caption: Vec::new(),
        number: 0,
        columns: head.iter().map(column).collect(),
        rows,
        row_headers: true,
        wide: false,
    }
}

/// Fails unless the file conforms to PDF/UA-1 and PDF/A-3a.
///
/// The validator takes a stream whose last byte is a carriage return for one byte too long (it reads
/// the line feed before `endstream` as part of a pair), so that rule is checked here.
#[track_caller]
pub fn conforms(bytes: &[u8]) {
    for profile in [ValidationProfile::PdfUa1, ValidationProfile::PdfA3a] {
        let report = validate_pdf_bytes(bytes, &ValidationOptions::default().profile(profile)).unwrap();
        let mut failures = report.failures.clone();
        failures.retain(|failure| !failure.rule_id.ends_with(":6.1.7.1:1"));
        assert!(failures.is_empty(), "{profile:?}: {failures:#?}");
    }
    let file = lopdf::Document::load_mem(bytes).unwrap();
    for stream in file.objects.values().filter_map(|object| object.as_stream().ok()) {
        let length = stream.dict.get(b"Length").and_then(lopdf::Object::as_i64).unwrap();
        let end = stream.start_position.map(|start| start + usize::try_from(length).unwrap());
        assert!(
            end.is_none_or(|end| bytes[end..].starts_with(b"\nendstream")),
            "a stream of another length than it says"
        );
    }
}

/// Fails unless the file says the words of the document in their order.
#[track_caller]
pub fn says_its_words(document: &Document, bytes: &[u8]) {
    let expected = squeeze(&document.words().concat());
    let actual = pdf_text::words(&pdf_text::read(bytes), &document.meta.labels.contents);
    crate::words::same(document, &actual, &expected);
}

#[test]
fn sample_conforms_and_says_its_words() {
    let document = sample::western();
    let bytes = file(&document);
    conforms(&bytes);
    says_its_words(&document, &bytes);
}

#[test]
fn brief_issued_letter_conforms_and_has_no_contents() {
    let mut document = sample::western();
    document.meta.title_page = TitlePage::Brief;
    document.meta.status = Status::Issued;
    document.meta.paper = Paper::Letter;
    let bytes = file(&document);
    conforms(&bytes);
    says_its_words(&document, &bytes);
    assert!(elements(&pdf_text::read(&bytes), "TOC").is_empty());
}

#[test]
fn contents_only_in_long_documents() {
    let contents = |paragraphs: usize| {
        let heading =
            BlockKind::Heading { level: 1, number: "1".into(), id: "one".into(), text: vec![Inline::text("One")] };
        let mut blocks = vec![block(heading)];
        blocks.extend((0..paragraphs).map(|_| paragraph("One line of text.")));
        !elements(&pdf_text::read(&file(&sample::document(blocks))), "TOC").is_empty()
    };
    assert!(!contents(30));
    assert!(contents(90));
}

#[test]
fn an_empty_document_is_a_document() {
    for title_page in [TitlePage::Full, TitlePage::Brief] {
        let mut document = sample::document(Vec::new());
        document.meta.title_page = title_page;
        document.meta.subtitle.clear();
        document.meta.facts.clear();
        let bytes = file(&document);
        conforms(&bytes);
        says_its_words(&document, &bytes);
    }
}

/// Fails when a table of the file has no header cells, or one without a scope; how many it has.
#[track_caller]
pub fn has_header_cells(bytes: &[u8]) -> usize {
    let root = pdf_text::read(bytes);
    let tables = elements(&root, "Table");
    for table in &tables {
        let heads = elements(table, "TH");
        assert!(!heads.is_empty(), "a table without header cells: {}", table.text());
        assert!(heads.iter().all(|head| head.scope.is_some()), "a header cell without a scope: {}", table.text());
    }
    tables.len()
}

#[test]
fn tables_have_header_cells_with_a_scope() {
    assert!(has_header_cells(&file(&sample::western())) > 0);
    let blocks = vec![block(BlockKind::Table(table(&["Name", "Role"], &[&["Ada", "Owner"]])))];
    let root = pdf_text::read(&file(&sample::document(blocks)));
    let scopes: Vec<_> = elements(&root, "TH").iter().map(|head| (head.text(), head.scope.clone().unwrap())).collect();
    let scope = |text: &str, scope: &str| (text.to_owned(), scope.to_owned());
    assert_eq!(scopes, [scope("Name", "Column"), scope("Role", "Column"), scope("Ada", "Row")]);
}

#[test]
fn hostile_text_is_text() {
    let hostile = [
        r#"*Ben* & <b>"Co"</b> #strong[x] $a_b$ \ ]]"#,
        "/",
        "- x",
        "= x",
        "1. x",
        "// c",
        "/* c */",
        "@a",
        "<l>",
        "~",
        "--",
        "---",
        "...",
        "'a' \"b\"",
        "a\u{a0}b",
        "`c`",
        "#",
        ");",
        "#}",
        "\\u{41}",
        "{{ x }}",
        "a\tb",
        "a\nb",
        "https://example.org",
        "\u{2028}x",
        "a\u{ad}b",
        "a\u{200e}b",
        "a\u{200d}b",
        "fi ffl",
        "\u{7f}",
    ];
    for text in hostile {
        let inlines = || {
            vec![
                Inline::text(text),
                Inline::Strong { text: vec![Inline::text(text)] },
                Inline::Code { text: text.into() },
            ]
        };
        let mut cells = table(&[text, "Other"], &[&[text, text]]);
        (cells.caption, cells.number) = (inlines(), 1);
        let mut document = sample::document(vec![
            block(BlockKind::Heading { level: 1, number: String::new(), id: "a b\"#]".into(), text: inlines() }),
            block(BlockKind::Paragraph { text: inlines() }),
            block(BlockKind::Paragraph {
                text: vec![Inline::Link { to: "https://example.org/#\"]".into(), text: inlines() }],
            }),
            block(BlockKind::Paragraph { text: vec![Inline::Reference { to: "a b\"#]".into(), text: inlines() }] }),
            block(BlockKind::Table(cells)),
            block(BlockKind::Code { language: text.into(), text: text.into() }),
            block(BlockKind::Callout { tone: Tone::Info, title: inlines(), blocks: vec![paragraph(text)] }),
            block(BlockKind::Signatures {
                parties: vec![Party {
                    heading: text.into(),
                    lines: vec![(text.into(), text.into())],
                    seal: text.into(),
                }],
            }),
        ]);
        let meta = &mut document.meta;
        for field in [&mut meta.title, &mut meta.subtitle, &mut meta.provider, &mut meta.classification, &mut meta.id] {
            *field = text.into();
        }
        meta.facts = vec![(text.into(), text.into())];
        meta.labels.draft = text.into();
        let bytes = file(&document);
        says_its_words(&document, &bytes);
    }
}

#[test]
fn long_words_are_broken_without_a_change() {
    let hash = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";
    let path = "/srv/volumes/archive/2026/10/14/restored-single-images/controller-b.example.org";
    let name = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft";
    let rows: &[&[&str]] = &[&[hash, path, name, "12"], &["short", "words", "only", "4711"]];
    let blocks = vec![
        block(BlockKind::Table(table(&["Hash", "Path", "Name", "Count"], rows))),
        paragraph(format!("{hash}{hash}{path}")),
        block(BlockKind::Code { language: String::new(), text: format!("{hash}{hash}\nx = {path}{path}") }),
    ];
    let document = sample::document(blocks);
    let bytes = file(&document);
    conforms(&bytes);
    says_its_words(&document, &bytes);
}

#[test]
fn tall_rows_and_long_titles_fit() {
    let long = "A cell with more text than a page can hold. ".repeat(200);
    let mut document =
        sample::document(vec![block(BlockKind::Table(table(&["Name", "Text"], &[&["One", &long], &["Two", "x"]])))]);
    document.meta.title =
        "Acceptance report of the migration of the hospital's applications to the managed platform ".repeat(3);
    let bytes = file(&document);
    conforms(&bytes);
    says_its_words(&document, &bytes);
}

#[test]
fn links_without_a_target_are_text() {
    let text = || vec![Inline::text("words")];
    let mut document = sample::document(vec![block(BlockKind::Paragraph {
        text: vec![
            Inline::Reference { to: "nowhere".into(), text: text() },
            Inline::Link { to: String::new(), text: text() },
            Inline::Footnote { number: 7 },
            Inline::Reference { to: "silent".into(), text: text() },
        ],
    })]);
    let silent = BlockKind::Heading { level: 1, number: String::new(), id: "silent".into(), text: Vec::new() };
    document.blocks.push(block(silent));
    says_its_words(&document, &file(&document));
}

#[test]
fn same_document_same_bytes() {
    let document = sample::western();
    assert_eq!(file(&document), file(&document));
}

#[test]
fn errors_point_at_the_template_line() {
    let at = |line: usize| Some(Span::new(FileId(3), line, line + 5));
    let broken = |bytes: &[u8]| Figure {
        caption: Vec::new(),
        number: 0,
        alt: "A picture".into(),
        width: 0.5,
        picture: Picture::Png { bytes: bytes.to_vec() },
    };
    let inner = Block { kind: BlockKind::Figure(broken(b"\x89PNG\r\n\x1a\nnot a picture")), origin: at(20) };
    let cases = [
        (Block { kind: BlockKind::Figure(broken(b"nothing")), origin: at(10) }, 10, "the picture cannot be read"),
        (Block { kind: BlockKind::Quote { blocks: vec![inner] }, origin: at(15) }, 20, "the picture cannot be read"),
        (Block { kind: paragraph("one \u{10ffff} two").kind, origin: at(30) }, 30, "no font has a sign for"),
        (
            Block {
                kind: BlockKind::KeyFigures {
                    items: vec![KeyFigure {
                        label: "漢字".into(),
                        value: "1".into(),
                        note: String::new(),
                        tone: Tone::Good,
                    }],
                },
                origin: at(40),
            },
            40,
            "no font has a sign for 漢 (U+6F22), 字 (U+5B57)",
        ),
        (
            Block { kind: BlockKind::Code { language: String::new(), text: "a\u{1}".into() }, origin: at(50) },
            50,
            "for U+0001",
        ),
        (
            Block {
                kind: BlockKind::List(List {
                    start: None,
                    tight: true,
                    items: vec![Item {
                        checked: None,
                        blocks: vec![Block { kind: paragraph("漢").kind, origin: at(56) }],
                    }],
                }),
                origin: at(55),
            },
            56,
            "no font has a sign for 漢",
        ),
        (Block { kind: paragraph("\u{e000}").kind, origin: at(60) }, 60, "must not contain the character U+E000"),
    ];
    for (fault, line, message) in cases {
        let document = sample::document(vec![paragraph("fine"), fault, paragraph("fine")]);
        let findings = pdf().file(&document).expect_err(message);
        let found = findings.iter().next().unwrap();
        assert!(found.message.contains(message), "{found:#?}");
        assert_eq!(found.primary.as_ref().map(|(span, _)| *span), at(line), "{found:#?}");
    }
}

#[test]
fn a_broken_theme_is_a_finding() {
    let mut theme = sample::theme();
    theme.typst = "#let x = (\n\n".into();
    let findings = Pdf::new(&theme).err().expect("a finding");
    let found = findings.iter().next().unwrap();
    assert_eq!(found.path.as_deref(), Some("templates/theme/document.typ"));
    theme.typst = sample::theme().typst.replace("#let divide() =", "#let divide() = 1 +");
    let document = sample::document(vec![block(BlockKind::Rule)]);
    let findings = Pdf::new(&theme).unwrap().file(&document).unwrap_err();
    assert!(findings.iter().next().unwrap().message.starts_with("the theme fails at line"), "{findings:#?}");
}

#[test]
fn logos_and_fonts_of_the_project() {
    let mut theme = sample::theme();
    let svg = r##"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 20"><rect width="40" height="20" fill="#17324d"/></svg>"##;
    theme.logo = Some(sowright::theme::Logo { media: "image/svg+xml", bytes: svg.as_bytes().to_vec() });
    theme.fonts = vec![ttf_noto_sans::REGULAR.into()];
    let pdf = Pdf::new(&theme).unwrap();
    for title_page in [TitlePage::Full, TitlePage::Brief] {
        let mut document = sample::document(vec![paragraph("Text.")]);
        document.meta.title_page = title_page;
        let bytes = pdf.file(&document).unwrap();
        conforms(&bytes);
        says_its_words(&document, &bytes);
    }
    theme.fonts = vec![b"no font"[..].into()];
    assert!(Pdf::new(&theme).is_err());
}

#[test]
fn one_exporter_serves_many_threads() {
    let pdf = pdf();
    let documents: Vec<Document> = (0..4)
        .map(|number| {
            let mut document = sample::document(vec![paragraph(format!("Document {number}."))]);
            document.meta.id = format!("DOC-{number}");
            document
        })
        .collect();
    let alone: Vec<Vec<u8>> = documents.iter().map(|document| pdf.file(document).unwrap()).collect();
    let together: Vec<Vec<u8>> = std::thread::scope(|scope| {
        let threads: Vec<_> = documents.iter().map(|document| scope.spawn(|| pdf.file(document).unwrap())).collect();
        threads.into_iter().map(|thread| thread.join().unwrap()).collect()
    });
    assert!(alone == together);
}

#[test]
fn a_sign_without_a_font_is_one_finding() {
    let findings = pdf().file(&sample::everything()).expect_err("no built-in font has pictures of ambulances");
    let found = findings.iter().next().unwrap();
    assert!(found.message.starts_with("no font has a sign for 🚑 (U+1F691)"), "{found:#?}");
}

#[test]
fn right_to_left() {
    let mut document = sample::document(vec![
        paragraph("السلام عليكم"),
        block(BlockKind::Callout {
            tone: Tone::Info,
            title: vec![Inline::text("عنوان")],
            blocks: vec![paragraph("نص")],
        }),
        block(BlockKind::Timeline {
            items: vec![Event {
                at: "02:10".into(),
                label: "عنوان".into(),
                text: vec![Inline::text("نص")],
                tone: Tone::Good,
            }],
        }),
    ]);
    document.meta.language = "ar".into();
    let bytes = file(&document);
    conforms(&bytes);
    // Typst tags such a line in the order in which it is seen, so only the letters can be compared.
    let sorted = |text: &str| {
        let mut letters: Vec<char> = squeeze(text).chars().collect();
        letters.sort_unstable();
        letters
    };
    let printed = pdf_text::words(&pdf_text::read(&bytes), "");
    assert_eq!(sorted(&printed), sorted(&document.words().concat()));
}

#[test]
fn a_table_too_wide_for_a_page_turns_the_sheet() {
    let head: Vec<String> = (1..=9).map(|n| format!("Responsibility{n}")).collect();
    let head: Vec<&str> = head.iter().map(String::as_str).collect();
    let wide = table(&head, &[&["R"; 9], &["A"; 9]]);
    let mut asked = table(&["Activity", "Owner"], &[&["Build", "Ada"]]);
    asked.wide = true;
    let narrow = table(&["Activity", "Owner"], &[&["Build", "Ada"]]);
    let document = sample::document(vec![
        sample::heading(1, "1", "first", "First"),
        paragraph("Words before the matrix."),
        block(BlockKind::Table(wide)),
        sample::heading(1, "2", "second", "Second"),
        block(BlockKind::Table(narrow)),
        sample::heading(1, "3", "third", "Third"),
        block(BlockKind::Table(asked)),
    ]);
    let bytes = file(&document);
    conforms(&bytes);
    says_its_words(&document, &bytes);
    let pages = lopdf::Document::load_mem(&bytes).unwrap();
    let turned = |page: &lopdf::ObjectId| {
        let sides = pages.get_dictionary(*page).unwrap().get(b"MediaBox").unwrap().as_array().unwrap();
        sides[2].as_float().unwrap() > sides[3].as_float().unwrap()
    };
    // Title page and contents, then the first heading with its table, then upright, then on its side again.
    let sides: Vec<bool> = pages.get_pages().values().map(turned).collect();
    assert_eq!(sides, [false, false, true, false, true]);
}

#[test]
fn literals_hold_what_typst_would_read_as_more() {
    assert_eq!(string("a\"b\\c\nd\u{1}\u{2028}#x"), r#""a\"b\\c\nd\u{1}\u{2028}#x""#);
}

#[test]
fn only_words_too_wide_get_breaks() {
    assert_eq!(breakable("short words", 4.0), "short words");
    assert_eq!(breakable("a.b/cdefgh x", 4.0), "a.\u{200b}b/\u{200b}cdefgh x");
    assert_eq!(breakable("01234", 2.0), "0\u{200b}1\u{200b}2\u{200b}3\u{200b}4");
}
