//! The pages that list what was built: one for each engagement and one for all of them.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use jiff::civil::Weekday;

use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::export::html::{Card, Finding, Listing, Portal, Row};
use crate::load::{Loaded, Project};
use crate::plan::fingerprint::Short;
use crate::plan::manifest::{Built, Manifest};
use crate::resolve::{Item, Register, State};
use crate::source::FileId;

use super::AsOf;

/// The name of every such page.
pub const INDEX: &str = "index.html";

/// States that cards count, most urgent first.
const COUNTED: [State; 6] = [State::Overdue, State::Due, State::Draft, State::Issued, State::Accepted, State::Planned];

/// What the pages are made of.
pub struct Pages<'a> {
    pub project: &'a Project,
    pub register: &'a Register,
    pub manifest: &'a Manifest,
    pub findings: &'a Diagnostics,
    pub as_of: AsOf,
    /// Fingerprint of templates, theme and program together.
    pub made_with: &'a str,
    /// Whether all engagements were read. The page of all of them is left out otherwise.
    pub whole: bool,
}

impl<'a> Pages<'a> {
    /// Makes the page of each engagement, then that of all of them, and hands each to `take` with
    /// its path and the fingerprint of what it lists: all at once would be the largest thing of a
    /// build. Those that list what they did in the last build are left out; of `untouched`
    /// engagements (by id) that is known without looking.
    pub fn each(&self, known: &Known, untouched: &BTreeSet<&str>, mut take: impl FnMut(&str, Short, String)) {
        let Some(theme) = &self.project.theme else { return };
        let portal = Portal::new(theme);
        let mut findings = self.by_engagement();
        let mut lists = Vec::new();
        for (index, loaded) in self.project.engagements.iter().enumerate() {
            let path = path(loaded);
            let before = known.get(&path).copied();
            if let Some(before) = before.filter(|_| untouched.contains(loaded.id.as_str())) {
                lists.push(before);
                continue;
            }
            let listing = self.listing(index, loaded, findings.remove(&index).unwrap_or_default());
            let now = Short::of_json(&(self.made_with, &listing));
            lists.push(now);
            if before != Some(now) {
                take(&path, now, portal.page(&listing));
            }
        }
        if self.whole {
            // Its rows and cards are those of the engagements.
            let findings: Vec<Finding> = self.findings.iter().map(|finding| shown(finding, self.project)).collect();
            let now = Short::of_json(&(self.made_with, lists, &findings));
            if known.get(INDEX) != Some(&now) {
                take(INDEX, now, portal.page(&self.overview(findings)));
            }
        }
    }

    /// The findings in each engagement's files.
    fn by_engagement(&self) -> BTreeMap<usize, Vec<&'a Diagnostic>> {
        let owners = owners(self.project);
        let mut sorted: BTreeMap<usize, Vec<&Diagnostic>> = BTreeMap::new();
        for finding in self.findings.iter() {
            let owner = finding.primary.as_ref().and_then(|(span, _)| owners.get(&span.file));
            if let Some(index) = owner {
                sorted.entry(*index).or_default().push(finding);
            }
        }
        sorted
    }

    fn listing(&self, index: usize, loaded: &'a Loaded, findings: Vec<&Diagnostic>) -> Listing<'a> {
        let Pages { project, register, manifest, as_of, .. } = self;
        let mut items: Vec<&Item> = register.of(index).iter().collect();
        items.sort_by_cached_key(|item| urgency(item));
        let base = format!("{}/", loaded.id);
        let above = self.whole || manifest.pages.contains_key(INDEX);
        Listing {
            title: loaded.engagement.customer.name.value.clone(),
            subtitle: format!("{} – deliverables", loaded.engagement.project.name.value),
            facts: facts(loaded, *as_of, &counts(&items)),
            up: above.then(|| ("All engagements".to_owned(), format!("../{INDEX}"))),
            rows: items.iter().map(|item| row(item, loaded, project, manifest, &base)).collect(),
            today: Some(as_of.of(loaded)),
            week_start: Some(Weekday::from(loaded.engagement.customer.calendar.week_start)),
            findings: findings.iter().map(|finding| shown(finding, project)).collect(),
            footer: footer(loaded),
            ..Listing::default()
        }
    }

    fn overview(&self, findings: Vec<Finding>) -> Listing<'a> {
        let Pages { project, register, manifest, .. } = self;
        let card = |(index, loaded): (usize, &Loaded)| Card {
            title: loaded.engagement.customer.name.value.clone(),
            text: loaded.engagement.project.name.value.clone(),
            href: path(loaded),
            counts: counts(&register.of(index).iter().collect::<Vec<_>>()),
        };
        let mut items: Vec<&Item> = register.items.iter().collect();
        items.sort_by_cached_key(|item| urgency(item));
        let one = |item: &&'a Item| row(item, &project.engagements[item.engagement], project, manifest, "");
        Listing {
            title: "Deliverables".into(),
            subtitle: "What is owed, due and issued in all engagements".into(),
            cards: project.engagements.iter().enumerate().map(card).collect(),
            rows: items.iter().map(one).collect(),
            mixed: true,
            findings,
            ..Listing::default()
        }
    }
}

