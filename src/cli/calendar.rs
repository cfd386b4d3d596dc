//! The register as a calendar: due dates, and reminders of contracts that end (RFC 5545).

use icalendar::{Calendar, Component, Event};
use jiff::ToSpan;
use jiff::civil::Date;

use crate::load::catalog::Billing;
use crate::load::engagement::{Contract, ServiceLine};
use crate::load::{Loaded, Project};
use crate::resolve::Item;
use crate::source::Spanned;

/// One all-day event for each document, and one for each contract a month before it ends (the day
/// clamped to the month). Ids and stamps depend on the register alone, so that importing a newer
/// calendar replaces the events of the older one.
pub fn calendar(items: &[&Item], project: &Project, as_of: impl Fn(&Loaded) -> Date) -> String {
    let mut calendar = Calendar::new();
    calendar.name("sowright deliverables");
    for item in items {
        let loaded = &project.engagements[item.engagement];
        let text = [item.subtitle.as_str(), item.state.word()].into_iter().filter(|text| !text.is_empty());
        let text = text.collect::<Vec<_>>().join("\n");
        let summary = format!("{}: {}", loaded.engagement.customer.name.value, item.title);
        calendar.push(event(&format!("{}@sowright", item.id), item.due, &summary, &text, as_of(loaded)));
    }
    let mut named: Vec<usize> = items.iter().map(|item| item.engagement).collect();
    named.dedup();
    for loaded in named.into_iter().map(|index| &project.engagements[index]) {
        for contract in loaded.engagement.contracts.iter().filter(|contract| renewed(contract, loaded, project)) {
            let end = contract.end.0;
            let reminder = end.checked_sub(1.month()).unwrap_or(end);
            let id = format!("{}/contract/{}@sowright", loaded.id, contract.id.value);
            let summary = format!("{}: remind of renewal", loaded.engagement.customer.name.value);
            let text = format!("Contract {} ends on {end}.", contract.id.value);
            calendar.push(event(&id, reminder, &summary, &text, as_of(loaded)));
        }
    }
    calendar.to_string()
}

/// Whether a reminder of a contract's renewal is still to be sent: one-off work is not renewed.
fn renewed(contract: &Contract, loaded: &Loaded, project: &Project) -> bool {
    let lines = loaded.engagement.services.iter();
    let mut own = lines.filter(|line| line.contract.as_ref().is_some_and(|id| id.value == contract.id.value));
    let recurs = |line: &Spanned<ServiceLine>| {
        project.catalog.service(&line.service).is_some_and(|service| service.billing == Billing::Recurring)
    };
    let sent = contract.renewal.as_ref().is_some_and(|renewal| renewal.reminder_sent_on.is_some());
    !sent && own.any(recurs)
}

fn event(id: &str, day: Date, summary: &str, text: &str, as_of: Date) -> Event {
    let compact = |day: Date| day.strftime("%Y%m%d").to_string();
    let next = day.tomorrow().unwrap_or(day);
    Event::new()
        .uid(id)
        .summary(summary)
        .description(text)
        .add_property("DTSTAMP", format!("{}T000000Z", compact(as_of)))
        .append_property(icalendar::Property::new("DTSTART", compact(day)).add_parameter("VALUE", "DATE").done())
        .append_property(icalendar::Property::new("DTEND", compact(next)).add_parameter("VALUE", "DATE").done())
        .done()
}
