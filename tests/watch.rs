//! A watched project as a browser sees it.

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

use crate::builds::Project;

const DESCRIPTOR: &str = "customer: {name: Northwind Trading, country: NL}\nprovider: {name: Nimbus}\nproject: {name: Harbour}\n\
    services:\n  - {service: risk-governance, start: 2026-01-01, end: 2026-12-31}\n";
const PAGE: &str = "harbour/statement-of-work.html";

struct Watched {
    project: Project,
    child: Child,
    news: Receiver<String>,
    port: u16,
}

impl Drop for Watched {
    fn drop(&mut self) {
        self.child.kill().ok();
        self.child.wait().ok();
    }
}

impl Watched {
    fn new() -> Self {
        let project = Project::with(&[]);
        project.write("engagements/harbour/engagement.yaml", DESCRIPTOR);
        let mut child = Command::new(env!("CARGO_BIN_EXE_sowright"))
            .args(["watch", "--serve", "0", "--format", "html", "--as-of", "2026-12-31"])
            .current_dir(project.root.path())
            .stderr(Stdio::piped())
            .stdout(Stdio::null())
            .spawn()
            .unwrap();
        let (sender, news) = channel();
        let lines = BufReader::new(child.stderr.take().unwrap()).lines();
        std::thread::spawn(move || lines.map_while(Result::ok).for_each(|line| drop(sender.send(line))));
        let mut watched = Self { project, child, news, port: 0 };
        let address = watched.told("Serving http://127.0.0.1:");
        watched.port = address.rsplit(':').next().unwrap().trim_end_matches('/').parse().unwrap();
        watched.told("Built ");
        watched
    }

    /// The next line of news with this text.
    fn told(&self, text: &str) -> String {
        let mut heard = String::new();
        while let Ok(line) = self.news.recv_timeout(Duration::from_secs(60)) {
            if line.contains(text) {
                return line;
            }
            heard.push_str(&line);
            heard.push('\n');
        }
        panic!("`{text}` is not told: {heard}");
    }

    fn get(&self, path: &str, host: &str) -> (String, String) {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).unwrap();
        write!(stream, "GET {path} HTTP/1.0\r\nHost: {host}\r\n\r\n").unwrap();
        let mut text = String::new();
        stream.read_to_string(&mut text).unwrap();
        let (head, body) = text.split_once("\r\n\r\n").unwrap();
        (head.split(' ').nth(1).unwrap().to_owned(), body.to_owned())
    }

    fn page(&self, path: &str) -> (String, String) {
        self.get(path, "localhost")
    }

    /// Events of an open page.
    fn events(&self, page: &str) -> impl Iterator<Item = (String, String)> + use<> {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).unwrap();
        stream.set_read_timeout(Some(Duration::from_secs(60))).unwrap();
        write!(stream, "GET /.sowright/events?page={page} HTTP/1.1\r\nHost: 127.0.0.1:{}\r\n\r\n", self.port).unwrap();
        let mut name = String::new();
        BufReader::new(stream).lines().map_while(Result::ok).filter_map(move |line| {
            if let Some(text) = line.strip_prefix("event: ") {
                text.clone_into(&mut name);
            }
            line.strip_prefix("data: ").map(|text| (name.clone(), serde_json::from_str(text).unwrap()))
        })
    }
}

#[test]
fn a_save_reloads_the_page_and_errors_show_in_it() {
    let watched = Watched::new();
    let (status, page) = watched.page(&format!("/{PAGE}"));
    assert!(status == "200" && page.contains("Northwind Trading") && page.contains("EventSource"));
    assert!(page.contains("connect-src 'self'"), "the policy lets the script listen");
    let on_disk = fs::read_to_string(watched.project.path("output").join(PAGE)).unwrap();
    assert!(!on_disk.contains("EventSource") && !on_disk.contains("connect-src"));
    assert!(watched.page("/").1.contains("Deliverables"));
    assert!(watched.page("/preview/harbour/statement-of-work").1.contains("statement-of-work.pdf"));

    let mut events = watched.events(&format!("/{PAGE}"));
    assert_eq!(events.next(), Some(("findings".to_owned(), String::new())));
    let begun = Instant::now();
    let saved = DESCRIPTOR.replace("Northwind", "Southwind");
    // A burst of saves is one build.
    watched.project.write("engagements/harbour/engagement.yaml", &saved.replace("Harbour", "Half"));
    watched.project.write("engagements/harbour/engagement.yaml", &saved);
    assert!(events.any(|(name, path)| name == "written" && path == PAGE));
    assert!(begun.elapsed() < Duration::from_secs(20));
    assert!(watched.page(&format!("/{PAGE}")).1.contains("Southwind Trading"));

    watched.project.write("engagements/harbour/engagement.yaml", &format!("{saved}nonsense: 1\n"));
    let (_, text) = events.find(|(name, text)| name == "findings" && !text.is_empty()).unwrap();
    assert!(text.contains("error[DOC-09]") && text.contains("nonsense"), "{text}");
    watched.told("error[DOC-09]");
    watched.project.write("engagements/harbour/engagement.yaml", &saved);
    assert!(events.any(|(name, text)| name == "findings" && text.is_empty()));
}

#[test]
#[cfg(unix)]
fn nothing_but_the_output_is_served_and_to_nobody_else() {
    let watched = Watched::new();
    watched.project.write("secret.html", "secret");
    std::os::unix::fs::symlink(watched.project.path("secret.html"), watched.project.path("output/link.html")).unwrap();
    for path in [
        "/../secret.html",
        "/%2e%2e/secret.html",
        "/link.html",
        "/.sowright/manifest.json",
        "/harbour/%00",
        "//etc/passwd",
    ] {
        let (status, body) = watched.page(path);
        assert!(status == "404" && !body.contains(">secret"), "{path}: {status}");
    }
    assert_eq!(watched.get(&format!("/{PAGE}"), "example.com").0, "403");
    assert_eq!(watched.page(&format!("/{PAGE}")).0, "200");
}
