//! A realistic document that uses every kind of block and inline: the exporters' common test piece.

use jiff::civil::date;
use sowright::document::*;
use sowright::theme::Theme;

/// The built-in theme, read from the files that ship with the program.
pub fn theme() -> Theme {
    let (project, findings) = sowright::load::shared(std::path::Path::new(env!("CARGO_MANIFEST_DIR")));
    assert!(!findings.has_errors());
    project.theme.expect("the theme is well formed")
}

/// A monthly operations report with every block and inline kind.
pub fn everything() -> Document {
    let mut document = western();
    document.blocks.push(foreign());
    document
}

/// [`everything`] without the scripts that a Latin font lacks.
pub fn western() -> Document {
    let blocks =
        [summary(), availability(), incidents(), capacity(), requests(), outlook(), terms(), acceptance(), footnotes()];
    document(blocks.concat())
}

/// A document of these blocks with full metadata.
pub fn document(blocks: Vec<Block>) -> Document {
    let fact = |label: &str, value: &str| (label.to_owned(), value.to_owned());
    Document {
        meta: Meta {
            id: "NB-OPS-R-2026-10".into(),
            title: "Monthly operations report".into(),
            subtitle: "Managed compute platform, October 2026".into(),
            language: "en".into(),
            customer: "Northbridge University Hospital".into(),
            provider: "Lindqvist & Partners AB".into(),
            version: "0.9".into(),
            status: Status::Draft,
            date: date(2026, 11, 6),
            classification: "Confidential".into(),
            title_page: TitlePage::Full,
            paper: Paper::A4,
            facts: vec![
                fact("Customer", "Northbridge University Hospital"),
                fact("Provider", "Lindqvist & Partners AB"),
                fact("Contract", "NB-2025-0417, work package 3"),
                fact("Period", "1 October 2026 to 31 October 2026"),
                fact("Version", "0.9"),
                fact("Status", "Draft"),
                fact("Date", "6 November 2026"),
                fact("Classification", "Confidential"),
            ],
            labels: Labels::default(),
        },
        blocks,
    }
}

/// Text in other scripts, and marks that mean something to HTML and Typst.
pub fn foreign() -> Block {
    paragraph(vec![
        text("Names are printed as they were given: Zoë Ångström, Dvořák, Ελένη, Юлия, "),
        strong("مستشفى الجامعة"),
        text(", בית החולים, and the channel "),
        code("#ops-🚑"),
        text(" (👩🏽‍⚕️ on call)."),
    ])
}

fn summary() -> Vec<Block> {
    vec![
        heading(1, "1", "summary", "Summary"),
        paragraph(vec![
            text("October was a stable month with one serious interruption. Four of five services met their "),
            strong("availability target"),
            text(
                "; the image archive missed it by 0.14 percentage points after the storage failure of 14 October, which ",
            ),
            Inline::Reference { to: "inc-2041".into(), text: vec![text("section 3.2")] },
            text(" describes. Error budgets of the other services are intact."),
            Inline::Footnote { number: 1 },
        ]),
        block(BlockKind::KeyFigures {
            items: vec![
                key("Availability, all services", "99.91\u{a0}%", "target 99.90\u{a0}%", Tone::Good),
                key("Incidents", "23", "7 fewer than in September", Tone::Info),
                key(
                    "Mean time to restore",
                    "1\u{a0}h\u{a0}12\u{a0}min",
                    "target 1\u{a0}h 00\u{a0}min",
                    Tone::Attention,
                ),
                key("Error budget left, archive", "−140\u{a0}%", "spent on 14 October", Tone::Critical),
                key("Requests closed in time", "94.8\u{a0}%", "target 95.0\u{a0}%", Tone::Poor),
                key("Changes", "31", "", Tone::Neutral),
            ],
        }),
        callout(
            Tone::Attention,
            "Decision needed by 20 November",
            vec![
                paragraph(vec![
                    text("The second storage controller has to be ordered before "),
                    strong("20 November 2026"),
                    text(" to be in service by the end of the year. The offer is valid until then. We ask you to:"),
                ]),
                list(
                    None,
                    true,
                    vec![item("approve the offer Q-2026-118, and"), item("name a maintenance window in December.")],
                ),
            ],
        ),
    ]
}

