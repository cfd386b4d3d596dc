//! Input that means harm: each ends as a finding or as a right page, soon, inside the output folder.

use std::collections::BTreeSet;
use std::fs;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

const DESCRIPTOR: &str = "engagements/harbour/engagement.yaml";
const NARRATIVE: &str = "engagements/harbour/narratives/monthly-project-om-report.md";
const TEMPLATE: &str = "templates/documents/om-periodic-report.md";
const THEME: &str = "templates/theme/document.typ";
const ONE: &str = "*/monthly-project-om-report/2026-01";
const SECRET: &str = "TOPSECRET";

fn descriptor() -> String {
    "customer: {name: Northwind Trading, country: NL}\nprovider: {name: Nimbus}\nproject: {name: Harbour}\nservices:\n  \
     - {service: agent-hosting, start: 2026-01-01, end: 2026-03-31}\n"
        .to_owned()
}

/// A project in a folder of its own, beside which a secret lies.
struct Case {
    around: tempfile::TempDir,
    root: PathBuf,
}

impl Case {
    fn new(files: &[(&str, &[u8])]) -> Self {
        let around = tempfile::tempdir().expect("a folder");
        let root = around.path().join("project");
        fs::write(around.path().join("secret.md"), SECRET).expect("written");
        fs::write(around.path().join("secret.png"), [b"\x89PNG\r\n\x1a\n", SECRET.as_bytes()].concat())
            .expect("written");
        let case = Self { around, root };
        case.put(DESCRIPTOR, descriptor().as_bytes());
        files.iter().for_each(|(path, bytes)| case.put(path, bytes));
        case
    }

    fn put(&self, path: &str, bytes: &[u8]) {
        let path = self.root.join(path);
        fs::create_dir_all(path.parent().expect("a folder")).expect("made");
        fs::write(path, bytes).expect("written");
    }

    fn link(&self, path: &str, target: &Path) {
        let path = self.root.join(path);
        fs::create_dir_all(path.parent().expect("a folder")).expect("made");
        symlink(target, path).expect("linked");
    }

    /// Runs, and fails on a panic, a signal, a hang, or a file outside the output folder.
    #[track_caller]
    fn run(&self, arguments: &[&str]) -> Ran {
        let before = self.outside();
        let (out, err) = (self.around.path().join(".out"), self.around.path().join(".err"));
        let started = Instant::now();
        let mut child = Command::new(env!("CARGO_BIN_EXE_sowright"))
            .args(arguments)
            .current_dir(&self.root)
            .env("SOURCE_DATE_EPOCH", "1782000000")
            .stdout(Stdio::from(fs::File::create(&out).expect("a file")))
            .stderr(Stdio::from(fs::File::create(&err).expect("a file")))
            .spawn()
            .expect("runs");
        let status = loop {
            if let Some(status) = child.try_wait().expect("a child") {
                break status;
            }
            if started.elapsed() > HANG {
                child.kill().expect("ended");
                child.wait().expect("ended");
                panic!("it hangs: {arguments:?}");
            }
            std::thread::sleep(Duration::from_millis(5));
        };
        let text = |path: &Path| String::from_utf8_lossy(&fs::read(path).expect("a file")).into_owned();
        let told = text(&out) + &text(&err);
        assert!(matches!(status.code(), Some(0..=2)), "{status}: {told}");
        assert!(!told.contains("panicked"), "{told}");
        assert_eq!(before, self.outside(), "files outside the output folder");
        Ran { told, code: status.code().unwrap_or(-1) }
    }

    #[track_caller]
    fn build(&self, format: &str) -> Ran {
        self.run(&["build", "--format", format, "--only", ONE])
    }

    /// All paths that are not in the output folder.
    fn outside(&self) -> BTreeSet<PathBuf> {
        let mut found = BTreeSet::new();
        let mut folders = vec![self.around.path().to_owned()];
        while let Some(folder) = folders.pop() {
            for entry in fs::read_dir(folder).expect("a folder").flatten() {
                let path = entry.path();
                let ours = path == self.root.join("output") || path.ends_with(".out") || path.ends_with(".err");
                if !ours && entry.file_type().expect("a type").is_dir() {
                    folders.push(path.clone());
                }
                if !ours {
                    found.insert(path);
                }
            }
        }
        found
    }

