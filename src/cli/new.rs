//! `sowright new`: an engagement to start from, with a comment for each field.

use crate::load::catalog::{Catalog, Service};
use crate::load::{is_id, load_catalog};
use crate::write::create;

use super::args::NewArgs;
use super::report::{Report, status};
use super::{FINDINGS, Problem, place_of};

pub fn run(args: &NewArgs, report: &Report) -> Result<u8, Problem> {
    let root = place_of(args.directory.as_deref())?;
    let (catalog, sources, findings) = load_catalog(&root);
    report.findings(&findings, &sources);
    if !is_id(&args.name) {
        return Err(Problem(format!(
            "`{}` cannot be an engagement's name: use letters, digits, `-`, `_` and `.`",
            args.name
        )));
    }
    let service = |name: &String| {
        catalog
            .service(name)
            .ok_or_else(|| Problem(format!("there is no service `{name}`; `sowright catalog` lists them")))
    };
    let services: Vec<&Service> = args.service.iter().map(service).collect::<Result<_, _>>()?;
    if args.end < args.start {
        return Err(Problem(format!("the end {} lies before the start {}", args.end, args.start)));
    }
    let path = root.join("engagements").join(&args.name).join("engagement.yaml");
    if let Err(mistakes) = create(&path, text(args, &services, &catalog).as_bytes()) {
        report.findings(&mistakes, &sources);
        return Ok(FINDINGS);
    }
    report.result(&format!("engagements/{}/engagement.yaml\n", args.name));
    report.news(&format!("Next: fill it in, then `sowright check` and `sowright register engagements/{}`", args.name));
    Ok(status(&findings))
}

/// A YAML text in double quotes, whatever it holds.
fn quoted(text: &str) -> String {
    // JSON's strings are YAML's.
    serde_json::to_string(text).unwrap_or_default()
}

fn text(args: &NewArgs, services: &[&Service], catalog: &Catalog) -> String {
    let mut lines = String::new();
    for service in services {
        lines.push_str(&format!("  # {}\n  - service: {}", service.name, service.id.value));
        lines.push_str(&format!("\n    quantity: 1  # in units of: {}\n    contract: C1\n", service.unit.name));
        for owed in service.deliverables.iter().filter(|owed| owed.cadence.is_none()) {
            let default = owed.default.map_or("monthly", |cadence| cadence.name());
            lines.push_str(&format!(
                "    cadence: {{{}: {default}}}   # the catalog leaves it open: agree it\n",
                owed.id.value
            ));
        }
    }
    format!(
        "# {name}: what was bought, by whom, for when. `sowright check` says what is missing or wrong.
# Services are those of the catalog {catalog}; `sowright catalog` lists them.

customer:
  name: {customer}
  country: {country}  # two letters (ISO 3166-1): decides whether the services are offered there
  timezone: UTC  # an IANA zone such as Europe/Amsterdam: reports count the customer's days
  # calendar: {{weekend: [sat, sun], week_start: mon, holidays: [], hours: \"09:00-17:00\"}}
  # owners: [{{person: …, from: {start}}}]  # project owners, printed in the service plan

provider:
  name: {provider}

project:
  name: {project}  # without the word Project: titles add it
  # objective: …  # printed in the statement of work

contracts:
  - id: C1
    start: {start}
    end: {end}  # the last day; reports are owed up to it

services:
{lines}
# inventory:  # needed for availability by application, and for quantities
#   instances: 20
#   applications:
#     - {{id: portal, name: Portal, tier: high, slo: 99.9}}

# document_control: {{classification: Confidential, author: …, reviewer: …, approver: …}}

# Records (incidents, changes, tickets, capacity …) go into records/*.yaml or *.csv beside this file,
# prose for single documents into narratives/*.md, and what was issued into ledger.yaml.
",
        name = args.name,
        catalog = catalog.about.name,
        customer = quoted(&args.customer),
        provider = quoted(&args.provider),
        project = quoted(args.project.as_deref().unwrap_or(&args.name)),
        country = args.country,
        start = args.start,
        end = args.end,
    )
}