fn availability() -> Vec<Block> {
    let row = |cells: [&str; 5], chip: (Tone, &str), total: bool| Row {
        cells: cells.iter().map(|cell| plain_text(cell)).chain([vec![chipped(chip.0, chip.1)]]).collect(),
        total,
    };
    vec![
        heading(1, "2", "availability", "Availability"),
        heading(2, "2.1", "per-service", "By service"),
        paragraph(vec![
            text(
                "Availability is measured by probes from two sites every 30 seconds. Agreed maintenance does not count. Figures are ",
            ),
            Inline::Emphasis { text: vec![text("rounded down"), text(" to two places")] },
            text(", so a target is never met by rounding."),
        ]),
        block(BlockKind::Table(Table {
            caption: plain_text("Availability by service, October 2026"),
            number: 1,
            columns: vec![
                column("Service", Align::Start),
                column("Target", Align::End),
                column("Measured", Align::End),
                column("Downtime", Align::End),
                column("Budget left", Align::End),
                column("Status", Align::Center),
            ],
            rows: vec![
                row(
                    ["Batch scheduling", "99.90\u{a0}%", "99.98\u{a0}%", "9\u{a0}min", "80\u{a0}%"],
                    (Tone::Good, "Met"),
                    false,
                ),
                row(
                    ["Interactive login", "99.90\u{a0}%", "99.96\u{a0}%", "18\u{a0}min", "60\u{a0}%"],
                    (Tone::Good, "Met"),
                    false,
                ),
                row(
                    ["Parallel file system", "99.90\u{a0}%", "99.91\u{a0}%", "40\u{a0}min", "10\u{a0}%"],
                    (Tone::Attention, "At risk"),
                    false,
                ),
                row(
                    ["Image archive", "99.90\u{a0}%", "99.76\u{a0}%", "107\u{a0}min", "−140\u{a0}%"],
                    (Tone::Critical, "Missed"),
                    false,
                ),
                row(
                    ["Licence server", "99.50\u{a0}%", "99.94\u{a0}%", "27\u{a0}min", "88\u{a0}%"],
                    (Tone::Good, "Met"),
                    false,
                ),
                row(
                    ["All services", "99.90\u{a0}%", "99.91\u{a0}%", "201\u{a0}min", "10\u{a0}%"],
                    (Tone::Info, "Met"),
                    true,
                ),
            ],
            row_headers: true,
            wide: false,
        })),
        heading(2, "2.2", "trend", "Trend"),
        paragraph(vec![text(
            "Over six months the file system has recovered steadily since the firmware update in July; the archive fell in October alone.",
        )]),
        figure(
            1,
            "Availability of file system and archive by month, May to October 2026",
            "Two lines from May to October 2026. The file system rises from 99.82 to 99.91 per cent. The archive stays near 99.95 per cent and falls to 99.76 in October.",
            1.0,
            Picture::Svg { svg: TREND.into() },
        ),
    ]
}