    /// Whether the secret, or the system's list of users, stands in the output.
    fn leaks(&self) -> bool {
        let mut folders = vec![self.root.join("output")];
        while let Some(folder) = folders.pop() {
            for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
                let path = entry.path();
                if path.is_dir() {
                    folders.push(path);
                } else if let Ok(bytes) = fs::read(&path) {
                    let text = String::from_utf8_lossy(&bytes);
                    if text.contains(SECRET) || text.contains("root:x:") {
                        return true;
                    }
                }
            }
        }
        false
    }

    fn page(&self) -> String {
        let path = self.root.join("output/harbour/agent-hosting/monthly-project-om-report/2026-01.html");
        fs::read_to_string(path).expect("a page")
    }
}

/// Far more than anything may take; a busy machine gets its share.
const HANG: Duration = Duration::from_secs(90);

struct Ran {
    told: String,
    code: i32,
}

impl Ran {
    #[track_caller]
    fn tells(&self, code: &str, words: &str) {
        assert!(self.told.contains(&format!("[{code}]")) && self.told.contains(words), "{}", self.told);
        assert_eq!(self.code, 1, "{}", self.told);
    }

    #[track_caller]
    fn is_fine(&self) {
        assert_eq!(self.code, 0, "{}", self.told);
    }
}

#[test]
fn hostile_yaml_ends_as_a_finding() {
    let mut bomb = descriptor() + "a: &a [x,x,x,x,x,x,x,x,x,x]\n";
    for (one, before) in ('b'..='j').zip('a'..) {
        bomb += &format!("{one}: &{one} [{}]\n", vec![format!("*{before}"); 10].join(","));
    }
    let deep_block: String = (1..3000).map(|depth| " ".repeat(depth) + "a:\n").collect();
    let deep = [
        (bomb, "YML-01", "anchors repeat more than 100000 values"),
        (descriptor() + "x: &x [*x]", "YML-01", "inside the value that it names"),
        (descriptor() + "x: " + &"[".repeat(100_000), "YML-01", "nested more than 64 deep"),
        (descriptor() + "x: " + &"{a: ".repeat(5000) + "1" + &"}".repeat(5000), "YML-01", "nested more than 64 deep"),
        (descriptor() + "x:\n" + &deep_block, "YML-01", "nested more than 64 deep"),
        (descriptor() + "x: !python/object {a: 1}", "YML-01", "the tag `!python/object` means nothing here"),
        (descriptor() + "---\nx: 1", "YML-01", "a second document begins here"),
        (descriptor().replace("Harbour", "Har\0bour"), "FIL-04", "this text holds U+0000"),
        (descriptor().replace("end: 2026-03-31", "end: 2026-03-31, quantity: 1e400"), "YML-03", "found `1e400`"),
        (descriptor().replace("end: 2026-03-31", "end: 2026-03-31, quantity: .nan"), "YML-03", "found `.nan`"),
    ];
    for (text, code, words) in deep {
        Case::new(&[(DESCRIPTOR, text.as_bytes())]).run(&["check"]).tells(code, words);
    }
    for quantity in ["99999999999999999999999", "-1", "18446744073709551615", "4294967296", "\"\\u0000\""] {
        let text = descriptor().replace("end: 2026-03-31", &format!("end: 2026-03-31, quantity: {quantity}"));
        assert_eq!(Case::new(&[(DESCRIPTOR, text.as_bytes())]).run(&["check"]).code, 1, "{quantity}");
    }
}