/// Fingerprints of what the pages of the last build list, by path, where they are as they were written.
pub type Known = BTreeMap<String, Short>;

/// Those of a manifest.
pub fn known(manifest: &Manifest) -> Known {
    let good = manifest.pages.iter().filter(|(_, page)| page.lists != Short::default());
    good.map(|(path, page)| (path.clone(), page.lists)).collect()
}

/// Where the page of an engagement stands.
pub fn path(loaded: &Loaded) -> String {
    format!("{}/{INDEX}", loaded.id)
}

/// The engagement that each file belongs to, by its index in the project.
pub fn owners(project: &Project) -> HashMap<FileId, usize> {
    let engagements = project.engagements.iter().enumerate();
    engagements.flat_map(|(index, loaded)| loaded.files.iter().map(move |file| (*file, index))).collect()
}

fn counts(items: &[&Item]) -> Vec<(&'static str, usize)> {
    let count = |state: &State| (state.word(), items.iter().filter(|item| item.state == *state).count());
    COUNTED.iter().map(count).collect()
}

/// What needs attention comes first: overdue, due, in review, planned, then what is done.
fn urgency(item: &Item) -> (usize, jiff::civil::Date, &str) {
    const ORDER: [State; 7] =
        [State::Overdue, State::Due, State::Draft, State::Planned, State::Issued, State::Accepted, State::NotOwed];
    let place = ORDER.iter().position(|state| *state == item.state).unwrap_or(ORDER.len());
    (place, item.due, &item.id)
}

fn facts(loaded: &Loaded, as_of: AsOf, counts: &[(&'static str, usize)]) -> Vec<(String, String)> {
    let count = |word: &str| counts.iter().find(|(name, _)| *name == word).map_or(0, |(_, count)| *count).to_string();
    vec![
        ("As of".into(), crate::resolve::schedule::long(as_of.of(loaded))),
        ("Overdue".into(), count("overdue")),
        ("Due".into(), count("due")),
        ("Issued".into(), count("issued")),
        ("Accepted".into(), count("accepted")),
    ]
}

fn footer(loaded: &Loaded) -> Vec<String> {
    let classification = loaded.engagement.document_control.classification.clone();
    let provider = loaded.provider.as_ref().map(|provider| provider.name.value.clone());
    classification.into_iter().chain(provider).collect()
}

fn row<'a>(item: &'a Item, loaded: &'a Loaded, project: &'a Project, manifest: &'a Manifest, base: &str) -> Row<'a> {
    let built = manifest.documents.get(&item.id).map(|built: &Built| &built.files);
    let files = built.into_iter().flatten().filter_map(|file| {
        let path = file.path.strip_prefix(base).unwrap_or(&file.path);
        Some((path.rsplit_once('.')?.1, path))
    });
    let version = item
        .issued
        .as_ref()
        .map(|issued| format!("{} of {}", issued.version, issued.date.strftime("%-d\u{a0}%b\u{a0}%Y")));
    let note = match item.left_out() {
        Some(why) => why.into(),
        None => version.into_iter().chain(item.recipients.iter().cloned()).collect::<Vec<_>>().join(", ").into(),
    };
    let services = &loaded.engagement.services;
    let period = item.period.as_ref().map(|period| &period.label);
    let subtitle = period.or(item.subject.as_ref().map(|subject| &subject.name));
    Row {
        due: item.due,
        state: item.state.word(),
        title: &item.title,
        subtitle: subtitle.map(String::as_str).unwrap_or_default(),
        id: &item.id,
        engagement: &loaded.engagement.customer.name.value,
        service: item
            .line
            .and_then(|line| project.catalog.service(&services[line].service))
            .map_or("Documents of the engagement", |service| service.name.as_str()),
        note,
        files: files.collect(),
    }
}

fn shown(finding: &Diagnostic, project: &Project) -> Finding {
    let place = finding.primary.as_ref().map(|(span, _)| {
        let file = project.sources.file(span.file);
        let (line, column) = file.line_column(span.start);
        format!("{}:{line}:{column}", file.path)
    });
    Finding {
        severity: finding.severity.name(),
        code: finding.code.to_string(),
        message: finding.message.clone(),
        place: place.or(finding.path.clone()).unwrap_or_default(),
        help: finding.help.clone().unwrap_or_default(),
    }
}