fn incidents() -> Vec<Block> {
    let row = |cells: [&str; 8], tone: Tone| Row {
        cells: cells
            .iter()
            .enumerate()
            .map(|(i, cell)| if i == 1 { vec![chipped(tone, cell)] } else { plain_text(cell) })
            .collect(),
        total: false,
    };
    vec![
        heading(1, "3", "incidents", "Incidents"),
        heading(2, "3.1", "incident-list", "Overview"),
        paragraph(vec![
            text("All incidents of priority 1 and 2. Lower priorities are in the service desk’s export at "),
            Inline::Link { to: "https://desk.example.com/reports?month=2026-10&scope=all".into(), text: plain_text("desk.example.com") },
            text("; questions to "),
            Inline::Link { to: "mailto:operations@example.com".into(), text: plain_text("operations@example.com") },
            text("."),
        ]),
        block(BlockKind::Table(Table {
            caption: plain_text("Incidents of priority 1 and 2"),
            number: 2,
            columns: ["Number", "Priority", "Service", "Opened", "Restored", "Duration", "Cause", "Follow-up"]
                .into_iter()
                .zip([1.1, 0.9, 1.4, 1.3, 1.3, 1.0, 2.6, 2.4])
                .map(|(label, width)| Column {
                    label: plain_text(label),
                    align: if label == "Duration" { Align::End } else { Align::Start },
                    width: Some(width),
                })
                .collect(),
            rows: vec![
                row(["INC-2041", "P1", "Image archive", "14 Oct 02:17", "14 Oct 03:58", "101\u{a0}min", "Cache battery of storage controller A failed", "Order a second controller"], Tone::Critical),
                row(["INC-2047", "P2", "Parallel file system", "17 Oct 09:40", "17 Oct 10:06", "26\u{a0}min", "Metadata server ran out of memory", "Raise the limit, add an alert"], Tone::Poor),
                row(["INC-2052", "P2", "Interactive login", "22 Oct 13:05", "22 Oct 13:23", "18\u{a0}min", "Expired certificate of the directory service", "Watch expiry dates centrally"], Tone::Poor),
                row(["INC-2060", "P2", "Licence server", "29 Oct 07:30", "29 Oct 07:57", "27\u{a0}min", "Clock drift after a power test", "None: test procedure corrected"], Tone::Poor),
            ],
            row_headers: true,
            wide: false,
        })),
        heading(2, "3.2", "inc-2041", "INC-2041: image archive not reachable"),
        heading(3, "3.2.1", "inc-2041-course", "Course of events"),
        block(BlockKind::Timeline {
            items: vec![
                event("14 Oct 02:17", "Detected", "Both probes report time-outs; the on-call engineer is paged.", Tone::Critical),
                event("02:24", "Acknowledged", "Seven minutes after the alarm; the target is fifteen.", Tone::Info),
                event("02:51", "", "Controller A refuses to leave write-through mode. Vendor case opened.", Tone::Attention),
                event("03:40", "Contained", "All volumes moved to controller B, read-only at first.", Tone::Attention),
                event("03:58", "Restored", "Service confirmed by the radiology desk.", Tone::Good),
                event("16 Oct 10:00", "Reviewed", "Review without blame, with the customer present.", Tone::Neutral),
            ],
        }),
        heading(3, "3.2.2", "inc-2041-analysis", "Analysis"),
        paragraph(vec![
            text("The controller had reported the weak battery since 9 October, but the event was filed as "),
            Inline::Strike { text: plain_text("informational") },
            text(" "),
            Inline::Emphasis { text: plain_text("maintenance") },
            text(" and reached no one."),
            Inline::Footnote { number: 2 },
            text(" The message in the log reads "),
            code("BBU_LEARN state=FAILED <vd=3>"),
            text(":"),
        ]),
        block(BlockKind::Code {
            language: "log".into(),
            text: "2026-10-09T04:00:12Z stor-a kernel: megaraid: BBU_LEARN state=FAILED <vd=3>\n2026-10-09T04:00:12Z stor-a kernel: megaraid: cache policy WB -> WT\n    retry=0  next=\"2026-11-09\"\n\n2026-10-14T02:16:58Z stor-a kernel: megaraid: controller reset, 214 commands aborted & requeued".into(),
        }),
        block(BlockKind::Quote {
            blocks: vec![
                paragraph(vec![text("Staff in the reading room noticed slow images from about two o’clock, and were told within ten minutes what was going on. That helped.")]),
                paragraph(vec![Inline::Emphasis { text: plain_text("Head of radiology IT") }, text(", review of 16 October")]),
            ],
        }),
        callout(
            Tone::Critical,
            "Repeat possible until the controller is replaced",
            vec![paragraph(vec![text("Controller B carries all volumes alone. A second fault before the replacement stops the archive again.")])],
        ),
        callout(Tone::Good, "", vec![paragraph(vec![text("Alert routing was corrected on 17 October and tested with a drill.")])]),
        callout(Tone::Info, "Not part of the service level", vec![paragraph(vec![text("Requests for restored single images are handled as service requests.")])]),
        callout(Tone::Poor, "Trend of the metadata server", vec![paragraph(vec![text("Memory use grows by 3\u{a0}% each month.")])]),
        callout(Tone::Neutral, "Source", vec![paragraph(vec![text("Probe data of both sites, export of 2 November 2026.")])]),
    ]
}