#[test]
fn hostile_encodings_are_read_or_told() {
    let crlf = ["\u{feff}", &descriptor().replace('\n', "\r\n")].concat();
    Case::new(&[(DESCRIPTOR, crlf.as_bytes())]).build("html").is_fine();
    let wide: Vec<u8> = descriptor().encode_utf16().flat_map(u16::to_le_bytes).collect();
    Case::new(&[(DESCRIPTOR, &[b"\xff\xfe", wide.as_slice()].concat())]).run(&["check"]).tells("FIL-02", "not UTF-8");
    let anchors = descriptor()
        .replace("provider: {name: Nimbus}", "provider: &one {name: Nimbus}")
        .replace("{name: Harbour}", "{<<: *one}");
    let case = Case::new(&[(DESCRIPTOR, anchors.as_bytes())]);
    assert!(case.build("html").code <= 1);
}

#[test]
fn hostile_sizes_are_told() {
    let large = [b"# Summary\n\n".as_slice(), &b"word ".repeat(20_000_000)].concat();
    Case::new(&[(NARRATIVE, &large)]).run(&["check"]).tells("FIL-01", "more than 32 MB");
    let records = [b"notes:\n  - {date: 2026-01-01, text: \"".as_slice(), &vec![b'x'; 100_000_000], b"\"}\n"].concat();
    Case::new(&[("engagements/harbour/records/notes.yaml", &records)])
        .run(&["check"])
        .tells("FIL-01", "more than 32 MB");
}

#[test]
fn hostile_days_are_told() {
    for (start, end, code, words) in [
        ("0001-01-01", "9999-12-31", "CON-14", "longer than 50 years"),
        ("2026-01-01", "9999-12-31", "CON-14", "longer than 50 years"),
        ("2026-02-30", "2026-03-31", "YML-03", "2026-02-30"),
        ("-9999-01-01", "9999-12-31", "YML-03", "-9999-01-01"),
        ("2026-01-01", "99999-01-01", "YML-03", "99999-01-01"),
    ] {
        // Daily reports: the most documents that a term can owe.
        let text = descriptor().replace("agent-hosting", "M07").replace("2026-01-01", start).replace("2026-03-31", end);
        let case = Case::new(&[(DESCRIPTOR, text.as_bytes())]);
        let ran = case.run(&["check"]);
        assert!(ran.told.contains(&format!("[{code}]")) || code == "YML-03", "{}", ran.told);
        assert!(ran.told.contains(words) && ran.code == 1, "{}", ran.told);
        case.run(&["register", "--as-of", "2026-02-01", "--format", "csv"]);
    }
}

#[test]
fn hostile_nesting_ends_as_a_finding() {
    let stars = "*a _b ".repeat(5000) + "x" + &"_ c*".repeat(5000);
    let lists: String = (0..2000).map(|depth| "  ".repeat(depth) + "- a\n").collect();
    for text in [">".repeat(50_000) + " x", stars, lists] {
        let case = Case::new(&[(NARRATIVE, format!("# Summary\n\n{text}\n").as_bytes())]);
        case.build("html").tells("TPL-03", "nested more than 32 deep");
    }
    let json = format!("# Summary\n\n```table\n{{\"rows\":{}{}}}\n```\n", "[".repeat(10_000), "]".repeat(10_000));
    Case::new(&[(NARRATIVE, json.as_bytes())]).build("html").tells("TPL-03", "in the block `table`");
    for text in ["[".repeat(50_000), "[a](".repeat(20_000), "`".repeat(50_000) + " " + &"`".repeat(49_999)] {
        let case = Case::new(&[(NARRATIVE, format!("# Summary\n\n{text}\n").as_bytes())]);
        case.build("html").is_fine();
    }
    // As deep as is allowed, both formats come out or say why.
    let deep = format!("# Summary\n\n{} x\n", ">".repeat(28));
    let case = Case::new(&[(NARRATIVE, deep.as_bytes())]);
    case.build("html").is_fine();
    assert!(case.build("pdf").code <= 1);
}

