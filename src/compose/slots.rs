//! Narratives against templates: prose belongs to a document that is owed and to a slot that its
//! template prints, and slots that a family requires are filled.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::load::catalog::Family;
use crate::load::hint::nearest;
use crate::load::{Loaded, Narrative, Project};
use crate::resolve::{Item, Register, State};
use crate::source::Span;

use super::prose;

/// The findings about the narratives of all engagements.
pub fn check(project: &Project, register: &Register, as_of: impl Fn(&Loaded) -> Date) -> Diagnostics {
    let mut findings = Diagnostics::new();
    let mut slots: BTreeMap<&str, BTreeSet<String>> = BTreeMap::new();
    for (index, loaded) in project.engagements.iter().enumerate() {
        let items: Vec<&Item> = register.of(index).iter().filter(|item| item.state != State::NotOwed).collect();
        for narrative in &loaded.narratives {
            let own: Vec<&Item> =
                items.iter().copied().filter(|item| item.deliverable == narrative.deliverable).collect();
            if let Some(place) = narrative.unclosed {
                let message = "the block of code that begins here has no end, so all below it is code";
                findings.push(Diagnostic::new(Code::FENCE, message).at(place).help("end it with a line of ```"));
            }
            if !own.iter().any(|item| narrative.serves(item.part())) {
                findings.push(astray(narrative, &own, &items));
                continue;
            }
            prose::check(project, register, narrative, &own, as_of(loaded), &mut findings);
            let Some(family) = own.first().and_then(|item| project.catalog.family(&item.family)) else { continue };
            let known = slots.entry(&family.id.value).or_insert_with(|| slots_of(project, &family.template.value));
            for (slot, place) in narrative.headings.iter().filter(|(slot, _)| !known.contains(slot)) {
                let help = match nearest(slot, known.iter().map(String::as_str)) {
                    Some(near) => format!("did you mean `## {}`?", near.replace('_', " ")),
                    None if known.is_empty() => "its template prints no prose".to_owned(),
                    None => {
                        let list: Vec<String> = known.iter().map(|slot| slot.replace('_', " ")).collect();
                        format!("slots of this template: {}", list.join(", "))
                    }
                };
                let message = format!("the template of `{}` has no slot `{slot}`", narrative.deliverable);
                findings.push(Diagnostic::new(Code::SLOT, message).at(*place).help(help));
            }
        }
        for item in &items {
            if let Some(family) = project.catalog.family(&item.family) {
                missing(loaded, item, family, &mut findings);
            }
        }
    }
    findings
}

fn astray(narrative: &Narrative, own: &[&Item], items: &[&Item]) -> Diagnostic {
    let place = Span::new(narrative.file, 0, 0);
    let named = &narrative.deliverable;
    let (message, near) = match &narrative.part {
        Some(part) if !own.is_empty() => {
            let parts = own.iter().filter_map(|item| item.part());
            (
                format!("`{named}` is not owed for `{part}`"),
                nearest(part, parts).map(|near| format!("{named}@{near}.md")),
            )
        }
        _ => {
            let ids = items.iter().map(|item| item.deliverable.as_str());
            (format!("no document `{named}` is owed"), nearest(named, ids).map(|near| format!("{near}.md")))
        }
    };
    let help = near.map_or_else(
        || "name the file by a deliverable: `sowright register --format csv` lists them".to_owned(),
        |near| format!("did you mean `{near}`?"),
    );
    Diagnostic::new(Code::NARRATIVE, message).at(place).help(help)
}

fn missing(loaded: &Loaded, item: &Item, family: &Family, findings: &mut Diagnostics) {
    let own = || loaded.narratives.iter().filter(|one| one.deliverable == item.deliverable && one.serves(item.part()));
    let due = matches!(item.state, State::Due | State::Overdue | State::Draft);
    for slot in family.required_slots.iter().filter(|_| due) {
        if !own().any(|narrative| narrative.slots.contains_key(&slot.value)) {
            let part = item.part().map(|part| format!("@{part}")).unwrap_or_default();
            let place = own().next().map_or(Span::new(loaded.descriptor, 0, 0), |own| Span::new(own.file, 0, 0));
            findings.push(
                Diagnostic::new(Code::SLOT_EMPTY, format!("{} has no prose for `{}`", item.id, slot.value))
                    .at(place)
                    .also(slot.span, "asked for here")
                    .help(format!(
                        "write it below `## {}` in narratives/{}{part}.md",
                        slot.value.replace('_', " "),
                        item.deliverable
                    )),
            );
        }
    }
}

/// Every slot that a template, what it includes and the components print.
pub fn slots_of(project: &Project, template: &str) -> BTreeSet<String> {
    let text = |name: &str| project.templates.get(name).map(|file| project.sources.file(*file).text.clone());
    let mut slots = BTreeSet::new();
    let mut waiting: Vec<String> = vec![template.to_owned()];
    waiting.extend(project.templates.keys().filter(|name| name.starts_with("components/")).cloned());
    let mut seen = BTreeSet::new();
    while let Some(name) = waiting.pop() {
        let Some(text) = text(&name).filter(|_| seen.insert(name.clone())) else { continue };
        for (at, word) in text.match_indices("narrative") {
            let rest = text[at + word.len()..].trim_start_matches('?');
            let slot: Option<String> = rest
                .strip_prefix('.')
                .map(|rest| rest.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect());
            slots.extend(slot.filter(|slot| !slot.is_empty()));
        }
        for (at, word) in text.match_indices("{% include \"") {
            waiting.extend(text[at + word.len()..].split_once('"').map(|(name, _)| name.to_owned()));
        }
    }
    slots
}