fn capacity() -> Vec<Block> {
    vec![
        heading(1, "4", "capacity", "Capacity and changes"),
        heading(2, "4.1", "use", "Use of the cluster"),
        paragraph(vec![text(
            "Load follows office hours. Nights and weekends leave room for the reprocessing campaign planned for December.",
        )]),
        figure(
            2,
            "Use of processor time by weekday and hour",
            "A grid of seven days by 24 hours. Dark cells from 9 to 15 o’clock on working days, light cells at night and at the weekend.",
            0.6,
            Picture::Png { bytes: hex(HEAT) },
        ),
        figure(
            3,
            "Thermal picture of rack 7 during the power test",
            "A light grey picture with one dark spot right of the middle, the warm power supply.",
            0.35,
            Picture::Jpeg { bytes: hex(THERMAL) },
        ),
        figure(
            0,
            "",
            "A thin line in three steps: storage used grew from 61 to 74 per cent.",
            0.25,
            Picture::Svg { svg: SPARK.into() },
        ),
        heading(2, "4.2", "changes", "Changes"),
        block(BlockKind::List(List {
            start: None,
            tight: false,
            items: vec![
                Item {
                    checked: None,
                    blocks: vec![
                        paragraph(vec![
                            strong("Scheduler"),
                            text(" moved to release 26.05 on 7 October, without interruption."),
                        ]),
                        list(
                            Some(3),
                            true,
                            vec![
                                item("Drained one partition at a time."),
                                Item {
                                    checked: None,
                                    blocks: vec![
                                        paragraph(vec![text("Compared accounting before and after:")]),
                                        list(
                                            None,
                                            true,
                                            vec![
                                                item("jobs: equal,"),
                                                item("processor hours: equal to within 0.01\u{a0}%."),
                                            ],
                                        ),
                                    ],
                                },
                                item("Kept the old controller for a week."),
                            ],
                        ),
                    ],
                },
                Item {
                    checked: None,
                    blocks: vec![
                        paragraph(vec![strong("Compilers"), text(": the 2026 tool chain is available as a module.")]),
                        paragraph(vec![text("The 2024 tool chain remains until March 2027.")]),
                    ],
                },
            ],
        })),
    ]
}

fn requests() -> Vec<Block> {
    let subjects = [
        "New project account",
        "More storage quota",
        "Install software",
        "Restore files",
        "Change of group",
        "Remote access",
    ];
    let rows = (0..36_usize).map(|i| {
        let hours = (i * 37 + 11) % 96 + 1;
        let (tone, status) = if hours > 80 { (Tone::Poor, "Late") } else { (Tone::Good, "In time") };
        Row {
            cells: vec![
                plain_text(&format!("REQ-{}", 8101 + i * 7)),
                plain_text(&format!("{} Oct", 1 + i * 5 / 6)),
                plain_text(subjects[i % subjects.len()]),
                plain_text(&format!("{hours}")),
                vec![chipped(tone, status)],
            ],
            total: false,
        }
    });
    let total = Row {
        cells: vec![plain_text("36 requests"), Vec::new(), Vec::new(), plain_text("1\u{a0}758"), Vec::new()],
        total: true,
    };
    vec![
        heading(1, "5", "requests", "Service requests"),
        paragraph(vec![text("Requests of the period with the hours from receipt to closure. The target is 80 hours.")]),
        block(BlockKind::Table(Table {
            caption: vec![text("Requests closed in "), strong("October 2026")],
            number: 3,
            columns: vec![
                column("Number", Align::Start),
                column("Received", Align::Start),
                column("Subject", Align::Start),
                column("Hours", Align::End),
                column("Result", Align::Start),
            ],
            rows: rows.chain([total]).collect(),
            row_headers: false,
            wide: false,
        })),
    ]
}

fn outlook() -> Vec<Block> {
    let task = |checked: bool, words: &str| Item { checked: Some(checked), blocks: vec![paragraph(plain_text(words))] };
    vec![
        heading(1, "6", "outlook", "Outlook and actions"),
        list(
            None,
            true,
            vec![
                task(true, "Correct the routing of controller events (done on 17 October)"),
                task(true, "Renew all certificates that end before February"),
                task(false, "Order the second storage controller"),
                task(false, "Rehearse the loss of the metadata server"),
            ],
        ),
        heading(2, "6.1", "risk-matrix", "Risks"),
        block(BlockKind::Table(Table {
            caption: Vec::new(),
            number: 0,
            columns: vec![column("", Align::Start), column("Likely", Align::Center), column("Effect", Align::Center)],
            rows: vec![
                Row {
                    cells: vec![
                        plain_text("Second controller fault"),
                        vec![chipped(Tone::Attention, "Medium")],
                        vec![chipped(Tone::Critical, "High")],
                    ],
                    total: false,
                },
                Row {
                    cells: vec![
                        vec![
                            text("Late delivery"),
                            Inline::LineBreak,
                            Inline::Emphasis { text: plain_text("of the controller") },
                        ],
                        vec![chipped(Tone::Neutral, "Low")],
                        vec![chipped(Tone::Poor, "Medium")],
                    ],
                    total: false,
                },
            ],
            row_headers: true,
            wide: false,
        })),
        heading(3, "", "assumptions", "Assumptions"),
        paragraph(vec![
            text("The next report covers November and is due on 7 December 2026."),
            Inline::LineBreak,
            text("Delivery times are those of offer Q-2026-118."),
        ]),
        heading(4, "", "assumptions-prices", "Prices"),
        paragraph(vec![text(
            "Prices are in euro without tax: 12 480.00 for the controller, 1 950.00 for the installation.",
        )]),
    ]
}