#[test]
fn hostile_ids_stay_in_the_output_folder() {
    for id in ["../../x", "..", "a/b", "/abs", "x\\y", "é", "e\u{301}", " ", ".hidden", "a:b"] {
        let quoted = serde_json::to_string(id).expect("a string");
        let line = descriptor().replace("service: agent", &format!("key: {quoted}, service: agent"));
        Case::new(&[(DESCRIPTOR, line.as_bytes())]).run(&["build", "--format", "html"]).tells("ENG-03", "");
        let own = format!("id: {quoted}\n{}", descriptor());
        Case::new(&[(DESCRIPTOR, own.as_bytes())]).run(&["build", "--format", "html"]).tells("ENG-01", "");
    }
    let long = descriptor().replace("service: agent", &format!("key: {}, service: agent", "x".repeat(300)));
    assert_eq!(Case::new(&[(DESCRIPTOR, long.as_bytes())]).run(&["build", "--format", "html"]).code, 1);
    // What a folder is called is told, and does not steer the terminal.
    let named = Case::new(&[("engagements/x\u{1b}[31m/engagement.yaml", descriptor().as_bytes())]).run(&["check"]);
    named.tells("ENG-01", "`x?[31m` cannot be an engagement's id");
    assert!(!named.told.contains('\u{1b}'), "{}", named.told);
    let twin = descriptor();
    Case::new(&[("engagements/Harbour/engagement.yaml", twin.as_bytes())])
        .run(&["build", "--format", "html"])
        .tells("ENG-01", "two engagements have the id");
}

#[test]
fn hostile_links_lead_nowhere() {
    for target in [
        "../../../secret.png",
        "/etc/passwd",
        "file:///etc/passwd",
        "images/../../../../secret.png",
        "images/far/secret.png",
    ] {
        let case = Case::new(&[(NARRATIVE, format!("# Summary\n\n![a picture]({target})\n").as_bytes())]);
        case.link("engagements/harbour/images/far", case.around.path());
        let ran = case.build("html");
        assert!(ran.told.contains("[TPL-07]") && !case.leaks(), "{}", ran.told);
    }
    for path in [NARRATIVE, "engagements/harbour/images/a.png", "engagements/harbour/records/notes.yaml"] {
        let case = Case::new(&[]);
        case.link(path, &case.around.path().join("secret.md"));
        case.build("html").tells("FIL-01", "a link out of the project");
        assert!(!case.leaks());
    }
    // A link inside the project is read like the file.
    let case = Case::new(&[("shared/prose.md", b"# Summary\n\nShared words.\n")]);
    case.link(NARRATIVE, &case.root.join("shared/prose.md"));
    case.build("html").is_fine();
    assert!(case.page().contains("Shared words."));
}

#[test]
fn hostile_folders_lead_nowhere() {
    for folder in ["engagements/harbour/narratives", "engagements/harbour/images", "templates", "catalog"] {
        let case = Case::new(&[]);
        let elsewhere = case.around.path().join("elsewhere");
        fs::create_dir(&elsewhere).expect("made");
        for name in ["secret.md", "secret.png", "secret.yaml"] {
            fs::write(elsewhere.join(name), SECRET).expect("written");
        }
        case.link(folder, &elsewhere);
        case.build("html").tells("FIL-01", "a link out of the project");
        assert!(!case.leaks());
    }
    // A whole engagement elsewhere, by a link.
    let case = Case::new(&[]);
    let elsewhere = case.around.path().join("elsewhere");
    fs::create_dir(&elsewhere).expect("made");
    fs::write(elsewhere.join("engagement.yaml"), descriptor()).expect("written");
    case.link("engagements/far", &elsewhere);
    case.run(&["check"]).tells("FIL-01", "a link out of the project");
    // Within the project a link is as good as the folder.
    let case = Case::new(&[("shared/monthly-project-om-report.md", b"# Summary\n\nShared words.\n")]);
    case.link("engagements/harbour/narratives", &case.root.join("shared"));
    case.build("html").is_fine();
    assert!(case.page().contains("Shared words."));
}

