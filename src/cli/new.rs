//! `sowright new`: asks what an engagement needs to begin with, and writes it.

use std::io::IsTerminal;

use dialoguer::{Input, MultiSelect};
use jiff::civil::Date;

use crate::load::catalog::{Catalog, Service};
use crate::load::schema::{self, FileKind};
use crate::load::{is_id, load_catalog};
use crate::pipeline::{AsOf, check};
use crate::write::{create, renew};

use super::args::{NewArgs, country};
use super::report::{Report, status};
use super::scaffold::{Answers, text};
use super::{FINDINGS, Problem, place_of};

pub fn run(args: &NewArgs, report: &Report) -> Result<u8, Problem> {
    let root = place_of(args.directory.as_deref())?;
    let (catalog, sources, findings) = load_catalog(&root);
    report.findings(&findings, &sources);
    let interactive = std::io::stdin().is_terminal() && std::io::stderr().is_terminal();
    let answers = if interactive { ask(args, &catalog)? } else { given(args, &catalog)? };
    let path = root.join("engagements").join(&answers.name).join("engagement.yaml");
    if let Err(mistakes) = create(&path, text(&answers, &catalog).as_bytes()) {
        report.findings(&mistakes, &sources);
        return Ok(FINDINGS);
    }
    let written = format!("engagements/{}/engagement.yaml", answers.name);
    report.result(&format!("{written}\n"));
    let mut fresh = false;
    for kind in FileKind::ALL {
        match renew(&root.join(kind.path()), schema::text(kind, &catalog).as_bytes()) {
            Ok(written) => fresh |= written,
            Err(mistakes) => report.findings(&mistakes, &sources),
        }
    }
    if fresh {
        report.news("Wrote schemas/, by which editors complete and check what you write");
    }
    let (project, _, findings) =
        check(&root, std::slice::from_ref(&written), AsOf { flag: None, fallback: answers.start });
    report.findings(&findings, &project.sources);
    report
        .news(&format!("Next: fill it in, then `sowright check` and `sowright register engagements/{}`", answers.name));
    Ok(status(&findings))
}

/// What the flags say; where they say too little, which are missing.
fn given<'a>(args: &NewArgs, catalog: &'a Catalog) -> Result<Answers<'a>, Problem> {
    let named = [
        ("a name", args.name.is_some()),
        ("--customer", args.customer.is_some()),
        ("--country", args.country.is_some()),
        ("--provider", args.provider.is_some()),
        ("--service", !args.service.is_empty()),
        ("--start", args.start.is_some()),
        ("--end", args.end.is_some()),
    ];
    let missing: Vec<&str> = named.iter().filter(|(_, given)| !given).map(|(name, _)| *name).collect();
    let (Some(name), Some(customer), Some(country), Some(provider), Some(start), Some(end), []) = (
        args.name.clone(),
        args.customer.clone(),
        args.country.clone(),
        args.provider.clone(),
        args.start,
        args.end,
        missing.as_slice(),
    ) else {
        let list = missing.join(", ");
        return Err(Problem(format!("{list} missing; on a terminal `sowright new` asks for what is not given")));
    };
    let project = args.project.clone().unwrap_or_else(|| name.clone());
    let services = args.service.iter().map(|name| service(catalog, name)).collect::<Result<_, _>>()?;
    checked(Answers { name, customer, country, provider, project, services, start, end })
}

/// What the flags say, and what the person at the terminal adds.
fn ask<'a>(args: &NewArgs, catalog: &'a Catalog) -> Result<Answers<'a>, Problem> {
    let text = |given: &Option<String>, question: &str| match given {
        Some(given) => Ok(given.clone()),
        None => answered(Input::<String>::new().with_prompt(question).interact_text()),
    };
    let name = match &args.name {
        Some(name) => name.clone(),
        None => answered(
            Input::<String>::new()
                .with_prompt("Short name of the engagement (letters, digits, -)")
                .validate_with(|name: &String| if is_id(name) { Ok(()) } else { Err("letters, digits, `-`, `_`, `.`") })
                .interact_text(),
        )?,
    };
    let customer = text(&args.customer, "Customer")?;
    let country = match &args.country {
        Some(country) => country.clone(),
        None => {
            let asked = Input::<String>::new()
                .with_prompt("Country of the customer (two letters)")
                .validate_with(|text: &String| country(text).map(|_| ()))
                .interact_text();
            country(&answered(asked)?).map_err(Problem)?
        }
    };
    let provider = text(&args.provider, "Who delivers")?;
    let project = match &args.project {
        Some(project) => project.clone(),
        None => answered(
            Input::<String>::new()
                .with_prompt("Project (without the word Project)")
                .default(name.clone())
                .interact_text(),
        )?,
    };
    let services = if args.service.is_empty() {
        let labels: Vec<String> =
            catalog.services.iter().map(|service| format!("{}  {}", service.code, service.name)).collect();
        let chosen = loop {
            let chosen = answered(
                MultiSelect::new()
                    .with_prompt("Services (space chooses, enter ends)")
                    .items(&labels)
                    .max_length(15)
                    .interact(),
            )?;
            if !chosen.is_empty() {
                break chosen;
            }
        };
        chosen.into_iter().map(|index| &catalog.services[index]).collect()
    } else {
        args.service.iter().map(|name| service(catalog, name)).collect::<Result<_, _>>()?
    };
    let day = |given: Option<Date>, question: &str| match given {
        Some(day) => Ok(day),
        None => answered(Input::<Date>::new().with_prompt(question).interact_text()),
    };
    let start = day(args.start, "First day (YYYY-MM-DD)")?;
    let end = day(args.end, "Last day (YYYY-MM-DD)")?;
    checked(Answers { name, customer, country, provider, project, services, start, end })
}

fn answered<T>(answer: dialoguer::Result<T>) -> Result<T, Problem> {
    answer.map_err(|_| Problem("stopped: nothing was written".into()))
}

fn service<'a>(catalog: &'a Catalog, name: &str) -> Result<&'a Service, Problem> {
    let unknown = || Problem(format!("there is no service `{name}`; `sowright catalog` lists them"));
    catalog.service(name).ok_or_else(unknown)
}

fn checked(answers: Answers) -> Result<Answers, Problem> {
    if !is_id(&answers.name) {
        return Err(Problem(format!(
            "`{}` cannot be an engagement's name: use letters, digits, `-`, `_` and `.`",
            answers.name
        )));
    }
    if answers.end < answers.start {
        return Err(Problem(format!("the end {} lies before the start {}", answers.end, answers.start)));
    }
    Ok(answers)
}