fn terms() -> Vec<Block> {
    vec![
        heading(1, "7", "terms", "Terms"),
        block(BlockKind::Definitions {
            items: vec![
                Definition {
                    term: plain_text("Availability"),
                    descriptions: vec![vec![paragraph(plain_text(
                        "The share of the agreed service time in which both probes succeed.",
                    ))]],
                },
                Definition {
                    term: vec![text("Error budget "), code("1 − target")],
                    descriptions: vec![
                        vec![paragraph(plain_text("The downtime that the target allows in the period."))],
                        vec![
                            paragraph(plain_text("Spent budget is counted from:")),
                            list(None, true, vec![item("incidents of any priority,"), item("late changes.")]),
                        ],
                    ],
                },
            ],
        }),
        block(BlockKind::Rule),
    ]
}

fn acceptance() -> Vec<Block> {
    let party = |heading: &str, name: &str, seal: &str| Party {
        heading: heading.into(),
        lines: [("Name", name), ("Role", ""), ("Place and date", ""), ("Signature", "")]
            .into_iter()
            .map(|(label, value)| (label.to_owned(), value.to_owned()))
            .collect(),
        seal: seal.into(),
    };
    vec![
        block(BlockKind::PageBreak),
        heading(1, "8", "acceptance", "Acceptance"),
        paragraph(vec![text(
            "The parties confirm that this report has been delivered and reviewed. Objections can be raised in writing within ten working days.",
        )]),
        block(BlockKind::Signatures {
            parties: vec![
                party("For the customer: Northbridge University Hospital", "Dr. Amara Okafor", "Company seal"),
                party("For the provider: Lindqvist & Partners AB", "", "Company seal"),
            ],
        }),
        block(BlockKind::Signatures { parties: vec![party("Witness", "", "")] }),
    ]
}

fn footnotes() -> Vec<Block> {
    vec![
        block(BlockKind::Footnote {
            number: 1,
            blocks: vec![paragraph(vec![text(
                "The budget of a month of 744 hours at 99.90\u{a0}% is 44 minutes and 38 seconds.",
            )])],
        }),
        block(BlockKind::Footnote {
            number: 2,
            blocks: vec![
                paragraph(vec![text("Rule "), code("hw.storage.*"), text(" of the event filter, revision 118.")]),
                paragraph(vec![text("The rule was replaced on 17 October.")]),
            ],
        }),
    ]
}

/// A block from no file.
pub fn block(kind: BlockKind) -> Block {
    Block { kind, origin: None }
}

/// A paragraph of these inlines.
pub fn paragraph(text: Text) -> Block {
    block(BlockKind::Paragraph { text })
}

/// A heading of plain text.
pub fn heading(level: u8, number: &str, id: &str, words: &str) -> Block {
    block(BlockKind::Heading { level, number: number.into(), id: id.into(), text: plain_text(words) })
}

/// A run of plain text; nothing for an empty string.
pub fn plain_text(words: &str) -> Text {
    if words.is_empty() { Vec::new() } else { vec![text(words)] }
}

fn text(words: &str) -> Inline {
    Inline::text(words)
}

fn strong(words: &str) -> Inline {
    Inline::Strong { text: plain_text(words) }
}

fn code(words: &str) -> Inline {
    Inline::Code { text: words.into() }
}

fn chipped(tone: Tone, words: &str) -> Inline {
    Inline::Chip { tone, text: words.into() }
}

fn item(words: &str) -> Item {
    Item { checked: None, blocks: vec![paragraph(plain_text(words))] }
}

fn list(start: Option<u64>, tight: bool, items: Vec<Item>) -> Block {
    block(BlockKind::List(List { start, tight, items }))
}

fn callout(tone: Tone, title: &str, blocks: Vec<Block>) -> Block {
    block(BlockKind::Callout { tone, title: plain_text(title), blocks })
}