#[test]
fn hostile_links_in_the_output_lead_nowhere() {
    for link in ["output/harbour", "output/harbour/agent-hosting", "output/.sowright"] {
        let case = Case::new(&[]);
        let elsewhere = case.around.path().join("elsewhere");
        fs::create_dir(&elsewhere).expect("made");
        case.link(link, &elsewhere);
        case.build("html").tells("OUT-01", "is a link, which could lead anywhere");
    }
    // A link in the place of a file is no way out either: it is refused, or the file takes its place.
    for (link, refused) in [
        ("output/.sowright/lock", true),
        ("output/.sowright/unfinished", false),
        ("output/.sowright/manifest.json", false),
        ("output/index.html", false),
        ("output/harbour/agent-hosting/monthly-project-om-report/2026-01.html", false),
    ] {
        let case = Case::new(&[]);
        let secret = case.around.path().join("secret.md");
        case.link(link, &secret);
        let ran = case.build("html");
        assert_eq!(ran.code, i32::from(refused), "{link}: {}", ran.told);
        assert_eq!(fs::read_to_string(&secret).expect("still there"), SECRET, "{link}");
    }
    // What was built is not taken away elsewhere, either.
    let case = Case::new(&[]);
    case.build("html").is_fine();
    let elsewhere = case.around.path().join("elsewhere");
    fs::rename(case.root.join("output/harbour"), &elsewhere).expect("moved");
    case.link("output/harbour", &elsewhere);
    case.run(&["clean"]).tells("OUT-01", "is a link");
    assert!(elsewhere.join("agent-hosting/monthly-project-om-report/2026-01.html").is_file());
}

#[test]
fn hostile_names_are_files_on_every_system() {
    for id in ["con", "NUL", "aux.txt", "com1", "LPT9.x", "harbour."] {
        let own = format!("id: {id}\n{}", descriptor());
        Case::new(&[(DESCRIPTOR, own.as_bytes())]).run(&["check"]).tells("ENG-01", "cannot be an engagement's id");
        let line = descriptor().replace("service: agent", &format!("key: {id}, service: agent"));
        let case = Case::new(&[(DESCRIPTOR, line.as_bytes())]);
        case.build("html").is_fine();
        let mut parts = Vec::new();
        let mut folders = vec![case.root.join("output")];
        while let Some(folder) = folders.pop() {
            for entry in fs::read_dir(folder).expect("a folder").flatten() {
                folders.extend(entry.path().is_dir().then(|| entry.path()));
                parts.push(entry.file_name().to_string_lossy().to_ascii_lowercase());
            }
        }
        let device = |part: &&String| {
            let stem = part.split('.').next().unwrap_or_default();
            part.ends_with('.') || ["con", "nul", "aux", "com1", "lpt9"].contains(&stem)
        };
        assert!(parts.len() > 5 && !parts.iter().any(|part| device(&part)), "{parts:?}");
    }
    // The same letters in another normal form are another name.
    let picture = include_bytes!("../docs/images/monthly-report.png");
    let case = Case::new(&[
        ("engagements/harbour/images/cafe\u{301}.png", picture),
        (NARRATIVE, "# Summary\n\n![a picture](images/caf\u{e9}.png)\n".as_bytes()),
    ]);
    assert!(case.build("html").told.contains("[TPL-07]"));
}

#[test]
fn hostile_families_name_templates_only() {
    let families = include_str!("../templates/families.yaml");
    for path in ["../../secret.md", "/etc/passwd", "documents/../../../secret.md", "documents\\\\..\\\\secret.md"] {
        let own = families.replace("documents/om-periodic-report.md", &format!("\"{path}\""));
        assert_ne!(own, families);
        let case = Case::new(&[("templates/families.yaml", own.as_bytes())]);
        let ran = case.build("html");
        assert!(ran.code == 1 && !case.leaks(), "{path}: {}", ran.told);
    }
}

#[test]
fn hostile_text_stays_text() {
    let text = "<script>pwned()</script> {{ 1+1 }} {% raw %} {# c #} #panic() $x$ \"><img src=x onerror=pwned()> </style> \
                [a](javascript:pwned()) `` ` `` ]]> &amp; @x #read(\"/etc/passwd\") \\";
    let quoted = serde_json::to_string(text).expect("a string");
    let own = descriptor()
        .replace("Northwind Trading", &quoted)
        .replace("name: Nimbus", &format!("name: {quoted}"))
        .replace("name: Harbour", &format!("name: {quoted}"));
    let case = Case::new(&[(DESCRIPTOR, own.as_bytes()), (NARRATIVE, format!("# Summary\n\n{text}\n").as_bytes())]);
    case.build("html").is_fine();
    case.build("pdf").is_fine();
    let page = case.page();
    for code in ["<script>pwned", "<img src=x", "href=\"javascript", "</style> [", " onerror=pwned()>"] {
        assert!(!page.contains(code), "{code}");
    }
    assert!(page.contains("&lt;script&gt;pwned()&lt;/script&gt; {{ 1+1 }} {% raw %} {# c #} #panic() $x$"));
}

#[test]
fn hostile_prose_stays_in_its_slot() {
    let template =
        "# One\n\n{{ narrative.summary | md }}\n\n# Two\n\n- {{ narrative.outlook | md }}\n\n# Three\n\nThe end.\n";
    let page = |summary: &str, outlook: &str| {
        let prose = format!("## Summary\n\n{summary}\n\n## Outlook\n\n{outlook}\n");
        let case = Case::new(&[(NARRATIVE, prose.as_bytes()), (TEMPLATE, template.as_bytes())]);
        case.build("html").is_fine();
        case.build("pdf").is_fine();
        let page = case.page();
        assert_eq!(page.matches("<h2 ").count(), 3, "{summary}: {page}");
        assert!(page.contains("<p>The end.</p>"), "{summary}: {page}");
        page
    };
    let open = [
        "- ~~~\n  code without an end",
        "<!-- a remark without an end",
        "<script>",
        "<div>\nwords",
        "- a list\n\n  - deeper",
        "> a quote",
        "| a |\n|---|",
        "**bold [link `code",
        "    code by its place",
        "[1]: https://evil.example/",
        "[^1]: A note.",
        "$$",
    ];
    for summary in open {
        let page = page(summary, "Ahead: [the plan][1], a mark[^1].");
        assert!(page.contains("Ahead: [the plan][1], a mark[^1]."), "{summary}: {page}");
    }
    let page = page(
        "Words[^1], [here][1].\n\n[^1]: First.\n\n[1]: https://a.example/",
        "Two[^1], [there][1].\n\n- In a list.\n\n[^1]: Second.\n\n[1]: https://b.example/",
    );
    for part in [
        "Words<",
        "First.",
        "https://a.example/\">here<",
        "Two<",
        "Second.",
        "https://b.example/\">there<",
        "id=\"fn-1\"",
        "id=\"fn-2\"",
    ] {
        assert!(page.contains(part), "{part}: {page}");
    }
    let places: Vec<_> =
        ["Words<", "First.", "Two<", "In a list", "Second."].iter().map(|part| page.find(part)).collect();
    assert!(places.is_sorted(), "{page}");
}

#[test]
fn prose_inside_a_line_keeps_its_order() {
    let template =
        "# One\n\nWhy **{{ narrative.summary | md }}** so.\n\n| A |\n|---|\n| {{ narrative.summary | md }} |\n";
    let prose = "First.\n\nSecond.\n\n- Third.\n";
    let case = Case::new(&[(NARRATIVE, prose.as_bytes()), (TEMPLATE, template.as_bytes())]);
    case.build("html").is_fine();
    let page = case.page();
    for word in ["First.", "Second.", "Third."] {
        assert_eq!(page.matches(word).count(), 2, "{word}: {page}");
    }
    let mut at = 0;
    for word in ["Why", "First.", "so.", "Second.", "Third.", "First.", "Second.", "Third."] {
        at += page[at..].find(word).unwrap_or_else(|| panic!("{word} is not where it should be: {page}"));
    }
}