fn column(label: &str, align: Align) -> Column {
    Column { label: plain_text(label), align, width: None }
}

fn key(label: &str, value: &str, note: &str, tone: Tone) -> KeyFigure {
    KeyFigure { label: label.into(), value: value.into(), note: note.into(), tone }
}

fn event(at: &str, label: &str, words: &str, tone: Tone) -> Event {
    Event { at: at.into(), label: label.into(), text: plain_text(words), tone }
}

fn figure(number: u32, caption: &str, alt: &str, width: f64, picture: Picture) -> Block {
    block(BlockKind::Figure(Figure { caption: plain_text(caption), number, alt: alt.into(), width, picture }))
}

/// Bytes from their hexadecimal form.
fn hex(digits: &str) -> Vec<u8> {
    (0..digits.len() / 2)
        .map(|i| u8::from_str_radix(&digits[2 * i..2 * i + 2], 16).expect("hexadecimal digits"))
        .collect()
}

const TREND: &str = r##"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 640 240" width="640" height="240" font-family="Noto Sans, sans-serif" font-size="12"><defs><linearGradient id="fade" x1="0" y1="0" x2="0" y2="1"><stop offset="0" stop-color="#1565a9" stop-opacity="0.25"/><stop offset="1" stop-color="#1565a9" stop-opacity="0"/></linearGradient></defs><g stroke="#d3dae1"><path d="M60 30H620M60 80H620M60 130H620M60 180H620"/></g><g fill="#5a6672" text-anchor="end"><text x="52" y="34">100.0</text><text x="52" y="84">99.9</text><text x="52" y="134">99.8</text><text x="52" y="184">99.7</text></g><path d="M80 120L184 115L288 100L392 90L496 85L600 75V200H80Z" fill="url(#fade)"/><path d="M80 120L184 115L288 100L392 90L496 85L600 75" fill="none" stroke="#1565a9" stroke-width="2.5"/><path d="M80 55L184 52L288 58L392 50L496 55L600 150" fill="none" stroke="#a11226" stroke-width="2.5" stroke-dasharray="6 3"/><g fill="#5a6672" text-anchor="middle"><text x="80" y="222">May</text><text x="184" y="222">Jun</text><text x="288" y="222">Jul</text><text x="392" y="222">Aug</text><text x="496" y="222">Sep</text><text x="592" y="222">Oct</text></g><text x="300" y="120" fill="#1565a9">File system</text><text x="300" y="46" fill="#a11226">Archive</text></svg>"##;

const SPARK: &str = r##"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 160 40"><defs><linearGradient id="fade"><stop offset="0" stop-color="#17324d"/><stop offset="1" stop-color="#1565a9"/></linearGradient></defs><path d="M4 34L56 26L108 20L156 6" fill="none" stroke="url(#fade)" stroke-width="3"/></svg>"##;

const HEAT: &str = "89504e470d0a1a0a0000000d49484452000000c00000003808030000009cc3074100000018504c5445f3f6f9d4dae0b4bec895a2af7586\
    97566a7e364e6617324d15ee4cf1000000744944415478daedd53b0a80301005c04d44bdff8d6d769b80a01681e0bc361f32b0e1457c4c\
    cf6c993d7364ce9bd47aedaff375dfeb77c4e2010000005855ae078c100000801ed00346080000400fe8017f000000400fe8017f000000\
    e0b76943fac38ce78c10000000801e304200000000d373015bd6098bb18185140000000049454e44ae426082";

const THERMAL: &str = "ffd8ffe000104a46494600010100000100010000ffdb004300101010101010101010101010101010101010101010101010101010101010\
    10101010101010101010101010101010101010101010101010101010101010101010ffc0000b08004000c001011100ffc4001b00000000\
    080000000000000000000000000001020304050607ffc40014100100000000000000000000000000000000ffda0008010100003f006c02\
    12244081b1b1b1a1a1b102048002858b1c1d1d1c2c848910363634323232303434362420c50e0e8e8f8f0f172244081a1a1918238c11c6\
    0686840418b1d1d1f240f920bf102040d0c8c91c608c3047191a101062c7478903e491f344244081a1a1918238c11c60686840418b1d1d\
    1f240f920d00912206c6c686464646068686c48418a1c1d1d1f1e1e2ec212244081b1b1b1a1a1b102048002858b1c1d1d1c2d020821224\
    4091020408122420003142858b162dffd9";