#[test]
fn pictures_of_lists_and_headings_are_shown() {
    let picture = include_bytes!("../docs/images/monthly-report.png");
    let prose = "- One.\n- ![The rack](images/rack.png)\n\n### Old ![The hall](images/rack.png)\n\n| A |\n|---|\n| ![The door](images/rack.png) |\n";
    let case = Case::new(&[("engagements/harbour/images/rack.png", picture), (NARRATIVE, prose.as_bytes())]);
    case.build("html").is_fine();
    for alt in ["The rack", "The hall", "The door"] {
        assert!(case.page().contains(&format!("alt=\"{alt}\"")), "{}", case.page());
    }
}

#[test]
fn hostile_marks_are_told() {
    // Signs by which templates are followed, in prose, in a record and in a template, as they are and by number.
    let marks = "a\u{f5000}\u{100001}b\u{100002}c\u{f0000}d";
    let spelt = "a&#xf5000;&#x100001;b";
    let notes = |text: &str| format!("notes:\n  - {{date: 2026-01-05, kind: highlight, text: \"{text}\"}}\n");
    let prose = |text: &str| format!("# Summary\n\n{text}\n");
    let record = "engagements/harbour/records/notes.yaml";
    let texts = [
        (NARRATIVE, prose(marks)),
        (NARRATIVE, prose(spelt)),
        (record, notes(marks)),
        (record, notes("a\\U000F5000b")),
        (TEMPLATE, prose(marks)),
        (TEMPLATE, prose(spelt)),
    ];
    for (file, text) in texts {
        Case::new(&[(file, text.as_bytes())]).build("html").tells("FIL-04", "this text holds U+F5000");
    }
}

#[test]
fn hostile_templates_read_nothing_and_end() {
    for path in ["../../../secret.md", "/etc/passwd", "../secret.md", "documents/../../../secret.md"] {
        let case = Case::new(&[(TEMPLATE, format!("# A\n\n{{% include \"{path}\" %}}\n").as_bytes())]);
        case.build("html").tells("TPL-02", "");
        assert!(!case.leaks());
    }
    for code in [
        "{{ get_env(name=\"HOME\") }}",
        "{% for i in range(end=1000000000) %}x{% endfor %}",
        "{% for i in range(end=99999) %}{% for j in range(end=99999) %}{% endfor %}{% endfor %}",
        "{% include \"documents/om-periodic-report.md\" %}",
    ] {
        Case::new(&[(TEMPLATE, format!("# A\n\n{code}\n").as_bytes())]).build("html").tells("TPL-02", "");
    }
    let component = "{% component zz.a(n: integer) %}\n{{<zz.a n={n + 1} />}}\n{% endcomponent zz.a %}\n";
    let case =
        Case::new(&[("templates/components/zz.md", component.as_bytes()), (TEMPLATE, b"# A\n\n{{<zz.a n={1} />}}\n")]);
    case.build("html").tells("TPL-02", "recursion");
}

#[test]
fn hostile_themes_read_nothing_and_end() {
    let built_in = include_str!("../templates/theme/document.typ");
    for (code, words) in [
        ("#let x = read(\"/etc/passwd\")", ""),
        ("#let x = read(\"../../../../etc/passwd\")", ""),
        ("#import \"@preview/cetz:0.3.0\"", ""),
        ("#let p = plugin(\"/etc/passwd\")", ""),
        ("#include \"../../../../etc/passwd\"", ""),
        ("#let x = json(\"/../engagements/harbour/engagement.yaml\")", ""),
        ("#let x = yaml(\"engagements/harbour/engagement.yaml\")", ""),
        ("#image(\"../secret.png\")", ""),
        ("#image(\"http://127.0.0.1/x.png\")", ""),
        ("#bibliography(\"/etc/passwd\")", ""),
        ("#let x = sys.inputs.HOME", ""),
        ("#let x = { while true {} }", "condition is always true"),
        ("#let f(n) = f(n + 1)\n#let x = f(0)", "too deeply"),
        ("#let x = { for i in range(100000) { for j in range(100000) {} } }", "not done after 5 seconds"),
    ] {
        let case = Case::new(&[(THEME, format!("{code}\n{built_in}").as_bytes())]);
        let ran = case.build("pdf");
        assert!(ran.code == 1 && ran.told.contains(words) && !case.leaks(), "{code}: {}", ran.told);
    }
}
